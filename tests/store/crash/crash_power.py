"""Cut the power at random moments, thousands of times, and look at what the store is then (Linux, needs strace).

    python crash_power.py --states 1000 [--steps 60] [--checkpoint 200] [--creation]
                          [--sabotage synchronous=NORMAL|synchronous=OFF|lying-disk]

A worker plays the steps of crash_steps.py under strace. From its writes and syncs the disk is rebuilt as a power cut
at any moment may leave it: what was synced is there; of everything since, each 512-byte sector, truncation and unlink
may or may not be, in any order. Each such disk must open to the digest of the last acknowledged step or the one under
way. Prints one line of JSON; exit code 0 clean, 1 violations, 2 useless.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crash_kill import Record, copy_store, memory_folder, work
from crash_steps import Player, find_faults

from netorganizer.domain.errors import StoreUnavailable
from netorganizer.store.database import driver

SECTOR = 512
STORE = "netorganizer.db"
CALLS = (
    "openat,open,creat,pwrite64,pwritev,write,writev,fsync,fdatasync,sync_file_range,ftruncate,unlink,unlinkat,"
    "rename,renameat,renameat2,link,close,dup,dup2,dup3,fallocate,mmap,copy_file_range,sendfile"
)
_LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the worker did: said, write, truncate, sync, unlink, or sync of the folder."""

    kind: str
    file: str = ""
    at: int = 0
    data: bytes = b""


def trace_worker(folder: Path, steps: int, checkpoint: int, sabotage: str) -> list[Event]:
    """Play the steps under strace and return what reached the kernel for the store's files, in order."""
    log = folder.parent / "strace.log"
    command = [sys.executable, __file__, "--play", str(folder), "--steps", str(steps)]
    command += ["--checkpoint", str(checkpoint), "--sabotage", sabotage]
    subprocess.run(
        ["strace", "-f", "-xx", "-s", "4000000", "-e", f"trace={CALLS}", "-o", str(log), *command],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    events = list(Tracing(folder).read(log))
    log.unlink()
    return events


class Tracing:
    """Reads a strace log, with the file behind each descriptor."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.files: dict[int, str] = {}

    def read(self, log: Path) -> Iterator[Event]:
        """The events of a log, in order."""
        with log.open("r", errors="replace") as lines:
            for line in lines:
                found = _LINE.match(line)
                if found and int(found[3]) >= 0:
                    strings = [bytes.fromhex(text.replace("\\x", "")) for text in _STRING.findall(found[2])]
                    yield from self.understand(found[1], found[2], int(found[3]), strings)

    def understand(self, call: str, arguments: str, result: int, strings: list[bytes]) -> Iterator[Event]:
        """The event of one call, if it is about the store or says something."""
        first = arguments.split(",", 1)[0]
        if call in ("openat", "open"):
            path = os.path.normpath(strings[0].decode(errors="replace"))
            self.files[result] = path if path == self.folder or path.startswith(f"{self.folder}/") else ""
        elif call == "close":
            self.files.pop(int(first), None)
        elif call in ("unlink", "unlinkat"):
            path = strings[0].decode()
            if Path(path).parent == Path(self.folder):
                yield Event("unlink", Path(path).name)
        elif call == "write" and first == "1":
            yield Event("said", data=strings[0])
        elif first.isdigit() and self.files.get(int(first)):
            yield from self.understand_file(call, arguments, Path(self.files[int(first)]), strings)

    def understand_file(self, call: str, arguments: str, path: Path, strings: list[bytes]) -> Iterator[Event]:
        """The event of a call on a descriptor of the store's folder or files."""
        last = arguments.rsplit(",", 1)[-1]
        if str(path) == self.folder:
            yield Event("sync folder")
        elif path.name.endswith("-shm") or not path.name.startswith(STORE):
            return
        elif call == "pwrite64":
            yield Event("write", path.name, int(last), strings[0])
        elif call == "ftruncate":
            yield Event("truncate", path.name, int(last))
        elif call in ("fsync", "fdatasync"):
            yield Event("sync", path.name)
        elif call != "mmap":
            raise SystemExit(f"a call on the store that is not modelled: {call}({arguments[:80]})")


@dataclass
class Disk:
    """A disk that keeps what was synced and forgets any part of the rest."""

    chance: random.Random
    lies: bool = False
    durable: dict[str, bytearray] = field(default_factory=dict)
    pending: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    unlinked: list[tuple[str, bytearray, list[Event]]] = field(default_factory=list)

    def take(self, event: Event) -> None:
        if event.kind in ("write", "truncate"):
            self.pending[event.file].append(event)
        elif event.kind == "sync" and not self.lies:
            self.settle(event.file, 1.0)
        elif event.kind == "unlink":
            gone = self.durable.pop(event.file, bytearray()), self.pending.pop(event.file, [])
            self.unlinked.append((event.file, *gone))
        elif event.kind == "sync folder":
            self.unlinked.clear()

    def settle(self, file: str, share: float) -> None:
        """Let this share of what is pending reach the disk; what is lost stays as it was, or zeroes."""
        content = self.durable.setdefault(file, bytearray())
        for event in self.pending.pop(file, []):
            if event.kind == "truncate":
                if self.chance.random() < share:
                    del content[event.at :]
                    content.extend(bytes(event.at - len(content)))
                continue
            for start in range(0, len(event.data), SECTOR):
                if share >= 1 or self.chance.random() < share:
                    self.put(content, event.at + start, event.data[start : start + SECTOR])

    @staticmethod
    def put(content: bytearray, at: int, data: bytes) -> None:
        content.extend(bytes(max(0, at + len(data) - len(content))))
        content[at : at + len(data)] = data

    def cut_power(self, folder: Path) -> None:
        """Write what is left into ``folder``."""
        share = self.chance.choice([0.0, 0.2, 0.5, 0.8, 0.97, 1.0])
        for file in list(self.pending):
            self.settle(file, share)
        for file, content, pending in self.unlinked:  # an unlink that was not synced: the file may be back
            if file not in self.durable and self.chance.random() < 0.5:
                self.durable[file] = content
                self.pending[file] = pending
                self.settle(file, share)
        for old in folder.iterdir():
            old.unlink()
        for name, content in self.durable.items():
            (folder / name).write_bytes(content)


def cut_and_judge(
    events: list[Event], base: dict[str, bytes], folder: Path, chance: random.Random, *, lies: bool
) -> list[str]:
    """One power cut at a random moment; what is wrong then."""
    disk = Disk(chance, lies, {name: bytearray(content) for name, content in base.items()})
    record = Record()
    for event in events[: chance.randrange(1, len(events) + 1)]:
        if event.kind == "said":
            record.hear(event.data)
        else:
            disk.take(event)
    disk.cut_power(folder)
    try:
        Player(folder, 0).workspace.close()  # as the program opens it; makes what a cut creation left
        found, faults = find_faults(folder)
    except (StoreUnavailable, driver.DatabaseError, ValueError):
        return ["corrupt"]
    return faults + (record.judge(found)[1] if record.planned else [])


def run(chosen: argparse.Namespace, base_folder: Path, states: Path) -> tuple[Counter[str], Counter[str]]:
    folder = base_folder / "home"
    if not chosen.creation:
        player = Player(folder, chosen.seed)
        for number in range(1, 40):
            player.play(-number)
        player.workspace.close()
    base = {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}
    events = trace_worker(folder, chosen.steps, chosen.checkpoint, chosen.sabotage)
    counts = Counter(event.kind for event in events)
    counts["acknowledged"] = sum(event.data.count(b"A") for event in events if event.kind == "said")
    counts["checkpointed"] = sum(event.kind == "write" and event.file == STORE for event in events)
    chance = random.Random(chosen.seed)
    violations: Counter[str] = Counter()
    for _ in range(chosen.states):
        wrong = cut_and_judge(events, base, states, chance, lies=chosen.sabotage == "lying-disk")
        violations.update(set(wrong))
        counts["states"] += 1
        counts["clean"] += not wrong
    return counts, violations


def play(chosen: argparse.Namespace) -> None:
    """The worker under strace; it ends without closing, so that the -wal stays as in a crash."""
    with tempfile.TemporaryDirectory(dir=memory_folder()) as copy:
        folder, shadow = Path(chosen.play), Path(copy) / "home"
        copy_store(folder, shadow)
        if not chosen.creation:
            work(folder, shadow, chosen.seed, 0, chosen.steps, chosen.sabotage, chosen.checkpoint)
        else:
            Player(folder, chosen.seed)
    os._exit(0)


def main() -> int:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--states", type=int, default=1000)
    options.add_argument("--steps", type=int, default=60)
    options.add_argument("--checkpoint", type=int, default=200, help="pages in the -wal after which it is emptied")
    options.add_argument("--creation", action="store_true", help="trace the making of a new store instead")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sabotage", default="")
    options.add_argument("--play", default="", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.play:
        chosen.creation = not (Path(chosen.play) / STORE).exists()
        play(chosen)
    with (
        tempfile.TemporaryDirectory(prefix="power-") as base,
        tempfile.TemporaryDirectory(prefix="power-states-", dir=memory_folder()) as states,
    ):
        counts, violations = run(chosen, Path(base).resolve(), Path(states))
    sys.stdout.write(json.dumps({"violations": violations, **counts}) + "\n")
    if violations:
        return 1
    useful = counts["write"] and (chosen.creation or counts["acknowledged"] == chosen.steps)
    return 0 if useful else 2


if __name__ == "__main__":
    sys.exit(main())
