"""The column's model: any order becomes any other by single steps, under Qt's own model tester."""

import random

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from netorganizer.domain.pipeline import Stage
from netorganizer.services.applications import add_application
from netorganizer.services.workspace import Workspace
from netorganizer.ui.board.card_delegate import CARD_ROLE
from netorganizer.ui.board.cards import CardShelf
from netorganizer.ui.board.column_model import APPLICATION_ID_ROLE, ColumnModel


@pytest.fixture
def model(workspace: Workspace, qapp: QApplication) -> ColumnModel:  # noqa: ARG001 - the model needs one running
    """A column under the tester; every broken rule of Qt's models is a fatal warning."""
    made = ColumnModel(CardShelf(workspace), workspace.clock)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize("seed", range(6))
def test_any_order_becomes_any_other(model: ColumnModel, seed: int) -> None:
    chance = random.Random(seed)
    pool = list(range(1, 120))
    for _ in range(60):
        wanted = chance.sample(pool, chance.choice([0, 1, 2, 5, 20, 100]))
        model.set_ids(wanted)
        assert list(model.ids) == wanted


def test_a_move_within_the_column_is_one_move(model: ColumnModel) -> None:
    moves: list[tuple[int, int]] = []
    model.set_ids([1, 2, 3, 4, 5])
    model.rowsMoved.connect(lambda _p, first, _last, _d, before: moves.append((first, before)))
    model.modelReset.connect(lambda: pytest.fail("a column is never reset"))
    model.set_ids([1, 3, 4, 2, 5])
    model.set_ids([5, 1, 3, 4, 2])
    assert moves == [(1, 4), (4, 0)]


def test_selection_and_current_row_survive_what_happens_around_them(model: ColumnModel) -> None:
    model.set_ids([1, 2, 3, 4])
    selection = QItemSelectionModel(model)
    selection.setCurrentIndex(model.index(2), QItemSelectionModel.SelectionFlag.Select)
    model.set_ids([9, 3, 1, 4])
    assert selection.currentIndex().data(APPLICATION_ID_ROLE) == 3
    assert [index.data(APPLICATION_ID_ROLE) for index in selection.selectedIndexes()] == [3]


def test_what_a_card_says_to_screen_readers(model: ColumnModel, workspace: Workspace) -> None:
    new = add_application(workspace, Stage.RECRUITER_CALL, company="Acme", role="Engineer", starred=True)
    model.set_ids([new])
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Acme, Engineer, Recruiter, step 2 of 7, starred"
    assert index.data(CARD_ROLE).id == new
    assert model.roleNames()[APPLICATION_ID_ROLE].data() == b"application_id"


def test_a_card_that_is_gone_is_shown_as_nothing(model: ColumnModel) -> None:
    model.set_ids([4711])
    assert model.index(0).data(CARD_ROLE) is None
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) is None
    assert model.index(0).data(APPLICATION_ID_ROLE) == 4711
