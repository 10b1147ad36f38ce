"""Take the calendar files of argv[1:] into evolution-data-server, one after the other, as Evolution's importer does.

Prints a line of JSON (a list) for each file: the events of the store after it. For the system's Python (python3-gi,
gir1.2-ecal-2.0), inside a session bus and a home of its own.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402

PATIENCE_SECONDS = 3
UTC = ICalGLib.Timezone.get_utc_timezone()


def instant(client: ECal.Client, time: ECal.ComponentDateTime) -> int:
    """The moment of a start or end, by the zone that the store knows under its TZID."""
    zone = UTC
    if time.get_tzid():
        _, zone = client.get_timezone_sync(time.get_tzid(), None)
    return int(time.get_value().as_timet_with_zone(zone))


def seen(client: ECal.Client, component: ECal.Component) -> dict[str, object]:
    event = component.get_icalcomponent()
    return {
        "uid": event.get_uid(),
        "start": instant(client, component.get_dtstart()),
        "end": instant(client, component.get_dtend()),
        "summary": event.get_summary(),
        "status": ICalGLib.Property.status_to_string(event.get_status()),
    }


registry = EDataServer.SourceRegistry.new_sync(None)
source = registry.ref_builtin_calendar()
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, PATIENCE_SECONDS, None)
for name in sys.argv[1:]:
    calendar = ICalGLib.Component.new_from_string(Path(name).read_bytes().decode("utf-8"))
    client.receive_objects_sync(calendar, ECal.OperationFlags.NONE, None)
    _, components = client.get_object_list_as_comps_sync("#t", None)
    json.dump([seen(client, component) for component in components], sys.stdout)
    sys.stdout.write("\n")
