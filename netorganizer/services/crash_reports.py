"""A report of a fault in the program, with nothing of the person's in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import netorganizer
from netorganizer.domain.clock import format_utc

if TYPE_CHECKING:
    import traceback
    from datetime import datetime

    from netorganizer.paths import Home

_PACKAGE = Path(netorganizer.__file__).parent.parent


def write_crash_report(home: Home, fault: BaseException, now: datetime) -> Path | None:
    """Write what went wrong where into the home's logs and return the file, ``None`` when that cannot be done.

    Messages of exceptions and values of variables stay out: they may carry what the person typed.
    """
    file = home.logs / f"crash-{now:%Y%m%dT%H%M%S%fZ}.txt"
    try:
        home.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(describe_fault(fault, now), "utf-8")
    except OSError:
        return None
    return file


def describe_fault(fault: BaseException, now: datetime) -> str:
    """Versions, and for the fault and each of its causes the type and the frames."""
    import platform
    import traceback

    lines = [
        f"netorganizer {netorganizer.__version__}, Python {platform.python_version()}, {platform.platform()}",
        format_utc(now),
    ]
    cause: BaseException | None = fault
    while cause is not None:
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}"]
        lines += [_frame_line(frame) for frame in traceback.extract_tb(cause.__traceback__, limit=-50)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _frame_line(frame: traceback.FrameSummary) -> str:
    file = Path(frame.filename)
    # A library's or our own file by its place in the package: the rest of the path names the person.
    known = next((folder for folder in file.parents if folder.name == "site-packages" or folder == _PACKAGE), None)
    name = file.relative_to(known) if known else file.name
    return f"  {name}:{frame.lineno} in {frame.name}"
