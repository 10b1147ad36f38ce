"""Interviews on their way into calendar programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netorganizer.domain.errors import NotFound
from netorganizer.domain.interview import CalendarTombstone, Interview
from netorganizer.domain.onsite import day_numbers
from netorganizer.domain.pipeline import Stage
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import interviews as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from sqlite3 import Connection

    from netorganizer.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CalendarSelection:
    """Which interviews: every given field narrows. ``day`` is a date in an interview's own zone.

    ``onsite_day`` (from 1) needs ``application_id``. Nothing given means everything.
    """

    application_id: int | None = None
    interview_id: int | None = None
    day: date | None = None
    onsite_day: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """What goes into a file: the interviews, and the ones that calendars out there must be told are gone."""

    name: str
    interviews: tuple[Interview, ...]
    tombstones: tuple[CalendarTombstone, ...]

    @property
    def events(self) -> int:
        """How many events the file will hold."""
        return len(self.interviews) + len(self.tombstones)


def collect_calendar(workspace: Workspace, selection: CalendarSelection) -> CalendarExport:
    """The selected interviews, cancelled ones too, and their tombstones.

    Raises :class:`NotFound` for an unknown application or interview, or when nothing fits.
    """
    application_id = selection.application_id
    if application_id is not None:
        workspace.read(application_queries.get_application, application_id)
    if selection.interview_id is not None:
        interview = workspace.read(queries.get_interview, selection.interview_id)
        return CalendarExport(f"{interview.company}: {interview.title}", (interview,), ())
    interviews = workspace.read(queries.list_interviews, application_id)
    tombstones = workspace.read(queries.list_tombstones, application_id)
    day = _wanted_day(selection, interviews)
    if selection.onsite_day is not None:
        interviews = [each for each in interviews if each.stage is Stage.ONSITE]
    if day is not None:
        interviews = [each for each in interviews if each.day == day]
        tombstones = [each for each in tombstones if each.day == day]
    if not interviews and not tombstones:
        raise NotFound("There are no interviews to export there, so no file was written.")
    return CalendarExport(_name(selection, interviews, tombstones), tuple(interviews), tuple(tombstones))


def _wanted_day(selection: CalendarSelection, interviews: Sequence[Interview]) -> date | None:
    if selection.onsite_day is None:
        return selection.day
    days = {number: day for day, number in day_numbers(interviews).items()}
    if selection.onsite_day not in days:
        known = ", ".join(f"{number} ({day})" for number, day in days.items()) or "none are booked"
        raise NotFound(f"There is no onsite day {selection.onsite_day}. The days are: {known}.")
    return days[selection.onsite_day]


def _name(
    selection: CalendarSelection, interviews: Sequence[Interview], tombstones: Sequence[CalendarTombstone]
) -> str:
    companies = {each.company for each in interviews} | {each.company for each in tombstones}
    words = [next(iter(companies))] if len(companies) == 1 else []
    if selection.onsite_day is not None:
        words.append(f"On-site day {selection.onsite_day}")
    elif selection.day is not None:
        words.append(selection.day.isoformat())
    return " ".join([*words, "interviews"]) if selection.onsite_day is None else " ".join(words)


def render_calendar(export: CalendarExport) -> bytes:
    """The iCalendar file; the same interviews give the same bytes."""
    from netorganizer.exchange.ics import write_calendar

    return write_calendar((*export.interviews, *export.tombstones), name=export.name)


def export_calendar(
    workspace: Workspace, selection: CalendarSelection, target: str, *, force: bool = False
) -> CalendarExport:
    """Write the selected interviews to the file ``target`` (``-``: standard output) and remember that they went out.

    Raises :class:`NotFound` when nothing fits and :class:`FileRefused` when the file may not be written.
    """
    from netorganizer.exchange.files import write_output

    export = collect_calendar(workspace, selection)
    data = render_calendar(export)

    def mark_and_write(connection: Connection) -> None:
        queries.mark_exported(connection, export.interviews, workspace.clock.now())
        # Last: what cannot be written takes its marks back, and what cannot be marked is not written.
        write_output(target, data, force=force)

    workspace.write_growing(mark_and_write)
    return export


def suggest_file_name(export: CalendarExport) -> str:
    """A plain file name for an export, such as ``acme-on-site-day-2-2027-03-15.ics``."""
    first = min([each.starts_at for each in export.interviews] + [each.starts_at for each in export.tombstones])
    plain = "".join(letter if letter.isalnum() else "-" for letter in export.name.casefold())
    return "-".join(part for part in plain.split("-") if part) + f"-{first:%Y-%m-%d}.ics"
