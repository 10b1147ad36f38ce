"""Copies of the store that are known to be good, and how many of them are kept."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from netorganizer.domain.errors import FileRefused
from netorganizer.store.database import connect, driver, read_version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

SIZE_BUDGET_BYTES = 500 * 1024 * 1024
STAMP = "%Y%m%dT%H%M%S%fZ"
AUTOMATIC = "auto"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: its file, why it was made (``auto``, ``pre-migrate-v1``…), when (UTC) and its size."""

    file: Path
    reason: str
    made_at: datetime
    size_bytes: int


def write_backup(store: Path, folder: Path, reason: str = AUTOMATIC, now: datetime | None = None) -> Backup:
    """Copy ``store`` into ``folder``, verify the copy, and only then give it its name.

    One snapshot by VACUUM INTO on a connection of its own, so it is consistent beside writers and may run on a
    worker. Raises :class:`FileRefused` when the copy does not verify.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made_at = find_free_moment(folder, reason, now or datetime.now(UTC))
    target = folder / f"{reason}-{made_at.strftime(STAMP)}.db"
    copy_verified(store, target)
    return Backup(target, reason, made_at, target.stat().st_size)


def find_free_moment(folder: Path, reason: str, moment: datetime) -> datetime:
    """``moment``, or the next microsecond after it whose name nothing in ``folder`` has.

    A clock that stands still or is set back must not put one safety copy over another.
    """
    taken = {file.name.partition(".")[0] for file in folder.glob(f"{reason}-*")}
    while f"{reason}-{moment.strftime(STAMP)}" in taken:
        moment += timedelta(microseconds=1)
    return moment


def copy_verified(store: Path, target: Path) -> int:
    """Write a verified copy of ``store`` to ``target`` (replacing it) and return how many applications it holds."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    connection = connect(store)
    try:
        connection.execute("vacuum into ?", (str(unfinished),))
        expected = _census(connection)
        applications = verify_copy(unfinished, expected)
        unfinished.chmod(0o600)
        _make_durable(unfinished)
        unfinished.replace(target)
        _make_durable(target.parent)
    finally:
        connection.close()
        unfinished.unlink(missing_ok=True)
    return applications


def verify_copy(copy: Path, expected: tuple[int, int] | None = None) -> int:
    """Open ``copy`` and prove it: structure, foreign keys, version and size of the history.

    Returns its number of applications; raises :class:`FileRefused` when anything is wrong. ``expected`` is the
    census of the original; writers may have added to it since the snapshot, never taken away.
    """
    address = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
    connection: Connection | None = None
    try:
        connection = driver.connect(address, uri=True, isolation_level=None)
        problems = find_damage(connection)
        version, changes = _census(connection)
        if expected is not None and (version != expected[0] or changes > expected[1]):
            problems.append("it is not the copy that was made")
        if problems:
            raise FileRefused(f"The copy {copy} is not good ({problems[0]}); your data was not touched.")
        applications: int = connection.execute("select count(*) from application").fetchone()[0]
    except driver.DatabaseError as fault:
        raise FileRefused(f"The copy {copy} cannot be read ({fault}); your data was not touched.") from fault
    finally:
        if connection is not None:
            connection.close()
    return applications


def find_damage(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong: page structure and dangling references; empty when all is well."""
    found = [str(row[0]) for row in connection.execute("pragma quick_check(5)") if row[0] != "ok"]
    dangling = connection.execute("pragma foreign_key_check").fetchall()
    return found + [f"a row of {row[0]} refers to a missing {row[2]}" for row in dangling[:5]]


def _census(connection: Connection) -> tuple[int, int]:
    # Not max(id): emptying the trash takes changes away, their ids are never used again.
    newest = connection.execute("select coalesce(max(seq), 0) from sqlite_sequence where name = 'change'").fetchone()
    return read_version(connection), int(newest[0])


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some systems cannot sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def list_backups(folder: Path) -> list[Backup]:
    """The backups in ``folder``, newest first; other files are left out."""
    found = []
    for file in folder.glob("*.db"):
        reason, _, stamp = file.stem.rpartition("-")
        with contextlib.suppress(ValueError):
            made_at = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
            found.append(Backup(file, reason, made_at, file.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def choose_expired(backups: Sequence[Backup], now: datetime, budget_bytes: int = SIZE_BUDGET_BYTES) -> list[Backup]:
    """Which automatic backups to delete: kept are all of two days, then 12 daily, 10 weekly, 9 monthly ones.

    Over the size budget the oldest automatic ones go first; the newest backup always stays, and so do those
    made before a migration or a restore.
    """
    automatic = sorted((b for b in backups if b.reason == AUTOMATIC), key=lambda b: b.made_at, reverse=True)
    kept = [b for b in automatic if now - b.made_at < timedelta(days=2)]
    older = [b for b in automatic if now - b.made_at >= timedelta(days=2)]
    for slots, bucket in ((12, "%Y-%j"), (10, "%G-%V"), (9, "%Y-%m")):
        newest_of: dict[str, Backup] = {}
        for backup in older:
            newest_of.setdefault(backup.made_at.strftime(bucket), backup)
        kept += [backup for backup in list(newest_of.values())[:slots] if backup not in kept]
    kept.sort(key=lambda b: b.made_at, reverse=True)
    total = 0
    for position, backup in enumerate(list(kept)):
        total += backup.size_bytes
        if position and total > budget_bytes:
            kept.remove(backup)
    return [backup for backup in automatic if backup not in kept]
