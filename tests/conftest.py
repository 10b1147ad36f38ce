"""What every test stands on: a home of its own, no keyring, no network, one time zone, and nothing left behind."""

import fcntl
import gc
import ipaddress
import os
import sys
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

# A zone with summer time, away from UTC: a naive local time cannot pass for an instant by luck.
ZONE = "Europe/Berlin"
# The developer's own desktop, session bus and settings stay out of every test and of the programs it starts.
FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "NO_COLOR", "CLICOLOR_FORCE", "LANGUAGE", "LC_ALL")
FOLDERS = {
    "HOME": "",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "NETORGANIZER_HOME": "netorganizer",
}
JOIN_SECONDS = 2.0  # a thread that was told to stop may need a moment

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), print_blob=True, database=None)
settings.register_profile("long", settings.get_profile("ci"), max_examples=2_000)
settings.load_profile("ci" if os.environ.get("CI") else "default")

pytest_plugins = ["pytester"]  # the guards below are tested by running bad tests

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_reached_out: list[str] = []
_failed = pytest.StashKey[bool]()


def _is_near(host: object) -> bool:
    if not isinstance(host, str) or host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: sees every socket of this process, whatever library and thread opened it."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_near(host):
        _reached_out.append(str(host))
        raise OSError(f"a test tried to reach {host!r}: tests open no network connection")


sys.addaudithook(_forbid_network)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is measured is measured alone."""
    for item in items:
        if "benchmarks" in item.path.parts:
            item.add_marker(pytest.mark.alone)


@pytest.fixture(autouse=True)
def take_turn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Workers run side by side, except that a test marked ``alone`` waits for the others and they for it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    alone = request.node.get_closest_marker("alone") is not None
    with (tmp_path_factory.getbasetemp().parent / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


@pytest.fixture(autouse=True)
def own_home(
    take_turn: None,  # noqa: ARG001 - order
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The folder that HOME names in this test; XDG folders and netorganizer's home lie in it, not yet made."""
    home = tmp_path_factory.mktemp("h")
    for name in [*FOREIGN, *(name for name in os.environ if name.startswith("NETORGANIZER_"))]:
        monkeypatch.delenv(name, raising=False)
    for name, folder in FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    (home / "runtime").mkdir(mode=0o700)
    monkeypatch.setenv("LANG", "C.UTF-8")
    # keyring's own switch; a test of the keyring proper starts a real one in a bus of its own.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("TZ", ZONE)
    time.tzset()
    return home


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure: its traceback keeps the test's objects alive, and they are no leak then."""
    report = yield
    item.stash[_failed] = item.stash.get(_failed, False) or (call.when == "call" and report.failed)
    return report


@pytest.fixture(autouse=True)
def leave_nothing(own_home: Path, request: pytest.FixtureRequest) -> Iterator[None]:  # noqa: ARG001 - order
    """Fail a test that a thread, widget, window or running timer outlives, or that reached for the network."""
    threads = set(threading.enumerate())
    _reached_out.clear()
    yield
    left = [f"network: {host}" for host in _reached_out] + _join_threads(threads)
    if "qapp" in request.fixturenames:
        left += _clear_qt()
    if left and not request.node.stash.get(_failed, False):
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


def _join_threads(before: set[threading.Thread]) -> list[str]:
    late = [thread for thread in threading.enumerate() if thread not in before]
    for thread in late:
        thread.join(JOIN_SECONDS)
    return [f"thread {thread.name}" for thread in late if thread.is_alive()]


def _clear_qt() -> list[str]:
    """Name what Qt still holds, and remove it so that the next test does not answer for it."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return []
    # Outside a running event loop Qt keeps deleteLater() waiting; this is the loop's turn.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if QApplication.topLevelWidgets():
        gc.collect()  # a widget in a reference cycle is garbage, not a leak
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [_describe(widget) for widget in QApplication.topLevelWidgets()]
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for window in application.topLevelWindows():
        left.append(_describe(window))
        window.close()
        window.deleteLater()
    for thing in gc.get_objects():
        if issubclass(type(thing), QTimer) and isValid(thing) and thing.isActive():
            left.append(_describe(thing))
            thing.stop()
        elif issubclass(type(thing), QThread) and isValid(thing) and thing.isRunning():
            left.append(_describe(thing))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return left


def _describe(thing: "QObject") -> str:
    return f"{type(thing).__name__} {thing.objectName()!r}"
