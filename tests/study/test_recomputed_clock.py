"""Anyone can recompute the clock's printed figures from a result's files: nothing of ours is imported here.

How long people are held comes from runs without queues, of many draws, two a draw; what queues add is the difference between runs played
through them and the same cases without (docs/clock.md, "Experimentation"; docs/results.md says what the columns are).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

Array = NDArray[np.float64]
BEYOND = {"15min": 900, "1h": 3600, "4h": 14_400, "24h": 86_400}
FEWEST, FEWEST_FOR_A_SHARE = 20, 100


def quantile(values: Array, p: float, weight: Array | None = None) -> float:
    """Where the weight below reaches a share p; half-way to the next value where it just does."""
    known = ~np.isnan(values)
    if not known.any():
        return math.nan
    if weight is None:
        in_order, place = np.sort(values[known]), round(known.sum() * p, 6)
        first, last = max(math.ceil(place) - 1, 0), min(math.floor(place), len(in_order) - 1)
        return float(in_order[first] + in_order[last]) / 2
    values, weight = values[known], weight[known]
    order = np.argsort(values)
    share = np.cumsum(weight[order]) / weight.sum()
    first = min(int(np.searchsorted(share, p - 1e-9)), len(values) - 1)
    last = min(int(np.searchsorted(share, p + 1e-9, side="right")), len(values) - 1)
    return float(values[order][first] + values[order][last]) / 2


class Runs:
    """People of some runs: each quantity once in every run, for a group or roll-up of innocent people."""

    def __init__(self, path: Path, alone: str = "") -> None:
        table = pq.read_table(path)
        self.study = json.loads(table.schema.metadata[b"study"])
        self.runs = len(self.study["draw"])
        self.group, self.kind = (np.asarray(table[name].to_pylist(), object) for name in ("group", "kind"))
        self.run = table["replication"].to_numpy()
        self.seconds = {
            name: np.asarray(table[f"seconds_{column}{alone}"].to_numpy(), np.float64)
            for name, column in (("held", "held"), ("held_from_alert", "from_alert"))
        }
        self.limited = table[f"to_legal_limit{alone}"].to_numpy(zero_copy_only=False)
        walked = "walked_on" in table.column_names and not alone
        self.walked = table["walked_on"].to_numpy(zero_copy_only=False) if walked else None

    def innocent(self, people: str) -> NDArray[np.bool_]:
        members = self.study["members"][people]
        return np.isin(self.group, members) & np.isin(self.kind, self.study["innocent"])

    def count(self, rows: NDArray[np.bool_], weight: Array | None = None) -> Array:
        found = np.bincount(self.run[rows], None if weight is None else weight[rows], minlength=self.runs)
        return np.asarray(found, np.float64)

    def longer(self, limit: float) -> tuple[Array, Array]:
        """Innocent people held in every run, and those of them who were held longer."""
        held = self.innocent("all") & ~np.isnan(self.seconds["held"])
        return self.count(held), self.count(held & (self.seconds["held"] > limit))

    def quantities(self, people: str) -> Iterator[tuple[str, Array]]:
        mine = self.innocent(people)
        for name, seconds in self.seconds.items():
            there = mine & ~np.isnan(seconds)
            n = self.count(there)
            yield name, n
            by_run = [seconds[there & (self.run == run)] for run in range(self.runs)]
            for label, p in (("median", 0.5), ("p95", 0.95), ("longest", 1.0)):
                yield f"{name}_{label}", np.array([quantile(times, p) for times in by_run])
            yield f"{name}_hours", self.count(there, seconds / 3600)
            if name == "held":
                with np.errstate(invalid="ignore"):
                    for label, bound in BEYOND.items():
                        yield f"held_beyond_{label}", self.count(there & (seconds > bound)) / n
                    if self.study["enforced"]:
                        yield "held_to_legal_limit", self.count(there & self.limited) / n


def enough(measure: str, n: Array) -> bool:
    """Whether there are people enough for a figure: lengths of time of 20, a 95th percentile of 20 in the middle run, shares of 100."""
    if measure.startswith(("held_beyond", "held_to_legal")):
        return bool(n.sum() >= FEWEST_FOR_A_SHARE)
    if measure.endswith("_p95") and quantile(n, 0.5) < FEWEST:
        return False
    return not measure.endswith(("_median", "_p95", "_longest")) or bool(n.sum() >= FEWEST)


def of_doubts(values: Array, draw: Array, logs: bool) -> dict[str, Any]:
    """Figures over runs, several a draw: chance is the spread within draws, the unknowns' that of the draws' means beyond it."""
    known = ~np.isnan(values)
    logs = logs and bool((values[known] > 0).all())
    scaled = np.log(values) if logs else np.sqrt(values)

    def plain(x: float) -> float:
        return math.exp(x) if logs else (x if math.isnan(x) else max(x, 0.0)) ** 2

    draws = [known & (draw == each) for each in np.unique(draw)]
    n = np.array([of.sum() for of in draws])
    means = np.array([scaled[of].mean() if of.any() else np.nan for of in draws])
    apart = np.full(len(values), np.nan)
    for of, many, mean in zip(draws, n, means, strict=True):
        if many > 1:
            apart[of] = (scaled[of] - mean) * math.sqrt(many / (many - 1))
    middle = math.log(quantile(values, 0.5)) if logs else math.sqrt(quantile(values, 0.5))
    there = n > 0
    seen = means[there].var(ddof=1) if there.sum() > 1 else math.nan
    several = apart[~np.isnan(apart)]
    within = float(np.mean(several**2)) if len(several) else math.nan
    shrink = math.sqrt(max(0.0, 1 - within * float(np.mean(1 / n[there])) / seen)) if seen > 0 else 0.0
    shrink = math.nan if math.isnan(within * seen) else shrink
    centre = means[there].mean()
    by_draw = np.array([values[of].mean() for of in draws if of.any()])
    return {
        **{name: quantile(values, p) for name, p in (("median", 0.5), ("lo", 0.05), ("hi", 0.95))},
        "mean": values[known].mean(),
        "chance": [plain(middle + quantile(apart, p)) for p in (0.05, 0.95)],
        "audit": [plain(centre + shrink * quantile(means[there] - centre, p)) for p in (0.05, 0.95)],
        "half_width": 1.959964 * math.sqrt(by_draw.var(ddof=1) / len(by_draw)),
        "replications": int(known.sum()),
    }


def mean_of(values: Array, weight: Array) -> float:
    known = ~np.isnan(values)
    return float((values[known] * weight[known]).sum() / weight[known].sum()) if known.any() else math.nan


def error_of(values: Array, study: dict[str, Any]) -> float:
    """√Σ W² s²/n over strata."""
    total = 0.0
    for stratum, share in enumerate(study["share"]):
        mine = values[np.array(study["stratum"]) == stratum]
        mine = mine[~np.isnan(mine)]
        total += (
            share**2 * (mine.var(ddof=1) / len(mine) if len(mine) > 1 else math.nan) if len(mine) else 0.0
        )
    return math.sqrt(total)


def moved(
    alone: dict[str, Any], did: Array, would: Array, study: dict[str, Any], most: float
) -> dict[str, Any]:
    """A figure of runs without queues, moved by what queues change in others."""
    weight = np.array(study["weight"])

    def by(p: float) -> float:
        added = quantile(did, p, weight) - quantile(would, p, weight)
        return 0.0 if math.isnan(added) else added

    def within(x: float) -> float:
        return min(max(x, 0.0), most)

    middle = within(alone["median"] + by(0.5))
    mean, error = mean_of(did, weight) - mean_of(would, weight), error_of(did - would, study)
    return {
        "median": middle,
        "lo": min(within(alone["lo"] + by(0.05)), middle),
        "hi": max(within(alone["hi"] + by(0.95)), middle),
        "mean": within(alone["mean"] + (0.0 if math.isnan(mean) else mean)),
        "chance": [within(x + by(0.5)) for x in alone["chance"]],
        "audit": [within(x + by(0.5)) for x in alone["audit"]],
        "half_width": math.hypot(alone["half_width"], 0.0 if math.isnan(error) else 1.959964 * error),
        "replications": alone["replications"],
    }


def agrees(found: dict[str, Any], printed: dict[str, Any], where: object) -> None:
    for name, number in found.items():
        told = printed[name]
        for one, other in zip(np.ravel(number), np.ravel(told), strict=True):
            assert (other is None) == (not math.isfinite(one)), (where, name, number, told)
            assert other is None or one == pytest.approx(other, rel=1e-5, abs=1e-9), (
                where,
                name,
                number,
                told,
            )


def test_every_figure_of_people_comes_from_both_tables(result: Path) -> None:
    clock = json.loads((result / "summary.json").read_text(encoding="utf-8"))["clock"]
    through = Runs(result / "durations.parquet")
    would = Runs(result / "durations.parquet", "_alone")
    alone = Runs(result / "durations_alone.parquet")
    draw, weight = np.array(alone.study["draw"]), np.array(through.study["weight"])
    seen = set()
    for people in through.study["members"]:
        n: Array = np.zeros(0)
        for (measure, values), (_, did), (_, same) in zip(
            alone.quantities(people), through.quantities(people), would.quantities(people), strict=True
        ):
            n = values if measure in alone.seconds else n
            printed = clock["measures"][measure]["values"][people]["innocent"]
            seen.add(measure)
            if not enough(measure, n):
                assert printed["median"] is None, (measure, people)
                continue
            unit = clock["measures"][measure]["unit"]
            figure = of_doubts(values, draw, logs=unit == "s")
            agrees(
                moved(figure, did, same, through.study, 1 if unit == "share" else math.inf),
                printed,
                (measure, people),
            )
        assert through.walked is not None
        walked = through.count(through.innocent(people) & through.walked)
        told = clock["measures"]["walked_on"]["values"][people]["innocent"]
        found = {
            name: quantile(walked, p, weight) for name, p in (("median", 0.5), ("lo", 0.05), ("hi", 0.95))
        }
        agrees(found | {"mean": mean_of(walked, weight)}, told, ("walked_on", people))
    if clock["legal_limit"] is not None:
        beyond = [each.longer(clock["legal_limit"]) for each in (alone, through, would)]
        with np.errstate(invalid="ignore"):
            share, did, same = (longer / n for n, longer in beyond)
        found = moved(of_doubts(share, draw, logs=False), did, same, through.study, 1)
        people, longer = (int(each.sum()) for each in beyond[0])
        agrees(found | {"people": people, "longer": longer}, clock["beyond_limit"], "beyond the legal limit")
    rest = {name for name in clock["measures"] if not name.startswith(("correction", "officer"))}
    assert rest == seen | {"walked_on"}


def test_officers_and_corrections_come_from_what_the_table_says_of_its_runs(result: Path) -> None:
    clock = json.loads((result / "summary.json").read_text(encoding="utf-8"))["clock"]
    study = json.loads(pq.read_schema(result / "durations.parquet").metadata[b"study"])
    weight, hours = np.array(study["weight"]), np.array(study["officer_hours"])
    found = np.array(next(iter(study["reached"]["wanted"].values()))[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(found > 0, hours / found, np.nan)
    for name, values in (("officer_hours", hours), ("officer_hours_per_wanted_found", per)):
        figure = {
            point: quantile(values, p, weight) for point, p in (("median", 0.5), ("lo", 0.05), ("hi", 0.95))
        }
        agrees(
            figure | {"mean": mean_of(values, weight), "half_width": 1.959964 * error_of(values, study)},
            clock["measures"][name]["values"]["all"]["all"],
            name,
        )
    for kind, stages in study["reached"].items():
        for stage, (did, would) in stages.items():
            printed = clock["measures"][f"correction_{stage}"]["values"]["all"][kind]
            if sum(would):
                assert weight @ np.array(did) / (weight @ np.array(would)) == pytest.approx(printed["mean"])


def test_the_tables_say_what_made_them(result: Path) -> None:
    summary = json.loads((result / "summary.json").read_text(encoding="utf-8"))
    for name in ("durations.parquet", "durations_alone.parquet"):
        study = json.loads(pq.read_schema(result / name).metadata[b"study"])
        assert {key: study[key] for key in ("id", "version", "seed", "draws")} == {
            key: summary[key] for key in ("id", "version", "seed", "draws")
        }
        assert study["weeks"] == summary["clock"]["weeks"]
    assert len(study["draw"]) == summary["clock"]["replications"]
    assert (result / "durations_alone.parquet").stat().st_size < 4_000_000
