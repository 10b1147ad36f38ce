"""Long random sessions: after every step the store is what the plain-Python model says, order and all."""

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from unittest import mock

import pytest
from board_model import Board, BoardModel, Card
from desk import Watch, empty_store, open_desk
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from netorganizer.domain.errors import Refusal
from netorganizer.domain.pipeline import Outcome, Slot, Stage
from netorganizer.domain.playbook import load_shipped
from netorganizer.services import applications, board, trash
from netorganizer.store.queries import board as board_queries

PICK = st.integers(0, 10_000)
STAGE = st.sampled_from([Stage.SAVED, Stage.TECHNICAL_SCREEN, Stage.ONSITE])  # few, so that columns fill up
TEXT = st.sampled_from(["", "x", "memo 面接", "👩🏽‍💻 call\nback"])
SHELF = load_shipped()


class Session(RuleBasedStateMachine):
    """A person at the board."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "netorganizer.db").write_bytes(empty_store())
        self.watch = Watch()
        self.model = BoardModel()
        self.clicks = 0
        self.click_of: dict[str, int] = {}
        # A gap of 2 closes with the second move to one spot, so that columns are renumbered all the time.
        self.small_gaps = [mock.patch.object(module, name, 2) for module, name in GAPS]
        for patch in self.small_gaps:
            patch.start()
        self.open()

    def open(self) -> None:
        self.workspace = open_desk(self.folder, self.watch)
        self.workspace.__dict__["playbooks"] = SHELF

    def teardown(self) -> None:
        self.workspace.close()
        for patch in self.small_gaps:
            patch.stop()
        shutil.rmtree(self.folder)

    def choose(self, ids: list[int], picks: list[int]) -> list[int]:
        return list(dict.fromkeys(ids[pick % len(ids)] for pick in picks)) if ids else []

    def slot(self, stage: Stage, pick: int) -> Slot:
        places = [*self.model.board.live(stage), None]
        return Slot(stage, places[pick % len(places)])

    def live(self) -> list[int]:
        return [id_ for stage in Stage for id_ in self.model.board.live(stage)]

    def make(self, do: Callable[[], object], edited: tuple[int, str] | None = None) -> None:
        """Run a service whose effect the caller has put into the model already, from ``self.before`` on."""
        do()
        if self.model.board != self.before:
            self.model.record(self.workspace.history(limit=1)[0].id, self.before, edited)

    @property
    def before(self) -> Board:
        return self._before

    def remember(self) -> Board:
        self._before = deepcopy(self.model.board)
        self.clicks += 1
        return self.model.board

    @initialize(count=st.integers(0, 12))
    def some_cards(self, count: int) -> None:
        for number in range(count):
            self.add(Stage.SAVED if number % 2 else Stage.ONSITE, "")

    @rule(stage=STAGE, note=TEXT)
    def add(self, stage: Stage, note: str) -> None:
        known = self.remember()
        name = f"Company {self.clicks}"
        id_ = applications.add_application(self.workspace, stage, note, company=name, role="R")
        known.cards[id_] = Card(name, stage, notes=(note,) if note else ())
        known.columns[stage].append(id_)
        self.make(lambda: None)

    @rule(picks=st.lists(PICK, min_size=1, max_size=4), stage=STAGE, place=PICK)
    def move(self, picks: list[int], stage: Stage, place: int) -> None:
        ids, slot = self.choose(self.live(), picks), self.slot(stage, place)
        if ids:
            self.remember().place(ids, stage, slot.before_id)
            self.make(lambda: board.move_applications(self.workspace, ids, slot))

    @rule(moves=st.lists(st.tuples(PICK, STAGE, PICK), min_size=2, max_size=6))
    def shuffle(self, moves: list[tuple[int, Stage, int]]) -> None:
        for pick, stage, place in moves:
            self.move([pick], stage, place)
            self.agrees()

    @rule(
        picks=st.lists(PICK, min_size=1, max_size=3),
        outcome=st.sampled_from(Outcome),
        reason=st.sampled_from(["", "y"]),
    )
    def close(self, picks: list[int], outcome: Outcome, reason: str) -> None:
        ids = self.choose(self.live(), picks)
        if ids:
            known = self.remember()
            for id_ in ids:
                known.cards[id_].closed = (self.clicks, outcome.value, reason)
            self.make(lambda: board.close_applications(self.workspace, ids, outcome, reason))

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), stage=st.none() | STAGE, place=PICK)
    def reopen(self, picks: list[int], stage: Stage | None, place: int) -> None:
        ids = self.choose(self.model.board.closed(), picks)
        if ids:
            slot = self.slot(stage, place) if stage else None
            known = self.remember()
            for id_ in ids:
                known.cards[id_].closed = None
            if slot:
                known.place(ids, slot.stage, slot.before_id)
            self.make(lambda: board.reopen_applications(self.workspace, ids, slot))

    @rule(pick=PICK, action=TEXT)
    def edit(self, pick: int, action: str) -> None:
        for id_ in self.choose(self.live(), [pick]):
            self.remember().cards[id_].next_action = action.strip()
            self.make(
                lambda id_=id_: applications.edit_application(self.workspace, id_, next_action=action),  # type: ignore[misc]
                (id_, "next_action"),
            )

    @rule(pick=PICK)
    def star(self, pick: int) -> None:
        for id_ in self.choose(self.live(), [pick]):
            card = self.remember().cards[id_]
            card.starred = not card.starred
            applications.edit_application(self.workspace, id_, starred=card.starred)
            self.make(lambda: None, (id_, "starred"))

    @rule(pick=PICK, body=TEXT)
    def note(self, pick: int, body: str) -> None:
        for id_ in self.choose(self.live(), [pick]):
            card = self.remember().cards[id_]
            card.notes = (body, *card.notes)
            applications.add_note(self.workspace, id_, body)
            self.make(lambda: None)

    @rule(pick=PICK, tag=st.sampled_from(["a", "b"]))
    def tag(self, pick: int, tag: str) -> None:
        for id_ in self.choose(self.live(), [pick]):
            card = self.remember().cards[id_]
            if tag in card.tags:
                card.tags = tuple(each for each in card.tags if each != tag)
                applications.remove_tag(self.workspace, id_, tag)
            else:
                card.tags = (*card.tags, tag)
                applications.add_tag(self.workspace, id_, tag)
            self.make(lambda: None)

    @rule(picks=st.lists(PICK, min_size=1, max_size=3))
    def throw_away(self, picks: list[int]) -> None:
        ids = self.choose(self.live() + self.model.board.closed(), picks)
        if ids:
            known = self.remember()
            for id_ in ids:
                known.cards[id_].is_trashed = True
            self.make(lambda: applications.trash_applications(self.workspace, ids))

    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        trashed = [id_ for id_, card in self.model.board.cards.items() if card.is_trashed]
        for id_ in self.choose(trashed, [pick]):
            self.remember().cards[id_].is_trashed = False
            trash.restore_item(self.workspace, "application", id_)
            self.make(lambda: None)

    @precondition(lambda self: self.clicks % 7 == 0)
    @rule()
    def empty_trash(self) -> None:
        gone = {id_ for id_, card in self.model.board.cards.items() if card.is_trashed}
        assert trash.empty_trash(self.workspace) == len(gone)
        self.model.forget(gone, {change.id for change in self.workspace.history()})

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.model.done))):
            self.workspace.undo()
            self.model.undo()
            self.agrees()

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.model.undone))):
            self.workspace.redo()
            self.model.redo()
            self.agrees()

    @rule()
    def there_and_back(self) -> None:
        self.undo(len(self.model.done))
        self.redo(len(self.model.undone))

    @rule(pick=PICK)
    def revert_edit(self, pick: int) -> None:
        """Reverting an edit works exactly while the field still has the value that the edit gave it."""
        edits = [step for step in self.model.done if step.edited]
        if not edits:
            return
        step = edits[pick % len(edits)]
        assert step.edited is not None
        id_, name = step.edited
        known = self.remember()
        card, written = known.cards.get(id_), step.after.cards.get(id_)
        if card and written and getattr(card, name) == getattr(written, name):
            setattr(card, name, getattr(step.before.cards[id_], name))
            self.workspace.revert(step.id)
            self.make(lambda: None, step.edited)
        else:
            self.expect_refusal(step.id)

    def expect_refusal(self, change_id: int) -> None:
        with pytest.raises(Refusal, match=r"is in the way|gone for good"):
            self.workspace.revert(change_id)

    @rule(pick=PICK)
    def revert_anything(self, pick: int) -> None:
        """Refused with nothing changed, or one new change, which undo must take back exactly."""
        if not self.model.done:
            return
        step = self.model.done[pick % len(self.model.done)]
        before = self.remember()
        try:
            change = self.workspace.revert(step.id)
        except Refusal:
            return
        self.workspace.undo()
        assert self.read_board() == before
        self.workspace.redo()
        self.model.board = self.read_board()
        self.model.record(change.id, self.before)

    @rule()
    def reopen_the_program(self) -> None:
        self.workspace.close()
        self.open()

    def read_board(self) -> Board:
        """The store as a model's board; the moment of closing as the model counts it."""
        found = Board()
        rows = self.workspace.read(
            lambda connection: connection.execute(
                "select id, company, stage, next_action, starred, outcome, close_reason, closed_at, trashed_at "
                "from application order by rank, id"
            ).fetchall()
        )
        for id_, company, stage, next_action, starred, outcome, reason, closed_at, trashed_at in rows:
            notes, tags = self.read_texts(id_)
            card = Card(company, Stage(stage), next_action, bool(starred), notes=notes, tags=tags)
            card.closed = (self.closed_click(closed_at), outcome, reason) if outcome else None
            card.is_trashed = trashed_at is not None
            found.cards[id_] = card
            found.columns[Stage(stage)].append(id_)
        return found

    def read_texts(self, id_: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        notes = tuple(note.body for note in applications.list_notes(self.workspace, id_))
        tags = self.workspace.read(
            lambda connection: connection.execute(
                "select tag from application_tag where application_id = ? order by id", (id_,)
            ).fetchall()
        )
        return notes, tuple(tag for (tag,) in tags)

    def closed_click(self, closed_at: str) -> int:
        """At which click of the model it was closed: the watch stood still while the click was made."""
        return self.click_of.setdefault(closed_at, self.clicks)

    @invariant()
    def agrees(self) -> None:
        known = self.model.board
        assert self.read_board() == known
        seen = board.read_board(self.workspace)
        assert {stage: list(ids) for stage, ids in seen.columns.items()} == {
            stage: known.live(stage) for stage in Stage
        }
        assert list(seen.closed) == known.closed()
        history = self.workspace.history()
        assert [change.id for change in history if not change.undone] == [step.id for step in reversed(self.model.done)]
        assert (self.workspace.redo_label is None) == (not self.model.undone)


GAPS = ((board, "RANK_GAP"), (board_queries, "RANK_GAP"))


def run_sessions(sessions: int, steps: int) -> None:
    run_state_machine_as_test(Session, settings=settings(max_examples=sessions, stateful_step_count=steps))


def test_two_thousand_random_steps_agree_with_the_model() -> None:
    run_sessions(30, 80)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_forty_thousand_random_steps_agree_with_the_model() -> None:
    run_sessions(400, 100)
