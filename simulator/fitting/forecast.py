"""Forecasts: several laws side by side, one month ahead at a time, and their weighted mixture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import average, draw, table
from simulator.fitting.features import features
from simulator.fitting.laws import LAWS, TARGETS
from simulator.fitting.learning import Expected, Learned, expected, learn, recent, relearn, shared_out
from simulator.fitting.stacking import stacked
from simulator.kernel.streams import stream
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

SEED = 1
QUICK_DRAWS = 1_000
"""Draws of a law's forecast where many are made."""

FEWEST = 8
"""Rows a law has seen before its first forecast is scored."""

MOST_BLOCKS = 18
"""Months (or, in a table of few months, runs of rows) over which laws are scored: the latest."""

FEWEST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Forecast:
    """What several laws expect of the same rows, and how much each is trusted.

    Attributes:
        rows: (rows,) numbers of the rows in their table.
        laws: what each law expects.
        tables: (laws, rows, 81) its probabilities of counts.
    """

    rows: Rows
    laws: tuple[Expected, ...]
    tables: Floats

    def mixed(self, weights: Floats) -> Floats:
        """(rows, 81) probabilities under the mixture."""
        return np.asarray(np.tensordot(weights, self.tables, axes=1))

    def mean(self, weights: Floats) -> Floats:
        """(rows,) expected counts under the mixture, the tail included."""
        return np.asarray(weights @ np.array([average(law.means, law.scatter) for law in self.laws]))

    def counts(self, weights: Floats, draws: int, random: np.random.Generator) -> Floats:
        """(rows, draws) joint draws of counts: a draw follows one law in all rows, laws in proportion to their weights."""
        which = shared_out(weights, draws)
        found = np.empty((len(self.rows), draws))
        for number, law in enumerate(self.laws):
            mine = np.flatnonzero(which == number)
            taken = np.arange(len(mine)) * law.means.shape[1] // max(len(mine), 1)
            found[:, mine] = draw(law.means[:, taken], law.scatter.take(taken), random)
        return found


def months_of(days: NDArray[np.datetime64]) -> Rows:
    """Months since January 1970."""
    return days.astype("datetime64[M]").astype(np.int64)


def blocks_of(days: NDArray[np.datetime64], first: int) -> list[Rows]:
    """Rows from number `first` on by calendar month; in runs of equal length where they lie in fewer than six months."""
    numbers = np.arange(first, len(days))
    if not len(numbers):
        return []
    months = months_of(days[first:])
    if len(np.unique(months)) >= FEWEST_MONTHS:
        return [numbers[months == month] for month in np.unique(months)]
    return [run for run in np.array_split(numbers, min(len(numbers), MOST_BLOCKS // 2)) if len(run)]


def step_ahead(record: Deployments, target: str, blocks: Sequence[Rows]) -> Iterator[Forecast]:
    """Forecasts of blocks of rows, each from the rows before the block; scales are searched from where they last were."""
    last: dict[str, Floats] = {}
    for number, rows in enumerate(blocks):
        history = recent(record.take(np.arange(rows[0])))
        columns = features(history, record.take(rows).without_outcomes())
        made = []
        for law in LAWS:
            learned, found = learn(columns, history[target], law, TARGETS[target], 1, last.get(law.name))
            last[law.name] = learned.logs[0]
            random = stream(SEED, f"fit/{target}/{law.name}", number)
            made.append(expected(columns, history[target], law, TARGETS[target], found, QUICK_DRAWS, random))
        yield _forecast(rows, made)


def _forecast(rows: Rows, made: Sequence[Expected]) -> Forecast:
    return Forecast(rows, tuple(made), np.array([table(law.means, law.scatter) for law in made]))


def first_scored(record: Deployments, target: str) -> int:
    """The row from which on forecasts are scored: a third of the counts, and not fewer than eight, come before."""
    known = np.flatnonzero(np.isfinite(record[target]) & np.isfinite(record["faces_seen"]))
    before = max(len(known) // 3, FEWEST)
    return int(known[before]) if before < len(known) else len(record)


def scores_of(forecasts: Sequence[Forecast], counts: Floats) -> Floats:
    """(rows, laws) log probabilities of the counts known among the rows forecast."""
    found = [np.empty((0, len(LAWS)))]
    for each in forecasts:
        inside = np.minimum(np.nan_to_num(counts[each.rows]), each.tables.shape[2] - 1).astype(np.int64)
        chance = each.tables[:, np.arange(len(inside)), inside].T
        found.append(np.log(np.maximum(chance, 1e-300))[np.isfinite(counts[each.rows])])
    return np.concatenate(found)


def trust(record: Deployments, target: str) -> Floats:
    """(laws,) weights from forecasts of the table's later rows, each made from the rows before."""
    blocks = blocks_of(record.days, first_scored(record, target))[-MOST_BLOCKS:]
    return stacked(scores_of(list(step_ahead(record, target, blocks)), record[target]))


def ahead(
    histories: Sequence[Deployments],
    new: Deployments,
    target: str,
    learned: Sequence[Learned],
    draws: int,
    seed: int,
) -> Forecast:
    """Forecast of new rows from scales learned before; the effects are found anew, with the new rows' places and months.

    Args:
        histories: what each law learned from.
    """
    made = []
    for history, law, scales in zip(histories, LAWS, learned, strict=True):
        columns = features(history, new.without_outcomes())
        found = relearn(columns, history[target], law, TARGETS[target], scales)
        random = stream(seed, f"predict/{target}/{law.name}", 0)
        made.append(expected(columns, history[target], law, TARGETS[target], found, draws, random))
    return _forecast(np.arange(len(new)), made)
