"""The little style sheet for what Fusion and a palette cannot do: scroll bars, menus, tooltips, inputs, tabs.

Item views get no rule on purpose: a style sheet makes their painting several times slower.
"""

import os
from collections.abc import Callable

from netorganizer import assets
from netorganizer.ui.theme_file import Theme


def style_sheet(theme: Theme, px: Callable[[float], int]) -> str:
    """The application's style sheet; ``px`` turns design pixels into pixels at the person's text size."""
    parts = (_popups, _inputs, _choices, _buttons, _tabs)
    return "\n".join([_scroll_bars(theme), *(part(theme, px) for part in parts)])


def _picture(theme: Theme, name: str) -> str:
    # A style sheet cannot tint a picture: each theme has its own check mark and arrow beside its colours.
    path = assets.root().joinpath("themes", f"{theme.name}-{name}.svg")
    return f'url("{str(path).replace(os.sep, "/")}")'


def _scroll_bars(theme: Theme) -> str:
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


def _popups(theme: Theme, px: Callable[[float], int]) -> str:
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


def _inputs(theme: Theme, px: Callable[[float], int]) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    return f"""
{fields} {{ background: {theme.card.name()}; color: {theme.text.name()}; border-radius: {px(6)}px;
    border: 1px solid {theme.border_strong.name()}; padding: {px(5)}px {px(8)}px; min-height: {px(20)}px;
    selection-background-color: {theme.accent.name()}; selection-color: {theme.on_accent.name()}; }}
{focused} {{ border: 2px solid {theme.focus.name()}; padding: {px(5) - 1}px {px(8) - 1}px; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {theme.text3.name()}; background: {theme.column.name()}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit {{ border: none; padding: 0;
    min-height: 0; background: transparent; }}
QAbstractItemView QLineEdit {{ background: {theme.card.name()}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: {px(18)}px; border: none; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ width: {px(12)}px; height: {px(12)}px; }}
QAbstractSpinBox::up-arrow {{ image: {_picture(theme, "chevron-up")}; }}
QAbstractSpinBox::down-arrow {{ image: {_picture(theme, "chevron")}; }}
"""


def _choices(theme: Theme, px: Callable[[float], int]) -> str:
    chevron, check = _picture(theme, "chevron"), _picture(theme, "check")
    return f"""
QComboBox::drop-down, QDateTimeEdit[calendarPopup="true"]::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow, QDateTimeEdit[calendarPopup="true"]::down-arrow {{
    image: {chevron}; width: {px(16)}px; height: {px(16)}px; }}
QComboBox QAbstractItemView {{ background: {theme.raised.name()}; color: {theme.text.name()};
    border: 1px solid {theme.border_strong.name()}; selection-background-color: {theme.selected.name()};
    selection-color: {theme.text.name()}; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(24)}px; border: 2px solid transparent;
    border-radius: {px(6)}px; padding: 0 {px(2)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {theme.focus.name()}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(16)}px; height: {px(16)}px;
    border: 1px solid {theme.border_strong.name()}; background: {theme.card.name()}; }}
QCheckBox::indicator {{ border-radius: {px(4)}px; }}
QRadioButton::indicator {{ border-radius: {px(16) // 2 + 1}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {theme.accent.name()}; }}
QCheckBox::indicator:checked {{ background: {theme.accent.name()}; border-color: {theme.accent.name()};
    image: {check}; }}
QRadioButton::indicator:checked {{ border: {px(5)}px solid {theme.accent.name()}; width: {px(8)}px;
    height: {px(8)}px; }}
"""


def _buttons(theme: Theme, px: Callable[[float], int]) -> str:
    # For dialogs that Qt builds itself; our own screens use widgets.buttons.
    return f"""
QPushButton {{ background: {theme.card.name()}; color: {theme.text.name()}; border-radius: {px(6)}px;
    border: 1px solid {theme.border_strong.name()}; padding: {px(5)}px {px(12)}px; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {theme.selected.name()}; }}
QPushButton:default {{ background: {theme.accent.name()}; color: {theme.on_accent.name()}; }}
QPushButton:focus {{ border: 2px solid {theme.focus.name()}; padding: {px(5) - 1}px {px(12) - 1}px; }}
QPushButton:disabled {{ color: {theme.text3.name()}; background: {theme.column.name()}; }}
"""


def _tabs(theme: Theme, px: Callable[[float], int]) -> str:
    return f"""
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border.name()}; }}
QTabBar::tab {{ background: transparent; color: {theme.text2.name()}; border: none;
    padding: {px(7)}px {px(10)}px; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {theme.text.name()}; }}
QTabBar::tab:selected {{ color: {theme.accent.name()}; border-bottom: 2px solid {theme.accent.name()}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.focus.name()}; border-radius: {px(4)}px; }}
"""
