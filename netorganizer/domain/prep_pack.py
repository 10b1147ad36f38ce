"""The prep pack as data: everything the printed booklet shows, already in reading order.

``services.packs.collect`` makes it, ``exchange.pdf`` draws it; nothing is looked up while drawing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal


class Paper(StrEnum):
    """The paper it is printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class PackPerson:
    """Somebody the person will meet. ``meets_at`` are the UTC instants of their interviews."""

    name: str
    role: str
    interview_title: str
    meets_at: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgendaBlock:
    """One row of the day at a glance. Breaks are derived from the gaps between interviews, never typed.

    ``kind`` decides the mark and the letter (never colour alone); times are UTC instants.
    """

    kind: Literal["interview", "break"]
    title: str
    starts_at: datetime
    ends_at: datetime
    people: tuple[str, ...] = ()
    status: str = ""
    place: str = ""
    link: str = ""


def tile_day(blocks: Iterable[AgendaBlock]) -> tuple[AgendaBlock, ...]:
    """The interviews among ``blocks`` by time, and a break wherever none of them is on.

    From the first start to the last end every moment is then covered; breaks given are not believed.
    """
    interviews = (block for block in blocks if block.kind == "interview")
    tiled: list[AgendaBlock] = []
    for interview in sorted(interviews, key=lambda block: (block.starts_at, block.ends_at, block.title)):
        busy_until = max((block.ends_at for block in tiled), default=interview.starts_at)
        if interview.starts_at > busy_until:
            tiled.append(AgendaBlock("break", "Break", busy_until, interview.starts_at))
        tiled.append(interview)
    return tuple(tiled)


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One calendar day of interviews, dated in the interviews' own zone."""

    number: int
    day: date
    blocks: tuple[AgendaBlock, ...]


@dataclass(frozen=True, slots=True)
class PackQuestion:
    """A question with room to write. ``kind``: to be asked, to ask back, not to ask."""

    text: str
    kind: Literal["asked", "ask_back", "avoid"]
    source: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PackCheck:
    """A checklist line."""

    text: str
    is_ticked: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PackLink:
    """A place, a meeting link or a phone number; links with an allowed scheme also get a QR code."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class GuideNote:
    """A piece of what the playbook says about this stage, with where it is from."""

    heading: str
    lines: tuple[str, ...]
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class PrepPack:
    """One booklet.

    ``own_zone`` is the person's zone, ``their_zone`` the interviews' (equal zones give one time column).
    ``dated_at`` is the newest change among the rows shown, so that the same data gives the same bytes.
    """

    company: str
    role: str
    stage_name: str
    step_name: str
    owner: str
    own_zone: str
    their_zone: str
    days: tuple[AgendaDay, ...]
    people: tuple[PackPerson, ...]
    guide: tuple[GuideNote, ...]
    questions: tuple[PackQuestion, ...]
    checklist: tuple[PackCheck, ...]
    links: tuple[PackLink, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    source: str
    dated_at: datetime
    money: tuple[tuple[str, str], ...] = ()
    language: str = "en-GB"
