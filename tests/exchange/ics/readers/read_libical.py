"""What libical makes of the calendar file in argv[1]: one JSON list of events on standard output.

For the system's Python, which has the bindings (python3-gi, gir1.2-ical-3.0).
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

KIND = ICalGLib.ComponentKind
PROPERTY = ICalGLib.PropertyKind


def instant(calendar: ICalGLib.Component, event: ICalGLib.Component, kind: int) -> int:
    prop = event.get_first_property(kind)
    time = prop.get_dtstart() if kind == PROPERTY.DTSTART_PROPERTY else prop.get_dtend()
    zone = ICalGLib.Timezone.get_utc_timezone()
    parameter = prop.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    if parameter is not None:
        zone = calendar.get_timezone(parameter.get_tzid())  # the one that the file defines
    elif not time.is_utc():
        raise ValueError("floating time")
    return int(time.as_timet_with_zone(zone))


def children(parent: ICalGLib.Component, kind: int) -> list[ICalGLib.Component]:
    found = []
    child = parent.get_first_component(kind)
    while child is not None:
        found.append(child)
        child = parent.get_next_component(kind)
    return found


def read(calendar: ICalGLib.Component) -> list[dict[str, object]]:
    return [
        {
            "uid": event.get_uid(),
            "start": instant(calendar, event, PROPERTY.DTSTART_PROPERTY),
            "end": instant(calendar, event, PROPERTY.DTEND_PROPERTY),
            "status": event.get_first_property(PROPERTY.STATUS_PROPERTY).get_value_as_string(),
            "summary": event.get_summary(),
            "description": event.get_description() or "",
            "alarms": len(children(event, KIND.VALARM_COMPONENT)),
        }
        for event in children(calendar, KIND.VEVENT_COMPONENT)
    ]


json.dump(read(ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_text("utf-8"))), sys.stdout)
