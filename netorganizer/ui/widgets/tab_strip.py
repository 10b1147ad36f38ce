"""Tabs for a narrow panel: an icon with its word below, in as many rows as the words need."""

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from netorganizer.ui.fonts import metrics
from netorganizer.ui.icons import icon_pixmap
from netorganizer.ui.theme import current_look
from netorganizer.ui.widgets.drawing import RING_GAP_PX, RING_PX, begin, draw_focus_ring

_ROW_HEIGHT = 46


class TabButton(QPushButton):
    """One tab. Its accessible name has the count too."""

    def __init__(self, icon_name: str, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._icon_name, self._count = icon_name, ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count("")

    def set_count(self, count: str) -> None:
        """Show how many things are behind the tab, such as ``3`` or ``5/8``."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """The word, clear of the focus ring."""
        look = current_look()
        word = round(metrics(look.type.meta).horizontalAdvance(self.text()))
        return QSize(word + 2 * (RING_PX + RING_GAP_PX), look.px(_ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, count and word; the chosen tab is tinted and underlined."""
        look, painter = current_look(), begin(self)
        theme, px = look.theme, look.px
        ink = theme.accent if self.isChecked() else theme.text if self.underMouse() else theme.text2
        side = px(18)
        count_width = metrics(look.type.meta).horizontalAdvance(self._count) + px(3) if self._count else 0
        left = (self.width() - side - count_width) / 2
        pixmap = icon_pixmap(self._icon_name, ink, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(round(left), px(5)), pixmap)
        painter.setPen(ink)
        painter.setFont(look.type.meta)
        if self._count:
            beside = QRectF(left + side + px(3), px(5), count_width + 2, side)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._count)
        below = QRectF(0, px(5) + side, self.width(), self.height() - px(8) - side)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            painter.fillRect(QRectF(px(2), self.height() - 2, self.width() - px(4), 2), theme.accent)
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()), px(6))


class TabStrip(QWidget):
    """The tabs, of which one is chosen. Arrow keys move between them; ``selected`` carries the key."""

    selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, TabButton] = {}
        self._group = QButtonGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_tab(self, key: str, icon_name: str, words: str) -> TabButton:
        """Add a tab at the end; the first one is chosen."""
        tab = TabButton(icon_name, words, self)
        tab.setObjectName(f"tab.{key}")
        self._group.addButton(tab)
        tab.setChecked(not self._tabs)
        tab.toggled.connect(lambda is_on, key=key: self.selected.emit(key) if is_on else None)
        self._tabs[key] = tab
        self._arrange()
        return tab

    def tab(self, key: str) -> TabButton:
        """The tab with this key."""
        return self._tabs[key]

    def current(self) -> str:
        """The key of the chosen tab."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a tab."""
        self._tabs[key].setChecked(True)

    def step(self, by: int) -> None:
        """Choose the tab so many places on, around the end."""
        keys = list(self._tabs)
        self.set_current(keys[(keys.index(self.current()) + by) % len(keys)])

    def _arrange(self) -> None:
        if not self._tabs:
            return
        tabs = list(self._tabs.values())
        hints = [tab.sizeHint().width() for tab in tabs]
        height = tabs[0].sizeHint().height()
        rows = 1
        edges = [round(sum(hints[:at]) + at * (self.width() - sum(hints)) / len(tabs)) for at in range(len(tabs) + 1)]
        if sum(hints) > self.width():  # several rows, in columns of one width
            rows = math.ceil(len(tabs) / max(1, self.width() // max(hints)))
            columns = math.ceil(len(tabs) / rows)
            edges = [column * self.width() // columns for column in range(columns + 1)]
        for number, tab in enumerate(tabs):
            row, column = divmod(number, len(edges) - 1)
            tab.setGeometry(QRect(edges[column], row * height, edges[column + 1] - edges[column], height))
        self.setFixedHeight(rows * height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line below, on which the chosen tab's stands."""
        theme, painter = current_look().theme, begin(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.border)
