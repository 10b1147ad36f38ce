"""A fault in the program: a report file without the person's text, and a dialog to copy it from."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from netorganizer.domain.errors import Refusal
from netorganizer.services.crash_reports import describe_fault, write_crash_report

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox

    from netorganizer.paths import Home
    from netorganizer.ui.main_window import MainWindow


class FaultDesk:
    """What no slot caught comes here, and the program goes on. ``window`` is the one that tells, once it is there."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.window: MainWindow | None = None
        self.box: QMessageBox | None = None

    def take(self, kind: type[BaseException], fault: BaseException, _traceback: TracebackType | None) -> None:
        """A refusal is said in the window; a fault is reported, said on standard error, and shown."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(130)
        elif isinstance(fault, Refusal) and self.window is not None:
            self.window.refuse(fault)
        else:
            self._report(fault)

    def _report(self, fault: BaseException) -> None:
        now = datetime.now(UTC)
        file = write_crash_report(self._home, fault, now)
        print(f"netorganizer: a fault in the program; the report is {file}", file=sys.stderr)  # noqa: T201
        # One box at a time: a fault in something that is done many times a second must not bury the desktop.
        if self.box is None and isinstance(QApplication.instance(), QApplication):
            self.box = make_fault_box(describe_fault(fault, now), self.window)
            self.box.finished.connect(self._forget_box)
            self.box.open()

    def _forget_box(self) -> None:
        if self.box is not None:
            self.box.deleteLater()
            self.box = None


def install_excepthook(home: Home) -> FaultDesk:
    """From now on what no slot caught goes to the desk that is returned."""
    desk = FaultDesk(home)
    sys.excepthook = desk.take
    return desk


def make_fault_box(report: str, window: MainWindow | None) -> QMessageBox:
    """It says that the program has a fault, with the report to copy. What was kept is safe."""
    from PySide6.QtWidgets import QMessageBox

    translate = QCoreApplication.translate
    box = QMessageBox(window)
    box.setObjectName("fault")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("Errors", "Something went wrong in netorganizer. Everything you saw saved is safe."))
    box.setInformativeText(translate("Errors", "The details hold no text of yours. You can copy them for a report."))
    box.setDetailedText(report)
    copy = box.addButton(translate("Errors", "Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
    return box
