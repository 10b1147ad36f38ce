"""One store file: the one connection that everything goes through, and why a file is refused.

None of it needs SQLAlchemy; :meth:`Database.engine` wraps the same connection when the first change is made.
"""

from __future__ import annotations

import contextlib
import shutil
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as driver

from netorganizer.domain.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from sqlalchemy import Engine

__all__ = ["SCHEMA_VERSION", "Database", "connect", "driver", "read_version"]

SCHEMA_VERSION = 1
PATIENCE_SECONDS = 5.0
# In every store's header ("NETO"), so that another program's SQLite file is never taken for a store.
APPLICATION_ID = 0x4E45544F
# 3.7.0 to 3.51.2 can corrupt a WAL store that two connections write (the 2026 WAL-reset bug).
OLDEST_SAFE_SQLITE = (3, 51, 3)

# sqlite.org/fileformat.html, sections 1.3 and 1.6
_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 108  # the file's header, then that of the schema's first page
_USER_VERSION = slice(60, 64)
_APPLICATION_ID = slice(68, 72)
_SCHEMA_PAGE = slice(100, 105)
_SHM_BYTES = 32 * 1024  # what the index of a write-ahead log takes at least: no store opens without it
_EMPTY_SCHEMA = b"\x0d\x00\x00\x00\x00"  # a leaf with no free block and no table


class Database:
    """An open store. Use it from one thread; a worker opens its own."""

    def __init__(self, file: Path, connection: Connection) -> None:
        self.file = file
        self.connection = connection
        self._identity = _identify(file)

    @cached_property
    def engine(self) -> Engine:
        """SQLAlchemy around the one connection; each transaction begins IMMEDIATE."""
        from sqlalchemy import StaticPool, create_engine, event
        from sqlalchemy.engine import Connection as EngineConnection

        engine = create_engine(
            "sqlite://",
            module=driver,
            creator=lambda: self.connection,
            poolclass=StaticPool,
            hide_parameters=True,  # no text of the person's in a traceback
        )

        @event.listens_for(engine, "begin")
        def begin_immediate(connection: EngineConnection) -> None:
            connection.exec_driver_sql("begin immediate")

        return engine

    def refuse_other_file(self) -> None:
        """Inside a transaction: raise :class:`StoreUnavailable` where a write would be lost or do harm.

        A file that was moved, deleted or replaced (by a syncing program, say) still takes writes, which nobody
        would ever see again; and a newer release may have migrated the store beside us.
        """
        if _identify(self.file) != self._identity:
            raise StoreUnavailable(
                f"{self.file} was moved, deleted or replaced by another program while it was open. "
                "This was not saved; put the file back, then start netorganizer again."
            )
        version = read_version(self.connection)
        if version > SCHEMA_VERSION:
            raise newer_store(self.file, version)

    def close(self) -> None:
        """Close the file. Closing twice is fine."""
        self.connection.close()


def _identify(file: Path) -> tuple[int, int] | None:
    """What tells this file from another one under its name; ``None`` when there is none."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def connect(file: Path, patience_seconds: float = PATIENCE_SECONDS) -> Connection:
    """A connection with the pragmas that every promise about the store rests on.

    WAL with synchronous=FULL is the one WAL mode in which what was shown as saved survives a power cut;
    fullfsync is what macOS needs for the same.
    """
    connection: Connection = driver.connect(
        str(file), timeout=patience_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (
            "cipher_log_level=NONE",
            f"busy_timeout={round(patience_seconds * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "fullfsync=1",
            "checkpoint_fullfsync=1",
            "foreign_keys=ON",
        ):
            connection.execute(f"pragma {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def read_version(connection: Connection) -> int:
    """The schema version of the store; 0 for an empty file."""
    version: int = connection.execute("pragma user_version").fetchone()[0]
    return version


def refuse_unfit_file(file: Path) -> None:
    """Refuse a newer or foreign file before SQLite may write to it.

    Raises :class:`StoreUnavailable`. A missing or empty file is fine: it becomes a new store; so is a database
    without a table, which is what a killed creation leaves. An empty file beside backups or a write-ahead log is
    what a lost store leaves.
    """
    if not file.exists():
        return
    with file.open("rb") as stream:
        header = stream.read(_HEADER_BYTES)
    if not header:
        wal = file.with_name(file.name + "-wal")
        if any(file.parent.glob("backups/*.db")) or (wal.exists() and wal.stat().st_size):
            raise damaged_store(file)
        return
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise damaged_store(file)
    is_ours = int.from_bytes(header[_APPLICATION_ID], "big") == APPLICATION_ID
    version = int.from_bytes(header[_USER_VERSION], "big")
    if not is_ours and (version or header[_SCHEMA_PAGE] != _EMPTY_SCHEMA):
        raise damaged_store(file)
    version = max(version, _version_in_wal(file))
    if version > SCHEMA_VERSION:
        raise newer_store(file, version)


def _version_in_wal(file: Path) -> int:
    """The version that commits which are not in the file yet give it; 0 when there are none.

    A read-only connection sees them too, and unlike a writing one never copies them into the file as it closes.
    """
    wal = file.with_name(file.name + "-wal")
    if not wal.exists() or not wal.stat().st_size:
        return 0
    connection: Connection = driver.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return read_version(connection)
    finally:
        connection.close()


def newer_store(file: Path, version: int) -> StoreUnavailable:
    """The refusal of a store that a later release wrote."""
    return StoreUnavailable(
        f"{file} was written by a newer netorganizer (format {version}, this one knows {SCHEMA_VERSION}). "
        "Nothing was changed; start the newer program."
    )


def damaged_store(file: Path) -> StoreUnavailable:
    """The refusal of a file that is not a readable store."""
    return StoreUnavailable(
        f"{file} is damaged or is not a netorganizer store. Nothing was changed; "
        f"restore a copy from {file.parent / 'backups'}."
    )


@contextlib.contextmanager
def refusing_storage_faults(file: Path) -> Iterator[None]:
    """Turn what a disk, a lock or damage does to us into one clear sentence (:class:`StoreUnavailable`)."""
    try:
        yield
    except OSError as fault:
        raise StoreUnavailable(
            f"The folder {file.parent} cannot be used ({fault.strerror or fault}). Choose another with --home."
        ) from fault
    except Exception as fault:
        refusal = _explain(getattr(fault, "orig", fault), file)  # SQLAlchemy wraps what the driver raised
        if refusal is None:
            raise
        raise refusal from fault


def _explain(fault: BaseException, file: Path) -> StoreUnavailable | None:
    if not isinstance(fault, driver.DatabaseError):
        return None
    text = str(fault)
    code = str(getattr(fault, "sqlite_errorname", "")) or _name_by_text(text)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreUnavailable(
            "Another program is writing to your data and did not finish in time. "
            "Nothing was changed; try again in a moment."
        )
    if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _is_full(file.parent):
        return StoreUnavailable(
            f"The disk is full, so {file} cannot be used. Nothing was changed; free some space and try again."
        )
    if code.startswith("SQLITE_FULL"):
        return StoreUnavailable("The disk is full, so this was not saved. Free some space and try again.")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreUnavailable(
            f"{file} cannot be written (its folder is read-only or not yours). "
            "Nothing was changed; allow writing there or choose another folder with --home."
        )
    if code.startswith("SQLITE_IOERR"):
        return StoreUnavailable(
            f"The disk refused to read or write {file}. Nothing was changed; check the disk, then try again."
        )
    # A table or column that is not there: the version was right when the file was opened.
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "no such table" in text or "no such column" in text:
        return damaged_store(file)
    return None


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _SHM_BYTES
    except OSError:
        return False


def _name_by_text(text: str) -> str:
    # The driver gives the result code's name from Python 3.11 on for errors of SQLite, not for its own.
    return "SQLITE_NOTADB" if "file is not a database" in text else ""
