"""Noticing what another process kept: the command line beside the open window."""

from PySide6.QtCore import QObject, QTimer

from netorganizer.domain.errors import Refusal
from netorganizer.services.workspace import Workspace

_LOOK_MS = 400


class ChangeFeed(QObject):
    """Looks several times a second, which costs a few microseconds; subscribers hear of it as of their own."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        try:
            self._workspace.notice_foreign_changes()
        except Refusal:
            # The store cannot be read just now; the next look tries again, the next change explains.
            return

    def stop(self) -> None:
        """Look no more: the workspace is being closed."""
        self._timer.stop()
