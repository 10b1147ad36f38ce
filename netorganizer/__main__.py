"""The start of the program: the window, or one command."""

from __future__ import annotations

import gc
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netorganizer.domain.errors import Refusal

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from netorganizer.cli.output import Answer

DONE, REFUSED, WRONG_USAGE, INTERRUPTED, READER_GONE = 0, 1, 2, 130, 141


def main(words: Sequence[str] | None = None) -> int:
    """Run the program with these words (default: the process's) and return its exit code."""
    from netorganizer.cli.options import UsageError
    from netorganizer.cli.output import drop_output, finish_output, occupy_closed_streams, say

    occupy_closed_streams()
    words = sys.argv[1:] if words is None else list(words)
    try:
        code = _route(words)
        finish_output()
        return code
    except Refusal as refusal:
        say(str(refusal))
        return REFUSED
    except UsageError as fault:
        say(f"netorganizer: {fault}. “netorganizer --help” lists the commands.")
        return WRONG_USAGE
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressing it again must not disturb the ending
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()  # whoever read it has gone (``| head``): nobody is left to tell anything
        return READER_GONE
    except Exception as fault:  # noqa: BLE001 - the last net: a bug must not show a traceback
        say(_report(fault, words))
        return REFUSED


def _route(words: list[str]) -> int:
    from netorganizer.cli.options import VersionAsked

    try:
        return _start(words)
    except VersionAsked:
        return _tell_version(as_json="--json" in words)
    except SystemExit as end:  # argparse, which has printed help or said what is wrong
        return end.code if isinstance(end.code, int) else WRONG_USAGE


def _tell_version(*, as_json: bool) -> int:
    from netorganizer import __version__
    from netorganizer.cli.options import PROGRAM
    from netorganizer.cli.output import Answer, print_answer

    print_answer(Answer({"version": __version__}, f"{PROGRAM} {__version__}"), as_json=as_json, quiet=False)
    return DONE


def _start(words: list[str]) -> int:
    from netorganizer.cli.options import UsageError, find_command

    at = find_command(words)
    if at is None and not {"-h", "--help"} & set(words):
        return _open_window(words)
    from netorganizer.cli.commands import COMMANDS, parse_command
    from netorganizer.services.files import is_regular_file

    if at is not None and words[at] not in COMMANDS:
        if not is_regular_file(words[at]):
            raise UsageError(f"there is no command and no file “{words[at]}”")
        return _open_window(words)
    arguments = parse_command(words)
    return _take_screenshot(arguments) if arguments.command == "screenshot" else _run_command(arguments)


def _run_command(arguments: Namespace) -> int:
    from netorganizer.cli.output import say
    from netorganizer.cli.session import is_said, open_session

    with open_session(arguments) as session:
        answer = arguments.run(session)
        session.back_up_if_due()
    if not is_said(arguments, "quiet"):
        for remark in session.remarks:
            say(remark)
    return _answer(arguments, answer)


def _answer(arguments: Namespace, answer: Answer) -> int:
    from netorganizer.cli.output import print_answer
    from netorganizer.cli.session import is_said

    print_answer(answer, as_json=is_said(arguments, "json"), quiet=is_said(arguments, "quiet"))
    return DONE


def _take_screenshot(arguments: Namespace) -> int:
    from netorganizer.cli.screenshot import describe_screenshot, require_screen
    from netorganizer.cli.session import open_session

    screen = require_screen(arguments)
    with open_session(arguments) as session:
        _ = session.workspace  # refuses what cannot be opened before Qt is loaded, and fills the sample
    from netorganizer.ui.screenshots import write_screenshot

    write_screenshot(
        session.home,
        session.clock,
        screen,
        arguments.theme,
        arguments.size,
        arguments.scale,
        arguments.output,
        arguments.force,
    )
    return _answer(arguments, describe_screenshot(arguments))


def _open_window(words: list[str]) -> int:
    # Until the window is there, nothing is thrown away that a collection could find; run_window allows it again.
    gc.disable()
    from netorganizer.cli.session import choose_clock, choose_home, is_said
    from netorganizer.cli.window import parse_window, refuse_without_display

    arguments = parse_window(words)
    refuse_without_display()
    home = choose_home(arguments)
    clock = choose_clock(home, arguments)
    is_sample = is_said(arguments, "sample")
    if is_sample:
        from netorganizer.services.sample import ensure_sample

        ensure_sample(home, clock)
    from netorganizer.ui.app import run_window

    file = str(Path(arguments.file).absolute()) if arguments.file else None
    screen = getattr(arguments, "screen", None)
    return run_window(home, clock, screen, file, is_sample=is_sample)


def _report(fault: Exception, words: list[str]) -> str:
    from netorganizer.cli.options import find_home_option
    from netorganizer.paths import find_home
    from netorganizer.services.crash_reports import write_crash_report

    file = write_crash_report(find_home(find_home_option(words)), fault, datetime.now(UTC))
    where = f"what is needed to mend it is in {file}" if file else "no report could be written"
    return f"netorganizer met a fault of its own ({type(fault).__name__}) and stopped; {where}."


if __name__ == "__main__":
    sys.exit(main())
