"""A town whose rates come from a made fit, and years of it lived by hand: a row is the truth, and no formula of the model is used.

Cameras run at another threshold and watchlist than the fit's, in a setting the fit does not know. What is lived: each face that is nobody's on the
list has one chance, each true alert is of somebody on it, each case has a coin a stage.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact
from simulator.kernel.run import relive
from simulator.kernel.streams import stream
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.scenario import load
from simulator.study.calibration.ranks import DRAWS, Ranks, rank
from tests.calibration.wrong import Columns
from tests.fitted.folder import ROWS, THRESHOLD, WATCHLIST, fit_folder
from tests.scenario.gate import assumed, scenario

Floats = NDArray[np.float64]

GROUPS = ("female", "male")
FACES, PEOPLE, ON_LIST = (4_000_000, 6_000_000), (300_000, 300_000), (50, 150)
LIST, STRICTER = 200, 0.03
STALE, STALE_ARRESTED = 0.1, 0.2
FALSE, WANTED = (0.5, 0.2), 0.9
"""Chances to go on: of false matches from both stages; of wanted people from the first, the second being what the fit's arrests leave."""
OUTCOMES = ("alerts", "false_alerts", "wrongly_held", "wrongful_arrests", "wanted_found")


def rows(seed: int = 3) -> dict[str, Floats]:
    """Joint rows with level and growth so correlated that it widens a rate carried to a list of two hundred."""
    chance = np.random.default_rng(seed)
    first, second, third, fourth, fifth, sixth = chance.standard_normal((6, ROWS))
    growth = 0.6 + 0.1 * (-0.9 * first + np.sqrt(1 - 0.9**2) * second)
    made = {
        "false_rate": 3e-4 * np.exp(0.6 * first),
        "false_watchlist": growth,
        "false_threshold": -0.25 + 0.03 * third,
        "false_setting": np.full(ROWS, 0.25),
        "true_rate": 1e-3 * np.exp(0.3 * fourth),
        "true_watchlist": 0.7 + 0.05 * fifth,
        "true_threshold": -0.1 + 0.02 * sixth,
        "true_setting": np.full(ROWS, 0.5),
        "arrest_share": chance.beta(45, 55, ROWS),
    }
    order = np.argsort(first)
    return {name: values[order].astype(np.float32).astype(float) for name, values in made.items()}


def program(folder: Path, made: Columns) -> Compiled:
    """The town as the program reads it, with these rows for its fit."""
    fit_folder(folder / "fit", made=dict(made))
    at = {"threshold": THRESHOLD + STRICTER}
    new = {"place": "town", "differs_by": ["setting"]}
    minute = {"value": "1 min", "assumed": "made up"}
    first = dict(
        zip(("false_match", "stale_entry", "wanted"), map(assumed, (FALSE[0], 0.8, WANTED)), strict=True)
    )
    arrests = {"posterior": "made/arrest_share"}
    second = {
        "false_match": assumed(FALSE[1]),
        "stale_entry": assumed(STALE_ARRESTED / 0.8),
        "wanted": arrests,
    }
    whole = scenario({"sex": list(GROUPS)}, {"none": "made up"}) | {
        "fits": {"made": {"folder": "fit"}},
        "encounters": _by_group(FACES),
        "population": _by_group(PEOPLE),
        "gallery": {
            "persons": LIST,
            "composition": {"sex": {"levels": {g: assumed(n / LIST) for g, n in zip(GROUPS, ON_LIST, strict=True)}}},
        },
        "mated": {
            "enrolled_encountered": {"posterior": "made/true_rate", "at": at, "new": new},
            "stale": assumed(STALE),
            "fnir": assumed(0.2),
        },
        "matcher": {
            "level": {"posterior": "made/false_rate", "as": "fpir", "at": at, "new": new},
            "growth": {"posterior": "made/false_watchlist"},
            "differential": {"none": "made up"},
            "transfer": assumed(1),
            "frailty": assumed(0),
            "policy": "fixed_threshold",
        },
        "pathway": [
            {"stage": "looked_at", "liberty": "free", "takes": minute, "proceeds": first},
            {"stage": "held", "liberty": "held", "takes": minute, "proceeds": second},
            {"stage": "arrested", "liberty": "held", "counts_as": "arrest", "takes": minute},
        ],
    }  # fmt: skip
    path = folder / "town.yaml"
    path.write_text(json.dumps(whole), encoding="utf-8")
    loaded = load(str(path))
    return compile_scenario(loaded.scenario, loaded.library)


def _by_group(numbers: tuple[int, ...]) -> dict[str, Any]:
    return {"by_group": dict(zip(GROUPS, map(assumed, numbers), strict=True))}


def live(made: Columns, rng: np.random.Generator) -> dict[str, float]:
    """One year in a world: some row of the fit, and a setting that differs as its settings do."""
    at = rng.integers(ROWS)
    row = {name: float(values[at]) for name, values in made.items()}
    smaller, hundredths = LIST / WATCHLIST, 100 * STRICTER
    here = {
        kind: row[f"{kind}_rate"]
        * smaller ** row[f"{kind}_watchlist"]
        * np.exp(hundredths * row[f"{kind}_threshold"])
        * rng.lognormal(0, row[f"{kind}_setting"])
        for kind in ("false", "true")
    }
    false = sum(int(rng.binomial(faces, here["false"])) for faces in FACES)
    true = int(rng.poisson(sum(FACES) * here["true"]))
    stale = int(rng.binomial(true, STALE))
    left = (row["arrest_share"] - STALE * STALE_ARRESTED) / (1 - STALE)  # of wanted people, all the way
    looked = [int(rng.binomial(n, p)) for n, p in ((false, FALSE[0]), (stale, 0.8), (true - stale, WANTED))]
    arrested = [
        int(rng.binomial(n, p))
        for n, p in zip(looked, (FALSE[1], STALE_ARRESTED / 0.8, min(left / WANTED, 1.0)), strict=True)
    ]
    return {
        "alerts": false + true,
        "false_alerts": false,
        "wrongly_held": looked[0] + looked[1],
        "wrongful_arrests": arrested[0] + arrested[1],
        "wanted_found": looked[2],
    }


def ranks(told: Compiled, made: Columns, worlds: int, seed: int = 3) -> dict[str, Ranks]:
    """(worlds,) ranks of every outcome among the program's years; the truth is a row of `made`, hidden from the program."""
    found = {outcome: np.empty(worlds, np.int64) for outcome in OUTCOMES}
    for world in range(worlds):
        rng = stream(seed, "fit-town", world)
        year = live(made, rng)
        values = np.stack([each.law.sample(rng, DRAWS) for each in told.unknowns])
        impact = Impact(relive(told, values, int(rng.integers(2**60))), told)
        for outcome in OUTCOMES:
            found[outcome][world] = rank(year[outcome], np.asarray(impact.values(outcome, "all"), float), rng)
    return found
