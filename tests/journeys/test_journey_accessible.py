"""What a screen reader is told: names for everything that can be used, and the names that were promised."""

from pathlib import Path

from journey_fixtures import Start
from program import Node, Program

INTERACTIVE = {
    "push button", "toggle button", "check box", "radio button", "page tab", "menu item", "link", "list", "list item",
    "text", "entry", "combo box", "spin button", "slider", "table", "table cell", "tree", "tree item", "dialog",
}  # fmt: skip
COLUMNS = ["Saved", "Applied", "Recruiter", "Hiring manager", "Technical", "On-site", "Committee", "Offer"]


def unnamed(program: Program) -> list[Node]:
    """What is on the screen, can be used, and has no name."""
    return [node for node in program.nodes() if node.role in INTERACTIVE and not node.name.strip()]


def test_columns_cards_and_window_have_their_names(program: Program) -> None:
    columns = [node.name for node in program.nodes("list") if ".Column." in node.id]
    assert columns == COLUMNS
    assert program.card("Netflix").name.startswith("Netflix, Software Engineer")
    assert program.frame.name.endswith("Netorganizer")
    assert program.application_name() == "netorganizer"


def test_nothing_is_without_a_name(program: Program) -> None:
    assert unnamed(program) == []
    program.click(program.card("Netflix"))
    program.node(object_id=".detail")
    for tab in ("Overview", "Guide", "Interviews", "People", "Notes", "Timeline"):
        program.click(program.node(name=tab))
        program.node(object_id=f".detail.{tab.lower()}")
        assert unnamed(program) == [], tab
    program.click(program.button("Add to Saved"))
    program.wait_focus("Company")
    assert unnamed(program) == []


def test_dialogs_have_names_too(program: Program) -> None:
    for keys, name in (("ctrl+comma", "Settings"), ("ctrl+slash", "Keys")):
        program.desktop.keys(keys)
        program.node("dialog", name)
        assert unnamed(program) == [], name
        program.desktop.keys("Escape")
        program.wait_gone("dialog", name)


def test_an_empty_home_too(start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "new")
    assert program.node(name="Add your first application")
    assert unnamed(program) == []
