"""The change log: exact images of every row a change touched, and putting them back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_tools import (
    Watch,
    add_application,
    add_note,
    connected,
    dump,
    fetch,
    fetch_images,
    insert_application,
    insert_interview,
    insert_note,
    opened,
    rename,
)

from netorganizer.domain.change import ChangeNotice
from netorganizer.domain.errors import NotFound, Refusal
from netorganizer.services.workspace import Workspace

TEXTS = {
    "emoji": "👩🏽‍💻🦊 café",
    "right to left": "מכתב \u202eabc\u202c مقابلة",
    "combining": "e\u0301 n\u0303 Z\u0351\u036b\u0343",
    "quotes": 'it\'s "quoted" \\ back\\slash \\u0041 %s ? :x --',
    "json": '{"a": [1, null]}',
    "lines": "one\ntwo\tthree\r",
    "separators": "\u2028\u2029\u0085\ufeff",
    "beyond the basic plane": "\U0010fffd\U000e0001",
    "one megabyte": "面接 " * 150_000,
    "empty": "",
    "spaces": "  \n ",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_images_are_exact(tmp_path: Path, text: str) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        note_id = add_note(workspace, application_id, "before")
        with workspace.change("Edit") as tx:
            tx.update("note", note_id, body=text)
        before, after = fetch_images(workspace, "note")[-1]
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert (before["body"], after["body"]) == ("before", text)
        edited = dump(workspace)
        with workspace.change("Delete") as tx:
            tx.delete("note", note_id)
        workspace.undo()
        assert dump(workspace) == edited
        workspace.undo()
        workspace.redo()
        assert dump(workspace) == edited


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[str]) -> None:
    with opened(tmp_path_factory.mktemp("any")) as workspace:
        application_id = add_application(workspace)
        states = [dump(workspace)]
        note_id = add_note(workspace, application_id, "")
        states.append(dump(workspace))
        for number, body in enumerate(bodies):
            with workspace.change(f"Edit {body}") as tx:
                tx.update("note", note_id, body=body, updated_at=tx.at)
                tx.update("application", application_id, rank=number)
            states.append(dump(workspace))
        for state in reversed(states[:-1]):
            workspace.undo()
            assert dump(workspace) == state
        for state in states[1:]:
            workspace.redo()
            assert dump(workspace) == state


def test_every_kind_of_value_comes_back(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, rank=2**62, next_on=None, starred=True)
        state = dump(workspace)
        with workspace.change("Everything") as tx:
            tx.update(
                "application", application_id, rank=-(2**62), next_on="2027-01-01", starred=False, outcome="ghosted"
            )
        workspace.undo()
        assert dump(workspace) == state


def add_family(workspace: Workspace) -> int:
    """An application with a row in every table that hangs on it, three levels deep."""
    with workspace.change("Family") as tx:
        application_id = insert_application(tx)
        person = tx.insert("contact", name="Ann", created_at=tx.at)
        tx.insert("application_tag", application_id=application_id, tag="remote")
        tx.insert("application_contact", application_id=application_id, contact_id=person)
        insert_note(tx, application_id, "hello")
        activity = tx.insert(
            "activity",
            contact_id=person,
            application_id=application_id,
            channel="call",
            direction="in",
            happened_at=tx.at,
        )
        tx.insert("follow_up", application_id=application_id, activity_id=activity, due_on="2027-01-01")
        interview_id = insert_interview(tx, application_id)
        tx.insert("interview_panel", interview_id=interview_id, contact_id=person)
        story_id = tx.insert("story", title="Outage", created_at=tx.at)
        tx.insert("story_use", story_id=story_id, interview_id=interview_id)
        question_id = tx.insert("question", application_id=application_id, kind="asked", text="Why us?")
        tx.insert("rehearsal", question_id=question_id, rehearsed_at=tx.at, grade=3)
        tx.insert("question_asked", question_id=question_id, interview_id=interview_id)
        tx.insert("checklist_item", application_id=application_id, stage="saved", text="Read the memo")
        tx.insert("offer", application_id=application_id, currency="EUR", created_at=tx.at)
        tx.insert(
            "figure_said",
            application_id=application_id,
            contact_id=person,
            amount_minor=1,
            currency="EUR",
            said_at=tx.at,
        )
        tx.insert("document", application_id=application_id, content_hash="0" * 64, added_at=tx.at)
    return application_id


def test_a_delete_that_cascades_is_undone_and_redone(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_family(workspace)
        full = dump(workspace)
        assert {name for name, rows in full.items() if not rows} == {"contact_handle", "story_pillar", "own_playbook"}
        with workspace.change("Delete") as tx:
            tx.delete("application", application_id)
        gone = dump(workspace)
        assert {name for name, rows in gone.items() if rows} == {"contact", "story"}
        workspace.undo()
        assert dump(workspace) == full
        workspace.redo()
        assert dump(workspace) == gone
        workspace.undo()
        assert dump(workspace) == full
        assert fetch(workspace, "pragma foreign_key_check") == []


def test_a_delete_that_only_loosens_is_undone(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        add_family(workspace)
        full = dump(workspace)
        with workspace.change("Delete Ann") as tx:
            tx.delete("contact", 1)
        assert fetch(workspace, "select contact_id from figure_said") == [(None,)]
        workspace.undo()
        assert dump(workspace) == full


def labels(workspace: Workspace) -> tuple[str | None, str | None]:
    return workspace.undo_label, workspace.redo_label


def test_undo_walks_back_and_redo_forth(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        states = [dump(workspace)]
        application_id = add_application(workspace, "A")
        states.append(dump(workspace))
        for name in "BCD":
            rename(workspace, application_id, name)
            states.append(dump(workspace))
        assert labels(workspace) == ("Rename to D", None)
        for label, state in zip(("Rename to D", "Rename to C", "Rename to B", "Add A"), states[-2::-1], strict=True):
            assert labels(workspace)[0] == label
            assert workspace.undo().label == label
            assert labels(workspace)[1] == label
            assert dump(workspace) == state
        assert labels(workspace) == (None, "Add A")
        with pytest.raises(Refusal, match="nothing to undo"):
            workspace.undo()
        for label, state in zip(("Add A", "Rename to B", "Rename to C", "Rename to D"), states[1:], strict=True):
            assert workspace.redo().label == label
            assert dump(workspace) == state
        with pytest.raises(Refusal, match="nothing to redo"):
            workspace.redo()


def test_undo_goes_on_after_a_restart_and_from_another_program(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        before = dump(workspace)
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
    with opened(tmp_path) as workspace, opened(tmp_path) as other:
        assert workspace.undo().label == "Rename to B"
        assert other.undo().label == "Add A"
        assert dump(workspace) == before
        assert workspace.redo().label == "Add A"
        assert other.redo().label == "Rename to B"


def test_a_new_change_clears_redo(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        rename(workspace, application_id, "C")
        workspace.undo()
        workspace.undo()
        rename(workspace, application_id, "D")
        assert workspace.redo_label is None
        with pytest.raises(Refusal, match="nothing to redo"):
            workspace.redo()
        assert [(change.label, change.undone) for change in workspace.history()] == [
            ("Rename to D", False),
            ("Rename to C", True),
            ("Rename to B", True),
            ("Add A", False),
        ]
        assert [workspace.undo().label, workspace.undo().label] == ["Rename to D", "Add A"]


def test_a_change_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    told: list[ChangeNotice] = []
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        workspace.undo()
        workspace.subscribe(told.append)
        before, history = dump(workspace), workspace.history()
        rename(workspace, application_id, "A")
        with workspace.change("Nothing at all"):
            pass
        assert (dump(workspace), workspace.history()) == (before, history)
        assert workspace.redo_label == "Rename to B"
        assert told == []


def test_a_change_that_raises_leaves_no_trace(tmp_path: Path) -> None:
    told: list[ChangeNotice] = []

    def fail(workspace: Workspace) -> None:
        with workspace.change("Fail") as tx:
            insert_application(tx, "B")
            raise Refusal("changed my mind")

    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        workspace.undo()
        workspace.subscribe(told.append)
        before, history = dump(workspace), workspace.history()
        with pytest.raises(Refusal, match="changed my mind"):
            fail(workspace)
        assert (dump(workspace), workspace.history()) == (before, history)
        assert (workspace.redo_label, told) == ("Rename to B", [])
        workspace.redo()


def test_a_change_inside_a_change_is_a_bug(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        with workspace.change("Outer") as tx:
            insert_application(tx, "A")
            with pytest.raises(RuntimeError, match="already open"), workspace.change("Inner"):
                pass
            with pytest.raises(RuntimeError, match="already open"):
                workspace.undo()
        assert [change.label for change in workspace.history()] == ["Outer"]


def test_the_log_stays_quiet_while_it_is_replayed(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "A")
        rename(workspace, application_id, "B")
        rows = fetch(workspace, "select * from change_row")
        workspace.undo()
        workspace.undo()
        workspace.redo()
        assert fetch(workspace, "select * from change_row") == rows
        assert fetch(workspace, "select mode from change_context") == [(None,)]


def test_history_of_one_application_knows_what_hangs_on_it(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        one, other = add_application(workspace, "One"), add_application(workspace, "Other")
        add_note(workspace, one, "x")
        rename(workspace, other, "Another")
        with workspace.change("Meet") as tx:
            interview_id = insert_interview(tx, one)
        with workspace.change("Panel") as tx:
            person = tx.insert("contact", name="Ann", created_at=tx.at)
            tx.insert("interview_panel", interview_id=interview_id, contact_id=person)
        assert [change.label for change in workspace.history(one)] == ["Panel", "Meet", "Note", "Add One"]
        assert [change.label for change in workspace.history(other, limit=1)] == ["Rename to Another"]
        assert len(workspace.history()) == 6


def test_a_change_says_when_it_was(tmp_path: Path) -> None:
    watch = Watch()
    with opened(tmp_path, watch=watch) as workspace:
        add_application(workspace)
        (change,) = workspace.history()
        assert change.at == watch.at
        with pytest.raises(NotFound, match="no change 99"):
            workspace.revert(99)


def test_subscribers_hear_which_rows(tmp_path: Path) -> None:
    told: list[ChangeNotice] = []
    with opened(tmp_path) as workspace:
        stop = workspace.subscribe(told.append)
        application_id = add_application(workspace, "A")
        note_id = add_note(workspace, application_id, "x")
        workspace.undo()
        workspace.redo()
        with workspace.change("Delete") as tx:
            tx.delete("application", application_id)
        stop()
        workspace.undo()
    assert [(notice.label, set(notice.rows or ())) for notice in told] == [
        ("Add A", {("application", application_id)}),
        ("Note", {("note", note_id)}),
        ("Note", {("note", note_id)}),
        ("Note", {("note", note_id)}),
        ("Delete", {("application", application_id), ("note", note_id)}),
    ]
    assert told[-1].touched("note") == frozenset({note_id})
    assert ChangeNotice("", None).touched("note") is None


def test_a_listener_may_start_a_change(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:

        def answer(notice: ChangeNotice) -> None:
            if notice.label == "Add A":
                add_application(workspace, "B")

        workspace.subscribe(answer)
        add_application(workspace, "A")
        assert [change.label for change in workspace.history()] == ["Add B", "Add A"]


def test_another_process_is_noticed_once(tmp_path: Path) -> None:
    told: list[ChangeNotice] = []
    with opened(tmp_path) as workspace, opened(tmp_path) as other:
        workspace.subscribe(told.append)
        assert not workspace.notice_foreign_changes()
        add_application(workspace, "own")
        assert not workspace.notice_foreign_changes()
        add_application(other, "foreign")
        assert workspace.notice_foreign_changes()
        assert not workspace.notice_foreign_changes()
        other.undo()
        add_application(workspace, "own again")
        assert workspace.notice_foreign_changes()
        with connected(tmp_path) as reader:
            reader.execute("select count(*) from application").fetchall()
        assert not workspace.notice_foreign_changes()
    assert [notice.rows is None for notice in told] == [False, True, False, True]
