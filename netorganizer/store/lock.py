"""The lock that the one open window of a home holds. The system takes it back when its process ends, however."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WindowLock:
    """The lock while it is held; :meth:`release` gives it back. Also a context manager."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another window have it. Releasing twice is fine."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __enter__(self) -> WindowLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def take_window_lock(file: Path) -> WindowLock | None:
    """The lock, or ``None`` while another process holds it. Raises OSError where the file cannot be made."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with contextlib.suppress(OSError):
        _try_lock(descriptor)
        return WindowLock(descriptor)
    os.close(descriptor)
    return None
