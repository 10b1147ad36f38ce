"""The guards of conftest.py bite: each bad test below fails, and for its own reason."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

BAD_TESTS = {
    "test_thread": (
        """
        import threading
        release = threading.Event()
        def test_thread():
            threading.Thread(target=release.wait, args=(20,), name="sleeper", daemon=True).start()
        """,
        "left behind: thread sleeper",
    ),
    "test_network": (
        """
        import socket
        def test_network():
            try:
                socket.create_connection(("192.0.2.1", 80), timeout=1)
            except OSError:
                pass
        """,
        "left behind: network: 192.0.2.1",
    ),
    "test_name_lookup": (
        """
        import contextlib, socket
        def test_name_lookup():
            with contextlib.suppress(OSError):
                socket.getaddrinfo("example.com", 80)
        """,
        "left behind: network: example.com",
    ),
    "test_widget": (
        """
        from PySide6.QtWidgets import QLabel
        kept = []
        def test_widget(qapp):
            kept.append(QLabel("here", objectName="stray"))
        """,
        "left behind: QLabel 'stray'",
    ),
    "test_window": (
        """
        from PySide6.QtGui import QWindow
        windows = []
        def test_window(qapp):
            windows.append(QWindow(objectName="bare"))
        """,
        "left behind: QWindow 'bare'",
    ),
    "test_timer": (
        """
        from PySide6.QtCore import QTimer
        timers = []
        def test_timer(qapp):
            timers.append(QTimer(objectName="tick"))
            timers[0].start(10_000)
        """,
        "left behind: QTimer 'tick'",
    ),
    "test_model": (
        """
        from PySide6.QtCore import QAbstractListModel
        class Lying(QAbstractListModel):
            def rowCount(self, parent=None):
                return -1
            def data(self, index, role=0):
                return None
        def test_model(qtmodeltester):
            from PySide6.QtTest import QAbstractItemModelTester
            model = Lying()
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        """,
        "FAIL!",
    ),
    "test_qt_warning": (
        """
        from PySide6.QtCore import qWarning
        def test_qt_warning(qapp):
            qWarning("something is wrong")
        """,
        "something is wrong",
    ),
    "test_slot": (
        """
        from PySide6.QtCore import QTimer
        def test_slot(qtbot):
            def burst():
                raise RuntimeError("in a slot")
            timer = QTimer()
            timer.setSingleShot(True)
            timer.timeout.connect(burst)
            with qtbot.waitSignal(timer.timeout):
                timer.start(0)
        """,
        "in a slot",
    ),
    "test_warning": (
        """
        import warnings
        def test_warning():
            warnings.warn("old thing", DeprecationWarning)
        """,
        "DeprecationWarning: old thing",
    ),
}


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A scratch project under our own pytest settings and conftest."""
    pytester.makepyprojecttoml(ROOT.joinpath("pyproject.toml").read_text("utf-8"))
    pytester.makeconftest(ROOT.joinpath("tests", "conftest.py").read_text("utf-8"))
    monkeypatch.setenv("COLUMNS", "400")
    return pytester


def test_each_bad_test_fails_for_its_own_reason(project: pytest.Pytester) -> None:
    project.makepyfile(**{name: source for name, (source, _) in BAD_TESTS.items()})
    outcome = project.runpytest_subprocess("-p", "no:xdist", *(f"{name}.py" for name in BAD_TESTS))
    assert outcome.ret == pytest.ExitCode.TESTS_FAILED
    for name, (_, reason) in BAD_TESTS.items():
        verdict = [line for line in outcome.outlines if re.match(rf"(FAILED|ERROR) {name}\.py", line)]
        assert len(verdict) == 1, f"{name} was not stopped by one guard: {verdict}"
        if reason.startswith("left behind"):
            assert verdict[0].endswith(f"Failed: {reason}")
        assert reason in outcome.stdout.str()


def test_clean_tests_pass_the_guards(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import socket, threading
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QLabel, QMainWindow

        def test_thread_that_ends():
            threading.Thread(target=print).start()

        def test_loopback():
            with socket.create_server(("127.0.0.1", 0)) as server:
                socket.create_connection(server.getsockname()).close()

        def test_shown_window(qtbot):
            window = QMainWindow()
            window.setCentralWidget(QLabel("board"))
            qtbot.addWidget(window)
            QTimer(window).start(5)
            with qtbot.waitExposed(window):
                window.show()

        def test_cycle(qapp):
            label = QLabel("x")
            label.me = label
        """
    )
    project.runpytest_subprocess("-p", "no:xdist", "test_clean_tests_pass_the_guards.py").assert_outcomes(passed=4)


def test_each_test_has_a_home_of_its_own(own_home: Path) -> None:
    assert Path.home() == own_home
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "NETORGANIZER_HOME"):
        assert Path(os.environ[name]).is_relative_to(own_home)
    assert "DISPLAY" not in os.environ


def test_a_test_marked_alone_runs_while_no_other_does(project: pytest.Pytester) -> None:
    """Each test notes when it ran, by the one clock of the machine; the pauses make an overlap all but certain."""
    project.makepyfile(
        """
        import pathlib, threading, time
        import pytest

        NOTES = pathlib.Path(__file__).with_name("notes")

        def run(name):
            start = time.monotonic()
            threading.Event().wait(0.02)
            with NOTES.open("a") as notes:
                notes.write(f"{name} {start} {time.monotonic()}\\n")

        @pytest.mark.parametrize("number", range(40))
        def test_ordinary(number):
            run("ordinary")

        @pytest.mark.alone
        @pytest.mark.parametrize("number", range(4))
        def test_measured(number):
            run("measured")
        """
    )
    name = "test_a_test_marked_alone_runs_while_no_other_does.py"
    project.runpytest_subprocess("-n", "2", name).assert_outcomes(passed=44)
    rows = [line.split() for line in (project.path / "notes").read_text("utf-8").splitlines()]
    spans = [(kind, float(start), float(end)) for kind, start, end in rows]
    measured = [span for span in spans if span[0] == "measured"]
    pairs = [(one, other) for one in measured for other in spans if other is not one]
    assert [pair for pair in pairs if pair[0][1] < pair[1][2] and pair[1][1] < pair[0][2]] == []
