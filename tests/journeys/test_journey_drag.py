"""Cards moved with a real mouse, found by their accessible names; the command line beside the window is the judge."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from journey_fixtures import STAGES, Start
from program import Node, Point, Program


def moved(company: str, stage: str, row: int | None = None) -> dict[str, list[str]]:
    """The stages of the filled board after a card has moved to a row of a stage, or to its end."""
    stages = {key: [each for each in companies if each != company] for key, companies in STAGES.items()}
    column = stages.setdefault(stage, [])
    column.insert(len(column) if row is None else row, company)
    return {key: companies for key, companies in stages.items() if companies}


def end_of(column: Node) -> Point:
    """A point in the free lower part of a column."""
    return column.at(0.5, 0.9)


def history(program: Program) -> object:
    """What was ever changed."""
    return program.command("history")


@pytest.mark.parametrize(("column", "stage"), [("Hiring manager", "hm_screen"), ("Offer", "negotiation")])
def test_a_card_goes_where_it_is_dropped_and_comes_back_by_undo(program: Program, column: str, stage: str) -> None:
    program.drag(program.card("Netflix").middle, end_of(program.column(column)))
    program.wait_told("Netflix")
    assert program.stages() == moved("Netflix", stage)
    assert program.companies_in(column)[-1] == "Netflix"
    program.desktop.keys("ctrl+z")
    program.wait_told("Undone")
    assert program.stages() == STAGES
    assert program.companies_in("Recruiter") == STAGES["recruiter_call"]


def test_one_jump_is_a_drag_too_and_the_card_falls_between_two(program: Program) -> None:
    start, end = program.card("Netflix").middle, program.card("Dogs").at(0.5, 0.2)
    program.desktop.x("mousemove", *start, "mousedown", 1, "mousemove", *end, "mouseup", 1)
    program.wait_told("Netflix")
    assert program.stages() == moved("Netflix", "resume_screen", 1)
    assert program.companies_in("Applied") == ["Cats", "Netflix", "Dogs", "Eels"]


def test_a_drag_right_after_a_click_is_no_double_click(program: Program) -> None:
    start, end = program.card("Netflix").middle, program.card("Hens").at(0.5, 0.2)
    click_and_press = ("mousemove", *start, "click", 1, "mousedown", 1)
    program.desktop.x(*click_and_press, "mousemove", *end, "mousemove", end[0] + 1, end[1], "mouseup", 1)
    program.wait_told("Netflix")
    assert program.companies_in("Technical") == ["Netflix", "Hens"]


def test_escape_leaves_all_as_it_was(program: Program) -> None:
    before = history(program)
    program.hold(program.card("Netflix").middle, end_of(program.column("Technical")))
    program.desktop.keys("Escape")
    program.wait_gone(object_id=".ghost")
    program.let_go()
    program.click(program.card("Goats"))  # what is seen to come later shows that the release was dealt with
    program.wait_focus("Goats")
    assert program.stages() == STAGES
    assert history(program) == before
    assert program.companies_in("Recruiter") == STAGES["recruiter_call"]


def test_a_drop_outside_every_column_leaves_all_as_it_was(program: Program) -> None:
    before = history(program)
    program.hold(program.card("Netflix").middle, program.node(object_id=".topBar").at(0.4, 0.5))
    program.let_go()
    program.wait_gone(object_id=".ghost")
    assert program.stages() == STAGES
    assert history(program) == before


def test_a_drop_that_cannot_be_kept_goes_back_says_why_and_can_be_tried_again(program: Program) -> None:
    before = history(program)
    with closing(sqlite3.connect(program.home / "netorganizer.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # another process that writes, for longer than anyone waits
        program.drag(program.card("Netflix").middle, end_of(program.column("Technical")))
        program.wait_warned("Another program")
        assert program.companies_in("Recruiter") == STAGES["recruiter_call"]
        assert program.stages() == STAGES
        assert history(program) == before
        other.execute("ROLLBACK")
    program.click(program.button("Try again"))
    program.wait_told("Netflix")
    program.wait_gone(object_id=".inline_bar")
    assert program.stages() == moved("Netflix", "technical_screen")


def test_several_cards_move_as_one_in_their_order(program: Program) -> None:
    program.click(program.card("Eels"))
    program.click(program.card("Cats"), holding="ctrl")
    program.drag(program.card("Cats").middle, end_of(program.column("Technical")))
    program.wait_told("2")
    assert program.stages()["technical_screen"] == ["Hens", "Cats", "Eels"]
    assert program.stages()["resume_screen"] == ["Dogs"]
    program.click(program.node(object_id=".toast.undo"))
    program.wait_told("Undone")
    assert program.stages() == STAGES


def test_a_card_dropped_on_the_closed_tray_is_closed_as_chosen(program: Program) -> None:
    program.hold(program.card("Foxes").middle, program.node(object_id=".closedTray").middle)
    target = program.node(name="Rejected")
    program.desktop.x("mousemove", *target.at(0.5, 0.4), "mousemove", *target.middle)
    program.let_go()
    program.wait_told("Foxes")
    assert program.stages("--closed") == {"recruiter_call": ["Foxes"]}
    assert program.stages()["recruiter_call"] == ["Netflix"]
    program.click(program.node(object_id=".toast.undo"))
    program.wait_told("Undone")
    assert program.stages() == STAGES


def test_a_small_window_scrolls_to_the_last_column_under_a_held_card(program: Program) -> None:
    program.resize(720, 480)
    assert program.find("list", "Offer") is None or program.column("Offer").at(0, 0)[0] > 720
    edge = program.node(object_id=".closedTray").box
    assert edge is not None
    program.hold(program.card("Ants").middle, (edge[0] - 12, 300))
    program.let_go_over("Offer")
    program.wait_told("Ants")
    assert program.stages() == moved("Ants", "negotiation")


def test_killed_while_a_card_is_held_nothing_is_lost(program: Program, start: Start, home: Path) -> None:
    program.drag(program.card("Netflix").middle, end_of(program.column("Technical")))
    program.wait_told("Netflix")
    program.hold(program.card("Ants").middle, end_of(program.column("On-site")))
    program.process.kill()
    assert program.process.wait() == -9
    program.desktop.x("mouseup", 1)
    again = start(home)
    assert again.stages() == moved("Netflix", "technical_screen")
    assert again.companies_in("Saved") == STAGES["saved"]
    assert again.command("doctor") == {"problems": []}
    assert again.quit() == 0
