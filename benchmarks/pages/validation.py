"""Makes docs/validation.md: London predicted month by month, every part of the law left out in turn, and made tables.

OPENBLAS_NUM_THREADS=1 python benchmarks/pages/validation.py > docs/validation.md      (some minutes)
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from simulator.evidence import library
from simulator.fitting import features, fit, forecast, laws, learning, posterior, scales, settings, validation
from simulator.fitting.laws import Belief
from simulator.fitting.stacking import stacked
from simulator.records.deployments import Deployments, from_library
from simulator.reports.validation import markdown
from simulator.study.validating import hold_to
from tests.fitting.made import KINDS, made

LONDON = "met-lfr-deployments"
SINCE = date(2024, 7, 1)
TARGETS = ("true_alerts", "arrests", "false_alerts")
NOTHING = 1e-3
SEEDS = 2


def without(family: str, scale: float = NOTHING) -> ExitStack:
    """A family of effects with another scale of its prior; next to nothing leaves it out."""
    return _patched(patch.dict(laws.SCALES, {family: (scale, "")}))


def _patched(*patches: object) -> ExitStack:
    stack = ExitStack()
    for each in patches:
        stack.enter_context(each)  # type: ignore[arg-type]
    return stack


def beliefs(**changed: Belief) -> ExitStack:
    """Other beliefs about watchlist or threshold, for every kind of count."""
    return _patched(
        patch.dict(laws.TARGETS, {name: replace(each, **changed) for name, each in laws.TARGETS.items()})
    )


def only(*names: str) -> ExitStack:
    """Some of the laws."""
    kept = tuple(law for law in laws.LAWS if law.name in names)
    return _patched(*(patch.object(room, "LAWS", kept) for room in (laws, forecast, fit, validation)))


def equal(log_scores: np.ndarray) -> np.ndarray:
    """Equal weights whatever laws had said."""
    return np.full(log_scores.shape[1], 1.0 / log_scores.shape[1])


def by_name(places: tuple[tuple[str, tuple[str, ...]], ...]) -> np.ndarray:
    """Places as names that are the same or not."""
    return features._membership(places)


ABLATIONS = {
    "as shipped": ExitStack,
    "law *faces* alone": lambda: only("faces"),
    "law *crowd* alone": lambda: only("crowd"),
    "law *hours* alone": lambda: only("hours"),
    "law *free* alone": lambda: only("free"),
    "equal weights": lambda: _patched(patch.object(validation, "stacked", equal)),
    "weights without a prior": lambda: _patched(
        patch.object(validation, "stacked", lambda each: stacked(each, 1e-6))
    ),
    "no places": lambda: without("place"),
    "places by exact name": lambda: _patched(patch.object(features, "place_effects", by_name)),
    "no settings": lambda: without("setting"),
    "setting scale 0.35": lambda: without("setting", 0.35),
    "a setting at a twofold shift": lambda: _patched(patch.object(settings, "SHIFT", np.log(2.0))),
    "a setting at a fivefold shift": lambda: _patched(patch.object(settings, "SHIFT", np.log(5.0))),
    "four in a row": lambda: _patched(patch.object(settings, "IN_A_ROW", 4)),
    "no drift": lambda: without("drift"),
    "drift scale 0.3": lambda: without("drift", 0.3),
    "no odd days": lambda: _patched(patch.object(scales, "ODD_DAYS", (1e-3, 1e3))),
    "odd days one in ten": lambda: _patched(patch.object(scales, "ODD_DAYS", (1.0, 9.0))),
    "no effect of the watchlist": lambda: beliefs(watchlist=Belief(0.0, NOTHING, "")),
    "no effect of the threshold": lambda: beliefs(threshold=Belief(0.0, NOTHING, "")),
    "no belief about the threshold": lambda: beliefs(threshold=Belief(0.0, 0.3, "")),
}


def scored(record: Deployments, first: int) -> list[float]:
    """Mean log scores a row, rolling, of each kind of count."""
    found = []
    for target in TARGETS:
        verdict = validation.validate(record, first, target, rolling=True)
        assert verdict is not None
        found.append(verdict.fit.mean_log)
    return found


def ablations(record: Deployments) -> Iterator[str]:
    """One line a change: mean log scores, and the difference in nats over all rows from the law as shipped."""
    first = int((record.days < np.datetime64(SINCE)).sum())
    rows = len(record) - first
    shipped: list[float] = []
    yield "| | " + " | ".join(each.replace("_", " ") for each in TARGETS) + " |"
    yield "|---|" + "---:|" * len(TARGETS)
    for name, changed in ABLATIONS.items():
        with changed():
            found = scored(record, first)
        shipped = shipped or found
        cells = [
            f"{mean:.4f} ({(mean - base) * rows:+.1f})" for mean, base in zip(found, shipped, strict=True)
        ]
        yield f"| {name} | " + " | ".join(cells) + " |"


def tables() -> Iterator[str]:
    """Made tables: gains over the best rival in hindsight and over the one chosen on training rows, in nats ± error."""
    yield "| made table | seed | count | how | to the best in hindsight | to the one chosen | total inside |"
    yield "|---|---:|---|---|---:|---:|---|"
    for kind, says in KINDS.items():
        for seed in range(SEEDS):
            truth = made(kind, seed, forces=3 if kind == "under" else 1)
            for target in ("true_alerts", "false_alerts"):
                for rolling in (True, False):
                    verdict = validation.validate(truth.table, truth.first, target, rolling=rolling)
                    assert verdict is not None
                    n = len(verdict.rows)
                    best, chosen = verdict.gain_on(verdict.best), verdict.gain_on(verdict.to_beat)
                    gains = [f"{each.mean * n:+.1f} ± {each.error * n:.1f}" for each in (best, chosen)]
                    how = "rolling" if rolling else "frozen"
                    cells = (
                        says,
                        str(seed),
                        target.replace("_", " "),
                        how,
                        *gains,
                        "yes" if verdict.total.inside else "no",
                    )
                    yield "| " + " | ".join(cells) + " |"


def planted() -> Iterator[str]:
    """How often 90 % intervals of the law per face hold what was planted in tables of three forces."""
    held: dict[str, list[bool]] = {}
    for seed in range(20):
        truth = made("faces", seed, forces=3)
        record, law = truth.table, laws.LAWS[0]
        learned = learning.learn(
            features.features(record), record["true_alerts"], law, laws.TARGETS["true_alerts"], 24
        )[0]
        taught = fit.Taught((learned,) * len(laws.LAWS), np.full(len(laws.LAWS), 0.25))
        found = posterior.posterior(fit.Fit(record, {"true_alerts": taught}), 1, rows=2_000)
        values = {
            "place": truth.place_sd,
            "dispersion": truth.dispersion,
            "threshold": 0.0,
            "watchlist": 0.5,
            "faces": 1.0,
        }
        for name, value in values.items():
            low, high = np.quantile(found[f"true_{name}"].draws, [0.05, 0.95])
            held.setdefault(name, []).append(bool(low <= value <= high))
    shares = ", ".join(f"{name} {sum(each)} of {len(each)}" for name, each in held.items())
    yield f"Twenty tables of three forces, 240 rows each: 90 % intervals hold the planted value for {shares}."


def page() -> Iterator[str]:
    """docs/validation.md, section by section."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    record = from_library(library(), LONDON)
    started = time.process_time()
    rolling = hold_to(LONDON, since=SINCE, targets=TARGETS)
    seconds = time.process_time() - started
    started = time.process_time()
    fit.fit_record(record)
    fitting = time.process_time() - started
    yield f"<!-- Written by benchmarks/pages/validation.py at commit {commit}; do not edit. -->"
    yield "# Predictions held to the record\n"
    yield "How it is done and what is believed beforehand: [method.md](method.md), section 8. Commands: `detention-impact fit`,"
    yield "`predict`, and `validate --data`. A nat is a unit of log score; a gain of 1 makes the record e times as likely.\n"
    yield "## London, month by month from July 2024\n"
    yield markdown(rolling)
    yield "## London, all from the rows before July 2024\n"
    yield "The hardest case at hand: in August 2024 faces seen rise tenfold, and nothing in the rows before says how.\n"
    yield markdown(hold_to(LONDON, since=SINCE, targets=TARGETS, rolling=False))
    yield "## London, all from the rows before December 2024\n"
    yield markdown(hold_to(LONDON, since=date(2024, 12, 1), targets=TARGETS, rolling=False))
    yield "## Every part left out in turn\n"
    yield "Mean log score a row of London's months from July 2024, and in brackets the nats gained or lost over all rows.\n"
    yield from ablations(record)
    yield "\n## Made tables\n"
    yield "Drawn by hand-written rules (`tests/fitting/made.py`), 160 rows to learn from and 80 to predict. Nats ± standard error.\n"
    yield from tables()
    yield ""
    yield from planted()
    yield "\n## Approximation\n"
    yield "Against exact sampling (an ensemble of 160 walkers) on 24 rows of a made table, the forecasts of eight rows differ by a"
    yield "total variation of 0.02 to 0.08; two exact runs differ among themselves by 0.01 to 0.07 (`tests/fitting/test_approximation.py`)."
    yield "\n## Time\n"
    yield f"`fit` of London {fitting:.0f} s, `validate --rolling` from July 2024 {seconds:.0f} s, of one processor core that others shared."


if __name__ == "__main__":
    for line in page():
        print(line, flush=True)
