"""The board: reading it, and every way a card can move. Mouse, keyboard, menu and command line all call these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netorganizer.domain.errors import Invalid
from netorganizer.domain.pipeline import STAGE_NAMES, Outcome, Slot, Stage
from netorganizer.domain.text import clean_text
from netorganizer.store.queries import applications as application_queries
from netorganizer.store.queries import board as queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netorganizer.domain.application import Application, BoardCard, BoardIndex
    from netorganizer.services.workspace import Workspace
    from netorganizer.store.transaction import Transaction

RANK_GAP = queries.RANK_GAP


def read_board(workspace: Workspace) -> BoardIndex:
    """Which cards stand where."""
    return workspace.read(queries.read_index)


def read_cards(workspace: Workspace, ids: Sequence[int]) -> list[BoardCard]:
    """What the cards with these ids show, in this order."""
    cards = workspace.read(queries.read_cards, ids, workspace.clock.now())
    return [card if card.step_name in ("", card.stage) else _with_step_name(workspace, card) for card in cards]


def _with_step_name(workspace: Workspace, card: BoardCard) -> BoardCard:
    """The company's own name of a step; a step called like the stage needs none, and no playbook to be read."""
    application = workspace.read(application_queries.get_application, card.id)
    step = workspace.playbooks.find(application.playbook).step(application.step)
    return replace(card, step_name=step.name if step else "")


def move_application(workspace: Workspace, application_id: int, stage: Stage, before_id: int | None = None) -> None:
    """Move one live application to the bottom of a column, or before ``before_id`` there."""
    move_applications(workspace, [application_id], Slot(stage, before_id))


def move_applications(workspace: Workspace, ids: Sequence[int], slot: Slot) -> None:
    """Move live applications, keeping their order, to one place. Moving to where they are changes nothing.

    Raises :class:`NotFound` for an unknown id and :class:`Invalid` for a closed application or a ``before_id``
    that is not in the column.
    """
    moved = [_live(workspace, id_) for id_ in ids]
    with workspace.change(_move_label(moved, slot.stage)) as tx:
        moved = [_live(workspace, id_) for id_ in ids]  # another process may have moved them since
        _place(tx, moved, slot)
        _enter_stage(workspace, tx, moved, slot.stage)


def _live(workspace: Workspace, application_id: int) -> Application:
    return _refuse_closed(workspace.read(application_queries.get_application, application_id))


def _refuse_closed(application: Application) -> Application:
    if application.outcome is not None:
        raise Invalid(f"{application.name} is closed ({application.outcome}). Reopen it first.")
    return application


def _move_label(moved: Sequence[Application], stage: Stage) -> str:
    what = moved[0].name if len(moved) == 1 else f"{len(moved)} applications"
    if all(application.stage is stage for application in moved):
        return f"Reorder {what}"
    return f"Move {what} to {STAGE_NAMES[stage]}"


def _enter_stage(workspace: Workspace, tx: Transaction, moved: Sequence[Application], stage: Stage) -> None:
    for application in moved:
        if application.stage is not stage:
            step = first_step_key(workspace, application.playbook, stage)
            tx.update("application", application.id, stage=stage, step=step, stage_since=tx.at)


def first_step_key(workspace: Workspace, playbook_key: str, stage: Stage) -> str:
    """The playbook's own first step in a stage; empty where it has none."""
    step = workspace.playbooks.find(playbook_key).first_step(stage)
    return step.key if step else ""


def _place(tx: Transaction, moved: Sequence[Application], slot: Slot) -> None:
    """Give the moved rows ranks in the column of ``slot``, renumbering it only when a gap has closed."""
    moving = [application.id for application in moved]
    column = tx.read(queries.column_ranks, slot.stage)
    live = [id_ for id_, _, is_live in column if is_live]
    if slot.before_id is not None and slot.before_id not in live:
        raise Invalid(
            f"Application {slot.before_id} is not on the board in {STAGE_NAMES[slot.stage]}, "
            "so nothing can go before it."
        )
    if _stands_already(live, moving, slot.before_id):
        return
    target = _next_not_moving(live, moving, slot.before_id)
    others = [(id_, rank) for id_, rank, _ in column if id_ not in moving]
    position = next((i for i, (id_, _) in enumerate(others) if id_ == target), len(others))
    above = others[position - 1][1] if position else 0
    below = others[position][1] if position < len(others) else above + RANK_GAP * (len(moving) + 1)
    gap = (below - above) // (len(moving) + 1)
    if gap < 1:
        order = [id_ for id_, _ in others]
        order[position:position] = moving
        for number, id_ in enumerate(order, start=1):
            tx.update("application", id_, rank=number * RANK_GAP)
        return
    for number, id_ in enumerate(moving, start=1):
        tx.update("application", id_, rank=above + gap * number)


def _next_not_moving(live: Sequence[int], moving: Sequence[int], before_id: int | None) -> int | None:
    if before_id is None:
        return None
    return next((id_ for id_ in live[live.index(before_id) :] if id_ not in moving), None)


def _stands_already(live: Sequence[int], moving: Sequence[int], before_id: int | None) -> bool:
    """Whether the moved cards are already there, in this order, so that nothing has to change."""
    if not all(id_ in live for id_ in moving):
        return False
    others = [id_ for id_ in live if id_ not in moving]
    target = _next_not_moving(live, moving, before_id)
    position = others.index(target) if target is not None else len(others)
    return [*others[:position], *moving, *others[position:]] == list(live)


def close_applications(workspace: Workspace, ids: Sequence[int], outcome: Outcome, reason: str = "") -> None:
    """End live applications with an outcome; they keep their stage and place for reopening."""
    ending = [_live(workspace, id_) for id_ in ids]
    reason = clean_text(reason).strip()
    what = ending[0].name if len(ending) == 1 else f"{len(ending)} applications"
    with workspace.change(f"Close {what} as {outcome}") as tx:
        for application in ending:
            _refuse_closed(tx.read(application_queries.get_application, application.id))
            tx.update("application", application.id, outcome=outcome, closed_at=tx.at, close_reason=reason)


def reopen_applications(workspace: Workspace, ids: Sequence[int], slot: Slot | None = None) -> None:
    """Bring closed applications back to their exact former place, or to ``slot``."""
    coming = [_refuse_live(workspace.read(application_queries.get_application, id_)) for id_ in ids]
    what = coming[0].name if len(coming) == 1 else f"{len(coming)} applications"
    with workspace.change(f"Reopen {what}") as tx:
        for application in coming:
            _refuse_live(tx.read(application_queries.get_application, application.id))
            tx.update("application", application.id, outcome=None, closed_at=None, close_reason="")
        if slot is not None:
            _place(tx, coming, slot)
            _enter_stage(workspace, tx, coming, slot.stage)


def _refuse_live(application: Application) -> Application:
    if application.outcome is None:
        raise Invalid(f"{application.name} is not closed, so there is nothing to reopen.")
    return application
