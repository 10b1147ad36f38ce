"""The shipped playbooks hold everything the domain notes promise: every id, every figure, every gap.

The lists here were typed by hand from the notes, so that nothing can be lost from the files unseen.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

import pytest

import netorganizer
from netorganizer.domain.pipeline import RoleGroup, Stage
from netorganizer.domain.playbook import (
    Fact,
    Mark,
    Playbook,
    PlaybookShelf,
    QuestionKind,
    SourceNote,
    Topic,
    load_shipped,
)


def _series(prefix: str, last: int, width: int = 1) -> set[str]:
    return {f"{prefix}-{number:0{width}}" for number in range(1, last + 1)}


IDS = (
    _series("CO", 10)
    | _series("C", 9)
    | {"PIL-RESUME", "PIL-ONSITE", "PIL-R2"}
    | _series("STG", 7)
    | _series("RT", 5)
    | _series("EV-RC", 2)
    | _series("Q-RC", 7, width=2)
    | _series("ASK", 2)
    | _series("NOASK", 2)
    | _series("TS", 3)
    | {"CAV-1"}
    | _series("PAN-R1", 3)
    | _series("PAN-R2", 3)
    | _series("Q-R2", 3, width=2)
    | _series("COMP", 3)
    | _series("HC", 5)
    | _series("CS", 3)
    | _series("NEG", 5)
    | {f"MX-{role}-{stage}" for role in ("SWE", "SRE", "DE", "DS", "ML", "PM", "EM") for stage in (3, 4, 5)}
    | _series("FU", 4)
    | _series("T", 2)
    | _series("V", 4)
    | {"FAQ-2", "FAQ-3", "FAQ-4"}
    | _series("PREP", 4)
    | _series("DO", 25, width=2)
    | _series("DONT", 11, width=2)
    | _series("READ", 8)
)


@pytest.fixture(scope="module")
def shelf() -> PlaybookShelf:
    return load_shipped()


@pytest.fixture(scope="module")
def book(shelf: PlaybookShelf) -> Playbook:
    return shelf.get("netflix")


def _inside(value: object) -> Iterator[object]:
    """Every record inside a record."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _inside(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _inside(item)


def _by_id(book: Playbook) -> dict[str, object]:
    found: dict[str, object] = {}
    for part in _inside(book):
        key = getattr(part, "id", "") or (getattr(part, "key", "") if not isinstance(part, Playbook) else "")
        if key:
            found.setdefault(str(key), part)
    return found


def _fact(book: Playbook, fact_id: str) -> Fact:
    return next(part for part in _inside(book) if isinstance(part, Fact) and part.id == fact_id)


def _everything(book: Playbook) -> str:
    texts: list[str] = []
    for part in _inside(book):
        if is_dataclass(part):
            for field in fields(part):
                value = getattr(part, field.name)
                texts += [value] if isinstance(value, str) else []
                texts += [item for item in value if isinstance(item, str)] if isinstance(value, tuple) else []
    return "\n".join(texts)


def test_both_shipped_files_are_read_without_a_problem(shelf: PlaybookShelf) -> None:
    assert shelf.problems == ()
    assert {playbook.key for playbook in shelf} == {"generic", "netflix"}


def test_every_id_is_there_and_none_besides(book: Playbook) -> None:
    assert set(_by_id(book)) == IDS
    assert len(IDS) == 158


def test_the_counts(book: Playbook) -> None:
    recruiter, onsite = book.first_step(Stage.RECRUITER_CALL), book.first_step(Stage.ONSITE)
    assert recruiter is not None
    assert onsite is not None
    assert [step.stage for step in book.steps] == list(Stage)[1:]
    assert len(book.checklist(Stage.RESUME_SCREEN)) == 5
    assert len(recruiter.tested) == 2
    asked = [question for question in recruiter.questions if question.kind is QuestionKind.ASKED]
    assert [question.group for question in asked] == ["general"] * 4 + ["culture"] * 3
    assert sum(question.kind is QuestionKind.ASK_BACK for question in recruiter.questions) == 2
    assert sum(question.kind is QuestionKind.AVOID for question in recruiter.questions) == 2
    assert [plan.round for plan in onsite.plans] == [1, 2]
    assert [question.id for question in onsite.questions if question.round == 2] == [
        "Q-R2-01",
        "Q-R2-02",
        "Q-R2-03",
    ]
    assert sum(fact.id.startswith("COMP-") for fact in onsite.plans[1].notes) == 3
    assert [pillars.is_partial for pillars in book.pillars] == [False, False, True]
    tips = book.facts_about(Topic.NEGOTIATION)
    assert len(tips) == 5
    assert len(tips[0].points) == 4
    assert len(book.facts_about(Topic.FAQ)) + bool(book.facts_about(Topic.VISA)) == 4
    assert len(_fact(book, "PREP-4").points) == 6
    assert len(book.facts_about(Topic.READING)) == 8


@pytest.mark.parametrize(("stage", "groups"), [(Stage.HM_SCREEN, 7), (Stage.TECHNICAL_SCREEN, 7), (Stage.ONSITE, 7)])
def test_the_role_matrix_has_a_cell_for_each_group(book: Playbook, stage: Stage, groups: int) -> None:
    step = book.first_step(stage)
    assert step is not None
    assert len(step.roles) == groups
    covered = [group for note in step.roles for group in note.groups]
    assert sorted(covered) == sorted(set(RoleGroup) - {RoleGroup.OTHER})


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.RECRUITER_CALL, "30 minutes"),
        (Stage.HM_SCREEN, "one interview of 45–60 minutes; some roles have two"),
        (Stage.TECHNICAL_SCREEN, "45–60 minutes"),
        (Stage.ONSITE, "Approximately 8 interviews in 2 rounds: round 1 typically 4–5 of 45–60 minutes"),
        (Stage.HIRING_COMMITTEE, "A few days to several weeks"),
    ],
)
def test_how_long_each_step_takes(book: Playbook, stage: Stage, words: str) -> None:
    assert words in book.guide(stage, RoleGroup.OTHER).length.text


@pytest.mark.parametrize(
    ("fact_id", "what", "low_high", "unit"),
    [
        ("CO-1", "founded", ("1997", "1997"), "year"),
        ("CO-4", "memberships", ("280000000", "280000000"), "memberships"),
        ("CO-5", "countries", ("190", "190"), "countries"),
        ("CO-6", "people", ("14000", "14000"), "people"),
        ("CO-7", "apple", ("164000", "164000"), "people"),
        ("CO-7", "meta", ("75000", "75000"), "people"),
        ("CO-7", "amazon", ("1500000", "1500000"), "people"),
        ("C-9", "total", ("750000", "1360000"), "USD a year"),
        ("C-9", "median", ("783200", "783200"), "USD a year"),
        ("C-9", "median_amazon", ("567540", "567540"), "USD a year"),
        ("C-9", "median_google", ("665150", "665150"), "USD a year"),
        ("C-9", "above_amazon", ("38.0", "38.0"), "percent"),
        ("C-9", "above_google", ("17.7", "17.7"), "percent"),
        ("CS-3", "option_life", ("10", "10"), "years"),
        ("CS-3", "vested_on_day", ("1", "1"), "day"),
        ("NEG-2", "above_target", ("10", "15"), "percent"),
        ("V-2", "filings", ("1200", "1200"), "filings"),
        ("V-2", "fiscal_years", ("2022", "2024"), "year"),
        ("T-1", "typical", ("2", "5"), "months"),
        ("T-1", "fast", ("6", "8"), "weeks"),
        ("T-1", "typical_days", ("61", "152"), "days"),
        ("T-1", "fast_days", ("42", "56"), "days"),
    ],
)
def test_the_exact_figures(book: Playbook, fact_id: str, what: str, low_high: tuple[str, str], unit: str) -> None:
    figure = book.figure(fact_id, what)
    assert figure is not None
    assert ((figure.low, figure.high), figure.unit) == (tuple(map(Decimal, low_high)), unit)


@pytest.mark.parametrize(
    ("fact_id", "words"),
    [
        ("CO-1", "Reed Hastings and Marc Randolph in 1997"),
        ("CO-4", "Over 280 million paid"),
        ("CO-5", "190+"),
        ("CO-6", "Approximately 14,000"),
        ("CO-7", "Apple 164,000+, Meta 75,000, Amazon more than 1.5 million"),
        ("C-9", "Engineering roles only"),
        ("C-9", "$750K to $1.36M a year"),
        ("C-9", "$783.2K"),
        ("C-9", "Amazon $567.54K, Google $665.15K"),
        ("V-2", "Over 1,200 Labor Condition Applications and Labor Certifications in the fiscal years 2022–2024"),
        ("NEG-2", "10–15 % above your target"),
        ("CS-3", "ten years"),
        ("T-1", "2–5 months; it can be as short as 6–8 weeks"),
        ("FAQ-2", "2–5 months"),
        ("MX-SWE-3", "1–2 projects"),
        ("MX-SWE-4", "45–60 minutes of coding in CoderPad or CoSignal on 1–2 practical problems"),
        ("READ-2", "$50k+"),
        ("READ-5", "29 coding questions"),
        ("READ-6", "37 sample questions"),
    ],
)
def test_figures_stand_in_the_words_too(book: Playbook, fact_id: str, words: str) -> None:
    assert words in _fact(book, fact_id).text


def test_the_derived_percentages_are_right(book: Playbook) -> None:
    median = Decimal("783.2")
    for peer, what in ((Decimal("567.54"), "above_amazon"), (Decimal("665.15"), "above_google")):
        figure = book.figure("C-9", what)
        assert figure is not None
        assert figure.is_derived
        assert figure.low == round((median / peer - 1) * 100, 1)


def test_the_figures_of_the_onsite(book: Playbook) -> None:
    onsite = book.first_step(Stage.ONSITE)
    assert onsite is not None
    first, second = onsite.plans
    assert {(figure.what, int(figure.low)) for figure in onsite.length.figures} == {
        ("interviews", 8),
        ("rounds", 2),
    }
    assert (str(first.count), str(first.minutes)) == ("4–5", "45–60")
    assert not first.minutes_are_ours
    assert not first.count_is_ours
    assert (str(second.count), str(second.minutes)) == ("3–4", "45–60")
    assert second.minutes_are_ours
    assert second.count_is_ours
    assert first.default_count + second.default_count == 8
    assert [str(seat.count) for seat in first.seats] == ["2–3", "1", "1"]
    assert [seat.is_certain for seat in first.seats] == [True, True, False]
    time = next(figure for fact in first.notes for figure in fact.figures)
    assert (int(time.low), int(time.high)) == (4 * 45, 5 * 60)


def test_the_pillar_lists_in_the_guides_order(book: Playbook) -> None:
    lists = {pillars.id: (pillars.stage, pillars.round, pillars.members) for pillars in book.pillars}
    assert lists == {
        "PIL-RESUME": (
            Stage.RESUME_SCREEN,
            None,
            ("judgment", "innovation", "courage", "communication", "impact"),
        ),
        "PIL-ONSITE": (Stage.ONSITE, 1, ("judgment", "candor", "courage", "curiosity", "selflessness")),
        "PIL-R2": (Stage.ONSITE, 2, ("candor", "independence", "ownership")),
    }


def test_what_the_guide_leaves_open_is_a_gap(book: Playbook) -> None:
    gaps = {
        (stage, part)
        for stage in list(Stage)[1:]
        for part in ("length", "who", "main_test")
        if getattr(book.guide(stage, RoleGroup.OTHER), part).is_gap
    }
    assert gaps == {
        (Stage.RESUME_SCREEN, "length"),
        (Stage.TECHNICAL_SCREEN, "who"),
        (Stage.NEGOTIATION, "length"),
    }


_ROLE_GAPS = {
    (Stage.HM_SCREEN, RoleGroup.MACHINE_LEARNING_ENGINEER): "MX-ML-3",
    (Stage.HM_SCREEN, RoleGroup.ENGINEERING_MANAGER): "MX-EM-3",
    (Stage.TECHNICAL_SCREEN, RoleGroup.ENGINEERING_MANAGER): "MX-EM-4",
    (Stage.ONSITE, RoleGroup.TECHNICAL_PROGRAM_MANAGER): "MX-PM-5",
}


@pytest.mark.parametrize("stage", [Stage.HM_SCREEN, Stage.TECHNICAL_SCREEN, Stage.ONSITE])
@pytest.mark.parametrize("group", list(RoleGroup))
def test_a_missing_role_note_is_said_to_be_missing(book: Playbook, stage: Stage, group: RoleGroup) -> None:
    guide = book.guide(stage, group)
    if group is RoleGroup.OTHER or (stage, group) in _ROLE_GAPS:
        assert guide.role.is_gap
        assert "no note for this role" in guide.role.text
        assert guide.role.id == _ROLE_GAPS.get((stage, group), f"STG-{stage.number}")
        assert guide.tools == ()
        # The stage's general guidance still stands.
        assert not guide.main_test.is_gap
        assert guide.dos
    else:
        assert not guide.role.is_gap
        assert guide.role.text


def test_role_notes_that_we_inferred_are_marked(book: Playbook) -> None:
    derived = {part.id for part in _inside(book) if isinstance(part, Fact) and Mark.DERIVED in part.marks}
    assert {"MX-SRE-5", "MX-DE-5", "MX-ML-5", "DONT-03"} <= derived
    assert "MX-SWE-5" not in derived


def test_product_and_programme_managers_share_a_note(book: Playbook) -> None:
    pair = (RoleGroup.PRODUCT_MANAGER, RoleGroup.TECHNICAL_PROGRAM_MANAGER)
    for stage in (Stage.HM_SCREEN, Stage.TECHNICAL_SCREEN):
        first, second = (book.guide(stage, group).role for group in pair)
        assert first == second
        assert first.id == f"MX-PM-{stage.number}"


def test_tools_are_spelt_as_in_the_guide(book: Playbook) -> None:
    assert book.guide(Stage.TECHNICAL_SCREEN, RoleGroup.SOFTWARE_ENGINEER).tools == ("CoderPad or CoSignal",)
    assert book.guide(Stage.TECHNICAL_SCREEN, RoleGroup.DATA_SCIENTIST).tools == ("Python",)


@pytest.mark.parametrize("stage", list(Stage))
def test_that_it_varies_stands_with_every_stage(shelf: PlaybookShelf, stage: Stage) -> None:
    assert shelf.get("netflix").guide(stage, RoleGroup.OTHER).caveat.id == "CAV-1"
    assert shelf.get("generic").guide(stage, RoleGroup.OTHER).caveat.id == "G-CAV"


def test_marketing_and_contradictions_are_not_shipped(book: Playbook) -> None:
    said = _everything(book)
    for words in ("100,000", "15,000", "$500"):
        assert words not in said
    assert Mark.CONFLICT in _fact(book, "FAQ-4").marks


def test_the_source_is_credited(book: Playbook) -> None:
    assert book.source.credit == (
        "Netflix Interview Process & Timeline: 7 Steps to an Offer, Timothy Agbola, "
        "a coaching company’s public advice page, 26 October 2025"
    )
    sources = [part for part in _inside(book) if isinstance(part, SourceNote)]
    assert all(source.dated_on.year in (2023, 2024, 2025) for source in sources)
    assert _fact(book, "READ-4").source.dated_on.isoformat() == "2023-02-10"
    assert _fact(book, "C-9").source.title == "Levels.fyi, as quoted in the guide"
    assert _fact(book, "C-9").source.dated_on == book.source.dated_on


def test_the_two_day_and_the_committee_rules(book: Playbook) -> None:
    rule = book.follow_ups_of(Stage.HIRING_COMMITTEE)[0]
    assert rule.wait is not None
    assert (rule.fact.id, rule.wait.amount, rule.wait.unit.value) == ("FU-1", 14, "days")
    assert rule.fact.ours
    assert [rule.fact.id for rule in book.follow_ups_of(Stage.ONSITE)] == ["FU-4"]
    assert book.follow_ups_of(Stage.TECHNICAL_SCREEN) == ()


def test_everything_in_the_plain_playbook_is_ours(shelf: PlaybookShelf) -> None:
    generic = shelf.get("generic")
    assert generic.label == "ours"
    marked = [part for part in _inside(generic) if hasattr(part, "marks")]
    assert len(marked) > 80
    for part in marked:
        assert Mark.OURS in part.marks, part
    for stage in list(Stage)[1:]:
        assert generic.interview_defaults(stage).is_ours
        assert len(generic.steps_of(stage)) == 1
        assert generic.checklist(stage)


def test_no_company_stands_in_the_code() -> None:
    package = Path(netorganizer.__file__).parent
    named = [path.name for path in package.rglob("*.py") if "netflix" in path.read_text("utf-8").casefold()]
    assert named == []
