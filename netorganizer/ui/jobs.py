"""Work that takes longer than a frame: computed in a thread, told about in the window's own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal

from netorganizer.domain.errors import Refusal


class Job(QObject):
    """Runs ``work`` once. ``finished`` carries its result, ``refused`` its :class:`Refusal`; anything else is a bug.

    ``work`` gets records and gives records: it must not touch the workspace or a widget.
    """

    finished = Signal(object)
    refused = Signal(object)
    _ended = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        pool.submit(work).add_done_callback(self._end)
        pool.shutdown(wait=False)

    def _end(self, future: "Future[object]") -> None:
        # In the worker. Whoever asked may have been closed meanwhile, and this object with it.
        with suppress(RuntimeError):
            self._ended.emit(future)

    def _tell(self, future: "Future[object]") -> None:
        try:
            result = future.result()
        except Refusal as refusal:
            self.refused.emit(refusal)
        else:
            self.finished.emit(result)
        finally:
            self.deleteLater()
