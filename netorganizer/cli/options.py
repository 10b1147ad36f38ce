"""The words of the command line: options that every command has, and the parsers' common manners."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn, TypeVar

from netorganizer.domain.clock import parse_day
from netorganizer.domain.errors import Invalid
from netorganizer.domain.pipeline import parse_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from enum import StrEnum

    from netorganizer.cli.output import Answer
    from netorganizer.cli.session import Session

    Run = Callable[[Session], Answer]
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

PROGRAM = "netorganizer"
SCREENS = ("today", "board", "calendar", "people", "prep", "offers", "insights", "settings")
# Options that are followed by a value: what comes after them is not the command's name.
_WITH_VALUE = ("--home", "--screen")
_MOST_DIGITS = 18  # what the store can hold


class UsageError(Exception):
    """The words do not make a command; the message continues ``netorganizer: ``. Ends with exit code 2."""


class VersionAsked(Exception):
    """The version was asked for, whatever else the words say."""


class _AskVersion(argparse.Action):
    def __call__(self, *_: object) -> NoReturn:
        raise VersionAsked


class _HelpFormatter(argparse.HelpFormatter):
    """Texts are wrapped as usual, but an example stays one line, which can be copied."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return indent + text if text.startswith("Example: ") else super()._fill_text(text, width, indent)


Vocabulary = TypeVar("Vocabulary", bound="StrEnum")


def make_parser(description: str, example: str) -> argparse.ArgumentParser:
    """A parser of our manners: no abbreviations, an example in its help, and the options every command has."""
    return argparse.ArgumentParser(
        prog=PROGRAM,
        description=description,
        epilog=f"Example: {PROGRAM} {example}",
        parents=[_common_options()],
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )


def add_verb(verbs: Verbs, name: str, summary: str, example: str, run: Run | None = None) -> argparse.ArgumentParser:
    """One verb of a group, or one command; ``run`` does it."""
    parser = verbs.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"Example: {PROGRAM} {example}",
        parents=[_common_options()],
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def add_verbs(parser: argparse.ArgumentParser) -> Verbs:
    """The place where a group's verbs go; one of them must be said."""
    return parser.add_subparsers(title="verbs", metavar="VERB", required=True)


def _common_options() -> argparse.ArgumentParser:
    # Left out of the result when not said: so they can stand before the command, after it, or between its words.
    parent = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common = parent.add_argument_group("options of every command")
    common.add_argument(
        "--home", metavar="DIR", type=home_folder, help="the folder that holds everything (else NETORGANIZER_HOME)"
    )
    common.add_argument("--json", action="store_true", help="print one JSON document")
    common.add_argument("--quiet", action="store_true", help="print only what was asked for")
    common.add_argument("--sample", action="store_true", help="work on the sample search instead of yours")
    common.add_argument("--show-money", action="store_true", help="print amounts, which are hidden otherwise")
    common.add_argument("--screen", metavar="KEY", type=screen_key, help=f"a screen: {', '.join(SCREENS)}")
    common.add_argument("--version", action=_AskVersion, nargs=0, help="print the version")
    return parent


def add_output(parser: argparse.ArgumentParser, file: str) -> None:
    """``-o FILE`` and ``--force``; ``-`` is standard output."""
    parser.add_argument(
        "-o", "--output", metavar=file, type=file_name, required=True, help="the file to write; - is standard output"
    )
    add_force(parser)


def add_force(parser: argparse.ArgumentParser) -> None:
    """``--force``: write over a file that is there."""
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")


def find_command(words: Sequence[str]) -> int | None:
    """Where the first word stands that is neither an option nor the value of one."""
    skipped = False
    for index, word in enumerate(words):
        if skipped:
            skipped = False
        elif word in _WITH_VALUE:
            skipped = True
        elif not word.startswith("-"):
            return index
    return None


def find_home_option(words: Sequence[str]) -> str | None:
    """The value of ``--home`` in words that perhaps make no command."""
    for index, word in enumerate(words):
        if word.startswith("--home="):
            return word.removeprefix("--home=")
        if word == "--home" and index + 1 < len(words):
            return words[index + 1]
    return None


# Types of arguments. They raise refusals, not argparse's own errors: a value that cannot be is exit 1, not usage.


def key_of(vocabulary: type[Vocabulary], what: str) -> Callable[[str], Vocabulary]:
    """A key of a fixed vocabulary; ``what`` is its name for people."""
    return lambda text: parse_key(vocabulary, text, what)


def screen_key(text: str) -> str:
    """The key of a screen."""
    if text not in SCREENS:
        raise Invalid(f"There is no screen called “{text}”. Use one of: {', '.join(SCREENS)}.")
    return text


def _not_empty(sentence: str) -> Callable[[str], str]:
    """A text that says something; ``sentence`` is the refusal of an empty one."""

    def read(text: str) -> str:
        if not text:
            raise Invalid(sentence)
        return text

    return read


home_folder = _not_empty("--home names no folder. Name one, or leave --home out for the usual one.")
zone_name = _not_empty("--zone names no time zone. Use an IANA name such as Europe/Berlin, or leave --zone out.")
file_name = _not_empty("The name of the file is empty. Give it a name; - stands for a standard stream.")


def whole_number(text: str) -> int:
    """A whole number, in plain digits."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise Invalid(f"“{text[:40]}” is not a number here. Write a whole number in digits.")
    if len(digits) > _MOST_DIGITS:
        raise Invalid(f"“{text[:40]}” is too large a number here: it may have {_MOST_DIGITS} digits.")
    return int(text)


def day(text: str) -> date:
    """A day, ``YYYY-MM-DD``."""
    return parse_day(text)


def optional_day(text: str) -> date | None:
    """A day, or nothing for an empty text, which clears it."""
    return parse_day(text) if text else None
