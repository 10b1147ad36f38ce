"""Reading and writing whole files: atomically, never over something unasked, faults said in one sentence."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from netorganizer.domain.errors import FileRefused

STANDARD_STREAM = "-"


def write_file(file: Path, data: bytes, *, force: bool = False) -> None:
    """Write ``data`` to ``file``: a reader sees the old content or the new, never a part.

    Raises :class:`FileRefused` when it exists and ``force`` is not given, or when it cannot be written.
    """
    if file.exists() and not force:
        raise FileRefused(f"{file} exists already. Choose another name, or say --force to replace it.")
    try:
        descriptor, unfinished = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    except OSError as fault:
        raise _refusal(file, fault) from fault
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(unfinished).replace(file)
    except OSError as fault:
        raise _refusal(file, fault) from fault
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(unfinished).unlink()


def write_output(target: str, data: bytes, *, force: bool = False) -> None:
    """Write to a file, or to standard output for ``-``."""
    if target == STANDARD_STREAM:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_file(Path(target), data, force=force)


def read_file(file: Path) -> bytes:
    """The bytes of ``file``; :class:`FileRefused` when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise FileRefused(f"{file} cannot be read ({fault.strerror}). Check the name and try again.") from fault


def _refusal(file: Path, fault: OSError) -> FileRefused:
    return FileRefused(f"{file} cannot be written ({fault.strerror}). Choose another place and try again.")
