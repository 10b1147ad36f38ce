"""What the start cost: written once the first frame with real cards is on the screen (NETORGANIZER_TRACE_START)."""

import json
import os
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class StartTrace(QObject):
    """Waits for the first paint of one of ``surfaces``, writes the measurements to ``file`` and ends the program."""

    def __init__(self, file: Path, surfaces: list[QWidget], cards: int, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file
        self._cards = cards
        self._is_done = False
        for surface in surfaces:
            surface.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """After this paint event the frame is complete."""
        if event.type() == QEvent.Type.Paint and not self._is_done:
            self._is_done = True
            QTimer.singleShot(0, self, self._write)
        return False

    def _write(self) -> None:
        modules = sorted({name.partition(".")[0] for name in sys.modules})
        measured = {
            "cpu_s": time.process_time(),
            "wall_s": time.time() - process_started_at(),
            "rss_mb": resident_megabytes(),
            "cards": self._cards,
            "modules": modules,
        }
        try:
            self._file.write_text(json.dumps(measured), "utf-8")
        except OSError as fault:
            sys.stderr.write(f"netorganizer: {self._file} cannot be written ({fault.strerror}).\n")
            QCoreApplication.exit(1)
        else:
            QCoreApplication.exit(0)


def process_started_at() -> float:
    """When this process started, in seconds since the epoch; now, where the system does not tell."""
    try:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        uptime = float(Path("/proc/uptime").read_text().split()[0])
    except OSError:
        return time.time() - time.process_time()
    return time.time() - uptime + int(fields[19]) / os.sysconf("SC_CLK_TCK")


def resident_megabytes() -> float:
    """Resident memory of this process; its peak where the present figure is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576
