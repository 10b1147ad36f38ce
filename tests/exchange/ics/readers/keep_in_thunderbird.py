"""Subscribe Thunderbird to a calendar file that argv[1:] replace one after the other, refreshed each time.

Prints a line of JSON (a list) for each file: the events of the calendar after it. Talks to a headless Thunderbird
with a profile in the home it is given, over its remote protocol, Marionette: a message is its length
in bytes, a colon and a JSON list (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

PATIENCE_SECONDS = 60
PREFERENCES = {
    "marionette.port": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "mail.spotlight.firstRunDone": True,
}
EVENTS = """
const [address, done] = arguments;
(async () => {
  const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
  let calendar = cal.manager.getCalendars().find(known => known.type === "ics");
  const loaded = new Promise(resolve => {
    const observer = { QueryInterface: ChromeUtils.generateQI(["calIObserver"]), onLoad: resolve };
    for (const name of ["onStartBatch", "onEndBatch", "onAddItem", "onModifyItem", "onDeleteItem"]) {
      observer[name] = () => {};
    }
    for (const name of ["onError", "onPropertyChanged", "onPropertyDeleting"]) {
      observer[name] = () => {};
    }
    if (!calendar) {
      calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
      calendar.addObserver(observer);
      cal.manager.registerCalendar(calendar);
    } else {
      calendar.addObserver(observer);
    }
  });
  calendar.refresh();
  await loaded;
  const every = Ci.calICalendar.ITEM_FILTER_TYPE_EVENT;
  const items = await calendar.getItemsAsArray(every, 0, null, null);
  done(items.map(item => ({
    uid: item.id,
    summary: item.title,
    start: item.startDate.nativeTime / 1e6,
    end: item.endDate.nativeTime / 1e6,
    status: item.status,
    sequence: Number(item.getProperty("SEQUENCE")),
  })));
})().catch(error => done({ error: String(error) }));
"""


class Marionette:
    """One connection to a Thunderbird that listens."""

    def __init__(self, port: int) -> None:
        self.stream = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS).makefile("rwb")
        self.count = 0
        self.receive()

    def receive(self) -> object:
        length = b""
        while (byte := self.stream.read(1)) != b":":
            length += byte
        return json.loads(self.stream.read(int(length)))

    def ask(self, command: str, parameters: dict[str, object]) -> dict[str, object]:
        self.count += 1
        message = json.dumps([0, self.count, command, parameters]).encode()
        self.stream.write(b"%d:%s" % (len(message), message))
        self.stream.flush()
        match self.receive():
            case [1, int(), None, dict() as answer]:
                return answer
            case other:
                sys.exit(f"{command}: {other}")


def port_of(program: "subprocess.Popen[str]") -> int:
    """The port that Thunderbird chose, from the line in which it says so."""
    assert program.stdout is not None
    for line in program.stdout:
        if found := re.search(r"Marionette.*Listening on port (\d+)", line):
            return int(found[1])
    sys.exit("Thunderbird did not open its remote port")


profile = Path.home() / "profile"
profile.mkdir()
lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
(profile / "user.js").write_text("".join(lines))
subscribed = profile / "subscribed.ics"
flags = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", str(profile)]
with subprocess.Popen(["thunderbird", *flags], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as program:
    try:
        remote = Marionette(port_of(program))
        remote.ask("WebDriver:NewSession", {})
        remote.ask("Marionette:SetContext", {"value": "chrome"})
        for name in sys.argv[1:]:
            shutil.copyfile(name, subscribed)
            script = {"script": EVENTS, "args": [subscribed.as_uri()], "newSandbox": False}
            json.dump(remote.ask("WebDriver:ExecuteAsyncScript", script)["value"], sys.stdout)
            sys.stdout.write("\n")
            sys.stdout.flush()
    finally:
        program.terminate()
