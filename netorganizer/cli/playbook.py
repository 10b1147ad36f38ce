"""``netorganizer playbook``: the companies' processes that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli.options import add_force, add_verb, add_verbs, file_name
from netorganizer.cli.output import Answer, make_table, paragraphs
from netorganizer.cli.records import day_json
from netorganizer.cli.words import section
from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import STAGE_NAMES
from netorganizer.domain.playbook import PlaybookRefused
from netorganizer.services import playbooks

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.output import Json
    from netorganizer.cli.session import Session
    from netorganizer.domain.playbook import Playbook
    from netorganizer.services.playbooks import PlaybookEntry


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    verbs = add_verbs(parser)
    add_verb(verbs, "list", "list all, the broken ones with what is wrong", "playbook list", _list)
    show = add_verb(verbs, "show", "show the steps of one", "playbook show generic", _show)
    check = add_verb(verbs, "check", "look through a file without keeping it", "playbook check acme.toml", _check)
    bring = add_verb(verbs, "import", "keep a file's playbook as your own", "playbook import acme.toml", _import)
    export = add_verb(verbs, "export", "write one to a file", "playbook export generic mine.toml", _export)
    for verb in (show, export):
        verb.add_argument("key", metavar="KEY", help="the playbook's key, as the list says")
    for verb in (check, bring):
        verb.add_argument("file", metavar="FILE.toml", type=file_name, help="the file to read; - is standard input")
    export.add_argument("output", metavar="FILE.toml", type=file_name, help="the file to write; - is standard output")
    add_force(export)


def _entry_json(entry: PlaybookEntry) -> Json:
    return {
        "key": entry.key,
        "company": entry.company,
        "source": entry.source,
        "dated_on": day_json(entry.dated_on),
        "problems": list(entry.problems),
    }


def _list(session: Session) -> Answer:
    entries = playbooks.list_playbooks(session.workspace)
    rows = [(e.key, e.company or "any company", e.origin, day_json(e.dated_on) or "", e.source) for e in entries]
    problems = "\n".join(f"  {problem}" for entry in entries for problem in entry.problems)
    return Answer(list(map(_entry_json, entries)), paragraphs(make_table(rows), section("Problems", problems)))


def _show(session: Session) -> Answer:
    return _answer(session.workspace.playbooks.get(session.arguments.key))


def _check(session: Session) -> Answer:
    try:
        return _answer(playbooks.check_playbook(session.arguments.file))
    except PlaybookRefused as refusal:
        raise Refusal(" ".join(problem.sentence for problem in refusal.problems)) from refusal


def _import(session: Session) -> Answer:
    return _answer(playbooks.import_playbook(session.workspace, session.arguments.file))


def _answer(playbook: Playbook) -> Answer:
    steps = make_table((STAGE_NAMES[step.stage], step.name, step.length.text) for step in playbook.steps)
    text = paragraphs(f"{playbook.key}: {playbook.name}\n{playbook.source.credit}", steps, playbook.caveat.text)
    return Answer([_entry_json(playbooks.describe_playbook(playbook))], text)


def _export(session: Session) -> Answer:
    asked = session.arguments
    playbooks.export_playbook(session.workspace, asked.key, asked.output, force=asked.force)
    news = f"Wrote {asked.output}" if asked.output != "-" else ""
    return Answer({"key": asked.key, "file": asked.output}, news, is_news=True)
