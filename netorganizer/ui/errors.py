"""A fault in the program: a report file without the person's text, and a dialog to copy it from."""

import sys
from datetime import UTC, datetime
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from netorganizer.paths import Home
from netorganizer.services.crash_reports import describe_fault, write_crash_report


def install_excepthook(home: Home) -> None:
    """From now on a fault in a slot is reported, said on standard error, and shown; the program goes on."""

    def report(kind: type[BaseException], fault: BaseException, _traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(130)
            return
        now = datetime.now(UTC)
        file = write_crash_report(home, fault, now)
        print(f"netorganizer: a fault in the program; the report is {file}", file=sys.stderr)  # noqa: T201
        show_fault(describe_fault(fault, now))

    sys.excepthook = report


def show_fault(report: str) -> None:
    """Say that the program has a fault, with the report to copy. What was kept is safe."""
    if not isinstance(QApplication.instance(), QApplication):
        return
    translate = QCoreApplication.translate
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("Errors", "Something went wrong in netorganizer. Everything you saw saved is safe."))
    box.setInformativeText(translate("Errors", "The details hold no text of yours. You can copy them for a report."))
    box.setDetailedText(report)
    copy = box.addButton(translate("Errors", "Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
    box.open()
