"""A forecast held to what was recorded: the fit, and simple rivals given the same rows.

*Rolling*: every month is predicted from all rows before it. *Frozen*: all rows are predicted from the training rows. The
rival to beat is chosen before any of it is seen: the best one month ahead over the last third of the training rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting import scores
from simulator.fitting.fit import fit_record, predict
from simulator.fitting.forecast import (
    MOST_BLOCKS,
    Forecast,
    Kept,
    blocks_of,
    first_scored,
    law_count,
    leaps_before,
    months_of,
    step_ahead,
    trusted,
)
from simulator.fitting.laboratory import Laboratory
from simulator.fitting.laws import names_of
from simulator.fitting.rivals import rival_tables
from simulator.fitting.trust import Trust
from simulator.kernel.streams import stream
from simulator.records.deployments import Deployments
from simulator.results.validation import Total

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

SEED = 1
DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Scored:
    """One forecaster's scores over the rows predicted."""

    log: Floats
    crps: Floats
    coverage: Mapping[float, float]
    width: float

    @property
    def mean_log(self) -> float:
        """The mean log score a row; higher is better."""
        return float(self.log.mean())


@dataclass(frozen=True, slots=True)
class Verdict:
    """One kind of count: the fit's scores, every rival's, and the joint total.

    Attributes:
        rows: (n,) numbers of the rows scored, in the table.
        means: (n,) expected counts; `tables` (n, 81) their probabilities.
        to_beat: the rival chosen on training rows; `best` the one that was best in hindsight.
        weights: what each law is trusted with at the end.
        chosen_on: how many training rows chose the rival; 0 where there were too few, and the best one is taken.
    """

    target: str
    rows: Rows
    recorded: Floats
    means: Floats
    tables: Floats
    fit: Scored
    rivals: Mapping[str, Scored]
    to_beat: str
    best: str
    chosen_on: int
    total: Total
    rival_total: Total
    histogram: list[float]
    weights: Mapping[str, float]
    months: Rows

    def gain_on(self, rival: str) -> scores.Gain:
        """By how much the fit is better than a rival, a row."""
        return scores.gain(self.fit.log, self.rivals[rival].log, self.months)


def validate(
    record: Deployments,
    first: int,
    target: str,
    *,
    rolling: bool,
    laboratory: Laboratory | None = None,
    progress: Callable[[str], None] = lambda _: None,
    kept: Kept | None = None,
) -> Verdict | None:
    """Score predictions of the rows from number `first` on; None where none of them is counted.

    Args:
        record: all rows, sorted by date; those before `first` are for training.
        kept: what laws expected of the same rows and `first` before; true alerts are asked of again for arrests.
    """
    counted = np.isfinite(record[target])
    rows = np.arange(first, len(record))
    rows = rows[counted[rows]]
    if not len(rows) or not (counted & np.isfinite(record["faces_seen"]))[:first].any():
        return None
    progress(target)
    blocks = _split(record, first) if rolling else [np.arange(first, len(record))]
    forecasts, trust = (
        _rolling(record, first, target, blocks, kept)
        if rolling
        else _frozen(record, first, target, laboratory)
    )
    random = stream(SEED, f"validate/{target}", 0)
    tables = np.concatenate([each.mixed() for each in forecasts])
    means = np.concatenate([each.mean() for each in forecasts])
    draws = [each.counts(DRAWS, random) for each in forecasts]
    total = np.concatenate(draws)[rows - first].sum(axis=0)
    rivals = _rivals(record, blocks, target, laboratory)
    recorded = record[target][rows]
    scored = {name: _scored(cells[rows - first], recorded) for name, cells in rivals.items()}
    best = max(scored, key=lambda name: scored[name].mean_log)
    to_beat, chosen_on = _chosen(record, first, target, laboratory)
    to_beat = to_beat or best
    cells = tables[rows - first]
    return Verdict(
        target=target,
        rows=rows,
        recorded=recorded,
        means=means[rows - first],
        tables=cells,
        fit=_scored(cells, recorded),
        rivals=scored,
        to_beat=to_beat,
        best=best,
        chosen_on=chosen_on,
        total=scores.total_of(total, float(recorded.sum())),
        rival_total=scores.total_of(
            _independent(rivals[to_beat][rows - first], random), float(recorded.sum())
        ),
        histogram=scores.histogram(cells, recorded),
        weights=dict(zip(names_of(len(trust.known)), trust.known.tolist(), strict=True)),
        months=months_of(record.days[rows]),
    )


def _scored(tables: Floats, counts: Floats) -> Scored:
    return Scored(
        scores.log_scores(tables, counts),
        scores.crps(tables, counts),
        scores.coverage(tables, counts),
        float(scores.widths(tables).mean()),
    )


def _split(record: Deployments, first: int) -> list[Rows]:
    """The rows from `first` on by calendar month, however few months there are."""
    months = record.months
    rows = np.arange(first, len(record))
    return [rows[months[rows] == month] for month in np.unique(months[rows])]


def _rolling(
    record: Deployments, first: int, target: str, blocks: list[Rows], kept: Kept | None
) -> tuple[list[Forecast], Trust]:
    """Each month from the rows before it, each law weighed by what it had said before that month; and the last weights."""
    begin = min(first_scored(record, target), first)
    earlier = [each[each < first] for each in blocks_of(record.days, begin)]
    earlier = [each for each in earlier if len(each)][-MOST_BLOCKS:]
    made = list(step_ahead(record, target, [*earlier, *blocks], kept))
    entered = leaps_before(record, target, [int(rows[0]) for rows in blocks], kept)
    found = []
    for number, past in enumerate(entered, start=len(earlier)):
        trust = trusted(made[:number], past, record[target], law_count(record, target))
        found.append(made[number].trusting(trust))
    return found, trust


def _frozen(
    record: Deployments, first: int, target: str, laboratory: Laboratory | None
) -> tuple[list[Forecast], Trust]:
    """All rows from the training rows, and a laboratory's where it is given."""
    fit = fit_record(record.take(np.arange(first)), laboratory, only=target)
    made = predict(fit, record.take(np.arange(first, len(record))), target, DRAWS, SEED)
    return [made], fit.taught[target].trust


def _rivals(
    record: Deployments, blocks: list[Rows], target: str, laboratory: Laboratory | None
) -> Mapping[str, Floats]:
    """(rows, 81) by rival, each block from the rows before it."""
    found: dict[str, list[Floats]] = {}
    for rows in blocks:
        history = record.take(np.arange(rows[0]))
        for name, cells in rival_tables(history, record.take(rows), target, laboratory).items():
            found.setdefault(name, []).append(cells)
    return {name: np.concatenate(cells) for name, cells in found.items()}


def _chosen(record: Deployments, first: int, target: str, laboratory: Laboratory | None) -> tuple[str, int]:
    """The rival that was best one month ahead over the last third of the training rows, and over how many."""
    training = record.take(np.arange(first))
    begin = max(first - first // 3, 1)
    blocks = _split(training, begin) if begin < first else []
    rows = np.concatenate(blocks) if blocks else np.zeros(0, np.int64)
    known = np.isfinite(training[target][rows])
    if not known.any():
        return "", 0
    found = _rivals(training, blocks, target, laboratory)
    counts = training[target][rows][known]
    best = max(found, key=lambda name: scores.log_scores(found[name][known], counts).mean())
    return best, int(known.sum())


def _independent(tables: Floats, random: np.random.Generator) -> Floats:
    """(draws,) totals of rows drawn each for itself, as a rule with a known rate has them."""
    reached = np.cumsum(tables, axis=1)
    total = np.zeros(DRAWS)
    for row in reached:
        total += np.searchsorted(row, random.random(DRAWS) * row[-1])
    return total
