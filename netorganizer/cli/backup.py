"""``netorganizer backup``, ``restore`` and ``doctor``: keeping the data safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli.options import add_force, file_name
from netorganizer.cli.output import Answer
from netorganizer.domain.errors import StoreUnavailable

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.output import Json
    from netorganizer.cli.session import Session
    from netorganizer.services.backups import BackupReport


def declare_backup(parser: ArgumentParser) -> None:
    """The arguments of ``backup``."""
    parser.set_defaults(run=_backup)
    parser.add_argument(
        "output",
        metavar="FILE",
        type=file_name,
        nargs="?",
        help="the file to write (one in the home); - is standard output",
    )
    add_force(parser)


def declare_restore(parser: ArgumentParser) -> None:
    """The arguments of ``restore``."""
    parser.set_defaults(run=_restore)
    parser.add_argument("file", metavar="FILE", type=file_name, help="the backup; - is standard input")
    parser.add_argument("--dry-run", action="store_true", help="only look whether it is a good backup")


def declare_doctor(parser: ArgumentParser) -> None:
    """The arguments of ``doctor``."""
    parser.set_defaults(run=_doctor)
    parser.add_argument("--repair", action="store_true", help="mend what can be mended, after a backup")


def _backup(session: Session) -> Answer:
    from netorganizer.services import backups

    asked, home = session.arguments, session.workspace.home
    if asked.output is None:
        report = backups.write_backup(home, session.clock.now())
    else:
        report = backups.export_backup(home, asked.output, force=asked.force)
    return _answer(report, "" if asked.output == "-" else f"Wrote {report.file}, verified")


def _restore(session: Session) -> Answer:
    from netorganizer.services import backups

    source = session.arguments.file
    if session.arguments.dry_run:
        return _answer(backups.check_backup(source), f"{source} is a good backup")
    was_there = session.home.database.exists()
    report = backups.restore_backup(session.home, session.clock, source)
    kept = f"; what was there before is in {session.home.backups}" if was_there else ""
    return _answer(report, f"Restored {'standard input' if source == '-' else source}{kept}")


def _answer(report: BackupReport, news: str) -> Answer:
    document: Json = {"file": report.file, "verified": True, "applications": report.applications}
    return Answer(document, news and f"{news}, applications: {report.applications}", is_news=True)


def _doctor(session: Session) -> Answer:
    from netorganizer.services import doctor

    look = doctor.repair if session.arguments.repair else doctor.examine
    diagnosis = look(session.home, session.clock)
    if diagnosis.damage:
        found = " ".join(problem.text for problem in diagnosis.damage)
        advice = "“netorganizer restore” brings back a backup"
        if not session.arguments.repair:
            advice = f"Try “netorganizer doctor --repair”; {advice}"
        raise StoreUnavailable(f"{found} {advice} from {session.home.backups}.")
    problems = [{"kind": problem.kind, "text": problem.text} for problem in diagnosis.problems]
    verdict = [problem.text for problem in diagnosis.problems] or ["No problems found."]
    return Answer({"problems": problems}, "\n".join((*verdict, *diagnosis.facts)))
