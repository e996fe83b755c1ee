"""Every stop of one simulated year as a Parquet file, in the Stanford Open Policing columns where they exist.

The year is lived stop by stop by the brute-force generator, one row group a week, so memory stays that of a week. Dates
are nominal: the year begins on Monday 1 January 2018, because the profile is by hour of the week.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.brute import NOTHING, Records, world
from simulator.kernel.brute import week as live_week

if TYPE_CHECKING:
    import pyarrow as pa

    from simulator.model.compiled import Compiled

FIRST_DAY = np.datetime64("2018-01-01", "s")
WEEK_HOURS = 168
TYPES = {"traffic_stops": "vehicular", "live_cameras": "pedestrian", "facility_gate": "pedestrian"}
COLUMNS = {
    "date": "day of the stop (nominal; the year begins on a Monday)",
    "time": "time of day, HH:MM:SS",
    "department_name": "site",
    "type": "vehicular or pedestrian",
    "subject_race": "level of the scenario's axis race",
    "subject_sex": "level of the scenario's axis sex",
    "group": "the scenario's group",
    "alert": "kind of alert: false_match, stale_entry, wanted; empty where there was none",
    "last_stage": "the stage the case ended at; empty without an alert",
    "held_from_alert": "whether the person counts as held from the alert on",
}
"""Columns of every export; one column `reached_<stage>` (true or false) follows for each stage of the pathway."""


class RecordsExist(OSError):
    """The file is there already, and replacing it was not asked for."""


def export_records(
    compiled: Compiled,
    values: NDArray[np.float64],
    seed: int,
    path: Path,
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write one year's stops and return their number.

    Args:
        values: (unknowns,) the draw to live in, rows as in `Compiled.unknowns`.
        force: replace a file that stands there.

    Raises:
        RecordsExist: the file stands there and `force` is not given.
        ValueError: encounters of this scenario are not one record each (see `kernel.brute.world`).
        OSError: it cannot be written; a temporary file is removed, what stood there is untouched.
    """
    import pyarrow.parquet as pq

    if path.exists() and not force:
        raise RecordsExist(17, "is there already; --force replaces it", str(path))
    lived = world(compiled, values, seed)
    weeks = -(-len(lived.hours) // WEEK_HOURS)
    partial = path.with_name(f".partial-{path.name}")
    total = 0
    try:
        writer: Any = None
        for number in range(weeks):
            table = _table(compiled, live_week(lived, seed, number))
            writer = writer or pq.ParquetWriter(partial, table.schema, compression="zstd")
            writer.write_table(table)
            total += table.num_rows
            if progress is not None:
                progress(number + 1, weeks)
        writer.close()
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return total


def _table(compiled: Compiled, records: Records) -> pa.Table:
    """One week as a table; labels are dictionary-encoded, so a column costs its codes."""
    import pyarrow as pa

    order_axes = [group.split("/") for group in compiled.groups]
    moments = FIRST_DAY + records.seconds.astype("timedelta64[s]")
    stages = [stage.id for stage in compiled.stages]
    columns: dict[str, Any] = {
        "date": pa.array(moments.astype("datetime64[D]")),
        "time": pa.array((records.seconds % 86400).astype(np.int32), type=pa.time32("s")),
        "department_name": _labels(records.site, compiled.sites),
        "type": _labels(np.zeros(len(records), np.int8), (TYPES.get(compiled.kind, "other"),)),
    }
    for name, axis in (("subject_race", "race"), ("subject_sex", "sex")):
        if axis in compiled.axes:
            levels = [levels[compiled.axes.index(axis)] for levels in order_axes]
            known = sorted(set(levels))
            codes = np.array([known.index(level) for level in levels], dtype=np.int8)
            columns[name] = _labels(codes[records.group], known)
    columns["group"] = _labels(records.group, compiled.groups)
    columns["alert"] = _labels(records.kind, compiled.kinds)
    columns["last_stage"] = _labels(records.last_stage, stages)
    columns["held_from_alert"] = pa.array(records.held_from_alert)
    columns |= {f"reached_{stage}": pa.array(records.last_stage >= t) for t, stage in enumerate(stages)}
    return pa.table(columns)


def _labels(codes: NDArray[Any], names: Any) -> pa.Array:
    import pyarrow as pa

    narrow = codes.astype(np.int16)
    return pa.DictionaryArray.from_arrays(pa.array(narrow, mask=narrow == NOTHING), pa.array(list(names)))
