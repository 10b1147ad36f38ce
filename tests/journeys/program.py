"""The running program as a person has it: seen through the accessibility bus, handled with mouse and keys."""

import json
import select
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from desktop import PATIENCE_SECONDS, ROOT, Desktop, wait_for

_SYSTEM_PYTHON = "/usr/bin/python3"
_READER = Path(__file__).with_name("atspi_reader.py")
Point = tuple[int, int]
JSON = dict[str, object]


@dataclass(frozen=True, slots=True)
class Node:
    """Something on the screen, as a screen reader knows it. ``box`` is x, y, width, height on the screen."""

    path: tuple[int, ...]
    role: str
    name: str
    description: str
    id: str
    states: frozenset[str]
    box: tuple[int, int, int, int] | None
    text: str

    @property
    def middle(self) -> Point:
        """The point a person aims at."""
        assert self.box is not None, f"{self.role} “{self.name}” has no place on the screen"
        x, y, width, height = self.box
        return x + width // 2, y + height // 2

    def at(self, across: float, down: float) -> Point:
        """A point inside, in fractions of the width and the height."""
        assert self.box is not None, f"{self.role} “{self.name}” has no place on the screen"
        x, y, width, height = self.box
        return x + round(width * across), y + round(height * down)


class Reader:
    """Asks the system's Python what the accessibility bus says."""

    def __init__(self, desktop: Desktop) -> None:
        self._process = desktop.start([_SYSTEM_PYTHON, str(_READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, question: dict[str, object]) -> object:
        """The answer to one question; None where the tree does not hold it now."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(json.dumps(question) + "\n")
        asked.flush()
        ready, _, _ = select.select([answers], [], [], 3 * PATIENCE_SECONDS)
        line = answers.readline() if ready else ""
        assert line, "the accessibility reader gave no answer: install python3-pyatspi, or look into desktop.log"
        return json.loads(line)


class Program:
    """One netorganizer with its window."""

    def __init__(self, desktop: Desktop, reader: Reader, home: Path, *words: str, **more: str) -> None:
        self.desktop = desktop
        self.home = home
        self._reader = reader
        command = [sys.executable, "-m", "netorganizer", "--home", str(home), *words]
        self.process = desktop.start(command, more=more)
        self.frame = wait_for("the window", self._find_active_frame)
        self.window = desktop.x("search", "--onlyvisible", "--pid", self.process.pid, "--name", "Netorganizer$")

    def _find_active_frame(self) -> Node | None:
        assert self.process.poll() is None, f"netorganizer ended with {self.process.returncode}; see desktop.log"
        return next(iter(self._ask("frame", "", "", ["showing", "active"]) or []), None)

    def _ask(self, role: str, name: str, object_id: str, states: list[str]) -> list[Node] | None:
        question = {"pid": self.process.pid, "do": "find", "role": role, "name": name, "id": object_id}
        answer = cast("list[JSON] | None", self._reader.ask({**question, "states": states}))
        return None if answer is None else [_node(each) for each in answer]

    # Seeing

    def nodes(self, role: str = "", name: str = "", object_id: str = "", state: str = "showing") -> list[Node]:
        """Everything on the screen with that role and state, whose name begins and whose id ends so."""
        states = ["showing", state]
        return wait_for("the accessible tree", lambda: self._ask(role, name, object_id, states))

    def application_name(self) -> object:
        """The program's name on the accessibility bus."""
        return self._reader.ask({"pid": self.process.pid, "do": "name"})

    def find(self, role: str = "", name: str = "", object_id: str = "") -> Node | None:
        """The first of :meth:`nodes`, at this moment."""
        return next(iter(self.nodes(role, name, object_id)), None)

    def node(self, role: str = "", name: str = "", object_id: str = "") -> Node:
        """The first of :meth:`nodes`, as soon as it is there."""
        return wait_for(f"{role or 'anything'} “{name or object_id}”", lambda: self.find(role, name, object_id))

    def wait_gone(self, role: str = "", name: str = "", object_id: str = "") -> None:
        """Wait until there is no such node any more."""
        wait_for(f"{role} “{name or object_id}” to go", lambda: self.find(role, name, object_id) is None)

    def card(self, company: str) -> Node:
        """The card of a company, wherever it stands."""
        return self.node("list item", f"{company}, ")

    def column(self, name: str) -> Node:
        """A column's list, by its exact name."""
        return wait_for(f"the column {name}", lambda: self._find_exactly("list", name))

    def button(self, name: str) -> Node:
        """A button, by the beginning of its name."""
        return self.node("push button", name)

    def _find_exactly(self, role: str, name: str) -> Node | None:
        return next((node for node in self.nodes(role, name) if node.name == name), None)

    def wait_focus(self, name: str, role: str = "") -> Node:
        """Wait until something of that role whose name begins so has the keyboard."""

        def look() -> Node | None:
            focused = self.nodes(state="focused")
            # Every list calls its current card focused: it counts in the list that has the keyboard only.
            focused = [node for node in focused if node.role != "list item" or any(_holds(n, node) for n in focused)]
            fitting = (node for node in focused if node.name.startswith(name) and node.role.startswith(role))
            return next(fitting, None)

        return wait_for(f"the focus on “{name}”", look)

    def wait_front(self) -> None:
        """Wait until the window has the keyboard: a dialog that closes gives it back a moment later."""
        wait_for("the window to be in front", lambda: self._ask("frame", "", "", ["showing", "active"]))

    def wait_told(self, words: str) -> Node:
        """The toast, as soon as it says something with these words."""
        return wait_for(f"the toast “{words}”", lambda: self._find_with("toast.text", words))

    def wait_warned(self, words: str) -> Node:
        """A bar in the window or a dialog, as soon as it says something with these words."""
        return wait_for(f"the bar “{words}”", lambda: self._find_with(".inline_bar", words))

    def wait_said(self, words: str) -> Node:
        """A label with these words, as soon as it is there."""
        return wait_for(
            f"the words “{words}”",
            lambda: next((node for node in self.nodes("label") if words in node.name), None),
        )

    def wait_words(self, words: str) -> Node:
        """Anything whose name or text holds these words."""
        return wait_for(
            f"the words “{words}” anywhere",
            lambda: next((node for node in self.nodes() if words in node.name or words in node.text), None),
        )

    def _find_with(self, object_id: str, words: str) -> Node | None:
        return next((node for node in self.nodes(object_id=object_id) if words in node.name), None)

    def companies_in(self, column: str) -> list[str]:
        """The companies of the cards that the window shows in a column, top to bottom."""
        place = self.column(column).path
        cards = self.nodes("list item")
        return [card.name.partition(",")[0] for card in cards if card.path[: len(place)] == place]

    # The mouse

    def click(self, node: Node, button: int = 1, *, holding: str = "") -> None:
        """Click in the middle of something, perhaps while a modifier is held."""
        click: tuple[object, ...] = ("mousemove", *node.middle, "click", button)
        self.desktop.x(*(("keydown", holding, *click, "keyup", holding) if holding else click))

    def take(self, start: Point, end: Point) -> None:
        """Press at ``start`` and carry to ``end`` in small moves; the button stays held."""
        moves = [_between(start, end, part / 12) for part in range(1, 13)]
        near = (start[0] + 5, start[1] + 2), (start[0] + 12, start[1] + 4)
        words: list[object] = ["mousemove", *start, "mousedown", 1]
        for point in (*near, *moves):
            words += ["mousemove", *point]
        self.desktop.x(*words)

    def let_go(self) -> None:
        """Release the button."""
        self.desktop.x("mouseup", 1)

    def let_go_over(self, column: str) -> None:
        """Once a column has scrolled wholly into view, carry the card there and release."""

        def look() -> Node | None:
            frame, found = self.find("frame"), self._find_exactly("list", column)
            if found is None or frame is None or found.box is None or frame.box is None:
                return None
            is_inside = found.box[0] + found.box[2] <= frame.box[0] + frame.box[2] and found.box[2] > 0
            return found if is_inside else None

        target = wait_for(f"the column {column} in view", look)
        self.desktop.x("mousemove", *target.at(0.4, 0.8), "mousemove", *target.at(0.5, 0.8))
        self.let_go()

    def drag(self, start: Point, end: Point) -> None:
        """Press, carry, release."""
        self.take(start, end)
        self.let_go()

    def hold(self, start: Point, end: Point) -> None:
        """Press and carry until the card hangs on the pointer."""
        self.take(start, end)
        self.node(object_id=".ghost")

    # The window

    def resize(self, width: int, height: int) -> None:
        """Give the window another size at the screen's upper left corner."""
        self.desktop.x("windowmove", self.window, 0, 0, "windowsize", self.window, width, height)
        wait_for(f"the window to be {width} x {height}", lambda: self._has_size((width, height)))

    def _has_size(self, size: tuple[int, int]) -> bool:
        frame = self.find("frame")
        return frame is not None and frame.box is not None and frame.box[2:] == size

    def picture(self, file: Path) -> Path:
        """A picture of the window."""
        return self.desktop.picture(file, self.window)

    def quit(self) -> int:
        """Ctrl+Q; returns the exit code."""
        self.desktop.keys("ctrl+q")
        return self.process.wait(PATIENCE_SECONDS)

    def end(self) -> None:
        """End the program if it still runs, whatever state it is in."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    # The command line beside the window

    def try_command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command on the same home, in a process of its own."""
        return try_command(self.desktop, self.home, *words)

    def stages(self, *words: str) -> dict[str, list[str]]:
        """Which companies stand in which stage, top to bottom, as ``application list`` says."""
        listed = cast("list[JSON]", self.command("application", "list", *words))
        stages: dict[str, list[str]] = {}
        for each in listed:
            stages.setdefault(str(each["stage"]), []).append(str(each["company"]))
        return stages

    def command(self, *words: str) -> object:
        """What a command answers with ``--json``."""
        done = self.try_command(*words, "--json")
        assert done.returncode == 0, f"{' '.join(words)}: {done.returncode}, {done.stderr}"
        return json.loads(done.stdout)

    def wait_stages(self, wanted: dict[str, list[str]]) -> None:
        """Wait until the command line tells exactly this."""
        seen: list[object] = []

        def look() -> bool:
            seen[:] = [self.stages()]
            return seen == [wanted]

        try:
            wait_for("the stages", look)
        except AssertionError as late:
            raise AssertionError(f"the command line tells {seen[0]}, not {wanted}") from late


def try_command(desktop: Desktop, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of netorganizer in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "netorganizer", "--home", str(home), *words],
        env=desktop.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _holds(list_: Node, item: Node) -> bool:
    return list_.role == "list" and item.path[:-1] == list_.path


def _between(start: Point, end: Point, part: float) -> Point:
    return round(start[0] + (end[0] - start[0]) * part), round(start[1] + (end[1] - start[1]) * part)


def _node(told: JSON) -> Node:
    box = cast("list[int] | None", told["box"])
    path, states = cast("Sequence[int]", told["path"]), cast("Sequence[str]", told["states"])
    return Node(
        tuple(path),
        str(told["role"]),
        str(told["name"]),
        str(told["description"]),
        str(told["id"]),
        frozenset(states),
        (box[0], box[1], box[2], box[3]) if box else None,
        str(told["text"]),
    )
