"""``sample fill`` and ``--sample``."""

import pytest
from cli_tools import Ask, Run

from netorganizer.paths import Home


def test_fill_tells_how_much_there_is(home: Home, ask: Ask) -> None:  # noqa: ARG001 - a new store
    counts = ask("sample", "fill")
    assert set(counts) == {"applications", "interviews", "contacts", "notes", "changes"}
    assert counts["applications"] == 28 == len(ask("application", "list", "--all"))
    assert counts["changes"] == len(ask("history"))
    assert len(ask("application", "list")) == 18
    assert ask("doctor")["problems"] == []


def test_fill_makes_any_size(ask: Ask) -> None:
    counts = ask("sample", "fill", "--applications", 40, "--notes", 11, "--changes", 6, "--seed", 3)
    assert (counts["applications"], counts["notes"], counts["changes"]) == (40, 11, 6)


def test_a_part_of_the_size_is_enough(ask: Ask) -> None:
    counts = ask("sample", "fill", "--seed", 3)
    assert (counts["applications"], counts["notes"], counts["changes"]) == (28, 28, 1)


def test_a_used_home_is_refused(run: Run, ask: Ask) -> None:
    ask("application", "add", "--company", "Initech", "--role", "Engineer")
    result = run("sample", "fill", "--applications", 5)
    assert (result.code, result.out) == (1, b"")
    assert "used already" in result.err
    assert len(ask("application", "list")) == 1


@pytest.mark.parametrize("words", [("--applications", 0), ("--changes", 0), ("--notes", -1), ("--seed", "x")])
def test_an_impossible_size_is_refused(run: Run, words: tuple[object, ...]) -> None:
    result = run("sample", "fill", *words)
    assert (result.code, result.out) == (1, b"")
    assert result.err.count("\n") == 1


def test_the_sample_is_a_home_of_its_own(home: Home, ask: Ask) -> None:
    assert len(ask("--sample", "application", "list")) == 18
    assert ask("application", "list") == []
    assert home.sample.database.exists()


def test_it_is_always_that_wednesday_in_the_sample(monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.delenv("NETORGANIZER_NOW")
    monkeypatch.delenv("NETORGANIZER_ZONE")
    added = ask("--sample", "application", "add", "--company", "Initech", "--role", "Engineer")
    assert added["created_at"] == "2026-03-04T09:00:00Z"
    at = ("--starts", "2026-03-05T09:00", "--minutes", 30)
    assert ask("--sample", "interview", "add", added["id"], "--title", "T", *at)["zone"] == "Europe/Berlin"


def test_said_otherwise_it_is_another_day(monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.setenv("NETORGANIZER_NOW", "2026-03-07T12:00+00:00")
    added = ask("--sample", "application", "add", "--company", "Initech", "--role", "Engineer")
    assert added["created_at"] == "2026-03-07T12:00:00Z"


def test_the_sample_can_be_filled_with_something_else(ask: Ask) -> None:
    assert ask("--sample", "sample", "fill", "--applications", 3)["applications"] == 3
    assert len(ask("--sample", "application", "list", "--all")) == 3
