"""One window per home: a second start hands its arguments to the first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.services.window_lock import take_window_lock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from netorganizer.paths import Home
    from netorganizer.ui.main_window import MainWindow

_WAIT_MS = 2000


class SingleInstance(QObject):
    """Holds the home's window lock, or reaches the window that does."""

    def __init__(self, home: Home, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = take_window_lock(home)
        place = home.folder.stat()
        self._name = f"netorganizer-{place.st_dev:x}-{place.st_ino:x}"
        self._server: QLocalServer | None = None

    def hand_over(self, screen: str | None, file: str | None) -> bool:
        """Whether another window is open on this home and took the arguments.

        Raises :class:`StoreUnavailable` when it holds the lock but does not answer.
        """
        if self._lock is not None:
            return False
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            raise StoreUnavailable(
                "Another netorganizer window is open on this data but does not answer. Close it first."
            )
        socket.write(json.dumps({"screen": screen, "file": file}).encode())
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def listen(self, window: MainWindow) -> None:
        """Take the arguments of later starts to ``window``. Call it after the first frame: QtNetwork is heavy."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)  # left behind by a crash; the lock says that nobody else is there
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.listen(self._name)
        server.newConnection.connect(lambda: self._take(server, window))
        self._server = server

    def _take(self, server: QLocalServer, window: MainWindow) -> None:
        while server.hasPendingConnections():
            socket = server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
