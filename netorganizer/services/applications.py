"""Adding, editing and throwing away applications, their tags and their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from netorganizer.domain.errors import NotFound
from netorganizer.domain.pipeline import RoleGroup, Stage, WhoseMove, guess_role_group
from netorganizer.domain.text import clean_line, clean_text
from netorganizer.services.board import first_step_key
from netorganizer.store.queries import applications as queries
from netorganizer.store.queries import board as board_queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netorganizer.domain.application import Application
    from netorganizer.domain.note import Note
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.transaction import Transaction, Value


class ApplicationFields(TypedDict, total=False):
    """What can be set on an application. ``None`` for a day clears it."""

    company: str
    role: str
    playbook: str
    role_group: RoleGroup
    url: str
    location: str
    source: str
    applied_on: date | None
    whose_move: WhoseMove
    next_action: str
    next_on: date | None
    starred: bool
    on_hold: bool
    needs_sponsorship: bool


def get_application(workspace: Workspace, application_id: int) -> Application:
    """The application with this id, live or closed; :class:`NotFound` otherwise."""
    return workspace.read(queries.get_application, application_id)


def list_applications(
    workspace: Workspace, *, live: bool = True, closed: bool = False, stage: Stage | None = None
) -> list[Application]:
    """Applications column by column, top to bottom."""
    return workspace.read(queries.list_applications, live=live, closed=closed, stage=stage)


def find_duplicates(workspace: Workspace, company: str, role: str) -> list[int]:
    """Ids of live applications for likely the same role at the same company."""
    return workspace.read(queries.list_duplicates, company, role)


def add_application(
    workspace: Workspace, stage: Stage = Stage.SAVED, note: str = "", **fields: Unpack[ApplicationFields]
) -> int:
    """Add an application at the bottom of its column and return its id.

    ``company`` and ``role`` are needed. The playbook is found by the company's name, the role group guessed from
    the role's words, unless given.
    """
    values = _clean(workspace, fields)
    company, role = str(values["company"]), str(values["role"])
    with workspace.change(f"Add {company}, {role}") as tx:
        return insert_application(workspace, tx, stage, note, values)


def insert_application(workspace: Workspace, tx: Transaction, stage: Stage, note: str, values: dict[str, Value]) -> int:
    """Inside a change: the row of a new application with cleaned ``values``."""
    company, role = str(values["company"]), str(values["role"])
    values.setdefault("playbook", workspace.playbooks.for_company(company).key)
    values.setdefault("role_group", guess_role_group(role))
    application_id = tx.insert(
        "application",
        stage=stage,
        step=first_step_key(workspace, str(values["playbook"]), stage),
        rank=tx.read(board_queries.rank_at_bottom, stage),
        created_at=tx.at,
        stage_since=tx.at,
        **values,
    )
    if note:
        _insert_note(tx, application_id, clean_text(note))
    return application_id


def edit_application(
    workspace: Workspace, application_id: int, note: str = "", **fields: Unpack[ApplicationFields]
) -> None:
    """Set the given fields and add a note if there is one; the label names the application."""
    application = get_application(workspace, application_id)
    values = _clean(workspace, fields)
    if "playbook" in values and values["playbook"] != application.playbook:
        values["step"] = first_step_key(workspace, str(values["playbook"]), application.stage)
    with workspace.change(_edit_label(application, fields)) as tx:
        if values:
            tx.update("application", application_id, **values)
        if note:
            _insert_note(tx, application_id, clean_text(note))


def star_applications(workspace: Workspace, ids: Sequence[int], *, starred: bool) -> None:
    """Star applications, or take their stars off, as one change; those that are so already stay as they are."""
    found = [get_application(workspace, id_) for id_ in ids]
    changing = [application for application in found if application.starred is not starred]
    if changing:
        what = changing[0].name if len(changing) == 1 else f"{len(changing)} applications"
        with workspace.change(f"{'Star' if starred else 'Unstar'} {what}") as tx:
            for application in changing:
                tx.update("application", application.id, starred=starred)


def _edit_label(application: Application, fields: ApplicationFields) -> str:
    verb = "Edit"
    if set(fields) == {"starred"}:
        verb = "Star" if fields["starred"] else "Unstar"
    elif set(fields) == {"on_hold"}:
        verb = "Put on hold:" if fields["on_hold"] else "Take off hold:"
    return f"{verb} {application.name}"


def _clean(workspace: Workspace, fields: ApplicationFields) -> dict[str, Value]:
    values: dict[str, Value] = dict(fields)  # type: ignore[arg-type]  # a TypedDict's values are objects to mypy
    for name, what in (("company", "company"), ("role", "role")):
        if name in values:
            values[name] = clean_line(str(values[name]), what)
    for name in ("url", "location", "source", "next_action"):
        if name in values:
            values[name] = clean_text(str(values[name])).strip()
    if "playbook" in values:
        values["playbook"] = workspace.playbooks.get(str(values["playbook"])).key
    return values


def trash_applications(workspace: Workspace, ids: Sequence[int]) -> None:
    """Put applications, live or closed, into the trash, from where they come back to their place."""
    doomed = [get_application(workspace, id_) for id_ in ids]
    what = doomed[0].name if len(doomed) == 1 else f"{len(doomed)} applications"
    with workspace.change(f"Move {what} to the trash") as tx:
        for application in doomed:
            tx.update("application", application.id, trashed_at=tx.at)


def add_tag(workspace: Workspace, application_id: int, tag: str) -> None:
    """Tag an application; a tag it has already changes nothing."""
    application = get_application(workspace, application_id)
    tag = clean_line(tag.lstrip("# "), "tag")
    if tag not in application.tags:
        with workspace.change(f"Tag {application.name} with {tag}") as tx:
            tx.insert("application_tag", application_id=application_id, tag=tag)


def remove_tag(workspace: Workspace, application_id: int, tag: str) -> None:
    """Take a tag off; :class:`NotFound` when it is not there."""
    application = get_application(workspace, application_id)
    row_id = workspace.read(queries.find_tag, application_id, tag.lstrip("#"))
    if row_id is None:
        raise NotFound(f"{application.name} has no tag “{tag}”.")
    with workspace.change(f"Untag {application.name}") as tx:
        tx.delete("application_tag", row_id)


def list_notes(workspace: Workspace, application_id: int) -> list[Note]:
    """An application's notes, newest first."""
    return workspace.read(queries.list_notes, application_id)


def add_note(workspace: Workspace, application_id: int, body: str) -> int:
    """Add a note, kept exactly, and return its id."""
    application = get_application(workspace, application_id)
    cleaned = clean_text(body)
    with workspace.change(f"Note on {application.name}") as tx:
        return _insert_note(tx, application_id, cleaned)


def _insert_note(tx: Transaction, application_id: int, body: str) -> int:
    return tx.insert("note", application_id=application_id, body=body, created_at=tx.at, updated_at=tx.at)


def edit_note(workspace: Workspace, note_id: int, body: str) -> None:
    """Replace a note's text; the same text changes nothing."""
    note = workspace.read(queries.get_note, note_id)
    application = get_application(workspace, note.application_id)
    cleaned = clean_text(body)
    if cleaned != note.body:
        with workspace.change(f"Edit note on {application.name}") as tx:
            tx.update("note", note_id, body=cleaned, updated_at=tx.at)


def trash_note(workspace: Workspace, note_id: int) -> None:
    """Put a note into the trash."""
    note = workspace.read(queries.get_note, note_id)
    application = get_application(workspace, note.application_id)
    with workspace.change(f"Move a note on {application.name} to the trash") as tx:
        tx.update("note", note_id, trashed_at=tx.at)
