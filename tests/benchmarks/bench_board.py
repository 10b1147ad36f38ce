"""What scrolling and dropping cost on a full board: CPU per frame, beside a plain list of the same length.

Run ``python tests/benchmarks/bench_board.py``. A frame of a QListView that draws nothing but a line of text is the
baseline. The bar: from a drop until it is kept and painted, 16 ms CPU at the 95th percentile with 1,000 cards.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from bench_start import fill
from PySide6.QtCore import QCoreApplication, QStringListModel
from PySide6.QtWidgets import QListView

from netorganizer.domain.clock import make_clock
from netorganizer.domain.pipeline import Slot, Stage
from netorganizer.paths import Home
from netorganizer.ui.app import build_window, make_application
from netorganizer.ui.main_window import MainWindow

DROP_BAR_MS = 16.0
FRAMES = 200


def scroll(view: QListView) -> list[float]:
    """CPU milliseconds of each of many scrolled frames."""
    bar, frames = view.verticalScrollBar(), []
    for number in range(FRAMES):
        start = process_time()
        bar.setValue((number * 37) % max(1, bar.maximum()))
        view.viewport().repaint()
        frames.append((process_time() - start) * 1_000)
    return frames


def drop(window: MainWindow) -> list[float]:
    """CPU milliseconds from asking for a move until it is kept and painted, back and forth through the columns."""
    view, moves, taken = window.board.view, window.board.moves, []
    stages = list(Stage)
    for number in range(FRAMES):
        source = view.columns[number % len(stages)]
        target = stages[(number * 3 + 1) % len(stages)]
        if not source.ids:
            continue
        before = view.stored[target][0] if view.stored[target] else None
        start = process_time()
        moves.move_to([source.ids[min(2, len(source.ids) - 1)]], Slot(target, before))
        QCoreApplication.processEvents()
        taken.append((process_time() - start) * 1_000)
    return taken[20:]


def plain_list(count: int) -> QListView:
    """A list with nothing of ours in it."""
    view = QListView()
    view.setModel(QStringListModel([f"Line {number}" for number in range(count)], view))
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.resize(190, 700)
    view.show()
    QCoreApplication.processEvents()
    return view


def main() -> int:
    """Print the figures; 1 when the bar for drops is broken."""
    make_application()
    worst = 0.0
    for count in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            fill(Home(Path(folder)), count)
            window = build_window(Home(Path(folder)), make_clock("Europe/Berlin"))
            window.resize(1600, 960)
            window.show()
            QCoreApplication.processEvents()
            plain = median(scroll(plain_list(count // 8)))
            ours = median(scroll(window.board.view.columns[0].view))
            drops = drop(window)
            p95 = quantiles(drops, n=20)[-1]
            worst = max(worst, p95) if count == 1_000 else worst
            print(f"{count:6} cards: scroll frame {ours:.2f} ms CPU, x{ours / plain:.1f} of a plain list's")
            print(f"{'':6}        drop until kept and painted: median {median(drops):.1f} ms, p95 {p95:.1f} ms CPU")
            window.close()
    return int(worst > DROP_BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
