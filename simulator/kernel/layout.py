"""Names of the axes of a scenario's draws, and what the stages mean for whoever leaves at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the axes. The stage axis of counts has one more place, `held_from_alert`, which is not a stage."""

    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    stages: tuple[str, ...]
    sites: tuple[str, ...]
    liberties: tuple[str, ...]
    arrests: tuple[bool, ...]
    victim: str

    @property
    def held_from_alert(self) -> int:
        """Index, on the stage axis of counts, of people held from the alert on."""
        return len(self.stages)

    @property
    def nobody_wanted(self) -> bool:
        """Whether nobody enrolled is wanted: the last kind of case is then of other people on the list."""
        return "wanted" not in self.kinds

    @property
    def doubtful(self) -> tuple[bool, ...]:
        """Stages at which only those kept long enough are counted as held: from the first prolonged to the first held one."""
        prolonged, held = self.first("prolonged", "held"), self.first("held")
        return tuple(prolonged <= t < held for t in range(len(self.stages)))

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
    )
