"""The first hours of somebody new: an empty board, the first applications, a look around in the sample."""

from pathlib import Path

from desktop import wait_for
from journey_fixtures import Start
from program import Program

FIRST = [
    ("Netflix", "Software Engineer L5"),
    ("Netflix", "Machine Learning Engineer L5"),
    ("Netflix", "Senior Data Engineer"),
    ("Ants", "Staff Engineer"),
]


def write(program: Program, company: str, role: str) -> None:
    """Fill the open composer and add."""
    program.wait_focus("Company", "text")
    program.desktop.type(company)
    program.desktop.keys("Return")
    program.wait_focus("Role", "text")
    program.desktop.type(role)
    program.desktop.keys("Return")
    program.wait_told(role)


def test_the_first_applications_from_an_empty_board(start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "new")
    program.wait_said("Add your first application")
    program.click(program.node(object_id=".empty_state.action"))
    for company, role in FIRST:
        write(program, company, role)
    program.desktop.keys("Escape")
    program.wait_gone(object_id=".empty_state")
    listed = program.command("application", "list")
    assert isinstance(listed, list)
    assert [(each["company"], each["role"]) for each in listed] == FIRST
    assert [each["playbook"] for each in listed] == ["netflix"] * 3 + ["generic"]
    assert program.quit() == 0
    again = start(tmp_path / "new")
    assert again.companies_in("Saved") == [company for company, _ in FIRST]


def test_the_sample_stays_apart_and_says_what_it_is(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "new"
    program = start(home, "--sample")
    assert program.frame.name == "Sample data – Netorganizer"
    program.wait_said("nothing here is yours")
    wait_for("the sample's cards", lambda: program.find("list item", "Netflix, Senior Data Engineer"))
    assert program.quit() == 0
    assert start(home).companies_in("Saved") == []
