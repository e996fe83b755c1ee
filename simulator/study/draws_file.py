"""`draws.parquet`: one row a draw; every printed Monte Carlo number can be recomputed from it alone (docs/results.md).

Columns, by the parts of their names, parts joined by colons:
  `unknown:<identity>`: the value drawn.
  `simulated:<group>:<kind>:<stage>`: cases that reach the stage in the simulated year, `held_from_alert` among the stages.
  `expected:<group>:<kind>:alerts` × `reach:<group>:<kind>:<stage>`: the same as expected, given the unknowns; one group `all`
    where everybody's cases go on alike.
  `amount:<group>:<name>`: what is expected besides: encounters, searches, population, enrolled, fpir, match_rate, and of
    different people `exposed`, held `once` and `twice`, and `not_wanted` kept.
  `seconds:<kind>:<stage>`: mean time at the stage if nobody queues.
  `without:<name>`: what happens without the system, as far as it is said.
  `found_anyway:<group>`: wanted people found whom a check of the name finds without the system, in the simulated year.
  `year`: the year's multiplier of encounters and searches.
Where there are more draws than are described, what is not a count, `year` or an amount of all draws is null in the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model.cells import WANTED

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from simulator.impact.summary import Impact
    from simulator.results import StudyKey

DRAWS = "draws.parquet"
ALL, HELD_FROM_ALERT = "all", "held_from_alert"
AMOUNTS = ("encounters", "searches", "population", "enrolled", "fpir", "match_rate")
WITHOUT = ("name_check.wanted", "name_check.stale", "mistaken", "averted")
Column = tuple[str, "NDArray[Any]", str]
"""A column's name, its values of all draws or of those described, and its unit."""


def write_draws(path: Path, impact: Impact, key: StudyKey) -> None:
    """Write the table; its metadata name the axes, the members of every group and roll-up, seed, draws and version."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names, arrays, units = [], [], []
    for name, values, unit in _columns(impact):
        names.append(name)
        arrays.append(_padded(values, impact.draws.draws))
        units.append(unit)
    fields = [
        pa.field(name, array.type, metadata={"unit": unit})
        for name, array, unit in zip(names, arrays, units, strict=True)
    ]
    schema = pa.schema(fields, metadata={"study": json.dumps(_study(impact, key), ensure_ascii=False)})
    counts = [name for name in names if name.startswith("simulated:")]
    table = pa.Table.from_arrays(arrays, schema=schema)
    pq.write_table(
        table,
        path,
        compression="zstd",
        use_dictionary=counts,  # counts repeat; of floats, which do not, it would take more room and most of the time
        use_byte_stream_split=[name for name in names if name not in counts],
    )


def _columns(impact: Impact) -> Iterator[Column]:
    years = impact.draws.years
    for row, unknown in enumerate(impact.compiled.unknowns):
        yield f"unknown:{unknown.identity}", years.values[row], "as in the scenario"
    yield from _cases(impact)
    yield from _amounts(impact)
    for name, values in zip(WITHOUT, () if years.without is None else years.without, strict=False):
        yield f"without:{name}", values, "a year" if name == "mistaken" else "share"
    yield "year", years.year, "times the average year"


def _cases(impact: Impact) -> Iterator[Column]:
    """Cases by group, kind and stage, simulated and expected, and how long they stay."""
    layout, years = impact.draws.layout, impact.draws.years
    stages = (*layout.stages, HELD_FROM_ALERT)
    span = f"cases in {impact.compiled.horizon_years:g} years"
    for (g, group), (k, kind) in product(enumerate(layout.groups), enumerate(layout.kinds)):
        for t, stage in enumerate(stages):
            counts = impact.draws.counts.column((g, k, t))
            yield f"simulated:{group}:{kind}:{stage}", counts, span
        yield f"expected:{group}:{kind}:alerts", years.alerts[g, k], span
    alike = len(years.reaching) == 1
    for (g, group), (k, kind) in product(
        enumerate((ALL,) if alike else layout.groups), enumerate(layout.kinds)
    ):
        for t, stage in enumerate(stages):
            yield f"reach:{group}:{kind}:{stage}", years.reaching[g, k, t], "share of alerts"
    for (k, kind), (t, stage) in product(enumerate(layout.kinds), enumerate(layout.stages)):
        yield f"seconds:{kind}:{stage}", years.seconds[k, t], "seconds"
    held = layout.first("held")
    if held < len(layout.stages) and not layout.nobody_wanted:
        for g, group in enumerate(layout.groups):
            yield f"found_anyway:{group}", impact.simulated.found_anyway((g,), WANTED, held), span


def _amounts(impact: Impact) -> Iterator[Column]:
    """What is expected of each group besides."""
    layout, years = impact.draws.layout, impact.draws.years
    for name in AMOUNTS:
        table = getattr(years, name)
        for g, group in enumerate(layout.groups if table is not None else ()):
            yield f"amount:{group}:{name}", table[g], "share" if name == "fpir" else "number"
    if years.people is not None:
        for name, (g, group) in product(("exposed", "once", "twice", "not_wanted"), enumerate(layout.groups)):
            yield f"amount:{group}:{name}", impact.expected.persons((g,), name), "people"


def _padded(values: NDArray[Any], draws: int) -> pa.Array:
    import pyarrow as pa

    column = pa.array(values)
    rest = draws - len(column)
    return pa.concat_arrays([column, pa.nulls(rest, column.type)]) if rest else column


def _study(impact: Impact, key: StudyKey) -> dict[str, Any]:
    layout, groups = impact.draws.layout, impact.compiled.groups
    return {
        **key.stamp,
        "horizon_years": impact.compiled.horizon_years,
        "victim": layout.victim,
        "reference": groups[impact.compiled.reference],
        "best_served": groups[impact.best_served],
        "kinds": list(layout.kinds),
        "false_match": [layout.kinds[cell] for cell in layout.false_match],
        "not_wanted": [layout.kinds[cell] for cell in layout.not_wanted],
        "wrongful": [layout.kinds[cell] for cell in layout.wrongful],
        "stopped_anyway": layout.stopped_anyway,
        "stages": [
            {"id": stage, "liberty": liberty, "arrest": arrest}
            for stage, liberty, arrest in zip(layout.stages, layout.liberties, layout.arrests, strict=True)
        ],
        "members": {name: [groups[g] for g in members] for name, members in impact.selections.items()},
    }
