"""One window per home: a second start brings the first one's window forward."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.services.window_lock import take_window_lock

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtNetwork import QLocalServer
    from PySide6.QtWidgets import QWidget

    from netorganizer.paths import Home

_WAIT_MS = 5000
_PAUSE_SECONDS = 0.05


class SingleInstance(QObject):
    """Holds the home's window lock, or reaches the window that does."""

    def __init__(self, home: Home, parent: QObject) -> None:
        super().__init__(parent)
        self._home = home
        self._lock = take_window_lock(home)
        place = home.folder.stat()
        self._name = f"netorganizer-{place.st_dev:x}-{place.st_ino:x}"
        self._server: QLocalServer | None = None

    def hand_over(self, *, wait_ms: int = _WAIT_MS, pause: Callable[[float], None] = time.sleep) -> bool:
        """Whether another window is open on this home and comes forward.

        It holds the lock before it listens, and while it closes: so it is asked, and the lock tried, again and again
        for ``wait_ms``, with a ``pause`` of some seconds between. Raises :class:`StoreUnavailable` when all that time
        it holds the lock and does not answer.
        """
        deadline = QDeadlineTimer(wait_ms)
        while self._lock is None:
            if self._reach():
                return True
            if deadline.hasExpired():
                raise StoreUnavailable(
                    "Another netorganizer window is open on this data but does not answer. Close it first."
                )
            pause(_PAUSE_SECONDS)
            self._lock = take_window_lock(self._home)
        return False

    def _reach(self) -> bool:
        """Whether the other window's server is there. To be connected to says it all."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        is_there = socket.waitForConnected(_WAIT_MS)
        socket.disconnectFromServer()
        return is_there

    def listen(self, window: QWidget) -> None:
        """Bring ``window`` forward at later starts. Call it after the first frame: QtNetwork is heavy."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # left behind by a crash; the lock says that nobody else is there
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.listen(self._name)
        server.newConnection.connect(lambda: self._take(server, window))
        self._server = server

    def _take(self, server: QLocalServer, window: QWidget) -> None:
        while server.hasPendingConnections():
            server.nextPendingConnection().deleteLater()
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
