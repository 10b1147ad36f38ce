"""What can be wrong inside a store, and mending what can be mended without guessing."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from netorganizer.store.database import SCHEMA_VERSION, driver, read_version
from netorganizer.store.tables import metadata
from netorganizer.store.triggers import trigger_statements

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

_MOST = 20


def find_missing_tables(connection: Connection) -> list[str]:
    """Tables and columns that every store of this version has and this one has not, in words."""
    found = []
    for table in metadata.sorted_tables:
        there = {row[1] for row in connection.execute(f"pragma table_info({table.name})")}
        if not there:
            found.append(f"the table {table.name} is missing")
        else:
            found += [f"the column {table.name}.{column} is missing" for column in set(table.columns.keys()) - there]
    return sorted(found)


def find_missing_parts(copy: Path) -> list[str]:
    """The missing tables and columns of a copy that nobody writes; what an older version lacks is in order."""
    connection: Connection = driver.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return find_missing_tables(connection) if read_version(connection) == SCHEMA_VERSION else []
    finally:
        connection.close()


def find_structural_damage(connection: Connection) -> list[str]:
    """What SQLite finds wrong in pages, indexes, checks and references; empty when all is well."""
    found = [str(row[0]) for row in connection.execute(f"pragma integrity_check({_MOST})") if row[0] != "ok"]
    dangling = connection.execute("pragma foreign_key_check").fetchall()
    return found + [f"row {row[1]} of {row[0]} refers to a missing {row[2]}" for row in dangling[:_MOST]]


def find_missing_triggers(connection: Connection) -> list[str]:
    """The names of triggers that are missing or are not ours: without them changes go unrecorded."""
    wanted = {statement.split()[2]: statement for statement in trigger_statements() if statement.startswith("create")}
    there = dict(connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall())
    return [name for name, statement in wanted.items() if _plain(there.get(name, "")) != _plain(statement)]


def _plain(sql: str) -> str:
    return re.sub(r"\s+", "", sql).casefold()


def find_missing_calendar_entries(connection: Connection) -> list[int]:
    """Interviews without a calendar entry: no screen could show them."""
    rows = connection.execute("select id from interview where id not in (select interview_id from calendar_entry)")
    return [row[0] for row in rows]


def find_damaged_documents(connection: Connection) -> list[str]:
    """The names of documents whose content is gone or is not what was added."""
    rows = connection.execute(
        "select d.name, d.content_hash, c.content from document d "
        "left join document_content c on c.content_hash = d.content_hash"
    )
    return [name for name, wanted, content in rows if content is None or hashlib.sha256(content).hexdigest() != wanted]


def list_interview_zones(connection: Connection) -> list[str]:
    """The zones that interviews are in."""
    return [row[0] for row in connection.execute("select distinct zone from interview")]


def list_playbook_keys(connection: Connection) -> list[str]:
    """The playbooks that applications follow."""
    return [row[0] for row in connection.execute("select distinct playbook from application where trashed_at is null")]


def mend(connection: Connection) -> None:
    """Inside a quiet transaction: make triggers, indexes and calendar entries anew."""
    for statement in trigger_statements():
        connection.execute(statement)
    connection.execute("reindex")
    connection.execute(
        "insert into calendar_entry (interview_id, uid, created_at, modified_at) "
        "select id, uid, created_at, (select at from change_context) from interview "
        "where id not in (select interview_id from calendar_entry)"
    )
