"""``contact``, ``note``, ``follow-up``, ``checklist``."""

import pytest
from cli_tools import Ask, Run


@pytest.fixture
def acme(ask: Ask) -> int:
    """The id of an application."""
    words = ("application", "add", "--company", "Acme", "--role", "Data engineer", "--stage", "onsite")
    return int(ask(*words)["id"])


@pytest.fixture
def dana(ask: Ask) -> int:
    """The id of a contact."""
    return int(ask("contact", "add", "--name", "Dana Ruiz", "--relationship", "recruiter")["id"])


def test_contact_add_list_show(ask: Ask, run: Run) -> None:
    added = ask(
        *("contact", "add", "--name", "Dana Ruiz", "--company", "Acme", "--email", "dana@example.com"),
        *("--email", "d@example.org", "--phone", "+1 555 0100", "--relationship", "recruiter", "--zone", "Asia/Tokyo"),
    )
    assert added == {
        "id": 1,
        "name": "Dana Ruiz",
        "company": "Acme",
        "emails": ["dana@example.com", "d@example.org"],
        "phones": ["+1 555 0100"],
        "urls": [],
        "relationship": "recruiter",
        "zone": "Asia/Tokyo",
        "last_activity_at": None,
    }
    assert ask("contact", "list") == [added]
    assert ask("contact", "show", 1) == {**added, "activities": []}
    for word in ("Dana Ruiz", "recruiter", "d@example.org", "Asia/Tokyo"):
        assert word in run("contact", "list").text


def test_contact_log(ask: Ask, run: Run, acme: int, dana: int) -> None:
    logged = ask(
        *("contact", "log", dana, "--channel", "call", "--direction", "in", "--summary", "Three slots"),
        *("--application", acme, "--at", "2026-03-03T16:30", "--promised-by", "theirs", "--follow-up", "2026-03-09"),
    )
    assert logged == {
        "id": 1,
        "contact_id": dana,
        "application_id": acme,
        "channel": "call",
        "direction": "in",
        "summary": "Three slots",
        "happened_at": "2026-03-03T15:30:00Z",
        "promised_by": "theirs",
        "due_on": "2026-03-09",
    }
    assert ask("contact", "show", dana)["last_activity_at"] == "2026-03-03T15:30:00Z"
    assert [each["id"] for each in ask("application", "show", acme)["contacts"]] == [dana]
    assert ask("contact", "show", dana)["activities"] == [logged]
    assert ask("application", "show", acme)["activities"] == [logged]
    assert "Three slots" in run("contact", "show", dana).text
    assert "they promised by 2026-03-09" in run("application", "show", acme).text
    now = ask("contact", "log", dana, "--channel", "email", "--direction", "out", "--summary", "-", stdin=b"Thanks")
    assert (now["summary"], now["happened_at"], now["application_id"]) == ("Thanks", "2026-03-04T09:00:00Z", None)


def test_follow_ups(ask: Ask, run: Run, dana: int) -> None:
    log = ("contact", "log", dana, "--channel", "call", "--direction", "in", "--summary", "Soon", "--follow-up")
    for day in ("2026-03-09", "2026-03-06", "2026-03-12"):
        ask(*log, day)
    listed = ask("follow-up", "list")
    assert [each["due_on"] for each in listed] == ["2026-03-06", "2026-03-09", "2026-03-12"]
    assert set(listed[0]) == {"id", "application_id", "contact_id", "due_on", "why", "rule"}
    assert (listed[0]["contact_id"], listed[0]["rule"]) == (dana, "own")
    assert [each["id"] for each in ask("follow-up", "snooze", 2, "2026-03-20")] == [1, 3, 2]
    assert [each["id"] for each in ask("follow-up", "done", 1)] == [3, 2]
    assert [each["id"] for each in ask("follow-up", "retire", 2)] == [3]
    assert "2026-03-12" in run("follow-up", "list").text
    ask("undo")
    assert len(ask("follow-up", "list")) == 2


def test_checklist(ask: Ask, run: Run, acme: int) -> None:
    listed = ask("checklist", acme)
    assert all(set(each) == {"key", "text", "source", "ticked_at"} for each in listed)
    assert {each["source"] for each in listed} == {"playbook"}
    key = listed[0]["key"]
    assert ask("checklist", "tick", acme, key)[0]["ticked_at"] == "2026-03-04T09:00:00Z"
    assert ask("checklist", "untick", acme, key)[0]["ticked_at"] is None
    own = ask("checklist", "add", acme, "Charge the laptop")[-1]
    assert (own["source"], own["text"]) == ("own", "Charge the laptop")
    assert ask("checklist", "tick", acme, own["key"])[-1]["ticked_at"]
    assert "☑" in run("checklist", acme).text
    assert ask("--json", "checklist", "show", acme) == ask("checklist", acme)


def test_notes_of_an_application(ask: Ask, acme: int) -> None:
    note = ask("note", acme, "Ask about on-call")
    assert note == {
        "id": 1,
        "application_id": acme,
        "text": "Ask about on-call",
        "created_at": "2026-03-04T09:00:00Z",
        "updated_at": "2026-03-04T09:00:00Z",
    }
    ask("note", acme, "Second")
    assert [each["text"] for each in ask("application", "show", acme)["notes"]] == ["Second", "Ask about on-call"]


HOSTILE = [
    "👩🏽‍💻 family 👨‍👩‍👧‍👦 and flag 🇩🇪",
    "עברית עם English ו-123",
    "العربية \u200f\u202bRTL\u202c \u200e",
    "e\u0301 and \u00e9, Z\u0351\u036b\u0343a\u0329\u032el\u0348go",
    "line one\n\n\tindented\nlast line without an end",
    "-- not 'an' option; \"quoted\" \\n %s {braces} <b>&amp;</b>",
    "𝕌𝕟𝕚 \U0001f9ff 漢字かな \uffff\u2028\u00a0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_kept_exactly(ask: Ask, acme: int, text: str) -> None:
    ask("note", acme, text)
    ask("note", acme, "-", stdin=text.encode())
    notes = [each["text"] for each in ask("application", "show", acme)["notes"]]
    assert notes == [text, text]


def test_a_megabyte_of_note_is_kept_exactly(ask: Ask, run: Run, acme: int) -> None:
    text = "".join(f"Zeile {number}: ünï 👍\n" for number in range(50_000))
    assert len(text.encode()) > 1_000_000
    ask("note", acme, "-", stdin=text.encode())
    assert ask("application", "show", acme)["notes"][0]["text"] == text
    ask("undo")
    ask("redo")
    assert ask("application", "show", acme)["notes"][0]["text"] == text
    assert text in run("application", "show", acme).text


def test_controls_are_removed(ask: Ask, acme: int) -> None:
    ask("note", acme, "-", stdin=b"a\x00b\x07c\x1b[31md\te\r\nf\x7f")
    assert ask("application", "show", acme)["notes"][0]["text"] == "abc[31md\te\nf\x7f"
