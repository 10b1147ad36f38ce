"""What a screen reader is told: names for everything that can be used, and the names that were promised."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from journey_fixtures import Start
from program import Node, Program, Reader

INTERACTIVE = {
    "push button", "toggle button", "check box", "radio button", "page tab", "menu item", "link", "list", "list item",
    "text", "entry", "combo box", "spin button", "slider", "table", "table cell", "tree", "tree item", "dialog",
}  # fmt: skip
COLUMNS = ["Saved", "Applied", "Recruiter", "Hiring manager", "Technical", "On-site", "Committee", "Offer"]


@pytest.fixture(scope="module")
def shown(
    desktop: Desktop, reader: Reader, filled: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """One program for everything that only looks, with a card's details open."""
    program = Program(desktop, reader, Path(shutil.copytree(filled, tmp_path_factory.mktemp("shown") / "home")))
    try:
        program.resize(1366, 768)
        program.click(program.card("Netflix"))
        program.node(object_id=".detail")
        yield program
    finally:
        program.end()


def unnamed(program: Program) -> list[Node]:
    """What is on the screen, can be used, and has no name."""
    return [node for node in program.nodes() if node.role in INTERACTIVE and not node.name.strip()]


def test_columns_cards_and_window_have_their_names(shown: Program) -> None:
    columns = [node.name for node in shown.nodes("list") if ".Column." in node.id]
    assert columns == COLUMNS
    assert shown.card("Netflix").name.startswith("Netflix, Software Engineer")
    assert shown.frame.name.endswith("Netorganizer")
    assert shown.application_name() == "netorganizer"


@pytest.mark.parametrize("tab", ["Overview", "Guide", "Interviews", "People", "Notes", "Timeline"])
def test_nothing_in_the_window_is_without_a_name(shown: Program, tab: str) -> None:
    shown.click(shown.node(name=tab))
    shown.node(object_id=f".detail.{tab.lower()}")
    assert unnamed(shown) == []


def test_the_composer_has_names(shown: Program) -> None:
    shown.click(shown.button("Add to Saved"))
    shown.wait_focus("Company")
    assert unnamed(shown) == []
    shown.desktop.keys("Escape")
    shown.wait_gone(object_id=".composer")


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("ctrl+comma", "Settings"),
        ("ctrl+slash", "Keys"),
        ("ctrl+p", "Prep pack"),
        ("ctrl+shift+e", "Export to calendar"),
    ],
)
def test_dialogs_have_names_too(shown: Program, keys: str, name: str) -> None:
    shown.wait_front()
    shown.desktop.keys(keys)
    shown.node("dialog", name)
    assert unnamed(shown) == []
    shown.desktop.keys("Escape")
    shown.wait_gone("dialog", name)


def test_an_empty_home_too(start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "new")
    assert program.node(name="Add your first application")
    assert unnamed(program) == []
