"""Calendar entries: their SEQUENCE only ever rises, and what was exported leaves a tombstone when it goes."""

from datetime import timedelta
from pathlib import Path

import pytest
from store_tools import STARTED_AT, Watch, add_application, fetch, insert_interview, opened, rename

from netorganizer.domain.clock import format_utc
from netorganizer.services.trash import empty_trash
from netorganizer.services.workspace import Workspace
from netorganizer.store.queries.interviews import list_interviews, list_tombstones, mark_exported
from netorganizer.store.transaction import Value


def add_interview(workspace: Workspace, application_id: int, title: str = "Screen") -> int:
    with workspace.change("Add interview") as tx:
        return insert_interview(tx, application_id, title)


def edit(workspace: Workspace, interview_id: int, **values: Value) -> None:
    with workspace.change("Edit interview") as tx:
        tx.update("interview", interview_id, **values)


def entry(workspace: Workspace, interview_id: int) -> tuple[int, str]:
    sequence, modified_at = fetch(
        workspace, "select sequence, modified_at from calendar_entry where interview_id = ?", interview_id
    )[0]
    return int(str(sequence)), str(modified_at)


def export(workspace: Workspace) -> None:
    workspace.write_growing(mark_exported, workspace.read(list_interviews), workspace.clock.now())


def test_a_new_entry_starts_at_nought(tmp_path: Path) -> None:
    watch = Watch()
    with opened(tmp_path, watch=watch) as workspace:
        interview_id = add_interview(workspace, add_application(workspace))
        assert entry(workspace, interview_id) == (0, format_utc(watch.at))


SHOWN: dict[str, Value] = {
    "stage": "technical_screen",
    "round": 2,
    "title": "System design",
    "starts_at": STARTED_AT + timedelta(days=8),
    "zone": "America/Los_Angeles",
    "minutes": 60,
    "link": "https://meet.test/1",
    "place": "Room 1",
    "status": "cancelled",
    "trashed_at": STARTED_AT,
}


@pytest.mark.parametrize("column", SHOWN)
def test_what_a_calendar_shows_raises_the_sequence_in_every_direction(tmp_path: Path, column: str) -> None:
    with opened(tmp_path) as workspace:
        interview_id = add_interview(workspace, add_application(workspace))
        edit(workspace, interview_id, **{column: SHOWN[column]})
        seen = [(0, ""), entry(workspace, interview_id)]
        change = workspace.history()[0]
        for step in (workspace.undo, workspace.redo, lambda: workspace.revert(change.id), workspace.undo):
            step()
            seen.append(entry(workspace, interview_id))
        assert seen == sorted(set(seen)), "strictly rising"
        assert len({sequence for sequence, _ in seen}) == len(seen)


def test_adding_undone_and_redone_rises_too(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        interview_id = add_interview(workspace, add_application(workspace))
        seen = [entry(workspace, interview_id)[0]]
        for step in (workspace.undo, workspace.redo, workspace.undo, workspace.redo):
            step()
            seen.append(entry(workspace, interview_id)[0])
        assert seen == [0, 1, 2, 3, 4]


def test_the_trash_of_an_application_raises_its_interviews(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        interview_id = add_interview(workspace, application_id)
        for moment in (STARTED_AT, None):
            with workspace.change("Trash or restore") as tx:
                tx.update("application", application_id, trashed_at=moment)
        workspace.undo()
        assert entry(workspace, interview_id)[0] == 3


def test_what_no_calendar_shows_raises_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        interview_id = add_interview(workspace, application_id)
        before = entry(workspace, interview_id)
        edit(workspace, interview_id, is_locked=True, went="well", debrief="fine", title="Screen")
        rename(workspace, application_id, "Not exported yet")
        with workspace.change("Star") as tx:
            tx.update("application", application_id, starred=True)
        assert entry(workspace, interview_id) == before


def test_names_and_people_raise_what_was_exported_once(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        interview_id = add_interview(workspace, application_id)
        export(workspace)
        rename(workspace, application_id, "Globex")
        assert entry(workspace, interview_id)[0] == 1
        rename(workspace, application_id, "Hooli")
        assert entry(workspace, interview_id)[0] == 1
        export(workspace)
        with workspace.change("Panel") as tx:
            ann = tx.insert("contact", name="Ann", created_at=tx.at)
            seat = tx.insert("interview_panel", interview_id=interview_id, contact_id=ann)
        assert entry(workspace, interview_id)[0] == 2
        export(workspace)
        with workspace.change("No panel") as tx:
            tx.delete("interview_panel", seat)
        assert entry(workspace, interview_id)[0] == 3


def test_the_stamp_never_goes_back_with_the_machines_clock(tmp_path: Path) -> None:
    watch = Watch()
    with opened(tmp_path, watch=watch) as workspace:
        interview_id = add_interview(workspace, add_application(workspace))
        _, stamp = entry(workspace, interview_id)
        watch.at -= timedelta(days=300)
        edit(workspace, interview_id, place="Room 2")
        assert entry(workspace, interview_id) == (1, stamp)
        workspace.undo()
        assert entry(workspace, interview_id) == (2, stamp)


def test_an_unexported_interview_leaves_no_tombstone(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        interview_id = add_interview(workspace, application_id)
        for moment in (STARTED_AT, None):
            edit(workspace, interview_id, trashed_at=moment)
            assert workspace.read(list_tombstones) == []
        workspace.undo()
        workspace.undo()
        workspace.undo()
        assert workspace.read(list_tombstones) == []
        assert workspace.read(list_interviews) == []


def test_an_exported_interview_that_goes_leaves_a_tombstone_until_it_is_back(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace, "Initech")
        interview_id = add_interview(workspace, application_id)
        export(workspace)
        assert workspace.read(list_tombstones) == []
        workspace.undo()
        (stone,) = workspace.read(list_tombstones)
        assert (stone.uid, stone.title, stone.company, stone.sequence) == ("Screen-1@test", "Screen", "Initech", 1)
        assert (stone.starts_at, stone.zone, stone.minutes) == (STARTED_AT + timedelta(days=7), "Europe/Berlin", 45)
        assert workspace.read(list_tombstones, application_id) == [stone]
        assert workspace.read(list_tombstones, application_id + 1) == []
        workspace.redo()
        assert workspace.read(list_tombstones) == []
        (back,) = workspace.read(list_interviews)
        assert (back.uid, back.sequence) == (stone.uid, 2)
        edit(workspace, interview_id, trashed_at=STARTED_AT)
        assert [stone.sequence for stone in workspace.read(list_tombstones)] == [3]
        workspace.undo()
        with workspace.change("Trash the application") as tx:
            tx.update("application", application_id, trashed_at=tx.at)
        assert [stone.sequence for stone in workspace.read(list_tombstones)] == [5]


def test_a_tombstone_outlives_the_trash(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        application_id = add_application(workspace)
        exported, unexported = add_interview(workspace, application_id), 0
        export(workspace)
        unexported = add_interview(workspace, application_id, "Never exported")
        with workspace.change("Trash the application") as tx:
            tx.update("application", application_id, trashed_at=tx.at)
        empty_trash(workspace)
        assert [stone.title for stone in workspace.read(list_tombstones)] == ["Screen"]
        assert fetch(workspace, "select interview_id from calendar_entry") == [(exported,)]
        assert unexported > exported


def test_a_tombstone_tells_what_was_exported_last(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        interview_id = add_interview(workspace, add_application(workspace))
        export(workspace)
        edit(workspace, interview_id, title="Renamed since", trashed_at=STARTED_AT)
        assert [stone.title for stone in workspace.read(list_tombstones)] == ["Screen"]
