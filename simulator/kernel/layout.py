"""Names of the axes of a scenario's draws, and what the stages mean for whoever leaves at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.cells import (
    FALSE_MATCH,
    NOT_WANTED,
    STALE_ENTRY,
    WANTED,
    false_cells,
    kinds_of,
    stopped_anyway,
)
from simulator.model.pathway import judged_when_held

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the axes. The stage axis of counts has one more place, `held_from_alert`, which is not a stage.

    kinds: names of the cells (`simulator.model.cells`). stopped_anyway: whether people are stopped for another reason, with or
    without the system. judged: cells whose cases are counted at `held` stages too only if kept long enough.
    """

    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    stages: tuple[str, ...]
    sites: tuple[str, ...]
    liberties: tuple[str, ...]
    arrests: tuple[bool, ...]
    victim: str
    stopped_anyway: bool = True
    judged: tuple[int, ...] = ()

    @property
    def false_match(self) -> tuple[int, ...]:
        """Cells of the kind `false_match`."""
        return false_cells(len(self.kinds))

    @property
    def not_wanted(self) -> tuple[int, ...]:
        """Cells of people recognised correctly who were never wanted: none where every entry is listed."""
        return (NOT_WANTED,) if len(self.kinds) > NOT_WANTED else ()

    @property
    def wrongful(self) -> tuple[int, ...]:
        """Cells whose detentions are wrongful: the system or the list was wrong about the person.

        Those recognised correctly who are not wanted are among them only where nobody would have been stopped.
        """
        beside = () if self.stopped_anyway else self.not_wanted
        return (FALSE_MATCH, STALE_ENTRY, *self.false_match[1:], *beside)

    @property
    def tables(self) -> dict[str, tuple[int, ...]]:
        """Cells by the kind of case that readers meet."""
        return {
            kind: self.false_match if cell == FALSE_MATCH else (cell,)
            for cell, kind in enumerate(kinds_of(self.kinds))
        }

    @property
    def held_from_alert(self) -> int:
        """Index, on the stage axis of counts, of people held from the alert on."""
        return len(self.stages)

    @property
    def nobody_wanted(self) -> bool:
        """Whether nobody enrolled is wanted: the last kind of case is then of other people on the list."""
        return self.kinds[WANTED] != "wanted"

    def doubtful(self, cell: int) -> tuple[bool, ...]:
        """Stages at which only those kept long enough are counted as held: from the first prolonged to the first held one.

        For a `judged` cell held stages are among them.
        """
        prolonged, held = self.first("prolonged", "held"), self.first("held")
        until = len(self.stages) if cell in self.judged else held
        return tuple(prolonged <= t < until for t in range(len(self.stages)))

    def first(self, *liberties: str) -> int:
        """Index of the first stage with one of these liberties; the number of stages if there is none."""
        return next((t for t, liberty in enumerate(self.liberties) if liberty in liberties), len(self.stages))


def layout_of(compiled: Compiled) -> Layout:
    """Names of the axes of a scenario's draws."""
    stages = compiled.stages
    return Layout(
        compiled.groups,
        compiled.kinds,
        tuple(stage.id for stage in stages),
        compiled.sites,
        tuple(stage.liberty for stage in stages),
        tuple(stage.counts_as_arrest for stage in stages),
        compiled.victim,
        stopped_anyway(compiled.kind),
        tuple(cell for cell in range(len(compiled.kinds)) if judged_when_held(cell, compiled.stop_left)),
    )
