"""Offers on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.store.queries import offers as queries

if TYPE_CHECKING:
    from netorganizer.domain.offer import Offer
    from netorganizer.services.workspace import Workspace


def list_offers(workspace: Workspace, application_id: int) -> list[Offer]:
    """The offers of an application, oldest first."""
    return workspace.read(queries.list_offers, application_id)
