"""The packages we stand on are there, are used, and are sound."""

import ast
import sqlite3
import sys
import tomllib
from pathlib import Path

import pytest
import sqlcipher3
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parent.parent
# Package to the module that our code imports.
GIVEN = {
    "pyside6-essentials": "PySide6",
    "sqlalchemy": "sqlalchemy",
    "keyring": "keyring",
    "icalendar": "icalendar",
    "reportlab": "reportlab",
}


def read_names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def list_imports(folder: str) -> set[str]:
    """The top-level names that the Python files under a folder import, also inside functions."""
    names: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names


def test_given_packages_are_declared_and_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(GIVEN) <= read_names(project["project"]["dependencies"])
    assert set(GIVEN.values()) - list_imports("netorganizer") == set()


def test_pytest_qt_is_declared_and_used(pytestconfig: pytest.Config) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "pytest-qt" in read_names(project["dependency-groups"]["test"])
    assert pytestconfig.pluginmanager.hasplugin("pytest-qt")
    assert any("qtbot" in path.read_text("utf-8") for path in (ROOT / "tests" / "ui").rglob("test_*.py"))


def test_every_declared_package_is_used() -> None:
    modules = {"alembic": "alembic", "sqlcipher3": "sqlcipher3", "pillow": "PIL", "tomli-w": "tomli_w"}
    data_only = {"tzdata"}  # zoneinfo reads it by itself
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = read_names(project["project"]["dependencies"]) - data_only
    assert declared == set(GIVEN) | set(modules)
    assert set(modules.values()) - list_imports("netorganizer") == set()


def test_qt_calls_keep_the_reference_count_of_none() -> None:
    """PySide6 6.12.0 drops one reference to None with each void call and soon kills Python 3.11 (PYSIDE-3474).

    From Python 3.12 on None is immortal: its count is constant and the test says nothing.
    """
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 50


def test_the_store_runs_on_a_sqlite_that_keeps_wal_safe() -> None:
    """Older ones can lose a page when two connections checkpoint at once (store.md)."""
    version = sqlcipher3.dbapi2.sqlite_version_info
    assert version >= (3, 51, 3), f"sqlcipher3 carries SQLite {version}"
    assert sqlcipher3.dbapi2.paramstyle == sqlite3.paramstyle
