"""Every calendar program at hand sees the same in our file: instants, status, words, reminders."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest
from ics_cases import Case, around_the_clock, every_kind, make_interview, two_day_onsite
from ics_readers import MISREAD_BACKSLASHES, READERS, Khal, Seen

from netorganizer.domain.interview import Interview
from netorganizer.domain.pipeline import InterviewStatus
from netorganizer.exchange.ics import write_calendar

SETS = {"two-day onsite": two_day_onsite, "around the clock": around_the_clock, "every kind": every_kind}


def _expected(case: Case) -> Seen:
    start = int(datetime.fromisoformat(case.start).timestamp())
    return Seen(
        start=start,
        end=start + case.entry.minutes * 60,
        summary=case.summary,
        description=case.description,
        uid=case.entry.uid,
        status=case.status,
        alarms=case.alarms,
    )


def _as_shown(expected: Seen, seen: Seen) -> Seen:
    """``expected`` without what the reader of ``seen`` does not show at all."""
    unshown = {field.name: None for field in fields(Seen) if getattr(seen, field.name) is None}
    return replace(expected, **unshown)  # type: ignore[arg-type]


def _order(seen: Seen) -> tuple[int, str, str]:
    return seen.start, seen.summary, seen.description or ""


@pytest.mark.parametrize("cases", SETS.values(), ids=SETS.keys())
@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_every_event_as_meant(reader: str, cases: Callable[[], list[Case]], tmp_path: Path) -> None:
    file, scratch = tmp_path / "export.ics", tmp_path / "scratch"
    scratch.mkdir()
    meant = cases()
    file.write_bytes(write_calendar([case.entry for case in meant], name="Netflix"))

    seen = sorted(READERS[reader](file, scratch), key=_order)

    expected = sorted((_expected(case) for case in meant), key=_order)
    assert [event.start for event in seen] == [event.start for event in expected]
    assert seen == [_as_shown(event, seen[0]) for event in expected]


@pytest.mark.parametrize("reader", sorted(READERS.keys() - MISREAD_BACKSLASHES))
def test_reader_sees_backslashes_as_typed(reader: str, tmp_path: Path) -> None:
    file, scratch = tmp_path / "export.ics", tmp_path / "scratch"
    scratch.mkdir()
    title = r"C:\new \N \; \, \\ regex \d+"
    interview = replace(make_interview(1, "2027-03-12T09:00", "Europe/Berlin"), title=title)
    file.write_bytes(write_calendar([interview], name="Netflix"))

    assert [event.summary for event in READERS[reader](file, scratch)] == [f"Netflix: {title}"]


def _next_version(interview: Interview, **changes: object) -> Interview:
    return replace(interview, sequence=interview.sequence + 1, **changes)  # type: ignore[arg-type]


def test_second_import_moves_and_cancels_instead_of_duplicating(tmp_path: Path) -> None:
    khal, file = Khal(tmp_path), tmp_path / "export.ics"
    stays, moves, goes = (make_interview(n, f"2027-03-12T{n:02}:00", "America/Los_Angeles") for n in (9, 11, 14))
    file.write_bytes(write_calendar([stays, moves, goes], name="Netflix"))
    khal.take_in(file)
    later = make_interview(11, "2027-03-15T16:00", "America/Los_Angeles").starts_at
    versions = [
        stays,
        _next_version(moves, starts_at=later),
        _next_version(goes, status=InterviewStatus.CANCELLED),
    ]
    file.write_bytes(write_calendar(versions, name="Netflix"))

    khal.take_in(file)

    shown = {event.uid: event for event in khal.show()}
    assert len(khal.show()) == len(shown) == 3
    assert shown[stays.uid].start == int(stays.starts_at.timestamp())
    assert shown[moves.uid].start == int(datetime.fromisoformat("2027-03-15T23:00Z").timestamp())
    assert shown[goes.uid].status == "CANCELLED"
    assert shown[goes.uid].summary == "Cancelled: Netflix: System design"
