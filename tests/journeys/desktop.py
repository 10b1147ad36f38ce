"""A desktop of its own for a test: X server, window manager, session bus and accessibility bus, a mouse and keys."""

import os
import select
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

Found = TypeVar("Found")

PATIENCE_SECONDS = 20.0  # until something that must come is called missing; the machine may be busy
_PAUSE_SECONDS = 0.02
_GRACE_SECONDS = 5.0
ROOT = Path(__file__).parents[2]
# The environment variable by which everything started on this desktop is known, however it was started.
_MARK = "JOURNEY_DESKTOP"
_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "dbus-daemon": "dbus-daemon",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "import": "imagemagick",
}
_BUS_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
_WIDE, _HIGH = 1920, 1080


def wait_for(what: str, look: Callable[[], Found | None], seconds: float = PATIENCE_SECONDS) -> Found:
    """What ``look`` finds once it finds something; fails, naming ``what``, when it does not in time."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found is not None and found is not False:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:g} s for {what}")
        # Polling: neither X nor the accessibility bus promises to tell.
        select.select([], [], [], _PAUSE_SECONDS)


def check_tools() -> None:
    """Fail with a clear sentence when the system lacks what a journey needs."""
    missing = [package for tool, package in _TOOLS.items() if shutil.which(tool) is None]
    missing += [] if _BUS_LAUNCHER.exists() else ["at-spi2-core"]
    if missing:
        raise AssertionError(
            f"The journeys need these Debian packages: {' '.join(sorted(set(missing)))}. "
            "“python3 packaging/dev.py test” installs them."
        )


class Desktop:
    """One X server with a window manager and buses. ``stop`` ends every process that was started on it."""

    def __init__(self, folder: Path) -> None:
        check_tools()
        self.folder = folder
        self._mark = uuid.uuid4().hex
        self._children: list[subprocess.Popen[str]] = []
        self.environment = self._make_environment()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _make_environment(self) -> dict[str, str]:
        """The person's environment on this desktop: folders of their own, the accessibility bus switched on."""
        for name in ("config", "cache", "state", "data"):
            (self.folder / name).mkdir()
        (self.folder / "runtime").mkdir(mode=0o700)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "COVERAGE_PROCESS_START")}
        own = {f"XDG_{name.upper()}_HOME": str(self.folder / name) for name in ("config", "cache", "state", "data")}
        return {
            **kept,
            **own,
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            "TZ": "Europe/Berlin",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            _MARK: self._mark,
        }

    def _start(self) -> None:
        number = self._start_announcing(
            ["Xvfb", "-displayfd", "{fd}", "-screen", "0", f"{_WIDE}x{_HIGH}x24", "-nolisten", "tcp", "-noreset"]
        )
        self.environment["DISPLAY"] = f":{number}"
        address = self._start_announcing(["dbus-daemon", "--session", "--nofork", "--print-address={fd}"])
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        self.start(["openbox", "--sm-disable"])
        wait_for("the window manager", self._manager)

    def _start_announcing(self, words: Sequence[str]) -> str:
        """Start a server that writes its address to the file descriptor ``{fd}``, and return that address."""
        inside, outside = os.pipe()
        try:
            self.start([word.format(fd=outside) for word in words], pass_fds=(outside,))
        finally:
            os.close(outside)
        with os.fdopen(inside) as line:
            ready, _, _ = select.select([line], [], [], PATIENCE_SECONDS)
            address = line.readline().strip() if ready else ""
        assert address, f"{words[0]} did not start; its words are in {self.folder / 'desktop.log'}"
        return address

    def _manager(self) -> bool:
        answer = self.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], check=False)
        return "window id" in answer

    # Processes

    def start(
        self,
        words: Sequence[str],
        *,
        pass_fds: tuple[int, ...] = (),
        stdin: int | IO[str] = subprocess.DEVNULL,
        stdout: int | IO[str] | None = None,
        stderr: int | IO[str] | None = None,
        more: dict[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        """Start a program on this desktop; what it says goes to desktop.log unless asked for."""
        with (self.folder / "desktop.log").open("a") as log:
            process = subprocess.Popen(
                words,
                stdin=stdin,
                stdout=log if stdout is None else stdout,
                stderr=log if stderr is None else stderr,
                env={**self.environment, **(more or {})},
                cwd=ROOT,
                text=True,
                start_new_session=True,
                pass_fds=pass_fds,
            )
        self._children.append(process)
        return process

    def run(self, words: Sequence[str], *, check: bool = True) -> str:
        """Run a program to its end and return what it printed."""
        done = subprocess.run(
            words, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        assert not check or done.returncode == 0, f"{' '.join(words)}: {done.returncode}, {done.stderr.strip()}"
        return done.stdout.strip()

    def stop(self) -> None:
        """End every process of this desktop, also those that the buses started, and reap our own."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(AssertionError):
                wait_for("the end of the desktop", partial(self._has_ended, sign), _GRACE_SECONDS)
                break
        for process in self._children:
            process.wait(_GRACE_SECONDS)
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    stream.close()

    def _has_ended(self, sign: signal.Signals) -> bool:
        left = self.processes()
        for process in left:
            with suppress(ProcessLookupError):
                os.kill(process, sign)
        return not left

    def processes(self) -> list[int]:
        """The ids of all running processes that belong to this desktop, known by their environment."""
        mark = f"{_MARK}={self._mark}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with suppress(OSError):
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        found.append(int(entry.name))
        return found

    # A hand on the mouse, a hand on the keys

    def x(self, *words: object) -> str:
        """One call of xdotool: real events, which the program cannot tell from a person's."""
        return self.run(["xdotool", *map(str, words)])

    def keys(self, *names: str) -> None:
        """Press keys one after the other: ``ctrl+z``, ``Right``."""
        self.x("key", *names)

    def type(self, text: str) -> None:
        """Type a text."""
        self.x("type", "--delay", "2", text)

    def picture(self, file: Path, window: str = "root") -> Path:
        """A picture of the screen as it is now, or of one window."""
        self.run(["import", "-window", window, str(file)])
        return file
