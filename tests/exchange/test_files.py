"""Whole files: atomic, never over something unasked, and special files left what they are."""

import os
import stat
import threading
from pathlib import Path

import pytest

from netorganizer.domain.errors import FileRefused
from netorganizer.exchange.files import read_file, write_file

LONG = "x" * 5000


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_new_file_has_the_content_and_nobody_else_may_look(tmp_path: Path) -> None:
    write_file(tmp_path / "a", b"content")
    assert (tmp_path / "a").read_bytes() == b"content"
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_there_stays_without_force(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileRefused, match="exists already"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    write_file(tmp_path / "a", b"new", force=True)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_file_that_comes_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes in the last moment: when ours is on the disk already."""
    real_sync = os.fsync

    def sync_and_lose(descriptor: int) -> None:
        real_sync(descriptor)
        (tmp_path / "a").write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", sync_and_lose)
    with pytest.raises(FileRefused, match="exists already"):
        write_file(tmp_path / "a", b"ours")
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert names(tmp_path) == ["a"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with pytest.raises(FileRefused, match="link exists already"):
        write_file(tmp_path / "link", b"new")
    write_file(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    (tmp_path / "dangling").symlink_to("later")
    write_file(tmp_path / "dangling", b"x")
    assert (tmp_path / "later").read_bytes() == b"x"


@pytest.mark.parametrize("force", [False, True])
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path, force: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"content", force=force)
    reader.join(10)
    assert taken == [b"content"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["pipe"]


@pytest.mark.parametrize("force", [False, True])
def test_what_cannot_be_a_file_is_refused(tmp_path: Path, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    for name in ("folder", "no/such/folder/x", "loop/x", LONG, "folder/" + "y" * 256):
        with pytest.raises(FileRefused):
            write_file(tmp_path / name, b"x", force=force)
    assert names(tmp_path) == ["folder", "loop"]


def test_the_longest_name_there_is_can_be_written(tmp_path: Path) -> None:
    write_file(tmp_path / ("n" * 255), b"x")
    assert read_file(tmp_path / ("n" * 255)) == b"x"


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    assert read_file(tmp_path / "a") == b"content"
    assert read_file(tmp_path / "a", 4) == b"cont"
    for name in ("absent", "", LONG):
        with pytest.raises(FileRefused, match="cannot be read"):
            read_file(tmp_path / name)
