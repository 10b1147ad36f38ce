"""packaging/dev.py as a person calls it: real processes, a real .venv, in a small checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = '[project]\nname = "netorganizer"\nversion = "0"\n'
# Takes the place of uv: writes down that it was called and makes the checkout importable, as `-e` would.
INSTALLER = """#!/bin/sh
echo "$*" >> {root}/installed
for folder in {root}/.venv/lib/python*/site-packages; do echo {root} > "$folder/netorganizer.pth"; done
"""
# Takes the place of any installer that must not be called.
TRAP = "#!/bin/sh\necho 'an installer was started' >&2\nexit 9\n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a one-line program, no requirements, and an installer on PATH that only takes notes."""
    root = tmp_path / "checkout"
    (root / "packaging" / "requirements").mkdir(parents=True)
    (root / "packaging" / "apt").mkdir()
    shutil.copy(ROOT / "packaging" / "dev.py", root / "packaging")
    for name in ("run", "test"):
        (root / "packaging" / "requirements" / f"{name}.txt").touch()
        (root / "packaging" / "apt" / f"{name}.txt").touch()
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    (root / "netorganizer").mkdir()
    (root / "netorganizer" / "__main__.py").write_text("import os, sys\nprint(sys.argv[1:], os.getcwd())\n", "utf-8")
    write_uv(root, INSTALLER.format(root=root))
    monkeypatch.setenv("PATH", str(root / "bin"), prepend=os.pathsep)
    return root


def write_uv(root: Path, script: str) -> None:
    (root / "bin").mkdir(exist_ok=True)
    (root / "bin" / "uv").write_text(script, "utf-8")
    (root / "bin" / "uv").chmod(0o755)


def start(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(root / "packaging" / "dev.py"), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root.parent)


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=250)
    return process.returncode, out, err


def test_second_run_starts_no_installer(checkout: Path) -> None:
    half_made = checkout / ".venv" / "bin"
    half_made.mkdir(parents=True)
    (half_made / "python").symlink_to("/nowhere")

    answer = f"['--version'] {checkout.parent}\n"
    code, out, err = finish(start(checkout, "run", "--version"))
    assert (code, out) == (0, answer), err
    assert "making .venv anew" in err
    assert len((checkout / "installed").read_text("utf-8").splitlines()) == 2

    write_uv(checkout, TRAP)
    for pip in checkout.glob(".venv/lib/python*/site-packages/pip"):
        (pip / "__main__.py").write_text("raise SystemExit('pip was started')\n", "utf-8")
    assert finish(start(checkout, "run", "--version")) == (0, answer, "")

    (checkout / "pyproject.toml").write_text(PROJECT + "# changed\n", "utf-8")
    code, _, err = finish(start(checkout, "run", "--version"))
    assert code == 1, "the traps were not sprung by a changed project"
    assert "pip was started" in err


def test_two_calls_at_once_install_once(checkout: Path) -> None:
    first, second = start(checkout, "run", "a"), start(checkout, "run", "b")
    results = [finish(first), finish(second)]
    assert [code for code, _, _ in results] == [0, 0], results
    assert [out.split("]")[0] for _, out, _ in results] == ["['a'", "['b'"]
    assert len((checkout / "installed").read_text("utf-8").splitlines()) == 2
    assert sum("waiting for it" in err for _, _, err in results) == 1


def test_offline_is_one_clear_sentence_and_the_next_call_recovers(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements = checkout / "packaging" / "requirements" / "run.txt"
    requirements.write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    (checkout / "bin" / "uv").rename(checkout / "uv")
    write_uv(checkout, TRAP)  # and so pip has its turn
    # Nothing listens on port 9: what a machine without a network sees, only sooner.
    for name, value in {"INDEX_URL": "http://127.0.0.1:9/simple", "RETRIES": "1", "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    code, out, err = finish(start(checkout, "run"))
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == (
        "dev.py: the package index cannot be reached; when you are online again, run the same command again."
    )
    assert "Traceback" not in err

    (checkout / "uv").rename(checkout / "bin" / "uv")
    code, out, err = finish(start(checkout, "run", "again"))
    assert (code, out) == (0, f"['again'] {checkout.parent}\n")
    assert "making .venv anew: it was unfinished" in err
