"""The trash: what lies in it, coming back, and going for good."""

from datetime import timedelta

import pytest
from desk import Desk, Watch, columns, dump, labels

from netorganizer.domain.errors import NotFound
from netorganizer.services.applications import add_note, get_application, list_notes, trash_applications, trash_note
from netorganizer.services.interviews import get_interview, trash_interview
from netorganizer.services.trash import drop_old_trash, empty_trash, list_trash, restore_item, restore_items
from netorganizer.services.workspace import Workspace


def test_it_lists_newest_first_what_lies_in_it(workspace: Workspace, desk: Desk) -> None:
    note = add_note(workspace, desk.saved, "Line one\nline two")
    trash_note(workspace, note)
    trash_interview(workspace, desk.interview)
    assert [(item.kind, item.id, item.title) for item in list_trash(workspace)] == [
        ("interview", desk.interview, "Coding"),
        ("note", note, "Line one\nline two"),
        ("application", desk.trashed, "Globex, TPM"),
    ]
    restore_item(workspace, "note", note)
    assert labels(workspace)[0] == "Restore Line one line two from the trash"
    assert [each.id for each in list_notes(workspace, desk.saved)] == [note]


def test_a_restored_card_is_where_it_was(workspace: Workspace, desk: Desk) -> None:
    before = columns(workspace)
    trash_applications(workspace, [desk.technical])
    trash_applications(workspace, [desk.closed])
    restore_item(workspace, "application", desk.technical)
    assert columns(workspace) == before
    restore_item(workspace, "application", desk.closed)
    assert get_application(workspace, desk.closed).close_reason == "no headcount"
    assert [each.title for each in (get_interview(workspace, desk.interview),)] == ["Coding"]


def test_several_things_come_back_as_one_change(workspace: Workspace, desk: Desk) -> None:
    before = dump(workspace)
    trash_interview(workspace, desk.interview)
    trash_applications(workspace, [desk.technical])
    things = [("application", desk.technical), ("interview", desk.interview)]
    with pytest.raises(NotFound, match="no note 99"):
        restore_items(workspace, [*things, ("note", 99)])
    restore_items(workspace, things)
    assert labels(workspace)[0] == "Restore 2 things from the trash"
    assert dump(workspace) == before
    history = workspace.history()
    restore_items(workspace, [])
    assert workspace.history() == history


def test_what_is_not_in_it_cannot_be_restored(workspace: Workspace, desk: Desk) -> None:
    history = workspace.history()
    for kind, id_ in (("application", desk.saved), ("application", 99), ("note", desk.trashed), ("change", 1), ("", 1)):
        with pytest.raises(NotFound, match=f"no {kind} {id_} in the trash"):
            restore_item(workspace, kind, id_)
    assert workspace.history() == history


def test_emptied_means_gone_with_all_that_hung_on_it(workspace: Workspace, desk: Desk) -> None:
    trash_applications(workspace, [desk.technical])
    people = dump(workspace)["contact"]
    assert empty_trash(workspace) == 2
    assert list_trash(workspace) == []
    left = dump(workspace)
    for table in ("application_tag", "note", "interview", "interview_panel", "activity", "follow_up", "checklist_item"):
        assert left[table] == [], table
    assert left["contact"] == people, "people stay"
    with pytest.raises(NotFound):
        restore_item(workspace, "application", desk.technical)


def test_after_30_days_it_goes_by_itself(workspace: Workspace, desk: Desk, watch: Watch) -> None:
    watch.at += timedelta(days=29)
    trash_applications(workspace, [desk.saved])
    assert drop_old_trash(workspace) == 0
    watch.at += timedelta(days=2)
    assert drop_old_trash(workspace) == 1
    assert [item.id for item in list_trash(workspace)] == [desk.saved]
    watch.at += timedelta(days=29)
    assert drop_old_trash(workspace) == 1
    assert drop_old_trash(workspace) == 0
