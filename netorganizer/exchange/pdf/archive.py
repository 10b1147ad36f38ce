"""The PDF file around the pages: what PDF/A-2a and PDF/UA-1 ask of the document itself.

reportlab 5.1 writes neither; everything here is done by subclassing, nothing in reportlab is replaced.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString

PRODUCER: Final = "netorganizer"
_SRGB: Final = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the file says about itself. ``dated_at`` is an aware instant, shown as both its dates."""

    title: str
    author: str
    subject: str
    language: str
    dated_at: datetime


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A stretch of a page's content stream: page index from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class AnnotationLink:
    """An annotation of a page that belongs to an element."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree (ISO 32000-1, 14.7): what assistive technology reads.

    The tree is built in reading order before anything is drawn; drawing adds marked content to it.
    """

    tag: str
    alt: str = ""
    title: str = ""
    kids: "list[Element | MarkedContent | AnnotationLink]" = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        """Whether anything was drawn for it; a cell counts even when it is empty."""
        if self.tag in ("TD", "TH"):
            return True
        return any(not isinstance(kid, Element) or kid.is_used for kid in self.kids)

    def add(self, tag: str, alt: str = "", title: str = "") -> "Element":
        """A new last child."""
        child = Element(tag, alt, title)
        self.kids.append(child)
        return child


class _Stamp:
    """Stands in for reportlab's TimeStamp, which would read the clock and SOURCE_DATE_EPOCH."""

    def __init__(self, instant: datetime) -> None:
        moment = instant.astimezone(UTC)
        self.t = moment.timestamp()
        self.YMDhms = tuple(moment.timetuple())[:6]
        self.dhh = 0
        self.dmm = 0


class _ArchivalStream(PDFObject):
    """A stream with a line end before ``endstream``.

    WORKAROUND: reportlab writes ``endstream`` right after the data; PDF/A-2 (6.1.7.1) wants a line end there.
    """

    __RefOnly__ = 1

    def __init__(self, stream: PDFStream) -> None:
        self._stream = stream

    def format(self, document: "ArchivalDocument") -> bytes:
        if self._stream.filters:
            # WORKAROUND: reportlab adds ASCII85 by default, which makes a file a quarter larger for nothing.
            self._stream.filters = [pdfdoc.PDFZCompress]
        formatted: bytes = self._stream.format(document)
        return formatted.removesuffix(b"endstream\n") + b"\nendstream\n"


class _ArchivalCatalog(pdfdoc.PDFCatalog):
    """WORKAROUND: reportlab's catalogue drops the keys that it does not know."""

    def __init__(self) -> None:
        self.__NoDefault__ = self.__Refs__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]


def _put(target: PDFObject, **entries: object) -> None:
    """Sets keys of a catalogue or page: reportlab takes them as attributes that its type stubs do not name."""
    for name, value in entries.items():
        setattr(target, name, value)


class ArchivalDocument(pdfdoc.PDFDocument):
    """A reportlab document with structure tree, XMP metadata and output intent."""

    def __init__(self, facts: DocumentFacts) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self._facts = facts
        self._timeStamp = _Stamp(facts.dated_at)
        self._digest = hashlib.md5(repr(facts).encode(), usedforsecurity=False)
        catalog = _ArchivalCatalog()
        _put(
            catalog,
            Pages=getattr(self, "Pages"),  # noqa: B009  # not in the type stubs
            Outlines=self.Outlines,
            Lang=PDFString(facts.language),
            ViewerPreferences=PDFDictionary({"DisplayDocTitle": "true"}),
            PageMode=PDFName("UseOutlines"),
        )
        self.Catalog = self._catalog = catalog
        self.info.title, self.info.author, self.info.subject = facts.title, facts.author, facts.subject
        self.info.creator = self.info.producer = PRODUCER

    def Reference(self, obj: object, name: str | None = None) -> object:  # noqa: N802  # reportlab's name
        """Registers ``obj``; every stream is written as an archival one."""
        if isinstance(obj, PDFStream) and name is not None and name.startswith("toUnicodeCMap:"):
            obj.content = repaired_map(obj.content)
        reference = super().Reference(obj, name)  # type: ignore[no-untyped-call]  # the stub has no types
        if isinstance(obj, PDFStream):
            self.idToObject[reference.name] = _ArchivalStream(obj)
        return reference

    def ID(self) -> bytes:  # noqa: N802  # reportlab's name
        """The file's fingerprint: its facts and the content of its pages."""
        digest = self._digest.hexdigest()
        return f"[<{digest}><{digest}>]".encode()

    def addPage(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802  # reportlab's name
        """Adds ``page`` with the keys that lead from it into the structure tree."""
        # WORKAROUND: the page too drops keys it does not know; the list is looked up on the page itself.
        page.__NoDefault__ = [*page.__NoDefault__, "Tabs", "StructParents"]
        _put(page, Tabs=PDFName("S"), StructParents=self.pageCounter - 1)
        self._digest.update(page.stream.encode("latin-1"))
        super().addPage(page)

    def close(self, root: Element, page_elements: list[list[Element]], links: list[Element]) -> None:
        """Writes the tree under ``root`` and the metadata.

        ``page_elements[p][n]`` is the element of marked content ``n`` on page ``p``; the parent tree numbers the
        pages first, then ``links``, the elements of the annotations in the order they were made.
        """
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        tree_reference = self.Reference(tree, "StructTreeRoot")
        references: dict[int, object] = {}
        tree["K"] = PDFArray([self._write_element(root, tree_reference, references)])
        numbers: list[object] = []
        for page, elements in enumerate(page_elements):
            numbers += [page, PDFArray([references[id(element)] for element in elements])]
        for position, element in enumerate(links, len(page_elements)):
            numbers += [position, references[id(element)]]
        tree["ParentTree"] = self.Reference(PDFDictionary({"Nums": PDFArray(numbers)}), "ParentTree")
        tree["ParentTreeNextKey"] = len(page_elements) + len(links)
        _put(
            self.Catalog,
            StructTreeRoot=tree,
            MarkInfo=PDFDictionary({"Marked": "true"}),
            Metadata=pdfdoc.XMP(creator=lambda _document: xmp(self._facts)),
            OutputIntents=self._output_intents(),
        )

    def _write_element(self, element: Element, parent: object, references: dict[int, object]) -> object:
        name = f"Element{len(references) + 1}"
        entry = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
        reference = references[id(element)] = self.Reference(entry, name)
        if element.alt:
            entry["Alt"] = PDFString(element.alt)
        if element.title:
            entry["T"] = PDFString(element.title)
        if attributes := _ATTRIBUTES.get(element.tag):
            entry["A"] = PDFDictionary({key: PDFName(value) for key, value in attributes.items()})
        kids = (kid for kid in element.kids if not isinstance(kid, Element) or kid.is_used)
        entry["K"] = PDFArray([self._write_kid(kid, reference, references) for kid in kids])
        return reference

    def _write_kid(
        self, kid: Element | MarkedContent | AnnotationLink, parent: object, references: dict[int, object]
    ) -> object:
        if isinstance(kid, Element):
            return self._write_element(kid, parent, references)
        page = pdfdoc.PDFObjectReference(f"Page{kid.page + 1}")
        if isinstance(kid, MarkedContent):
            return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": kid.number})
        target = self.refAnnotation(kid.name)
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": page, "Obj": target})

    def _output_intents(self) -> PDFArray:
        profile = PDFStream(PDFDictionary({"N": 3}), srgb_profile(), [pdfdoc.PDFZCompress])
        intent = {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(_SRGB),
            "Info": PDFString(_SRGB),
            "DestOutputProfile": self.Reference(profile, "ColourProfile"),
        }
        return PDFArray([PDFDictionary(intent)])


_ATTRIBUTES: Final = {
    "TH": {"O": "Table", "Scope": "Column"},
    "L": {"O": "List", "ListNumbering": "None"},
    "Figure": {"O": "Layout", "Placement": "Block"},
}


def repaired_map(table: str) -> str:
    """A font's table of what its codes mean, as ISO 32000-1 (9.10.3) has it.

    WORKAROUND: reportlab writes characters beyond U+FFFF, such as emoji, as one odd number, not as UTF-16.
    """
    return _BEYOND_BMP.sub(lambda found: f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>", table)


_BEYOND_BMP: Final = re.compile(r"<(10[0-9A-F]{4}|[1-9A-F][0-9A-F]{4})>(?=\n)")


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The sRGB colour profile, with a fixed date: the library stamps it with the present moment."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    fixed_date = bytes((7, 208, 0, 1, 0, 1)) + bytes(6)  # 2000-01-01 00:00:00, ICC.1 section 7.2.8
    return profile[:24] + fixed_date + profile[36:]


def xmp(facts: DocumentFacts) -> bytes:
    """The XMP packet: the same facts as the document information, and which standards the file meets."""
    when = facts.dated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    packet = _XMP.format(
        title=escape(facts.title),
        author=escape(facts.author),
        subject=escape(facts.subject),
        when=when,
        producer=PRODUCER,
    )
    return packet.encode()


# The second description declares the pdfuaid schema, which PDF/A-2 (6.6.2.3) does not know by itself.
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
