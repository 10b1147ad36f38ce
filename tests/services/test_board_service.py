"""Moving, closing and reopening cards."""

import pytest
from desk import Desk, Watch, columns, dump, labels

from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.pipeline import Outcome, Slot, Stage
from netorganizer.services.applications import add_application, get_application, trash_applications
from netorganizer.services.board import (
    close_applications,
    move_application,
    move_applications,
    read_board,
    read_cards,
    reopen_applications,
)
from netorganizer.services.interviews import add_interview, cancel_interview
from netorganizer.services.workspace import Workspace


def fill(workspace: Workspace, count: int, stage: Stage = Stage.SAVED) -> list[int]:
    return [add_application(workspace, stage, company=f"Company {n}", role="R") for n in range(count)]


def test_a_move_to_another_column_goes_to_its_bottom_and_starts_its_time(workspace: Workspace, watch: Watch) -> None:
    a, b = fill(workspace, 2)
    (c,) = fill(workspace, 1, Stage.ONSITE)
    before = get_application(workspace, a)
    move_application(workspace, a, Stage.ONSITE)
    after = get_application(workspace, a)
    assert columns(workspace) == {"saved": [b], "onsite": [c, a]}
    assert (after.stage, after.position) == (Stage.ONSITE, 1)
    assert before.stage_since < after.stage_since == watch.at
    assert labels(workspace)[0] == "Move Company 0, R to On-site"


def test_a_move_within_a_column_keeps_its_time(workspace: Workspace) -> None:
    a, b, c = fill(workspace, 3)
    since = get_application(workspace, c).stage_since
    move_application(workspace, c, Stage.SAVED, a)
    assert columns(workspace) == {"saved": [c, a, b]}
    assert get_application(workspace, c).stage_since == since
    assert labels(workspace)[0] == "Reorder Company 2, R"


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ([0], None, [1, 2, 3, 4, 0]),
        ([4], 0, [4, 0, 1, 2, 3]),
        ([1], 4, [0, 2, 3, 1, 4]),
        ([3, 1], 0, [3, 1, 0, 2, 4]),
        ([1, 2], 2, [0, 1, 2, 3, 4]),
        ([2, 3], 2, [0, 1, 2, 3, 4]),
        ([3, 2], 2, [0, 1, 3, 2, 4]),
        ([0, 4], 4, [1, 2, 3, 0, 4]),
        ([1], 1, [0, 1, 2, 3, 4]),
        ([4], None, [0, 1, 2, 3, 4]),
        ([0, 1, 2, 3, 4], None, [0, 1, 2, 3, 4]),
        ([4, 3, 2, 1, 0], 2, [4, 3, 2, 1, 0]),
    ],
)
def test_every_place_in_a_column(workspace: Workspace, moved: list[int], before: int | None, order: list[int]) -> None:
    ids = fill(workspace, 5)
    stood, history = dump(workspace), workspace.history()
    slot = Slot(Stage.SAVED, None if before is None else ids[before])
    move_applications(workspace, [ids[n] for n in moved], slot)
    assert columns(workspace) == {"saved": [ids[n] for n in order]}
    if order == [0, 1, 2, 3, 4]:
        assert (dump(workspace), workspace.history()) == (stood, history)


def test_a_move_to_where_it_stands_leaves_no_trace(workspace: Workspace) -> None:
    """Also when its neighbours have gone since, so that another place between the ranks would be rounder."""
    a, b, c = fill(workspace, 3)
    move_application(workspace, c, Stage.SAVED, b)
    move_application(workspace, a, Stage.ONSITE)
    stood, history = dump(workspace), workspace.history()
    move_application(workspace, c, Stage.SAVED, b)
    move_applications(workspace, [c, b], Slot(Stage.SAVED))
    assert (dump(workspace), workspace.history()) == (stood, history)


def test_a_hundred_moves_to_one_spot_keep_the_order(workspace: Workspace) -> None:
    """Each halves the gap between two ranks, so the column is renumbered several times."""
    first, last = fill(workspace, 2)
    movers = fill(workspace, 60, Stage.ONSITE)
    for id_ in movers:
        move_application(workspace, id_, Stage.SAVED, last)
    assert columns(workspace) == {"saved": [first, *movers, last]}
    for id_ in movers[:40]:
        move_application(workspace, id_, Stage.SAVED, columns(workspace)["saved"][0])
    assert columns(workspace) == {"saved": [*reversed(movers[:40]), first, *movers[40:], last]}
    for _ in range(100):
        workspace.undo()
    assert columns(workspace) == {"saved": [first, last], "onsite": movers}


def test_many_move_as_one_change_in_the_given_order(workspace: Workspace) -> None:
    a, b, c = fill(workspace, 3)
    (d,) = fill(workspace, 1, Stage.ONSITE)
    move_applications(workspace, [c, a], Slot(Stage.ONSITE, d))
    assert columns(workspace) == {"saved": [b], "onsite": [c, a, d]}
    assert labels(workspace)[0] == "Move 2 applications to On-site"
    workspace.undo()
    assert columns(workspace) == {"saved": [a, b, c], "onsite": [d]}


def test_a_refused_move_changes_nothing(workspace: Workspace, desk: Desk) -> None:
    before = dump(workspace)
    with pytest.raises(Invalid, match=r"Hooli, PM is closed \(rejected\)\. Reopen it"):
        move_applications(workspace, [desk.saved, desk.closed], Slot(Stage.ONSITE))
    for unknown in (desk.trashed, 999):
        with pytest.raises(NotFound, match=f"no application {unknown}"):
            move_applications(workspace, [desk.saved, unknown], Slot(Stage.ONSITE))
    for elsewhere in (desk.technical, desk.closed, desk.trashed, 999):
        with pytest.raises(Invalid, match=f"Application {elsewhere} is not on the board in On-site"):
            move_application(workspace, desk.saved, Stage.ONSITE, elsewhere)
    assert dump(workspace) == before


def test_the_step_is_the_playbooks_own(workspace: Workspace, desk: Desk) -> None:
    step = workspace.playbooks.get("netflix").first_step(Stage.RECRUITER_CALL)
    assert step is not None
    move_application(workspace, desk.saved, Stage.RECRUITER_CALL)
    assert get_application(workspace, desk.saved).step == step.key


def test_closing_and_reopening_gives_back_the_exact_place(workspace: Workspace) -> None:
    a, b, c = fill(workspace, 3)
    close_applications(workspace, [b], Outcome.REJECTED, "  no\x00 budget ")
    closed = get_application(workspace, b)
    assert (closed.outcome, closed.close_reason) == (Outcome.REJECTED, "no budget")
    assert (columns(workspace), read_board(workspace).closed) == ({"saved": [a, c]}, (b,))
    move_application(workspace, c, Stage.SAVED, a)
    move_application(workspace, c, Stage.SAVED)
    reopen_applications(workspace, [b])
    assert columns(workspace) == {"saved": [a, b, c]}
    again = get_application(workspace, b)
    assert (again.outcome, again.close_reason, again.stage_since) == (None, "", closed.stage_since)
    assert labels(workspace)[0] == "Reopen Company 1, R"


def test_closed_ones_are_listed_newest_first(workspace: Workspace) -> None:
    a, b, c = fill(workspace, 3)
    close_applications(workspace, [c], Outcome.GHOSTED)
    close_applications(workspace, [a, b], Outcome.WITHDRAWN)
    assert read_board(workspace).closed == (b, a, c)
    assert labels(workspace)[0] == "Close 2 applications as withdrawn"


def test_reopening_to_a_place_of_ones_own_choice(workspace: Workspace) -> None:
    a, b = fill(workspace, 2)
    (d,) = fill(workspace, 1, Stage.ONSITE)
    close_applications(workspace, [a], Outcome.REJECTED)
    reopen_applications(workspace, [a], Slot(Stage.ONSITE, d))
    assert columns(workspace) == {"saved": [b], "onsite": [a, d]}
    workspace.undo()
    assert read_board(workspace).closed == (a,)


def test_what_is_not_closed_is_not_reopened_and_the_other_way_round(workspace: Workspace) -> None:
    a, b = fill(workspace, 2)
    close_applications(workspace, [a], Outcome.REJECTED)
    before = dump(workspace)
    with pytest.raises(Invalid, match="is not closed"):
        reopen_applications(workspace, [a, b])
    with pytest.raises(Invalid, match="is closed"):
        close_applications(workspace, [b, a], Outcome.ACCEPTED)
    assert dump(workspace) == before


def test_nothing_chosen_changes_nothing(workspace: Workspace) -> None:
    fill(workspace, 1)
    history = workspace.history()
    move_applications(workspace, [], Slot(Stage.ONSITE))
    close_applications(workspace, [], Outcome.GHOSTED)
    reopen_applications(workspace, [])
    trash_applications(workspace, [])
    assert workspace.history() == history


def test_a_move_counts_where_the_card_stands_now(workspace: Workspace) -> None:
    """Naming one card twice moves it once."""
    a, b, c = fill(workspace, 3)
    move_applications(workspace, [a, a], Slot(Stage.ONSITE))
    assert columns(workspace) == {"saved": [b, c], "onsite": [a]}


def test_cards_show_the_next_live_interview_and_clashes(workspace: Workspace, desk: Desk) -> None:
    (card,) = read_cards(workspace, [desk.technical])
    assert (card.interview_title, card.interview_with, card.interview_count) == ("Coding", "Bo Chen", 2)
    assert not card.clashes
    first = card.interview_at
    assert first is not None
    other = add_interview(workspace, desk.saved, title="Call", starts_at=first, zone="UTC", minutes=30)
    assert [card.clashes for card in read_cards(workspace, [desk.technical, desk.saved])] == [True, True]
    cancel_interview(workspace, other)
    assert [card.clashes for card in read_cards(workspace, [desk.technical, desk.saved])] == [False, False]


def test_cards_come_in_the_asked_order_and_tell_when_they_changed(workspace: Workspace, desk: Desk) -> None:
    cards = read_cards(workspace, [desk.onsite, desk.trashed, 999, desk.closed, desk.saved])
    assert [card.id for card in cards] == [desk.onsite, desk.closed, desk.saved]
    move_application(workspace, desk.saved, Stage.ONSITE)
    again = read_cards(workspace, [desk.onsite, desk.closed, desk.saved])
    assert [card.revision for card in again[:2]] == [card.revision for card in cards[:2]]
    assert again[2].revision != cards[2].revision
    workspace.undo()
    assert read_cards(workspace, [desk.saved])[0].revision == cards[2].revision
