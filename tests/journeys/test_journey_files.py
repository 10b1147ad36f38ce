"""The on-site planned, the calendar file and the prep pack: by keys and clicks, onto the disk."""

from pathlib import Path

from desktop import wait_for
from journey_fixtures import Start
from program import Program


def save_by(program: Program, key: str, name: str, button: str, file: Path) -> bytes:
    """Open a dialog by its shortcut, save into a file, close the dialog, and return what was written."""
    program.wait_front()
    program.desktop.keys(key)
    program.node("dialog", name)
    program.click(program.button(button))
    program.wait_focus("File name", "text")
    program.desktop.keys("ctrl+a")
    program.desktop.type(str(file))
    program.desktop.keys("Return")
    program.wait_warned(file.name)
    wait_for("the dialog to be in front", lambda: program.nodes("dialog", name, state="active"))
    program.desktop.keys("Escape")
    program.wait_gone("dialog", name)
    return file.read_bytes()


def test_an_onsite_from_the_plan_to_calendar_and_paper(start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "new", NETORGANIZER_ZONE="Europe/Berlin")
    program.resize(1600, 1040)
    program.command("application", "add", "--company", "Netflix", "--role", "Software Engineer", "--stage", "onsite")
    program.click(program.card("Netflix"))
    program.click(program.node(name="Interviews"))
    program.click(program.button("Plan on-site"))
    program.node("dialog", "Plan the on-site")
    program.click(program.button("Book this plan"))
    program.wait_gone("dialog", "Plan the on-site")
    interviews = program.command("interview", "list")
    assert isinstance(interviews, list)
    assert len(interviews) >= 7
    assert len({each["starts_at"][:10] for each in interviews}) == 2

    calendar = save_by(program, "ctrl+shift+e", "Export to calendar", "Save", tmp_path / "days.ics").decode()
    assert calendar.count("BEGIN:VEVENT") == len(interviews)
    assert "ATTENDEE" not in calendar
    assert save_by(program, "ctrl+p", "Prep pack", "Save PDF", tmp_path / "pack.pdf").startswith(b"%PDF-")
