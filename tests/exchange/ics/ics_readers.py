"""The calendar programs and libraries that read our files back, each in a process of its own.

None of them shares code with the writer: another language, another parser, or both. One that is missing makes the
tests fail; it is never left out.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PROGRAMS = Path(__file__).parent / "readers"
NODE_MODULES = Path(sys.prefix, "node", "node_modules")
# A zone that no test uses, so that a reader which falls back on the machine's own cannot be right by luck.
ENVIRONMENT = {**os.environ, "TZ": "Asia/Yangon", "LC_ALL": "C.UTF-8", "NODE_PATH": str(NODE_MODULES)}
TOLD_PLAINLY = "Run `python3 packaging/dev.py test`, which installs the calendar readers."


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as a reader shows it, in seconds since 1970; None for what it does not show."""

    start: int
    end: int
    summary: str
    description: str | None = None
    uid: str | None = None
    status: str | None = None
    alarms: int | None = None


def run(*command: str | Path, zone: str = ENVIRONMENT["TZ"]) -> str:
    """The output of a reader; a missing or failing one fails the test in plain words."""
    if shutil.which(command[0]) is None:
        raise AssertionError(f"The calendar reader “{command[0]}” is not installed. {TOLD_PLAINLY}")
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=ENVIRONMENT | {"TZ": zone}, timeout=120, check=False
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout


def _read_with(*command: str) -> Callable[[Path, Path], list[Seen]]:
    def read(file: Path, _scratch: Path) -> list[Seen]:
        return [Seen(**event) for event in json.loads(run(*command[:-1], PROGRAMS / command[-1], file))]

    return read


def _read_with_node(program: str, package: str) -> Callable[[Path, Path], list[Seen]]:
    def read(file: Path, scratch: Path) -> list[Seen]:
        assert (NODE_MODULES / package).is_dir(), f"The node package {package} is missing. {TOLD_PLAINLY}"
        return _read_with("node", program)(file, scratch)

    return read


class Khal:
    """A khal calendar in ``folder``: what a person who uses khal would have."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "khal.conf"
        self.config.write_text(
            f"[calendars]\n[[ours]]\npath = {folder / 'calendar'}\n[sqlite]\npath = {folder / 'khal.db'}\n"
            "[default]\ndefault_calendar = ours\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        )
        (folder / "calendar").mkdir()

    def take_in(self, file: Path) -> None:
        run("khal", "-c", self.config, "import", "--batch", "-a", "ours", file, zone="UTC")

    def show(self) -> list[Seen]:
        fields = ("uid", "start-long", "end-long", "status", "title", "description")
        form = "\x1f".join(f"{{{field}}}" for field in fields) + "\x1e"
        shown = run(
            *("khal", "-c", self.config, "list", "--once", "--day-format", "", "--format", form),
            *("2026-01-01", "4000d"),
            zone="UTC",
        )
        return [_seen_by_khal(entry.strip("\n").split("\x1f")) for entry in shown.split("\x1e") if entry.strip()]


def _seen_by_khal(shown: list[str]) -> Seen:
    uid, start, end, status, title, description = shown
    return Seen(
        start=_seconds(start, "%Y-%m-%d %H:%M"),
        end=_seconds(end, "%Y-%m-%d %H:%M"),
        summary=title,
        description=description,
        uid=uid,
        status=status.strip(),
    )


def _read_with_khal(file: Path, scratch: Path) -> list[Seen]:
    khal = Khal(scratch)
    khal.take_in(file)
    return khal.show()


_CALCURSE = re.compile(r"(\S+ @ \S+) -> (\S+ @ \S+)>(\w*) ?[!|](.*)")


def _read_with_calcurse(file: Path, scratch: Path) -> list[Seen]:
    """calcurse keeps appointments by day and minute, and the description in a note beside them."""
    run("calcurse", "-q", "-D", scratch, "-i", file, zone="UTC")
    found = []
    for line in (scratch / "apts").read_text("utf-8").splitlines():
        matched = _CALCURSE.fullmatch(line)
        assert matched, f"calcurse keeps something that is no appointment: {line}"
        start, end, note, summary = matched.groups()
        text = (scratch / "notes" / note).read_text("utf-8") if note else ""
        found.append(
            Seen(
                start=_seconds(start, "%m/%d/%Y @ %H:%M"),
                end=_seconds(end, "%m/%d/%Y @ %H:%M"),
                summary=summary,
                description=re.split(r"(?:^|\n)-- \n", text)[0],  # calcurse's own remarks follow
            )
        )
    return found


def _seconds(local: str, form: str) -> int:
    return int(datetime.strptime(local, form).replace(tzinfo=UTC).timestamp())


# Called with the calendar file and an empty folder.
READERS: dict[str, Callable[[Path, Path], list[Seen]]] = {
    "vobject": _read_with(sys.executable, "read_vobject.py"),
    "ical": _read_with(sys.executable, "read_ical.py"),
    "ics.py": _read_with(sys.executable, "read_icspy.py"),
    "libical": _read_with("/usr/bin/python3", "read_libical.py"),
    "sabre/vobject": _read_with("php", "read_sabre.php"),
    "ruby-icalendar": _read_with("ruby", "-W0", "read_icalendar.rb"),
    "ical.js": _read_with_node("read_icaljs.js", "ical.js"),
    "ts-ics": _read_with_node("read_tsics.js", "ts-ics"),
    "khal": _read_with_khal,
    "calcurse": _read_with_calcurse,
}
# They take the two characters \n, as in C:\new, for a line break however they are escaped.
MISREAD_BACKSLASHES = {"ics.py", "khal", "ruby-icalendar"}
