"""From the text of a playbook file to a :class:`Playbook`. The file's form is told by this module alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from netorganizer.domain.pipeline import Relationship, RoleGroup, Stage
from netorganizer.domain.playbook.book import Playbook
from netorganizer.domain.playbook.parts import (
    Advice,
    Fact,
    Figure,
    FollowUpRule,
    FollowUpWhen,
    InterviewPlan,
    Mark,
    PanelSeat,
    PillarList,
    PlaybookCheck,
    Question,
    QuestionKind,
    RoleNote,
    SourceNote,
    Span,
    Step,
    Topic,
    Wait,
    WaitUnit,
)
from netorganizer.domain.playbook.toml_table import TomlTable, open_file

FORMAT = 1
_GAP = "The source has nothing about this."
_ROLE_GAP = "The source has no note for this role here; the stage’s general guidance applies."
_DAY_MINUTES = 24 * 60
_MOST_INTERVIEWS = 50
Part = TypeVar("Part")


class _Range(StrEnum):
    """Which range of an interview plan is ours."""

    MINUTES = "minutes"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class _Context:
    """What a file's head and a step give to the facts in them: source, marks, words for a gap, an id."""

    source: SourceNote
    marks: frozenset[Mark]
    gap: str
    owner_id: str = ""


def parse_playbook(text: str, file: str) -> Playbook:
    """The playbook in ``text``; ``file`` is its name in messages.

    Raises :class:`PlaybookRefused`, which has every problem found, each with the file and the key.
    """
    root, findings = open_file(text, file)
    _check_format(root)
    gap = root.text("gap", _GAP)
    context = _Context(_read_source(root), frozenset(root.members("marks", Mark, "mark")), gap)
    steps = _each(root, "steps", context, _read_step)
    _check_steps(root, steps)
    playbook = Playbook(
        key=root.key("key"),
        company=root.text("company", ""),
        aliases=root.texts("aliases"),
        label=root.text("label"),
        file=file,
        source=context.source,
        gap=gap,
        role_gap=root.text("role_gap", _ROLE_GAP),
        caveat=_read_fact(root, "caveat", replace(context, owner_id="caveat")),
        steps=steps,
        pillars=_each(root, "pillars", context, _read_pillars),
        advice=_read_advice(root.section("advice"), context, [step.key for step in steps]),
        follow_ups=_each(root, "follow_ups", context, _read_follow_up),
        facts=_read_topics(root.section("facts"), context),
    )
    findings.settle()
    return playbook


def _check_format(root: TomlTable) -> None:
    if (form := root.whole("format", FORMAT)) != FORMAT:
        root.refuse("format", f"this program reads form {FORMAT}, and this file is of form {form}")


def _check_steps(root: TomlTable, steps: tuple[Step, ...]) -> None:
    if not steps:
        root.refuse("steps", "a playbook needs at least one step")
    keys = [step.key for step in steps]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            root.refuse(f"steps[{number}].key", f"“{key}” is already the key of steps[{keys.index(key)}]")


def _each(
    table: TomlTable, key: str, context: _Context, read: Callable[[TomlTable, _Context], Part]
) -> tuple[Part, ...]:
    return tuple(read(child, context) for child in table.tables(key))


def _read_source(root: TomlTable) -> SourceNote:
    table = root.section("source")
    return SourceNote(
        title=table.text("title"),
        author=table.text("author", ""),
        publisher=table.text("publisher", ""),
        dated_on=table.day("dated_on"),
        note=table.text("note", ""),
    )


# Facts


def _read_fact(table: TomlTable, key: str, context: _Context) -> Fact:
    """The one fact at ``key``, where a plain text will do; a gap when it is absent."""
    child = table.table(key, shorthand="text")
    if child is None:
        return Fact(context.owner_id, context.gap, context.source, context.marks | {Mark.GAP})
    return _fact(child, context)


def _read_facts(table: TomlTable, key: str, context: _Context) -> tuple[Fact, ...]:
    return tuple(_fact(child, context) for child in table.tables(key, shorthand="text"))


def _fact(table: TomlTable, context: _Context) -> Fact:
    """The fact that ``table`` holds. Its id is required where the context has none to lend."""
    marks = context.marks | frozenset(table.members("marks", Mark, "mark"))
    return Fact(
        id=table.claimed_id("id", context.owner_id or None),
        text=table.text("text", context.gap if Mark.GAP in marks else None),
        source=_read_own_source(table, context),
        marks=marks,
        ours=table.text("ours", ""),
        points=table.texts("points"),
        figures=_each(table, "figures", context, _read_figure),
    )


def _read_own_source(table: TomlTable, context: _Context) -> SourceNote:
    """A fact's own source, dated like the head unless it says otherwise; the head's when it names none."""
    child = table.table("source", shorthand="title")
    if child is None:
        return context.source
    return SourceNote(
        title=child.text("title"),
        author=child.text("author", ""),
        publisher=child.text("publisher", ""),
        dated_on=child.day("dated_on", context.source.dated_on),
        note=child.text("note", ""),
    )


def _read_figure(table: TomlTable, _context: _Context) -> Figure:
    low = table.number("low")
    high = table.number("high") if "high" in table else low
    if high < low:
        table.refuse("high", f"{high} is less than low, {low}")
    return Figure(
        what=table.key("what"),
        low=low,
        high=high,
        unit=table.text("unit"),
        qualifier=table.text("qualifier", ""),
        is_derived=table.flag("derived", default=False),
    )


def _read_topics(table: TomlTable, context: _Context) -> dict[Topic, tuple[Fact, ...]]:
    return {topic: _read_facts(table, topic.value, replace(context, owner_id=topic.value)) for topic in Topic}


# Steps


def _read_step(table: TomlTable, context: _Context) -> Step:
    key = table.key("key")
    step_id = table.claimed_id("id", key)
    own, bare = replace(context, owner_id=step_id), context
    return Step(
        key=key,
        id=step_id,
        name=table.text("name"),
        stage=table.member("stage", Stage, "stage"),
        main_test=_read_fact(table, "main_test", own),
        length=_read_fact(table, "length", own),
        who=_read_fact(table, "who", own),
        tested=_read_facts(table, "tested", own),
        notes=_read_facts(table, "notes", own),
        topics=table.members("topics", Topic, "topic"),
        plans=_each(table, "interviews", own, _read_plan),
        roles=_each(table, "roles", bare, _read_role),
        checks=_each(table, "checks", bare, _read_check),
        questions=_each(table, "questions", bare, _read_question),
    )


def _read_plan(table: TomlTable, context: _Context) -> InterviewPlan:
    minutes = table.span("minutes", high=_DAY_MINUTES)
    count = table.span("count", Span(1, 1), high=_MOST_INTERVIEWS)
    ours = table.members("ours", _Range, "range")
    all_ours = Mark.OURS in context.marks
    return InterviewPlan(
        round=_read_round(table),
        title=table.text("title"),
        minutes=minutes,
        default_minutes=table.whole("default_minutes", minutes.high, minutes.low, minutes.high),
        count=count,
        default_count=table.whole("default_count", count.high, count.low, count.high),
        minutes_are_ours=all_ours or _Range.MINUTES in ours,
        count_is_ours=all_ours or _Range.COUNT in ours,
        seats=_each(table, "panel", context, _read_seat),
        notes=_read_facts(table, "notes", context),
    )


def _read_seat(table: TomlTable, context: _Context) -> PanelSeat:
    count = table.span("count", Span(1, 1), high=_MOST_INTERVIEWS)
    title = table.text("title")
    return PanelSeat(
        id=table.claimed_id("id", context.owner_id),
        title=title,
        text=table.text("text", title),
        relationship=table.member("relationship", Relationship, "relationship", Relationship.INTERVIEWER),
        count=count,
        default_count=table.whole("default_count", count.high, count.low, count.high),
        is_certain=not table.flag("sometimes", default=False),
    )


def _read_role(table: TomlTable, context: _Context) -> RoleNote:
    groups = table.members("groups", RoleGroup, "role group")
    if not groups:
        table.refuse("groups", "name at least one role group")
    return RoleNote(
        fact=_fact(table, context),
        groups=groups,
        gap_groups=table.members("gap_groups", RoleGroup, "role group"),
        tools=table.texts("tools"),
        minutes=table.span("minutes", high=_DAY_MINUTES) if "minutes" in table else None,
    )


def _read_check(table: TomlTable, context: _Context) -> PlaybookCheck:
    return PlaybookCheck(
        key=table.claimed_id("id"),
        text=table.text("text"),
        points=table.texts("points"),
        marks=context.marks | frozenset(table.members("marks", Mark, "mark")),
    )


def _read_question(table: TomlTable, context: _Context) -> Question:
    return Question(
        id=table.claimed_id("id"),
        text=table.text("text"),
        kind=table.member("kind", QuestionKind, "kind of question", QuestionKind.ASKED),
        group=table.text("group", ""),
        round=_read_round(table),
        marks=context.marks | frozenset(table.members("marks", Mark, "mark")),
    )


def _read_round(table: TomlTable) -> int | None:
    return table.whole("round", high=20) if "round" in table else None


# What spans the steps


def _read_pillars(table: TomlTable, context: _Context) -> PillarList:
    members = table.texts("members")
    if not members:
        table.refuse("members", "name at least one pillar")
    return PillarList(
        id=table.claimed_id("id"),
        name=table.text("name"),
        stage=table.member("stage", Stage, "stage"),
        round=_read_round(table),
        members=members,
        is_partial=table.flag("partial", default=False),
        marks=context.marks | frozenset(table.members("marks", Mark, "mark")),
    )


def _read_advice(table: TomlTable, context: _Context, step_keys: list[str]) -> tuple[Advice, ...]:
    return tuple(
        Advice(_fact(child, context), is_do, child.names("steps", step_keys, "step"))
        for key, is_do in (("dos", True), ("donts", False))
        for child in table.tables(key)
    )


def _read_follow_up(table: TomlTable, context: _Context) -> FollowUpRule:
    wait = table.table("wait")
    return FollowUpRule(
        fact=_fact(table, context),
        when=table.member("when", FollowUpWhen, "moment"),
        stages=table.members("stages", Stage, "stage"),
        wait=Wait(wait.whole("amount"), wait.member("unit", WaitUnit, "unit")) if wait else None,
    )
