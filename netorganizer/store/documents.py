"""The contents of documents: kept once each, under the hash of their bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection


def keep_content(connection: Connection, content: bytes) -> str:
    """Inside a quiet transaction: keep these bytes and return the hash they are found by. Twice keeps them once."""
    content_hash = hashlib.sha256(content).hexdigest()
    connection.execute(
        "insert into document_content (content_hash, content) values (?, ?) on conflict do nothing",
        (content_hash, content),
    )
    return content_hash
