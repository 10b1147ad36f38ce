"""The day at a glance: the right times in both zones, every minute covered, heights in proportion."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pypdfium2 as pdfium
import pytest
from pack_samples import FRIDAY, LOS_ANGELES, MONDAY, at, empty_pack, full_pack, interview, onsite_days
from pdf_reading import elements, open_pdf, read_aloud, rendered

from netorganizer.domain.prep_pack import AgendaDay, Paper, tile_day
from netorganizer.exchange.pdf.dates import day_text, days_text, distance_text, minutes_text, time_span

BERLIN = ZoneInfo("Europe/Berlin")


def table_rows(data: bytes) -> list[list[str]]:
    """The cells of the first column pair of every agenda row: the two times."""
    texts = [text for text in read_aloud(data) if len(text) == len("09:00–09:45") and text[2::6].startswith(":")]
    return [texts[n : n + 2] for n in range(0, len(texts), 2)]


def test_times_are_those_of_zoneinfo_on_both_sides_of_a_clock_change() -> None:
    days = onsite_days()
    expected = []
    for day in days:
        for block in tile_day(day.blocks):
            own, their = (
                f"{block.starts_at.astimezone(zone):%H:%M}–{block.ends_at.astimezone(zone):%H:%M}"
                for zone in (BERLIN, LOS_ANGELES)
            )
            expected.append([own, their])
    data = rendered(full_pack(days=days)).data
    assert table_rows(data) == expected
    assert expected[0] == ["18:00–18:45", "09:00–09:45"]  # Friday: nine hours
    assert expected[7] == ["17:00–17:45", "09:00–09:45"]  # Monday: eight
    texts = read_aloud(data)
    assert "Los Angeles is 9 h behind Berlin." in texts
    assert "Los Angeles is 8 h behind Berlin." in texts


def test_one_zone_gives_one_column_of_times() -> None:
    texts = read_aloud(rendered(full_pack(own_zone="America/Los_Angeles")).data)
    assert "YOUR TIME" in texts
    assert texts.count("09:00–09:45") == 1
    assert not any("behind" in text for text in texts)


def test_a_start_on_another_day_names_it() -> None:
    start = at(FRIDAY, 16, 0)
    assert time_span(start, start + timedelta(minutes=45), LOS_ANGELES, FRIDAY) == "16:00–16:45"
    assert time_span(start, start + timedelta(minutes=45), BERLIN, FRIDAY) == "Sat 01:00–01:45"
    assert time_span(start - timedelta(hours=1), start, BERLIN, FRIDAY) == "Sat 00:00–01:00"
    assert time_span(start - timedelta(minutes=90), start, BERLIN, FRIDAY) == "23:30–Sat 01:00"


def _baselines(data: bytes, titles: list[str]) -> list[float]:
    """How high on the first page each of ``titles`` stands."""
    with pdfium.PdfDocument(data) as document:
        page = document[0].get_textpage()
        found = [page.search(title).get_next() for title in titles]
        assert all(found)
        return [page.get_charbox(place[0])[1] for place in found if place]


@pytest.mark.parametrize("paper", list(Paper))
def test_rows_are_as_high_as_they_are_long(paper: Paper) -> None:
    first = (
        interview(FRIDAY, 9, 0, 40, "Mmm1"),
        interview(FRIDAY, 10, 0, 90, "Mmm2"),
        interview(FRIDAY, 11, 45, 30, "Mmm3"),
        interview(FRIDAY, 12, 30, 60, "Mmm4"),
        interview(FRIDAY, 13, 30, 45, "Mmm5"),
    )
    data = rendered(full_pack(days=(AgendaDay(1, FRIDAY, first),)), paper).data
    heights = _baselines(data, [block.title for block in first])
    minutes = [(b.starts_at - a.starts_at).total_seconds() / 60 for a, b in pairwise(first)]
    points = [(a - b) / length for (a, b), length in zip(pairwise(heights), minutes, strict=True)]
    assert max(points) - min(points) < 0.01
    assert any(text.endswith("Rows are as high as they are long.") for text in read_aloud(data))


def test_where_a_row_is_higher_than_its_time_the_page_says_so() -> None:
    short = tuple(interview(FRIDAY, 9 + n // 2, 30 * (n % 2), 5, f"Short {n}") for n in range(14))
    texts = read_aloud(rendered(full_pack(days=(AgendaDay(1, FRIDAY, short),))).data)
    assert any("but for the shortest, which are as high as their text." in text for text in texts)


def test_a_pause_of_many_hours_does_not_fill_the_page() -> None:
    far = (interview(FRIDAY, 8, 0, 45, "Early"), interview(FRIDAY, 19, 0, 45, "Late"))
    data = rendered(full_pack(days=(AgendaDay(1, FRIDAY, far),))).data
    early, late = _baselines(data, ["Early", "Late"])
    assert early - late < 260
    assert any("A dotted line stands for a longer pause" in text for text in read_aloud(data))


def test_overlapping_interviews_are_all_shown() -> None:
    clash = (
        interview(FRIDAY, 9, 0, 60, "One"),
        interview(FRIDAY, 9, 30, 60, "Two"),
        interview(FRIDAY, 9, 0, 30, "Three"),
    )
    texts = read_aloud(rendered(full_pack(days=(AgendaDay(1, FRIDAY, clash),))).data)
    assert [text for text in texts if text in ("One", "Two", "Three", "Break")] == ["Three", "One", "Two"]


def test_a_day_without_interviews_and_a_pack_without_days_say_so() -> None:
    assert "Nothing is booked on this day." in read_aloud(rendered(full_pack(days=(AgendaDay(1, FRIDAY, ()),))).data)
    texts = read_aloud(rendered(empty_pack()).data)
    assert "No interview is booked for this stage yet. Book one, and print again." in texts


def test_many_interviews_continue_on_a_second_page_under_the_same_head() -> None:
    many = tuple(interview(FRIDAY, 6, 10 * n, 10, f"Talk {n}", "Somebody") for n in range(6)) * 6
    data = rendered(full_pack(days=(AgendaDay(1, FRIDAY, many),))).data
    pdf = open_pdf(data)
    assert sum(element.S == "/Table" for element in elements(pdf)) == 1
    with pdfium.PdfDocument(data) as document:
        for number in (0, 1):
            assert "LOS ANGELES" in document[number].get_textpage().get_text_range()


def test_words_for_days_times_and_distances() -> None:
    assert day_text(FRIDAY) == "Friday 12 March 2027"
    assert days_text((FRIDAY, MONDAY)) == "Friday 12 March 2027 and Monday 15 March 2027"
    sunday = date(2027, 3, 14)
    assert days_text((FRIDAY, sunday, MONDAY)).startswith("Friday 12 March 2027, Sunday 14 March 2027 and Mon")
    assert days_text((FRIDAY, FRIDAY, sunday, MONDAY)) == "Friday 12 March 2027 to Monday 15 March 2027"
    assert [minutes_text(n) for n in (0, 45, 60, 90)] == ["0 min", "45 min", "1 h", "1 h 30 min"]
    nepal = ZoneInfo("Asia/Kathmandu")
    assert distance_text(at(FRIDAY, 9, 0), BERLIN, nepal) == "Kathmandu is 4 h 45 min ahead of Berlin."
    assert distance_text(at(FRIDAY, 9, 0), BERLIN, ZoneInfo("Europe/Paris")) == "Paris and Berlin have the same time."
