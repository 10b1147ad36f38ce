"""Packs for the tests: an onsite of two days across a clock change, and texts that try to break out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from netorganizer.domain.prep_pack import (
    AgendaBlock,
    AgendaDay,
    GuideNote,
    PackCheck,
    PackLink,
    PackPerson,
    PackQuestion,
    PrepPack,
)

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
FRIDAY, MONDAY = date(2027, 3, 12), date(2027, 3, 15)  # the clocks there change on the Sunday between


def at(day: date, hour: int, minute: int) -> datetime:
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOS_ANGELES)
    return local.astimezone(UTC)


def interview(day: date, hour: int, minute: int, minutes: int, title: str, *people: str, **more: str) -> AgendaBlock:
    start = at(day, hour, minute)
    return AgendaBlock("interview", title, start, start + timedelta(minutes=minutes), people, **more)


def onsite_days() -> tuple[AgendaDay, AgendaDay]:
    first = (
        interview(FRIDAY, 9, 0, 45, "Project deep dive", "Mira Lindholm", place="Video call"),
        interview(FRIDAY, 10, 0, 60, "System design", "Inés Ñandú"),
        interview(FRIDAY, 11, 15, 45, "Hiring manager", "Prita Raman"),
        interview(FRIDAY, 12, 15, 45, "Collaboration", "Tomek Żółw", status="Tentative"),
    )
    second = (
        interview(MONDAY, 9, 0, 45, "Leadership", "Dana O’Connor"),
        interview(MONDAY, 10, 0, 45, "Values", "Wei Chen", "Ada Obi"),
        interview(MONDAY, 11, 0, 45, "Judgment", "Sam Okafor"),
        interview(MONDAY, 13, 30, 30, "Recruiter close", "Dana O’Connor"),
    )
    return AgendaDay(1, FRIDAY, first), AgendaDay(2, MONDAY, second)


def full_pack(**changes: Any) -> PrepPack:  # noqa: ANN401 - any field of the record
    pack = PrepPack(
        company="Example Streaming",
        role="Senior Software Engineer, Delivery",
        stage_name="Onsite",
        step_name="Onsite, round one",
        owner="Alex Rivera",
        own_zone="Europe/Berlin",
        their_zone="America/Los_Angeles",
        days=onsite_days()[:1],
        people=(
            PackPerson("Mira Lindholm", "Engineer", "Project deep dive", at(FRIDAY, 9, 0), "Owns the scheduler."),
            PackPerson("Inés Ñandú", "Staff engineer", "System design", at(FRIDAY, 10, 0)),
        ),
        guide=(
            GuideNote("What is tested", ("Depth in your own work.", "Trade-offs, with numbers.")),
            GuideNote("Second round", ("How this team runs it is not known.",), is_gap=True),
        ),
        questions=(
            PackQuestion("What would you cut from it?", "asked", "Deep dive"),
            PackQuestion("Which decision would you reverse?", "ask_back", "For engineers", "The queue."),
            PackQuestion("When am I promoted?", "avoid", "Sounds wrong"),
        ),
        checklist=(
            PackCheck("Laptop charged", True),
            PackCheck("Editor opened once", False, "In this browser"),
        ),
        links=(
            PackLink("Join the call", "https://meet.example.com/abc-defg"),
            PackLink("Office", "100 Example Way"),
        ),
        notes=("Ask about on-call.\n\nWho owns the failover drills?",),
        warnings=("The clocks there change on Sunday.",),
        source="playbook example, 2026",
        dated_at=datetime(2027, 3, 1, 12, tzinfo=UTC),
    )
    return replace(pack, **changes)


def empty_pack(**changes: Any) -> PrepPack:  # noqa: ANN401 - any field of the record
    nothing: dict[str, Any] = dict.fromkeys(
        ("days", "people", "guide", "questions", "checklist", "links", "notes", "warnings"), ()
    )
    return full_pack(**{**nothing, "source": "", **changes})


def pack_of(text: str) -> PrepPack:
    """A pack with ``text`` in every place that takes one."""
    return full_pack(
        company=text,
        role=text,
        stage_name=text,
        step_name=text,
        owner=text,
        days=(AgendaDay(1, FRIDAY, (interview(FRIDAY, 9, 0, 45, text, text, place=text, link=text, status=text),)),),
        people=(PackPerson(text, text, text, at(FRIDAY, 9, 0), text),),
        guide=(GuideNote(text, (text,)), GuideNote(text, (text,), is_gap=True), GuideNote(text, ())),
        questions=(PackQuestion(text, "asked", text, text), PackQuestion(text, "avoid", text)),
        checklist=(PackCheck(text, True, text),),
        links=(PackLink(text, text), PackLink("Call", "https://meet.example.com/a")),
        notes=(text,),
        warnings=(text,),
        source=text,
        money=((text, text),),
    )


def large_pack(count: int) -> PrepPack:
    """``count`` of everything that can be many."""
    numbers = range(count)
    kinds = ("asked", "ask_back", "avoid")
    return full_pack(
        people=tuple(PackPerson(f"Person {n}", "Engineer", "Talk", None, "note " * (n % 90)) for n in numbers),
        guide=tuple(GuideNote(f"Note {n}", ("A line.", "words " * (n % 40) + "end"), n % 4 == 0) for n in numbers),
        questions=tuple(PackQuestion(f"Question {n} " + "word " * (n % 40), kinds[n % 3], "src") for n in numbers),  # type: ignore[arg-type]
        checklist=tuple(PackCheck(f"Check {n}", n % 2 == 0, "Detail" * (n % 5 == 0)) for n in numbers),
        links=tuple(PackLink(f"Link {n}", f"https://example.com/{n}") for n in numbers),
        notes=tuple(f"Note {n}" for n in numbers),
        money=tuple((f"Figure {n}", str(n)) for n in numbers),
    )


HOSTILE = {
    "markup": "<b>bold</b> & <i>italic",
    "image file": '<img src="/etc/passwd"/>',
    "image url": '<img src="http://192.0.2.1/x.png"/>',
    "link": '<a href="javascript:alert(1)">x</a> javascript:alert(1)',
    "entities": "&amp;&#0;&nosuch; &lt;para&gt;",
    "unknown font": '<font name="Zapf" size="400">x</font>',
    "cdata": "]]> <?xpacket end='w'?> <!-- -->",
    "format": "%s %d {0} {text.__class__} $HOME `id`",
    "pdf operators": ") Tj ET Q EMC endstream endobj (",
    "controls": "a\x00b\x01c\x1bd\x7fe\x9ff",
    "line ends": "a\rb\r\nc\x0bd\x0ce\u2028f\u2029g",
    "overrides": "photo\u202egnp.exe \u2066isolated \u200fmark",
    "surrogate": "lone \ud800 and \udfff",
    "non-characters": "\ufffe\uffff\ufdd0\U0001ffff\U0010ffff end",
    "long word": "x" * 2_000,
    "many marks": "Z" + "\u0301\u0322\u0336" * 60 + "algo",
    "hebrew": "שלום עולם 42 (בדיקה) abc",
    "arabic": "مرحبا بالعالم، السلام عليكم 2027",
    "devanagari": "नमस्ते दुनिया",
    "emoji": "👩‍💻 ready 👍🏽 🇩🇪 ❤️ ☎",
    "cjk": "陈伟 and 山田太郎",
    "private use": "\ue000\uf8ff\U000f0000",
    "blank": " \t\n ",
    "nothing": "",
    "only controls": "\x00\u200b\ufeff",
    "path": "file:///etc/passwd /etc/passwd ../../x",
}
