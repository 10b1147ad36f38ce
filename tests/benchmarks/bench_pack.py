"""What a prep pack costs, as a ratio to plain reportlab drawing the same words on as many pages.

Run ``python tests/benchmarks/bench_pack.py``. CPU of one process, medians, in turn.
"""

import sys
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from netorganizer.domain.clock import make_clock
from netorganizer.domain.pipeline import Stage
from netorganizer.domain.prep_pack import Paper, PrepPack
from netorganizer.exchange.pdf.pack import render
from netorganizer.paths import Home
from netorganizer.services.applications import add_application
from netorganizer.services.onsite import apply_plan, plan_onsite
from netorganizer.services.packs import collect_pack
from netorganizer.services.workspace import open_workspace

ROUNDS = 7


def make_pack(folder: str) -> PrepPack:
    """The pack of a two-day onsite from the shipped playbook."""
    workspace = open_workspace(Home(Path(folder)), make_clock("Europe/Berlin", "2027-03-01T09:00+01:00"))
    company = next(playbook.company for playbook in workspace.playbooks if playbook.company)
    application = add_application(workspace, Stage.ONSITE, company=company, role="Software Engineer")
    zone = "America/Los_Angeles"
    plan = plan_onsite(workspace, application, date(2027, 3, 12), zone=zone)
    apply_plan(workspace, application, plan, zone)
    pack = collect_pack(workspace, application)
    workspace.close()
    return pack


def words_by_page(data: bytes) -> list[list[str]]:
    """The lines of text of each page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range().splitlines() for page in document]


def draw_plainly(pages: list[list[str]]) -> None:
    """The same words through reportlab alone: no tags, no fonts of its own, no design."""
    style = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for lines in pages:
        story += [Paragraph(escape(line), style) for line in lines if line.strip()]
        story.append(PageBreak())
    SimpleDocTemplate(BytesIO(), pagesize=A4).build(story)


def main() -> int:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        pack = make_pack(folder)
    pages = words_by_page(render(pack, Paper.A4).data)
    ours, plain = [], []
    for _ in range(ROUNDS):
        start = process_time()
        rendered = render(pack, Paper.A4)
        ours.append(process_time() - start)
        start = process_time()
        draw_plainly(pages)
        plain.append(process_time() - start)
    print(f"{rendered.pages} pages: {median(ours):.3f} s CPU, x{median(ours) / median(plain):.2f} of plain reportlab")
    return 0


if __name__ == "__main__":
    sys.exit(main())
