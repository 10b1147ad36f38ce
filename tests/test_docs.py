"""What the documents say is true: their commands run, their pictures and links are there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import netorganizer

ROOT = Path(netorganizer.__file__).parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")


def shell_lines(document: str) -> list[str]:
    """The lines of the document's shell blocks, comments cut off."""
    text = (ROOT / document).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_s_commands_run_in_their_order(tmp_path: Path) -> None:
    commands = [line for line in shell_lines("README.md") if line.startswith("netorganizer ")]
    assert len(commands) > 10
    for line in commands:
        words = [sys.executable, "-m", *shlex.split(line)]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stderr)
    assert (tmp_path / "onsite-day-2.ics").read_bytes().count(b"BEGIN:VEVENT") == 3
    assert (tmp_path / "day-1.pdf").read_bytes().startswith(b"%PDF-")


def test_the_two_commands_are_what_ci_and_newcomers_call() -> None:
    setups = [line for line in shell_lines("README.md") if "dev.py" in line]
    assert setups == ["python3 packaging/dev.py run", "python3 packaging/dev.py test"]
    assert setups[1] in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_picture_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_the_changelog_starts_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == netorganizer.__version__
