"""Painted cards, kept while there is room: painting one anew costs several times more than showing it again."""

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QPixmap

_MEGABYTE = 1024 * 1024


class PixmapCache:
    """Pixmaps by key; when they take more than ``limit_bytes``, those not shown for longest go first."""

    def __init__(self, limit_bytes: int = 48 * _MEGABYTE) -> None:
        self.limit_bytes = limit_bytes
        self.held_bytes = 0
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable) -> QPixmap | None:
        """The pixmap kept under ``key``, if it is still here."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, pixmap: QPixmap) -> None:
        """Keep ``pixmap`` under ``key``; one that is larger than the whole cache is not kept."""
        self._forget(key)
        if _bytes_of(pixmap) > self.limit_bytes:
            return
        self._kept[key] = pixmap
        self.held_bytes += _bytes_of(pixmap)
        while self.held_bytes > self.limit_bytes:
            self._forget(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget all: another look, another text size."""
        self._kept.clear()
        self.held_bytes = 0

    def _forget(self, key: Hashable) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self.held_bytes -= _bytes_of(old)


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * pixmap.depth() // 8
