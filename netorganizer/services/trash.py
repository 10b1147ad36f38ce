"""The trash: 30 days in which everything can come back."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from netorganizer.domain.clock import format_utc
from netorganizer.domain.errors import NotFound, StoreUnavailable
from netorganizer.store.queries import trash as queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netorganizer.services.workspace import Workspace
    from netorganizer.store.queries.trash import TrashedItem
    from netorganizer.store.tables import TableName

KEPT_DAYS = 30


def list_trash(workspace: Workspace) -> list[TrashedItem]:
    """What lies in the trash, newest first."""
    return workspace.read(queries.list_trash)


def restore_item(workspace: Workspace, kind: str, item_id: int) -> None:
    """Take one thing out of the trash, back to where it was; :class:`NotFound` when it is not in there."""
    restore_items(workspace, [(kind, item_id)])


def restore_items(workspace: Workspace, items: Sequence[tuple[str, int]]) -> None:
    """Take things, each a kind and an id, out of the trash as one change; :class:`NotFound` if one is not in there."""
    lying = {(item.kind, item.id): item for item in list_trash(workspace)}
    for kind, item_id in items:
        if (kind, item_id) not in lying:
            raise NotFound(f"There is no {kind} {item_id} in the trash. “netorganizer trash list” shows what is.")
    if not items:
        return
    # A note's first words may have line breaks.
    what = " ".join(lying[items[0]].title.split()) if len(items) == 1 else f"{len(items)} things"
    with workspace.change(f"Restore {what} from the trash") as tx:
        for kind, item_id in items:
            tx.update(cast("TableName", kind), item_id, trashed_at=None)


def empty_trash(workspace: Workspace) -> int:
    """Delete everything in the trash for good, out of the history too; returns how many things."""
    return _delete(workspace, None)


def drop_old_trash(workspace: Workspace) -> int:
    """Delete for good what has lain in the trash for over 30 days."""
    limit = format_utc(workspace.clock.now() - timedelta(days=KEPT_DAYS))
    if not any(item.trashed_at < limit for item in list_trash(workspace)):
        return 0
    return _delete(workspace, limit)


def _delete(workspace: Workspace, before: str | None) -> int:
    count = workspace.write_growing(queries.empty_trash, before)
    # It is gone either way; a full disk only keeps the freed space from being given back now.
    with suppress(StoreUnavailable):
        workspace.rewrite_file()
    return count
