"""``netorganizer pack``: the prep pack as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.cli.options import UsageError, add_output, key_of, whole_number
from netorganizer.cli.output import Answer
from netorganizer.domain.pipeline import Stage
from netorganizer.domain.prep_pack import Paper
from netorganizer.services import packs
from netorganizer.services.files import save_file
from netorganizer.services.settings import load_settings

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session


def declare(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.set_defaults(run=_write)
    parser.add_argument("id", metavar="ID", type=whole_number, help="the application's number")
    parser.add_argument("--stage", metavar="KEY", type=key_of(Stage, "stage"), help="for this stage (the current one)")
    parser.add_argument("--interview", metavar="IID", type=whole_number, help="for one interview")
    parser.add_argument("--onsite-day", metavar="N", type=whole_number, help="for the N-th day of the on-site")
    parser.add_argument("--paper", metavar="SIZE", type=key_of(Paper, "paper"), help="a4 or letter (the setting)")
    parser.add_argument("--include-money", action="store_true", help="print offer figures too")
    add_output(parser, "FILE.pdf")


def _write(session: Session) -> Answer:
    asked = session.arguments
    if asked.interview is not None and asked.onsite_day is not None:
        raise UsageError("say --interview or --onsite-day, not both")
    settings = load_settings(session.home)
    pack = packs.collect_pack(
        session.workspace,
        asked.id,
        stage=asked.stage,
        interview_id=asked.interview,
        onsite_day=asked.onsite_day,
        include_money=asked.include_money,
        owner=settings.name,
    )
    rendered = packs.render_pack(pack, asked.paper or Paper(settings.paper))
    save_file(asked.output, rendered.data, force=asked.force)
    if rendered.missing_glyphs:
        session.remarks.append(f"No font at hand draws {' '.join(rendered.missing_glyphs)}: boxes on paper.")
    news = f"Wrote {asked.output}, pages: {rendered.pages}" if asked.output != "-" else ""
    document = {
        "file": asked.output,
        "pages": rendered.pages,
        "sections": [title.lower() for title in rendered.sections],
    }
    return Answer(document, news, is_news=True)
