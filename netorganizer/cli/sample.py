"""``netorganizer sample``: a search to look around in, or a large one to try things on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from netorganizer.cli.options import add_verb, add_verbs, whole_number
from netorganizer.cli.output import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from netorganizer.cli.session import Session

# How large a random search is when only a part of its size is said: like the reference user's.
_APPLICATIONS = 28
_SEED = 1


def declare(parser: ArgumentParser) -> None:
    """The verbs and their arguments."""
    fill = add_verb(add_verbs(parser), "fill", "fill a new home with a sample", "sample fill --home /tmp/look", _fill)
    fill.add_argument("--applications", metavar="N", type=whole_number, help="random applications, so many")
    fill.add_argument("--notes", metavar="N", type=whole_number, help="notes on them (else as many as applications)")
    fill.add_argument("--changes", metavar="N", type=whole_number, help="steps of the history (else 1)")
    fill.add_argument("--seed", metavar="N", type=whole_number, help="another seed makes other random data")


def _fill(session: Session) -> Answer:
    from netorganizer.services import sample

    asked = session.arguments
    size = (asked.applications, asked.notes, asked.changes, asked.seed)
    if all(part is None for part in size):
        counts = sample.fill_reference(session.workspace)
    else:
        applications = _APPLICATIONS if asked.applications is None else asked.applications
        counts = sample.fill_random(
            session.workspace,
            applications,
            notes=applications if asked.notes is None else asked.notes,
            changes=1 if asked.changes is None else asked.changes,
            seed=_SEED if asked.seed is None else asked.seed,
        )
    document = asdict(counts)
    news = ", ".join(f"{name}: {count}" for name, count in document.items())
    return Answer(document, f"Filled {session.home.folder}, {news}", is_news=True)
