"""A finished file seen through other people's eyes: poppler, qpdf, pikepdf, pdfium."""

import io
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from netorganizer.domain.prep_pack import Paper, PrepPack
from netorganizer.exchange.pdf.pack import RenderedPack, render

HEADINGS = ("/H1", "/H2")


def run_tool(name: str, *arguments: str) -> str:
    assert shutil.which(name), f"{name} is not installed: apt-get install qpdf poppler-utils"
    done = subprocess.run([name, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run_on(data: bytes, name: str, *arguments: str) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return run_tool(name, *arguments, file.name)


def rendered(pack: PrepPack, paper: Paper = Paper.A4) -> RenderedPack:
    return render(pack, paper)


def open_pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def structure_texts(data: bytes) -> list[str]:
    """The texts of the structure tree in reading order, without the tabs at its end."""
    tree = run_on(data, "pdfinfo", "-struct-text").partition('Sect "Page tabs"')[0]
    return [text for text in re.findall(r'^ +"(.*)"$', tree, re.MULTILINE) if text]


def words(*texts: str) -> list[str]:
    return unicodedata.normalize("NFC", " ".join(texts)).split()


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every structure element, parents first."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = [kid for kid in element.K if "/S" in kid]


def tags(data: bytes) -> list[str]:
    return [str(element.S) for element in elements(open_pdf(data))]


def contents(pdf: pikepdf.Pdf, element: pikepdf.Object) -> list[tuple[int, int]]:
    """(page, number) of each piece of marked content that is directly the element's."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return [(pages[kid.Pg.objgen], int(kid.MCID)) for kid in element.K if "/MCID" in kid]


def inside_tabs(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    tabs = pdf.Root.StructTreeRoot.K[0].K[-1]
    assert str(tabs.T) == "Page tabs"
    found: set[tuple[int, int]] = set()
    waiting = [tabs]
    while waiting:
        element = waiting.pop()
        found.update(contents(pdf, element))
        waiting += [kid for kid in element.K if "/S" in kid]
    return found


def read_aloud(data: bytes) -> list[str]:
    """The texts of the tree as a screen reader gets them: replacement text (ActualText) where there is some.

    Stricter than poppler, which puts a space between two lines of a paragraph even where none is written.
    """
    pdf = open_pdf(data)
    spoken = {(number, mark): text for number, page in enumerate(pdf.pages) for mark, text in _spoken(page).items()}
    tabs = inside_tabs(pdf)
    pieces = ([content for content in contents(pdf, element) if content not in tabs] for element in elements(pdf))
    return [text for piece in pieces if (text := "".join(spoken.get(content, "") for content in piece))]


def _spoken(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked content of ``page``."""
    letters = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = {}
    marks: list[tuple[int | None, bool]] = []  # number, whether a replacement stands for what is drawn
    font = ""
    for step in pikepdf.parse_content_stream(page):
        assert isinstance(step, pikepdf.ContentStreamInstruction)
        operands = step.operands
        mark, is_replaced = marks[-1] if marks else (None, False)
        match str(step.operator):
            case "BDC":
                facts = operands[1]
                mark = int(facts.MCID) if "/MCID" in facts else mark
                marks.append((mark, "/ActualText" in facts))
                if mark is not None and "/ActualText" in facts:
                    texts[mark] = texts.get(mark, "") + str(facts.ActualText)
            case "BMC":
                marks.append((None, False))
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(operands[0])
            case "Tj" if mark is not None and not is_replaced:
                texts[mark] = texts.get(mark, "") + "".join(letters[font][byte] for byte in bytes(operands[0]))
    return texts


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """What each code of ``font`` means, by its ToUnicode map."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<(\w{2})> <(\w{4,})>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(value).decode("utf-16-be") for code, value in pairs}


def write(folder: Path, pack: PrepPack, paper: Paper) -> Path:
    path = folder / f"pack-{paper}.pdf"
    path.write_bytes(render(pack, paper).data)
    return path
