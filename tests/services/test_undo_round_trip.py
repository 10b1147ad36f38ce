"""Every service that changes something gives it back by undo, exactly, and does it again by redo, exactly.

The services are found by walking the modules: one that writes and has no example here fails the test.
"""

import ast
import contextlib
import pkgutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk import STARTED_AT, Desk, dump, furnish, open_desk

import netorganizer.services
from netorganizer.domain.errors import Invalid, NotFound
from netorganizer.domain.pipeline import Channel, Direction, InterviewStatus, Outcome, Relationship, Slot, Stage
from netorganizer.services import (
    applications,
    board,
    calendars,
    checklists,
    contacts,
    interviews,
    onsite,
    playbooks,
    trash,
)
from netorganizer.services.workspace import Workspace

FIRST_DAY = date(2027, 3, 15)

Act = Callable[[Workspace, Desk], object]


def plan_and_book(workspace: Workspace, desk: Desk) -> None:
    plan = onsite.plan_onsite(workspace, desk.onsite, FIRST_DAY, zone="America/Los_Angeles")
    onsite.apply_plan(workspace, desk.onsite, plan, "America/Los_Angeles")


def log_with_promise(workspace: Workspace, desk: Desk) -> None:
    contacts.log_activity(
        workspace,
        desk.person,
        Channel.EMAIL,
        Direction.OUT,
        "Asked 👋",
        application_id=desk.saved,
        due_on=date(2026, 12, 1),
    )


def edit_everything(workspace: Workspace, desk: Desk) -> None:
    interviews.edit_interview(
        workspace,
        desk.interview,
        title="System design",
        minutes=60,
        zone="Asia/Tokyo",
        panel=["Cy Dee", "Ann Lee", "Bo Chen"],
        link="https://meet.test/1",
        place="Room 1",
        round=2,
        stage=Stage.ONSITE,
        status=InterviewStatus.DONE,
    )


def import_own_playbook(workspace: Workspace, _desk: Desk) -> None:
    own = workspace.home.folder / "initech.toml"
    own.write_text(workspace.playbooks.texts["netflix"].replace("'netflix'", "'initech'", 1), "utf-8")
    playbooks.import_playbook(workspace, str(own))


# One at least for each service; the name after the colon tells several apart.
UNDOABLE: dict[str, Act] = {
    "applications.add_application": lambda w, _: applications.add_application(
        w, Stage.ONSITE, "first\nnote", company="Netflix", role="ML Engineer", starred=True, next_on=FIRST_DAY
    ),
    "applications.edit_application": lambda w, d: applications.edit_application(
        w, d.saved, company="Initech", playbook="generic", applied_on=FIRST_DAY, on_hold=True
    ),
    "applications.edit_application:with a note": lambda w, d: applications.edit_application(w, d.saved, "why", url="x"),
    "applications.trash_applications": lambda w, d: applications.trash_applications(
        w, [d.saved, d.technical, d.closed]
    ),
    "applications.star_applications": lambda w, d: applications.star_applications(
        w, [d.saved, d.technical], starred=True
    ),
    "applications.add_tag": lambda w, d: applications.add_tag(w, d.saved, "#dream"),
    "applications.remove_tag": lambda w, d: applications.remove_tag(w, d.technical, "remote"),
    "applications.add_note": lambda w, d: applications.add_note(w, d.closed, "מכתב 面接"),
    "applications.edit_note": lambda w, d: applications.edit_note(w, d.note, "They left Kafka"),
    "applications.trash_note": lambda w, d: applications.trash_note(w, d.note),
    "board.move_application": lambda w, d: board.move_application(w, d.saved, Stage.TECHNICAL_SCREEN, d.technical),
    "board.move_applications": lambda w, d: board.move_applications(
        w, [d.onsite, d.saved], Slot(Stage.TECHNICAL_SCREEN, d.technical)
    ),
    "board.move_applications:within a column": lambda w, d: board.move_applications(
        w, [d.technical], Slot(Stage.TECHNICAL_SCREEN)
    ),
    "board.close_applications": lambda w, d: board.close_applications(
        w, [d.saved, d.technical], Outcome.WITHDRAWN, "pay"
    ),
    "board.reopen_applications": lambda w, d: board.reopen_applications(w, [d.closed]),
    "board.reopen_applications:elsewhere": lambda w, d: board.reopen_applications(
        w, [d.closed], Slot(Stage.SAVED, d.saved)
    ),
    "checklists.tick_item": lambda w, d: checklists.tick_item(
        w, d.onsite, checklists.list_checklist(w, d.onsite)[0].key
    ),
    "checklists.untick_item": lambda w, d: checklists.untick_item(w, d.technical, d.own_item),
    "checklists.add_item": lambda w, d: checklists.add_item(w, d.technical, "Sleep", Stage.ONSITE),
    "contacts.add_contact": lambda w, d: contacts.add_contact(
        w,
        "Di",
        relationship=Relationship.PEER,
        emails=["a@x.test", "b@x.test"],
        phones=["+1 555 0100"],
        zone="Asia/Tokyo",
        application_id=d.saved,
    ),
    "contacts.log_activity": log_with_promise,
    "contacts.finish_follow_up": lambda w, d: contacts.finish_follow_up(w, d.follow_up),
    "contacts.retire_follow_up": lambda w, d: contacts.retire_follow_up(w, d.follow_up),
    "contacts.snooze_follow_up": lambda w, d: contacts.snooze_follow_up(w, d.follow_up, FIRST_DAY),
    "interviews.add_interview": lambda w, d: interviews.add_interview(
        w,
        d.saved,
        title="Call",
        starts_at=STARTED_AT + timedelta(days=9),
        zone="UTC",
        minutes=30,
        panel=["New Person", "Bo Chen"],
    ),
    "interviews.edit_interview": edit_everything,
    "interviews.move_interview": lambda w, d: interviews.move_interview(
        w, d.interview, STARTED_AT + timedelta(days=8), "Europe/Berlin", 90
    ),
    "interviews.confirm_interview": lambda w, d: interviews.confirm_interview(w, d.tentative),
    "interviews.cancel_interview": lambda w, d: interviews.cancel_interview(w, d.interview),
    "interviews.trash_interview": lambda w, d: interviews.trash_interview(w, d.interview),
    "onsite.apply_plan": plan_and_book,
    "playbooks.import_playbook": import_own_playbook,
    "trash.restore_item": lambda w, d: trash.restore_item(w, "application", d.trashed),
    "trash.restore_items": lambda w, d: trash.restore_items(w, [("application", d.trashed)]),
}

# These write what only ever grows or is gone for good; they leave nothing to undo.
FINAL: dict[str, Act] = {
    "calendars.export_calendar": lambda w, d: calendars.export_calendar(
        w, calendars.CalendarSelection(application_id=d.technical), str(w.home.folder / "out.ics")
    ),
    "trash.empty_trash": lambda w, _: trash.empty_trash(w),
    "trash.drop_old_trash": lambda w, _: trash.drop_old_trash(w),
}

# These fill a home that was never used, from a store made aside: there is no before to go back to.
INTO_A_NEW_HOME = {"sample.fill_random", "sample.fill_reference"}

WRITING = {"change", "write_growing", "undo", "redo", "revert"}


def find_writing_services() -> set[str]:
    """Public functions of the services that take a workspace and reach one of its writing verbs, however deep."""
    calls: dict[str, set[str]] = {}
    public = set()
    for module in pkgutil.iter_modules(netorganizer.services.__path__):
        path = Path(netorganizer.services.__path__[0]) / f"{module.name}.py"
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                name = f"{module.name}.{node.name}"
                calls[name] = {called for inner in ast.walk(node) if (called := called_name(inner))}
                taken = [argument.annotation for argument in node.args.args[:1]]
                is_public = not node.name.startswith("_")
                if is_public and taken and isinstance(taken[0], ast.Name) and taken[0].id == "Workspace":
                    public.add(name)
    writing = {name for name, called in calls.items() if called & WRITING}
    while True:
        names = {name.partition(".")[2] for name in writing}
        reached = {name for name, called in calls.items() if called & names} - writing
        if not reached:
            return writing & public
        writing |= reached


def called_name(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute):
        is_of_workspace = isinstance(node.func.value, ast.Name) and node.func.value.id == "workspace"
        return node.func.attr if is_of_workspace or node.func.attr not in WRITING else None
    return node.func.id if isinstance(node.func, ast.Name) else None


def test_every_writing_service_has_an_example_here() -> None:
    examples = {name.partition(":")[0] for name in (*UNDOABLE, *FINAL)}
    assert find_writing_services() - INTO_A_NEW_HOME == examples


@pytest.mark.parametrize("act", UNDOABLE.values(), ids=UNDOABLE.keys())
def test_undo_gives_back_and_redo_does_again(workspace: Workspace, desk: Desk, act: Act) -> None:
    before, changes = dump(workspace), len(workspace.history())
    act(workspace, desk)
    after = dump(workspace)
    assert after != before
    assert len(workspace.history()) == changes + 1, "one step for the person is one change"
    for _ in range(2):
        workspace.undo()
        assert dump(workspace) == before
        workspace.redo()
        assert dump(workspace) == after
    change = workspace.history()[0]
    workspace.revert(change.id)
    assert dump(workspace) == before
    workspace.undo()
    assert dump(workspace) == after


@pytest.mark.parametrize("act", UNDOABLE.values(), ids=UNDOABLE.keys())
def test_doing_it_twice_undoes_twice(workspace: Workspace, desk: Desk, act: Act) -> None:
    """The second time may change nothing, or be refused; it must never spoil the first undo."""
    before = dump(workspace)
    changes = len(workspace.history())
    act(workspace, desk)
    with contextlib.suppress(Invalid, NotFound):
        act(workspace, desk)
    while len([change for change in workspace.history() if not change.undone]) > changes:
        workspace.undo()
    assert dump(workspace) == before


def test_all_of_it_undoes_to_nothing_tomorrow_and_comes_back(tmp_path: Path) -> None:
    workspace = open_desk(tmp_path)
    states = [dump(workspace)]
    desk = furnish(workspace)
    for name, act in UNDOABLE.items():
        if not name.startswith("applications.trash"):
            with contextlib.suppress(Invalid, NotFound):  # an earlier one may have used up what this one needs
                act(workspace, desk)
    full, count = dump(workspace), len(workspace.history())
    workspace.close()
    workspace = open_desk(tmp_path)
    for _ in range(count):
        workspace.undo()
    assert dump(workspace) == states[0]
    assert not any(states[0].values())
    workspace.close()
    workspace = open_desk(tmp_path)
    for _ in range(count):
        workspace.redo()
    assert dump(workspace) == full
    workspace.close()


@pytest.mark.parametrize("act", FINAL.values(), ids=FINAL.keys())
def test_what_is_final_leaves_nothing_to_undo(workspace: Workspace, desk: Desk, act: Act) -> None:
    before = {name: rows for name, rows in dump(workspace).items() if name != "application"}
    newest = workspace.history()[0]
    act(workspace, desk)
    assert {name: rows for name, rows in dump(workspace).items() if name != "application"} == before
    assert workspace.history()[0] == newest
