"""Free text a person keeps with an application."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Note:
    """Free text on an application; instants are UTC."""

    id: int
    application_id: int
    body: str
    created_at: datetime
    updated_at: datetime
