"""What a playbook is made of: facts with their marks and source, and the parts of a step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from netorganizer.domain.pipeline import Relationship, RoleGroup, Stage


class Mark(StrEnum):
    """What is special about a fact. A fact without a mark is what the source says."""

    DERIVED = "derived"
    GAP = "gap"
    CONFLICT = "conflict"
    OURS = "ours"


class Topic(StrEnum):
    """What the facts about the company, outside its steps, are about."""

    COMPANY = "company"
    CULTURE = "culture"
    PAY = "pay"
    PAY_STRUCTURE = "pay_structure"
    NEGOTIATION = "negotiation"
    VISA = "visa"
    FAQ = "faq"
    TIMING = "timing"
    PREPARATION = "preparation"
    READING = "reading"


class QuestionKind(StrEnum):
    """To be asked by them, to ask them, or better not to ask."""

    ASKED = "asked"
    ASK_BACK = "ask_back"
    AVOID = "avoid"


class FollowUpWhen(StrEnum):
    """What sets a follow-up rule off."""

    AFTER_SILENCE = "after_silence"
    AFTER_INTERVIEW = "after_interview"
    BEFORE_INTERVIEW = "before_interview"
    WHILE_SCHEDULING = "while_scheduling"
    WHILE_WAITING = "while_waiting"


class WaitUnit(StrEnum):
    """What a wait is counted in. Working days are Monday to Friday."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where something is from. ``publisher`` says what kind of place it is."""

    title: str
    author: str
    publisher: str
    dated_on: date
    note: str = ""

    @property
    def credit(self) -> str:
        """One line for people: title, author, kind of publisher, date."""
        day = f"{self.dated_on.day} {self.dated_on:%B %Y}"
        return ", ".join(part for part in (self.title, self.author, self.publisher, day) if part)


@dataclass(frozen=True, slots=True)
class Span:
    """A range of whole numbers, both ends included; equal ends are one number."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact number in a fact, for gauges and sums; equal ends are one number.

    ``qualifier`` is the source's own caution ("over", "approximately"); ``is_derived`` says that it is our
    arithmetic. Money is in whole units of the currency that ``unit`` names.
    """

    what: str
    low: Decimal
    high: Decimal
    unit: str
    qualifier: str = ""
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a playbook says. ``id`` is stable; a line without an id of its own has its step's.

    ``points`` are its details; ``ours`` is what we add to it (an inference, a default), never the source's
    words. A gap says in ``text`` that the source has nothing.
    """

    id: str
    text: str
    source: SourceNote
    marks: frozenset[Mark] = frozenset()
    ours: str = ""
    points: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether the source says nothing here."""
        return Mark.GAP in self.marks

    @property
    def is_ours(self) -> bool:
        """Whether it is our own and not from a source: a default, an inference or a sum."""
        return bool(self.marks & {Mark.OURS, Mark.DERIVED})

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything it says, as plain lines; what is ours is called so."""
        own = (f"Ours: {self.ours}",) if self.ours else ()
        text = f"{self.text} (derived)" if Mark.DERIVED in self.marks else self.text
        return (text, *self.points, *own)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a step. ``group`` is the source's heading; ``round`` is set where it belongs to one."""

    id: str
    text: str
    kind: QuestionKind
    group: str
    round: int | None
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class PanelSeat:
    """Somebody whom a round usually has on its panel.

    ``title`` can name an interview; ``count`` is how many such people the source gives, ``default_count``
    how many a suggestion plans; ``is_certain`` is false where the source says "sometimes".
    """

    id: str
    title: str
    text: str
    relationship: Relationship
    count: Span
    default_count: int
    is_certain: bool


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """The interviews a step usually has, or those of one of its rounds. A round is content, not a day.

    ``minutes`` is per interview. The ranges come from the source unless marked ours; which value within
    a range is planned (``default_*``) is always ours.
    """

    round: int | None
    title: str
    minutes: Span
    default_minutes: int
    count: Span
    default_count: int
    minutes_are_ours: bool
    count_is_ours: bool
    seats: tuple[PanelSeat, ...]
    notes: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class InterviewDefaults:
    """What a new interview starts with. All of it may be changed by the person."""

    title: str
    minutes: int
    minutes_range: Span
    count: int
    count_range: Span
    panel: tuple[PanelSeat, ...]
    minutes_are_ours: bool
    count_is_ours: bool

    @property
    def is_ours(self) -> bool:
        """Whether its minutes or its count come from us and not from the source."""
        return self.minutes_are_ours or self.count_is_ours


@dataclass(frozen=True, slots=True)
class RoleNote:
    """What a step means for some role groups. ``minutes`` is set where the source gives them for these only.

    ``gap_groups`` share the note's place in the source, which has nothing for them.
    """

    fact: Fact
    groups: tuple[RoleGroup, ...]
    gap_groups: tuple[RoleGroup, ...]
    tools: tuple[str, ...]
    minutes: Span | None


@dataclass(frozen=True, slots=True)
class Advice:
    """A do or a don't and the keys of the steps it is for."""

    fact: Fact
    is_do: bool
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaybookCheck:
    """A line of a step's checklist. ``key`` is its stable id; ``points`` are its concrete checks."""

    key: str
    text: str
    points: tuple[str, ...]
    marks: frozenset[Mark]

    @property
    def detail(self) -> str:
        """The concrete checks, one a line."""
        return "\n".join(self.points)


@dataclass(frozen=True, slots=True)
class PillarList:
    """Values to have stories for, in the source's order. Each list stands alone: they are never merged.

    ``round`` is set where it belongs to one round; a partial list is a grouping the source gives in passing.
    """

    id: str
    name: str
    stage: Stage
    round: int | None
    members: tuple[str, ...]
    is_partial: bool
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Wait:
    """How long something waits: an amount of a unit."""

    amount: int
    unit: WaitUnit


@dataclass(frozen=True, slots=True)
class FollowUpRule:
    """When to write, read or ask. ``stages`` empty means any; ``wait`` is the default of a reminder."""

    fact: Fact
    when: FollowUpWhen
    stages: tuple[Stage, ...]
    wait: Wait | None


@dataclass(frozen=True, slots=True)
class Step:
    """A company's own step, mapped onto a canonical stage. Several steps may share one.

    ``main_test``, ``length`` and ``who`` are always there: a gap says so. ``topics`` name the facts about
    the company that belong to this step too.
    """

    key: str
    id: str
    name: str
    stage: Stage
    main_test: Fact
    length: Fact
    who: Fact
    tested: tuple[Fact, ...]
    notes: tuple[Fact, ...]
    topics: tuple[Topic, ...]
    plans: tuple[InterviewPlan, ...]
    roles: tuple[RoleNote, ...]
    checks: tuple[PlaybookCheck, ...]
    questions: tuple[Question, ...]

    def role_note(self, group: RoleGroup) -> RoleNote | None:
        """The note for ``group``, if the source has one that is no gap for it."""
        for note in self.roles:
            if group in note.groups and group not in note.gap_groups and not note.fact.is_gap:
                return note
        return None
