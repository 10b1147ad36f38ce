"""The file itself: valid, tagged, embedded, and the same every time."""

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pack_samples import empty_pack, full_pack, large_pack, onsite_days, pack_of
from pdf_reading import contents, elements, open_pdf, read_aloud, rendered, run_on, structure_texts, tags, words

from netorganizer.domain.prep_pack import Paper

PACKS = {
    "full": full_pack(),
    "two days": full_pack(days=onsite_days(), money=(("Target", "100"),)),
    "empty": empty_pack(),
    "many": large_pack(12),
    "scripts": pack_of("שלום 42 مرحبا नमस्ते 👩‍💻 陈 Żółw"),
}
each_pack = pytest.mark.parametrize("name", PACKS)
each_paper = pytest.mark.parametrize("paper", list(Paper))


@each_paper
@each_pack
def test_syntax_is_valid(name: str, paper: Paper) -> None:
    assert "No syntax or stream encoding errors found" in run_on(rendered(PACKS[name], paper).data, "qpdf", "--check")


@each_pack
def test_every_font_is_embedded_and_a_subset(name: str) -> None:
    data = rendered(PACKS[name]).data
    listed = [line.split() for line in run_on(data, "pdffonts").splitlines()[2:]]
    assert listed
    for row in listed:
        assert re.fullmatch(r"[A-Z]{6}\+\S+", row[0]), row
        assert row[-5:-2] == ["yes", "yes", "yes"], row
    pdf = open_pdf(data)
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]
    assert len(fonts) == len(listed)
    assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)
    assert b"Helvetica" not in b"".join(thing.unparse(resolved=False) for thing in fonts)


def test_every_font_that_a_page_names_is_there() -> None:
    for page in open_pdf(rendered(full_pack()).data).pages:
        steps = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) == "Tf"]
        assert steps
        assert all(str(step.operands[0]) in page.Resources.Font for step in steps)


def test_every_stream_ends_with_a_line_end() -> None:
    data = rendered(full_pack()).data
    ends = [found.start() for found in re.finditer(rb"endstream\r?\nendobj", data)]
    assert len(ends) > 20
    assert all(data[end - 1 : end] == b"\n" for end in ends)


@each_paper
def test_the_paper_is_the_one_asked_for(paper: Paper) -> None:
    pdf = open_pdf(rendered(full_pack(), paper).data)
    size = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612, 792)}[paper]
    for page in pdf.pages:
        assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, *size], abs=0.01)


def test_title_language_dates_and_marks_are_set() -> None:
    pdf = open_pdf(rendered(full_pack()).data)
    title = "Example Streaming – Senior Software Engineer, Delivery – Onsite – prep pack"
    assert str(pdf.docinfo.Title) == title
    assert str(pdf.docinfo.Author) == "Alex Rivera"
    assert str(pdf.docinfo.CreationDate) == "D:20270301120000+00'00'"
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == title
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] + metadata["pdfaid:conformance"] == "2A"
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_title_is_safe_in_its_metadata() -> None:
    pdf = open_pdf(rendered(full_pack(company="A <b>&amp; ]]> B", owner="</rdf:li>")).data)
    with pdf.open_metadata() as metadata:
        assert str(metadata["dc:title"]).startswith("A <b>&amp; ]]> B")
        assert metadata["dc:creator"] == ["</rdf:li>"]


def test_words_of_the_tree_are_the_words_of_the_record_in_order() -> None:
    expected = [
        *("PREP PACK · ONSITE", "Example Streaming", "Senior Software Engineer, Delivery", "Friday 12 March 2027"),
        *("STEP", "Onsite, round one", "WHERE", "Video call", "PEOPLE", "Mira Lindholm, Inés Ñandú"),
        *("TIMES", "Europe/Berlin, yours · America/Los Angeles, theirs", "AS OF", "Monday 1 March 2027"),
        *("Join the call", "The clocks there change on Sunday."),
        *("Day at a glance", "Los Angeles is 9 h behind Berlin."),
        *("YOU · BERLIN", "LOS ANGELES", "SESSION", "WITH"),
        *("18:00–18:45", "09:00–09:45", "Project deep dive", "Video call", "Mira Lindholm", "45 min"),
        *("18:45–19:00", "09:45–10:00", "Break", "15 min"),
        *("19:00–20:00", "10:00–11:00", "System design", "Inés Ñandú", "1 h"),
        *("20:00–20:15", "11:00–11:15", "Break", "15 min"),
        *("20:15–21:00", "11:15–12:00", "Hiring manager", "Prita Raman", "45 min"),
        *("21:00–21:15", "12:00–12:15", "Break", "15 min"),
        *("21:15–22:00", "12:15–13:00", "Collaboration", "Tentative", "Tomek Żółw", "45 min"),
        "A number marks an interview, a tinted row a break. Rows are as high as they are long.",
        "Three sentences to land",
        *("Who you meet", "Each of them looks for something else. Note what you will bring, then what you heard."),
        *("Mira Lindholm", "Engineer", "Project deep dive · Fri 12 Mar, 18:00 Berlin", "Owns the scheduler."),
        *("Inés Ñandú", "Staff engineer", "System design · Fri 12 Mar, 19:00 Berlin"),
        *("What this stage tests", "Onsite, round one, for Senior Software Engineer, Delivery."),
        *("What is tested", "•", "Depth in your own work.", "•", "Trade-offs, with numbers."),
        *("Second round", "Gap: How this team runs it is not known.", "Source: playbook example, 2026"),
        *("Questions", "Write the first sentence of each answer; the rest follows from it."),
        *("They may ask", "1", "What would you cut from it?", "Deep dive"),
        *("Ask them", "1", "Which decision would you reverse?", "For engineers", "The queue."),
        *("Better not ask", "×", "When am I promoted?", "Sounds wrong"),
        *("Checklist", "1 of 2 done.", "Laptop charged", "Editor opened once", "In this browser"),
        *("Getting there", "Point a phone at a code to open it there: useful when the laptop fails."),
        *("Join the call", "https://meet.example.com/abc-defg", "Office", "100 Example Way"),
        *("Notes", "In their words, not yours; the date of the next step; what you promised."),
        *("Ask about on-call.", "Who owns the failover drills?"),
        "1 · Project deep dive · Fri 12 Mar, 18:00 · Mira Lindholm",
        "2 · System design · Fri 12 Mar, 19:00 · Inés Ñandú",
        "3 · Hiring manager · Fri 12 Mar, 20:15 · Prita Raman",
        "4 · Collaboration · Fri 12 Mar, 21:15 · Tomek Żółw",
    ]
    for paper in Paper:
        data = rendered(full_pack(), paper).data
        assert words(*structure_texts(data)) == words(*expected)
        assert words(*read_aloud(data)) == words(*expected)


def test_a_wrapped_text_keeps_its_spaces_and_its_words() -> None:
    text = " ".join(f"word{n} of-{n} https://example.com/{'x' * (n % 90)}" for n in range(400))
    data = rendered(empty_pack(notes=(text,))).data
    assert words(*read_aloud(data))[-len(words(text)) :] == words(text)
    assert text.replace(" ", "") in "".join(words(*structure_texts(data)))


def test_joined_and_reordered_letters_are_read_as_they_were_written() -> None:
    for text in ("שלום עולם 42 (בדיקה) abc", "مرحبا بالعالم، السلام عليكم 2027", "陈伟 👩‍💻", "नमस्ते दुनिया"):
        assert read_aloud(rendered(empty_pack(notes=(text,))).data)[-1] == text


@each_pack
def test_headings_descend_without_a_gap_and_tables_are_regular(name: str) -> None:
    pdf = open_pdf(rendered(PACKS[name]).data)
    found = list(elements(pdf))
    levels = [int(str(element.S)[2]) for element in found if re.fullmatch(r"/H\d", str(element.S))]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    for table in (element for element in found if element.S == "/Table"):
        assert len({len(row.K) for row in table.K}) == 1
        assert all(cell.S == "/TH" and cell.A.Scope == "/Column" for cell in table.K[0].K)
    assert all(str(element.Alt) for element in found if element.S == "/Figure")


@each_pack
def test_every_text_is_in_the_tree_or_marked_as_decoration(name: str) -> None:
    pdf = open_pdf(rendered(PACKS[name]).data)
    owned = [content for element in elements(pdf) for content in contents(pdf, element)]
    assert len(owned) == len(set(owned))
    drawn: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        open_marks: list[str] = []
        for step in pikepdf.parse_content_stream(page):
            assert isinstance(step, pikepdf.ContentStreamInstruction)
            operator = str(step.operator)
            if operator in ("BDC", "BMC"):
                open_marks.append(str(step.operands[0]))
                if operator == "BDC" and "/MCID" in step.operands[1]:
                    drawn.add((number, int(step.operands[1].MCID)))
            elif operator == "EMC":
                open_marks.pop()
            elif operator in ("Tj", "f", "f*", "S"):
                assert open_marks, f"page {number + 1}: {operator} outside marked content"
        assert not open_marks
    assert drawn == set(owned)


def test_outline_tabs_and_links_lead_to_their_pages() -> None:
    rendered_pack = rendered(full_pack())
    pdf = open_pdf(rendered_pack.data)
    with pdf.open_outline() as outline:
        assert tuple(str(entry.title) for entry in outline.root) == rendered_pack.sections
    pages = {page.objgen for page in pdf.pages}
    inner = [note for page in pdf.pages for note in page.Annots if "/Dest" in note]
    assert len(inner) == len(pdf.pages) * len(rendered_pack.sections)
    assert all(note.Dest[0].objgen in pages for note in inner)
    outer = [str(note.A.URI) for page in pdf.pages for note in page.Annots if "/A" in note]
    assert outer == ["https://meet.example.com/abc-defg"]
    assert tags(rendered_pack.data).count("/Link") == len(inner) + len(outer)


def test_every_page_says_which_of_how_many_it_is() -> None:
    made = rendered(large_pack(9))
    assert made.pages == len(open_pdf(made.data).pages)
    with pdfium.PdfDocument(made.data) as document:
        for number, page in enumerate(document, 1):
            assert f"Page {number} of {made.pages}" in page.get_textpage().get_text_range()


def test_money_is_printed_only_when_it_is_in_the_record() -> None:
    assert "Figures" not in rendered(full_pack()).sections
    made = rendered(full_pack(money=(("Walk away", "585,000"),)))
    assert "Figures" in made.sections
    assert "585,000" in structure_texts(made.data)


def test_the_same_record_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib, sys, locale; sys.path.insert(0, sys.argv[1]); locale.setlocale(locale.LC_ALL, '')\n"
        "from pack_samples import HOSTILE, full_pack, pack_of; from netorganizer.domain.prep_pack import Paper\n"
        "from netorganizer.exchange.pdf.pack import render\n"
        "for pack in (full_pack(), pack_of(' '.join(HOSTILE.values()))):\n"
        "    print(hashlib.sha256(render(pack, Paper.A4).data).hexdigest())\n"
    )
    settings = (
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"},
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, **setting},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for setting in settings
    }
    assert len(outputs) == 1
    assert outputs.pop().split()[0] == hashlib.sha256(rendered(full_pack()).data).hexdigest()


def test_threads_do_not_disturb_each_other() -> None:
    packs = [full_pack(company=f"Company {n} שלום 👩‍💻") for n in range(4)] * 4
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = [made.data for made in pool.map(rendered, packs)]
    finally:
        sys.setswitchinterval(usual)
    assert together == [rendered(pack).data for pack in packs]


def test_another_record_gives_other_bytes_and_another_fingerprint() -> None:
    first, second = open_pdf(rendered(full_pack()).data), open_pdf(rendered(full_pack(notes=("Other.",))).data)
    assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])
    later = rendered(full_pack(dated_at=datetime(2027, 3, 2, tzinfo=UTC))).data
    assert str(open_pdf(later).docinfo.ModDate) == "D:20270302000000+00'00'"


def test_reportlab_is_loaded_only_by_rendering() -> None:
    code = (
        "import sys, netorganizer.exchange.pdf, netorganizer.domain.prep_pack\n"
        "print(*[name for name in sys.modules if name.startswith(('reportlab', 'PIL'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
