"""A theme: the colours of one look, read from a TOML file under ``resources/themes``."""

import tomllib
from dataclasses import dataclass, fields

from PySide6.QtGui import QColor

from netorganizer import assets

THEME_NAMES = ("light", "dark", "high_contrast")
SYSTEM = "system"


class ThemeError(ValueError):
    """A theme file that cannot be used; says which file and which key."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look. The names say what a colour is for, never what it looks like."""

    name: str
    dark: bool
    tints: bool
    canvas: QColor
    column: QColor
    card: QColor
    hover: QColor
    selected: QColor
    raised: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    focus: QColor
    border_strong: QColor
    border_subtle: QColor
    danger: QColor
    danger_soft: QColor
    warn: QColor
    warn_soft: QColor
    ok: QColor
    ok_soft: QColor
    info: QColor
    info_soft: QColor
    waiting: QColor
    waiting_soft: QColor
    toast: QColor
    toast_text: QColor
    toast_action: QColor
    on_monogram: QColor
    shadow: QColor
    monograms: tuple[QColor, ...]

    @property
    def border(self) -> QColor:
        """The line around cards and panels: decoration, unless more contrast is asked for."""
        return self.border_subtle if self.tints else self.border_strong

    def tone(self, name: str) -> tuple[QColor, QColor]:
        """The colour and the soft surface of a tone: danger, warn, info, ok or waiting."""
        return getattr(self, name), getattr(self, f"{name}_soft")


_PLAIN = {"name": str, "dark": bool, "tints": bool}


def parse_theme(text: str, file_name: str) -> Theme:
    """The theme that the TOML ``text`` describes; :class:`ThemeError` names ``file_name`` and the key."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(f"{file_name} is not TOML: {error}") from None
    values: dict[str, object] = {key: _plain(table, key, file_name) for key in _PLAIN}
    colors = _section(table, "colors", file_name)
    wanted = [each.name for each in fields(Theme) if each.name not in {*_PLAIN, "monograms"}]
    for key in colors.keys() - set(wanted):
        raise ThemeError(f"{file_name}: [colors] {key} is no colour of a theme")
    for key in wanted:
        values[key] = _color(colors.get(key), f"[colors] {key}", file_name)
    tiles = _section(table, "monograms", file_name).get("colors")
    if not isinstance(tiles, list) or not tiles:
        raise ThemeError(f"{file_name}: [monograms] colors is not a list of colours")
    values["monograms"] = tuple(_color(tile, "[monograms] colors", file_name) for tile in tiles)
    return Theme(**values)  # type: ignore[arg-type]  # each value was checked against its field above


def _plain(table: dict[str, object], key: str, file_name: str) -> object:
    value = table.get(key)
    if not isinstance(value, _PLAIN[key]):
        raise ThemeError(f"{file_name}: {key} is missing or not a {_PLAIN[key].__name__}")
    return value


def _section(table: dict[str, object], key: str, file_name: str) -> dict[str, object]:
    section = table.get(key)
    if not isinstance(section, dict):
        raise ThemeError(f"{file_name}: [{key}] is missing")
    return section


def _color(value: object, key: str, file_name: str) -> QColor:
    if isinstance(value, str) and value.startswith("#") and QColor.isValidColorName(value):
        return QColor(value)
    raise ThemeError(f"{file_name}: {key} is not a colour such as #2457C5, but {value!r}")


def load_theme(name: str) -> Theme:
    """The shipped theme ``name``, one of :data:`THEME_NAMES`; :class:`ThemeError` for any other."""
    if name not in THEME_NAMES:
        raise ThemeError(f"there is no theme {name!r}; there are {', '.join(THEME_NAMES)} and {SYSTEM}")
    return parse_theme(assets.read_text(f"themes/{name}.toml"), f"{name}.toml")
