"""What the migrations build is what tables.py declares, and the triggers stand on it."""

import sqlite3
from pathlib import Path
from typing import get_args

from sqlalchemy import create_engine
from store_tools import connected, put_store

from netorganizer.store.database import APPLICATION_ID
from netorganizer.store.tables import LOGGED_TABLES, TRASHABLE_TABLES, TableName, metadata
from netorganizer.store.triggers import trigger_statements


def schema(connection: sqlite3.Connection, kind: str) -> dict[str, str]:
    found = connection.execute(
        "select name, sql from sqlite_master where type = ? and sql is not null and name <> 'sqlite_sequence'", (kind,)
    )
    return {name: squeeze(sql) for name, sql in found}


def squeeze(sql: str) -> str:
    """Without the layout, which a hand and SQLAlchemy choose differently."""
    return " ".join(sql.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split())


def test_a_migrated_store_is_the_declared_one(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(engine)
    engine.dispose()
    declared = sqlite3.connect(tmp_path / "declared.db")
    put_store(tmp_path)
    with connected(tmp_path) as migrated:
        tables = schema(migrated, "table")
        assert tables.pop("alembic_version")
        assert tables == schema(declared, "table")
        assert schema(migrated, "index") == schema(declared, "index")
    declared.close()


def test_every_trigger_stands_as_it_is_written(tmp_path: Path) -> None:
    put_store(tmp_path)
    created = [statement for statement in trigger_statements() if statement.startswith("create")]
    written = {statement.split()[2]: squeeze("CREATE TRIGGER" + statement[14:]) for statement in created}
    with connected(tmp_path) as connection:
        assert schema(connection, "trigger") == written
    for table in LOGGED_TABLES:
        for operation in ("insert", "update", "delete"):
            assert {f"log_{table}_{operation}", f"guard_{table}_{operation}"} <= written.keys()


def test_the_log_records_every_column(tmp_path: Path) -> None:
    put_store(tmp_path)
    with connected(tmp_path) as connection:
        triggers = schema(connection, "trigger")
        for table in LOGGED_TABLES:
            for (column,) in connection.execute("select name from pragma_table_info(?)", (table,)):
                assert f"'{column}' , new.{column}" in triggers[f"log_{table}_insert"]
                assert f"'{column}' , old.{column}" in triggers[f"log_{table}_delete"]
                assert f"old.{column} is not new.{column}" in triggers[f"log_{table}_update"]


def test_names_in_types_are_the_tables() -> None:
    assert set(get_args(TableName)) == set(LOGGED_TABLES)
    assert set(TRASHABLE_TABLES) < set(LOGGED_TABLES)


def test_ids_and_header_are_the_stores_own(tmp_path: Path) -> None:
    put_store(tmp_path)
    with connected(tmp_path) as connection:
        tables = schema(connection, "table")
        for table in (*LOGGED_TABLES, "change", "change_row"):
            assert "AUTOINCREMENT" in tables[table]
        assert connection.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
        assert APPLICATION_ID.to_bytes(4, "big") == b"NETO"
