"""A search told as data: the files under ``samples/``, read strictly, and its steps in the order they happened."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from netorganizer import assets
from netorganizer.domain.clock import Clock, find_zone, resolve_local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from netorganizer.services.workspace import Workspace

Value = TypeVar("Value")


class Entry:
    """One table of a sample file. What is missing, of the wrong kind or never read is a fault of the file."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def __contains__(self, key: str) -> bool:
        """Whether ``key`` is there and was not read yet."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required without a default."""
        return self._take(key, str, default)

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        return self._take(key, int, default)

    def optional_whole(self, key: str) -> int | None:
        """A whole number, or ``None`` where there is none."""
        return self.whole(key) if key in self else None

    def optional_day(self, key: str) -> date | None:
        """A day, or ``None`` where there is none."""
        return self._take(key, date, None) if key in self else None

    def moment(self, key: str, zone: ZoneInfo) -> datetime:
        """The instant of a local time in ``zone``."""
        return resolve_local(self._take(key, datetime, None), zone)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when absent."""
        return tuple(str(each) for each in self._take(key, list, []))

    def table(self, key: str) -> Entry:
        """A table within this one."""
        return Entry(self._take(key, dict, None))

    def entries(self, key: str) -> tuple[Entry, ...]:
        """A list of tables; empty when absent."""
        return tuple(Entry(each) for each in self._take(key, list, []))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of texts; empty when absent."""
        return tuple((name, str(each)) for name, each in self._take(key, dict, {}).items())

    def finish(self) -> None:
        """Raise ValueError when something in the table was never asked for: a typing error."""
        if self._values:
            raise ValueError(f"nobody reads {', '.join(self._values)}")

    def _take(self, key: str, kind: type[Value], default: Value | None) -> Value:
        value = self._values.pop(key, default)
        if not isinstance(value, kind) or type(value) is not kind:  # a moment is a day to isinstance
            raise ValueError(f"{key} must be {kind.__name__}, not {value!r}")
        return value


def read_sample(name: str) -> Entry:
    """The sample file of this name."""
    return Entry(tomllib.loads(assets.read_text(f"samples/{name}.toml")))


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened: ``verb`` says what, ``application`` to which (empty: to none)."""

    at: datetime
    application: str
    verb: str
    entry: Entry


def read_steps(file: Entry, zone: ZoneInfo) -> list[Step]:
    """The steps of a file in its own order: of its applications, each of which starts by being added, and others."""
    steps = []
    for application in file.entries("applications"):
        key, told = application.text("key"), application.entries("steps")
        steps.append(Step(application.moment("added", zone), key, "add", application))
        steps += [_read_step(each, key, zone) for each in told]
    return steps + [_read_step(each, "", zone) for each in file.entries("steps")]


def _read_step(entry: Entry, application: str, zone: ZoneInfo) -> Step:
    return Step(entry.moment("at", zone), application, entry.text("do"), entry)


class WalkingWatch:
    """A watch that is set by hand: every change is written with the moment it happened."""

    def __init__(self, zone_name: str) -> None:
        self.at = datetime.min.replace(tzinfo=UTC)
        self.clock = Clock(lambda: self.at, find_zone(zone_name).key)


@dataclass(slots=True)
class Retelling:
    """A diary while it is being retold into a workspace that goes by ``watch``.

    ``application_ids``, ``interview_ids`` and ``story_ids`` lead from the diary's keys to the rows;
    ``texts`` are the documents it can put in.
    """

    workspace: Workspace
    watch: WalkingWatch
    texts: Mapping[str, str]
    application: str = ""
    application_ids: dict[str, int] = field(default_factory=dict)
    interview_ids: dict[str, int] = field(default_factory=dict)
    story_ids: dict[str, int] = field(default_factory=dict)

    @property
    def application_id(self) -> int:
        """The application that the step is about."""
        return self.application_ids[self.application]

    @property
    def zone(self) -> ZoneInfo:
        """Where the diary's writer is."""
        return self.watch.clock.zone
