"""Every command there is. A new one is a module with ``declare`` and a line in this table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netorganizer.cli import (
    application,
    backup,
    calendar,
    checklist,
    contact,
    follow_up,
    history,
    interview,
    note,
    onsite,
    pack,
    playbook,
    sample,
    screenshot,
    trash,
)
from netorganizer.cli.options import UsageError, add_verb, find_command, make_parser
from netorganizer.domain.errors import Invalid

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
    "trash": Command("see, bring back and empty what was thrown away", "trash list", trash.declare),
    "interview": Command("book, move and cancel interviews", "interview list", interview.declare),
    "onsite": Command("plan the on-site", "onsite plan 3 --first-day 2027-03-12", onsite.declare),
    "calendar": Command("write iCalendar files", "calendar export --all -o interviews.ics", calendar.declare),
    "pack": Command("write a prep pack to print", "pack 3 --onsite-day 1 -o day1.pdf", pack.declare),
    "checklist": Command("tick off what to do", "checklist 3", checklist.declare, "show", checklist.VERBS),
    "contact": Command("people, and what was said with them", "contact list", contact.declare),
    "note": Command("add a note to an application", 'note 3 "Ask about on-call"', note.declare),
    "follow-up": Command("what to come back to, and when", "follow-up list", follow_up.declare),
    "history": Command("list what was changed", "history 3", history.declare_history),
    "undo": Command("take back the newest change", "undo", history.declare_undo),
    "redo": Command("do again what was undone last", "redo", history.declare_redo),
    "revert": Command("take back one old change", "revert 12", history.declare_revert),
    "playbook": Command("the companies' processes that are known", "playbook list", playbook.declare),
    "sample": Command("fill a new home with a sample search", "sample fill --home /tmp/look", sample.declare),
    "backup": Command("copy everything into a verified file", "backup", backup.declare_backup),
    "restore": Command("go back to a backup", "restore --dry-run netorganizer-backup.db", backup.declare_restore),
    "doctor": Command("look whether everything is in order", "doctor", backup.declare_doctor),
    "screenshot": Command("take a picture of a screen", "screenshot --screen board -o board.png", screenshot.declare),
}


def parse_command(words: Sequence[str]) -> Namespace:
    """What was asked for.

    Raises SystemExit: 0 after printing help, 2 for words that make no command; and :class:`Invalid` for words that
    are no text: they would be kept without the bytes that nobody can read.
    """
    if any("\ud800" <= letter <= "\udfff" for word in words for letter in word):
        raise Invalid("That text is not valid UTF-8, so nothing was done. Type it again, in UTF-8.")
    parser = make_parser("Organize demanding hiring processes. Without a command the window opens.", "application list")
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
    if following is None and {"-h", "--help"} & set(words):
        return list(words)  # the help of all verbs
    if following is not None and words[wanted + 1 + following] in command.verbs:
        return list(words)
    return [*words[: wanted + 1], command.default_verb, *words[wanted + 1 :]]


def _check_output(arguments: Namespace) -> None:
    if getattr(arguments, "json", False) and getattr(arguments, "output", None) == "-":
        raise UsageError("--json and a file on standard output cannot go together")
