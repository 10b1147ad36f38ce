"""The forms of an answer: text, JSON, quiet; help; where options may stand."""

import re
import shlex
from collections.abc import Iterator

import pytest
from cli_tools import Ask, Run, assert_refused

from netorganizer.cli.commands import COMMANDS
from netorganizer.cli.output import make_table
from netorganizer.paths import Home


def test_common_options_stand_anywhere(run: Run) -> None:
    run("application", "add", "--company", "C", "--role", "R")
    wanted = run("application", "list", "--json").json
    assert run("--json", "application", "list").json == wanted
    assert run("application", "--json", "list").json == wanted
    run("checklist", "add", 1, "x")
    assert (
        run("checklist", "--json", 1).json == run("--json", "checklist", 1).json == run("checklist", 1, "--json").json
    )


def test_home_beats_the_environment(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "new" / "home"
    ask("--home", elsewhere, "application", "add", "--company", "C", "--role", "R")
    assert len(ask("application", "list", f"--home={elsewhere}")) == 1
    assert ask("application", "list") == []
    assert (elsewhere / "netorganizer.db").stat().st_size
    assert elsewhere.stat().st_mode & 0o077 == 0  # nobody else may look


def test_the_zone_is_the_environments_else_the_settings(
    ask: Ask, run: Run, monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    words = ("interview", "add", 1, "--title", "T", "--starts", "2026-07-01T09:00", "--minutes", 30)
    ask("application", "add", "--company", "C", "--role", "R")
    monkeypatch.setenv("NETORGANIZER_ZONE", "Asia/Tokyo")
    assert ask(*words)["starts_at"] == "2026-07-01T00:00:00Z"
    monkeypatch.delenv("NETORGANIZER_ZONE")
    assert ask(*words)["zone"] == "Europe/Berlin"  # the system's, as the tests have it
    home.settings.write_text('zone = "America/New_York"\n')
    assert ask(*words)["starts_at"] == "2026-07-01T13:00:00Z"
    home.settings.write_text('zone = "Nowhere"\n')
    assert_refused(run("application", "list"), "Nowhere", str(home.settings))


def test_settings_that_cannot_be_read_stop_all_but_the_doctor(run: Run, home: Home) -> None:
    home.settings.write_text("zone = \n")
    for words in (("application", "list"), ("application", "add", "--company", "C", "--role", "R"), ("backup",)):
        assert_refused(run(*words), str(home.settings), "TOML")
    [problem] = run("doctor", "--json").json["problems"]
    assert problem["kind"] == "settings"
    assert str(home.settings) in problem["text"]
    home.settings.unlink()
    assert run("application", "list", "--json").json == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NETORGANIZER_ZONE", "Nowhere", "Nowhere"),
        ("NETORGANIZER_NOW", "yesterday", "yesterday"),
        ("NETORGANIZER_NOW", "2026-03-04T10:00", "offset"),
    ],
)
def test_a_clock_that_cannot_be_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    assert_refused(run("application", "list"), said, name)


def test_quiet_prints_only_what_was_asked_for(run: Run) -> None:
    assert run("application", "add", "--company", "C", "--role", "R", "--quiet").out == b""
    assert b"C" in run("application", "list", "--quiet").out
    assert run("application", "star", 1, "--quiet", "--json").json["starred"] is True
    assert run("--quiet", "application", "show", 99).err  # why it failed is said


def test_a_changing_command_tells_what_it_did(run: Run) -> None:
    assert run("application", "add", "--company", "C", "--role", "R").text == "Added 1: C, R (Saved)\n"
    assert run("application", "move", 1, "onsite").text == "Moved 1: C, R (On-site)\n"
    assert run("application", "close", 1, "ghosted").text == "Closed 1: C, R (ghosted)\n"
    assert run("undo").text == "Undone: Close C, R as ghosted\n"


def test_tables_align_whatever_the_script() -> None:
    rows = [("1", "", "ab", "x"), ("22", "", "公司", "y"), ("3", "", "e\u0301", "z")]
    assert make_table(rows) == "1   ab    x\n22  公司  y\n3   e\u0301     z"
    assert make_table([]) == ""
    assert make_table([("a\nb", "c")]) == "a b  c"


def list_words(run: Run) -> Iterator[tuple[str, ...]]:
    """Every command and every verb, as the help lists them."""
    for command in COMMANDS:
        yield (command,)
        for verb in re.findall(r"^    ([a-z-]+)  ", run(command, "--help").text.partition("\nverbs:")[2], re.MULTILINE):
            yield (command, verb)


def test_every_help_has_an_example_that_can_be_typed(run: Run) -> None:
    every = list(list_words(run))
    assert len(every) > 50
    for words in every:
        text = run(*words, "--help").text
        assert text.startswith("usage:")
        [example] = re.findall(r"\n\nExample: netorganizer (.*)\n\Z", text)  # one line, which can be copied
        typed = shlex.split(example)
        assert typed[0] == words[0]
        # Whatever else it says, it is a command: unknown ids are exit 1, wrong usage would be 2.
        assert run(*typed, "--home", "/proc/nowhere").code != 2, typed


def test_the_help_lists_every_command(run: Run) -> None:
    text = run("--help").text
    assert all(re.search(rf"^    {command}\b", text, re.MULTILINE) for command in COMMANDS)


def test_the_help_of_checklist_lists_its_verbs(run: Run) -> None:
    for text in (run("checklist", "-h").text, run("checklist", "--help", "--json").text):
        assert all(f"    {verb} " in text for verb in ("show", "tick", "untick", "add"))
    assert "KEY" in run("checklist", "tick", "-h").text


def test_what_a_terminal_would_obey_is_shown(run: Run) -> None:
    name = "A\u202ebc\x9b2J\u2067d\u2069 שלום e\u0301"
    added = run("application", "add", "--company", name, "--role", "R")
    assert added.text == "Added 1: A<U+202E>bc<U+009B>2J<U+2067>d<U+2069> שלום e\u0301, R (Saved)\n"
    assert run("application", "list", "--json").json[0]["company"] == name
    assert "<U+202E>" in run("application", "add", "--company", name, "--role", "R", "--playbook", "\u202e").err


def test_commands_without_an_engine_are_absent(run: Run) -> None:
    for name in ("resume", "story", "question", "offer", "quick", "today", "insights", "search", "import", "clip"):
        assert name not in COMMANDS
        assert run(name).code == 2
