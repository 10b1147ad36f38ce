"""What disks, locks and damage do to a command: exit code 1, one sentence, and the store as it was."""

import contextlib
import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cli_tools import Result, Run, assert_refused, read_everything

from netorganizer.paths import Home

ROOT = Path(__file__).resolve().parents[2]
Call = Callable[..., Result]


def call_program(*words: object, limit_bytes: int | None = None, wrapper: tuple[str, ...] = ()) -> Result:
    """Run the program as a process of its own; ``limit_bytes`` is the largest file it may write."""

    def limit() -> None:
        if limit_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    command = [*wrapper, sys.executable, "-m", "netorganizer", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, preexec_fn=limit)
    return Result(done.returncode, done.stdout, done.stderr.decode())


def hash_of(home: Home) -> str:
    return hashlib.sha256(home.database.read_bytes()).hexdigest()


# Another process: locks of one process are no locks between its own SQLite libraries.
LOCKER = """
import sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("begin immediate")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Another process is in the middle of writing."""
    command = [sys.executable, "-c", LOCKER, str(home.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        yield
        other.communicate()


def test_a_locked_store_refuses_writing_and_lets_read(filled: Home, run: Run) -> None:
    with locked(filled):
        assert len(run("application", "list", "--json").json) == 1
        assert_refused(run("application", "add", "--company", "C", "--role", "R"), "did not finish in time")
        assert_refused(run("undo"), "did not finish in time")
    assert len(run("application", "list", "--json").json) == 1
    assert run("undo").code == 0


def test_restore_waits_for_a_lock_and_gives_up(filled: Home, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db")
    run("application", "star", 1)
    before = read_everything(filled)
    with locked(filled):
        assert_refused(run("restore", tmp_path / "copy.db"), "did not finish in time")
    assert read_everything(filled) == before


def test_a_newer_store_is_left_to_the_byte(filled: Home, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db")
    with closing(sqlite3.connect(filled.database)) as store:
        store.execute("pragma wal_checkpoint(truncate)")
        store.execute("pragma user_version=99")
        store.execute("pragma wal_checkpoint(truncate)")
    before = hash_of(filled)
    for words in (("application", "list"), ("undo",), ("backup",), ("doctor",), ("doctor", "--repair")):
        assert_refused(run(*words), "newer", "99")
    assert hash_of(filled) == before
    assert sorted(each.name for each in filled.folder.iterdir()) == ["netorganizer.db"]
    assert_refused(run("restore", tmp_path / "copy.db"), "newer", "99")
    assert hash_of(filled) == before


@pytest.mark.parametrize("content", [b"no database" * 50, b"SQLite format 3\x00", bytes(range(256)) * 16], ids=len)
def test_what_is_no_store_is_left_to_the_byte(filled: Home, run: Run, content: bytes) -> None:
    filled.database.write_bytes(content)
    for words in (("application", "list"), ("application", "star", "1"), ("doctor",)):
        assert_refused(run(*words), "damaged", "backups")
    assert filled.database.read_bytes() == content


def test_a_damaged_page_is_found_and_a_backup_helps(filled: Home, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db")
    content = bytearray(filled.database.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    filled.database.write_bytes(content)
    assert_refused(run("doctor"), "damaged", "restore")
    assert_refused(run("doctor", "--repair"), "backup")
    assert_refused(run("application", "list"), "damaged")
    assert run("restore", tmp_path / "copy.db").code == 0
    assert len(run("application", "list", "--json").json) == 1
    assert run("doctor", "--json").json == {"problems": []}


def as_mere_owner() -> tuple[str, ...]:
    """What to put before a command so that file permissions count for root too."""
    if os.getuid() != 0:
        return ()
    assert shutil.which("setpriv"), "run as root, this test needs setpriv: apt-get install util-linux"
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


def test_a_read_only_folder_is_refused(filled: Home) -> None:
    filled.folder.chmod(0o555)
    filled.database.chmod(0o444)
    before = hash_of(filled)
    for words in (("application", "list"), ("application", "star", "1"), ("backup",), ("undo",)):
        assert_refused(call_program(*words, wrapper=as_mere_owner()), "cannot be")
    assert hash_of(filled) == before
    assert sorted(each.name for each in filled.folder.iterdir()) == ["netorganizer.db"]
    filled.folder.chmod(0o755)


def test_a_read_only_target_is_refused(filled: Home, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    for words in (
        ("backup", shut / "x.db"),
        ("calendar", "export", "--all", "-o", shut / "x.ics"),
        ("pack", 1, "-o", shut / "x.pdf"),
        ("playbook", "export", "generic", shut / "x.toml"),
    ):
        assert_refused(call_program(*words, wrapper=as_mere_owner()), "cannot be written", "shut")
    assert list(shut.iterdir()) == []
    assert filled.database.exists()


def test_a_file_that_may_not_be_read_is_refused(filled: Home, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db")
    run("playbook", "export", "generic", tmp_path / "own.toml")
    before = read_everything(filled)
    for name, words in (("copy.db", ("restore",)), ("own.toml", ("playbook", "import"))):
        (tmp_path / name).chmod(0)
        assert_refused(call_program(*words, tmp_path / name, wrapper=as_mere_owner()), "cannot be read", name)
    assert read_everything(filled) == before


def test_a_folder_that_cannot_be_made_is_refused() -> None:
    assert_refused(call_program("--home", "/proc/nowhere", "application", "list"), "cannot be used", "--home")


def test_a_full_disk_changes_nothing(filled: Home, run: Run, tmp_path: Path) -> None:
    note = "x" * 100_000
    size = filled.database.stat().st_size
    before = read_everything(filled)
    assert_refused(call_program("note", 1, note, limit_bytes=50_000), "disk")
    assert read_everything(filled) == before
    assert_refused(call_program("backup", tmp_path / "copy.db", limit_bytes=size // 2), "disk")
    assert_refused(call_program("pack", 1, "-o", tmp_path / "pack.pdf", limit_bytes=40_000), "pack.pdf")
    assert list(tmp_path.iterdir()) == []
    assert read_everything(filled) == before
    assert run("note", 1, note).code == 0


@pytest.fixture
def small_disk(filled: Home) -> Iterator[Home]:
    """The filled home on a real file system of a few hundred kilobytes."""
    small = filled.folder / "small"
    small.mkdir()
    size = filled.database.stat().st_size // 1024 + 128
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", small], check=False)
    assert made.returncode == 0, "this test needs the right to mount a small tmpfs: run it as root"
    try:
        shutil.copyfile(filled.database, Home(small).database)
        yield Home(small)
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_disk_without_any_room_is_called_full(small_disk: Home) -> None:
    before = hash_of(small_disk)
    with contextlib.suppress(OSError), (small_disk.folder / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))
    assert_refused(call_program("--home", small_disk.folder, "application", "list"), "disk is full")
    assert_refused(call_program("--home", small_disk.folder, "note", 1, "x"), "disk is full")
    assert hash_of(small_disk) == before


def test_a_disk_that_fills_up_changes_nothing(small_disk: Home) -> None:
    small, home = small_disk.folder, small_disk
    before = read_everything(home)
    assert_refused(call_program("--home", small, "note", 1, "y" * 120_000), "full")
    assert read_everything(home) == before
    assert len(call_program("--home", small, "application", "list", "--json").json) == 1
    assert_refused(call_program("--home", small, "backup"), "full")
    assert list(home.backups.iterdir()) == []
