"""The program as a process: what it loads, how it ends, and when it opens the window."""

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from netorganizer import __version__

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"PySide6", "sqlalchemy", "sqlcipher3", "alembic", "icalendar", "reportlab", "keyring", "PIL"}
WORDS_THAT_TOUCH_NOTHING = [
    ("--help",),
    ("-h",),
    ("--version",),
    ("application", "--help"),
    ("application", "add", "--help"),
    ("pack", "-h"),
    ("doctor", "--help"),
    ("application", "list", "--version"),
]


def call(*words: str, script: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    start = ["-c", script] if script else ["-m", "netorganizer"]
    command = [sys.executable, *start, *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """No display, nor a platform that needs none."""
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)


LOADED = """
import sys
from netorganizer.__main__ import main
code = main(sys.argv[1:])
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(code)
"""


@pytest.mark.parametrize("words", WORDS_THAT_TOUCH_NOTHING, ids=" ".join)
def test_help_and_version_touch_no_file_and_load_nothing_heavy(words: tuple[str, ...], own_home: Path) -> None:
    before = sorted(own_home.rglob("*"))
    done = call(*words, script=LOADED)
    assert (done.returncode, done.stderr) == (0, "")
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert "netorganizer" in loaded
    assert loaded & HEAVY == set()
    assert sorted(own_home.rglob("*")) == before


def test_what_would_be_loaded_is_seen(own_home: Path) -> None:  # noqa: ARG001 - the home it writes to
    done = call("application", "add", "--company", "C", "--role", "R", script=LOADED)
    assert {"sqlalchemy", "sqlcipher3"} <= set(done.stdout.splitlines()[-1].split())


def test_a_reading_command_loads_no_sqlalchemy() -> None:
    call("application", "add", "--company", "C", "--role", "R")
    done = call("application", "list", "--json", script=LOADED)
    assert set(done.stdout.splitlines()[-1].split()) & HEAVY == {"sqlcipher3"}


def test_version() -> None:
    assert call("--version").stdout == f"netorganizer {__version__}\n"


@pytest.mark.parametrize("words", [("--json", "--version"), ("application", "--version", "list", "--json")])
def test_version_as_json(words: tuple[str, ...]) -> None:
    assert json.loads(call(*words).stdout) == {"version": __version__}


def call_in_shell(line: str) -> subprocess.CompletedProcess[str]:
    program = f"{shlex.quote(sys.executable)} -m netorganizer"
    return subprocess.run(["sh", "-c", f"{program} {line}"], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("line", ["application list", "--version", "backup -", "playbook export generic -"])
def test_a_closed_standard_output_is_a_reader_who_has_gone(line: str) -> None:
    done = call_in_shell(f"{line} >&-")
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("line", ["note 1 -", "restore -", "playbook check -"])
def test_a_closed_standard_input_is_said(line: str) -> None:
    call("application", "add", "--company", "C", "--role", "R")
    done = call_in_shell(f"{line} <&-")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Standard input is closed" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_closed_standard_error_leaves_standard_output_alone() -> None:
    done = call_in_shell("application show 99 2>&-")
    assert (done.returncode, done.stdout) == (1, "")
    done = call_in_shell("application list --json 2>&-")
    assert (done.returncode, done.stdout) == (0, "[]\n")


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":64321"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": "localhost:59999"},
        {"WAYLAND_DISPLAY": "wayland-99"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":64321"},
    ],
    ids=str,
)
def test_without_a_display_the_window_is_refused(environment: dict[str, str]) -> None:
    for words in ((), ("--screen", "board")):
        done = call(*words, **environment)
        assert (done.returncode, done.stdout) == (1, "")
        assert "no display" in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.usefixtures("no_display")
def test_commands_need_no_display() -> None:
    assert call("application", "list", "--json").stdout == "[]\n"


@pytest.mark.parametrize("words", [(), ("--screen", "board"), ("--quiet",)])
def test_without_a_command_the_window_opens(words: tuple[str, ...], tmp_path: Path) -> None:
    """The real window, without a screen; its start trace ends it after the first frame."""
    trace = tmp_path / "trace.json"
    done = call(*words, QT_QPA_PLATFORM="offscreen", NETORGANIZER_TRACE_START=str(trace))
    assert done.returncode == 0, done.stderr
    assert json.loads(trace.read_text())["cards"] == 0


@pytest.mark.parametrize("words", [("--screen", "offers"), ("invitation.ics",)])
def test_what_the_window_cannot_show_is_refused_before_it_opens(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "invitation.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    found = [str(tmp_path / word) if word.endswith(".ics") else word for word in words]
    done = call(*found, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert "The window of this version" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_word_that_is_neither_command_nor_file_is_wrong_usage() -> None:
    done = call("fly-me", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (2, "")
    assert "fly-me" in done.stderr


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    for _ in range(3):
        call("application", "add", "--company", "C" * 5_000_0, "--role", "R")
    shell = f"{shlex.quote(sys.executable)} -m netorganizer history | head -c 10"
    done = subprocess.run(["sh", "-c", shell], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (len(done.stdout), done.stderr) == (10, "")


@pytest.fixture
def buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output as usual: with a buffer, which Python empties at its very end."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.mark.usefixtures("buffered")
@pytest.mark.parametrize("words", [("application", "list"), ("--help",), ("--version",)])
def test_nobody_reads_at_all(words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        command = [sys.executable, "-m", "netorganizer", *words]
        done = subprocess.run(command, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.usefixtures("buffered")
@pytest.mark.parametrize("words", [("application", "list"), ("--help",)])
def test_standard_output_that_is_full_is_said(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "netorganizer", *words]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "standard output" in done.stderr
    assert len(done.stderr.splitlines()) == 1


# Tests that run in the background of a shell inherit deafness to Ctrl-C.
HEARING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from netorganizer.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_is_quiet() -> None:
    call("application", "add", "--company", "C", "--role", "R")
    command = [sys.executable, "-c", HEARING, "note", "1", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        process.stdin.write(b"x" * 200_000)  # more than a pipe holds: once it is written, the program is reading
        process.stdin.flush()
        while process.poll() is None:  # a signal just before the system call is seen only after it
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"")
    assert json.loads(call("application", "show", "1", "--json").stdout)["notes"] == []


FAULT = """
import sys
from netorganizer import __main__
from netorganizer.services import applications
def broken(workspace, *rest, **fields):
    raise ZeroDivisionError("Xylophone is a secret word")
applications.list_applications = broken
sys.exit(__main__.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [("--home", "elsewhere", "application", "list"), ("application", "list")])
def test_a_fault_of_ours_leaves_a_report_without_the_persons_text(
    words: tuple[str, ...], own_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "elsewhere" if "--home" in words else own_home / "netorganizer"
    done = call(*[str(home) if word == "elsewhere" else word for word in words], script=FAULT)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    [report] = (home / "logs").iterdir()
    assert str(report) in done.stderr
    text = report.read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert f"netorganizer {__version__}" in text
    assert "netorganizer/cli/application.py:" in text
    assert "Xylophone" not in text + done.stderr
    assert str(tmp_path) not in text
    assert str(ROOT) not in text


def test_a_fault_is_said_even_where_no_report_can_be_written() -> None:
    done = call("--home", "/proc/nowhere", "application", "list", script=FAULT)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_json_is_utf_8_whatever_the_locale(locale: str) -> None:
    assert call("application", "add", "--company", "公司 👍", "--role", "R").returncode == 0
    command = [sys.executable, "-m", "netorganizer", "application", "list"]
    # Python's own remedies for such locales switched off.
    env = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    listed = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, check=True, env=env).stdout
    assert json.loads(listed.decode("utf-8"))[0]["company"] == "公司 👍"
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=env).stdout


PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.usefixtures("no_display")
def test_a_screenshot_needs_no_display(tmp_path: Path) -> None:
    file = tmp_path / "board.png"
    words = (
        "screenshot",
        "--screen",
        "board",
        "--theme",
        "dark",
        "--size",
        "1280x720",
        "--scale",
        "1.5",
        "-o",
        str(file),
    )
    done = call("--sample", *words, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"file": str(file)}
    picture = file.read_bytes()
    assert picture.startswith(PNG)
    assert (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")) == (1920, 1080)
    again = call("--sample", *words)
    assert (again.returncode, again.stdout) == (1, "")
    assert "exists already" in again.stderr
    assert file.read_bytes() == picture


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("-o", "x.png"), 2),
        (("--screen", "board"), 2),
        (("--screen", "cellar", "-o", "x.png"), 1),
        (("--screen", "board", "--theme", "pink", "-o", "x.png"), 1),
        (("--screen", "board", "--size", "big", "-o", "x.png"), 1),
        (("--screen", "board", "--size", "1x1", "-o", "x.png"), 1),
        (("--screen", "board", "--scale", "x", "-o", "x.png"), 1),
        (("--screen", "board", "--scale", "nan", "-o", "x.png"), 1),
        (("--screen", "board", "--scale", "900", "-o", "x.png"), 1),
        (("--screen", "board", "-o", "/proc/nowhere/x.png"), 1),
    ],
)
def test_a_picture_that_cannot_be_is_refused(words: tuple[str, ...], code: int) -> None:
    done = call("screenshot", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr
    assert not (ROOT / "x.png").exists()


@pytest.mark.usefixtures("no_display")
def test_a_picture_goes_to_standard_output() -> None:
    command = [sys.executable, "-m", "netorganizer", "screenshot", "--screen", "settings", "-o", "-"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.startswith(PNG)
