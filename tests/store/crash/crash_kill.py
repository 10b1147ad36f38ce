"""Kill the program at random moments, many times over, and look at what its store is then (POSIX).

    python crash_kill.py --rounds 200 [--seed 1] [--sabotage ack-early|no-transaction|drop-wal] [--folder F]

A worker plays the numbered steps of crash_steps.py on the store, and before each one on a copy, so that the digest
after the step is known beforehand. It says ``P<number> <digest>`` before and ``A<number>`` after each step. After the
kill the store must have the digest of the last acknowledged step, or of the one that was under way: nothing lost,
nothing half-done, in rows, history and redo alike. Prints one line of JSON; exit code 0 clean, 1 violations, 2 useless.
"""

import argparse
import contextlib
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from crash_steps import Player, digest, find_faults, shipped_playbooks

from netorganizer.store.database import Database, connect

ROUNDS_PER_STORE = 25  # a long history would make each look at it slow
WINDOW_SECONDS = 0.12
EARLY_WINDOW_SECONDS = 0.02


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def work(
    folder: Path, copy: Path, seed: int, number: int, limit: int, sabotage: str = "", checkpoint: int = 1000
) -> None:
    """The worker: play steps from ``number`` on until killed, or ``limit`` of them.

    ``checkpoint``: pages in the -wal after which it is emptied; SQLite's own default unless given.
    """
    if sabotage == "no-transaction":
        lose_transactions()
    real = Player(folder, seed)
    if sabotage.startswith("synchronous="):
        real.workspace.read(lambda connection: connection.execute(f"pragma {sabotage}").fetchall())
    real.workspace.read(lambda connection: connection.execute(f"pragma wal_autocheckpoint={checkpoint}").fetchall())
    shadow = Player(copy, seed)
    for player in (real, shadow):
        assert player.workspace._database.engine is not None  # made now, so that the kills meet the steps
    say(f"R{number} {shadow.workspace.read(digest)}")
    for current in range(number + 1, number + 1 + limit):
        shadow.play(current)
        say(f"P{current} {shadow.workspace.read(digest)}")
        if sabotage == "ack-early":
            say(f"A{current}")
        real.play(current)
        if sabotage != "ack-early":
            say(f"A{current}")


def lose_transactions() -> None:
    """Sabotage: each statement commits by itself."""
    from sqlalchemy import StaticPool, create_engine

    from netorganizer.store.database import driver

    def plain_engine(database: Database) -> object:
        return create_engine("sqlite://", module=driver, creator=lambda: database.connection, poolclass=StaticPool)

    engine = cached_property(plain_engine)
    engine.__set_name__(Database, "engine")
    Database.engine = engine  # type: ignore[assignment]


@dataclass
class Record:
    """What the worker said: the digest before its first step and after each, and the last acknowledged one."""

    acked: int = 0
    planned: dict[int, str] = field(default_factory=dict)

    def hear(self, said: bytes) -> None:
        for line in said.decode().splitlines(keepends=True):
            if not line.endswith("\n"):
                continue  # cut off by the kill
            kind, rest = line[0], line[1:].split()
            if kind in "RP":
                self.planned[int(rest[0])] = rest[1]
            if kind in "RA":
                self.acked = int(rest[0])

    def judge(self, found: str) -> tuple[int, list[str]]:
        """The number of the step after which the store has this digest, and what is wrong with that."""
        for number in (self.acked, self.acked + 1):
            if self.planned.get(number) == found:
                return number, []
        earlier = [number for number, known in self.planned.items() if known == found and number < self.acked]
        if earlier:
            return max(earlier), ["acknowledged steps lost"]
        return self.acked, ["a state that no step leaves"]


def start_worker(run: Callable[[], None]) -> tuple[int, int]:
    """Fork a worker; its pid and what it says."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(writing, 1)
            run()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it was, it is told, and the worker ends
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(99)
    os.close(writing)
    return pid, reading


def listen(reading: int, until: float | None, stop_at: bytes = b"") -> bytes:
    """What the worker says until that moment (or until it says ``stop_at``, or ends)."""
    heard = b""
    while True:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            return heard
        if not select.select([reading], [], [], left)[0]:
            return heard
        said = os.read(reading, 1 << 16)
        heard += said
        if not said or (stop_at and stop_at in heard):
            return heard


def copy_store(folder: Path, target: Path) -> None:
    """The store as a crash left it: file and -wal, without the -shm that only a running system has."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in ("netorganizer.db", "netorganizer.db-wal"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, target / name)


def memory_folder() -> str | None:
    """Where files cost no disk, so that most kills meet the store itself; else the temporary folder."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


class KillRun:
    """One store after another, each killed ``ROUNDS_PER_STORE`` times."""

    def __init__(self, base: Path, shadow: Path, seed: int, sabotage: str) -> None:
        self.base, self.shadow, self.seed, self.sabotage = base, shadow, seed, sabotage
        self.chance = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.violations: list[str] = []

    def run(self, rounds: int) -> None:
        number = 0
        for current in range(rounds):
            folder = self.base / f"store-{current // ROUNDS_PER_STORE}"
            if current % ROUNDS_PER_STORE == 0:
                number = 0
                self.kill_while_creating(folder)
            number = self.kill_once(folder, number)
            if self.violations:
                return
            self.counts["rounds"] += 1

    def kill_while_creating(self, folder: Path) -> None:
        """Kill the very first opening, too; afterwards there must be a store, or room for one."""
        pid, reading = start_worker(lambda: connect_new(folder))
        listen(reading, time.monotonic() + self.chance.uniform(0, 0.15))
        end(pid, reading)
        self.counts["creations killed"] += not is_finished(folder)
        connect_new(folder)

    def kill_once(self, folder: Path, number: int) -> int:
        judged = self.base / "judged"
        copy_store(folder, judged)
        connect(judged / "netorganizer.db").close()
        copy_store(judged, self.shadow)
        record = Record()
        pid, reading = start_worker(lambda: work(folder, self.shadow, self.seed, number, 1_000_000, self.sabotage))
        early = self.chance.random() < 0.1  # in the midst of recovery
        heard = listen(reading, time.monotonic() + 20, b"" if early else b"R") if not early else b""
        window = EARLY_WINDOW_SECONDS if early else WINDOW_SECONDS
        heard += listen(reading, time.monotonic() + self.chance.uniform(0, window))
        heard += end(pid, reading)
        if b"R" not in heard:
            self.counts["killed before ready"] += 1
            return number
        record.hear(heard)
        return self.judge(folder, record, number)

    def judge(self, folder: Path, record: Record, number: int) -> int:
        wal = folder / "netorganizer.db-wal"
        self.counts["hot wal"] += wal.exists() and wal.stat().st_size > 0
        if self.sabotage == "drop-wal":
            wal.unlink(missing_ok=True)
        judged = self.base / "judged"
        copy_store(folder, judged)
        found, faults = find_faults(judged)
        reached, wrong = record.judge(found)
        self.counts["acknowledged"] += record.acked - number
        self.counts["killed in a step"] += len(record.planned) > record.acked - number + 1
        self.counts["committed, not yet acknowledged"] += reached == record.acked + 1
        self.violations += wrong + faults
        return reached


def connect_new(folder: Path) -> None:
    """Open, or create, a store and close it."""
    Player(folder, 0).workspace.close()


def is_finished(folder: Path) -> bool:
    judged = folder.parent / "judged"
    copy_store(folder, judged)
    if not (judged / "netorganizer.db").exists():
        return False
    with contextlib.closing(connect(judged / "netorganizer.db")) as connection:
        return bool(connection.execute("pragma user_version").fetchone()[0])


def end(pid: int, reading: int) -> bytes:
    """Kill the worker and hear its last words."""
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (-signal.SIGKILL, 0):  # 0: a creation that was done before the kill
        raise SystemExit("the worker failed by itself, so nothing was proven")
    rest = listen(reading, None, b"")
    os.close(reading)
    return rest


def main() -> int:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sabotage", default="")
    options.add_argument("--folder", default=None, help="where the stores lie (default: the temporary folder)")
    chosen = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="kill-", dir=chosen.folder) as base,
        tempfile.TemporaryDirectory(prefix="kill-shadow-", dir=memory_folder()) as shadow,
    ):
        import netorganizer.store.migration  # noqa: F401 - once here, not in each worker

        shipped_playbooks()
        run = KillRun(Path(base), Path(shadow) / "home", chosen.seed, chosen.sabotage)
        run.run(chosen.rounds)
    sys.stdout.write(json.dumps({"violations": run.violations, **run.counts}) + "\n")
    if run.violations:
        return 1
    return 0 if run.counts["acknowledged"] and run.counts["hot wal"] and run.counts["killed in a step"] else 2


if __name__ == "__main__":
    sys.exit(main())
