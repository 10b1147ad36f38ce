"""The newer of the system's zone rules and ours is used; zones are found by name alone."""

import os
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest
import tzdata

from netorganizer.domain import clock
from netorganizer.domain.errors import NotFound


def used_path(tmp_path: Path, system_version: str, **more: str) -> str:
    """Where a fresh process reads zones from, when the system's rules have this version."""
    folder = tmp_path / "zoneinfo"
    folder.mkdir()
    if system_version:
        (folder / "tzdata.zi").write_text(f"# version {system_version}\n# more\n", "ascii")
    program = (
        f"import zoneinfo; zoneinfo.reset_tzpath([{str(folder)!r}])\n"
        "from netorganizer.domain.clock import make_clock; make_clock('UTC')\n"
        "print(zoneinfo.TZPATH[0])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={**os.environ, **more}
    )
    return run.stdout.strip()


@pytest.mark.parametrize(("version", "is_ours"), [("1999a", True), ("", True), ("2999z", False)])
def test_the_newer_rules_win(tmp_path: Path, version: str, is_ours: bool) -> None:
    assert (used_path(tmp_path, version) == str(Path(tzdata.__file__).parent / "zoneinfo")) is is_ours


def test_a_path_set_by_the_person_is_kept(tmp_path: Path) -> None:
    assert used_path(tmp_path, "1999a", PYTHONTZPATH=str(tmp_path)) == str(tmp_path / "zoneinfo")


def test_every_zone_there_is_can_be_found() -> None:
    for name in zoneinfo.available_timezones():
        if "/" in name:
            assert clock.find_zone(name).key == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Berlin",
        "Europe",
        "Europe/",
        "/etc/localtime",
        "../UTC",
        "Europe/../UTC",
        "right/UTC",
        "a/b",
        "Europe/Berlin\0",
    ],
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(NotFound):
        clock.find_zone(name)
