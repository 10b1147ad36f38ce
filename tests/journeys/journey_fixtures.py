"""A desktop for each module of journeys, homes to copy, and windows that are closed whatever happens."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from desktop import Desktop
from program import Program, Reader

from netorganizer.domain.clock import make_clock
from netorganizer.domain.pipeline import Stage
from netorganizer.paths import Home
from netorganizer.services.applications import add_application
from netorganizer.services.workspace import open_workspace

# What stands on the board of most journeys; Committee and Offer are empty.
BOARD: dict[Stage, Sequence[str]] = {
    Stage.SAVED: ("Ants", "Bees"),
    Stage.RESUME_SCREEN: ("Cats", "Dogs", "Eels"),
    Stage.RECRUITER_CALL: ("Netflix", "Foxes"),
    Stage.HM_SCREEN: ("Goats",),
    Stage.TECHNICAL_SCREEN: ("Hens",),
    Stage.ONSITE: ("Ibex",),
}
STAGES = {stage.value: list(companies) for stage, companies in BOARD.items()}
Start = Callable[..., Program]


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One desktop for all journeys of a module."""
    made = Desktop(tmp_path_factory.mktemp("desktop"))
    yield made
    made.stop()
    assert not made.processes()


@pytest.fixture(scope="module")
def reader(desktop: Desktop) -> Reader:
    """What asks the accessibility bus."""
    return Reader(desktop)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a filled board, made once and only copied."""
    home = tmp_path_factory.mktemp("filled") / "home"
    workspace = open_workspace(Home(home), make_clock("Europe/Berlin", None))
    for stage, companies in BOARD.items():
        for company in companies:
            add_application(workspace, stage, company=company, role="Software Engineer")
    workspace.close()
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """A home of one's own with the filled board."""
    return Path(shutil.copytree(filled, tmp_path / "home"))


@pytest.fixture
def start(desktop: Desktop, reader: Reader) -> Iterator[Start]:
    """Starts the program on a home and waits for its window; what still runs at the end is ended."""
    started: list[Program] = []

    def begin(home: Path, *words: str, **more: str) -> Program:
        program = Program(desktop, reader, home, *words, **more)
        started.append(program)
        return program

    yield begin
    for program in started:
        program.end()


@pytest.fixture
def program(start: Start, home: Path) -> Program:
    """The program on the filled board, 1366 x 768."""
    begun = start(home)
    begun.resize(1366, 768)
    return begun
