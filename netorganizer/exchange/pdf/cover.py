"""The first page: what, when, where, with whom, and the day at a glance."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from netorganizer.domain.prep_pack import PrepPack
from netorganizer.exchange.pdf import style
from netorganizer.exchange.pdf.agenda import agenda
from netorganizer.exchange.pdf.archive import Element
from netorganizer.exchange.pdf.blocks import Block, Column, Columns, make_columns
from netorganizer.exchange.pdf.codes import Code, find_address, make_code
from netorganizer.exchange.pdf.composer import Composer
from netorganizer.exchange.pdf.dates import day_text, days_text
from netorganizer.exchange.pdf.flow import Section
from netorganizer.exchange.pdf.tagging import TaggedCanvas

COVER = ("cover", "Day")


def cover(composer: Composer, root: Element, pack: PrepPack) -> Section:
    """Title, facts, warnings, agenda, and room for the three sentences that count."""
    section = root.add("Sect", title="Day at a glance")
    blocks: list[Block] = [*_title(composer, section, pack), _facts(composer, section, pack)]
    blocks += [
        replace(_warning(composer, section, text), before=4 if n else 12) for n, text in enumerate(pack.warnings)
    ]
    used = sum(block.height + max(block.before, block.after) for block in blocks)
    if pack.days:
        blocks += agenda(composer, section, pack, composer.sheet.text_height - used)
    else:
        text = "No interview is booked for this stage yet. Book one, and print again."
        blocks.append(composer.heading(section, "Day at a glance"))
        blocks.append(composer.paragraph(section.add("P"), text, style.BODY))
    blocks.append(_sentences(composer, section))
    return Section(*COVER, tuple(blocks), is_cover=True)


def _title(composer: Composer, section: Element, pack: PrepPack) -> list[Block]:
    stage = f"PREP PACK · {pack.stage_name.upper()}"
    kicker = composer.paragraph(section.add("P"), stage, style.KICKER, keeps_next=True, place=COVER)
    company = section.add("H1")
    sizes = [composer.paragraph(company, pack.company, size) for size in style.COVER_SIZES]
    fitting = next((title for title in sizes if len(title.lines) <= 2), sizes[-1])
    return [
        kicker,
        replace(fitting, keeps_next=True),
        composer.paragraph(section.add("P"), pack.role, style.SUBTITLE),
        composer.paragraph(section.add("P"), _when(pack), style.SUBTITLE, after=16),
    ]


def _when(pack: PrepPack) -> str:
    days: tuple[date, ...] = tuple(day.day for day in pack.days)
    return days_text(days) if days else "No day agreed yet"


def _facts(composer: Composer, section: Element, pack: PrepPack) -> Columns:
    """The facts as a list of labels and texts; on their right the code of the first link."""
    first = next(((link, code) for link in pack.links if (code := make_code(find_address(link.target)))), None)
    code_width = first[1].side + 20 if first else 0.0
    width = composer.width - code_width
    facts = section.add("L")
    rows: list[Block] = [_fact(composer, facts, label, text, width - 8) for label, text in _fact_texts(pack) if text]
    columns = [Column(0, tuple(rows))]
    if first:
        columns.append(_code_column(composer, section, first[0].label, first[1]))
    return replace(make_columns(tuple(columns), composer.width), after=4)


def _fact_texts(pack: PrepPack) -> list[tuple[str, str]]:
    interviews = [block for day in pack.days for block in day.blocks if block.kind == "interview"]
    places = ", ".join(dict.fromkeys(block.place for block in interviews if block.place))
    zones = f"{pack.own_zone.replace('_', ' ')}, yours"
    if pack.own_zone != pack.their_zone:
        zones += f" · {pack.their_zone.replace('_', ' ')}, theirs"
    people = ", ".join(dict.fromkeys(person.name for person in pack.people))
    dated = day_text(pack.dated_at.astimezone(ZoneInfo(pack.own_zone)).date())
    return [
        ("STEP", pack.step_name),
        ("WHERE", places),
        ("PEOPLE", people),
        ("TIMES", zones),
        ("AS OF", dated),
    ]


def _fact(composer: Composer, facts: Element, label: str, text: str, width: float) -> Columns:
    item = facts.add("LI")
    name = composer.paragraph(item.add("Lbl"), label, style.CAPTION, 74)
    said = composer.paragraph(item.add("LBody"), text, style.BODY, width - 74, 4)
    made = make_columns((Column(0, (replace(name, before=1),)), Column(74, (said,))), width)
    return replace(made, after=4)


def _code_column(composer: Composer, section: Element, label: str, code: Code) -> Column:
    figure = section.add("Figure", alt=f"QR code: {label}, {code.address}")
    caption = section.add("P")
    width = code.side + 16
    return Column(
        composer.width - code.side,
        (
            composer.code(figure, code),
            replace(composer.paragraph(caption, label, style.CODE_CAPTION, code.side, 2), width=width - 16),
        ),
    )


def _warning(composer: Composer, section: Element, text: str) -> Columns:
    """A tinted box with an exclamation mark."""
    said = composer.paragraph(section.add("P"), text, style.SMALL, composer.width - 32, 12)
    made = make_columns((Column(24, (said,)),), composer.width, padding=6)
    return replace(made, fill=style.TINT, before=4, after=4, mark=_exclamation)


def _exclamation(canvas: TaggedCanvas, left: float, top: float) -> None:
    canvas.setStrokeColorRGB(*style.ACCENT)
    canvas.setLineWidth(2)
    canvas.line(left + 12, top - 7.5, left + 12, top - 13)
    canvas.line(left + 12, top - 15, left + 12, top - 17)


def _sentences(composer: Composer, section: Element) -> Columns:
    heading = replace(composer.heading(section, "Three sentences to land"), keeps_next=False)
    made = make_columns((Column(0, (heading, composer.ruled(3, 22))),), composer.width)
    return replace(made, optional=True, before=heading.before)
