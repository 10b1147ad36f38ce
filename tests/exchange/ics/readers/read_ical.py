"""What ical makes of the calendar file in argv[1]: one JSON list of events on standard output."""

import json
import sys
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream

calendar = IcsCalendarStream.calendar_from_ics(Path(sys.argv[1]).read_bytes().decode("utf-8"))
events = [
    {
        "uid": event.uid,
        "start": int(event.dtstart.timestamp()),
        "end": int(event.dtend.timestamp()),
        "status": event.status.value,
        "summary": event.summary,
        "description": event.description or "",
        "alarms": len(event.alarm),
    }
    for event in calendar.events
]
json.dump(events, sys.stdout)
