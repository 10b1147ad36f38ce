"""Putting a backup in the place of the store."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.store.backups import verify_copy
from netorganizer.store.database import connect, driver, refuse_unfit_file

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

_COMPANIONS = ("-wal", "-shm")
_BUSY = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED
_SLEEP_SECONDS = 0.25
_MOST_SLEEPS = 20


def is_readable_store(store: Path) -> bool:
    """Whether there is a store that SQLite can open, so that it can be written in place.

    Raises what the driver raises when it cannot be told: the store is locked, the folder read-only; and
    :class:`StoreUnavailable` for a store of a newer program, which is in order.
    """
    if not store.exists() or not store.stat().st_size:
        return False
    try:
        refuse_unfit_file(store)
        connect(store).close()
    except StoreUnavailable as refusal:
        if is_newer(refusal):
            raise
        return False
    except driver.DatabaseError as fault:
        if not _is_damage(fault):
            raise
        return False
    return True


def is_newer(refusal: StoreUnavailable) -> bool:
    """Whether a file was refused because a later release wrote it."""
    return "written by a newer netorganizer" in str(refusal)


def read_used_ids(store: Path) -> dict[str, int]:
    """Per table the highest id that was ever given; nothing for a store that is missing or cannot be read."""
    if not store.exists():
        return {}
    try:
        connection: Connection = driver.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)
    except driver.DatabaseError:
        return {}
    try:
        return dict(connection.execute("select name, seq from sqlite_sequence").fetchall())
    except driver.DatabaseError:
        return {}
    finally:
        connection.close()


def keep_used_ids(connection: Connection, used: dict[str, int]) -> None:
    """Inside a quiet transaction: let no id be given again that the replaced store had given."""
    for name, highest in used.items():
        connection.execute("update sqlite_sequence set seq = max(seq, ?) where name = ?", (highest, name))
        connection.execute(
            "insert into sqlite_sequence (name, seq) select ?1, ?2 where not exists (select 1 from sqlite_sequence "
            "where name = ?1) and exists (select 1 from sqlite_master where type = 'table' and name = ?1)",
            (name, highest),
        )


def _is_damage(fault: BaseException) -> bool:
    name = str(getattr(fault, "sqlite_errorname", ""))
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "file is not a database" in str(fault)


def write_over(store: Path, copy: Path) -> None:
    """Give the store the content of ``copy``, in one transaction on the store itself.

    Whoever else has it open sees the new content from then on, and a stale -wal can never meet it; putting
    another file in its place has neither virtue. Raises :class:`StoreUnavailable` when somebody keeps it locked.
    """
    source: Connection = driver.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    target = connect(store, patience_seconds=0)  # the patience is in the counted sleeps
    sleeps = 0

    def count_sleeps(status: int, _remaining: int, _total: int) -> None:
        nonlocal sleeps
        sleeps += status in _BUSY
        if sleeps > _MOST_SLEEPS:
            raise StoreUnavailable(
                "Another program is writing to your data and did not finish in time. "
                "Nothing was changed; try again in a moment."
            )

    try:
        # WORKAROUND: the driver waits for a lock without end; only its progress call can stop it.
        source.backup(target, progress=count_sleeps, sleep=_SLEEP_SECONDS)
    finally:
        source.close()
        target.close()


def replace_file(store: Path, copy: Path, aside: Path) -> None:
    """Put ``copy`` where a store is missing or cannot be opened; what was there is kept in the new folder ``aside``.

    A power cut in between leaves the old content or the new one, never an empty place.
    """
    unfinished = store.with_name(store.name + ".restoring")
    try:
        shutil.copyfile(copy, unfinished)
        verify_copy(unfinished)
        _sync(unfinished)
        keep_aside(store, aside)
        for companion in _COMPANIONS:
            store.with_name(store.name + companion).unlink(missing_ok=True)
        unfinished.replace(store)
        _sync(store.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def keep_aside(store: Path, aside: Path) -> None:
    """Copy the store's files, whatever state they are in, into the new folder ``aside``."""
    present = [file for name in ("", *_COMPANIONS) if (file := store.with_name(store.name + name)).exists()]
    if present:
        aside.mkdir(parents=True, mode=0o700)
    for file in present:
        shutil.copyfile(file, aside / file.name)
        _sync(aside / file.name)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some systems cannot sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
