"""Whether a window is open on a home: what needs the store alone asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.store import lock

if TYPE_CHECKING:
    from netorganizer.paths import Home
    from netorganizer.store.lock import WindowLock


def take_window_lock(home: Home) -> WindowLock | None:
    """The lock of the one window on ``home``, or ``None`` while another one holds it.

    Raises :class:`StoreUnavailable` when the folder cannot be written.
    """
    try:
        return lock.take_window_lock(home.window_lock)
    except OSError as fault:
        raise StoreUnavailable(
            f"The folder {home.folder} cannot be used ({fault.strerror}). Choose another with --home."
        ) from fault
