"""Moving cards by keyboard: lifted, carried with the arrows, dropped or put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netorganizer.domain.pipeline import Slot, Stage


@dataclass(frozen=True, slots=True)
class Lift:
    """Cards in the air and where they hang: at ``row`` among the other cards of ``stage``. Nothing is written yet."""

    ids: tuple[int, ...]
    stage: Stage
    row: int

    def carried(self, columns: Mapping[Stage, Sequence[int]], stages: int, rows: int) -> "Lift":
        """Carried by whole columns and rows, within the board. Into another column it keeps its height if it can."""
        order = list(Stage)
        stage = order[min(max(self.stage.number + stages, 0), len(order) - 1)]
        return self.put(columns, stage, self.row + rows)

    def to_bottom(self, columns: Mapping[Stage, Sequence[int]], stages: int) -> "Lift":
        """At the bottom of a column that many stages on; where there is none, it stays."""
        carried = self.carried(columns, stages, 0)
        if carried.stage is self.stage:
            return self
        return carried.put(columns, carried.stage, len(columns[carried.stage]))

    def put(self, columns: Mapping[Stage, Sequence[int]], stage: Stage, row: int) -> "Lift":
        """Hanging at ``row`` of ``stage``, or as near as there is room."""
        room = len(self._others(columns[stage]))
        return Lift(self.ids, stage, min(max(row, 0), room))

    def preview(self, columns: Mapping[Stage, Sequence[int]]) -> dict[Stage, list[int]]:
        """The columns as they would look if it were dropped here."""
        shown = {stage: self._others(ids) for stage, ids in columns.items()}
        shown[self.stage][self.row : self.row] = self.ids
        return shown

    def slot(self, columns: Mapping[Stage, Sequence[int]]) -> Slot:
        """Where a drop would go."""
        others = self._others(columns[self.stage])
        return Slot(self.stage, others[self.row] if self.row < len(others) else None)

    def _others(self, ids: Sequence[int]) -> list[int]:
        lifted = frozenset(self.ids)
        return [id_ for id_ in ids if id_ not in lifted]
