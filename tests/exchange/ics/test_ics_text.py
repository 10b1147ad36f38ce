"""The bytes: any text comes through, lines keep RFC 5545, nobody is mailed, the same data gives the same file."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ics_cases import LINK, MADE_AT, around_the_clock, every_kind, make_interview, two_day_onsite
from ics_readers import MISREAD_BACKSLASHES, READERS

from netorganizer.domain.errors import Invalid
from netorganizer.domain.interview import CalendarTombstone, Interview, Panelist
from netorganizer.domain.pipeline import InterviewStatus, Stage
from netorganizer.exchange.ics import AlarmPlan, write_calendar

ANY_TEXT = st.text(max_size=200) | st.text(
    alphabet="\\;,:nN\"'\r\n\t \x00\x0b\x1b\x85\u2028\u2029\ud800é👩🏽‍💻א", max_size=90
)
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Asia/Jerusalem", "Asia/Kathmandu", "Pacific/Apia", "UTC")


def _entries() -> list[Interview | CalendarTombstone]:
    return [case.entry for case in two_day_onsite() + around_the_clock() + every_kind()]


def _unfold(written: bytes) -> list[str]:
    return written.decode().replace("\r\n ", "").split("\r\n")


def _interviews() -> st.SearchStrategy[Interview]:
    years = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))  # noqa: DTZ001
    return st.builds(
        lambda local, zone, title, role, place, link, minutes, status, stage: replace(
            make_interview(1, "2027-03-12T09:00", zone),
            starts_at=local.replace(tzinfo=UTC, microsecond=0),
            title=title,
            application_role=role,
            panel=(Panelist(1, role, title),),
            place=place,
            link=link,
            minutes=minutes,
            status=status,
            stage=stage,
        ),
        local=years,
        zone=st.sampled_from(ZONES),
        title=ANY_TEXT,
        role=ANY_TEXT,
        place=ANY_TEXT,
        link=ANY_TEXT | st.just(LINK) | ANY_TEXT.map("https://meet.example.com/".__add__),
        minutes=st.integers(1, 3000),
        status=st.sampled_from(InterviewStatus),
        stage=st.sampled_from(Stage),
    )


@given(interview=_interviews(), name=ANY_TEXT)
def test_any_record_gives_a_well_formed_file(interview: Interview, name: str) -> None:
    written = write_calendar([interview], name=name)

    assert written.endswith(b"END:VCALENDAR\r\n")
    physical = written.split(b"\r\n")
    assert max(len(line) for line in physical) <= 75
    assert all(line.decode() for line in physical[:-1])  # valid UTF-8 line by line: no character is split
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", written)
    lines = _unfold(written)
    assert all(re.match(r"[A-Z-]+[;:]", line) for line in lines[:-1])  # no text became a line of its own
    names = [re.split("[;:]", line)[0] for line in lines]
    assert not {"ATTENDEE", "ORGANIZER", "METHOD", "RDATE"} & set(names)
    assert names.count("BEGIN") == names.count("END")


@given(interview=_interviews())
def test_no_time_floats_and_every_time_is_the_records(interview: Interview) -> None:
    lines = _unfold(write_calendar([interview], name="Netflix"))
    event = lines[lines.index("BEGIN:VEVENT") :]
    for name, instant in (("DTSTART", interview.starts_at), ("DTEND", interview.ends_at)):
        (line,) = [line for line in event if re.match(f"{name}[;:]", line)]
        matched = re.fullmatch(rf"{name}(?:;TZID=(?P<zone>[^:]+))?:(?P<local>\d{{8}}T\d{{6}})(?P<utc>Z?)", line)
        assert matched
        assert bool(matched["zone"]) != bool(matched["utc"])
        zone = ZoneInfo(matched["zone"] or "UTC")
        local = datetime.strptime(matched["local"], "%Y%m%dT%H%M%S").replace(tzinfo=zone)
        assert local.astimezone(UTC) == instant
        assert local.utcoffset() == local.replace(fold=1).utcoffset()  # neither skipped nor repeated


def _on_one_line(text: str) -> str:
    """What a one-line field may keep of ``text``: no controls, and each run of blanks as one."""
    kept = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]", "", text)
    return " ".join(kept.split())


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=3, deadline=None, phases=[Phase.generate])  # shrinking would start the reader 100 times
@given(titles=st.lists(ANY_TEXT, min_size=60, max_size=80))
def test_any_text_reads_back(reader: str, titles: list[str]) -> None:
    if reader in MISREAD_BACKSLASHES:
        titles = [title.replace("\\", "/") for title in titles]
    entries = [
        replace(make_interview(n, "2027-03-12T09:00", "Europe/Berlin"), title=title) for n, title in enumerate(titles)
    ]
    with TemporaryDirectory() as folder, TemporaryDirectory() as scratch:
        file = Path(folder, "export.ics")
        file.write_bytes(write_calendar(entries, name="Netflix"))
        seen = [event.summary for event in READERS[reader](file, Path(scratch))]
    assert sorted(seen) == sorted(f"Netflix: {_on_one_line(title)}".strip() for title in titles)


def test_same_records_give_the_same_bytes_in_any_order() -> None:
    entries = _entries()
    written = write_calendar(entries, name="Netflix")
    shuffled = random.sample(entries, len(entries))
    assert write_calendar(shuffled, name="Netflix") == written


def test_a_move_changes_only_that_event() -> None:
    entries = [case.entry for case in two_day_onsite()]
    moved = replace(
        entries[3],
        starts_at=entries[3].starts_at + timedelta(minutes=15),
        sequence=entries[3].sequence + 1,
        modified_at=MADE_AT + timedelta(days=1),
    )
    before = _unfold(write_calendar(entries, name="Netflix"))
    after = _unfold(write_calendar([*entries[:3], moved, *entries[4:]], name="Netflix"))
    changed = {re.split("[;:]", new)[0] for old, new in zip(before, after, strict=True) if old != new}
    assert changed == {
        *("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE"),
        *("DESCRIPTION", "X-ALT-DESC"),  # which tell the time in words
    }
    assert "SEQUENCE:1" in after


def test_link_stands_in_every_place_that_programs_look() -> None:
    lines = _unfold(write_calendar([make_interview(1, "2027-03-12T09:00", "Europe/Berlin")], name="Netflix"))
    assert r"LOCATION:https://meet.example.com/j/42?pwd=a\;b\,c" in lines
    assert f"URL:{LINK}" in lines
    assert f"CONFERENCE;FEATURE=VIDEO;LABEL=Join the interview;VALUE=URI:{LINK}" in lines
    assert any(line.startswith(r"DESCRIPTION:https://meet.example.com/j/42") for line in lines)


@pytest.mark.parametrize("link", ["", "room code 4411", "javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_what_is_no_web_or_phone_link_is_not_made_openable(link: str) -> None:
    interview = replace(make_interview(1, "2027-03-12T09:00", "Europe/Berlin"), link=link)
    written = write_calendar([interview], name="Netflix")
    assert b"\r\nURL" not in written
    assert b"CONFERENCE" not in written
    assert b"<a " not in written


def test_room_goes_before_link_as_location() -> None:
    interview = replace(make_interview(1, "2027-03-12T09:00", "Europe/Berlin"), place="Building A, room 3")
    assert r"LOCATION:Building A\, room 3" in _unfold(write_calendar([interview], name="Netflix"))


def test_interviews_of_one_loop_are_tied_in_a_ring() -> None:
    entries = [case.entry for case in two_day_onsite()]
    other = replace(make_interview(99, "2027-03-12T09:00", "Europe/Berlin"), application_id=8)
    lines = _unfold(write_calendar([*entries, other], name="Netflix"))
    uid, related = "", {}
    for line in lines:
        if line.startswith("UID:"):
            uid = line.removeprefix("UID:")
        elif line.startswith("RELATED-TO;RELTYPE=SIBLING:"):
            related[uid] = line.rpartition(":")[2]
    loop = [entry.uid for entry in entries]
    assert related == dict(zip(loop, loop[1:] + loop[:1], strict=True))


def test_most_important_reminder_stands_first_and_keeps_its_uid() -> None:
    plan = AlarmPlan(usual=(30, 5), by_stage={Stage.ONSITE: (10, 1440)})
    onsite = make_interview(1, "2027-03-12T09:00", "Europe/Berlin")
    call = replace(make_interview(2, "2027-03-13T09:00", "Europe/Berlin"), stage=Stage.RECRUITER_CALL)
    lines = _unfold(write_calendar([onsite, call], name="Netflix", alarms=plan))
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        *("TRIGGER:-PT10M", "TRIGGER:-P1D", "TRIGGER:-PT30M", "TRIGGER:-PT5M")
    ]
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 6
    moved = replace(onsite, starts_at=onsite.starts_at + timedelta(days=7), sequence=1)
    assert set(uids) == set(_unfold(write_calendar([moved, call], name="Netflix", alarms=plan))) & set(uids)


def test_nothing_to_export_is_refused() -> None:
    with pytest.raises(Invalid, match="There is no interview"):
        write_calendar([], name="Netflix")
