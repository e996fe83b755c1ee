"""What a check needs to see: the blocks that are right by themselves, where they were written, and the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from pydantic import BaseModel

from simulator.documents import FIRST, Fault, Plain
from simulator.documents.names import Step, enter_all
from simulator.evidence import Crosswalk, EvidenceFaults, Library, Row, UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.blocks import Blocks
from simulator.scenario.groups import Group, groups_of
from simulator.scenario.overlays import Layers
from simulator.scenario.walk import walk

Steps = tuple[Step, ...]
Found = Iterator[Fault]
Rule = Callable[["Context"], Found]
Table = Literal["encounters", "population"]
TABLES: tuple[Table, ...] = ("encounters", "population")


class Context:
    """The blocks of a scenario, checked together. A block that is wrong by itself is None and its checks are skipped."""

    def __init__(
        self,
        blocks: Blocks,
        layers: Layers,
        library: Library,
        parts: Sequence[tuple[Steps, object]] = (),
    ) -> None:
        self.blocks, self.layers, self.library, self.parts = blocks, layers, library, parts
        self._numbers: list[tuple[Steps, BaseModel]] | None = None
        groups = blocks.groups
        self.axes: dict[str, list[str]] = (
            {} if groups is None else {axis: list(levels) for axis, levels in groups.axes.items()}
        )
        self.levels = {level: axis for axis, levels in self.axes.items() for level in levels}

    def table(self, name: Table) -> grammar.GroupTable | None:
        """Encounters or population; None where it is wrong by itself."""
        return self.blocks.encounters if name == "encounters" else self.blocks.population

    @property
    def version(self) -> int:
        """Of the file's form; where it is not told or wrong, the first, of which least is asked."""
        return self.blocks.schema_ or FIRST

    def groups(self) -> tuple[Group, ...]:
        """All groups of the scenario; none where the block is wrong by itself."""
        return () if self.blocks.groups is None else groups_of(self.blocks.groups)

    @property
    def reference(self) -> str:
        """The id of the reference group; empty where the block is wrong by itself."""
        return "" if self.blocks.groups is None else self.blocks.groups.reference

    def fault(self, steps: Steps, value: object, rule: str, hint: str = "") -> Fault:
        """A fault where the value was written."""
        return self.layers.fault(steps, value, rule, hint)

    def warning(self, steps: Steps, value: object, rule: str, hint: str = "") -> Fault:
        """A fault that may be what was meant: the scenario runs, and its result carries the warning."""
        return replace(self.fault(steps, value, rule, hint), warns=True)

    def remark(self, steps: Steps, value: object, rule: str, hint: str = "") -> Fault:
        """A warning about how the file is written; its number and its result are what they would be without."""
        return replace(self.warning(steps, value, rule, hint), remark=True)

    def written(self, steps: Steps) -> Plain:
        """The plain data at a place."""
        return enter_all(self.layers.data, steps)

    def layer(self, steps: Steps) -> int:
        """How far down a value was written: 0 on the command line, 1 in the file loaded, then file by file below it."""
        if any(steps[: len(at)] == at or at[: len(steps)] == steps for at in self.layers.settings):
            return 0
        files = enumerate(self.layers.documents, start=1)
        return next(
            (depth for depth, document in files if steps in document.values), len(self.layers.documents)
        )

    def published(self, dataset: str) -> dict[tuple[str | None, ...], float]:
        """A dataset's numbers by our levels on every axis, None where a row is not split by one."""
        sums: dict[tuple[str | None, ...], float] = {}
        for row in self.rows(dataset):
            if row.rate is not None:
                key = tuple(self.row_level(row, axis, dataset) for axis in self.axes)
                sums[key] = sums.get(key, 0.0) + row.rate
        return sums

    def numbers(self) -> list[tuple[Steps, BaseModel]]:
        """Every block that carries numbers: those of right blocks in the order of the file, then what is right in others."""
        if self._numbers is None:
            fields = grammar.Scenario.model_fields
            whole = [((fields[name].alias or name,), block) for name, block in self.blocks.given()]
            self._numbers = [each for steps, part in (*whole, *self.parts) for each in walk(part, steps)]
        return self._numbers

    def rows(self, dataset: str) -> tuple[Row, ...]:
        """The rows of a set; none where it is unknown or has faults of its own (said elsewhere)."""
        try:
            return self.library.set(dataset)
        except (UnknownEvidence, EvidenceFaults):
            return ()

    def row(self, key: str) -> Row | None:
        """A row; None where it is unknown or its source has faults."""
        try:
            return self.library.row(key)
        except (UnknownEvidence, EvidenceFaults):
            return None

    def level_of(self, axis: str, label: str, dataset: str, crosswalk: str | None = None) -> str | None:
        """Our level for a label of a dataset's own vocabulary; None where it is empty or leads nowhere."""
        found = self.crosswalk_of(dataset, crosswalk) if label else None
        return None if found is None else found.to(axis, label)

    def crosswalk_of(self, key: str, named: str | None = None) -> Crosswalk | None:
        """The vocabulary of a set's or a row's source, or the one named; None where it is unknown (said elsewhere)."""
        try:
            return self.library.crosswalk(named or self.library.source(key.split("/")[0]).crosswalk)
        except (UnknownEvidence, EvidenceFaults):
            return None

    def row_level(self, row: Row, axis: str, dataset: str, crosswalk: str | None = None) -> str | None:
        """Our level on an axis of a row; datasets are split by sex and race only."""
        label = row.sex if axis == "sex" else row.race if axis == "race" else ""
        return self.level_of(axis, label, dataset, crosswalk)


def selected(group: Group, selectors: Iterable[str]) -> bool:
    """Whether a `by_group` table says something for a group."""
    return not {group.id, "default", *group.levels}.isdisjoint(selectors)


def kinds_met(context: Context) -> tuple[grammar.Kind, ...]:
    """The kinds of case there can be: people not wanted only where some entries are of people never wanted."""
    gallery, mated = context.blocks.gallery, context.blocks.mated
    if gallery is None or mated is None or not grammar.some_unlisted(gallery, mated):
        return tuple(kind for kind in grammar.KINDS if kind != grammar.NOT_WANTED)
    return grammar.KINDS
