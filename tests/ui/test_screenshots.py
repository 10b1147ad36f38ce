"""Pictures of screens: taken in a process of their own, without a display, always the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from netorganizer.domain.clock import Clock, make_clock
from netorganizer.paths import Home
from netorganizer.services.applications import add_application
from netorganizer.services.workspace import open_workspace

NOW, ZONE = "2026-03-04T10:00+01:00", "Europe/Berlin"
CALL = """
import json, sys
from pathlib import Path
from netorganizer.domain.clock import make_clock
from netorganizer.domain.errors import Refusal
from netorganizer.paths import Home
from netorganizer.ui.screenshots import write_screenshot
home, now, zone, screen, theme, size, scale, output, force = json.loads(sys.argv[1])
size = tuple(size) if size else None
try:
    write_screenshot(Home(Path(home)), make_clock(zone, now), screen, theme, size, scale, output, force)
except Refusal as refusal:
    sys.exit(str(refusal))
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A board with one card."""
    home = Home(tmp_path / "home")
    clock: Clock = make_clock(ZONE, NOW)
    workspace = open_workspace(home, clock)
    add_application(workspace, company="Netflix", role="Software Engineer L5")
    workspace.close()
    return home


def shoot(
    home: Home,
    output: Path,
    screen: str = "board",
    theme: str | None = "light",
    size: tuple[int, int] | None = (800, 600),
    scale: float | None = None,
    *,
    force: bool = False,
) -> str:
    """Take a picture and return what was complained about."""
    asked = json.dumps([str(home.folder), NOW, ZONE, screen, theme, size, scale, str(output), force])
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-c", CALL, asked], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == ""
    assert (done.returncode == 0) == (done.stderr == ""), done.stderr
    return done.stderr


def pixels(file: Path) -> QImage:
    """The picture in a file."""
    picture = QImage(str(file))
    assert not picture.isNull()
    return picture


def test_a_picture_has_the_asked_size_and_is_the_same_each_time(home: Home, tmp_path: Path) -> None:
    before = home.database.read_bytes()
    assert shoot(home, tmp_path / "one.png", scale=2.0) == ""
    assert shoot(home, tmp_path / "two.png", scale=2.0) == ""
    assert (pixels(tmp_path / "one.png").width(), pixels(tmp_path / "one.png").height()) == (1600, 1200)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    assert home.database.read_bytes() == before


def test_the_theme_is_the_asked_one_and_not_remembered(home: Home, tmp_path: Path) -> None:
    shoot(home, tmp_path / "light.png", theme="light")
    shoot(home, tmp_path / "dark.png", theme="dark")
    corner = [pixels(tmp_path / f"{theme}.png").pixelColor(3, 590).lightness() for theme in ("light", "dark")]
    assert corner[0] > 200
    assert corner[1] < 60
    assert not home.settings.exists()


def test_without_words_it_is_the_usual_size_in_the_persons_theme(home: Home, tmp_path: Path) -> None:
    home.settings.write_text('theme = "dark"\n', "utf-8")
    assert shoot(home, tmp_path / "usual.png", theme=None, size=None) == ""
    picture = pixels(tmp_path / "usual.png")
    assert (picture.width(), picture.height()) == (1366, 768)
    assert picture.pixelColor(3, 760).lightness() < 60


def test_the_settings_have_a_picture_too(home: Home, tmp_path: Path) -> None:
    assert shoot(home, tmp_path / "settings.png", screen="settings") == ""
    assert pixels(tmp_path / "settings.png").width() < 800


def test_a_file_that_is_there_stays(home: Home, tmp_path: Path) -> None:
    there = tmp_path / "there.png"
    there.write_text("mine")
    assert str(there) in shoot(home, there)
    assert there.read_text() == "mine"
    assert shoot(home, there, force=True) == ""
    pixels(there)


@pytest.mark.parametrize(
    ("screen", "size", "scale", "words"),
    [
        ("today", None, None, "board, settings"),
        ("board", (10, 10), None, "720x480"),
        ("board", (720, 99999), None, "7680x4320"),
        ("board", None, 9.0, "0.5 to 4"),
        ("board", None, float("nan"), "0.5 to 4"),
    ],
)
def test_what_cannot_be_is_refused(
    home: Home, tmp_path: Path, screen: str, size: tuple[int, int] | None, scale: float | None, words: str
) -> None:
    assert words in shoot(home, tmp_path / "no.png", screen, None, size, scale)
    assert not (tmp_path / "no.png").exists()
