"""Bringing a store to the present version, with Alembic; imported only when the version differs."""

from collections.abc import Iterator
from pathlib import Path

import alembic.command
from alembic.config import Config
from sqlalchemy import Connection

from netorganizer.store.backups import write_backup
from netorganizer.store.database import APPLICATION_ID, SCHEMA_VERSION, Database, newer_store, read_version
from netorganizer.store.tables import LOGGED_TABLES
from netorganizer.store.triggers import trigger_statements

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database, scripts: Path = SCRIPTS, to_version: int = SCHEMA_VERSION) -> None:
    """Bring the store to ``to_version`` in one transaction; whatever raises leaves the old version as it was.

    A store that holds anything is first copied and the copy verified (``backups/pre-migrate-v<version>-…``). The
    recipe: foreign keys off *outside* the transaction (batch mode would cascade), BEGIN IMMEDIATE, triggers off, the
    scripts, triggers made anew, checks, version, COMMIT. A script that drops or renames a column translates the
    images in ``change_row`` too.
    """
    version = read_version(database.connection)
    if version > 0:
        write_backup(database.file, database.file.parent / "backups", f"pre-migrate-v{version}")
    database.connection.execute("pragma foreign_keys=OFF")
    try:
        with database.engine.begin() as connection:
            now = read_version(database.connection)
            if now > to_version:
                raise newer_store(database.file, now)
            if now < to_version:  # else another process was quicker
                _upgrade(connection, scripts, to_version)
    finally:
        database.connection.execute("pragma foreign_keys=ON")


def _upgrade(connection: Connection, scripts: Path, to_version: int) -> None:
    # Without triggers a script may write rows, and drop or rename columns that they name.
    for (name,) in connection.exec_driver_sql("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.exec_driver_sql(f"drop trigger {name}")
    used_ids = _read_used_ids(connection)
    _run_scripts(connection, scripts)
    for statement in trigger_statements():
        connection.exec_driver_sql(statement)
    _keep_used_ids(connection, used_ids)
    for problem in _find_problems(connection):
        raise RuntimeError(f"a migration left {problem}")
    connection.exec_driver_sql(f"pragma application_id={APPLICATION_ID:d}")
    connection.exec_driver_sql(f"pragma user_version={to_version:d}")


def _run_scripts(connection: Connection, scripts: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, "head")


def _read_used_ids(connection: Connection) -> list[tuple[str, int]]:
    """Per table the highest id that was ever given; there is no such list in a new file."""
    if not connection.exec_driver_sql("select 1 from sqlite_master where name = 'sqlite_sequence'").first():
        return []
    return [(name, seq) for name, seq in connection.exec_driver_sql("select name, seq from sqlite_sequence")]


def _keep_used_ids(connection: Connection, used: list[tuple[str, int]]) -> None:
    """A table that batch mode made anew starts after its rows, and would give ids of deleted ones again."""
    for name, highest in used:
        connection.exec_driver_sql("update sqlite_sequence set seq = max(seq, ?) where name = ?", (highest, name))
        connection.exec_driver_sql(
            "insert into sqlite_sequence (name, seq) select ?, ? where not exists (select 1 from sqlite_sequence "
            "where name = ?) and exists (select 1 from sqlite_master where name = ?)",
            (name, highest, name, name),
        )


def _find_problems(connection: Connection) -> Iterator[str]:
    if connection.exec_driver_sql("pragma foreign_key_check").first():
        yield "a row that refers to nothing"
    for table, sql in connection.exec_driver_sql("select name, sql from sqlite_master where type = 'table'"):
        if table in LOGGED_TABLES and "AUTOINCREMENT" not in sql.upper():
            yield f"{table} without AUTOINCREMENT"
    for table, column in connection.exec_driver_sql(_LOST_COLUMNS):
        yield f"images of {table}.{column} in the change log, which undo could not put back"


_LOST_COLUMNS = (
    "select distinct r.table_name, i.key from change_row r, json_each(coalesce(r.before, r.after)) i "
    "where i.key not in (select name from pragma_table_info(r.table_name))"
)
