"""Documents kept with an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.store.queries import offers as queries

if TYPE_CHECKING:
    from netorganizer.domain.document import Document
    from netorganizer.services.workspace import Workspace


def list_documents(workspace: Workspace, application_id: int) -> list[Document]:
    """The documents of an application, oldest first, without their contents."""
    return workspace.read(queries.list_documents, application_id)
