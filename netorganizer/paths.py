"""Where a home lies and what is in it."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """A folder that holds everything the program keeps."""

    folder: Path

    @property
    def database(self) -> Path:
        """The one store."""
        return self.folder / "netorganizer.db"

    @property
    def backups(self) -> Path:
        """Verified copies of the store."""
        return self.folder / "backups"

    @property
    def settings(self) -> Path:
        """The person's settings, TOML."""
        return self.folder / "settings.toml"

    @property
    def logs(self) -> Path:
        """What the program did, without any text of the person's."""
        return self.folder / "logs"

    @property
    def window_lock(self) -> Path:
        """Held by the one window that is open on this home."""
        return self.folder / "window.lock"

    @property
    def sample(self) -> "Home":
        """A whole home of its own for the sample workspace."""
        return Home(self.folder / "sample")


def platform_data_folder() -> Path:
    """The platform's folder for a program's data (XDG, Windows known folders, macOS Library)."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return Path(base) if base else Path.home() / "AppData" / "Roaming"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    base = os.environ.get("XDG_DATA_HOME")
    return Path(base) if base else Path.home() / ".local" / "share"


def find_home(chosen: str | None = None) -> Home:
    """The home: ``chosen`` (``--home``) beats ``NETORGANIZER_HOME`` beats the platform's data folder."""
    folder = chosen or os.environ.get("NETORGANIZER_HOME")
    return Home(Path(folder).expanduser().absolute() if folder else platform_data_folder() / "netorganizer")
