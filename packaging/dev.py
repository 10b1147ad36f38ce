"""Set up and start netorganizer from a checkout, with nothing but Python 3.11 or newer.

    python3 packaging/dev.py run  [arguments for netorganizer]
    python3 packaging/dev.py test [--long] [arguments for pytest]

The first call prepares everything, later calls only look that it is still so. --no-apt (before or right after
the verb) never starts apt-get and only says what is missing. --long adds the heavy tools and the tests marked
`long`.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UNFINISHED = VENV / "dev-unfinished"  # there while packages are being installed: such a .venv is made anew
LOCK = ROOT / ".venv.lock"
NODE_LOCK = ROOT / "packaging" / "requirements" / "node" / "package-lock.json"
VERBS = ("run", "test")
CHECKS = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",))
COVERAGE = ("--cov", "--cov-report=term:skip-covered")
OFFLINE = re.compile(
    r"establish a new connection|name resolution|Name or service not known|dns error|error sending request"
    r"|Connection refused|Connection reset|Max retries exceeded|Network is unreachable|timed out"
    r"|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT",
    re.IGNORECASE,
)


class Refusal(Exception):
    """One sentence for the person at the keyboard; ends the program with exit code 1."""


@dataclass(frozen=True)
class Order:
    """What the command line asks for; ``rest`` goes to netorganizer or pytest as it is."""

    verb: str
    rest: tuple[str, ...] = ()
    long: bool = False
    apt: bool = True


def say(words: str) -> None:
    print(f"dev.py: {words}", file=sys.stderr, flush=True)


def read_order(arguments: list[str]) -> Order:
    """Our own words come first; from the first foreign one on, everything belongs to the program we start."""
    verb, flags, rest = "", set(), list(arguments)
    while rest:
        if not verb and rest[0] in VERBS:
            verb = rest.pop(0)
        elif rest[0] == "--no-apt" or (rest[0] == "--long" and verb == "test"):
            flags.add(rest.pop(0))
        else:
            break
    if not verb:
        raise Refusal(f"say run or test.\n\n{__doc__}")
    return Order(verb, tuple(rest), long="--long" in flags, apt="--no-apt" not in flags)


# -- what the system must have ---------------------------------------------------------------------


def is_present(proof: str) -> bool:
    """``proof`` is a file pattern, a library's soname or a program's name."""
    if proof.startswith("/"):
        return any(Path("/").glob(proof.lstrip("/")))
    if ".so" not in proof:
        return shutil.which(proof) is not None
    try:
        ctypes.CDLL(proof)
    except OSError:
        return False
    return True


def name_tables(order: Order) -> list[str]:
    """The files of packaging/apt that this order needs."""
    if order.verb == "test":
        return ["run", "window", "test", *(["long"] if order.long else [])]
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return ["run", "window"] if has_display else ["run"]


def find_missing(order: Order) -> list[str]:
    """The Debian packages that are not there yet."""
    if sys.platform != "linux":
        return []
    missing = []
    for table in name_tables(order):
        text = (ROOT / "packaging" / "apt" / f"{table}.txt").read_text("utf-8")
        rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
        missing += [package for package, proof in rows if not is_present(proof)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return missing


def add_missing(order: Order) -> None:
    """Install what is missing as root; anybody else gets the line to type."""
    missing = find_missing(order)
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if not (order.apt and os.geteuid() == 0 and shutil.which("apt-get")):
        raise Refusal(f"the system lacks something. Run this once, then try again:\n    sudo {line}")
    say(line)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for words in ("apt-get update -qq", line.replace("apt-get", "apt-get -qq", 1)):
        if subprocess.run(words.split(), check=False, **quiet).returncode:  # type: ignore[call-overload]
            raise Refusal(f"`{words.split(' -', 1)[0]}` failed, see above: are you offline?")
    if missing := find_missing(order):
        raise Refusal(f"still missing after apt-get: {' '.join(missing)}")


# -- the virtual environment -----------------------------------------------------------------------


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def requirements_of(verb: str) -> Path:
    return ROOT / "packaging" / "requirements" / f"{verb}.txt"


def stamp_of(verb: str) -> Path:
    return VENV / f"dev-{verb}.stamp"


def compute_stamp(verb: str) -> str:
    """Changes whenever the installed packages could be other ones."""
    files = [requirements_of(verb), ROOT / "pyproject.toml", *([NODE_LOCK] if verb == "test" else [])]
    parts = [*(path.read_bytes() for path in files), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_installed(verb: str) -> bool:
    stamp = stamp_of(verb)
    sound = venv_python().exists() and not UNFINISHED.exists()
    return sound and stamp.is_file() and stamp.read_text("utf-8") == compute_stamp(verb)


def is_sound() -> bool:
    """Whether .venv can be built upon: completed, with pip, and of this very Python."""
    if UNFINISHED.exists() or not venv_python().exists():
        return False
    ask = [str(venv_python()), "-c", "import pip, sys; print(repr(sys.version))"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == repr(sys.version)


def make_venv() -> None:
    if VENV.exists():
        say("making .venv anew: it was unfinished or of another Python")
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode:
        raise Refusal(f"Python could not make a virtual environment in {VENV}:\n{made.stdout}{made.stderr}")


def find_installers() -> list[list[str]]:
    """Uv when it is there, as it is far quicker; pip always, also when uv fails."""
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    uv = shutil.which("uv")
    if not uv:
        return [pip]
    return [[uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(venv_python())], pip]


def call_in_order(folder: Path, steps: list[list[str]]) -> str:
    """Start each step when the one before went well; what the failed one wrote to stderr, else nothing."""
    for step in steps:
        done = subprocess.run(step, stderr=subprocess.PIPE, text=True, check=False, cwd=folder)
        if done.returncode:
            return done.stderr or f"{step[0]} ended with {done.returncode}"
    return ""


def install_python_packages(verb: str) -> str:
    """Install the hashed packages and the project itself; nothing unpinned is ever fetched."""
    pinned = ["--require-hashes", "-r", str(requirements_of(verb))]
    project = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    # Compiled now, the first start is as quick as the later ones, also where Python may not write bytecode itself.
    compiling = [str(venv_python()), "-m", "compileall", "-q", str(ROOT / "netorganizer")]
    errors = ""
    for installer in find_installers():
        errors = call_in_order(ROOT, [[*installer, *pinned], [*installer, *project], compiling])
        if not errors:
            break
    return errors


def install_node_packages() -> str:
    """The calendar readers written in JavaScript, into .venv/node, for tests only."""
    folder = VENV / "node"
    folder.mkdir(exist_ok=True)
    for path in NODE_LOCK.parent.iterdir():
        shutil.copy(path, folder)
    return call_in_order(folder, [["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]])


def install(verb: str) -> None:
    say(f"installing into .venv from {requirements_of(verb).name} (once; this takes a minute or two)")
    errors = install_python_packages(verb) or (install_node_packages() if verb == "test" else "")
    if not errors:
        return
    sys.stderr.write(errors)
    if OFFLINE.search(errors):
        raise Refusal("the package index cannot be reached; when you are online again, run the same command again.")
    raise Refusal("the packages could not be installed, see above.")


@contextmanager
def hold_lock() -> Iterator[None]:
    """One set-up at a time; a second call waits for the first."""
    with LOCK.open("a+") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another dev.py is setting up; waiting for it")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare(order: Order) -> None:
    """Bring the system and .venv to what ``order`` needs; starts nothing when they are already so."""
    if is_installed(order.verb) and not find_missing(order):
        return
    with hold_lock():
        add_missing(order)
        if is_installed(order.verb):
            return
        if not is_sound():
            make_venv()
        UNFINISHED.touch()
        install(order.verb)
        # What tests need includes what running needs.
        for verb in {order.verb, "run"}:
            stamp_of(verb).write_text(compute_stamp(verb), "utf-8")
        UNFINISHED.unlink()


# -- start -----------------------------------------------------------------------------------------


def run_program(order: Order) -> int:
    """Become netorganizer, in the folder the person stands in."""
    command = [str(venv_python()), "-P", "-m", "netorganizer", *order.rest]
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)


def pytest_words(order: Order) -> list[str]:
    """One worker a core. Coverage only for a whole run: who asks for a part of it wants it quick."""
    workers = "0" if "--pdb" in order.rest else str(min(os.cpu_count() or 1, 4))
    words = ["pytest", "-n", workers, *(() if order.rest else COVERAGE)]
    return [*words, *(["-m", "", "--hypothesis-profile=long"] if order.long else []), *order.rest]


def run_tests(order: Order) -> int:
    """All checks and all tests, whatever fails; 0 only when everything is clean."""
    python = [str(venv_python()), "-m"]
    failed = []
    for check in CHECKS:
        say(" ".join(check))
        if subprocess.call([*python, *check], cwd=ROOT):
            failed.append(" ".join(check))
    outcome = subprocess.call([*python, *pytest_words(order)], cwd=ROOT)
    if failed:
        say(f"not clean, see above the tests: {', '.join(failed)}")
    return outcome or int(bool(failed))


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is started by whatever Python a machine has
        say(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
        return 1
    if arguments[:1] in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    try:
        order = read_order(arguments)
        prepare(order)
        return run_program(order) if order.verb == "run" else run_tests(order)
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
