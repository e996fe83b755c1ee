"""The old study with some of its differences swapped for the new: written out, read, checked, compiled and lived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.documents import Fault, Faults, dump, put, steps_of, without
from simulator.documents.names import enter_all
from simulator.evidence import EvidenceFaults, Library, Row, UnknownEvidence, library
from simulator.impact import Impact
from simulator.kernel import run
from simulator.model.compile import compile_scenario
from simulator.quantiles import MIDDLE, quantiles
from simulator.scenario import Loaded, load
from simulator.study.diff.changes import Unit
from simulator.study.diff.sides import Side

Array = NDArray[np.float64]
Swapped = frozenset[int]
REFUSED = (Faults, EvidenceFaults, UnknownEvidence, ValueError)


@dataclass(frozen=True, slots=True)
class Lived:
    """The measure in a study's draws, (draws,), as reported; and expected, luck left out, (described draws,)."""

    values: Array
    expected: Array

    @property
    def middle(self) -> float:
        """The headline; nan where no draw defines it."""
        return middle_of(self.values)


def middle_of(values: Array) -> float:
    """The median of the defined values; nan where there is none."""
    known = values[~np.isnan(values)]
    return float(quantiles(known, (MIDDLE,))[0]) if len(known) else float("nan")


@dataclass(frozen=True, slots=True)
class Worlds:
    """Studies between two sides. Units are counted from 0."""

    old: Side
    new: Side
    units: tuple[Unit, ...]
    measure: str
    group: str

    def lived(self, swapped: Swapped, seed: int, draws: int) -> Lived:
        """The old study with these units swapped.

        Raises one of `REFUSED` where that is no study: differences may only make sense together.
        """
        loaded = self._loaded(swapped)
        compiled = compile_scenario(loaded.scenario, loaded.library)
        impact = Impact(run(compiled, seed, draws), compiled)
        if self.group not in impact.selections:
            raise Faults([Fault(self.old.told.name, 0, 0, "group", self.group, "is no group of this study")])
        return Lived(
            impact.values(self.measure, self.group), impact.expected_values(self.measure, self.group)
        )

    def _loaded(self, swapped: Swapped) -> Loaded:
        chosen = [self.units[i] for i in sorted(swapped)]
        resolved: Any = self.old.resolved
        for unit in chosen:
            for path in unit.keys if unit.kind == "inputs" else ():
                resolved = _swap(resolved, self.new.resolved, path)
        folders = {name for unit in chosen if unit.kind == "audit" for name in unit.keys}
        rows = {name for unit in chosen if unit.kind == "evidence" for name in unit.keys}
        with TemporaryDirectory() as place:
            for name, raw in self._own(folders).items():
                file = Path(place) / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(raw)
            written = Path(place) / "scenario.yaml"
            written.write_text(dump(resolved), encoding="utf-8")
            return load(str(written), evidence=self._shelf(rows))

    def _own(self, swapped: set[str]) -> Mapping[str, bytes]:
        def of(side: Side, wanted: Callable[[str], bool]) -> dict[str, bytes]:
            return {name: raw for name, raw in side.own.items() if wanted(name.rsplit("/", 1)[0])}

        others = {name.rsplit("/", 1)[0] for name in self.old.own}
        return of(self.new, lambda folder: folder in swapped or folder not in others) | of(
            self.old, lambda folder: folder not in swapped
        )

    def _shelf(self, swapped: set[str]) -> Library:
        """The library with the old rows, or the new ones of the rows swapped; rows it does not know are added."""
        shelf = library()
        known = set(shelf.source_ids())
        units = {name for unit in self.units if unit.kind == "evidence" for name in unit.keys}
        given: dict[str, Row | None] = {}
        for name in {*self.old.rows, *self.new.rows}:
            if name.split("/")[0] not in known:
                continue
            first, second = (self.new, self.old) if name in swapped else (self.old, self.new)
            if (row := first.rows.get(name)) is None and name not in units:
                row = second.rows[name]
            given[name] = row
        have = {
            row.id: row
            for source in {name.split("/")[0] for name in given}
            for row in shelf.source(source).rows
        }
        return shelf.instead({name: row for name, row in given.items() if have.get(name) != row})


def _swap(data: Any, other: Any, path: str) -> Any:
    """Data with what the other has at a path, or without what the other does not have."""
    try:
        steps = steps_of(path, other)
        value = enter_all(other, steps)
    except KeyError:
        value = None
    if value is None:
        return without(data, steps_of(path, data))
    return put(data, steps_of(path, data), value)
