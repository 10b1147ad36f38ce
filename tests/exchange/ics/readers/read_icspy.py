"""What ics.py makes of the calendar file in argv[1]: one JSON list of events on standard output."""

import json
import sys
from pathlib import Path

from ics.icalendar import Calendar

calendar = Calendar(Path(sys.argv[1]).read_bytes().decode("utf-8"))
events = [
    {
        "uid": event.uid,
        "start": int(event.begin.timestamp()),
        "end": int(event.end.timestamp()),
        "status": event.status,
        "summary": event.name,
        "description": event.description or "",
        "alarms": len(event.alarms),
    }
    for event in calendar.events
]
json.dump(events, sys.stdout)
