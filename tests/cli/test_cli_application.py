"""``application`` and ``trash``: the fields promised, and what each verb does."""

import json

import pytest
from cli_tools import Ask, Run, assert_refused

from netorganizer.paths import Home

APPLICATION_FIELDS = {
    *("id", "company", "role", "playbook", "role_group", "stage", "step", "position", "outcome", "on_hold"),
    *("whose_move", "next_action", "next_on", "starred", "tags", "url", "location", "source", "applied_on"),
    "created_at",
}


@pytest.fixture
def acme(ask: Ask) -> int:
    """The id of an application."""
    return int(ask("application", "add", "--company", "Acme", "--role", "Data engineer")["id"])


def test_add_takes_every_field(ask: Ask) -> None:
    added = ask(
        *("application", "add", "--company", "  Acme  Corp ", "--role", "Senior SRE", "--playbook", "netflix"),
        *(
            "--role-group",
            "data_engineer",
            "--stage",
            "onsite",
            "--url",
            "https://example.com/1",
            "--location",
            "Berlin",
        ),
        *("--source", "Referral", "--applied-on", "2026-02-28", "--note", "First words"),
    )
    assert added == {
        "id": 1,
        "company": "Acme Corp",
        "role": "Senior SRE",
        "playbook": "netflix",
        "role_group": "data_engineer",
        "stage": "onsite",
        "step": "onsite",
        "position": 0,
        "outcome": None,
        "on_hold": False,
        "whose_move": "none",
        "next_action": "",
        "next_on": None,
        "starred": False,
        "tags": [],
        "url": "https://example.com/1",
        "location": "Berlin",
        "source": "Referral",
        "applied_on": "2026-02-28",
        "created_at": "2026-03-04T09:00:00Z",
    }
    assert [note["text"] for note in ask("application", "show", 1)["notes"]] == ["First words"]


def test_add_finds_playbook_and_role_group_by_itself(ask: Ask) -> None:
    known = ask("application", "add", "--company", "NETFLIX", "--role", "Engineering Manager, Ads")
    assert (known["playbook"], known["role_group"], known["stage"]) == ("netflix", "engineering_manager", "saved")
    other = ask("application", "add", "--company", "Acme", "--role", "Gardener")
    assert (other["playbook"], other["role_group"], other["position"]) == ("generic", "other", 1)


def test_a_likely_duplicate_is_said_and_added(run: Run, acme: int) -> None:
    again = run("application", "add", "--company", "ACME", "--role", "data  Engineer", "--json")
    assert again.json["id"] == acme + 1
    assert str(acme) in again.err
    assert len(again.err.splitlines()) == 1
    quiet = run("application", "add", "--company", "ACME", "--role", "Data engineer", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, b"", "")


def test_list_goes_column_by_column(run: Run, ask: Ask) -> None:
    for role, stage in (("A", "onsite"), ("B", "saved"), ("C", "onsite"), ("D", "saved")):
        ask("application", "add", "--company", "Acme", "--role", role, "--stage", stage)
    ask("application", "close", 2, "rejected")
    assert [each["role"] for each in ask("application", "list")] == ["D", "A", "C"]
    assert [each["role"] for each in ask("application", "list", "--stage", "onsite")] == ["A", "C"]
    assert [each["role"] for each in ask("application", "list", "--closed")] == ["B"]
    assert [each["role"] for each in ask("application", "list", "--all")] == ["B", "D", "A", "C"]
    assert all(set(each) == APPLICATION_FIELDS for each in ask("application", "list", "--all"))
    text = run("application", "list").text
    assert [line.strip() for line in text.splitlines()] == [
        "Saved 1",
        "4  Acme  D",
        "",
        "On-site 2",
        "1  Acme  A",
        "3  Acme  C",
    ]


def test_show_has_everything(ask: Ask, run: Run, acme: int) -> None:
    ask("interview", "add", acme, "--title", "Call", "--starts", "2026-03-10T10:00", "--minutes", 30, "--with", "Dana")
    ask("note", acme, "Remember")
    ask("checklist", "add", acme, "Charge the laptop")
    shown = ask("application", "show", acme)
    parts = {"notes", "interviews", "contacts", "activities", "checklist", "documents", "offers", "history"}
    assert set(shown) == APPLICATION_FIELDS | parts | {"close_reason"}
    assert [each["title"] for each in shown["interviews"]] == ["Call"]
    assert [each["name"] for each in shown["contacts"]] == ["Dana"]
    assert [each["label"] for each in shown["history"]][-1] == "Add Acme, Data engineer"
    assert [each["text"] for each in shown["checklist"]][-1] == "Charge the laptop"
    text = run("application", "show", acme).text
    for word in ("Acme, Data engineer", "Interviews", "Tue 10 March 2026 10:00–10:30", "Dana", "Remember", "History"):
        assert word in text


def test_edit_changes_what_is_said_and_clears_days(ask: Ask, acme: int) -> None:
    changed = ask(
        *("application", "edit", acme, "--whose-move", "mine", "--next-action", "Reply", "--next-on", "2026-03-06"),
        *("--role", "Staff engineer", "--applied-on", "2026-03-01", "--note", "Edited"),
    )
    wanted = {"whose_move": "mine", "next_action": "Reply", "next_on": "2026-03-06", "applied_on": "2026-03-01"}
    assert {name: changed[name] for name in wanted} == wanted
    cleared = ask("application", "edit", acme, "--next-on", "", "--applied-on", "", "--next-action", "")
    assert (cleared["next_on"], cleared["applied_on"], cleared["next_action"]) == (None, None, "")
    assert cleared["role"] == "Staff engineer"
    ask("undo")
    assert ask("undo")["label"] == "Edit Acme, Data engineer"
    assert ask("application", "show", acme)["notes"] == []  # one command is one step


def test_tags_stars_and_holds(ask: Ask, acme: int) -> None:
    assert ask("application", "tag", acme, "#remote")["tags"] == ["remote"]
    assert ask("application", "tag", acme, "two words")["tags"] == ["remote", "two words"]
    assert ask("application", "untag", acme, "remote")["tags"] == ["two words"]
    assert ask("application", "star", acme)["starred"] is True
    assert ask("application", "unstar", acme)["starred"] is False
    assert ask("application", "hold", acme)["on_hold"] is True
    assert ask("application", "unhold", acme)["on_hold"] is False


def test_move_to_the_bottom_or_before_another(ask: Ask) -> None:
    for role in "ABC":
        ask("application", "add", "--company", "Acme", "--role", role, "--stage", "onsite")
    ask("application", "add", "--company", "Acme", "--role", "D")
    assert ask("application", "move", 4, "onsite", "--before", 2)["position"] == 1
    assert ask("application", "move", 1, "onsite")["position"] == 3
    assert [each["role"] for each in ask("application", "list")] == ["D", "B", "C", "A"]


def test_close_and_reopen_at_the_same_place(ask: Ask) -> None:
    for role in "ABC":
        ask("application", "add", "--company", "Acme", "--role", role)
    closed = ask("application", "close", 2, "declined", "--reason", "Other offer")
    assert (closed["outcome"], closed["stage"]) == ("declined", "saved")
    assert [each["role"] for each in ask("application", "list")] == ["A", "C"]
    assert ask("application", "reopen", 2)["position"] == 1


def test_positions_count_live_cards_alike_in_lists_and_alone(ask: Ask) -> None:
    for number in range(9):
        stage = ("saved", "onsite")[number % 2]
        ask("application", "add", "--company", "Acme", "--role", str(number), "--stage", stage)
    ask("application", "close", 3, "rejected")
    ask("application", "trash", 5)
    ask("application", "move", 9, "saved", "--before", 1)
    listed = ask("application", "list", "--all")
    places = {"saved": [("8", 0), ("0", 1), ("2", 2), ("6", 2)], "onsite": [("1", 0), ("3", 1), ("5", 2), ("7", 3)]}
    for stage, wanted in places.items():
        assert [(each["role"], each["position"]) for each in listed if each["stage"] == stage] == wanted
    assert listed == [
        {name: value for name, value in ask("application", "show", each["id"]).items() if name in each}
        for each in listed
    ]


def test_trash_and_back(ask: Ask, run: Run, acme: int) -> None:
    assert ask("application", "trash", acme)["company"] == "Acme"
    assert ask("application", "list", "--all") == []
    assert_refused(run("application", "show", acme), "in the trash", f"trash restore application {acme}")
    [item] = ask("trash", "list")
    assert "2026-03-04 10:00" in run("trash", "list").text  # the person's time; JSON has UTC
    assert (item["kind"], item["id"], item["title"]) == ("application", acme, "Acme, Data engineer")
    assert ask("trash", "restore", "application", acme) == {"kind": "application", "id": acme}
    assert len(ask("application", "list")) == 1
    ask("application", "trash", acme)
    assert ask("trash", "empty") == {"deleted": 1}
    assert ask("trash", "list") == []
    assert run("trash", "list").text == "The trash is empty.\n"


def test_ids_are_never_used_again(ask: Ask, acme: int) -> None:
    ask("application", "trash", acme)
    ask("trash", "empty")
    assert ask("application", "add", "--company", "Acme", "--role", "X")["id"] == acme + 1


def test_emptying_the_trash_scrubs_the_history(ask: Ask, home: Home) -> None:
    ask("application", "add", "--company", "Xylophone Secret", "--role", "R", "--note", "Zanzibar")
    ask("application", "trash", 1)
    ask("trash", "empty")
    ask("backup")  # writes all of the write-ahead log into one file
    [copy] = home.backups.glob("*.db")
    assert b"Xylophone" not in copy.read_bytes()
    assert b"Zanzibar" not in copy.read_bytes()


@pytest.mark.parametrize("words", [("application", "list"), ("trash", "list"), ("interview", "list"), ("history",)])
def test_json_is_one_document_and_text_is_no_json(run: Run, words: tuple[str, ...]) -> None:
    assert json.loads(run(*words, "--json").out) == []
    assert run(*words).text.strip().endswith(".")
