"""QR codes and links: what a phone reads is the address, and only addresses that are safe to open."""

import pypdfium2 as pdfium
import pytest
import zxingcpp
from pack_samples import empty_pack
from pdf_reading import open_pdf, read_aloud, rendered

from netorganizer.domain.prep_pack import PackLink, Paper
from netorganizer.exchange.pdf.codes import find_address, make_code

ADDRESSES = {
    "https://meet.example.com/abc-defg-hij?pwd=Ab%20c&x=1#frag": "https://meet.example.com/abc-defg-hij?pwd=Ab%20c&x=1#frag",
    "  HTTP://example.com ": "HTTP://example.com",
    "mailto:dana@example.com?subject=Hello": "mailto:dana@example.com?subject=Hello",
    "tel:+1-555-0134": "tel:+1-555-0134",
    "https://münchen.example/straße?q=ü": "https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC",
    "https://user@example.com:8443/a": "https://user@example.com:8443/a",
    "https://[2001:db8::1]/x": "https://[2001:db8::1]/x",
}
REFUSED = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://example.com/x",
    "smb://example.com/x",
    "https://",
    "https:///path",
    "https:example.com",
    "mailto:",
    "tel:",
    "//example.com/x",
    "example.com",
    "+1 555 0134",
    "https://exa mple.com/",
    "https://example.com/\x00",
    "https://example.com/<b>",
    "https://[bad/x",
    "https://" + "ä" * 80 + ".example/",
    "",
]


@pytest.mark.parametrize("target", ADDRESSES)
def test_safe_addresses_are_kept(target: str) -> None:
    assert find_address(target) == ADDRESSES[target]


@pytest.mark.parametrize("target", REFUSED)
def test_anything_else_is_text(target: str) -> None:
    assert find_address(target) == ""
    made = rendered(empty_pack(links=(PackLink("Label", target),)))
    assert not any("/A" in note for page in open_pdf(made.data).pages for note in page.Annots)
    assert not any("QR" in str(thing) for thing in read_aloud(made.data))


def scanned(data: bytes) -> list[str]:
    """What a reader finds on a grey scan at 150 dots an inch."""
    with pdfium.PdfDocument(data) as document:
        scans = [page.render(scale=150 / 72, grayscale=True).to_numpy() for page in document]
        return [code.text for scan in scans for code in zxingcpp.read_barcodes(scan)]


@pytest.mark.parametrize("paper", list(Paper))
def test_every_code_is_read_from_a_coarse_grey_print(paper: Paper) -> None:
    targets = [
        "https://meet.example.com/abc-defg-hij",
        "https://example.com/" + "path/" * 40,
        "https://example.com/?q=" + "x" * 577,
        "mailto:dana@example.com",
        "tel:+15550134",
        "https://münchen.example/straße",
    ]
    made = rendered(empty_pack(links=tuple(PackLink(f"Link {n}", target) for n, target in enumerate(targets))), paper)
    found = scanned(made.data)
    assert sorted(found) == sorted(find_address(target) for target in [targets[0], *targets])  # the first on the cover


def test_an_address_too_long_for_a_code_is_a_link_only() -> None:
    target = "https://example.com/" + "x" * 600
    assert make_code(find_address(target)) is None
    made = rendered(empty_pack(links=(PackLink("Long", target),)))
    assert [str(note.A.URI) for page in open_pdf(made.data).pages for note in page.Annots if "/A" in note] == [target]
    assert scanned(made.data) == []


def test_a_code_has_a_quiet_zone_and_modules_big_enough() -> None:
    for length in (20, 100, 300, 570):
        code = make_code("https://example.com/" + "x" * length)
        assert code is not None
        assert code.side >= 66
        assert code.module * 150 / 72 >= 3.3
        assert len(code.rows) == len(code.rows[0])
