"""A document kept in the store: a resume, a posting, a letter."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Document:
    """One document without its content. ``kind``: resume, posting, letter or other; ``added_at`` is UTC."""

    id: int
    application_id: int
    kind: str
    name: str
    label: str
    media_type: str
    size_bytes: int
    added_at: datetime
