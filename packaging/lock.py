"""Make packaging/requirements/ again from pyproject.toml and node/package.json; needs uv and npm.

    python3 packaging/lock.py            keep the pins that still fit
    python3 packaging/lock.py --upgrade  take the newest of everything

The files name versions and hashes only. uv.lock and pylock.toml are never committed: they repeat the host
name of whatever registry made them. Exits 1 and leaves the old files when an address got into a new one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
# test.txt first: run.txt is made to agree with it, so that what is tested is what is run.
GROUPS = {"test": ["build", "test"], "run": ["build"]}
ADDRESS = re.compile(r"://|--(extra-)?index-url|--find-links|\bfile:", re.IGNORECASE)


def find_addresses(text: str) -> list[str]:
    """The lines of a requirements file that say where a package came from."""
    return [line for line in text.splitlines() if ADDRESS.search(line)]


def compile_pins(name: str, groups: list[str], folder: Path, options: list[str]) -> Path:
    """Write ``folder/name.txt``; the pins already in it are kept unless ``options`` say otherwise."""
    target = folder / f"{name}.txt"
    command = [
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
    ]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    command += [word for group in groups for word in ("--group", group)]
    if name != "test":
        command += ["--constraint", str(folder / "test.txt")]
    subprocess.run([*command, *options, "pyproject.toml", "--output-file", str(target)], check=True, cwd=ROOT)
    return target


def compile_node_pins(folder: Path) -> Path:
    """Write ``folder/node/package-lock.json``."""
    target = folder / "node"
    shutil.copytree(REQUIREMENTS / "node", target)
    words = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit", "--silent"]
    subprocess.run(["npm", "install", *words], check=True, cwd=target)
    return target / "package-lock.json"


def main(options: list[str]) -> int:
    """Compile into a scratch folder and move the files over only when all of them are clean."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in GROUPS:
            if (REQUIREMENTS / f"{name}.txt").exists():
                shutil.copy(REQUIREMENTS / f"{name}.txt", folder)
        made = [compile_pins(name, groups, folder, options) for name, groups in GROUPS.items()]
        made.append(compile_node_pins(folder))
        for path in made:
            if addresses := find_addresses(path.read_text("utf-8")):
                print(f"lock.py: {path.name} carries an address: {addresses[0].strip()}", file=sys.stderr)
                return 1
        for path in made:
            shutil.copy(path, REQUIREMENTS / path.relative_to(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
