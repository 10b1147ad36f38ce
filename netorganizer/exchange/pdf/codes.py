"""Addresses that a person may open from the page, and the same as QR codes.

The code is drawn straight on the canvas: reportlab's own drawing layer would bring unembedded Helvetica along.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from netorganizer.exchange.pdf.style import INK
from netorganizer.exchange.pdf.tagging import TaggedCanvas

_SCHEMES: Final = frozenset({"https", "http", "mailto", "tel"})
_NOT_IN_ADDRESS: Final = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]")
_LONGEST: Final = 600  # bytes; beyond, a code on paper is too fine for a phone
_LEAST_SIDE: Final = 66.0
_LEAST_MODULE: Final = 1.62  # points: three dots and more at 150 dpi
QUIET: Final = 4  # modules kept white around a code, ISO/IEC 18004


def find_address(target: str) -> str:
    """``target`` as an address that may become a link or a code, in ASCII; empty when it is none.

    Only https, http, mailto and tel: nothing that would run or read something.
    """
    target = target.strip()
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES or _NOT_IN_ADDRESS.search(target):
        return ""
    if scheme in ("http", "https"):
        return _web_address(target, parts.netloc, host)
    return quote(target, safe="%/:=&?~#+!$,;'@()*[]") if parts.path else ""


def _web_address(target: str, location: str, host: str) -> str:
    if not host:
        return ""
    try:
        plain = location if host.isascii() else location.replace(host, host.encode("idna").decode())
    except UnicodeError:
        return ""
    return quote(target.replace(location, plain, 1), safe="%/:=&?~#+!$,;'@()*[]")


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its rows of modules, and the side it is drawn with, in points."""

    address: str
    rows: tuple[tuple[bool, ...], ...]
    side: float

    @property
    def module(self) -> float:
        """The side of one module."""
        return self.side / len(self.rows)

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draws the dark modules, row by row, neighbours as one."""
        path = canvas.beginPath()
        for number, row in enumerate(self.rows):
            y = top - (number + 1) * self.module
            for start, end in _dark_stretches(row):
                path.rect(left + start * self.module, y, (end - start) * self.module, self.module)
        canvas.setFillColorRGB(*INK)
        canvas.drawPath(path, stroke=0, fill=1)


def make_code(address: str) -> Code | None:
    """The code of ``address`` (from :func:`find_address`), or ``None`` when it is too long to be read."""
    if not address or len(address) > _LONGEST:
        return None
    encoder = QRCode(None, QRErrorCorrectLevel.M)
    encoder.addData(address)
    encoder.make()
    rows = tuple(tuple(map(bool, row)) for row in encoder.modules)
    return Code(address, rows, max(_LEAST_SIDE, len(rows) * _LEAST_MODULE))


def _dark_stretches(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    start: int | None = None
    for column, is_dark in enumerate((*row, False)):
        if is_dark and start is None:
            start = column
        elif not is_dark and start is not None:
            stretches.append((start, column))
            start = None
    return stretches
