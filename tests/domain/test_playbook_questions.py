"""What the program asks a playbook, and the shelf the playbooks stand on."""

import pytest

from netorganizer import assets
from netorganizer.domain.errors import NotFound
from netorganizer.domain.pipeline import RoleGroup, Stage
from netorganizer.domain.playbook import Playbook, PlaybookShelf, guide_notes, load_playbooks, load_shipped

ACME = """
key = 'acme'
company = 'Acme, Inc.'
aliases = ['ACME Rockets', 'Größe']
label = 'own'
[source]
title = 'Me'
dated_on = 2026-01-02
[[steps]]
key = 'chat'
name = 'Chat'
stage = 'recruiter_call'
[[steps]]
key = 'exercise'
name = 'Exercise'
stage = 'technical_screen'
main_test = 'Craft.'
[[steps]]
key = 'review'
name = 'Code review'
stage = 'technical_screen'
main_test = 'Taste.'
"""


@pytest.fixture(scope="module")
def shelf() -> PlaybookShelf:
    return load_shipped()


@pytest.fixture(scope="module")
def book(shelf: PlaybookShelf) -> Playbook:
    return shelf.get("netflix")


@pytest.mark.parametrize("name", ["Netflix", "netflix", "  NETFLIX ", "Netflix, Inc.", "netflix.com"])
def test_a_company_finds_its_playbook(shelf: PlaybookShelf, name: str) -> None:
    assert shelf.for_company(name).key == "netflix"


@pytest.mark.parametrize("name", ["Netflixx", "Not Netflix", "", "…", "Stripe"])
def test_any_other_company_gets_the_plain_one(shelf: PlaybookShelf, name: str) -> None:
    assert shelf.for_company(name).key == "generic"


def test_aliases_are_found_whatever_their_case() -> None:
    shelf = load_shipped([("acme.toml", ACME)])
    assert shelf.for_company("acme inc").key == "acme"
    assert shelf.for_company("Acme rockets").key == "acme"
    assert shelf.for_company("GRÖSSE").key == "acme"


def test_an_unknown_key_names_the_known_ones(shelf: PlaybookShelf) -> None:
    with pytest.raises(NotFound, match=r"There is no playbook called “acme”. Use one of: generic, netflix\."):
        shelf.get("acme")
    assert shelf.find("acme").key == "generic"
    assert shelf.find("netflix").key == "netflix"


def test_an_empty_shelf_says_so() -> None:
    with pytest.raises(NotFound, match="none could be read"):
        load_playbooks([]).for_company("Netflix")


def test_a_broken_file_is_told_and_leaves_the_rest() -> None:
    broken = ACME.replace("stage = 'recruiter_call'", "stage = 'x'")
    shelf = load_shipped([("broken.toml", broken), ("noise.toml", "= ="), ("acme.toml", ACME)])
    assert [book.key for book in shelf] == ["generic", "netflix", "acme"]
    assert [problem.file for problem in shelf.problems] == ["broken.toml", "noise.toml"]
    assert shelf.problems[0].key == "steps[0].stage"


def test_peoples_own_stand_over_the_shipped() -> None:
    own = assets.read_text("playbooks/netflix.toml").replace("label = 'public guide'", "label = 'own'")
    shelf = load_shipped([("own.toml", own)])
    assert shelf.get("netflix").label == "own"
    assert shelf.texts["netflix"] == own
    assert len(list(shelf)) == 2


def test_a_broken_own_one_leaves_the_shipped() -> None:
    own = assets.read_text("playbooks/netflix.toml").replace("label = 'public guide'", "lable = 'own'")
    shelf = load_shipped([("own.toml", own)])
    assert shelf.get("netflix").label == "public guide"
    assert [problem.key for problem in shelf.problems] == ["lable", "label"]


def test_of_two_that_name_a_company_the_last_counts() -> None:
    second = ACME.replace("key = 'acme'", "key = 'acme-2'", 1)
    shelf = load_shipped([("a.toml", ACME), ("b.toml", second)])
    assert shelf.for_company("Acme Inc").key == "acme-2"


def test_a_card_starts_in_the_first_of_several_steps() -> None:
    acme = load_playbooks([("acme.toml", ACME)]).get("acme")
    first = acme.first_step(Stage.TECHNICAL_SCREEN)
    assert first is not None
    assert first.key == "exercise"
    assert acme.guide(Stage.TECHNICAL_SCREEN, RoleGroup.OTHER).main_test.text == "Craft."
    assert acme.guide(Stage.TECHNICAL_SCREEN, RoleGroup.OTHER, "review").main_test.text == "Taste."
    assert acme.guide(Stage.TECHNICAL_SCREEN, RoleGroup.OTHER, "chat").main_test.text == "Craft."


def test_a_stage_the_process_lacks_is_a_gap_in_words() -> None:
    acme = load_playbooks([("acme.toml", ACME)]).get("acme")
    assert acme.first_step(Stage.ONSITE) is None
    assert acme.step("nowhere") is None
    assert acme.checklist(Stage.ONSITE) == ()
    guide = acme.guide(Stage.ONSITE, RoleGroup.OTHER)
    assert guide.step_name == "On-site"
    assert guide.main_test.is_gap
    assert guide.main_test.text == "The source has nothing about this."
    defaults = acme.interview_defaults(Stage.ONSITE)
    assert (defaults.title, defaults.minutes, defaults.is_ours) == ("On-site", 30, True)


@pytest.mark.parametrize(
    ("stage", "round_", "minutes", "count", "is_ours"),
    [
        (Stage.RECRUITER_CALL, None, (30, "30"), (1, "1"), False),
        (Stage.HM_SCREEN, None, (60, "45–60"), (1, "1–2"), False),
        (Stage.TECHNICAL_SCREEN, None, (60, "45–60"), (1, "1"), True),
        (Stage.ONSITE, None, (60, "45–60"), (5, "4–5"), False),
        (Stage.ONSITE, 1, (60, "45–60"), (5, "4–5"), False),
        (Stage.ONSITE, 2, (45, "45–60"), (3, "3–4"), True),
        (Stage.ONSITE, 3, (45, "45–60"), (3, "3–4"), True),
    ],
)
def test_what_a_new_interview_starts_with(
    stage: Stage, round_: int | None, minutes: tuple[int, str], count: tuple[int, str], is_ours: bool
) -> None:
    found = load_shipped().get("netflix").interview_defaults(stage, round_)
    assert (found.minutes, str(found.minutes_range)) == minutes
    assert (found.count, str(found.count_range)) == count
    assert found.is_ours is is_ours
    assert found.panel


def test_minutes_given_for_one_role_are_ours_for_the_others(book: Playbook) -> None:
    engineer = book.interview_defaults(Stage.TECHNICAL_SCREEN, role_group=RoleGroup.SOFTWARE_ENGINEER)
    analyst = book.interview_defaults(Stage.TECHNICAL_SCREEN, role_group=RoleGroup.DATA_SCIENTIST)
    assert (engineer.minutes_are_ours, analyst.minutes_are_ours) == (False, True)
    assert engineer.minutes_range == analyst.minutes_range


def test_the_suggested_panel_of_each_round(book: Playbook) -> None:
    first, second = (book.interview_defaults(Stage.ONSITE, number).panel for number in (1, 2))
    assert [seat.title for seat in first] == ["Engineer of the team", "Hiring manager", "Recruiter or peer"]
    assert [seat.title for seat in second] == ["Senior leader", "Partner team", "Cross-functional leader"]
    assert sum(seat.default_count for seat in (*first, *second)) == 8


def test_the_resume_checklist_is_the_five_tips(book: Playbook) -> None:
    checks = book.checklist(Stage.RESUME_SCREEN)
    assert [check.key for check in checks] == ["RT-1", "RT-2", "RT-3", "RT-4", "RT-5"]
    assert "1–2 pages at most." in checks[4].detail
    assert len(checks[1].points) == 4


def test_the_other_checklists_are_the_dos_and_donts(book: Playbook) -> None:
    keys = [check.key for check in book.checklist(Stage.RECRUITER_CALL)]
    assert keys == ["DO-07", "DO-08", "DO-09", "DO-18", "DONT-04", "DONT-05", "DONT-06", "DONT-08", "DONT-11"]
    assert [check.key for check in book.checklist(Stage.HIRING_COMMITTEE)] == ["DO-19", "DO-20"]
    assert book.checklist(Stage.SAVED) == ()


def test_the_guide_separates_the_questions(book: Playbook) -> None:
    guide = book.guide(Stage.RECRUITER_CALL, RoleGroup.OTHER)
    assert [question.id for question in guide.asked] == [f"Q-RC-0{number}" for number in range(1, 8)]
    assert [question.id for question in guide.ask_back] == ["ASK-1", "ASK-2"]
    assert [question.id for question in guide.avoid] == ["NOASK-1", "NOASK-2"]


def test_the_guide_brings_the_facts_that_belong_to_the_stage(book: Playbook) -> None:
    notes = [fact.id for fact in book.guide(Stage.NEGOTIATION, RoleGroup.OTHER).notes]
    assert notes == ["STG-7"] * 3 + ["CS-1", "CS-2", "CS-3", "NEG-1", "NEG-2", "NEG-3", "NEG-4", "NEG-5"]
    assert [pillars.id for pillars in book.guide(Stage.ONSITE, RoleGroup.OTHER).pillars] == ["PIL-ONSITE", "PIL-R2"]


def test_the_notes_of_a_pack_say_what_is_missing_and_what_is_ours(book: Playbook) -> None:
    notes = {note.heading: note for note in guide_notes(book.guide(Stage.ONSITE, RoleGroup.DATA_ENGINEER))}
    assert notes["For your role"].lines == (
        "As for engineers in general: possibly a system-design question. (derived)",
    )
    assert notes["Round 2: Leadership, influence and organisational fit"].lines[0] == (
        "3–4 interviews (ours), 45–60 minutes each (ours)"
    )
    assert notes["Round 1: Skills and collaboration"].lines[0] == "4–5 interviews, 45–60 minutes each"
    assert "Pillars: On-site, round 1" in notes
    technical = {
        note.heading: note for note in guide_notes(book.guide(Stage.TECHNICAL_SCREEN, RoleGroup.SOFTWARE_ENGINEER))
    }
    assert technical["Who"].is_gap
    assert not technical["How long"].is_gap
    assert technical["For your role"].lines[1] == "Tools: CoderPad or CoSignal"
    committee = [note.heading for note in guide_notes(book.guide(Stage.HIRING_COMMITTEE, RoleGroup.OTHER))]
    assert committee == ["What it tests", "How long", "Who", "For your role", "Do", "Good to know", "It varies"]


def test_figures_are_found_by_fact_and_name(book: Playbook) -> None:
    assert book.figure("T-1", "typical_days") is not None
    assert book.figure("T-1", "slow_days") is None
    assert book.figure("T-99", "typical_days") is None


def test_a_playbook_has_a_name_for_lists(shelf: PlaybookShelf) -> None:
    assert [playbook.name for playbook in shelf] == ["Any company (ours)", "Netflix (public guide)"]
