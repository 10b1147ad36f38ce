"""What vobject makes of the calendar file in argv[1]: one JSON list of events on standard output."""

import json
import sys
from pathlib import Path

import vobject

calendar = vobject.readOne(Path(sys.argv[1]).read_text("utf-8"))
events = [
    {
        "uid": event.uid.value,
        "start": int(event.dtstart.value.timestamp()),
        "end": int(event.dtend.value.timestamp()),
        "status": event.status.value,
        "summary": event.summary.value,
        "description": event.description.value if hasattr(event, "description") else "",
        "alarms": len(getattr(event, "valarm_list", [])),
    }
    for event in calendar.vevent_list
]
json.dump(events, sys.stdout)
