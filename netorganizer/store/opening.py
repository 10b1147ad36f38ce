"""Opening a store.

A store of the right version is opened with the DB-API alone, so that the first board is painted without waiting
for SQLAlchemy; only another version loads the migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.store.database import (
    OLDEST_SAFE_SQLITE,
    PATIENCE_SECONDS,
    SCHEMA_VERSION,
    Database,
    connect,
    driver,
    newer_store,
    read_version,
    refuse_unfit_file,
    refusing_storage_faults,
)

if TYPE_CHECKING:
    from pathlib import Path


def open_database(file: Path, patience_seconds: float = PATIENCE_SECONDS) -> Database:
    """Open the store at ``file``, creating or migrating it when its version differs.

    Raises :class:`StoreUnavailable` when the file is newer, damaged, locked, on a full or read-only disk; it is
    then left as it was, to the byte.
    """
    if driver.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise StoreUnavailable(
            f"SQLite {driver.sqlite_version} can corrupt data; install netorganizer's own libraries."
        )
    with refusing_storage_faults(file):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_unfit_file(file)
        database = Database(file, connect(file, patience_seconds))
        try:
            version = read_version(database.connection)
            if version < SCHEMA_VERSION:
                from netorganizer.store.migration import migrate

                migrate(database)
            elif version > SCHEMA_VERSION:
                raise newer_store(file, version)
        except BaseException:
            database.close()
            raise
    return database
