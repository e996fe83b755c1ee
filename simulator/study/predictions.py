"""Predictions of rows whose outcome is not known yet, as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import LAST
from simulator.fitting.fit import Fit, predict, same_forces
from simulator.fitting.forecast import Forecast
from simulator.kernel.streams import stream
from simulator.records.deployments import Deployments, read_deployments

COLUMNS = ("row", "target", "mean", *(f"p{count}" for count in range(LAST + 1)))
DIGITS = 10
"""Figures of a probability in the file; a row still adds to 1 within one in a thousand million."""


def inputs(fit: Fit, path: Path, force: str = "") -> tuple[Deployments, tuple[str, ...]]:
    """Rows to predict, under the names of the fit's forces, and remarks on them.

    Raises:
        Faults: with everything wrong with the table.
    """
    rows = read_deployments(path, force=force, counted=False)
    named, remarks = same_forces(fit.record, rows)
    return named, (*rows.remarks, *remarks)


def predictions(
    fit: Fit, rows: Deployments, targets: Sequence[str], draws: int, seed: int
) -> dict[str, Forecast]:
    """A forecast of the rows for each kind of count."""
    return {target: predict(fit, rows, target, draws, seed) for target in targets}


def as_csv(rows: Deployments, made: dict[str, Forecast]) -> str:
    """One line a row and target, rows as they stand in the file: `row, target, mean, p0 … p79` and `p80`, the probability of 80 and more."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for target, forecast in made.items():
        means, cells = forecast.mean(), forecast.mixed()
        for i in np.argsort(rows.order):
            figures = (f"{each:.{DIGITS}g}" for each in (means[i], *cells[i]))
            writer.writerow([rows.rows[i], target, *figures])
    return text.getvalue()


def write_draws(rows: Deployments, made: dict[str, Forecast], path: Path, draws: int, seed: int) -> None:
    """Joint draws as Parquet: `row, target, draw, value`; equal draw numbers of one target belong together."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = []
    for target, forecast in made.items():
        counts = joint(target, forecast, draws, seed)
        n = len(rows)
        parts.append(
            pa.table(
                {
                    "row": pa.array(np.repeat(np.array(rows.rows, object), draws).tolist(), pa.string()),
                    "target": pa.array([target] * (n * draws), pa.string()),
                    "draw": pa.array(np.tile(np.arange(draws), n), pa.int32()),
                    "value": pa.array(counts.ravel().astype(np.int64), pa.int64()),
                }
            )
        )
    pq.write_table(pa.concat_tables(parts), path, compression="zstd")


def joint(target: str, forecast: Forecast, draws: int, seed: int) -> NDArray[np.float64]:
    """(rows, draws) counts drawn together."""
    return forecast.counts(draws, stream(seed, f"predict/{target}/counts", 0))
