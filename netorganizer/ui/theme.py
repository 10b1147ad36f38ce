"""The look of the program: colours as data, Inter in a few sizes, Fusion with our own palette.

A theme is a TOML file under ``resources/themes``; a painter asks :func:`current_look` for its colours and fonts,
and hears of another look as a widget does: ``changeEvent`` with ``PaletteChange``.
"""

import tomllib
from dataclasses import dataclass, field, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from netorganizer import assets
from netorganizer.ui.fonts import TypeScale
from netorganizer.ui.style_sheet import style_sheet

THEME_NAMES = ("light", "dark", "high_contrast")
SYSTEM = "system"
SCALE_RANGE = (0.8, 2.0)


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


def resolve_theme_name(wanted: str) -> str:
    """``wanted``, or for ``system`` what the desktop asks for (light where it says nothing)."""
    if wanted != SYSTEM:
        return wanted
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high_contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def prefers_reduced_motion() -> bool:
    """Whether the desktop asks for less motion. Qt can tell from 6.12 on; before that, no."""
    preference = getattr(QGuiApplication.styleHints().accessibility(), "motionPreference", None)
    return preference is not None and getattr(preference(), "name", "") == "ReducedMotion"


@dataclass(frozen=True, slots=True)
class Look:
    """All that a painter needs: colours, fonts at the person's text size, and whether things may move."""

    theme: Theme
    type: TypeScale = field(default_factory=TypeScale)
    reduced_motion: bool = False

    def px(self, pixels: float) -> int:
        """``pixels`` of the design at the person's text size."""
        return self.type.px(pixels)

    def duration(self, milliseconds: int) -> int:
        """How long an animation of this design length may run: not at all with reduced motion."""
        return 0 if self.reduced_motion else milliseconds


_applied: list[Look] = []


def current_look() -> Look:
    """The look applied last; the light one before any was."""
    if not _applied:
        _applied.append(Look(load_theme("light")))
    return _applied[-1]


def apply_theme(app: QApplication, theme: Theme, scale: float = 1.0, *, reduced_motion: bool = False) -> Look:
    """Give the whole program this look; ``scale`` is the text size, kept between 0.8 and 2.0."""
    look = Look(theme, TypeScale(min(max(scale, SCALE_RANGE[0]), SCALE_RANGE[1])), reduced_motion)
    _applied[:] = [look]
    if not app.styleSheet():
        # Once only, as it polishes every widget; with our sheet on top the style has no name to ask for.
        app.setStyle("Fusion")
    app.setFont(look.type.body)
    app.setStyleSheet(style_sheet(theme, look.px))
    # The palette comes last: its change is what widgets listen for, and all else is in place by then.
    app.setPalette(_palette(theme))
    return look


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colors = {
        role.Window: theme.canvas, role.WindowText: theme.text, role.Base: theme.card,
        role.AlternateBase: theme.column, role.Text: theme.text, role.Button: theme.card,
        role.ButtonText: theme.text, role.BrightText: theme.danger, role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text, role.PlaceholderText: theme.text3, role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent, role.Accent: theme.accent, role.Link: theme.accent,
        role.LinkVisited: theme.waiting, role.Light: theme.raised, role.Midlight: theme.border_subtle,
        role.Mid: theme.border_strong, role.Dark: theme.border_strong, role.Shadow: theme.shadow,
    }  # fmt: skip
    for color_role, color in colors.items():
        palette.setColor(color_role, color)
    for color_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, color_role, theme.text3)
    return palette
