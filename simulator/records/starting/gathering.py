"""What a scenario is begun from: an import of stops, perhaps one of residents, perhaps a shipped scenario to borrow from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from pydantic import ValidationError

from simulator.documents import FIRST, Fault, Faults, version_rule
from simulator.evidence import Library, Row, Source, library, load_user_source
from simulator.records.imports.evidence_files import OTHER_SEXES
from simulator.records.imports.facts import FILE, StopFacts
from simulator.results.encoding import read_json
from simulator.scenario import Loaded, load

SEXES = ("female", "male")
"""Levels of sex that audits measure; others are counted and not estimated."""
OTHERS = ("population", "audit", "deployments")
"""Layouts of imports that are no stop records."""
Cell = tuple[str, str, str]
"""A group by its level of sex, of race and of a third axis; empty along an axis that the data lack."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given.

    stops, residents: the sources; facts: import.json of the stops. folders: how the scenario's file names them. like: the scenario
    borrowed from.
    """

    stops: Source
    facts: StopFacts
    residents: Source | None
    folders: tuple[str, ...]
    shelf: Library
    kind: str
    title: str
    like: Loaded | None

    @property
    def has_year(self) -> bool:
        """Whether a whole year was counted."""
        return bool(self.facts.whole_years)

    @property
    def sexes(self) -> tuple[str, ...]:
        """Levels of sex that are groups; empty where the data have none."""
        found = [level.id for level in self.facts.axes["sex"]]
        return tuple(sex for sex in SEXES if sex in found)

    @property
    def races(self) -> tuple[str, ...]:
        """Levels of race, in the import's order; empty where the data have none."""
        return tuple(level.id for level in self.facts.axes["race"])

    @property
    def axis(self) -> str:
        """What the records are counted by beside sex: race, unless they were imported by another axis."""
        return self.facts.axis

    @property
    def third(self) -> str:
        """What the records are counted by beside sex and race; empty where by nothing."""
        return self.facts.third

    @property
    def thirds(self) -> tuple[str, ...]:
        """Levels of the third axis, in the import's order; empty where the data have none."""
        return tuple(level.id for level in self.facts.axes.get(self.third, ()))

    @property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """The levels of every axis that the data have, in the order of a cell."""
        found = {"sex": self.sexes, self.axis: self.races, self.third: self.thirds}
        return {axis: levels for axis, levels in found.items() if levels}

    @property
    def levels(self) -> set[str]:
        """The levels of all axes."""
        return {level for each in self.axes.values() for level in each}

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every group, its levels empty where an axis is missing."""
        return tuple(product(self.sexes or ("",), self.races or ("",), self.thirds or ("",)))

    @property
    def rows(self) -> dict[Cell, Row]:
        """The row of each group, of a mean year or, where no year is whole, of the whole period."""
        return self.set("stops-a-year") or self.set("stops")

    @property
    def other_sexes(self) -> dict[Cell, Row]:
        """The row of each sex that no audit measures, all races together, of the same period as `rows`; older imports have none."""
        name = "stops-a-year" if "stops-a-year" in self.stops.sets else "stops"
        return self.set(f"{name}{OTHER_SEXES}")

    def set(self, name: str) -> dict[Cell, Row]:
        """A set of the import by group; empty where it has no such set."""
        return {self.cell(row): row for row in self.stops.sets.get(name, ())}

    def cell(self, row: Row) -> Cell:
        """The group that a row is of."""
        return row.sex, row.race, self.third_of(row)

    def third_of(self, row: Row) -> str:
        """A row's level of the third axis, which stands there in words: ages under age and areas under place."""
        told = {"age": row.age, "area": row.place}.get(self.third, "")
        levels = self.facts.axes.get(self.third, ())
        return next((level.id for level in levels if told in (level.label, level.id)), "")

    @property
    def residents_told(self) -> bool:
        """Whether the residents have a row for each level of the third axis; True where there is no such axis."""
        rows = self.residents.sets["residents"] if self.residents else ()
        return {self.third_of(row) for row in rows}.issuperset(self.thirds)

    def count(self, cell: Cell) -> float:
        """The encounters of a group, 0 where the data have no such row."""
        return self.counts.get(cell, 0.0)

    @property
    def counts(self) -> dict[Cell, float]:
        """The encounters of each group that the data have a row of."""
        return {cell: row.value or 0.0 for cell, row in self.rows.items()}

    def of_level(self, level: str) -> float:
        """The encounters of all groups of a level."""
        counts = self.counts
        return sum(counts.get(cell, 0.0) for cell in self.cells if level in cell)


def gather(stops: Path, file: Path, population: Path | None, kind: str, title: str, like: str) -> Given:
    """Read what was given.

    Args:
        file: the scenario to be written; the imports must lie beside or below it.

    Raises:
        Faults: no import there, one of another kind, or one that does not lie below the scenario's folder.
    """
    below = file.absolute().parent
    facts = _facts_of_stops(stops)
    own = load_user_source(stops.absolute(), below)
    residents = None
    if population is not None:
        _import_of(population, "a population", lambda layout: layout == "population")
        residents = load_user_source(population.absolute(), below)
    example = load(like) if like else None
    named = [
        path.absolute().relative_to(below).as_posix() for path in (stops, population) if path is not None
    ]
    return Given(
        stops=own,
        facts=facts,
        residents=residents,
        folders=tuple(f"./{name}" for name in named),
        shelf=library(),
        kind=kind or (str(example.resolved["kind"]) if example else "traffic_stops"),
        title=title,
        like=example,
    )


def _facts_of_stops(folder: Path) -> StopFacts:
    found = _import_of(folder, "stop records", lambda layout: layout not in OTHERS)
    try:
        return StopFacts.of(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path, rule = ".".join(map(str, first["loc"])), first["msg"]
        raise Faults(
            [Fault((folder / FILE).as_posix(), 0, 0, path, "", f"cannot be read: {rule}", "import it anew")]
        ) from None


def _import_of(folder: Path, what: str, fits: Callable[[str], bool]) -> Mapping[str, object]:
    """What an import of the layout wanted says of itself. Raises Faults where there is none, or one of another layout."""
    path = folder / FILE
    if not path.is_file():
        hint = "make it with `detention-impact import`"
        raise Faults(
            [Fault(folder.as_posix(), 0, 0, "", "", f"is no import of {what}", hint)],
            missing=not folder.exists(),
        )
    try:
        found = read_json(path)
    except (ValueError, OSError) as error:
        raise Faults(
            [Fault(path.as_posix(), 0, 0, "", "", f"cannot be read: {error}", "import it anew")]
        ) from None
    if broken := version_rule(found.get("schema", FIRST)):
        raise Faults([Fault(path.as_posix(), 0, 0, "schema", str(found.get("schema")), *broken)])
    if not fits(str(found.get("layout"))):
        rule = f"is an import of {found.get('layout')}, and here stands {what}"
        raise Faults([Fault(folder.as_posix(), 0, 0, "", "", rule, "name the other folder")])
    return found
