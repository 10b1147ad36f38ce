"""Reading and writing whole files: atomically, never over something unasked, faults said in one sentence."""

import contextlib
import os
import sys
from pathlib import Path

from netorganizer.domain.errors import FileRefused

STANDARD_STREAM = "-"


def write_file(file: Path, data: bytes, *, force: bool = False) -> None:
    """Write ``data`` to ``file``: a reader sees the old content or the new, never a part.

    A link is followed; a pipe or a device is simply written to. Raises :class:`FileRefused` when the file exists
    and ``force`` is not given, or when it cannot be written.
    """
    try:
        target = Path(os.path.realpath(file))
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _write_aside(target, data, force=force)
    except FileExistsError as fault:
        raise FileRefused(f"{file} exists already. Choose another name, or say --force to replace it.") from fault
    except OSError as fault:
        raise FileRefused(
            f"{file} cannot be written ({fault.strerror}). Choose another place and try again."
        ) from fault


def _write_aside(target: Path, data: bytes, *, force: bool) -> None:
    """Write a file beside ``target`` and put it in its place once it is whole and on the disk."""
    import tempfile  # its loading is felt at the start of the window

    if target.exists() and not force:
        raise FileExistsError
    descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".netorganizer-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _put_in_place(Path(unfinished), target, force=force)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(unfinished).unlink()


def _put_in_place(unfinished: Path, target: Path, *, force: bool) -> None:
    if not force:
        # A link never goes over a file that came meanwhile; a rename would. Some file systems have no links.
        try:
            os.link(unfinished, target)
            return
        except FileExistsError:
            raise
        except OSError:
            if target.exists():
                raise FileExistsError from None
    unfinished.replace(target)


def write_output(target: str, data: bytes, *, force: bool = False) -> None:
    """Write to a file, or to standard output for ``-``."""
    if target == STANDARD_STREAM:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_file(Path(target), data, force=force)


def read_file(file: Path, most_bytes: int = -1) -> bytes:
    """The bytes of ``file``, the first ``most_bytes`` if given; :class:`FileRefused` when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(most_bytes)
    except OSError as fault:
        raise FileRefused(f"{file} cannot be read ({fault.strerror}). Check the name and try again.") from fault
