"""The command line beside the open window, and a second window on the same home."""

import time
from pathlib import Path

from desktop import wait_for
from journey_fixtures import STAGES, Start
from program import Program, try_command

NOTICED_SECONDS = 1.0
ASKS = 4  # looking over the accessibility bus takes its own time, so much of it as the machine is busy


def notice(program: Program, column: str, companies: list[str]) -> None:
    """Wait until the window shows these cards in a column, and see that it was soon."""
    began = time.monotonic()
    program.companies_in(column)
    asked = time.monotonic()
    wait_for(f"{companies} in {column}", lambda: program.companies_in(column) == companies)
    limit = NOTICED_SECONDS + ASKS * (asked - began)
    assert time.monotonic() - asked < limit, f"noticed after more than {limit:.1f} s"


def test_the_window_follows_what_the_command_line_does(program: Program) -> None:
    assert program.companies_in("Saved") == STAGES["saved"]
    program.command("application", "add", "--company", "Jays", "--role", "Data Engineer")
    notice(program, "Saved", ["Ants", "Bees", "Jays"])
    program.command("application", "move", "1", "technical_screen", "--before", "9")
    notice(program, "Technical", ["Ants", "Hens"])
    assert program.companies_in("Saved") == ["Bees", "Jays"]
    program.command("undo")
    notice(program, "Technical", ["Hens"])
    program.command("application", "close", "2", "withdrawn")
    notice(program, "Saved", ["Ants", "Jays"])
    program.desktop.keys("ctrl+z")  # the window undoes what the command line did: there is one history
    program.wait_told("Undone")
    notice(program, "Saved", ["Ants", "Bees", "Jays"])


def test_an_open_panel_follows_too(program: Program) -> None:
    program.click(program.card("Netflix"))
    program.node(object_id=".detail")
    program.command("application", "edit", "6", "--role", "Staff Engineer")
    program.node("list item", "Netflix, Staff Engineer")
    wait_for("the new role in the panel", lambda: [n for n in program.nodes("text", "Role") if "Staff" in n.text])


def test_a_second_window_hands_over_and_ends(program: Program) -> None:
    program.desktop.x("windowminimize", "--sync", program.window)
    second = try_command(program.desktop, program.home, "--screen", "board")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    program.wait_front()
    assert program.process.poll() is None


def test_after_a_crash_the_next_window_opens(start: Start, home: Path) -> None:
    first = start(home)
    first.process.kill()
    first.process.wait()
    second = start(home)
    assert second.companies_in("Saved") == STAGES["saved"]
    third = try_command(second.desktop, home)
    assert (third.returncode, third.stderr) == (0, "")
    assert second.quit() == 0
