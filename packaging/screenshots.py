"""Take the pictures of the README from the sample search, light and dark.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Without a folder they go to resources/help/pictures. The same program makes the same pictures, to the byte.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from netorganizer.cli.session import SAMPLE_NOW, SAMPLE_ZONE
from netorganizer.domain.clock import Clock, make_clock
from netorganizer.domain.pipeline import Stage
from netorganizer.paths import Home
from netorganizer.services.applications import list_applications
from netorganizer.services.sample import ensure_sample
from netorganizer.services.workspace import open_workspace
from netorganizer.ui.screenshots import Scene, png_bytes, start_without_display, take_picture

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "help" / "pictures"
SIZE = (1640, 900)
SCALE = 1.5
THEMES = ("light", "dark")


def find_onsite(home: Home, clock: Clock) -> int:
    """The sample's application with an on-site ahead, whose details are shown."""
    workspace = open_workspace(home, clock)
    try:
        return list_applications(workspace, stage=Stage.ONSITE)[0].id
    finally:
        workspace.close()


def take_all(folder: Path) -> list[Path]:
    """Every picture, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with tempfile.TemporaryDirectory() as place:
        home, clock = Home(Path(place)), make_clock(SAMPLE_ZONE, SAMPLE_NOW)
        ensure_sample(home, clock)
        onsite = find_onsite(home, clock)
        scenes = {
            "board": Scene(size=SIZE),
            "guide": Scene(size=SIZE, application_id=onsite, page="guide"),
        }
        start_without_display(SCALE)
        for theme in THEMES:
            for name, scene in scenes.items():
                file = folder / f"{name}-{theme}.png"
                file.write_bytes(png_bytes(take_picture(home, clock, replace(scene, theme=theme))))
                written.append(file)
    return written


def main() -> None:
    """Take the pictures and say where they are."""
    for file in take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES):
        print(file)


if __name__ == "__main__":
    main()
