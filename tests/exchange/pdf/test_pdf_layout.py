"""Pages: nothing outside the margins, no heading at a foot, no page nearly empty, any number of things."""

from itertools import pairwise

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_samples import empty_pack, full_pack, large_pack, onsite_days, pack_of
from pdf_reading import HEADINGS, contents, elements, inside_tabs, open_pdf, rendered

from netorganizer.domain.prep_pack import PackCheck, PackPerson, PackQuestion, Paper, PrepPack
from netorganizer.exchange.pdf import flow
from netorganizer.exchange.pdf.blocks import DotField, Ruled
from netorganizer.exchange.pdf.flow import Flow, Section
from netorganizer.exchange.pdf.style import SHEETS

TEXTS = st.text(alphabet=st.sampled_from("abc xyzWW-/.שלם مرح陈👩ñ\n"), max_size=400)


def assert_inside(data: bytes, paper: Paper) -> None:
    """Every visible character stands within the margins, in the head or foot, or on a tab."""
    sheet = SHEETS[paper]
    right = sheet.width - sheet.right
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if not text.get_text_range(place, 1).strip():
                    continue
                box_left, low, box_right, high = text.get_charbox(place)
                if box_left == box_right or low == high:
                    continue
                assert 24 < low < high < sheet.height - 24
                is_tab = box_left >= sheet.width - 30 and box_right <= sheet.width
                assert is_tab or (sheet.left - 2 <= box_left and box_right <= right + 2), text.get_text_range(place, 9)


def assert_no_heading_ends_a_page(data: bytes) -> None:
    """On each page something other than a heading is drawn after the last heading."""
    pdf = open_pdf(data)
    others = inside_tabs(pdf) | _over_lines(pdf)
    heads: set[tuple[int, int]] = set()
    last: dict[int, int] = {}
    for element in elements(pdf):
        for page, number in contents(pdf, element):
            if (page, number) not in others:
                last[page] = max(last.get(page, 0), number)
                heads |= {(page, number)} if str(element.S) in HEADINGS else set()
    assert not heads & set(last.items())


def _over_lines(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The heading that has nothing but lines to write on under it: the last one of the cover."""
    cover = pdf.Root.StructTreeRoot.K[0].K[0]
    headings = [kid for kid in cover.K if kid.S == "/H2"]
    return set(contents(pdf, headings[-1]))


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("count", [0, 1, 2, 5, 17, 200])
def test_any_number_of_things_fits_its_pages(count: int, paper: Paper) -> None:
    made = rendered(large_pack(count), paper)
    assert len(open_pdf(made.data).pages) == made.pages
    assert_no_heading_ends_a_page(made.data)
    if count <= 17:
        assert_inside(made.data, paper)


@settings(max_examples=25)
@given(TEXTS, st.sampled_from(list(Paper)))
def test_no_character_leaves_the_margins(text: str, paper: Paper) -> None:
    data = rendered(pack_of(text), paper).data
    assert_inside(data, paper)
    assert_no_heading_ends_a_page(data)


@settings(max_examples=40)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 400), st.integers(0, 40))
def test_no_heading_ends_a_page_whatever_comes_before(people: int, checks: int, words: int, questions: int) -> None:
    pack = empty_pack(
        people=tuple(PackPerson(f"P {n}", "Role", "", None, "word " * (n * 7 % 130)) for n in range(people)),
        checklist=tuple(PackCheck(f"C {n}", False) for n in range(checks)),
        questions=tuple(PackQuestion(f"Q {n} " + "why " * (n % 30), "asked", "s") for n in range(questions)),
        notes=("word " * words,),
    )
    assert_no_heading_ends_a_page(rendered(pack).data)


@pytest.mark.parametrize(
    ("pack", "tabs", "pages"),
    [
        (empty_pack(), ("Day", "Notes"), 2),
        (empty_pack(checklist=(PackCheck("One", False),)), ("Day", "Checklist", "Notes"), 2),
        (empty_pack(people=(PackPerson("A", "", "", None),)), ("Day", "People", "Notes"), 2),
        (empty_pack(questions=(PackQuestion(" ", "asked", ""),)), ("Day", "Notes"), 2),
        (full_pack(), ("Day", "People", "Guide", "Questions", "Checklist", "Logistics", "Notes"), None),
    ],
)
def test_what_is_empty_takes_no_page(pack: PrepPack, tabs: tuple[str, ...], pages: int | None) -> None:
    made = rendered(pack)
    assert made.sections == tabs
    assert pages is None or made.pages == pages


SHEET = SHEETS[Paper.A4]


@given(st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=6), min_size=1, max_size=8))
def test_pages_are_full_enough_and_hold_everything_once(sections: list[list[int]]) -> None:
    stack = Flow(SHEET)
    for number, counts in enumerate(sections):
        blocks = tuple(Ruled(height=n * 20.0, count=n, gap=20, width=100, before=5, after=8) for n in counts)
        stack.add(Section(str(number), str(number), blocks))
    stack.finish_page()
    placed = [place for page in stack.pages for place in page.placed]
    lines = [place.block.count for place in placed if isinstance(place.block, Ruled)]
    assert sum(lines) == sum(map(sum, sections))
    for place in placed:
        assert SHEET.bottom - 0.1 <= place.top - place.block.height < place.top <= SHEET.text_top + 0.1
    for page, following in pairwise(stack.pages):
        lowest = min(place.top - place.block.height for place in page.placed if isinstance(place.block, Ruled))
        assert SHEET.text_top - lowest >= flow._SPARSE * SHEET.text_height - 60, (page.sections, following.sections)
    for page in stack.pages:  # nothing over anything else
        for upper, lower in pairwise(page.placed):
            assert upper.top - upper.block.height >= lower.top - 0.01


def test_what_is_left_of_a_page_is_for_the_pen() -> None:
    stack = Flow(SHEET)
    stack.add(Section("a", "A", (Ruled(height=300, count=15, gap=20, width=100),)))
    stack.add(Section("b", "B", (Ruled(height=600, count=30, gap=20, width=100),)))
    field = stack.pages[0].placed[-1]
    assert isinstance(field.block, DotField)
    assert field.top - field.block.height == pytest.approx(SHEET.bottom)


def test_a_day_that_fits_a_page_is_not_parted() -> None:
    made = rendered(full_pack(days=onsite_days() * 3))
    pdf = open_pdf(made.data)
    for table in (element for element in elements(pdf) if element.S == "/Table"):
        cells = (cell for row in table.K for cell in row.K)
        assert len({page for cell in cells for page, _ in contents(pdf, cell)}) == 1
