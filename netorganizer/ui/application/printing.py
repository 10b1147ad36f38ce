"""Handing a PDF to the system's printer service, and to the desktop where there is none."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from netorganizer.domain.errors import FileRefused
from netorganizer.domain.prep_pack import Paper

_MEDIA = {Paper.A4: "A4", Paper.LETTER: "Letter"}
# The program does not end before the worker has: a printer that hangs must not hold it for long.
_PATIENCE_SECONDS = 10
# Every account of the machine can read the arguments of a command: no company, no role.
_TITLE = "Prep pack"


def print_command(paper: Paper) -> list[str]:
    """The command that prints the file named after it; empty where the system has no printer service."""
    media = f"media={_MEDIA[paper]}"
    if found := shutil.which("lp"):
        return [found, "-o", media, "-t", _TITLE]
    if found := shutil.which("lpr"):
        return [found, "-o", media, "-T", _TITLE]
    return []


def print_pdf(data: bytes, paper: Paper) -> Path | None:
    """Print the vector PDF as it is. Without a printer service: the private file to be opened by the desktop;
    it is gone when the program ends.

    Raises :class:`FileRefused` with the service's own words when it refuses. Runs in a worker.
    """
    file = _write_private(data)
    command = print_command(paper)
    if not command:
        atexit.register(file.unlink, missing_ok=True)
        return file
    try:
        done = subprocess.run(
            [*command, str(file)], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise FileRefused(f"The printer service did not take the pack ({fault}). Save the PDF instead.") from fault
    finally:
        file.unlink(missing_ok=True)
    if done.returncode != 0:
        why = " ".join(done.stderr.split()) or f"exit {done.returncode}"
        raise FileRefused(f"The printer service did not take the pack ({why}). Save the PDF instead.")
    return None


def _write_private(data: bytes) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(prefix="netorganizer-pack-", suffix=".pdf")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    except OSError as fault:
        raise FileRefused(f"The pack could not be written for printing ({fault.strerror}). Save the PDF.") from fault
    return Path(name)
