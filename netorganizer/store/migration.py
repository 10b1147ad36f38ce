"""Bringing a store to the present version, with Alembic; imported only when the version differs."""

from pathlib import Path

import alembic.command
from alembic.config import Config
from sqlalchemy import Connection

from netorganizer.store.backups import write_backup
from netorganizer.store.database import APPLICATION_ID, SCHEMA_VERSION, Database, newer_store, read_version
from netorganizer.store.triggers import trigger_statements

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database, scripts: Path = SCRIPTS, to_version: int = SCHEMA_VERSION) -> None:
    """Bring the store to ``to_version`` in one transaction; whatever raises leaves the old version as it was.

    A store that holds anything is first copied and the copy verified (``backups/pre-migrate-v<version>-…``). The
    recipe: foreign keys off *outside* the transaction (batch mode would cascade), BEGIN IMMEDIATE, the scripts,
    triggers made anew (batch mode drops them), foreign_key_check, version, COMMIT.
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
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, "head")
    for statement in trigger_statements():
        connection.exec_driver_sql(statement)
    if connection.exec_driver_sql("pragma foreign_key_check").first():
        raise RuntimeError("a migration left a row that refers to nothing")
    connection.exec_driver_sql(f"pragma application_id={APPLICATION_ID:d}")
    connection.exec_driver_sql(f"pragma user_version={to_version:d}")
