"""A plain-Python model of the board, with an undo stack of snapshots: what the services must agree with."""

from copy import deepcopy
from dataclasses import dataclass, field

from netorganizer.domain.pipeline import Stage


@dataclass
class Card:
    """What the model knows of an application. ``closed`` is (when, outcome, reason)."""

    company: str
    stage: Stage
    next_action: str = ""
    starred: bool = False
    closed: tuple[int, str, str] | None = None
    is_trashed: bool = False
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def is_live(self) -> bool:
        return self.closed is None and not self.is_trashed


@dataclass
class Board:
    """Cards, and per stage the order of all of them: closed and trashed ones keep their place."""

    cards: dict[int, Card] = field(default_factory=dict)
    columns: dict[Stage, list[int]] = field(default_factory=lambda: {stage: [] for stage in Stage})

    def live(self, stage: Stage) -> list[int]:
        return [id_ for id_ in self.columns[stage] if self.cards[id_].is_live]

    def closed(self) -> list[int]:
        found = [(card.closed[0], id_) for id_, card in self.cards.items() if card.closed and not card.is_trashed]
        return [id_ for _, id_ in sorted(found, reverse=True)]

    def place(self, ids: list[int], stage: Stage, before_id: int | None) -> None:
        """Put the cards, in this order, before another one or at the bottom; already there means nothing changes."""
        live = self.live(stage)
        following = live[live.index(before_id) :] if before_id is not None else []
        target = next((id_ for id_ in following if id_ not in ids), None)
        if set(ids) <= set(live) and self._inserted([id_ for id_ in live if id_ not in ids], ids, target) == live:
            return
        for column in self.columns.values():
            column[:] = [id_ for id_ in column if id_ not in ids]
        self.columns[stage] = self._inserted(self.columns[stage], ids, target)
        for id_ in ids:
            self.cards[id_].stage = stage

    @staticmethod
    def _inserted(column: list[int], ids: list[int], target: int | None) -> list[int]:
        at = column.index(target) if target is not None else len(column)
        return [*column[:at], *ids, *column[at:]]

    def forget(self, gone: set[int]) -> None:
        """These never were."""
        for column in self.columns.values():
            column[:] = [id_ for id_ in column if id_ not in gone]
        for id_ in gone & self.cards.keys():
            del self.cards[id_]


@dataclass
class Step:
    """One change: its id, how the board was before and after, and, for an edit, of which card's field."""

    id: int
    before: Board
    after: Board
    edited: tuple[int, str] | None = None


@dataclass
class BoardModel:
    """The board now, what undo would take back (last first) and what redo would do again (last first)."""

    board: Board = field(default_factory=Board)
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def record(self, change_id: int, before: Board, edited: tuple[int, str] | None = None) -> None:
        """A new change has been made to the board, which was ``before``."""
        self.done.append(Step(change_id, before, deepcopy(self.board), edited))
        self.undone.clear()

    def undo(self) -> None:
        step = self.done.pop()
        self.undone.append(step)
        self.board = deepcopy(step.before)

    def redo(self) -> None:
        step = self.undone.pop()
        self.done.append(step)
        self.board = deepcopy(step.after)

    def forget(self, gone: set[int], remembered: set[int]) -> None:
        """These cards never were, and only the changes with ``remembered`` ids are still known."""
        self.board.forget(gone)
        for stack in (self.done, self.undone):
            for step in stack:
                step.before.forget(gone)
                step.after.forget(gone)
                assert step.id in remembered or step.before == step.after, "a change was forgotten that still matters"
            stack[:] = [step for step in stack if step.id in remembered]
