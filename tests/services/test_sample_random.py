"""Random searches: their size, that they are sound, and that a seed always makes the same one."""

from collections import Counter
from pathlib import Path

import pytest
from sample_tools import CLOCK, NOW, filled_store, opened, read_everything, stored

from netorganizer.domain.errors import Invalid
from netorganizer.domain.pipeline import Outcome, Stage
from netorganizer.services import applications, board, interviews
from netorganizer.services.doctor import examine
from netorganizer.services.sample import SampleCounts, fill_random

_APPLICATIONS, _NOTES, _CHANGES = 300, 120, 90


@pytest.fixture(scope="module")
def store() -> bytes:
    """A random search, made once."""
    return filled_store(lambda workspace: fill_random(workspace, _APPLICATIONS, _NOTES, _CHANGES, seed=7))


@pytest.mark.parametrize("size", [(1, 0, 1), (1, 3, 12), (25, 10, 40)])
def test_the_size_is_as_asked(tmp_path: Path, size: tuple[int, int, int]) -> None:
    with opened(tmp_path) as workspace:
        counts = fill_random(workspace, *size, seed=1)
        assert (counts.applications, counts.notes, counts.changes) == size
        assert counts == SampleCounts(
            applications=len(applications.list_applications(workspace, closed=True)),
            interviews=len(interviews.list_interviews(workspace)),
            contacts=len(read_everything(workspace)["contact"]),
            notes=len(read_everything(workspace)["note"]),
            changes=len(workspace.history()),
        )


def test_a_seed_makes_the_same_search(tmp_path: Path, store: bytes) -> None:
    with stored(tmp_path / "first", store) as first, opened(tmp_path) as second:
        fill_random(second, _APPLICATIONS, _NOTES, _CHANGES, seed=7)
        assert read_everything(second) == read_everything(first)


def test_another_seed_makes_another(tmp_path: Path, store: bytes) -> None:
    with stored(tmp_path / "first", store) as first, opened(tmp_path) as second:
        fill_random(second, _APPLICATIONS, _NOTES, _CHANGES, seed=8)
        assert read_everything(second)["application"] != read_everything(first)["application"]


def test_it_looks_like_a_search(tmp_path: Path, store: bytes) -> None:
    with stored(tmp_path / "home", store) as workspace:
        everything = applications.list_applications(workspace, closed=True)
        assert {each.stage for each in everything} == set(Stage)
        assert len({each.company for each in everything}) > _APPLICATIONS / 2
        outcomes = Counter(each.outcome for each in everything)
        assert outcomes[None] > _APPLICATIONS / 2
        assert outcomes[Outcome.REJECTED] > outcomes[Outcome.ACCEPTED]
        coming = [each for each in interviews.list_interviews(workspace) if each.starts_at > CLOCK.now()]
        assert 0 < len(coming) <= 60
        for ids in board.read_board(workspace).columns.values():
            assert len(board.read_cards(workspace, ids)) == len(ids)


def test_nothing_happened_later_than_now(tmp_path: Path, store: bytes) -> None:
    with stored(tmp_path / "home", store) as workspace:
        for table, rows in read_everything(workspace).items():
            stamps = [str(row[name]) for row in rows for name in row.keys() - {"starts_at"} if name.endswith("_at")]
            assert max((stamp for stamp in stamps if stamp != "None"), default="") <= NOW, table
        history = workspace.history()[::-1]
        assert [change.at for change in history] == sorted(change.at for change in history)


def test_the_doctor_finds_nothing(tmp_path: Path, store: bytes) -> None:
    with stored(tmp_path / "home", store) as workspace:
        pass
    assert examine(workspace.home, CLOCK).problems == ()


def test_every_step_can_be_undone(tmp_path: Path, store: bytes) -> None:
    with stored(tmp_path / "home", store) as workspace:
        for number in range(_CHANGES, 0, -1):
            assert workspace.undo().id == number
        assert workspace.undo_label is None
        assert applications.list_applications(workspace, closed=True) == []


@pytest.mark.parametrize(("applied", "notes", "changes"), [(0, 0, 1), (5, -1, 1), (5, 0, 0), (1_000_001, 0, 1)])
def test_an_impossible_size_is_refused(tmp_path: Path, applied: int, notes: int, changes: int) -> None:
    with opened(tmp_path) as workspace:
        with pytest.raises(Invalid, match="A sample cannot have"):
            fill_random(workspace, applied, notes, changes, seed=1)
        assert workspace.history() == []
