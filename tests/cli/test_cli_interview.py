"""``interview``, ``onsite``, ``calendar``, ``pack``: booking, planning, and what goes out."""

from pathlib import Path
from typing import Any

import pytest
from cli_tools import Ask, Run, write_row
from icalendar import Calendar

from netorganizer.paths import Home

LA = "America/Los_Angeles"
INTERVIEW_FIELDS = {
    *("id", "uid", "application_id", "stage", "round", "title", "starts_at", "ends_at", "zone", "minutes", "with"),
    *("link", "place", "status", "sequence"),
}


@pytest.fixture
def netflix(ask: Ask) -> int:
    """The id of an application at the on-site stage."""
    return int(ask("application", "add", "--company", "Netflix", "--role", "SWE L5", "--stage", "onsite")["id"])


@pytest.fixture
def loop(ask: Ask, netflix: int) -> Any:  # noqa: ANN401 - JSON
    """The interviews of a booked two-day on-site, in Los Angeles."""
    ask("onsite", "plan", netflix, "--first-day", "2027-03-12", "--zone", LA, "--start", "09:00", "--apply")
    return ask("interview", "list", netflix)


def test_add_takes_every_field(ask: Ask, netflix: int) -> None:
    added = ask(
        *("interview", "add", netflix, "--title", "System design", "--starts", "2027-03-12T09:00", "--zone", LA),
        *("--minutes", 60, "--stage", "technical_screen", "--round", 2, "--with", "Dana Ruiz", "--with", "Wil Or"),
        *("--link", "https://meet.example.com/x", "--place", "Building B", "--tentative"),
    )
    assert set(added) == INTERVIEW_FIELDS
    assert added.pop("uid")
    assert added == {
        "id": 1,
        "application_id": netflix,
        "stage": "technical_screen",
        "round": 2,
        "title": "System design",
        "starts_at": "2027-03-12T17:00:00Z",
        "ends_at": "2027-03-12T18:00:00Z",
        "zone": LA,
        "minutes": 60,
        "with": ["Dana Ruiz", "Wil Or"],
        "link": "https://meet.example.com/x",
        "place": "Building B",
        "status": "tentative",
        "sequence": 0,
    }


def test_defaults_are_the_persons_zone_and_the_applications_stage(ask: Ask, netflix: int) -> None:
    added = ask("interview", "add", netflix, "--title", "Call", "--starts", "2026-07-01T09:00", "--minutes", 30)
    assert (added["zone"], added["starts_at"]) == ("Europe/Berlin", "2026-07-01T07:00:00Z")
    assert (added["stage"], added["status"], added["round"]) == ("onsite", "confirmed", None)
    assert ask("application", "show", netflix)["whose_move"] == "scheduled"


def test_an_offset_settles_a_time_that_happens_twice(ask: Ask, netflix: int) -> None:
    words = ("interview", "add", netflix, "--title", "Late", "--minutes", 30, "--zone", LA, "--starts")
    assert ask(*words, "2027-11-07T01:30-07:00")["starts_at"] == "2027-11-07T08:30:00Z"
    assert ask(*words, "2027-11-07T01:30-08:00")["starts_at"] == "2027-11-07T09:30:00Z"


def test_move_and_edit_read_times_in_the_interviews_zone(ask: Ask, loop: Any) -> None:  # noqa: ANN401
    first = loop[0]
    moved = ask("interview", "move", first["id"], "--starts", "2027-03-12T11:00")
    assert (moved["starts_at"], moved["zone"], moved["uid"]) == ("2027-03-12T19:00:00Z", LA, first["uid"])
    assert moved["sequence"] > first["sequence"]
    edited = ask("interview", "edit", first["id"], "--starts", "2027-03-12T12:00", "--title", "Design", "--with", "Ada")
    assert (edited["starts_at"], edited["title"], edited["with"]) == ("2027-03-12T20:00:00Z", "Design", ["Ada"])
    elsewhere = ask("interview", "move", first["id"], "--starts", "2027-03-12T12:00", "--zone", "Europe/Berlin")
    assert (elsewhere["starts_at"], elsewhere["zone"]) == ("2027-03-12T11:00:00Z", "Europe/Berlin")
    longer = ask("interview", "move", first["id"], "--starts", "2027-03-12T12:00", "--minutes", 75)
    assert (longer["minutes"], longer["ends_at"]) == (75, "2027-03-12T12:15:00Z")
    rezoned = ask("interview", "edit", first["id"], "--zone", LA)
    assert (rezoned["starts_at"], rezoned["zone"]) == ("2027-03-12T11:00:00Z", LA)


def test_what_to_mind_about_a_time_is_said_and_it_is_booked_all_the_same(run: Run, netflix: int) -> None:
    words = ("interview", "add", netflix, "--minutes", 60, "--starts")
    first = run(*words, "2027-03-10T10:00", "--title", "First", "--json")
    assert (first.json["id"], first.err) == (1, "")
    clash = run(*words, "2027-03-10T10:30", "--title", "Second", "--json")
    assert clash.json["id"] == 2
    assert ("First" in clash.err, "Second" in clash.err, "overlap" in clash.err) == (True, True, True)
    assert run("interview", "move", 2, "--starts", "2027-03-10T13:00").err == ""
    late = run("interview", "move", 2, "--starts", "2027-03-10T23:30", "--json")
    assert late.json["starts_at"] == "2027-03-10T22:30:00Z"
    assert "not wholly within" in late.err
    assert "First" not in late.err
    changed = run("interview", "edit", 2, "--zone", LA, "--starts", "2027-03-15T09:00", "--json")
    assert changed.json["zone"] == LA
    assert "clocks" in changed.err
    assert run("interview", "edit", 2, "--starts", "2027-03-10T10:30", "--zone", "Europe/Berlin", "--quiet").err == ""


def test_an_interview_over_midnight_shows_both_days(run: Run, netflix: int) -> None:
    words = ("interview", "add", netflix, "--title", "Hackathon", "--starts", "2027-03-10T10:00", "--minutes")
    assert "Wed 10 March 2027 10:00–10:00 on Thu 11 March 2027" in run(*words, 24 * 60).text
    assert "Wed 10 March 2027 10:00–11:00\n" in run(*words, 60).text


def test_confirm_and_cancel(ask: Ask, run: Run, loop: Any) -> None:  # noqa: ANN401
    assert loop[0]["status"] == "tentative"
    assert ask("interview", "confirm", 1)["status"] == "confirmed"
    assert ask("interview", "cancel", 1)["status"] == "cancelled"
    assert ask("interview", "list")[0]["status"] == "cancelled"
    assert "cancelled" in run("interview", "list").text


def test_onsite_plan_proposes_without_booking(ask: Ask, netflix: int) -> None:
    plan = ask("onsite", "plan", netflix, "--first-day", "2027-03-12", "--zone", LA, "--start", "09:00")
    assert set(plan) == {"days", "warnings"}
    assert [day["date"] for day in plan["days"]] == ["2027-03-12", "2027-03-15"]
    blocks = [block for day in plan["days"] for block in day["blocks"]]
    fields = {"kind", "interview_id", "title", "round", "starts_at", "ends_at", "reason"}
    assert all(set(block) == fields for block in blocks)
    assert {block["kind"] for block in blocks} == {"interview", "break", "lunch"}
    assert blocks[0]["starts_at"] == "2027-03-12T17:00:00Z"
    assert sum(block["kind"] == "interview" for block in blocks) == 8
    assert all(block["interview_id"] is None and block["reason"] for block in blocks)
    assert {warning["kind"] for warning in plan["warnings"]} >= {"clock_change"}
    assert ask("interview", "list") == []


def test_onsite_plan_applied_twice_changes_nothing(ask: Ask, netflix: int) -> None:
    words = ("onsite", "plan", netflix, "--first-day", "2027-03-12", "--zone", LA, "--apply")
    applied = ask(*words)
    booked = ask("interview", "list")
    assert len(booked) == 8
    ids = [block["interview_id"] for day in applied["days"] for block in day["blocks"] if block["kind"] == "interview"]
    assert ids == [each["id"] for each in booked]
    assert ask(*words) == applied
    assert ask("interview", "list") == booked
    assert len(ask("history")) == 2  # the application, and all of the on-site as one step
    moved = ask("onsite", "plan", netflix, "--first-day", "2027-04-13", "--apply")
    assert [day["date"] for day in moved["days"]] == ["2027-04-13", "2027-04-14"]
    assert {each["uid"] for each in ask("interview", "list")} == {each["uid"] for each in booked}
    assert {each["zone"] for each in ask("interview", "list")} == {LA}


def test_onsite_plan_tells_what_it_booked(run: Run, netflix: int) -> None:
    words = ("onsite", "plan", netflix, "--zone", LA, "--first-day")
    assert run(*words, "2027-03-12").err == ""
    told = run(*words, "2027-03-12", "--apply").err
    assert told == "Interviews booked: 8; Fri 12 March 2027, Mon 15 March 2027.\n"
    assert run(*words, "2027-03-12", "--apply").err == "All of it is booked like this already.\n"
    assert run(*words, "2027-04-13", "--apply").err.startswith("Interviews arranged anew: 8; Tue 13 April 2027")
    assert run(*words, "2027-04-20", "--apply", "--quiet").err == ""


def test_onsite_plan_in_words_names_both_times(run: Run, netflix: int) -> None:
    text = run("onsite", "plan", netflix, "--first-day", "2027-03-12", "--zone", LA, "--start", "09:00").text
    assert "Fri 12 March 2027, America/Los_Angeles" in text
    assert "09:00–10:00 (18:00–19:00 for you)" in text


def export(ask: Ask, folder: Path, *words: object) -> tuple[int, list[str]]:
    """The count a calendar export tells, and the titles in its file."""
    file = folder / "out.ics"
    answer = ask("calendar", "export", *words, "-o", file, "--force")
    assert answer["file"] == str(file)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return answer["events"], sorted(str(event["SUMMARY"]) for event in events)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--application", "1"), 8),
        (("--application", "1", "--onsite-day", "1"), 5),
        (("--application", "1", "--onsite-day", "2"), 3),
        (("--day", "2027-03-12"), 5),
        (("--interview", "1"), 1),
        (("--all",), 8),
    ],
)
@pytest.mark.usefixtures("loop")
def test_calendar_export(ask: Ask, tmp_path: Path, words: tuple[str, ...], count: int) -> None:
    events, titles = export(ask, tmp_path, *words)
    assert events == len(titles) == count


@pytest.mark.usefixtures("loop")
def test_an_exported_interview_that_is_undone_is_told_as_cancelled(ask: Ask, tmp_path: Path) -> None:
    export(ask, tmp_path, "--all")
    ask("undo")
    events, titles = export(ask, tmp_path, "--all")
    assert events == 8
    assert all(title.startswith("Cancelled:") for title in titles)


@pytest.mark.usefixtures("loop")
def test_the_same_export_gives_the_same_bytes(run: Run) -> None:
    first = run("calendar", "export", "--all", "-o", "-")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith(b"BEGIN:VCALENDAR\r\n")
    assert run("calendar", "export", "--all", "-o", "-").out == first.out


@pytest.mark.usefixtures("loop")
def test_pack(ask: Ask, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    answer = ask("pack", 1, "--onsite-day", 1, "--paper", "letter", "-o", file)
    assert set(answer) == {"file", "pages", "sections"}
    assert answer["file"] == str(file)
    assert answer["pages"] > 1
    assert answer["sections"]
    assert file.read_bytes().startswith(b"%PDF-")
    assert run("pack", 1, "--onsite-day", 1, "--paper", "letter", "-o", "-").out == file.read_bytes()
    refused = run("pack", 1, "-o", file)
    assert (refused.code, refused.out) == (1, b"")
    assert run("pack", 1, "-o", file, "--force").code == 0


@pytest.mark.usefixtures("loop")
def test_a_pack_shows_money_only_when_asked(home: Home, ask: Ask, tmp_path: Path) -> None:
    add_offer(home)
    plain, rich = tmp_path / "plain.pdf", tmp_path / "rich.pdf"
    without = ask("pack", 1, "-o", plain)["sections"]
    assert ask("pack", 1, "--include-money", "-o", rich)["sections"] != without


@pytest.mark.usefixtures("netflix")
def test_amounts_are_null_unless_asked_for(home: Home, ask: Ask, run: Run) -> None:
    add_offer(home)
    [offer] = ask("application", "show", 1)["offers"]
    assert offer["currency"] == "USD"
    assert {name for name, value in offer.items() if name.endswith("_minor") and value is None} == {
        *("base_minor", "bonus_minor", "equity_per_year_minor", "sign_on_minor")
    }
    [offer] = ask("application", "show", 1, "--show-money")["offers"]
    assert (offer["base_minor"], offer["bonus_minor"]) == (65_000_000, None)
    assert "650,000" not in run("application", "show", 1).text
    assert "650,000 USD" in run("application", "show", 1, "--show-money").text


def add_offer(home: Home) -> None:
    """No command adds an offer yet."""
    at = "2026-03-04T09:00:00Z"
    write_row(home, "offer", application_id=1, currency="USD", base_minor=65_000_000, trust="letter", created_at=at)
