"""The little style sheet for what Fusion and a palette cannot do: scroll bars, menus, tooltips, inputs, tabs.

Item views get no rule on purpose: a style sheet makes their painting several times slower.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netorganizer.ui.theme import Theme


def style_sheet(theme: "Theme", px: Callable[[float], int]) -> str:
    """The application's style sheet; ``px`` turns design pixels into pixels at the person's text size."""
    return "\n".join((_scroll_bars(theme), _popups(theme, px), _inputs(theme, px), _tabs(theme, px)))


def _scroll_bars(theme: "Theme") -> str:
    handle = theme.text3.name() if not theme.tints else theme.border_strong.name()
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {theme.border_subtle.name()}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {handle}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""


def _popups(theme: "Theme", px: Callable[[float], int]) -> str:
    return f"""
QMenu {{ background: {theme.raised.name()}; color: {theme.text.name()};
    border: 1px solid {theme.border.name()}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(10)}px; border-radius: {px(4)}px;
    min-height: {px(18)}px; border: 1px solid transparent; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QMenu::item:selected {{ background: {theme.selected.name()}; color: {theme.text.name()};
    border: 1px solid {theme.selected.name() if theme.tints else theme.focus.name()}; }}
QMenu::item:disabled {{ color: {theme.text3.name()}; }}
QMenu::separator {{ height: 1px; background: {theme.border.name()}; margin: {px(4)}px {px(8)}px; }}
QToolTip {{ background: {theme.raised.name()}; color: {theme.text.name()};
    border: 1px solid {theme.border.name()}; padding: {px(4)}px {px(6)}px; }}
"""


def _inputs(theme: "Theme", px: Callable[[float], int]) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QDateTimeEdit"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    return f"""
{fields} {{ background: {theme.card.name()}; color: {theme.text.name()}; border-radius: {px(6)}px;
    border: 1px solid {theme.border_strong.name()}; padding: {px(5)}px {px(8)}px;
    selection-background-color: {theme.accent.name()}; selection-color: {theme.on_accent.name()}; }}
{focused} {{ border: 2px solid {theme.focus.name()}; padding: {px(5) - 1}px {px(8) - 1}px; }}
QLineEdit:disabled {{ color: {theme.text3.name()}; background: {theme.column.name()}; }}
QAbstractItemView QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0 {px(2)}px; }}
"""


def _tabs(theme: "Theme", px: Callable[[float], int]) -> str:
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border.name()}; }}
QTabBar::tab {{ background: transparent; color: {theme.text2.name()}; border: none;
    padding: {px(7)}px {px(10)}px; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {theme.text.name()}; }}
QTabBar::tab:selected {{ color: {theme.accent.name()}; border-bottom: 2px solid {theme.accent.name()}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.focus.name()}; border-radius: {px(4)}px; }}
"""
