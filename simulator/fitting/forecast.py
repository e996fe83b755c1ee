"""Forecasts: several laws side by side, one month ahead at a time, and their weighted mixture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import average, draw, table
from simulator.fitting.features import Features, features
from simulator.fitting.laws import LAWS, TARGETS
from simulator.fitting.learning import Expected, Learned, expected, learn, recent, relearn, shared_out
from simulator.fitting.thinning import can_thin, share_of, thinned
from simulator.fitting.trust import FEWEST, Trust, first_rows, trust_of
from simulator.kernel.streams import stream
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

SEED = 1
QUICK_DRAWS = 1_000
"""Draws of a law's forecast where many are made."""

MOST_BLOCKS = 18
"""Months (or, in a table of few months, runs of rows) over which laws are scored: the latest."""

MOST_LEAPS = 6
"""Settings whose first rows are predicted from the rows before: the latest."""

FEWEST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Forecast:
    """What several laws expect of the same rows, and how much each is trusted.

    Attributes:
        rows: (rows,) numbers of the rows in their table.
        laws: what each law expects.
        tables: (laws, rows, 81) its probabilities of counts.
        fresh: (rows,) whether a row's setting is new.
        weights: (rows, laws); equal until something is known of the laws.
    """

    rows: Rows
    laws: tuple[Expected, ...]
    tables: Floats
    fresh: NDArray[np.bool_]
    weights: Floats

    def trusting(self, trust: Trust) -> Forecast:
        """The same forecast with the laws weighed."""
        return replace(self, weights=trust.of(self.fresh))

    def mixed(self) -> Floats:
        """(rows, 81) probabilities under the mixture."""
        return np.asarray(np.einsum("rl,lrc->rc", self.weights, self.tables))

    def mean(self) -> Floats:
        """(rows,) expected counts under the mixture, the tail included."""
        each = np.array([average(law.means, law.scatter) for law in self.laws])
        return np.asarray(np.einsum("rl,lr->r", self.weights, each))

    def counts(self, draws: int, random: np.random.Generator) -> Floats:
        """(rows, draws) joint draws of counts: a draw follows one law in all rows of a kind, laws in proportion to their weights."""
        order = random.permutation(draws)
        found = np.empty((len(self.rows), draws))
        for fresh in (False, True):
            rows = np.flatnonzero(self.fresh == fresh)
            if not len(rows):
                continue
            which = shared_out(self.weights[rows[0]], draws)
            for number, law in enumerate(self.laws):
                mine = np.flatnonzero(which == number)
                taken = order[mine] % law.means.shape[1]
                means = law.means[np.ix_(rows, taken)]
                found[np.ix_(rows, mine)] = draw(means, law.scatter.take(taken), random)
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


Kept = dict[tuple[str, tuple[bytes, ...]], list[Expected]]
"""What laws expected of blocks, by the count learned from and the rows of the blocks so far: arrests ask what true alerts asked.
All of the rows, for the first rows of a setting leave out those of other forces and those that are not counted."""


def step_ahead(
    record: Deployments, target: str, blocks: Sequence[Rows], kept: Kept | None = None
) -> Iterator[Forecast]:
    """Forecasts of blocks of rows, each from the rows before the block; scales are searched from where they last were."""
    kept = {} if kept is None else kept
    last: dict[str, Floats] = {}
    sources = (target, "true_alerts") if can_thin(record, target) else (target,)
    begun: tuple[bytes, ...] = ()
    for number, rows in enumerate(blocks):
        history = recent(record.take(np.arange(rows[0])))
        new = record.take(rows).without_outcomes()
        columns = features(history, new)
        begun = (*begun, rows.tobytes())
        for source in sources:
            if (source, begun) not in kept:
                kept[source, begun] = _expected(columns, history[source], source, number, last)
        made = [each for source in sources for each in kept[source, begun]]
        made = _with_thinned(made, history, new, stream(SEED, f"fit/{target}/share", number))
        yield _forecast(rows, made, columns.fresh)


def _expected(
    columns: Features, counts: Floats, source: str, number: int, last: dict[str, Floats]
) -> list[Expected]:
    """What each law learned from these counts expects; `last` holds where the scales were, and is brought up to date."""
    made = []
    for law in LAWS:
        name, aim = f"fit/{source}/{law.name}", TARGETS[source]
        learned, found = learn(columns, counts, law, aim, 1, last.get(name))
        last[name] = learned.logs[0]
        made.append(expected(columns, counts, law, aim, found, QUICK_DRAWS, stream(SEED, name, number)))
    return made


def _with_thinned(
    made: Sequence[Expected], history: Deployments, new: Deployments, random: np.random.Generator
) -> list[Expected]:
    """What laws learned from true alerts (those after the first few) expect, as arrests."""
    own, others = list(made[: len(LAWS)]), made[len(LAWS) :]
    if not others:
        return own
    share = share_of(history, int(months_of(new.days).min()))
    return [*own, *(thinned(each, share, new.forces, random) for each in others)]


def _forecast(rows: Rows, made: Sequence[Expected], fresh: NDArray[np.bool_]) -> Forecast:
    tables = np.array([table(law.means, law.scatter) for law in made])
    return Forecast(rows, tuple(made), tables, fresh, np.full((len(rows), len(made)), 1.0 / len(made)))


def first_scored(record: Deployments, target: str) -> int:
    """The row from which on forecasts are scored: a third of the counts, and not fewer than eight, come before."""
    known = np.flatnonzero(np.isfinite(record[target]) & np.isfinite(record["faces_seen"]))
    before = max(len(known) // 3, FEWEST)
    return int(known[before]) if before < len(known) else len(record)


def scores_of(forecasts: Sequence[Forecast], counts: Floats, laws: int) -> Floats:
    """(rows, laws) log probabilities of the counts known among the rows forecast."""
    found = [np.empty((0, laws))]
    for each in forecasts:
        inside = np.minimum(np.nan_to_num(counts[each.rows]), each.tables.shape[2] - 1).astype(np.int64)
        chance = each.tables[:, np.arange(len(inside)), inside].T
        found.append(np.log(np.maximum(chance, 1e-300))[np.isfinite(counts[each.rows])])
    return np.concatenate(found)


@dataclass(frozen=True, slots=True)
class Leap:
    """The first rows of a setting, and the log probability (laws,) of their counts from the rows before."""

    rows: Rows
    log_scores: Floats


def leaps(record: Deployments, target: str, kept: Kept | None = None) -> list[Leap]:
    """What the laws said of the table's later settings."""
    return leaps_before(record, target, [len(record)], kept)[0]


def leaps_before(
    record: Deployments, target: str, ends: Sequence[int], kept: Kept | None = None
) -> list[list[Leap]]:
    """For each number of rows, the latest settings as they show in so many of the first rows, and what the laws said of them.

    Where a setting begins may show some rows later only, and which are the latest changes as well: whoever stands before a
    month knows neither.
    """
    kept = {} if kept is None else kept
    made: dict[bytes, Leap] = {}
    found = []
    for end in ends:
        seen = record.take(np.arange(end))
        entered = first_rows(seen, seen[target])[-MOST_LEAPS:]
        for rows in entered:
            if rows.tobytes() not in made:
                made[rows.tobytes()] = _leap(record, target, rows, kept)
        found.append([made[rows.tobytes()] for rows in entered])
    return found


def _leap(record: Deployments, target: str, rows: Rows, kept: Kept) -> Leap:
    """A new counter or crowd is one for every kind of count, so that true alerts, of which there are most, speak for the others, too."""
    laws = law_count(record, target)
    each = scores_of(list(step_ahead(record, target, [rows], kept)), record[target], laws).sum(axis=0)
    if target != "true_alerts" and np.isfinite(record["true_alerts"][rows]).any():
        others = step_ahead(record, "true_alerts", [rows], kept)
        true = scores_of(list(others), record["true_alerts"], len(LAWS)).sum(axis=0)
        each = each + np.resize(true, laws)
    return Leap(rows, each)


def trusted(months: Sequence[Forecast], entered: Sequence[Leap], counts: Floats, laws: int) -> Trust:
    """What forecasts of months, and of settings entered, say of the laws that made them."""
    each = np.array([leap.log_scores for leap in entered]).reshape(len(entered), laws)
    return trust_of(scores_of(months, counts, laws), each)


def law_count(record: Deployments, target: str) -> int:
    """How many laws speak of a count: arrests may be thinned from true alerts, too."""
    return len(LAWS) * (2 if can_thin(record, target) else 1)


def trust(record: Deployments, target: str, kept: Kept) -> Trust:
    """Weights of the laws from forecasts of the table's later rows, each made from the rows before."""
    blocks = blocks_of(record.days, first_scored(record, target))[-MOST_BLOCKS:]
    months = list(step_ahead(record, target, blocks, kept))
    return trusted(months, leaps(record, target, kept), record[target], law_count(record, target))


@dataclass(frozen=True, slots=True)
class Source:
    """A count that laws were learned from: by law, the rows and the scales found."""

    target: str
    rows: tuple[Deployments, ...]
    scales: tuple[Learned, ...]

    def expect(self, new: Deployments, draws: int, seed: int) -> Iterator[Expected]:
        """What each law expects of new rows; effects are found anew, with the new rows' places and months."""
        for history, law, scales in zip(self.rows, LAWS, self.scales, strict=True):
            columns, counts = features(history, new), history[self.target]
            aim = TARGETS[self.target]
            found = relearn(columns, counts, law, aim, scales)
            random = stream(seed, f"predict/{self.target}/{law.name}", 0)
            yield expected(columns, counts, law, aim, found, draws, random)


def ahead(
    sources: Mapping[str, Source],
    history: Deployments,
    new: Deployments,
    target: str,
    thin: bool,
    draws: int,
    seed: int,
) -> Forecast:
    """Forecast of new rows from scales learned before; `thin`: also by way of true alerts, which are then among the sources."""
    wanted = (target, "true_alerts") if thin else (target,)
    plain = new.without_outcomes()
    made = [each for name in wanted for each in sources[name].expect(plain, draws, seed)]
    made = _with_thinned(made, history, plain, stream(seed, f"predict/{target}/share", 0))
    return _forecast(np.arange(len(new)), made, features(history, plain).fresh)
