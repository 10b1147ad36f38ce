"""Backups: making them when asked and by themselves, and going back to one."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from netorganizer.domain.clock import parse_utc
from netorganizer.domain.errors import FileRefused, StoreUnavailable
from netorganizer.services.files import STANDARD_STREAM, is_regular_file, load_file, save_file
from netorganizer.services.window_lock import take_window_lock
from netorganizer.services.workspace import open_workspace
from netorganizer.store import backups as store_backups
from netorganizer.store import restore as store_restore
from netorganizer.store.backups import AUTOMATIC, verify_copy
from netorganizer.store.database import refuse_unfit_file, refusing_storage_faults
from netorganizer.store.progress import read_progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netorganizer.domain.clock import Clock
    from netorganizer.paths import Home
    from netorganizer.store.backups import Backup

INTERVAL = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A verified backup and how many applications are in it."""

    file: str
    applications: int


def write_backup(home: Home, now: datetime) -> BackupReport:
    """A verified backup in the home's own folder that is kept until the person deletes it."""
    with refusing_storage_faults(home.database):
        backup = store_backups.write_backup(home.database, home.backups, "manual", now)
        return BackupReport(str(backup.file), verify_copy(backup.file))


def export_backup(home: Home, target: str, *, force: bool = False) -> BackupReport:
    """A verified backup as the file ``target``; ``-`` is standard output.

    Raises :class:`FileRefused` when the file exists and ``force`` is not given, or when it cannot be written.
    """
    if target == STANDARD_STREAM:
        return _stream_backup(home)
    file = Path(os.path.realpath(target))
    _refuse_target(file, home, force=force)
    with refusing_storage_faults(home.database):
        return BackupReport(target, store_backups.copy_verified(home.database, file))


def _stream_backup(home: Home) -> BackupReport:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        with refusing_storage_faults(home.database):
            applications = store_backups.copy_verified(home.database, copy)
        save_file(STANDARD_STREAM, copy.read_bytes())
    return BackupReport(STANDARD_STREAM, applications)


def _refuse_target(file: Path, home: Home, *, force: bool) -> None:
    try:
        is_there = file.exists()
        is_unfit = (is_there and not file.is_file()) or not file.parent.is_dir()
    except OSError as fault:
        raise FileRefused(
            f"{file} cannot be written ({fault.strerror}). Choose another place and try again."
        ) from fault
    if is_unfit or not os.access(file.parent, os.W_OK):
        raise FileRefused(f"{file} cannot be written. Choose another place and try again.")
    if is_there and home.database.exists() and file.samefile(home.database):
        raise FileRefused(f"{file} is your data itself, so no backup can be there. Choose another name.")
    if is_there and not force:
        raise FileRefused(f"{file} exists already. Choose another name, or say --force to replace it.")


def back_up_if_due(home: Home, now: datetime) -> Backup | None:
    """The automatic backup: when something has changed since the last one and that is half an hour ago.

    Old ones go, by age and by size. Opens its own connection, so a worker may run it beside the window.
    """
    with refusing_storage_faults(home.database):
        if not _is_due(home, now):
            return None
        backup = store_backups.write_backup(home.database, home.backups, now=now)
        for expired in store_backups.choose_expired(store_backups.list_backups(home.backups), now):
            expired.file.unlink(missing_ok=True)
    return backup


def _is_due(home: Home, now: datetime) -> bool:
    kept = [backup for backup in store_backups.list_backups(home.backups) if backup.reason == AUTOMATIC]
    if kept and abs(now - kept[0].made_at) < INTERVAL:
        return False
    progress = read_progress(home.database)
    if progress is None or progress.first_change_at is None:
        return False
    if not kept:
        return abs(now - parse_utc(progress.first_change_at)) >= INTERVAL
    return read_progress(kept[0].file, is_copy=True) != progress


def check_backup(source: str) -> BackupReport:
    """Prove that a file is a backup which can be restored; :class:`FileRefused` says why it is not."""
    with _as_file(source) as file:
        return BackupReport(source, _verify(file))


def restore_backup(home: Home, clock: Clock, source: str) -> BackupReport:
    """Put a backup in the place of the store. What was there before is kept in the backups folder.

    Ids that were given here are never given again. Raises :class:`FileRefused` for a file that is no good backup,
    and :class:`StoreUnavailable` while a window is open on the home or where a newer program keeps it; nothing has
    changed then.
    """
    with _as_file(source) as file:
        applications = _verify(file)
        with refusing_storage_faults(home.database), _hold_alone(home):
            used_ids = store_restore.read_used_ids(home.database)
            _put_in_place(home, file, clock.now())
            workspace = open_workspace(home, clock)  # brings an older one to the present version
            try:
                workspace.write_growing(store_restore.keep_used_ids, used_ids)
            finally:
                workspace.close()
    return BackupReport(source, applications)


@contextmanager
def _as_file(source: str) -> Iterator[Path]:
    if source != STANDARD_STREAM:
        yield Path(source).absolute()
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "backup.db"
        file.write_bytes(load_file(STANDARD_STREAM))
        yield file


def _verify(file: Path) -> int:
    """How many applications are in the backup ``file``; :class:`FileRefused` when it cannot be restored."""
    if not is_regular_file(file) or not os.access(file, os.R_OK):
        raise FileRefused(f"{file} cannot be read. Check the name and try again.")
    wal = file.with_name(file.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise FileRefused(f"{file} is in use, or was copied by hand. Make a backup with “netorganizer backup”.")
    try:
        refuse_unfit_file(file)
    except StoreUnavailable as refusal:
        is_newer = store_restore.is_newer(refusal)
        why = "a newer netorganizer wrote it" if is_newer else "it is damaged or is no netorganizer backup"
        raise FileRefused(f"{file} cannot be restored: {why}. Your data was not touched.") from refusal
    return verify_backup(file)


def verify_backup(file: Path) -> int:
    """How many applications are in the whole and sound backup ``file``; :class:`FileRefused` for any other."""
    from netorganizer.store.inspection import find_missing_parts  # needs SQLAlchemy, which most commands do without

    applications = verify_copy(file)
    missing = find_missing_parts(file)
    if missing:
        raise FileRefused(f"The copy {file} is not good ({missing[0]}); your data was not touched.")
    return applications


@contextmanager
def _hold_alone(home: Home) -> Iterator[None]:
    lock = take_window_lock(home)
    if lock is None:
        raise StoreUnavailable(
            "A netorganizer window is open on this data, so nothing was restored. Close it and try again."
        )
    with lock:
        yield


def _put_in_place(home: Home, file: Path, now: datetime) -> None:
    moment = store_backups.find_free_moment(home.backups, "before-restore", now)
    aside = home.backups / f"before-restore-{moment.strftime(store_backups.STAMP)}"
    if not store_restore.is_readable_store(home.database):
        store_restore.replace_file(home.database, file, aside)
        return
    try:
        with refusing_storage_faults(home.database):
            store_backups.write_backup(home.database, home.backups, "pre-restore", now)
    except (FileRefused, StoreUnavailable):  # it opens, but what is in it is damaged: keep it as it is
        store_restore.keep_aside(home.database, aside)
    store_restore.write_over(home.database, file)
