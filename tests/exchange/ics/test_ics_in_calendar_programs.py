"""What Evolution's store and Thunderbird's subscribed calendar make of a file, and of a newer one after it."""

import json
import os
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from ics_cases import two_day_onsite
from ics_readers import PROGRAMS

from netorganizer.domain.interview import Interview
from netorganizer.domain.pipeline import InterviewStatus
from netorganizer.exchange.ics import write_calendar


def kept(program: str, folder: Path, *files: bytes) -> list[dict[str, dict[str, object]]]:
    """The events by uid after each file, in a profile and on a session bus of the program's own."""
    names = []
    for number, data in enumerate(files):
        names.append(folder / f"{number}.ics")
        names[-1].write_bytes(data)
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    own = {name: str(folder / name.casefold()) for name in places}
    for place in own.values():
        Path(place).mkdir()
    run = subprocess.run(
        ["dbus-run-session", "--", "/usr/bin/python3", PROGRAMS / program, *names],
        env={**os.environ, **own, "TZ": "Asia/Yangon", "GIO_USE_VFS": "local"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert run.returncode == 0, f"{program}, or what it needs, is missing or failed: {run.stderr[-500:]}"
    return [{str(event["uid"]): event for event in json.loads(line)} for line in run.stdout.splitlines()]


@pytest.mark.long
@pytest.mark.parametrize("program", ["keep_in_eds.py", "keep_in_thunderbird.py"])
def test_a_moved_and_a_cancelled_interview_update_and_never_double(tmp_path: Path, program: str) -> None:
    entries = [case.entry for case in two_day_onsite()]
    first, second = entries[0], entries[1]
    assert isinstance(first, Interview)
    assert isinstance(second, Interview)
    moved = replace(first, starts_at=first.starts_at + timedelta(hours=2), sequence=first.sequence + 1)
    cancelled = replace(second, status=InterviewStatus.CANCELLED, sequence=second.sequence + 1)
    before, after = kept(
        program,
        tmp_path,
        write_calendar(entries, name="On-site"),
        write_calendar([moved, cancelled, *entries[2:]], name="On-site"),
    )
    assert {uid: event["start"] for uid, event in before.items()} == {
        entry.uid: int(entry.starts_at.timestamp()) for entry in entries
    }
    assert len(before) == len(after) == 8
    assert after[first.uid]["start"] == int(moved.starts_at.timestamp())
    assert after[second.uid]["status"] == "CANCELLED"
