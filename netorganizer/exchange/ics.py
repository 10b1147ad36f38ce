"""Interviews as an iCalendar file (RFC 5545, RFC 7986) that every calendar program reads the same way.

icalendar holds the components and writes the lines; what goes into them, and the time zones, are ours. Rules:

* An event is in its own zone by IANA name, with that zone's yearly rules in the file (:mod:`ics_zones`),
  unless the rules do not fit the event or the clocks change near it: then it is in UTC. It never floats.
* No ATTENDEE and no ORGANIZER: servers mail them when an event is stored or deleted. No METHOD either:
  PUBLISH demands an organizer (RFC 5546 section 3.2.1), and some programs take any METHOD for an invitation.
* Nothing depends on the moment of the export: the same records give the same bytes.
* A cancelled interview stays in the file as cancelled. Programs that took it in before must be told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import quote
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vCategory, vDatetime, vDuration, vInt, vText, vUri

from netorganizer.domain.errors import Invalid
from netorganizer.domain.interview import CalendarTombstone, Interview
from netorganizer.domain.pipeline import STAGE_NAMES, InterviewStatus, Stage
from netorganizer.exchange.ics_zones import ZoneRules, build_timezone, find_rules

PRODUCT = "-//netorganizer//netorganizer//EN"
_DAY_MINUTES = 24 * 60
# Older releases of ical.js and libical stop expanding the rules of a zone in 2035.
_TZID_YEARS = range(1971, 2035)
# Programs differ on wall times that a clock change skips or repeats; nobody interviews this close to one.
_CALM = timedelta(hours=3)
_ALARM_NAMESPACE = UUID("0f2c1f6a-7d0b-4a55-9a54-3b8e5f7f2c11")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_URI = re.compile(r"(?:https?://|tel:)\S+", re.IGNORECASE)
_URI_CHARACTERS = "!#$%&'()*+,/:;=?@[]-._~"

Entry = Interview | CalendarTombstone


@dataclass(frozen=True, slots=True)
class AlarmPlan:
    """When calendars remind of an interview, in minutes before its start.

    The most important one stands first: Outlook keeps only one (MS-OXCICAL 2.1.3.1.1.20.62).
    """

    usual: tuple[int, ...] = (15,)
    by_stage: Mapping[Stage, tuple[int, ...]] = field(default_factory=lambda: {Stage.ONSITE: (15, _DAY_MINUTES)})

    def minutes_before(self, interview: Interview) -> tuple[int, ...]:
        """The reminders for ``interview``; none once it is done or cancelled."""
        if interview.status in (InterviewStatus.DONE, InterviewStatus.CANCELLED):
            return ()
        return self.by_stage.get(interview.stage, self.usual)


class _Text(vText):
    """Text as RFC 5545 section 3.3.11 writes it.

    WORKAROUND: icalendar turns a backslash before a capital N (as in ``C:\\Notes``) into a line break.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def write_calendar(entries: Sequence[Entry], *, name: str, alarms: AlarmPlan | None = None) -> bytes:
    """The iCalendar file of ``entries``, ordered by start; ``name`` is what calendars call it.

    Raises :class:`Invalid` when there are none: RFC 5545 section 3.6 knows no empty calendar.
    """
    if not entries:
        raise Invalid("There is no interview to put into a calendar file. Add one, or choose another day.")
    ordered = sorted(entries, key=lambda entry: (entry.starts_at, entry.uid))
    rules = {entry.uid: _fitting_rules(entry) for entry in ordered}
    siblings = _loop_siblings(ordered)
    calendar = _empty_calendar(name)
    for zone in sorted({rule.key: rule for rule in rules.values() if rule}.items()):
        calendar.add_component(build_timezone(zone[1]))
    for entry in ordered:
        event = _event(entry, rules[entry.uid])
        if isinstance(entry, Interview):
            _add_details(event, entry, siblings.get(entry.uid))
            for minutes in (alarms or AlarmPlan()).minutes_before(entry):
                event.add_component(_alarm(str(event["SUMMARY"]), entry.uid, minutes))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _empty_calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar["PRODID"] = _Text(PRODUCT)
    calendar["VERSION"] = _Text("2.0")
    calendar["CALSCALE"] = _Text("GREGORIAN")
    calendar["NAME"] = calendar["X-WR-CALNAME"] = _Text(_one_line(name))
    return calendar


def _event(entry: Entry, rules: ZoneRules | None) -> Event:
    """The parts that a live, a cancelled and a vanished interview have in common."""
    status = entry.status if isinstance(entry, Interview) else InterviewStatus.CANCELLED
    cancelled = status is InterviewStatus.CANCELLED
    tentative = status is InterviewStatus.TENTATIVE
    summary = _one_line(f"{entry.company}: {entry.title}")
    event = Event()
    event["UID"] = _Text(_one_line(entry.uid))
    event["SUMMARY"] = _Text(f"Cancelled: {summary}" if cancelled else summary)
    event["DTSTART"] = _time(entry.starts_at, rules)
    event["DTEND"] = _time(_end(entry), rules)
    event["DTSTAMP"] = event["LAST-MODIFIED"] = vDatetime(entry.modified_at.astimezone(UTC))
    event["CREATED"] = vDatetime(entry.created_at.astimezone(UTC))
    event["SEQUENCE"] = vInt(entry.sequence)
    event["STATUS"] = _Text("CANCELLED" if cancelled else "TENTATIVE" if tentative else "CONFIRMED")
    event["TRANSP"] = _Text("TRANSPARENT" if cancelled else "OPAQUE")
    event["X-MICROSOFT-CDO-BUSYSTATUS"] = _Text("FREE" if cancelled else "TENTATIVE" if tentative else "BUSY")
    return event


def _add_details(event: Event, interview: Interview, sibling: str | None) -> None:
    lines = _description(interview)
    event["DESCRIPTION"] = _Text("\n".join(lines))
    event["X-ALT-DESC"] = _Text(_as_html(lines), params={"FMTTYPE": "text/html"})
    event["CATEGORIES"] = vCategory(["Interview", STAGE_NAMES[interview.stage]])
    where = _one_line(interview.place) or _one_line(interview.link)
    if where:
        event["LOCATION"] = _Text(where)
    uri = _as_uri(_one_line(interview.link))
    if uri:
        feature = "PHONE" if uri.lower().startswith("tel:") else "VIDEO"
        event["URL"] = vUri(uri)
        event["CONFERENCE"] = vUri(uri, params={"VALUE": "URI", "FEATURE": feature, "LABEL": "Join the interview"})
    if sibling:
        event["RELATED-TO"] = _Text(sibling, params={"RELTYPE": "SIBLING"})


def _description(interview: Interview) -> list[str]:
    """What a person wants to read on the day, the way in first; one line each."""
    zone = ZoneInfo(interview.zone)
    start, end = interview.starts_at.astimezone(zone), interview.ends_at.astimezone(zone)
    stage = STAGE_NAMES[interview.stage]
    panel = [f"{person.name} ({person.role})" if person.role else person.name for person in interview.panel]
    labelled = (
        ("", interview.link),
        ("When: ", f"{_day(start)}, {start:%H:%M}–{end:%H:%M} ({interview.zone})"),
        ("Company: ", interview.company),
        ("Role: ", interview.application_role),
        ("Stage: ", f"{stage}, round {interview.round}" if interview.round else stage),
        ("With: ", ", ".join(panel)),
        ("Place: ", interview.place),
    )
    return [label + text for label, raw in labelled if (text := _plain(raw).strip())]


def _day(local: datetime) -> str:
    return f"{_WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def _as_html(lines: Iterable[str]) -> str:
    """The same lines for Outlook, which shows X-ALT-DESC instead of DESCRIPTION."""
    paragraphs = []
    for line in lines:
        uri = _as_uri(line)
        text = escape(line).replace("\n", "<br>")
        paragraphs.append(f'<p><a href="{escape(uri)}">{text}</a></p>' if uri else f"<p>{text}</p>")
    return f"<html><body>{''.join(paragraphs)}</body></html>"


def _alarm(summary: str, uid: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm["UID"] = _Text(str(uuid5(_ALARM_NAMESPACE, f"{uid} {minutes}")))
    alarm["ACTION"] = _Text("DISPLAY")
    alarm["DESCRIPTION"] = _Text(summary)
    alarm["TRIGGER"] = vDuration(-timedelta(minutes=minutes))
    return alarm


def _loop_siblings(entries: Iterable[Entry]) -> dict[str, str]:
    """For each interview of an onsite loop the UID of the next one, and for the last that of the first.

    A ring ties them all together with one line each.
    """
    loops: dict[int, list[Interview]] = {}
    for entry in entries:
        if isinstance(entry, Interview) and entry.stage is Stage.ONSITE:
            loops.setdefault(entry.application_id, []).append(entry)
    siblings: dict[str, str] = {}
    for loop in loops.values():
        loop.sort(key=lambda interview: interview.id)
        if len(loop) > 1:
            siblings |= {one.uid: other.uid for one, other in zip(loop, loop[1:] + loop[:1], strict=True)}
    return siblings


def _end(entry: Entry) -> datetime:
    return entry.starts_at + timedelta(minutes=entry.minutes)


def _fitting_rules(entry: Entry) -> ZoneRules | None:
    """The rules of the zone of ``entry`` when they give its times beyond doubt; None asks for UTC."""
    if entry.zone == "UTC" or entry.zone.startswith("Etc/"):
        return None
    rules = find_rules(entry.zone)
    if rules is None:
        return None
    zone = ZoneInfo(entry.zone)
    for instant in (entry.starts_at, _end(entry)):
        moments = (instant - _CALM, instant, instant + _CALM)
        offsets = {moment.astimezone(zone).utcoffset() for moment in moments}
        if instant.year not in _TZID_YEARS or offsets != {rules.offset_at(instant)}:
            return None
    return rules


def _time(instant: datetime, rules: ZoneRules | None) -> vDatetime:
    if rules is None:
        return vDatetime(instant.astimezone(UTC))
    local = instant.astimezone(ZoneInfo(rules.key)).replace(tzinfo=None)
    time = vDatetime(local)
    time.params["TZID"] = rules.key  # only now: the constructor takes a zone out again that ``local`` lacks
    return time


def _plain(text: str) -> str:
    """``text`` without control characters; what counts as a line break anywhere becomes a line feed."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _as_uri(text: str) -> str | None:
    """``text`` as a URI in ASCII (RFC 3986), or None when it is none that a calendar may open."""
    return quote(text, safe=_URI_CHARACTERS) if _URI.fullmatch(text) else None
