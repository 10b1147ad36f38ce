"""The day at a glance: every interview and every break between them, in both zones, as high as it is long."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate
from typing import Final
from zoneinfo import ZoneInfo

from netorganizer.domain.prep_pack import AgendaBlock, AgendaDay, PrepPack, tile_day
from netorganizer.exchange.pdf import style
from netorganizer.exchange.pdf.archive import Element
from netorganizer.exchange.pdf.blocks import Block, Column, Columns, Paint, make_columns
from netorganizer.exchange.pdf.codes import find_address
from netorganizer.exchange.pdf.composer import Composer, disc, together
from netorganizer.exchange.pdf.dates import city, distance_text, minutes_text, short_day, time_span
from netorganizer.exchange.pdf.tagging import TaggedCanvas

# Points a minute: what a day is drawn at unless its shortest row needs more or its page has less.
_POINTS_A_MINUTE: Final = 0.8
_MOST_A_MINUTE: Final = 1.4
# A pause longer than this is drawn as if it were this long, with a torn bar.
_LONGEST_PAUSE: Final = 120
_PAD: Final = 4.0
# The heading of a day, its sentence, the head of its table and the legend.
_AROUND: Final = 88.0
_BADGE_LEFT: Final = 16.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns of the table begin and how wide they are."""

    own: tuple[float, float]
    their: tuple[float, float]
    title: tuple[float, float]
    people: tuple[float, float]


def agenda(composer: Composer, section: Element, pack: PrepPack, room: float) -> list[Block]:
    """All days of ``pack`` as tables; the first is drawn to end within ``room`` points where it can."""
    blocks: list[Block] = []
    first_number = 1
    for position, day in enumerate(pack.days):
        height = room if position == 0 else composer.sheet.text_height
        table = _Day(composer, section, pack, day)
        blocks += table.blocks(first_number, height)
        first_number += table.interview_count
    return blocks


def numbered_interviews(pack: PrepPack) -> list[tuple[int, AgendaBlock]]:
    """Every interview with the number it has in the tables."""
    rows = (row for day in pack.days for row in tile_day(day.blocks))
    return list(enumerate((row for row in rows if row.kind == "interview"), 1))


class _Day:
    """One day's table."""

    def __init__(self, composer: Composer, section: Element, pack: PrepPack, day: AgendaDay) -> None:
        self._composer, self._section, self._pack, self._day = composer, section, pack, day
        self._rows = tile_day(day.blocks)
        self._own, self._their = ZoneInfo(pack.own_zone), ZoneInfo(pack.their_zone)
        width = composer.width
        times = 100.0 if self._one_zone else 172.0
        self._grid = _Grid((32, 70), (108, 66), (times + 8, width - times - 8 - 150), (width - 142, 142))

    @property
    def interview_count(self) -> int:
        """How many rows are interviews."""
        return sum(row.kind == "interview" for row in self._rows)

    @property
    def _one_zone(self) -> bool:
        return self._own.key == self._their.key

    def blocks(self, first_number: int, room: float) -> list[Block]:
        """Heading, sentence on the zones, table, and what its heights mean.

        Interviews are numbered from ``first_number``; the table ends within ``room`` points where it can.
        """
        is_only = len(self._pack.days) == 1
        title = "Day at a glance" if is_only else f"Day {self._day.number} · {short_day(self._day.day)}"
        heading = self._composer.heading(self._section, title)
        if not self._rows:
            none = self._composer.paragraph(self._section.add("P"), "Nothing is booked on this day.", style.BODY)
            return [heading, none]
        zones = [] if self._one_zone else [self._zones_sentence()]
        table = self._section.add("Table")
        header = self._header(table)
        needed = [self._row(Element("Table"), row, 0).height for row in self._rows]
        heights, is_exact = _row_heights(self._rows, needed, room - _AROUND)
        rows: list[Block] = [
            replace(self._row(table, row, first_number + position), height=height, header=self._header(None))
            for position, row, height in zip(self._positions(), self._rows, heights, strict=True)
        ]
        stays_whole = sum(heights) + _AROUND <= room
        rows = [replace(row, keeps_next=stays_whole) for row in rows[:-1]] + [replace(rows[-1], keeps_next=True)]
        return [heading, *zones, header, *rows, self._legend(is_exact)]

    def _zones_sentence(self) -> Block:
        text = distance_text(self._rows[0].starts_at, self._own, self._their)
        element = self._section.add("P")
        return self._composer.paragraph(element, text, style.SMALL_MUTED, keeps_next=True, after=4)

    def _header(self, table: Element | None) -> Columns:
        row = table.add("TR") if table else None
        own = "YOUR TIME" if self._one_zone else f"YOU · {city(self._own.key).upper()}"
        labels = [(own, self._grid.own), ("SESSION", self._grid.title), ("WITH", self._grid.people)]
        if not self._one_zone:
            labels.insert(1, (city(self._their.key).upper(), self._grid.their))
        columns = tuple(
            Column(
                left,
                (self._composer.paragraph(row.add("TH") if row else None, text, style.CAPTION, width, 1),),
            )
            for text, (left, width) in labels
        )
        made = make_columns(columns, self._composer.width, padding=2)
        return replace(made, underline=style.INK, keeps_next=True)

    def _positions(self) -> list[int]:
        """How many interviews come before each row."""
        return list(accumulate((row.kind == "interview" for row in self._rows[:-1]), initial=0))

    def _row(self, table: Element, block: AgendaBlock, number: int) -> Columns:
        row = table.add("TR")
        is_break = block.kind == "break"
        columns = [self._time(row, block, self._own, self._grid.own)]
        if not self._one_zone:
            columns.append(self._time(row, block, self._their, self._grid.their))
        columns += [self._session(row, block), self._people(row, block)]
        made = make_columns(tuple(columns), self._composer.width, padding=2 if is_break else _PAD)
        fill = style.TINT if is_break else None
        return replace(made, fill=fill, underline=style.HAIR, mark=self._mark(block, number))

    def _time(self, row: Element, block: AgendaBlock, zone: ZoneInfo, place: tuple[float, float]) -> Column:
        text = time_span(block.starts_at, block.ends_at, zone, self._day.day)
        face = style.TIME if zone is self._own else style.TIME_MUTED
        face = style.TIME_BREAK if block.kind == "break" else face
        return Column(place[0], (self._composer.paragraph(row.add("TD"), text, face, place[1]),))

    def _session(self, row: Element, block: AgendaBlock) -> Column:
        cell = row.add("TD")
        left, width = self._grid.title
        if block.kind == "break":
            return Column(left, (self._composer.paragraph(cell, block.title, style.SMALL_ITALIC, width, 1),))
        status = block.status[:1].upper() + block.status[1:]
        small = [text for text in (status, block.place) if text]
        address = find_address(block.link)
        title = cell.add("P").add("Link") if address else cell.add("P")
        blocks = [self._composer.paragraph(title, block.title, style.STRONG, width, 4, address=address)]
        if small:
            text = " · ".join(small)
            blocks.append(self._composer.paragraph(cell.add("P"), text, style.SMALL_MUTED, width, 3))
        return Column(left, tuple(blocks))

    def _people(self, row: Element, block: AgendaBlock) -> Column:
        cell = row.add("TD")
        left, width = self._grid.people
        face = style.TIME_BREAK if block.kind == "break" else style.SMALL_MUTED
        names = [(", ".join(block.people), style.SMALL)] if block.people else []
        texts = [*names, (minutes_text(_minutes(block)), face)]
        made = (self._composer.paragraph(cell.add("P"), text, face, width, 4) for text, face in texts)
        return Column(left, tuple(made))

    def _mark(self, block: AgendaBlock, number: int) -> Paint:
        """A disc with the number of an interview; for a long break, a dotted line."""
        if block.kind == "break":
            return _break_bar(_minutes(block) > _LONGEST_PAUSE)
        badge = self._composer.mark(None, str(number), style.BADGE)
        shift = self._composer.typesetter.width(str(number), style.BADGE) / 2
        return together(
            disc(7, style.ACCENT, _BADGE_LEFT, _PAD + 7),
            lambda canvas, left, top: badge(canvas, left + _BADGE_LEFT - shift, top - _PAD - 2),
        )

    def _legend(self, is_exact: bool) -> Block:
        text = "A number marks an interview, a tinted row a break."
        text += " Rows are as high as they are long"
        text += "." if is_exact else ", but for the shortest, which are as high as their text."
        if any(_drawn_minutes(row) != _minutes(row) for row in self._rows):
            text += " A dotted line stands for a longer pause than drawn."
        return self._composer.paragraph(self._section.add("P"), text, style.SMALL_MUTED, before=5, after=6)


def _break_bar(is_torn: bool) -> Paint:
    def paint(canvas: TaggedCanvas, left: float, top: float) -> None:
        if not is_torn:
            return
        canvas.setStrokeColorRGB(*style.MUTED)
        canvas.setLineWidth(1)
        canvas.setDash(1, 3)
        canvas.line(left + _BADGE_LEFT, top - 6, left + _BADGE_LEFT, top - 40)
        canvas.setDash()

    return paint


def _minutes(block: AgendaBlock) -> int:
    return (block.ends_at - block.starts_at) // timedelta(minutes=1)


def _drawn_minutes(block: AgendaBlock) -> int:
    return min(_minutes(block), _LONGEST_PAUSE) if block.kind == "break" else _minutes(block)


def _row_heights(rows: tuple[AgendaBlock, ...], needed: list[float], room: float) -> tuple[list[float], bool]:
    """How high each row is, and whether all keep the same proportion to their minutes."""
    minutes = [max(_drawn_minutes(row), 1) for row in rows]
    wanted = max(height / length for height, length in zip(needed, minutes, strict=True))
    points = min(max(wanted, _POINTS_A_MINUTE), _MOST_A_MINUTE, _fitting_points(needed, minutes, max(room, 1)))
    heights = [max(need, length * points) for need, length in zip(needed, minutes, strict=True)]
    return heights, all(height == length * points for height, length in zip(heights, minutes, strict=True))


def _fitting_points(needed: list[float], minutes: list[int], room: float) -> float:
    """The most points a minute with which the rows end within ``room``, where they can at all.

    A row that needs more than its share for its text gets what it needs; the others share what is left.
    """
    free = list(zip(needed, minutes, strict=True))
    left = room
    while True:
        points = left / sum(length for _, length in free)
        too_high = [(need, length) for need, length in free if need > length * points]
        if not too_high or len(too_high) == len(free):
            return max(points, room / sum(minutes) / 2)
        left -= sum(need for need, _ in too_high)
        free = [row for row in free if row not in too_high]
