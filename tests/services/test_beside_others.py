"""What happens when subscribers fail, rows vanish meanwhile, and old changes are put back over newer ones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from netorganizer.domain.change import ChangeNotice
from netorganizer.domain.errors import Invalid, NotFound, Refusal, StoreUnavailable
from netorganizer.domain.pipeline import Outcome, Slot, Stage
from netorganizer.services import applications, board, calendars, checklists, contacts, interviews, trash
from netorganizer.services.workspace import Workspace, open_workspace

NINE = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)


def add(workspace: Workspace, *companies: str, stage: Stage = Stage.SAVED) -> list[int]:
    return [applications.add_application(workspace, stage, company=each, role="Engineer") for each in companies]


def column(workspace: Workspace, stage: Stage = Stage.SAVED) -> list[str]:
    return [each.company for each in applications.list_applications(workspace, stage=stage)]


def test_a_subscriber_that_cannot_read_makes_no_kept_change_look_refused(workspace: Workspace) -> None:
    heard: list[ChangeNotice] = []

    def fail(_notice: ChangeNotice) -> None:
        raise StoreUnavailable("cannot be read just now")

    workspace.subscribe(fail)
    workspace.subscribe(heard.append)
    add(workspace, "Acme")
    assert column(workspace) == ["Acme"]
    assert [notice.label for notice in heard] == ["Add Acme, Engineer"]
    assert workspace.notice_foreign_changes(), "the next look tells everything once more"


def test_emptying_the_trash_is_told(workspace: Workspace) -> None:
    (acme,) = add(workspace, "Acme")
    applications.trash_applications(workspace, [acme])
    heard: list[ChangeNotice] = []
    workspace.subscribe(heard.append)
    trash.empty_trash(workspace)
    assert [notice.rows for notice in heard] == [None]


def test_what_was_deleted_meanwhile_is_not_written_unseen(workspace: Workspace) -> None:
    (acme,) = add(workspace, "Acme")
    note = applications.add_note(workspace, acme, "one")
    with pytest.raises(NotFound, match="deleted meanwhile"), workspace.change("Edit") as tx:
        tx.update("note", note + 1, body="two")
    with pytest.raises(NotFound), workspace.change("Delete") as tx:
        tx.delete("note", note + 1)
    assert [each.body for each in applications.list_notes(workspace, acme)] == ["one"]


def test_closing_what_another_window_has_closed_keeps_its_outcome(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (acme,) = add(workspace, "Acme")
    stale = applications.get_application(workspace, acme)
    board.close_applications(workspace, [acme], Outcome.ACCEPTED)
    monkeypatch.setattr(board, "_live", lambda _workspace, _id: stale)
    with pytest.raises(Invalid, match="is closed"):
        board.close_applications(workspace, [acme], Outcome.REJECTED)
    assert applications.get_application(workspace, acme).outcome is Outcome.ACCEPTED


def test_a_tag_is_never_there_twice(workspace: Workspace) -> None:
    (acme,) = add(workspace, "Acme")
    applications.add_tag(workspace, acme, "x")
    applications.remove_tag(workspace, acme, "x")
    untag = workspace.history()[0]
    applications.add_tag(workspace, acme, "x")
    with pytest.raises(Refusal, match="Tag Acme, Engineer with x"):
        workspace.revert(untag.id)
    assert applications.get_application(workspace, acme).tags == ("x",)


def test_a_tick_is_never_there_twice(workspace: Workspace) -> None:
    (acme,) = add(workspace, "Acme", stage=Stage.RESUME_SCREEN)
    key = checklists.list_checklist(workspace, acme)[0].key
    checklists.tick_item(workspace, acme, key)
    revert = workspace.revert(workspace.history()[0].id)
    checklists.tick_item(workspace, acme, key)
    with pytest.raises(Refusal, match="in the way"):
        workspace.revert(revert.id)
    checklists.untick_item(workspace, acme, key)
    assert checklists.list_checklist(workspace, acme)[0].ticked_at is None


def test_a_renumbering_is_not_put_back_under_a_card_placed_since(workspace: Workspace) -> None:
    add(workspace, "Top", "Bottom")
    top, bottom = board.read_board(workspace).columns[Stage.SAVED]
    between = add(workspace, *(f"C{number}" for number in range(25)), stage=Stage.ONSITE)
    renumbering = 0
    for id_ in between:
        before = len(workspace.history())
        board.move_applications(workspace, [id_], Slot(Stage.SAVED, bottom))
        newest = workspace.history()[0]
        if len(workspace.history()) > before and len(workspace.read(_rows_of, newest.id)) > 3:
            renumbering = newest.id
    assert renumbering, "a gap has closed"
    (late,) = add(workspace, "Late", stage=Stage.ONSITE)
    board.move_applications(workspace, [late], Slot(Stage.SAVED, between[0]))
    order = column(workspace)
    with pytest.raises(Refusal, match="Move Late, Engineer to Saved"):
        workspace.revert(renumbering)
    assert column(workspace) == order
    assert top != bottom


def _rows_of(connection: object, change_id: int) -> list[object]:
    rows = connection.execute("select 1 from change_row where change_id = ?", (change_id,))  # type: ignore[attr-defined]
    return list(rows)


def test_a_locked_store_leaves_no_unmarked_calendar_file(workspace: Workspace, tmp_path: Path) -> None:
    (acme,) = add(workspace, "Acme")
    interviews.add_interview(workspace, acme, title="Call", starts_at=NINE, zone="UTC", minutes=30)
    workspace._database.connection.execute("pragma busy_timeout=50")
    other = open_workspace(workspace.home, workspace.clock)
    other._database.connection.execute("begin immediate")
    file = tmp_path / "call.ics"
    with pytest.raises(StoreUnavailable):
        calendars.export_calendar(workspace, calendars.CalendarSelection(), str(file))
    assert not file.exists()
    other._database.connection.execute("rollback")
    other.close()
    calendars.export_calendar(workspace, calendars.CalendarSelection(), str(file))
    assert file.exists()


def test_the_same_people_after_the_company_got_another_name(workspace: Workspace) -> None:
    (acme,) = add(workspace, "Acme")
    call = interviews.add_interview(
        workspace, acme, title="Call", starts_at=NINE, zone="UTC", minutes=30, panel=["Zed", "JÖRG"]
    )
    applications.edit_application(workspace, acme, company="Acme, Inc.")
    interviews.edit_interview(workspace, call, panel=["Zed", "Jörg", "Yan"])
    assert [person.name for person in interviews.get_interview(workspace, call).panel] == ["Zed", "JÖRG", "Yan"]
    assert len(contacts.list_contacts(workspace)) == 3
