"""packaging/lock.py lets no address into the requirements."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CLEAN = f"keyring==25.7.0 \\\n    --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def lock() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lock_under_test", ROOT / "packaging" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The text that stand-ins for uv and npm write into whatever file they are asked for."""
    output = tmp_path / "output"
    targets = {"uv": "for target; do :; done", "npm": "target=package-lock.json"}
    (tmp_path / "bin").mkdir()
    for name, target in targets.items():
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\n{target}\ncat {output} > "$target"\n', "utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    return output


@pytest.mark.parametrize(
    "line",
    ["--index-url https://example.com/simple", "x @ file:///tmp/x", "x @ git+ssh://example.com/x", "--find-links here"],
)
def test_an_address_leaves_the_old_files(
    lock: ModuleType, uv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(lock, "REQUIREMENTS", tmp_path)
    (tmp_path / "node").mkdir()
    (tmp_path / "run.txt").write_text("old", "utf-8")
    uv.write_text(f"{line}\n{CLEAN}", "utf-8")
    assert lock.main([]) == 1
    assert (tmp_path / "run.txt").read_text("utf-8") == "old"


def test_clean_pins_replace_the_old_ones(
    lock: ModuleType, uv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "REQUIREMENTS", tmp_path)
    (tmp_path / "node").mkdir()
    uv.write_text(CLEAN, "utf-8")
    assert lock.main([]) == 0
    for name in ("run.txt", "test.txt", "node/package-lock.json"):
        assert (tmp_path / name).read_text("utf-8") == CLEAN
