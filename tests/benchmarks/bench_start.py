"""What the first painted board costs, as a ratio to an empty QMainWindow painted in the same round.

Run ``python tests/benchmarks/bench_start.py`` under an X server (``xvfb-run -a``) or with QT_QPA_PLATFORM=offscreen.
Each round starts every program once, in turn; the medians of CPU, wall time and resident memory are compared.
The bars: at 1,000 applications 3.0 x the CPU and 1.7 x the memory, at 10,000 3.5 x and 1.9 x.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from netorganizer.domain.clock import make_clock
from netorganizer.domain.pipeline import Stage
from netorganizer.paths import Home
from netorganizer.services.applications import insert_application
from netorganizer.services.workspace import open_workspace

ROUNDS = 5
BARS = {28: (3.0, 1.7), 1_000: (3.0, 1.7), 10_000: (3.5, 1.9)}
HELLO = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from netorganizer.ui.start_trace import process_started_at, resident_megabytes
class Hello(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)
def done():
    json.dump({"cpu_s": time.process_time(), "wall_s": time.time() - process_started_at(),
               "rss_mb": resident_megabytes()}, open(sys.argv[1], "w"))
    app.exit(0)
app = QApplication(sys.argv)
window = Hello()
window.resize(1366, 768)
window.show()
app.exec()
"""


def fill(home: Home, count: int) -> None:
    """Applications spread over the columns, as the sample of this size has them."""
    workspace = open_workspace(home, make_clock("Europe/Berlin"))
    with workspace.change("Fill") as tx:
        for number in range(count):
            fields = {"company": f"Company {number % 97}", "role": f"Senior Software Engineer, Team {number}"}
            insert_application(workspace, tx, list(Stage)[number * 7 % 8], "", dict(fields))
    workspace.close()


def measure(command: list[str], trace: Path, **more: str) -> dict[str, float]:
    """One run of a program that writes its measurements to ``trace``."""
    subprocess.run(
        command, check=True, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    measured: dict[str, float] = json.loads(trace.read_text("utf-8"))
    return measured


def main() -> int:
    """Print the ratios; the exit code is 1 when one is over its bar."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.json"
        homes = {count: Path(folder) / str(count) for count in BARS}
        for count, place in homes.items():
            fill(Home(place), count)
        hello: list[dict[str, float]] = []
        boards: dict[int, list[dict[str, float]]] = {count: [] for count in BARS}
        for _ in range(ROUNDS + 1):
            hello.append(measure([sys.executable, "-c", HELLO, str(trace)], trace))
            for count, place in homes.items():
                command = [sys.executable, "-m", "netorganizer", "--home", str(place)]
                boards[count].append(measure(command, trace, NETORGANIZER_TRACE_START=str(trace)))
    return report(hello[1:], {count: runs[1:] for count, runs in boards.items()})


def report(hello: list[dict[str, float]], boards: dict[int, list[dict[str, float]]]) -> int:
    """Print a line per size; 1 when a bar is broken."""
    base = {figure: median(run[figure] for run in hello) for figure in ("cpu_s", "wall_s", "rss_mb")}
    print(f"empty QMainWindow: {base['cpu_s']:.3f} s CPU, {base['wall_s']:.2f} s wall, {base['rss_mb']:.0f} MB")
    is_over = False
    for count, runs in boards.items():
        cpu, wall, memory = (median(run[figure] for run in runs) / base[figure] for figure in base)
        cpu_bar, memory_bar = BARS[count]
        is_over = is_over or cpu > cpu_bar or memory > memory_bar
        print(
            f"{count:6} applications: CPU x{cpu:.2f} (bar {cpu_bar}), wall x{wall:.2f}, "
            f"memory x{memory:.2f} (bar {memory_bar})"
        )
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main())
