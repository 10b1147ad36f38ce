"""What the window does for its own sake, beside the person's work: loading ahead, backups, old trash."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from netorganizer.domain.errors import Refusal
from netorganizer.services.workspace import Workspace, warm_up
from netorganizer.ui.jobs import Job

_BACKUP_LOOK_MS = 10 * 60 * 1000


class Housekeeping(QObject):
    """Starts after the first frame, works in threads, and never interrupts."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._timer = QTimer(self, interval=_BACKUP_LOOK_MS)
        self._timer.timeout.connect(self.back_up)

    def start(self) -> None:
        """Load what the first change needs, then look after the store."""
        Job(warm_up, self).finished.connect(self._look_after)
        self._timer.start()

    def _look_after(self) -> None:
        from netorganizer.services.trash import drop_old_trash

        try:
            drop_old_trash(self._workspace)
        except Refusal:
            return  # nobody asked for it; it is tried again at the next start
        self.back_up()

    def back_up(self) -> None:
        """Make the automatic backup if one is due. A refusal is no news: the next look tries again."""
        from netorganizer.services.backups import back_up_if_due

        Job(partial(back_up_if_due, self._workspace.home, self._workspace.clock.now()), self)

    def stop(self) -> None:
        """The window closes."""
        self._timer.stop()
