"""packaging/dev.py in pieces: what it asks for, what it says, what it remembers."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """dev.py as it lies in a checkout of its own at ``tmp_path``, with nothing set up."""
    folder = tmp_path / "packaging"
    shutil.copytree(ROOT / "packaging", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    spec = importlib.util.spec_from_file_location("dev_under_test", folder / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def lack_libraries(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No library can be loaded until its soname is put into the list that is returned."""
    loadable: list[str] = []

    def load(name: str) -> None:
        if name not in loadable:
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(dev.ctypes, "CDLL", load)
    return loadable


# -- the command line ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("run", ("run", (), False, True)),
        ("run --version", ("run", ("--version",), False, True)),
        ("--no-apt run add x", ("run", ("add", "x"), False, False)),
        ("run --no-apt add --no-apt", ("run", ("add", "--no-apt"), False, False)),
        ("run --long", ("run", ("--long",), False, True)),
        ("run test", ("run", ("test",), False, True)),
        ("test --long -k drag", ("test", ("-k", "drag"), True, True)),
        ("test --no-apt --long", ("test", (), True, False)),
        ("test -k --long", ("test", ("-k", "--long"), False, True)),
    ],
)
def test_order_is_read(dev: ModuleType, words: str, order: tuple[str, tuple[str, ...], bool, bool]) -> None:
    assert dev.read_order(words.split()) == dev.Order(*order)


@pytest.mark.parametrize("words", ["", "walk", "--no-apt", "--long test"])
def test_anything_else_is_refused_with_the_usage(
    dev: ModuleType, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(words.split()) == 1
    shown = capsys.readouterr()
    assert "dev.py run" in shown.err
    assert shown.out == ""


def test_help_is_shown(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert "dev.py test" in capsys.readouterr().out


def test_an_old_python_is_told_so(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 2))
    assert dev.main(["run"]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    assert ast.parse((ROOT / "packaging" / "dev.py").read_text("utf-8"), feature_version=(3, 8)).body


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "packaging" / "dev.py").read_text("utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)


# -- the system ---------------------------------------------------------------------------------------


def test_tables_name_each_package_once_with_one_proof() -> None:
    rows = [
        line.split()
        for table in sorted((ROOT / "packaging" / "apt").glob("*.txt"))
        for line in table.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert {len(row) for row in rows} == {2}
    assert len({row[0] for row in rows}) == len(rows)


def test_a_display_asks_for_the_window_libraries(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dev.name_tables(dev.Order("run")) == ["run"]
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.name_tables(dev.Order("run")) == ["run", "window"]
    assert dev.name_tables(dev.Order("test", long=True)) == ["run", "window", "test", "long"]


def test_proof_may_be_a_library_a_program_or_a_file(dev: ModuleType, tmp_path: Path) -> None:
    assert dev.is_present("libc.so.6")
    assert not dev.is_present("libnowhere.so.6")
    assert dev.is_present("sh")
    assert not dev.is_present("no-such-program")
    (tmp_path / "icalendar-2.8.0.gemspec").touch()
    assert dev.is_present(f"{tmp_path}/icalendar-*.gemspec")
    assert not dev.is_present(f"{tmp_path}/sabre-*")


@pytest.mark.parametrize(("user", "words"), [(1000, ["run"]), (0, ["--no-apt", "run"])])
def test_without_the_right_to_install_the_exact_line_is_shown(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
    words: list[str],
) -> None:
    loadable = lack_libraries(dev, monkeypatch)
    loadable += ["libdbus-1.so.3", "libfontconfig.so.1", "libxkbcommon.so.0", "libbrotlidec.so.1", "libglib-2.0.so.0"]
    monkeypatch.setattr(dev.os, "geteuid", lambda: user)
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: pytest.fail("a program was started"))
    assert dev.main(words) == 1
    line = "sudo apt-get install -y --no-install-recommends libegl1 libgl1\n"
    assert capsys.readouterr().err.endswith(line)
    assert not dev.VENV.exists()


def test_missing_venv_module_is_asked_for_in_the_same_line(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _: None)
    assert dev.find_missing(dev.Order("run")) == [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def test_root_installs_in_one_call(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = tmp_path / "calls"
    write_program(tmp_path / "bin" / "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {calls}')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev, "is_present", lambda proof: calls.exists() or proof != "libEGL.so.1")
    dev.add_missing(dev.Order("run"))
    install = "-qq install -y --no-install-recommends libegl1"
    assert calls.read_text("utf-8").splitlines() == ["noninteractive update -qq", f"noninteractive {install}"]
    assert "apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err


@pytest.mark.parametrize(("script", "words"), [("exit 100", "are you offline"), ("exit 0", "still missing")])
def test_apt_that_does_not_help_is_reported(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, words: str
) -> None:
    write_program(tmp_path / "bin" / "apt-get", script)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    lack_libraries(dev, monkeypatch)
    with pytest.raises(dev.Refusal, match=words):
        dev.add_missing(dev.Order("run"))


# -- the stamp ----------------------------------------------------------------------------------------


def test_stamp_follows_whatever_decides_about_the_packages(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = [dev.compute_stamp("run"), dev.compute_stamp("test")]
    for path in (dev.requirements_of("run"), dev.ROOT / "pyproject.toml"):
        path.write_text(path.read_text("utf-8") + "# one more line\n", "utf-8")
        stamps.append(dev.compute_stamp("run"))
    monkeypatch.setattr(dev.sys, "version", "3.12.1 (another)")
    stamps.append(dev.compute_stamp("run"))
    assert len(set(stamps)) == 5
    assert dev.compute_stamp("run") == stamps[-1]


def test_stamp_alone_is_not_enough(dev: ModuleType) -> None:
    write_program(dev.venv_python(), "")
    assert not dev.is_installed("run")
    dev.stamp_of("run").write_text(dev.compute_stamp("run"), "utf-8")
    assert dev.is_installed("run")
    assert not dev.is_installed("test")
    dev.UNFINISHED.touch()
    assert not dev.is_installed("run")
    dev.UNFINISHED.unlink()
    dev.venv_python().unlink()
    assert not dev.is_installed("run")


def test_venv_of_another_python_is_not_built_upon(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.venv_python().parent.mkdir(parents=True)
    dev.venv_python().symlink_to(sys.executable)
    monkeypatch.setattr(dev.sys, "version", "3.12.1 (another)")
    assert not dev.is_sound()


# -- installing ---------------------------------------------------------------------------------------


def test_uv_comes_first_and_pip_stays(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    uv = write_program(tmp_path / "bin" / "uv", "exit 0")
    monkeypatch.setenv("PATH", str(uv.parent))
    assert [words[0] for words in dev.find_installers()] == [str(uv), str(dev.venv_python())]
    uv.unlink()
    assert [words[0] for words in dev.find_installers()] == [str(dev.venv_python())]


def test_pip_takes_over_when_uv_fails(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    uv = write_program(tmp_path / "bin" / "uv", f'echo uv >> {calls}; echo "no such version" >&2; exit 2')
    write_program(dev.venv_python(), f'echo "pip $*" >> {calls}')
    monkeypatch.setenv("PATH", str(uv.parent), prepend=os.pathsep)
    dev.install("run")
    tried, pinned, project, compiled = calls.read_text("utf-8").splitlines()
    assert tried == "uv"
    assert pinned.endswith(f"--require-hashes -r {dev.requirements_of('run')}")
    assert project.endswith(f"--no-deps --no-build-isolation -e {dev.ROOT}")
    assert compiled.endswith(f"-m compileall -q {dev.ROOT / 'netorganizer'}")


def test_tests_get_the_pinned_node_packages_too(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    npm = write_program(tmp_path / "bin" / "npm", f'echo "$PWD $*" >> {tmp_path}/calls')
    write_program(dev.venv_python(), "")
    monkeypatch.setenv("PATH", str(npm.parent))
    dev.install("run")
    assert not (tmp_path / "calls").exists()
    dev.install("test")
    assert (tmp_path / "calls").read_text("utf-8").startswith(f"{dev.VENV}/node ci --ignore-scripts")
    assert (dev.VENV / "node" / "package-lock.json").read_bytes() == dev.NODE_LOCK.read_bytes()


def test_another_failure_is_not_called_offline(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_program(dev.venv_python(), 'echo "hashes do not match" >&2; exit 1')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dev.Refusal, match="could not be installed"):
        dev.install("run")
    assert "hashes do not match" in capsys.readouterr().err


# -- the tests ----------------------------------------------------------------------------------------


def test_whole_run_measures_coverage_and_a_part_does_not(dev: ModuleType) -> None:
    assert "--cov" in dev.pytest_words(dev.Order("test"))
    assert "--cov" in dev.pytest_words(dev.Order("test", long=True))
    part = dev.pytest_words(dev.Order("test", ("-k", "drag")))
    assert "--cov" not in part
    assert part[-2:] == ["-k", "drag"]


def test_long_run_takes_the_marked_tests_too(dev: ModuleType) -> None:
    words = dev.pytest_words(dev.Order("test", long=True))
    assert words[words.index("-m") + 1] == ""
    assert "-m" not in dev.pytest_words(dev.Order("test"))


def test_debugger_gets_one_process(dev: ModuleType) -> None:
    words = dev.pytest_words(dev.Order("test", ("--pdb",)))
    assert words[words.index("-n") + 1] == "0"


@pytest.mark.parametrize(
    ("broken", "code"), [("nothing", 0), ("ruff check", 1), ("ruff format", 1), ("mypy", 1), ("pytest", 1)]
)
def test_every_check_runs_and_any_failure_counts(dev: ModuleType, tmp_path: Path, broken: str, code: int) -> None:
    calls = tmp_path / "calls"
    write_program(dev.venv_python(), f'echo "$*" >> {calls}; case "$*" in "-m {broken}"*) exit 1;; esac')
    assert dev.run_tests(dev.Order("test", ("-k", "drag"))) == code
    started = [line.split(" -n")[0] for line in calls.read_text("utf-8").splitlines()]
    assert started == ["-m ruff check", "-m ruff format --check", "-m mypy", "-m pytest"]


def test_ci_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    script = ROOT / ".ci" / "run"
    command = "python3 packaging/dev.py test"
    assert f"\n{command}\n" in readme
    assert script.read_text("utf-8").rstrip().endswith(f"exec {command}")
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
