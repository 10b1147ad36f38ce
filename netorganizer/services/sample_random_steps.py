"""Random single steps after a random search is there: each one a change of its own, through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netorganizer.domain.pipeline import Outcome, Stage, WhoseMove
from netorganizer.services.applications import add_tag, edit_application, get_application, list_applications
from netorganizer.services.board import close_applications, move_application, reopen_applications

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from netorganizer.services.sample_diary import WalkingWatch
    from netorganizer.services.workspace import Workspace


_MORNING, _WAKING = timedelta(hours=8), timedelta(hours=14)


def make_steps(workspace: Workspace, watch: WalkingWatch, random: Random, count: int, days: int) -> None:
    """Make ``count`` changes, evenly over the waking hours of ``days`` days from the watch's midnight on.

    Each of them changes something.
    """
    if count <= 0:
        return
    midnight = watch.at
    maker = _Maker(workspace, random)
    for number in range(1, count + 1):
        day, share = divmod(days * number / (count + 1), 1)
        watch.at = midnight + timedelta(days=day) + _MORNING + _WAKING * share
        maker.make(number)


class _Maker:
    def __init__(self, workspace: Workspace, random: Random) -> None:
        self._workspace, self._random = workspace, random
        self._live = [application.id for application in list_applications(workspace)]
        self._closed = [application.id for application in list_applications(workspace, live=False, closed=True)]

    def make(self, number: int) -> None:
        choices: dict[Callable[[int, int], None], int] = {
            self._move: 40,
            self._edit: 25,
            self._star: 15,
            self._tag: 10,
            self._close: 10,
        }
        if not self._live:
            self._reopen(self._random.randrange(len(self._closed)))
            return
        index = self._random.randrange(len(self._live))
        self._random.choices(list(choices), list(choices.values()))[0](index, number)

    def _move(self, index: int, number: int) -> None:  # noqa: ARG002 - called like the others
        application = get_application(self._workspace, self._live[index])
        # Mostly one on; from the last column, and now and then, to any other.
        further = list(Stage)[application.stage.number + 1 :][:1]
        others = [stage for stage in Stage if stage is not application.stage]
        stage = further[0] if further and self._random.random() < 0.8 else self._random.choice(others)
        move_application(self._workspace, application.id, stage)

    def _edit(self, index: int, number: int) -> None:
        whose = self._random.choice((WhoseMove.MINE, WhoseMove.THEIRS))
        edit_application(self._workspace, self._live[index], whose_move=whose, next_action=f"Look again ({number})")

    def _star(self, index: int, number: int) -> None:  # noqa: ARG002 - called like the others
        application = get_application(self._workspace, self._live[index])
        edit_application(self._workspace, application.id, starred=not application.starred)

    def _tag(self, index: int, number: int) -> None:
        add_tag(self._workspace, self._live[index], f"week {number}")

    def _close(self, index: int, number: int) -> None:
        """Close one, or reopen one that was closed: the board keeps its size."""
        if self._closed and number % 2:
            self._reopen(self._random.randrange(len(self._closed)))
            return
        id_ = self._live.pop(index)
        close_applications(self._workspace, [id_], self._random.choice((Outcome.REJECTED, Outcome.WITHDRAWN)))
        self._closed.append(id_)

    def _reopen(self, index: int) -> None:
        id_ = self._closed.pop(index)
        reopen_applications(self._workspace, [id_])
        self._live.append(id_)
