"""What is typed into the interview form and not kept yet, so that it can wait while something else is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from netorganizer.domain.pipeline import Stage


@dataclass(frozen=True, slots=True)
class InterviewDraft:
    """The fields as they stand, readable or not. ``chosen``: the instant, where the person picked a reading."""

    title: str
    stage: Stage
    day: str
    time: str
    zone: str
    minutes: int
    round: int
    panel: str
    link: str
    place: str
    chosen: datetime | None = field(compare=False)
