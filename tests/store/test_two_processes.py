"""Window and command line on one store: each waits for the other, and the store stays whole."""

import json
import subprocess
import sys
from pathlib import Path

from store_tools import dump, fetch, opened

WRITER = f"""
import json, random, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from store_tools import opened, insert_application, insert_note
from netorganizer.domain.errors import Refusal
folder, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
chance = random.Random(name)
added, undone, redone = 0, 0, 0
with opened(folder) as workspace:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(rounds):
        what = chance.choice("aaaaur")
        if what == "a":
            with workspace.change(f"{{name}} {{number}}") as tx:
                insert_note(tx, insert_application(tx, f"{{name}} {{number}}"), name)
            added += 1
            continue
        try:
            if what == "u":
                workspace.undo()
                undone += 1
            else:
                workspace.redo()
                redone += 1
        except Refusal as refusal:
            assert "nothing to" in str(refusal), refusal
print(json.dumps([added, undone, redone]))
"""


def test_two_writers_at_once_leave_a_whole_store(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, "150"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("window", "command line")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    counts = []
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        counts.append(json.loads(writer.communicate()[0]))
        assert writer.returncode == 0
    added, undone, redone = (sum(column) for column in zip(*counts, strict=True))
    assert min(count[0] for count in counts) > 50
    with opened(tmp_path) as workspace:
        standing = [change.label for change in workspace.history() if not change.undone]
        rows = dump(workspace)
        assert len(workspace.history()) == added
        assert len(standing) == added - undone + redone
        assert [row[1] for row in rows["application"]] == standing[::-1]
        assert [row[1] for row in rows["note"]] == [row[0] for row in rows["application"]]
        assert fetch(workspace, "pragma integrity_check") == [("ok",)]
        while workspace.undo_label:
            workspace.undo()
        assert dump(workspace)["application"] == []
