"""A list of rows that are widgets, a page at a time: rows with real buttons in them, for lists that may be long."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from netorganizer.ui.widgets.buttons import Button, ButtonKind

PAGE = 20

Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=QWidget)


@contextmanager
def laid_out_once(container: QWidget) -> Iterator[None]:
    """While rows of ``container`` come and go: Qt lays everything out anew at each of them, if it can be seen.

    Not where it has the focus, which hiding would take away.
    """
    focused = QApplication.focusWidget()
    if container.isHidden() or (focused is not None and container.isAncestorOf(focused)):
        yield
        return
    container.hide()
    try:
        yield
    finally:
        container.show()


class RowList(QWidget, Generic[Thing, Row]):
    """Shows the first things and, when asked, a page more. Rows are made once and shown again.

    ``make`` makes an empty row, ``show`` puts a thing into it.
    """

    def __init__(
        self,
        make: Callable[[], Row],
        show: Callable[[Row, Thing], None],
        more_words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._show = make, show
        self._things: Sequence[Thing] = ()
        self._shown_count = PAGE
        self.rows: list[Row] = []
        self.more = Button(more_words, ButtonKind.QUIET, "chevron-down")
        self.more.clicked.connect(self._show_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.more)

    def set_things(self, things: Sequence[Thing]) -> None:
        """Show these, as many as were shown before."""
        with laid_out_once(self):
            self._put(things)

    def _put(self, things: Sequence[Thing]) -> None:
        self._things = things
        shown = things[: self._shown_count]
        while len(self.rows) < len(shown):
            row = self._make()
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for row, thing in zip(self.rows, shown, strict=False):
            self._show(row, thing)
            row.show()
        for row in self.rows[len(shown) :]:
            row.hide()
        self.more.setVisible(len(things) > len(shown))

    def start_over(self) -> None:
        """Other things come: one page is enough again."""
        self._shown_count = PAGE

    def shown_rows(self) -> list[Row]:
        """The rows that show something."""
        return self.rows[: min(self._shown_count, len(self._things))]

    def _show_more(self) -> None:
        at = len(self.shown_rows())
        self._shown_count += PAGE
        self.set_things(self._things)
        if self.more.isHidden() and at < len(self.rows):
            self.rows[at].setFocus()
