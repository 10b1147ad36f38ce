"""``netorganizer calendar``: interviews on their way into calendar programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli.options import UsageError, add_output, add_verb, add_verbs, day, whole_number
from netorganizer.cli.output import Answer
from netorganizer.services import calendars

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    export = add_verb(
        add_verbs(parser),
        "export",
        "write one iCalendar file of an interview, a day, an on-site day, an application or everything",
        "calendar export --application 3 --onsite-day 2 -o day2.ics",
        _export,
    )
    export.add_argument("--application", metavar="ID", type=whole_number, help="of this application")
    export.add_argument("--interview", metavar="IID", type=whole_number, help="this one interview")
    export.add_argument("--day", metavar="D", type=day, help="of this day, in each interview's own zone")
    export.add_argument("--onsite-day", metavar="N", type=whole_number, help="of the N-th day of its on-site")
    export.add_argument("--all", action="store_true", help="everything")
    add_output(export, "FILE")


def _export(session: Session) -> Answer:
    asked = session.arguments
    chosen = (asked.application, asked.interview, asked.day, asked.onsite_day)
    if asked.all == any(each is not None for each in chosen):
        raise UsageError("say which interviews: --application, --interview, --day, --onsite-day or --all")
    if asked.onsite_day is not None and asked.application is None:
        raise UsageError("--onsite-day needs --application")
    selection = calendars.CalendarSelection(*chosen)
    export = calendars.export_calendar(session.workspace, selection, asked.output, force=asked.force)
    news = f"Wrote {asked.output}, events: {export.events}" if asked.output != "-" else ""
    return Answer({"file": asked.output, "events": export.events}, news, is_news=True)
