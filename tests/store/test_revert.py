"""Reverting one old change: while its effect stands, and else naming what is in the way."""

import re
from pathlib import Path

import pytest
from store_tools import (
    add_application,
    add_note,
    dump,
    fetch,
    insert_application,
    insert_interview,
    insert_note,
    opened,
    rename,
)

from netorganizer.domain.change import Change
from netorganizer.domain.errors import Refusal
from netorganizer.services.workspace import Workspace


def change_named(workspace: Workspace, label: str) -> Change:
    return next(change for change in workspace.history() if change.label == label)


def revert(workspace: Workspace, label: str) -> Change:
    return workspace.revert(change_named(workspace, label).id)


def refuse_revert(workspace: Workspace, label: str, later: str) -> None:
    before, history = dump(workspace), workspace.history()
    with pytest.raises(Refusal, match=re.escape(f"the later change “{later}” is in the way")):
        revert(workspace, label)
    assert (dump(workspace), workspace.history()) == (before, history)


def test_an_old_change_is_taken_back_under_newer_ones(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "Old")
        rename(workspace, application_id, "New")
        with workspace.change("Star") as tx:
            tx.update("application", application_id, starred=True)
        note_id = add_note(workspace, application_id, "kept")
        starred = dump(workspace)
        change = revert(workspace, "Rename to New")
        assert change.label == "Revert: Rename to New"
        found = fetch(
            workspace, "select company, starred, (select body from note where id = ?) from application", note_id
        )
        assert found == [("Old", 1, "kept")]
        assert workspace.undo().id == change.id
        assert dump(workspace) == starred
        workspace.redo()
        revert(workspace, "Revert: Rename to New")
        assert dump(workspace) == starred


def test_only_the_change_that_overwrote_is_in_the_way(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        rename(workspace, application_id, "C")
        with workspace.change("Star") as tx:
            tx.update("application", application_id, starred=True)
        refuse_revert(workspace, "Rename to B", "Rename to C")
        revert(workspace, "Rename to C")
        refuse_revert(workspace, "Rename to C", "Revert: Rename to C")
        revert(workspace, "Rename to B")
        assert fetch(workspace, "select company, starred from application") == [("A", 1)]


def test_an_undone_change_in_between_is_not_in_the_way(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        rename(workspace, application_id, "C")
        workspace.undo()
        revert(workspace, "Rename to B")
        assert fetch(workspace, "select company from application") == [("A",)]
        with pytest.raises(Refusal, match="“Rename to C” is already undone"):
            revert(workspace, "Rename to C")


def test_an_add_is_reverted_while_nothing_hangs_on_it(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        with workspace.change("Add with note") as tx:
            application_id = insert_application(tx)
            insert_note(tx, application_id, "part of the add")
        add_note(workspace, application_id, "later")
        refuse_revert(workspace, "Add with note", "Note")
        revert(workspace, "Note")
        revert(workspace, "Add with note")
        assert not any(dump(workspace).values())
        revert(workspace, "Revert: Add with note")
        assert fetch(workspace, "select body from note") == [("part of the add",)]


def test_what_hangs_on_a_person_is_named_too(tmp_path: Path) -> None:
    """The activity is no row of the person's own, and belongs to no application."""
    with opened(tmp_path) as workspace:
        with workspace.change("Add Ann") as tx:
            person = tx.insert("contact", name="Ann", created_at=tx.at)
        with workspace.change("Call Ann") as tx:
            tx.insert("activity", contact_id=person, channel="call", direction="in", happened_at=tx.at)
        refuse_revert(workspace, "Add Ann", "Call Ann")
        revert(workspace, "Call Ann")
        revert(workspace, "Add Ann")
        assert fetch(workspace, "select * from contact") == []


def test_a_delete_is_reverted_while_its_parent_lives(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        with workspace.change("Tag") as tx:
            tag_id = tx.insert("application_tag", application_id=application_id, tag="remote")
        tagged = dump(workspace)
        with workspace.change("Untag") as tx:
            tx.delete("application_tag", tag_id)
        revert(workspace, "Untag")
        assert dump(workspace) == tagged
        workspace.undo()
        with workspace.change("Delete A") as tx:
            tx.delete("application", application_id)
        refuse_revert(workspace, "Untag", "Delete A")
        revert(workspace, "Delete A")
        revert(workspace, "Untag")
        assert dump(workspace) == tagged


def test_a_change_of_a_row_that_is_gone_names_the_delete(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        with workspace.change("Delete B") as tx:
            tx.delete("application", application_id)
        refuse_revert(workspace, "Rename to B", "Delete B")


def test_a_change_without_a_net_effect_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        with workspace.change("There and back") as tx:
            tx.update("application", application_id, company="B")
            tx.update("application", application_id, company="A")
        history = workspace.history()
        with pytest.raises(Refusal, match="has no effect left"):
            revert(workspace, "There and back")
        assert workspace.history() == history


def test_a_bulk_change_is_reverted_whole_or_not_at_all(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        ids = [add_application(workspace, name) for name in "ABC"]
        with workspace.change("Move all") as tx:
            for id_ in ids:
                tx.update("application", id_, stage="onsite")
        with workspace.change("Move B on") as tx:
            tx.update("application", ids[1], stage="negotiation")
        refuse_revert(workspace, "Move all", "Move B on")
        revert(workspace, "Move B on")
        revert(workspace, "Move all")
        assert fetch(workspace, "select distinct stage from application") == [("saved",)]


def test_several_writes_of_one_row_count_as_one(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        with workspace.change("Add and edit") as tx:
            application_id = insert_application(tx, "A")
            interview_id = insert_interview(tx, application_id)
            tx.update("application", application_id, company="B")
            tx.update("interview", interview_id, title="Onsite")
        revert(workspace, "Add and edit")
        assert fetch(workspace, "select (select count(*) from application), (select count(*) from interview)") == [
            (0, 0)
        ]
        revert(workspace, "Revert: Add and edit")
        assert fetch(workspace, "select company, title from application, interview") == [("B", "Onsite")]
