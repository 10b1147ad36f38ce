"""Interviews to export in the tests, with what a calendar must show of each, written by hand."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from netorganizer.domain.interview import CalendarTombstone, Interview, Panelist
from netorganizer.domain.pipeline import InterviewStatus, Stage

MADE_AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
LINK = "https://meet.example.com/j/42?pwd=a;b,c"
LOS_ANGELES = "America/Los_Angeles"


def make_interview(number: int, local: str, zone: str) -> Interview:
    """A confirmed 45-minute onsite interview at the ISO local time (or one with an offset) in ``zone``."""
    typed = datetime.fromisoformat(local)
    return Interview(
        id=number,
        uid=f"5e0f7c1e-0000-4000-8000-{number:012d}",
        application_id=7,
        company="Netflix",
        application_role="Senior Software Engineer",
        stage=Stage.ONSITE,
        round=1,
        title="System design",
        starts_at=(typed if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC),
        zone=zone,
        minutes=45,
        panel=(Panelist(1, "Ada Byron", "Staff engineer"), Panelist(2, "Grace Murray")),
        link=LINK,
        place="",
        status=InterviewStatus.CONFIRMED,
        sequence=0,
        created_at=MADE_AT,
        modified_at=MADE_AT,
    )


@dataclass(frozen=True, slots=True)
class Case:
    """An entry and what every calendar must show of it."""

    entry: Interview | CalendarTombstone
    start: str
    summary: str
    description: str
    status: str = "CONFIRMED"
    alarms: int = 2


def describe(when: str, *, role: str = "Senior Software Engineer", stage: str = "On-site, round 1") -> str:
    """The description of what :func:`make_interview` makes."""
    return (
        f"{LINK}\nWhen: {when}\nCompany: Netflix\nRole: {role}\nStage: {stage}\n"
        "With: Ada Byron (Staff engineer), Grace Murray"
    )


def two_day_onsite() -> list[Case]:
    """Eight interviews on Fri 12 and Mon 15 March 2027; the clocks of Los Angeles change in between."""
    friday = [("09:00", "17:00"), ("10:00", "18:00"), ("11:00", "19:00"), ("13:00", "21:00"), ("14:00", "22:00")]
    monday = [("09:00", "16:00"), ("10:00", "17:00"), ("11:00", "18:00")]
    days = [("Fri 12 Mar 2027", "2027-03-12", friday), ("Mon 15 Mar 2027", "2027-03-15", monday)]
    cases: list[Case] = []
    for words, day, times in days:
        for local, utc in times:
            entry = make_interview(len(cases) + 1, f"{day}T{local}", LOS_ANGELES)
            described = describe(f"{words}, {local}–{local[:3]}45 (America/Los_Angeles)")
            cases.append(Case(entry, f"{day}T{utc}Z", "Netflix: System design", described))
    return cases


def _at(number: int, local: str, zone: str, when: str, start: str) -> Case:
    return Case(make_interview(number, local, zone), start, "Netflix: System design", describe(f"{when} ({zone})"))


def around_the_clock() -> list[Case]:
    """Zones and moments at which programs go wrong."""
    return [
        _at(20, "2026-10-30T09:00", LOS_ANGELES, "Fri 30 Oct 2026, 09:00–09:45", "2026-10-30T16:00Z"),
        _at(21, "2026-11-02T09:00", LOS_ANGELES, "Mon 2 Nov 2026, 09:00–09:45", "2026-11-02T17:00Z"),
        _at(22, "2026-10-25T02:30+02:00", "Europe/Berlin", "Sun 25 Oct 2026, 02:30–02:15", "2026-10-25T00:30Z"),
        _at(23, "2026-10-25T02:30+01:00", "Europe/Berlin", "Sun 25 Oct 2026, 02:30–03:15", "2026-10-25T01:30Z"),
        _at(24, "2027-03-14T03:00", "America/New_York", "Sun 14 Mar 2027, 03:00–03:45", "2027-03-14T07:00Z"),
        _at(25, "2027-07-01T09:00", "Pacific/Kiritimati", "Thu 1 Jul 2027, 09:00–09:45", "2027-06-30T19:00Z"),
        _at(26, "2027-07-01T18:00", "Pacific/Pago_Pago", "Thu 1 Jul 2027, 18:00–18:45", "2027-07-02T05:00Z"),
        _at(27, "2027-07-01T09:00", "Asia/Kathmandu", "Thu 1 Jul 2027, 09:00–09:45", "2027-07-01T03:15Z"),
        _at(28, "2027-01-05T09:00", "Australia/Lord_Howe", "Tue 5 Jan 2027, 09:00–09:45", "2027-01-04T22:00Z"),
        _at(29, "2027-07-05T09:00", "Australia/Lord_Howe", "Mon 5 Jul 2027, 09:00–09:45", "2027-07-04T22:30Z"),
        _at(30, "2027-12-31T23:30", "Pacific/Auckland", "Fri 31 Dec 2027, 23:30–00:15", "2027-12-31T10:30Z"),
        _at(31, "2028-02-29T17:00", "Europe/Dublin", "Tue 29 Feb 2028, 17:00–17:45", "2028-02-29T17:00Z"),
        _at(32, "2028-06-29T17:00", "Europe/Dublin", "Thu 29 Jun 2028, 17:00–17:45", "2028-06-29T16:00Z"),
        _at(33, "2027-02-20T10:00", "Africa/Casablanca", "Sat 20 Feb 2027, 10:00–10:45", "2027-02-20T10:00Z"),
        _at(34, "2027-03-26T10:00", "Asia/Jerusalem", "Fri 26 Mar 2027, 10:00–10:45", "2027-03-26T07:00Z"),
        _at(35, "2027-06-01T10:00", "America/Santiago", "Tue 1 Jun 2027, 10:00–10:45", "2027-06-01T14:00Z"),
    ]


def every_kind() -> list[Case]:
    """Texts of all sorts, and every status."""
    base = make_interview(50, "2027-04-01T09:00", "Europe/Berlin")
    when = "Thu 1 Apr 2027, 09:00–09:45 (Europe/Berlin)"
    start, summary = "2027-04-01T07:00Z", "Netflix: System design"
    long_text = "Ask; about, scale\tand “cost” – naïve café 日本語 👩🏽‍💻 " * 100
    emoji, hebrew = "👩‍👩‍👧‍👦 Culture 🎬, part 2; really", "ראיון: עיצוב מערכות (2), \u200fسؤال"

    def variant(number: int, **changes: object) -> Interview:
        uid = f"5e0f7c1e-0000-4000-8000-{number:012d}"
        return replace(base, id=number, uid=uid, **changes)  # type: ignore[arg-type]

    gone = CalendarTombstone(
        uid="5e0f7c1e-0000-4000-8000-000000000060",
        title="System design",
        starts_at=base.starts_at,
        zone=base.zone,
        minutes=45,
        sequence=3,
        created_at=MADE_AT,
        modified_at=MADE_AT,
        company="Netflix",
        application_id=7,
    )
    talk = Stage.RECRUITER_CALL
    return [
        Case(variant(51, title=emoji), start, f"Netflix: {emoji}", describe(when)),
        Case(variant(52, title=hebrew), start, f"Netflix: {hebrew}", describe(when)),
        Case(
            variant(53, application_role=long_text),
            start,
            summary,
            describe(when, role=long_text.strip()),
        ),
        Case(variant(54, status=InterviewStatus.TENTATIVE), start, summary, describe(when), "TENTATIVE"),
        Case(variant(55, status=InterviewStatus.DONE), start, summary, describe(when), alarms=0),
        Case(
            variant(56, status=InterviewStatus.CANCELLED, sequence=2),
            start,
            f"Cancelled: {summary}",
            describe(when),
            "CANCELLED",
            0,
        ),
        Case(
            variant(57, stage=talk, round=None),
            start,
            summary,
            describe(when, stage="Recruiter"),
            alarms=1,
        ),
        Case(gone, start, f"Cancelled: {summary}", "", "CANCELLED", 0),
    ]
