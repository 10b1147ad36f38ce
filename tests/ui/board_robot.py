"""What a person sees and does on the board: the columns as text, and real gestures on real widgets."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from netorganizer.domain.pipeline import STAGE_NAMES, Stage
from netorganizer.services.applications import add_application, list_applications
from netorganizer.services.workspace import Workspace
from netorganizer.ui.board.column_view import ColumnView
from netorganizer.ui.main_window import MainWindow


class Board:
    """What a person sees and does on the board: cards by their company's name."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        self.window = window
        self.workspace = workspace
        self.view = window.board.view

    def add(self, stage: Stage, *companies: str) -> list[int]:
        """Applications at the bottom of a column."""
        return [add_application(self.workspace, stage, company=each, role="Engineer") for each in companies]

    def text(self) -> str:
        """The columns with cards, top to bottom, and what is closed: ``Saved: A B | Offer: C | closed: D``."""
        parts = [
            f"{STAGE_NAMES[column.stage]}: {' '.join(self._names(column.view))}"
            for column in self.view.columns
            if column.ids
        ]
        if self.view.tray.view.column_model.rowCount():
            parts.append(f"closed: {' '.join(self._names(self.view.tray.view))}")
        return " | ".join(parts)

    def stored(self) -> str:
        """The same, as the store says it, whatever is drawn."""
        columns: dict[str, list[str]] = {}
        for each in list_applications(self.workspace, live=True, closed=True):
            key = "closed" if each.outcome else STAGE_NAMES[each.stage]
            columns.setdefault(key, []).append(each.company)
        ordered = [name for name in (*STAGE_NAMES.values(), "closed") if name in columns]
        return " | ".join(f"{name}: {' '.join(columns[name])}" for name in ordered)

    def selected(self) -> list[str]:
        """The companies of the selected cards."""
        return [card.company for id_ in self.view.selected_ids() if (card := self.view.card(id_))]

    def _names(self, view: ColumnView) -> list[str]:
        cards = [self.view.card(id_) for id_ in view.column_model.ids]
        return [card.company if card else "?" for card in cards]

    def list_of(self, company: str) -> tuple[ColumnView, int]:
        """The list a card stands in, and its row."""
        for view in self.view.views():
            names = self._names(view)
            if company in names:
                return view, names.index(company)
        raise AssertionError(f"no card of {company} on the board")

    def middle(self, company: str) -> QPoint:
        """The middle of a card, in its list's viewport."""
        view, row = self.list_of(company)
        return view.visualRect(view.column_model.index(row)).center()

    def click(self, company: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> ColumnView:
        """Click a card with the left button."""
        view, _ = self.list_of(company)
        if not self.window.isActiveWindow():  # the offscreen platform leaves none active after a menu
            self.window.activateWindow()
            assert QTest.qWaitForWindowActive(self.window)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, self.middle(company))
        return view

    def press_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on whatever has the focus."""
        focused = QApplication.focusWidget() or self.window
        QTest.keyClick(focused, key, modifier)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def hold(self, company: str) -> "Held":
        """Press a card and drag it past the threshold."""
        view, _ = self.list_of(company)
        return Held(view, self.middle(company))

    def below(self, stage: Stage) -> QPoint:
        """A global point in the empty lower part of a column."""
        view = self.view.columns[stage.number].view
        return view.viewport().mapToGlobal(QPoint(view.viewport().width() // 2, view.viewport().height() - 20))

    def above(self, company: str) -> QPoint:
        """A global point in the upper half of a card."""
        view, row = self.list_of(company)
        rect = view.visualRect(view.column_model.index(row))
        return view.viewport().mapToGlobal(QPoint(rect.center().x(), rect.top() + 6))


class Held:
    """A card on the pointer."""

    def __init__(self, view: ColumnView, start: QPoint) -> None:
        self._viewport = view.viewport()
        self._at = start
        QTest.mousePress(self._viewport, Qt.MouseButton.LeftButton, pos=start)
        self._move(start + QPoint(12, 4))

    def over(self, position: QPoint) -> "Held":
        """Move to a global position."""
        self._move(self._viewport.mapFromGlobal(position))
        return self

    def _move(self, position: QPoint) -> None:
        self._at = position
        QTest.mouseMove(self._viewport, position)
        QApplication.processEvents()

    def drop(self) -> None:
        """Let go."""
        QTest.mouseRelease(self._viewport, Qt.MouseButton.LeftButton, pos=self._at)
