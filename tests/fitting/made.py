"""Made tables whose truth is known: counts drawn deployment by deployment, by rules that are written out here.

Nothing of `simulator.fitting` is used. Each kind breaks one thing that the plainest law (so many per face) takes for granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.records.deployments import Deployments
from simulator.records.deployments.table import empty_numbers, empty_texts

Floats = NDArray[np.float64]

KINDS = {
    "faces": "so many per face",
    "hours": "so many per hour, however many faces pass",
    "deployments": "so many per deployment, whatever else",
    "heavy": "a heavy tail: log counts scatter like Student's t with 2.5 degrees of freedom",
    "outliers": "three deployments in a hundred have fifteen times what is usual",
    "under": "one force of three writes down one false alert in ten",
    "tenfold counter": "a new counter: faces seen rise tenfold in the rows to predict, and nothing else",
    "tenfold crowd": "ten times the people pass in the rows to predict",
    "second counter": "a new counter among the rows to learn from and another in those to predict: faces rise fourfold each time, and nothing else",
    "second crowd": "four times the people pass from some row to learn from on, and four times as many again in the rows to predict",
    "none": "not one false alert",
}


@dataclass(frozen=True, slots=True)
class Truth:
    """A made table, the number of its first row to predict, and what was planted."""

    table: Deployments
    first: int
    true_per_face: float
    false_per_face: float
    place_sd: float
    dispersion: float
    threshold_step: float
    true_means: Floats
    false_means: Floats


def made(kind: str, seed: int, *, forces: int = 1, rows: int = 240, first: int = 160) -> Truth:
    """A table of one kind; force i has exp(0.7 z_i) times the rate of the average force."""
    chance = np.random.default_rng(seed)
    names = [f"Force {i}" for i in range(forces)]
    force = chance.choice(names, rows)
    places = [f"{each} Place{chance.integers(12)} Street" for each in force]
    days = np.datetime64("2022-01-05") + np.sort(chance.integers(0, 3 * 365, rows)).astype("timedelta64[D]")
    place_sd, dispersion, step = 0.35, 0.15, -0.2
    of_place = {place: chance.normal(0, place_sd) for place in dict.fromkeys(places)}
    of_force = {name: chance.normal(0, 0.7) for name in names}
    minutes = np.round(chance.uniform(120, 480, rows))
    crowd = np.round(np.exp(chance.normal(8, 0.6, rows)) * minutes / 300) + 1
    number = np.arange(rows)
    grown = np.where(number < first, 1.0, 10.0 if kind.startswith("tenfold") else 1.0)
    if kind.startswith("second"):
        grown = 4.0 ** ((number >= 60).astype(float) + (number >= first))
    faces = crowd * grown
    threshold = np.where(number < 0.4 * rows, 0.60, 0.64)
    watchlist = np.round(10_000 * np.exp(chance.normal(0, 0.2, rows)))
    passed = crowd / 3_000
    if kind == "hours":
        passed = minutes / 300
    elif kind == "deployments":
        passed = np.ones(rows)
    elif kind.endswith("crowd"):
        passed = faces / (3_000 if kind.startswith("tenfold") else 12_000)
    force_effect = np.array([of_force[each] for each in force])
    place_effect = np.array([of_place[each] for each in places])
    true_means = 6 * passed * np.exp(place_effect + force_effect) * np.sqrt(watchlist / 10_000)
    false_means = (
        0.5 * passed * np.exp(force_effect) * (watchlist / 10_000) * np.exp(step * (threshold - 0.60) / 0.01)
    )
    true = _counted(kind, true_means, dispersion, chance)
    false = _counted(kind, false_means, 0.3, chance)
    if kind == "under":
        false = np.where(force == names[0], chance.binomial(false.astype(int), 0.1), false).astype(float)
    elif kind == "none":
        false = np.zeros(rows)
    numbers: dict[str, Any] = {
        "threshold": threshold,
        "watchlist_size": watchlist,
        "duration_min": minutes,
        "faces_seen": faces.astype(float),
        "true_alerts": true,
        "false_alerts": false,
        "arrests": chance.binomial(true.astype(int), 0.45).astype(float),
    }
    table = Deployments(
        tuple(str(i) for i in range(rows)),
        days,
        empty_texts(rows, {"force": force.tolist(), "place": places}),
        empty_numbers(rows, numbers),
    )
    return Truth(table, first, 6 / 3_000, 0.5 / 3_000, place_sd, dispersion, step, true_means, false_means)


def _counted(kind: str, means: Floats, dispersion: float, chance: np.random.Generator) -> Floats:
    if kind == "heavy":
        scattered = np.minimum(means * np.exp(0.7 * chance.standard_t(2.5, len(means))), 1e5)
        return chance.poisson(scattered).astype(float)
    counts = chance.poisson(means * chance.gamma(1 / dispersion, dispersion, len(means))).astype(float)
    if kind == "outliers":
        odd = chance.random(len(means)) < 0.03
        counts = np.where(odd, 15 * np.maximum(counts, 1), counts)
    return counts
