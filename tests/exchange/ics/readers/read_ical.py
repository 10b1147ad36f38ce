"""What ical makes of the calendar file in argv[1]: one JSON list of events on standard output."""

import json
import sys
from datetime import date, datetime
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream


def seconds(time: date | None) -> int:
    assert isinstance(time, datetime)
    return int(time.timestamp())


calendar = IcsCalendarStream.calendar_from_ics(Path(sys.argv[1]).read_bytes().decode("utf-8"))
events = [
    {
        "uid": event.uid,
        "start": seconds(event.dtstart),
        "end": seconds(event.dtend),
        "status": event.status.value if event.status else None,
        "summary": event.summary,
        "description": event.description or "",
        "alarms": len(event.alarm),
    }
    for event in calendar.events
]
json.dump(events, sys.stdout)
