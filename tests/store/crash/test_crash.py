"""What was shown as saved survives a killed program and a power cut; and the harness can tell when it does not."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import pytest

HERE = Path(__file__).parent
Report: TypeAlias = dict[str, int]


def run_harness(program: str, *options: str) -> tuple[int, Iterable[str], Report]:
    """Its verdict (0 clean, 1 violations), what was violated, and its counts."""
    done = subprocess.run([sys.executable, str(HERE / program), *options], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), f"the harness proves nothing: {done.stdout}{done.stderr}"
    report = json.loads(done.stdout)
    return done.returncode, report.pop("violations"), report


def cut_power(*options: str) -> tuple[int, Iterable[str], Report]:
    assert shutil.which("strace"), "strace is missing: the power-cut tests need it"
    return run_harness("crash_power.py", *options)


def expect_no_loss_by_kills(rounds: int, *options: str) -> None:
    verdict, violations, report = run_harness("crash_kill.py", "--rounds", str(rounds), *options)
    assert (verdict, violations, report["rounds"]) == (0, [], rounds)
    assert report["hot wal"] > rounds // 4
    assert report["acknowledged"] > rounds
    assert report["killed in a step"] > rounds // 20


def expect_no_loss_by_power_cuts(states: int, *options: str) -> None:
    verdict, violations, report = cut_power("--states", str(states), *options)
    assert (verdict, dict.fromkeys(violations), report["clean"]) == (0, {}, states)
    assert report["write"] > 100


def test_200_kills_lose_nothing() -> None:
    expect_no_loss_by_kills(200)


@pytest.mark.parametrize(
    ("sabotage", "violation"),
    [
        ("ack-early", "acknowledged steps lost"),
        ("no-transaction", "a state that no step leaves"),
        ("drop-wal", "acknowledged steps lost"),
    ],
)
def test_the_kill_harness_sees_a_broken_promise(sabotage: str, violation: str) -> None:
    verdict, violations, _ = run_harness("crash_kill.py", "--rounds", "400", "--sabotage", sabotage)
    assert verdict == 1
    assert violation in violations


def test_1000_power_cuts_lose_nothing() -> None:
    expect_no_loss_by_power_cuts(1000)


def test_power_cuts_while_a_store_is_made_leave_one_or_none() -> None:
    expect_no_loss_by_power_cuts(150, "--creation")


@pytest.mark.parametrize(
    ("sabotage", "violation"),
    [
        ("synchronous=NORMAL", "acknowledged steps lost"),
        ("synchronous=OFF", "corrupt"),
        ("lying-disk", "corrupt"),
    ],
)
def test_the_power_harness_sees_a_broken_promise(sabotage: str, violation: str) -> None:
    verdict, violations, _ = cut_power("--states", "60", "--sabotage", sabotage)
    assert verdict == 1
    assert violation in violations


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", ["2", "3", "4"])
def test_1000_kills_lose_nothing(seed: str) -> None:
    expect_no_loss_by_kills(1000, "--seed", seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("checkpoint", ["40", "200", "1000"])
def test_3000_power_cuts_lose_nothing(checkpoint: str) -> None:
    expect_no_loss_by_power_cuts(3000, "--steps", "150", "--checkpoint", checkpoint, "--seed", checkpoint)
