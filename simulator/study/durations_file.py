"""`durations.parquet`, `durations_alone.parquet`: people of the clock's runs, from which its printed figures can be recomputed (docs/results.md).

The first holds runs played through the queues, and how long each of their people would have been held if nobody had queued; the second
holds runs without queues, of many more draws. Both say in their metadata (`study`) what made them and which runs there were, those in which
nobody was held among them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.clock.estimates.correction import reaching
from simulator.clock.estimates.results import kind_sets, officer_seconds, seconds_from_alert, seconds_held
from simulator.clock.plan import KINDS
from simulator.model.cells import kind_codes, kinds_of
from simulator.units import HOUR, WEEK

if TYPE_CHECKING:
    from simulator.clock.cases import CaseTable
    from simulator.clock.journeys import Journeys
    from simulator.model.compiled import Compiled
    from simulator.results import StudyKey
    from simulator.study.clocking import Played

DURATIONS, ALONE = "durations.parquet", "durations_alone.parquet"
Columns = dict[str, NDArray[Any]]


def clock_files(played: Played, compiled: Compiled, key: StudyKey, limit: float | None) -> dict[str, bytes]:
    """Both tables by file name. limit: the scenario's legal limit in seconds."""
    through, plan = played.queued, played.plan
    did, would = (_times(played, through.table, each) for each in (through.journeys, through.alone))
    counted, run = through.table.arrival >= plan.warm_up, through.table.replication
    queued: Columns = {"draw": through.table.draw[run], "weight": through.sample.weight[run]}
    queued |= did | {"walked_on": through.journeys.walked & counted}
    queued |= {f"{name}_alone": values for name, values in would.items()}
    alone: Columns = {"draw": played.table.draw[played.table.replication]}
    alone |= _times(played, played.table, played.journeys)
    about = _about(played, compiled, key) | {"legal_limit": limit, "enforced": plan.legal_limit is not None}
    return {
        DURATIONS: _written(compiled, through.table, queued, about | _queued(played)),
        ALONE: _written(compiled, played.table, alone, about | {"draw": played.table.draw.tolist()}),
    }


def _times(played: Played, table: CaseTable, journeys: Journeys) -> Columns:
    """Of every case after the warm-up: seconds not free from the alert on, seconds held, and whether the legal limit ended it."""
    plan = played.plan
    counted = table.arrival >= plan.warm_up
    kept, held = seconds_from_alert(plan, table, journeys), seconds_held(plan, journeys)
    return {
        "seconds_from_alert": np.where(counted, kept, np.nan).astype(np.float32),
        "seconds_held": np.where(counted, held, np.nan).astype(np.float32),
        "to_legal_limit": counted & journeys.forced_release,
    }


def _written(compiled: Compiled, table: CaseTable, columns: Columns, about: dict[str, Any]) -> bytes:
    """A table of the people whom any column says something of, as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    says = [
        each if each.dtype == np.bool_ else ~np.isnan(each)
        for name, each in columns.items()
        if name not in ("draw", "weight")
    ]
    rows = np.flatnonzero(np.logical_or.reduce(says))
    kinds = list(kinds_of(compiled.kinds))
    made = {
        "replication": pa.array(table.replication[rows]),
        "group": pa.DictionaryArray.from_arrays(table.group[rows], list(compiled.groups)),
        "kind": pa.DictionaryArray.from_arrays(kind_codes(table.kind[rows]), kinds),
    }
    made |= {name: pa.array(values[rows], from_pandas=True) for name, values in columns.items()}
    out = pa.BufferOutputStream()
    # Hardly two lengths of time are alike: a dictionary of them takes a third more room, and most of the time.
    dictionary = [name for name in made if not name.startswith("seconds")]
    schema = pa.table(made).schema.with_metadata({"study": json.dumps(about, ensure_ascii=False)})
    pq.write_table(pa.table(made, schema=schema), out, compression="zstd", use_dictionary=dictionary)
    data: bytes = out.getvalue().to_pybytes()
    return data


def _about(played: Played, compiled: Compiled, key: StudyKey) -> dict[str, Any]:
    """What made them, how many weeks a run counts, which kinds are innocent people, and whom roll-ups sum."""
    groups = compiled.groups
    members = {group: [group] for group in groups}
    members |= {
        name: [groups[g] for g in np.flatnonzero(each)]
        for name, each in compiled.rollups.items()
        if each.any()
    }
    return {
        **key.stamp,
        "weeks": round((played.plan.horizon - played.plan.warm_up) / WEEK),
        "innocent": sorted({KINDS[cell] for cell in played.plan.wrongful}),
        "members": members,
    }


def _queued(played: Played) -> dict[str, Any]:
    """Of each run played through the queues its draw, stratum and weight, officers' hours and wanted people found; of each stratum its share of
    all draws; and by kind and held stage how many people reached it, and how many would have if nobody had given up or been released."""
    plan, through = played.plan, played.queued
    table, journeys, runs = through.table, through.journeys, through.table.replications
    counted = table.arrival >= plan.warm_up
    run = table.replication[counted]
    hours = np.bincount(run, officer_seconds(plan, journeys)[counted] / HOUR, minlength=runs)
    sets = kind_sets(plan)
    reached = {
        kind: {
            stage.id: [each.tolist() for each in reaching(plan, table, journeys, depth, sets[kind])]
            for depth, stage in enumerate(plan.stages)
            if stage.liberty == "held"
        }
        for kind in ("innocent", "wanted")
    }
    return {
        "draw": table.draw.tolist(),
        "stratum": through.sample.stratum.tolist(),
        "share": through.sample.share.tolist(),
        "weight": through.sample.weight.tolist(),
        "officer_hours": hours.tolist(),
        "reached": reached,
    }
