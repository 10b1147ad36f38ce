"""Putting the person's settings on the screen: theme and text size."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from netorganizer.paths import Home
from netorganizer.services.settings import Settings, load_settings, save_settings
from netorganizer.ui.theme import apply_theme, load_theme, prefers_reduced_motion, resolve_theme_name

SMALLEST_PERCENT, LARGEST_PERCENT = 80, 200


def apply_settings(settings: Settings) -> None:
    """Give the running program the look that the settings ask for."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = load_theme(resolve_theme_name(settings.theme))
    apply_theme(application, theme, settings.text_percent / 100, reduced_motion=prefers_reduced_motion())


def scale_text(home: Home, percent: int) -> None:
    """Make all text larger or smaller by ``percent`` points; 0 makes it normal. Remembered at once."""
    settings = load_settings(home)
    wanted = 100 if percent == 0 else settings.text_percent + percent
    changed = replace(settings, text_percent=min(max(wanted, SMALLEST_PERCENT), LARGEST_PERCENT))
    save_settings(home, changed)
    apply_settings(changed)
