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


def fill_in(program: Program, name: str, text: str, role: str = "text") -> None:
    """Click into a line, replace what is there, and leave it."""
    program.click(program.node(role, name))
    program.wait_focus(name, role)
    program.desktop.keys("ctrl+a")
    program.desktop.type(text)
    program.desktop.keys("Tab")


def test_everything_about_one_application_is_there_again(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "new"
    program = start(home, NETORGANIZER_ZONE="Europe/Berlin")
    program.resize(1600, 1040)
    program.command("application", "add", "--company", "Netflix", "--role", "Software Engineer", "--stage", "onsite")
    program.click(program.card("Netflix"))
    read_the_guide(program)
    tick_the_first(program)
    book_an_interview(program)
    log_a_call(program)
    write_a_note_and_quit(program)
    again = start(home)
    again.resize(1600, 1040)
    again.click(again.card("Netflix"))
    for tab, words in (
        ("Interviews", "Recruiter hello"),
        ("People", "Two rounds, two days"),
        ("Notes", "Ask about on-call"),
    ):
        again.click(again.node(name=tab))
        again.wait_words(words)


def read_the_guide(program: Program) -> None:
    program.click(program.node(name="Guide"))
    wait_for("the guide", lambda: [node for node in program.nodes(object_id="guide.text") if "tests" in node.text])


def tick_the_first(program: Program) -> None:
    program.click(program.node(name="Overview"))
    box = wait_for("the checklist", lambda: next((n for n in program.nodes("check box") if "Checklist" in n.id), None))
    program.click(box)
    wait_for("the tick", lambda: program.nodes("check box", box.name, state="checked"))
    items = program.command("checklist", "1")
    assert isinstance(items, list)
    assert [each["text"] for each in items if each["ticked_at"]] == [box.name]


def book_an_interview(program: Program) -> None:
    program.click(program.node(name="Interviews"))
    program.click(program.button("Add an interview"))
    fill_in(program, "Title", "Recruiter hello")
    fill_in(program, "Day", "2027-03-12")
    fill_in(program, "Time", "09:00")
    fill_in(program, "Time zone", "America/Los_Angeles")
    fill_in(program, "Minutes", "45", "spin button")
    program.click(program.node(object_id="interviewForm.add"))
    program.wait_told("Recruiter hello")
    interviews = program.command("interview", "list")
    assert isinstance(interviews, list)
    (booked,) = interviews
    assert booked["title"] == "Recruiter hello"
    assert (booked["starts_at"], booked["zone"]) == ("2027-03-12T17:00:00Z", "America/Los_Angeles")
    assert booked["minutes"] == 45


def log_a_call(program: Program) -> None:
    program.click(program.node(name="People"))
    program.click(program.button("Add a person"))
    fill_in(program, "Name", "Dana Ruiz")
    program.click(program.node(object_id="contactForm.add"))
    program.wait_told("Dana Ruiz")
    fill_in(program, "What was said", "Two rounds, two days")
    program.click(program.node(object_id="logForm.log"))
    program.wait_told("call")
    contacts = program.command("contact", "list")
    assert isinstance(contacts, list)
    (dana,) = contacts
    assert (dana["name"], dana["company"], dana["relationship"]) == ("Dana Ruiz", "Netflix", "recruiter")
    assert dana["last_activity_at"]


def write_a_note_and_quit(program: Program) -> None:
    program.click(program.node(name="Notes"))
    program.click(program.node(object_id="notes.add"))
    program.wait_focus("Note", "text")
    program.desktop.type("Ask about on-call")
    assert program.quit() == 0  # at once: what was typed is kept without a button
