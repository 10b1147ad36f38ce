"""The parts after the cover, each from its piece of the record; a part without content is left out."""

from dataclasses import replace
from typing import Final, Literal
from zoneinfo import ZoneInfo

from netorganizer.domain.prep_pack import GuideNote, PackCheck, PackLink, PackPerson, PackQuestion, PrepPack
from netorganizer.exchange.pdf import style
from netorganizer.exchange.pdf.agenda import numbered_interviews
from netorganizer.exchange.pdf.archive import Element
from netorganizer.exchange.pdf.blocks import Block, Column, Columns, DotField, Paint, Paragraph, make_columns
from netorganizer.exchange.pdf.codes import find_address, make_code
from netorganizer.exchange.pdf.composer import BULLET_INDENT, Composer, disc, together
from netorganizer.exchange.pdf.dates import city, moment_text
from netorganizer.exchange.pdf.flow import Section
from netorganizer.exchange.pdf.printable import clusters, one_line
from netorganizer.exchange.pdf.tagging import TaggedCanvas

# A note on a person of up to this many lines stands in their card, a longer one below it.
_CARD_LINES: Final = 10
_NUMBER_INDENT: Final = 26.0
_BOX_INDENT: Final = 20.0
_CODE_COLUMN: Final = 170.0
_INTERVIEWS_A_PAGE: Final = 4


def people(composer: Composer, root: Element, pack: PrepPack) -> Section | None:
    """Who they are, when you meet, and room to write about each."""
    if not pack.people:
        return None
    section = root.add("Sect", title="People")
    blocks: list[Block] = []
    dek = "Each of them looks for something else. Note what you will bring, then what you heard."
    blocks += composer.section_head(section, "people", "People", "Who you meet", dek)
    for number, person in enumerate(pack.people):
        colour = style.PERSON_COLOURS[number % len(style.PERSON_COLOURS)]
        blocks += _person(composer, section, pack, person, colour)
    return Section("people", "People", tuple(blocks))


def _person(
    composer: Composer, section: Element, pack: PrepPack, person: PackPerson, colour: style.Colour
) -> list[Block]:
    width = composer.width - 52 - 162
    place = "" if pack.own_zone == pack.their_zone else f" {city(pack.own_zone)}"
    when = moment_text(person.meets_at, ZoneInfo(pack.own_zone)) + place if person.meets_at else ""
    meeting = " · ".join(text for text in (person.interview_title, when) if text)
    stack: list[Block] = [composer.paragraph(section.add("H2"), person.name or "Name unknown", style.NAME, width, 4)]
    if person.role:
        stack.append(composer.paragraph(section.add("P"), person.role, style.SMALL_MUTED, width, 4))
    if meeting:
        stack.append(composer.paragraph(section.add("P"), meeting, style.SMALL_ACCENT, width, 4))
    note, below = composer.text(section, person.note, width=width), list[Paragraph]()
    if sum(len(paragraph.lines) for paragraph in note) > _CARD_LINES:
        section.kids = section.kids[: len(section.kids) - len(note)]
        note, below = [], composer.text(section, person.note)
    caption = composer.paragraph(None, "MY NOTES", style.CAPTION, 150)
    columns = (
        Column(52, (*stack, *note)),
        Column(composer.width - 150, (caption, composer.ruled(4, 17, 150))),
    )
    made = make_columns(columns, composer.width, padding=9)
    card = replace(made, mark=_monogram(composer, person.name, colour), keeps_next=bool(below))
    if not below:
        return [replace(card, underline=style.HAIR)]
    return [card, *below, _rule(composer)]


def _monogram(composer: Composer, name: str, colour: style.Colour) -> Paint:
    initials = "".join(next(clusters(word)) for word in one_line(name).split(" ")[:2] if word).upper()
    shift = composer.typesetter.width(initials, style.MONOGRAM) / 2
    letters = composer.mark(None, initials, style.MONOGRAM)
    return together(disc(19, colour, 20, 30), lambda canvas, left, top: letters(canvas, left + 20 - shift, top - 22))


def _rule(composer: Composer) -> Columns:
    return Columns(height=9, columns=(), width=composer.width, underline=style.HAIR, after=4)


def guide(composer: Composer, root: Element, pack: PrepPack) -> Section | None:
    """What the playbook knows of this stage for this role; what it does not know is said."""
    if not pack.guide:
        return None
    section = root.add("Sect", title="Guide")
    blocks: list[Block] = []
    title, dek = "What this stage tests", f"{pack.step_name or pack.stage_name}, for {pack.role}."
    blocks += composer.section_head(section, "guide", "Guide", title, dek)
    for note in pack.guide:
        blocks += _guide_note(composer, section, note)
    if pack.source:
        text = f"Source: {pack.source}"
        blocks.append(composer.paragraph(section.add("P"), text, style.SMALL_MUTED, before=12))
    return Section("guide", "Guide", tuple(blocks))


def _guide_note(composer: Composer, section: Element, note: GuideNote) -> list[Block]:
    blocks: list[Block] = [composer.heading(section, note.heading)]
    if note.is_gap:
        lines = note.lines or ("The guide has nothing on this.",)
        return blocks + [_gap(composer, section, line) for line in lines]
    if not note.lines:
        return [replace(blocks[0], keeps_next=False)]
    points = section.add("L")
    return blocks + [_point(composer, points, line) for line in note.lines]


def _gap(composer: Composer, section: Element, line: str) -> Block:
    """A line in italics beside an outlined bar: known to be unknown."""

    def paint(canvas: TaggedCanvas, left: float, top: float) -> None:
        canvas.setStrokeColorRGB(*style.MUTED)
        canvas.setLineWidth(0.8)
        canvas.rect(left + 2, top - 10, 6, 6, stroke=1, fill=0)

    text = f"Gap: {line}"
    element = section.add("P")
    return composer.paragraph(element, text, style.BODY_ITALIC, indent=BULLET_INDENT, mark=paint, after=3)


def _point(composer: Composer, points: Element, line: str) -> Block:
    item = points.add("LI")
    bullet = composer.mark(item.add("Lbl"), "•", style.BODY, 2)
    return composer.paragraph(item.add("LBody"), line, style.BODY, indent=BULLET_INDENT, mark=bullet, after=3)


_QUESTION_PARTS: Final[tuple[tuple[Literal["asked", "ask_back", "avoid"], str, int], ...]] = (
    ("asked", "They may ask", 4),
    ("ask_back", "Ask them", 2),
    ("avoid", "Better not ask", 0),
)


def questions(composer: Composer, root: Element, pack: PrepPack) -> Section | None:
    """What they may ask, what to ask back and what not to, with room to write."""
    asked = [question for question in pack.questions if one_line(question.text)]
    if not asked:
        return None
    section = root.add("Sect", title="Questions")
    blocks: list[Block] = []
    dek = "Write the first sentence of each answer; the rest follows from it."
    blocks += composer.section_head(section, "questions", "Questions", "Questions", dek)
    for kind, title, lines in _QUESTION_PARTS:
        chosen = [question for question in asked if question.kind == kind]
        if not chosen:
            continue
        blocks.append(composer.heading(section, title))
        listed = section.add("L")
        for number, question in enumerate(chosen, 1):
            blocks += _question(composer, listed, question, number, _fewer(lines, len(chosen)))
    return Section("questions", "Questions", tuple(blocks))


def _fewer(lines: int, count: int) -> int:
    """A long list gets fewer lines to write on for each question."""
    return lines if count <= 16 else min(lines, 3 if count <= 48 else 2)


def _question(composer: Composer, listed: Element, question: PackQuestion, number: int, lines: int) -> list[Block]:
    item = listed.add("LI")
    label = "×" if question.kind == "avoid" else str(number)
    mark = composer.mark(item.add("Lbl"), label, style.QUESTION_NUMBER)
    body = item.add("LBody")
    indent = _NUMBER_INDENT
    blocks: list[Block] = [
        composer.paragraph(body.add("P"), question.text, style.QUESTION, indent=indent, mark=mark, before=6)
    ]
    if question.source:
        text = composer.paragraph(body.add("P"), question.source, style.SMALL_MUTED, indent=indent, before=1)
        blocks.append(text)
    blocks += composer.text(body, question.answer, indent=indent)
    if lines:
        blocks.append(composer.ruled(2 if question.answer else lines, 19, indent=indent))
    return [replace(block, keeps_next=True) for block in blocks[:-1]] + [replace(blocks[-1], after=8)]


def checklist(composer: Composer, root: Element, pack: PrepPack) -> Section | None:
    """What to have done and to bring."""
    checks = [check for check in pack.checklist if one_line(check.text)]
    if not checks:
        return None
    section = root.add("Sect", title="Checklist")
    done = sum(check.is_ticked for check in checks)
    blocks: list[Block] = []
    dek = f"{done} of {len(checks)} done."
    blocks += composer.section_head(section, "checklist", "Checklist", "Checklist", dek)
    listed = section.add("L")
    for check in checks:
        blocks += _check(composer, listed, check)
    return Section("checklist", "Checklist", tuple(blocks))


def _check(composer: Composer, listed: Element, check: PackCheck) -> list[Block]:
    item = listed.add("LI")
    box = item.add("Lbl").add("Figure", alt="Done" if check.is_ticked else "To do")
    body = item.add("LBody")

    def paint(canvas: TaggedCanvas, left: float, top: float) -> None:
        with canvas.content(box):
            _draw_box(canvas, left, top, is_ticked=check.is_ticked)

    blocks: list[Block] = [
        composer.paragraph(body.add("P"), check.text, style.BODY, indent=_BOX_INDENT, mark=paint, after=5)
    ]
    if check.detail:
        detail = composer.text(body, check.detail, style.SMALL_MUTED, indent=_BOX_INDENT)
        blocks = [replace(blocks[0], after=0, keeps_next=True), *(replace(line, before=1) for line in detail)]
        blocks[-1] = replace(blocks[-1], after=6)
    return blocks


def _draw_box(canvas: TaggedCanvas, left: float, top: float, *, is_ticked: bool) -> None:
    canvas.setStrokeColorRGB(*style.INK)
    canvas.setLineWidth(0.8)
    canvas.roundRect(left + 0.5, top - 11.8, 10, 10, 1.5, stroke=1, fill=0)
    if is_ticked:
        canvas.setLineWidth(1.4)
        canvas.lines(
            [
                (left + 2.6, top - 7.0, left + 4.7, top - 9.4),
                (left + 4.7, top - 9.4, left + 8.6, top - 4.4),
            ]
        )


def logistics(composer: Composer, root: Element, pack: PrepPack) -> Section | None:
    """Where to be and how to get in, each link also as a code to scan."""
    links = [link for link in pack.links if one_line(link.target)]
    if not links:
        return None
    section = root.add("Sect", title="Logistics")
    blocks: list[Block] = []
    dek = "Point a phone at a code to open it there: useful when the laptop fails."
    blocks += composer.section_head(section, "logistics", "Logistics", "Getting there", dek)
    for link in links:
        blocks += _link(composer, section, link)
    return Section("logistics", "Logistics", tuple(blocks))


def _link(composer: Composer, section: Element, link: PackLink) -> list[Block]:
    address = find_address(link.target)
    code = make_code(address)
    left = _CODE_COLUMN if code and code.side > 80 else 88.0
    width = composer.width - left
    label = composer.paragraph(section.add("H2"), link.label, style.NAME, width, 4)
    paragraph = section.add("P")
    holder = paragraph.add("Link") if address else paragraph
    most = 12 if code or address else None
    target = composer.paragraph(holder, link.target, style.BODY, width, most, address=address)
    if not code and len(target.lines) > 12:
        return [replace(label, keeps_next=True), *composer.text(section, link.target)]
    columns = [Column(left, (label, target))]
    if code:
        columns.insert(
            0, Column(0, (composer.code(section.add("Figure", alt=f"QR code: {link.label}, {address}"), code),))
        )
    made = make_columns(tuple(columns), composer.width, padding=10)
    return [replace(made, underline=style.HAIR)]


def money(composer: Composer, root: Element, pack: PrepPack) -> Section | None:
    """The figures of an offer, only where the person asked for them."""
    if not pack.money:
        return None
    section = root.add("Sect", title="Figures")
    blocks: list[Block] = []
    dek = "Decided before the call. Not for anybody else’s eyes."
    blocks += composer.section_head(section, "figures", "Figures", "Figures", dek)
    table = section.add("Table")
    blocks.append(_figures_row(composer, table, ("WHAT", "FIGURE"), is_head=True))
    blocks += [_figures_row(composer, table, row, is_head=False) for row in pack.money]
    return Section("figures", "Figures", tuple(blocks))


def _figures_row(composer: Composer, table: Element, row: tuple[str, str], *, is_head: bool) -> Columns:
    element = table.add("TR")
    half = composer.width / 2
    tag, face = ("TH", style.CAPTION) if is_head else ("TD", style.BODY)
    columns = tuple(
        Column(number * half, (composer.paragraph(element.add(tag), text, face, half - 12, 20),))
        for number, text in enumerate(row)
    )
    made = make_columns(columns, composer.width, padding=3 if is_head else 5)
    return replace(made, underline=style.INK if is_head else style.HAIR, keeps_next=is_head)


def notes(composer: Composer, root: Element, pack: PrepPack) -> Section:
    """The person's own notes, and paper for more: what is left of the page, then a part for each interview."""
    section = root.add("Sect", title="Notes")
    blocks: list[Block] = []
    dek = "In their words, not yours; the date of the next step; what you promised."
    blocks += composer.section_head(section, "notes", "Notes", "Notes", dek)
    for note in pack.notes:
        paragraphs = composer.text(section, note)
        if paragraphs:
            paragraphs[-1] = replace(paragraphs[-1], after=10)
        blocks += paragraphs
    blocks.append(DotField(height=200, width=composer.width, before=6, fills=True))
    return Section("notes", "Notes", (*blocks, *_paper(composer, section, pack)))


def _paper(composer: Composer, section: Element, pack: PrepPack) -> list[Block]:
    """Dots for each interview under its number and name, evenly over as few pages as leave room to write."""
    interviews = numbered_interviews(pack)
    pages = -(-len(interviews) // _INTERVIEWS_A_PAGE)
    blocks: list[Block] = []
    for number, block in interviews:
        when = moment_text(block.starts_at, ZoneInfo(pack.own_zone))
        text = " · ".join([str(number), block.title, when, *block.people])
        line = composer.paragraph(section.add("P"), text, style.STRONG, most=2, before=14, after=4, keeps_next=True)
        share = composer.sheet.text_height / -(-len(interviews) // pages)
        room = share - line.height - line.before - line.after
        height = room // style.DOT_PITCH * style.DOT_PITCH
        blocks += [line, DotField(height=height, width=composer.width)]
    return blocks
