"""The checklist of a stage: the playbook's items with their ticks, and the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.checklist import ChecklistItem
from netorganizer.domain.clock import parse_utc
from netorganizer.domain.errors import NotFound
from netorganizer.domain.text import clean_line
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import checklists as queries

if TYPE_CHECKING:
    from datetime import datetime

    from netorganizer.domain.application import Application
    from netorganizer.domain.pipeline import Stage
    from netorganizer.services.workspace import Workspace

_OWN = "own-"


def list_checklist(workspace: Workspace, application_id: int, stage: Stage | None = None) -> list[ChecklistItem]:
    """The checklist of an application in a stage (default: where it is): the playbook's items, then own ones."""
    application = workspace.read(application_queries.get_application, application_id)
    stage = stage or application.stage
    stored = workspace.read(queries.list_stored_items, application_id, stage)
    ticked = {item.key: item.ticked_at for item in stored if item.key}
    items = [
        ChecklistItem(check.key, check.text, check.detail, "playbook", _instant(ticked.get(check.key)))
        for check in workspace.playbooks.find(application.playbook).checklist(stage)
    ]
    items += [
        ChecklistItem(f"{_OWN}{item.id}", item.text, "", "own", _instant(item.ticked_at))
        for item in stored
        if item.key is None
    ]
    return items


def _instant(text: str | None) -> datetime | None:
    return parse_utc(text) if text else None


def tick_item(workspace: Workspace, application_id: int, key: str, stage: Stage | None = None) -> None:
    """Tick an item; ticking a ticked one changes nothing."""
    _set_tick(workspace, application_id, key, stage, is_ticked=True)


def untick_item(workspace: Workspace, application_id: int, key: str, stage: Stage | None = None) -> None:
    """Take a tick back; the item stays."""
    _set_tick(workspace, application_id, key, stage, is_ticked=False)


def _set_tick(workspace: Workspace, application_id: int, key: str, stage: Stage | None, *, is_ticked: bool) -> None:
    application = workspace.read(application_queries.get_application, application_id)
    stage = stage or application.stage
    item = _find_item(workspace, application, stage, key)
    if (item.ticked_at is not None) == is_ticked:
        return
    row_id = _stored_id(workspace, application_id, stage, key)
    with workspace.change(f"{'Tick' if is_ticked else 'Untick'} “{item.text}” for {application.name}") as tx:
        ticked_at = tx.at if is_ticked else None
        if row_id is not None:
            tx.update("checklist_item", row_id, ticked_at=ticked_at)
        else:
            tx.insert("checklist_item", application_id=application_id, stage=stage, key=key, ticked_at=ticked_at)


def _find_item(workspace: Workspace, application: Application, stage: Stage, key: str) -> ChecklistItem:
    items = list_checklist(workspace, application.id, stage)
    for item in items:
        if item.key == key:
            return item
    known = ", ".join(item.key for item in items) or "none"
    raise NotFound(f"The checklist of {application.name} has no item “{key}” in this stage. Its items: {known}.")


def _stored_id(workspace: Workspace, application_id: int, stage: Stage, key: str) -> int | None:
    if key.startswith(_OWN):
        return int(key.removeprefix(_OWN))
    stored = workspace.read(queries.list_stored_items, application_id, stage)
    return next((item.id for item in stored if item.key == key), None)


def add_item(workspace: Workspace, application_id: int, text: str, stage: Stage | None = None) -> str:
    """Add an own item to the bottom of the checklist and return its key."""
    application = workspace.read(application_queries.get_application, application_id)
    stage = stage or application.stage
    text = clean_line(text, "checklist item")
    position = len(workspace.read(queries.list_stored_items, application_id, stage))
    with workspace.change(f"Add “{text}” to the checklist of {application.name}") as tx:
        row_id = tx.insert("checklist_item", application_id=application_id, stage=stage, text=text, position=position)
    return f"{_OWN}{row_id}"
