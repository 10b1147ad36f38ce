"""Work that takes longer than a frame: computed in a thread, told about in the window's own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal

from netorganizer.domain.errors import Refusal


class Job(QObject):
    """Runs ``work`` once. ``ended`` comes first, always; then ``finished`` with its result or ``refused``.

    ``refused`` carries a :class:`Refusal`. Anything else that ``work`` raises is a bug: it is raised again here, in
    the window's thread, where it is reported. ``work`` gets records and gives records: it must not touch the
    workspace or a widget. The program does not end before it has, so it must be short or patient only so long.
    """

    ended = Signal()
    finished = Signal(object)
    refused = Signal(object)
    _done = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        pool.submit(work).add_done_callback(self._end)
        pool.shutdown(wait=False)

    def _end(self, future: "Future[object]") -> None:
        # In the worker. Whoever asked may have been closed meanwhile, and this object with it.
        with suppress(RuntimeError):
            self._done.emit(future)

    def _tell(self, future: "Future[object]") -> None:
        self.ended.emit()
        try:
            result = future.result()
        except Refusal as refusal:
            self.refused.emit(refusal)
        else:
            self.finished.emit(result)
        finally:
            self.deleteLater()
