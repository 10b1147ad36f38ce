"""The rules of the house that no other tool checks: ARCHITECTURE.md and CONTRIBUTING.md say why each exists."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
# In pieces, as this file must not carry what it looks for.
ADDRESSES = re.compile(
    r"|".join(
        [
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.(npmjs|yarnpkg)\.",
            "proxy" + r"\.golang\.org",
            r"(?<![\w.])/(work|root|opt/" + r"pypi)/",
            r"(?<![\w.])/home/" + r"\w+/",
        ]
    )
)


@cache
def read_project() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def list_files() -> list[Path]:
    """Every file of the project, committed or about to be: what git does not ignore."""
    # CI may run as another user than the one who owns the checkout.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in sorted(set(names.split("\0"))) if name and (ROOT / name).is_file()]


@cache
def read_modules(*folders: str) -> dict[Path, ast.Module]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path: ast.parse(path.read_text("utf-8"), str(path)) for path in paths}


def walk(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    """Each syntax node under the folders with the place to show for it."""
    for path, module in read_modules(*folders).items():
        for node in ast.walk(module):
            yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def name_of(node: ast.expr) -> str:
    """The last word of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


# -- arrows -------------------------------------------------------------------------------------------


def test_imports_follow_the_arrows() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--no-logo", "--config", "pyproject.toml"]
    verdict = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", verdict.stdout), verdict.stdout


# -- code ---------------------------------------------------------------------------------------------


def find_translated_f_strings(tree: ast.AST) -> list[int]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    calls = [call for call in calls if name_of(call.func) in ("tr", "translate", "QT_TRANSLATE_NOOP")]
    return [call.lineno for call in calls if any(isinstance(word, ast.JoinedStr) for word in call.args)]


def test_no_f_string_is_translated() -> None:
    """Lupdate stores an f-string as it is written, so its translation never matches."""
    found = [(path.name, find_translated_f_strings(tree)) for path, tree in read_modules("netorganizer").items()]
    assert [place for place in found if place[1]] == []


def test_a_translated_f_string_would_be_found() -> None:
    assert find_translated_f_strings(ast.parse('self.tr(f"Hello {name}")')) == [1]
    assert find_translated_f_strings(ast.parse('self.tr("Hello {0}").format(name)')) == []


def test_no_class_derives_a_qt_thread() -> None:
    """Code run by QThread or QRunnable is invisible to coverage: use a ThreadPoolExecutor and a signal."""
    classes = [(place, node) for place, node in walk("netorganizer") if isinstance(node, ast.ClassDef)]
    assert [place for place, node in classes if {"QThread", "QRunnable"} & {name_of(base) for base in node.bases}] == []


SLEEPS = {("time", "sleep"), ("qtbot", "wait"), ("QTest", "qWait"), ("QTest", "qSleep"), ("asyncio", "sleep")}
EVASIONS = {"skip", "skipif", "xfail", "importorskip"}


def test_no_test_sleeps() -> None:
    attributes = [(place, node) for place, node in walk("tests") if isinstance(node, ast.Attribute)]
    assert [place for place, node in attributes if (name_of(node.value), node.attr) in SLEEPS] == []
    imports = [(place, node) for place, node in walk("tests") if isinstance(node, ast.ImportFrom)]
    assert [place for place, node in imports if "sleep" in {name.name for name in node.names}] == []


def test_no_test_is_skipped() -> None:
    """A tool that a test needs and that is missing is a failure with a clear sentence."""
    attributes = [(place, node) for place, node in walk("tests") if isinstance(node, ast.Attribute)]
    roots = {"pytest", "mark", "unittest"}
    found = [place for place, node in attributes if node.attr in EVASIONS and name_of(node.value) in roots]
    assert found == []


def test_mypy_is_strict_everywhere() -> None:
    """dev.py runs mypy before the tests; here: that nothing was let off."""
    settings = read_project()["tool"]["mypy"]
    assert settings["strict"] is True
    assert settings["files"] == ["netorganizer", "tests", "packaging"]
    # A second conftest would be a second module of that name; ruff still asks it for every annotation.
    assert settings["exclude"] == [r"^tests/.+/conftest\.py$"]
    overrides = settings["overrides"]
    assert isinstance(overrides, list)
    assert {key for override in overrides for key in override} == {"module", "ignore_missing_imports"}
    assert not [name for override in overrides for name in override["module"] if name.startswith("netorganizer")]


# -- files --------------------------------------------------------------------------------------------


def test_no_lock_file_of_a_registry_is_tracked() -> None:
    names = {path.name for path in list_files()}
    assert not names & {"uv.lock", "poetry.lock", "Pipfile.lock"}
    assert not [name for name in names if name.startswith("pylock")]


def test_no_file_names_a_registry_or_this_machine() -> None:
    found = []
    for path in list_files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a font or a picture
        found += [
            f"{path.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if ADDRESSES.search(line)
        ]
    assert found == []


def test_an_address_would_be_found() -> None:
    assert ADDRESSES.search("https://files.python" + "hosted.org/x")
    assert ADDRESSES.search("open('/" + "root/x')")
    assert not ADDRESSES.search("https://example.com/work/onsite, route/root/x and homework/work/")


# -- pins ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["run", "test"])
def test_pins_are_hashed_and_say_nothing_of_where_they_came_from(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    rows = [row for row in text.replace("\\\n", " ").splitlines() if row.strip()]
    assert rows
    assert [row.split()[0] for row in rows if "--hash=sha256:" not in row or "==" not in row.split(";")[0]] == []


def test_node_pins_are_hashed_and_say_nothing_of_where_they_came_from() -> None:
    text = (REQUIREMENTS / "node" / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []


def read_pins(name: str) -> dict[str, set[str]]:
    """Package to its versions: one for each range of Python where they differ."""
    pins: dict[str, set[str]] = {}
    for package, version in PINNED.findall((REQUIREMENTS / f"{name}.txt").read_text("utf-8")):
        pins.setdefault(canonicalize_name(package), set()).add(version)
    return pins


def check_range(line: str, pins: dict[str, set[str]]) -> list[str]:
    wanted = Requirement(line)
    versions = pins.get(canonicalize_name(wanted.name), set())
    return [] if versions and all(map(wanted.specifier.contains, versions)) else [f"{line}: {versions or 'not pinned'}"]


def test_every_dependency_is_pinned_inside_its_range() -> None:
    project = read_project()
    run = [str(line) for line in project["project"]["dependencies"]]
    groups = project["dependency-groups"]
    build, test = ([str(line) for line in groups[name]] for name in ("build", "test"))
    wrong = [fault for line in run + build for fault in check_range(line, read_pins("run"))]
    wrong += [fault for line in run + build + test for fault in check_range(line, read_pins("test"))]
    assert wrong == []


def test_what_is_tested_is_what_is_run() -> None:
    tested = read_pins("test")
    assert {name: versions for name, versions in read_pins("run").items() if tested.get(name) != versions} == {}


def test_a_pin_outside_its_range_would_be_found() -> None:
    assert check_range("PySide6-Essentials>=6.11.2,<6.12", {"pyside6-essentials": {"6.12.0"}})
    assert check_range("keyring>=25", {})
    assert not check_range("keyring>=25", {"keyring": {"25.6"}})
