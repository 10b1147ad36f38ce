"""The look of the program: colours as data, Inter in a few sizes, Fusion with our own palette.

A theme is a TOML file under ``resources/themes``; a painter asks :func:`current_look` for its colours and fonts,
and hears of another look as a widget does: ``changeEvent`` with ``PaletteChange``.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from netorganizer.ui.fonts import TypeScale
from netorganizer.ui.style_sheet import style_sheet
from netorganizer.ui.theme_file import SYSTEM, THEME_NAMES, Theme, ThemeError, load_theme, parse_theme

__all__ = [
    "SYSTEM", "THEME_NAMES", "Look", "Theme", "ThemeError", "apply_theme", "current_look", "load_theme",
    "parse_theme", "prefers_reduced_motion", "resolve_theme_name",
]  # fmt: skip

SCALE_RANGE = (0.8, 2.0)


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
