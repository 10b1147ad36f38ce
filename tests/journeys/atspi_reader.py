"""Reads the accessible tree of one program. Run by the system's Python, which has pyatspi; ours has not.

Answers questions, one JSON document a line on standard input, with one JSON document a line on standard output:

    {"pid": 5, "do": "find", "role": "list item", "name": "Netflix", "id": "", "states": ["showing"]}
        -> [{path, role, name, description, id, states, box, text}, ...]
    {"pid": 5, "do": "act", "path": [0, 3], "action": "Press"}
        -> true
    {"pid": 5, "do": "name"}
        -> "netorganizer"

``role`` is exact, ``name`` the beginning, ``id`` the end (Qt makes it of the objects' names); empty ones fit
everything. ``states`` must all hold; if "showing" is one of them, what does not show is left out with all that is
below it. ``box`` is [x, y, width, height] on the screen. A question about a program that is not on the bus is
answered with null, and so is one that fails because the tree changed meanwhile: the asker asks again.
"""

import json
import sys
from typing import Any

import gi
import pyatspi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version comes first

Accessible = Any  # the library has no types
Question = dict[str, Any]
Answer = dict[str, object]

_MOST_CHILDREN = 300
_OLD_NAMES = {"button": "push button"}  # as older and newer versions of the library call it


def find_program(pid: int) -> Accessible | None:
    """The root of the program's tree."""
    for program in pyatspi.Registry.getDesktop(0):
        if program is not None and program.get_process_id() == pid:
            # The library's memory follows events, and those need a main loop, which this program has not.
            program.set_cache_mask(Atspi.Cache.NONE)
            return program
    return None


def find(root: Accessible, question: Question) -> list[Answer]:
    """The nodes that fit the question, parents before children."""
    found: list[Answer] = []
    _search(root, [], question, found)
    return found


def _search(node: Accessible, path: list[int], question: Question, found: list[Answer]) -> None:
    states = [pyatspi.stateToString(state) for state in node.getState().getStates()]
    if path and "showing" in question["states"] and "showing" not in states:
        return
    if path and set(question["states"]) <= set(states) and _fits(node, question):
        found.append(describe(node, path, states))
    for place in range(min(node.childCount, _MOST_CHILDREN)):
        child = node.getChildAtIndex(place)
        if child is not None:
            _search(child, [*path, place], question, found)


def _fits(node: Accessible, question: Question) -> bool:
    # Every look at a node is a call over the bus: the cheapest answers first.
    if question["role"] and role_of(node) != question["role"]:
        return False
    if question["name"] and not (node.name or "").startswith(question["name"]):
        return False
    return not question["id"] or (node.get_accessible_id() or "").endswith(str(question["id"]))


def role_of(node: Accessible) -> str:
    """The role by its older name."""
    role = str(node.getRoleName())
    return _OLD_NAMES.get(role, role)


def describe(node: Accessible, path: list[int], states: list[str]) -> Answer:
    """One node as JSON."""
    described: Answer = {
        "path": path,
        "role": role_of(node),
        "name": node.name or "",
        "description": node.description or "",
        "id": node.get_accessible_id() or "",
        "states": states,
        "box": None,
        "text": "",
    }
    interfaces = pyatspi.listInterfaces(node)
    if "Component" in interfaces:
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        described["box"] = [box.x, box.y, box.width, box.height]
    if "Text" in interfaces:
        text = node.queryText()
        described["text"] = text.getText(0, text.characterCount)
    return described


def act(root: Accessible, path: list[int], action: str) -> bool:
    """Run an action of a node, as a screen reader does; whether it has that action."""
    node = root
    for place in path:
        node = node.getChildAtIndex(place)
    actions = node.queryAction()
    names = [actions.getName(place) for place in range(actions.nActions)]
    return action in names and bool(actions.doAction(names.index(action)))


def answer(question: Question) -> object:
    """The answer to one question; None where the tree does not hold it now."""
    try:
        root = find_program(question["pid"])
        if root is None:
            return None
        if question["do"] == "act":
            return act(root, question["path"], question["action"])
        return root.name if question["do"] == "name" else find(root, question)
    except (GLib.Error, LookupError, AttributeError, NotImplementedError):
        return None  # a node went while it was read


def main() -> None:
    """Answer until the asker closes the line."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
