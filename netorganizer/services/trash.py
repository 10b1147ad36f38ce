"""The trash: 30 days in which everything can come back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from netorganizer.domain.clock import format_utc
from netorganizer.domain.errors import NotFound
from netorganizer.store.queries import trash as queries

if TYPE_CHECKING:
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.queries.trash import TrashedItem
    from netorganizer.store.tables import TableName

KEPT_DAYS = 30


def list_trash(workspace: Workspace) -> list[TrashedItem]:
    """What lies in the trash, newest first."""
    return workspace.read(queries.list_trash)


def restore_item(workspace: Workspace, kind: str, item_id: int) -> None:
    """Take one thing out of the trash, back to where it was; :class:`NotFound` when it is not in there."""
    for item in list_trash(workspace):
        if (item.kind, item.id) == (kind, item_id):
            title = " ".join(item.title.split())  # a note's first words may have line breaks
            with workspace.change(f"Restore {title} from the trash") as tx:
                tx.update(cast("TableName", kind), item_id, trashed_at=None)
            return
    raise NotFound(f"There is no {kind} {item_id} in the trash. “netorganizer trash list” shows what is.")


def empty_trash(workspace: Workspace) -> int:
    """Delete everything in the trash for good, out of the history too; returns how many things."""
    count = workspace.write_growing(queries.empty_trash)
    workspace.rewrite_file()
    return count


def drop_old_trash(workspace: Workspace) -> int:
    """Delete for good what has lain in the trash for over 30 days."""
    limit = format_utc(workspace.clock.now() - timedelta(days=KEPT_DAYS))
    if not any(item.trashed_at < limit for item in list_trash(workspace)):
        return 0
    count = workspace.write_growing(queries.empty_trash, limit)
    workspace.rewrite_file()
    return count
