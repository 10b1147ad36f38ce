"""The workspace: one open store, read and changed through five verbs."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from netorganizer.domain.change import Change, ChangeNotice
from netorganizer.domain.errors import Refusal
from netorganizer.store import change_log, revert
from netorganizer.store.database import Database, refusing_storage_faults
from netorganizer.store.opening import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Connection

    from netorganizer.domain.clock import Clock
    from netorganizer.domain.playbook import PlaybookShelf
    from netorganizer.paths import Home
    from netorganizer.store.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
EVERYTHING = ChangeNotice("", None)
_UNKNOWN_VERSION = -1


class Workspace:
    """One open store with the person's clock. Use it from one thread.

    Everything a person can edit is written inside :meth:`change`; screens hear of it through :meth:`subscribe`.
    """

    def __init__(self, home: Home, clock: Clock, database: Database) -> None:
        self.home = home
        self.clock = clock
        self._database = database
        self._listeners: list[Callable[[ChangeNotice], None]] = []
        self._is_changing = False
        self._data_version = self._read_data_version()

    @cached_property
    def playbooks(self) -> PlaybookShelf:
        """The shipped playbooks and the person's own; read at first use, anew after an own one changed."""
        from netorganizer.domain.playbook import load_shipped
        from netorganizer.store.queries.playbooks import list_own_playbooks

        return load_shipped((own.file, own.toml) for own in self.read(list_own_playbooks))

    def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a query of ``store.queries`` (SELECT text to records)."""
        with refusing_storage_faults(self.home.database):
            return query(self._database.connection, *args, **kwargs)

    @contextmanager
    def change(self, label: str) -> Iterator[Transaction]:
        """One labelled, undoable step: all of it is kept, or none.

        The label is what undo, history and toasts say. Raises :class:`StoreUnavailable` when it cannot be kept;
        then nothing has changed. Whatever the body raises rolls back.
        """
        from netorganizer.store.transaction import Transaction

        with self._writing():
            at = self.clock.now()
            with refusing_storage_faults(self.home.database), self._database.engine.begin() as connection:
                self._database.refuse_other_file()
                change_id = change_log.begin_change(self._database.connection, label, at)
                yield Transaction(connection, self._database.connection, at, change_id)
                rows = change_log.end_change(self._database.connection, change_id)
        if rows:
            self._tell(ChangeNotice(label, rows))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._is_changing:
            raise RuntimeError("a change is already open: services call each other's inner parts, not each other")
        self._is_changing = True
        try:
            yield
        finally:
            self._is_changing = False

    @contextmanager
    def _quiet_transaction(self) -> Iterator[Connection]:
        """A transaction outside the log, for replaying and scrubbing it and for what only ever grows."""
        with self._writing(), refusing_storage_faults(self.home.database):
            connection = self._database.connection
            connection.execute("begin immediate")
            try:
                self._database.refuse_other_file()
                with change_log.unrecorded(connection, self.clock.now()):
                    yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise

    def undo(self) -> Change:
        """Take back the newest change that stands; also tomorrow, and from either program."""
        with self._quiet_transaction() as connection:
            change = change_log.next_undo(connection)
            if change is None:
                raise Refusal("There is nothing to undo.")
            change_log.replay(connection, change, forward=False)
        return self._replayed(change)

    def redo(self) -> Change:
        """Do again what was undone last; a new change in between clears this."""
        with self._quiet_transaction() as connection:
            change = change_log.next_redo(connection)
            if change is None:
                raise Refusal("There is nothing to redo.")
            change_log.replay(connection, change, forward=True)
        return self._replayed(change)

    def _replayed(self, change: Change) -> Change:
        self._tell(ChangeNotice(change.label, self.read(change_log.touched_rows, change.id)))
        return change

    def revert(self, change_id: int) -> Change:
        """Take back one old change while its effect still stands, as a new change.

        Raises :class:`Refusal` naming the later change in the way.
        """
        old = self.read(change_log.find_change, change_id)
        with self.change(f"Revert: {old.label}") as tx:
            tx.read(revert.put_back, old)
        return self.read(change_log.find_change, tx.change_id)

    def history(self, application_id: int | None = None, limit: int = -1) -> list[Change]:
        """The changes, newest first; of one application if given."""
        return self.read(change_log.list_changes, application_id, limit)

    def applications_of(self, change: Change) -> list[int]:
        """The applications that a change touched: where to look after undoing it."""
        return self.read(change_log.touched_applications, change.id)

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, for the menu."""
        change = self.read(change_log.next_undo)
        return change.label if change else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, for the menu."""
        change = self.read(change_log.next_redo)
        return change.label if change else None

    def write_growing(self, write: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a store function that writes outside the log: export marks, document contents, emptying the trash."""
        with self._quiet_transaction() as connection:
            result = write(connection, *args, **kwargs)
        self._tell(EVERYTHING)
        return result

    def rewrite_file(self) -> None:
        """Write the store's file anew, so that nothing deleted lingers in its unused space."""
        from netorganizer.store.scrub import rewrite_file

        self.read(rewrite_file)

    def subscribe(self, listener: Callable[[ChangeNotice], None]) -> Callable[[], None]:
        """Call ``listener`` after every commit; returns the way to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def notice_foreign_changes(self) -> bool:
        """Tell subscribers when another process has written since the last look; cheap enough to poll."""
        version = self._read_data_version()
        if version == self._data_version:
            return False
        self._data_version = version
        self._tell(EVERYTHING)
        return True

    def _read_data_version(self) -> int:
        return self.read(change_log.read_data_version)

    def _tell(self, notice: ChangeNotice) -> None:
        """Every subscriber hears it; one that cannot read just now must not make a kept change look refused."""
        if notice.rows is None or notice.touched("own_playbook"):
            self.__dict__.pop("playbooks", None)
        for listener in tuple(self._listeners):
            try:
                listener(notice)
            except Refusal:
                self._data_version = _UNKNOWN_VERSION  # so that the next look tells everything once more

    def close(self) -> None:
        """Close the store."""
        self._database.close()


def open_workspace(home: Home, clock: Clock) -> Workspace:
    """Open (or create) the store of ``home``; raises :class:`StoreUnavailable` with the file untouched."""
    return Workspace(home, clock, open_database(home.database))


def warm_up() -> None:
    """Load the libraries that the first change needs, so that it is as quick as the second; a worker may run it."""
    import netorganizer.store.transaction  # noqa: F401
