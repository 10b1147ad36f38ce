"""Everything by keyboard; the mouse only ever puts the focus somewhere."""

from pathlib import Path

from desktop import PATIENCE_SECONDS, wait_for
from journey_fixtures import STAGES, Start
from program import Program


def press(program: Program, *names: str) -> None:
    program.desktop.keys(*names)


def test_arrows_go_from_card_to_card_and_carry_them(program: Program) -> None:
    program.wait_focus("Ants, ")
    press(program, "Down", "Right", "Down")
    program.wait_focus("Eels, ")
    press(program, "ctrl+shift+Right")
    program.wait_told("Eels")
    program.wait_focus("Eels, Software Engineer, Recruiter")
    press(program, "ctrl+shift+Up")
    program.wait_focus("Eels, ")
    program.wait_stages({**STAGES, "resume_screen": ["Cats", "Dogs"], "recruiter_call": ["Netflix", "Eels", "Foxes"]})
    press(program, "ctrl+z")
    program.wait_told("Undone")
    press(program, "ctrl+z")
    program.wait_stages(STAGES)
    press(program, "ctrl+shift+z")
    program.wait_stages({**STAGES, "resume_screen": ["Cats", "Dogs"], "recruiter_call": ["Netflix", "Foxes", "Eels"]})


def test_a_card_is_lifted_carried_dropped_or_put_back(program: Program) -> None:
    program.wait_focus("Ants, ")
    press(program, "space", "Right", "Right", "Escape")
    program.wait_focus("Ants, Software Engineer, Saved")
    assert program.stages() == STAGES
    press(program, "space", "Right", "Down", "space")
    program.wait_told("Ants")
    program.wait_focus("Ants, Software Engineer, Applied")
    assert program.stages() == {**STAGES, "saved": ["Bees"], "resume_screen": ["Cats", "Ants", "Dogs", "Eels"]}


def test_the_menus_move_and_close(program: Program) -> None:
    program.wait_focus("Ants, ")
    press(program, "m", *["Down"] * 5, "Return")
    program.wait_told("Technical")
    press(program, "c", "r")
    program.wait_told("Ants")
    assert program.stages("--closed") == {"technical_screen": ["Ants"]}
    press(program, "shift+F10", "Down", "Return")  # the first of all actions: open
    program.wait_focus("Overview")


def test_new_applications_without_leaving_the_keyboard(program: Program) -> None:
    program.wait_focus("Ants, ")
    press(program, "Right", "n")
    program.wait_focus("Company", "text")
    program.desktop.type("Jays")
    press(program, "Return")
    program.wait_focus("Role", "text")
    press(program, "Return")
    program.wait_said("role")
    program.desktop.type("Data Engineer")
    press(program, "Return")
    program.wait_told("Jays")
    program.wait_focus("Company", "text")
    program.desktop.type("Kites")
    press(program, "Return")
    program.wait_focus("Role", "text")
    program.desktop.type("Product Manager")
    press(program, "Return")
    program.wait_told("Kites")
    press(program, "Escape")
    program.wait_gone("text", "Company")
    assert program.stages()["resume_screen"] == [*STAGES["resume_screen"], "Jays", "Kites"]


def test_into_the_panel_and_back(program: Program) -> None:
    program.wait_focus("Ants, ")
    press(program, "Return")
    program.wait_focus("Overview")
    press(program, "Right")
    program.wait_focus("Guide")
    press(program, "Escape")
    program.wait_focus("Ants, ")
    press(program, "F6")
    program.wait_focus("Guide")
    press(program, "F9")
    program.wait_gone(object_id=".detail")
    program.wait_focus("Ants, ")


def test_shortcuts_work_while_text_is_typed(program: Program) -> None:
    program.wait_focus("Ants, ")
    press(program, "ctrl+n")
    program.wait_focus("Company", "text")
    press(program, "F9")
    program.node(object_id=".detail")
    program.wait_focus("Company", "text")
    press(program, "ctrl+slash")
    program.node("dialog", "Keys")
    press(program, "Escape")
    program.wait_gone("dialog", "Keys")
    program.wait_focus("Company", "text")
    program.desktop.type("Unfinished")
    press(program, "ctrl+z")
    program.node("text", "Company")
    assert program.stages() == STAGES, "Ctrl+Z in a line takes back what was typed there, nothing else"
    press(program, "ctrl+q")
    assert program.process.wait(PATIENCE_SECONDS) == 0


def test_the_dialogs_open_from_within_a_line(program: Program) -> None:
    program.click(program.card("Netflix"))
    program.click(program.node("text", "Next action"))
    program.wait_focus("Next action", "text")
    for keys, name in (("ctrl+p", "Prep pack"), ("ctrl+shift+e", "Export to calendar"), ("ctrl+comma", "Settings")):
        press(program, keys)
        program.node("dialog", name)
        press(program, "Escape")
        program.wait_gone("dialog", name)
        program.wait_front()
        program.wait_focus("Next action", "text")


def test_text_grows_and_is_remembered(start: Start, home: Path) -> None:
    program = start(home)
    before = card_size(program)
    press(program, "ctrl+plus", "ctrl+plus")
    after = wait_for("larger cards", lambda: size if (size := card_size(program)) > before else None)
    assert program.quit() == 0
    again = start(home)
    wait_for("cards of that size", lambda: card_size(again) == after)


def card_size(program: Program) -> tuple[int, int]:
    """Height and width of a card."""
    box = program.card("Ants").box
    assert box is not None
    return box[3], box[2]
