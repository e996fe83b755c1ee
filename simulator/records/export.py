"""Every stop of one simulated year as a Parquet file, in the Stanford Open Policing columns where they exist.

The year is lived stop by stop by the brute-force generator, one row group a week, so memory stays that of a week. Dates
are nominal: the year begins on Monday 1 January 2018, because the profile is by hour of the week.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.brute import NOTHING, Coded, Records, columns, world
from simulator.kernel.brute import week as live_week

if TYPE_CHECKING:
    import pyarrow as pa

    from simulator.model.compiled import Compiled

FIRST_DAY = np.datetime64("2018-01-01")
WEEK_HOURS = 168
TYPES = {"traffic_stops": "vehicular", "live_cameras": "pedestrian", "facility_gate": "pedestrian"}
COLUMNS = {
    "type": "vehicular or pedestrian",
    "date": "day of the stop (nominal; the year begins on a Monday)",
    "time": "time of day, HH:MM:SS",
    "location": "site",
    "subject_<axis>": "level of each axis of the scenario, such as subject_race and subject_sex",
    "alert": "kind of alert: false_match, stale_entry, wanted (or on_list); empty where there was none",
    "outcome": "the stage the case ended at; empty without an alert",
    "reached_<stage>": "whether the case reached each stage of the pathway",
    "held_from_alert": "whether the person counts as held from the alert on",
}
"""What an exported column holds; a name in angle brackets stands for one column each."""


THERE = "is there already; --force replaces it"


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

    if os.path.lexists(path) and not force:
        raise RecordsExist(17, THERE, str(path))
    lived = world(compiled, values, seed)
    weeks = -(-len(lived.hours) // WEEK_HOURS)
    handle, name = mkstemp(prefix=".partial-", suffix=".parquet", dir=path.parent)
    os.close(handle)
    partial = Path(name)
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
        partial.chmod(0o666 & ~_umask())
        if force:
            partial.replace(path)
        else:
            os.link(partial, path)  # unlike a renaming, never onto a file that somebody wrote meanwhile
    except FileExistsError:
        raise RecordsExist(17, THERE, str(path)) from None
    finally:
        partial.unlink(missing_ok=True)
    return total


def _umask() -> int:
    """What the user lets nobody else do; it can be read only by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


def _table(compiled: Compiled, records: Records) -> pa.Table:
    """One week as a table; names are dictionary-encoded, so a column costs its codes."""
    import pyarrow as pa

    named = {name: _array(column) for name, column in columns(compiled, records, FIRST_DAY).items()}
    named["time"] = named["time"].cast(pa.int32()).cast(pa.time32("s"))
    kind = Coded(np.zeros(len(records), np.int8), (TYPES.get(compiled.kind, "other"),))
    return pa.table({"type": _array(kind), **named})


def _array(column: NDArray[Any] | Coded) -> pa.Array:
    import pyarrow as pa

    if not isinstance(column, Coded):
        return pa.array(column)
    codes = column.codes.astype(np.int16)
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=codes == NOTHING), pa.array(list(column.labels))
    )
