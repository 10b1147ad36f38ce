"""The checklist of a stage: the playbook's items and the person's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line. ``key`` is the playbook's id, or ``own-<id>``; ``detail`` explains a playbook item."""

    key: str
    text: str
    detail: str
    source: Literal["playbook", "own"]
    ticked_at: datetime | None
