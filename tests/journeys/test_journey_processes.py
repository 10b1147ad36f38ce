"""Starting and ending: without a display, measured, twenty times, by signal."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desktop import PATIENCE_SECONDS, ROOT, Desktop
from journey_fixtures import STAGES, Start

HEAVY = {"sqlalchemy", "alembic", "icalendar", "reportlab", "keyring", "PIL"}


def run_window(desktop: Desktop, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The program without words, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "netorganizer", "--home", str(home)],
        env={**desktop.environment, **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_start_is_measured_and_loads_nothing_heavy(desktop: Desktop, home: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"
    done = run_window(desktop, home, NETORGANIZER_TRACE_START=str(trace))
    assert (done.returncode, done.stdout) == (0, "")
    measured = json.loads(trace.read_text("utf-8"))
    assert set(measured) == {"cpu_s", "wall_s", "rss_mb", "cards", "modules"}
    assert measured["cards"] == sum(map(len, STAGES.values()))
    assert 0 < measured["cpu_s"] <= measured["wall_s"] + 1
    assert measured["rss_mb"] > 10
    assert "PySide6" in measured["modules"]
    assert not HEAVY & set(measured["modules"])


def test_an_empty_home_is_measured_too(desktop: Desktop, tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"
    done = run_window(desktop, tmp_path / "new", NETORGANIZER_TRACE_START=str(trace))
    assert done.returncode == 0
    assert json.loads(trace.read_text("utf-8"))["cards"] == 0


@pytest.mark.parametrize("display", ["", ":4711"])
def test_without_a_display_it_says_so_in_one_sentence(desktop: Desktop, home: Path, display: str) -> None:
    before = sorted(home.iterdir())
    done = run_window(desktop, home, DISPLAY=display)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "display" in done.stderr
    assert sorted(home.iterdir()) == before


def test_it_ends_cleanly_again_and_again(start: Start, home: Path) -> None:
    assert [start(home).quit() for _ in range(3)] == [0] * 3


@pytest.mark.long
def test_it_ends_cleanly_twenty_times(start: Start, home: Path) -> None:
    assert [start(home).quit() for _ in range(20)] == [0] * 20


def test_ended_by_signal_nothing_is_lost(start: Start, home: Path) -> None:
    program = start(home)
    program.wait_focus("Ants, ")
    program.desktop.keys("ctrl+shift+Right")
    program.wait_told("Ants")
    program.process.send_signal(signal.SIGTERM)
    program.process.wait(PATIENCE_SECONDS)
    again = start(home)
    assert again.companies_in("Applied") == ["Cats", "Dogs", "Eels", "Ants"]
    assert again.command("doctor") == {"problems": []}


def test_the_windows_own_cross_closes_it(start: Start, home: Path) -> None:
    program = start(home)
    program.desktop.keys("alt+F4")
    assert program.process.wait(PATIENCE_SECONDS) == 0
