"""Every command there is. A new one is a module with ``declare`` and a line in this table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netorganizer.cli import application
from netorganizer.cli.options import UsageError, add_verb, find_command, make_parser

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sequence


class Command(NamedTuple):
    """A command: what it is for, how it is called, and what declares its arguments.

    ``default_verb`` is meant where a word follows that is none of its ``verbs``.
    """

    summary: str
    example: str
    declare: Callable[[ArgumentParser], None]
    default_verb: str = ""
    verbs: tuple[str, ...] = ()


COMMANDS = {
    "application": Command("add, find, edit and move applications", "application list", application.declare),
}


def parse_command(words: Sequence[str]) -> Namespace:
    """What was asked for. Raises SystemExit: 0 after printing help, 2 for words that make no command."""
    parser = make_parser("Organize demanding hiring processes. Without a command the window opens.", "today")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    wanted = find_command(words)
    for name, command in COMMANDS.items():
        declared = add_verb(commands, name, command.summary, command.example)
        if wanted is not None and words[wanted] == name:
            command.declare(declared)
    arguments = parser.parse_args(_with_default_verb(words, wanted))
    _check_output(arguments)
    return arguments


def _with_default_verb(words: Sequence[str], wanted: int | None) -> list[str]:
    """The words with the verb that may be left out, as in ``checklist 3``."""
    command = COMMANDS.get(words[wanted]) if wanted is not None else None
    if command is None or wanted is None or not command.default_verb:
        return list(words)
    following = find_command(words[wanted + 1 :])
    if following is not None and words[wanted + 1 + following] in command.verbs:
        return list(words)
    return [*words[: wanted + 1], command.default_verb, *words[wanted + 1 :]]


def _check_output(arguments: Namespace) -> None:
    if getattr(arguments, "json", False) and getattr(arguments, "output", None) == "-":
        raise UsageError("--json and a file on standard output cannot go together")
