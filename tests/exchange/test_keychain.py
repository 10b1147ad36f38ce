"""The keyring: a real one in a session bus of its own, and every way in which there is none."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netorganizer.exchange.keychain import KeychainReport, probe_keychain

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import json, sys
from netorganizer.exchange.keychain import probe_keychain
report = probe_keychain(float(sys.argv[1]) if len(sys.argv) > 1 else 30)
print(json.dumps([report.backend, report.exists, report.problem, report.works]))
"""
# A secret that outlives the probe would be left in the person's keyring.
LEFT_BEHIND = "import keyring; print(keyring.get_password('netorganizer doctor', 'probe'))"


def find_tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"the tests of the keyring need {name}: apt-get install gnome-keyring dbus"
    return found


def probe(*words: str, **environment: str) -> tuple[str, bool, str, bool]:
    """The report of a process of its own, with this environment."""
    command = [sys.executable, "-c", PROBE, *words]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env={**kept, **environment})
    backend, exists, problem, works = json.loads(done.stdout)
    return backend, exists, problem, works


def in_session(script: str) -> str:
    """Run a shell script in a session bus of its own; what it prints. The keyring's files lie in the test's home."""
    find_tool("gnome-keyring-daemon")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    environment |= {"PYTHON": sys.executable, "PROBE": PROBE, "LEFT_BEHIND": LEFT_BEHIND}
    command = [find_tool("dbus-run-session"), "--", "sh", "-ec", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


UNLOCK = "printf %s tests | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1"


def test_a_real_keyring_keeps_a_secret_and_nothing_is_left_in_it() -> None:
    out = in_session(f'{UNLOCK}; "$PYTHON" -c "$PROBE"; "$PYTHON" -c "$LEFT_BEHIND"')
    report, left = out.splitlines()
    assert json.loads(report) == ["keyring.backends.SecretService.Keyring", True, "", True]
    assert left == "None"


def test_a_locked_keyring_is_told_and_does_not_hang() -> None:
    """The right password first, so that a collection exists; then a daemon that never hears it."""
    in_session(f'{UNLOCK}; "$PYTHON" -c "$PROBE"')
    locked = "gnome-keyring-daemon --start --components=secrets --daemonize >/dev/null 2>&1"
    _backend, exists, problem, works = json.loads(in_session(f'{locked}; "$PYTHON" -c "$PROBE" 20'))
    assert (exists, works) == (True, False)
    assert problem


def test_without_a_session_bus_there_is_no_keyring() -> None:
    backend, exists, problem, works = probe(DBUS_SESSION_BUS_ADDRESS="disabled:")
    assert (backend, exists, works) == ("keyring.backends.fail.Keyring", False, False)
    assert problem == "no keyring answers here"


def test_a_keyring_that_forgets_is_of_no_use() -> None:
    _backend, exists, problem, works = probe(PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
    assert (exists, works) == (True, False)
    assert problem == "it forgets what it is given"


def test_a_backend_that_is_not_there_is_no_keyring() -> None:
    _backend, exists, problem, works = probe(PYTHON_KEYRING_BACKEND="nowhere.Keyring")
    assert (exists, works) == (False, False)
    assert problem


BACKENDS = """
import threading
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
class Base(KeyringBackend):
    priority = 1
    def get_password(self, service, username): ...
    def delete_password(self, service, username): ...
class Hanging(Base):
    def set_password(self, service, username, password):
        threading.Event().wait()
class Locked(Base):
    def set_password(self, service, username, password):
        raise KeyringLocked("Xylophone")
class Refusing(Base):
    def set_password(self, service, username, password):
        raise ZeroDivisionError("Xylophone")
"""


@pytest.mark.parametrize(
    ("backend", "said"),
    [("Hanging", "did not answer"), ("Locked", "locked"), ("Refusing", "ZeroDivisionError")],
)
def test_a_keyring_that_fails_is_told_in_words(tmp_path: Path, backend: str, said: str) -> None:
    (tmp_path / "own_backends.py").write_text(BACKENDS)
    _backend, exists, problem, works = probe(
        "2", PYTHONPATH=f"{tmp_path}:{ROOT}", PYTHON_KEYRING_BACKEND=f"own_backends.{backend}"
    )
    assert (exists, works) == (True, False)
    assert said in problem
    assert "Xylophone" not in problem


def test_looking_needs_no_keyring_library_before_it_is_asked() -> None:
    script = "import sys, netorganizer.exchange.keychain; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_tests_have_no_keyring() -> None:
    assert probe_keychain() == KeychainReport(
        "keyring.backends.fail.Keyring", exists=False, problem="no keyring answers here"
    )
