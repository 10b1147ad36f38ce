"""The person's settings: declared once, kept as TOML in the home."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from netorganizer.domain.errors import FileRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netorganizer.paths import Home


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    ``zone``: IANA name of the person's zone, empty for the machine's. ``theme``: system, light, dark or
    high_contrast. ``paper``: a4 or letter. ``text_percent``: size of all text, 80 to 200. ``name``: printed on packs.
    """

    zone: str = ""
    theme: str = "system"
    paper: str = "a4"
    text_percent: int = 100
    name: str = ""


_POSSIBLE: dict[str, Sequence[str] | range] = {
    "theme": ("system", "light", "dark", "high_contrast"),
    "paper": ("a4", "letter"),
    "text_percent": range(80, 201),
}


def load_settings(home: Home) -> Settings:
    """The settings of a home; defaults where there are none. Raises :class:`FileRefused` when unreadable."""
    try:
        text = home.settings.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as fault:
        raise FileRefused(
            f"The settings {home.settings} cannot be read ({fault}). Mend or delete that file."
        ) from fault
    try:
        stored = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FileRefused(
            f"The settings {home.settings} are not valid TOML ({fault}). Mend or delete that file."
        ) from fault
    known = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    fitting = {
        name: value for name, value in stored.items() if type(value) is known.get(name) and _is_possible(name, value)
    }
    return replace(Settings(), **fitting)


def _is_possible(name: str, value: str | int) -> bool:
    """Whether the program can use this value; one written by hand may be anything."""
    return value in _POSSIBLE.get(name, (value,))


def save_settings(home: Home, settings: Settings) -> None:
    """Write all settings, atomically."""
    import tomli_w

    from netorganizer.exchange.files import write_file

    home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_file(home.settings, tomli_w.dumps(asdict(settings)).encode(), force=True)
