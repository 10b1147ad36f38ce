"""One call of the command line: where the person's things are, what time it is, and what was asked for."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netorganizer.domain.clock import Clock, find_zone, make_clock, parse_time
from netorganizer.domain.errors import FileRefused, Invalid, NotFound, Refusal
from netorganizer.paths import Home, find_home
from netorganizer.services.files import STANDARD_STREAM, load_text
from netorganizer.services.settings import Settings, load_settings

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from datetime import datetime

    from netorganizer.services.workspace import Workspace

# The sample search has fixed dates, so it is always this day in it (design: the reference user).
SAMPLE_NOW = "2026-03-04T10:00+01:00"
SAMPLE_ZONE = "Europe/Berlin"


@dataclass(slots=True)
class Session:
    """What a command works with. ``remarks`` are told on standard error, once the command has done its work."""

    arguments: Namespace
    home: Home
    clock: Clock
    remarks: list[str] = field(default_factory=list)
    _workspace: Workspace | None = None

    @property
    def workspace(self) -> Workspace:
        """The store, opened at first use."""
        if self._workspace is None:
            from netorganizer.services.workspace import open_workspace

            if is_said(self.arguments, "sample") and self.arguments.command != "sample":
                from netorganizer.services.sample import ensure_sample

                ensure_sample(self.home, self.clock)
            self._workspace = open_workspace(self.home, self.clock)
        return self._workspace

    @property
    def shows_money(self) -> bool:
        """Whether amounts may be printed."""
        return is_said(self.arguments, "show_money")

    def text(self, typed: str) -> str:
        """The text of a TEXT argument: as typed, or all of standard input for ``-``."""
        return load_text(typed) if typed == STANDARD_STREAM else typed

    def time(self, typed: str, zone_name: str | None = None) -> datetime:
        """The instant of a typed local time; in the person's zone unless said otherwise."""
        return parse_time(typed, find_zone(zone_name) if zone_name else self.clock.zone)

    def back_up_if_due(self) -> None:
        """The automatic backup of who never opens the window. What keeps it from being made is only remarked."""
        if self._workspace is None:
            return
        from netorganizer.services.backups import back_up_if_due

        try:
            back_up_if_due(self.home, self.clock.now())
        except Refusal as refusal:
            self.remarks.append(f"There is no new automatic backup: {refusal}")

    def close(self) -> None:
        """Close the store if it was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None


def is_said(arguments: Namespace, option: str) -> bool:
    """Whether one of the common switches was given."""
    return bool(getattr(arguments, option, False))


def choose_home(arguments: Namespace) -> Home:
    """The home that ``--home`` and ``--sample`` ask for."""
    home = find_home(getattr(arguments, "home", None))
    return home.sample if is_said(arguments, "sample") else home


def choose_clock(home: Home, arguments: Namespace) -> Clock:
    """The person's clock: the environment's zone and moment, else the setting, else the system's.

    Raises :class:`Refusal` for settings that cannot be read, and naming where an impossible zone or moment is from.
    """
    sample = is_said(arguments, "sample")
    own_zone = _load_settings(home, arguments).zone
    zone = os.environ.get("NETORGANIZER_ZONE") or (SAMPLE_ZONE if sample else own_zone)
    try:
        return make_clock(zone or None, os.environ.get("NETORGANIZER_NOW") or (SAMPLE_NOW if sample else None))
    except NotFound as refusal:
        origin = "NETORGANIZER_ZONE" if os.environ.get("NETORGANIZER_ZONE") else home.settings
        raise NotFound(f"{refusal} That zone is from {origin}.") from refusal
    except Invalid as refusal:
        raise Invalid(f"{refusal} That moment is from NETORGANIZER_NOW.") from refusal


def _load_settings(home: Home, arguments: Namespace) -> Settings:
    try:
        return load_settings(home)
    except FileRefused:
        if getattr(arguments, "command", "") == "doctor":
            return Settings()  # it tells what is wrong with them among everything else
        raise


@contextmanager
def open_session(arguments: Namespace) -> Iterator[Session]:
    """A session whose store is closed in the end."""
    home = choose_home(arguments)
    session = Session(arguments, home, choose_clock(home, arguments))
    try:
        yield session
    finally:
        session.close()
