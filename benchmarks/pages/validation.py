"""Makes docs/validation.md: London predicted month by month, every part of the law left out in turn, and made tables.

OPENBLAS_NUM_THREADS=1 python benchmarks/pages/validation.py > docs/validation.md      (some minutes on two cores)
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import ablations

from simulator.evidence import library
from simulator.fitting import features, fit, laws, learning, posterior, trust, validation
from simulator.records.deployments import from_library
from simulator.reports.validation import markdown
from simulator.results.validation import Validation
from simulator.study.cases.files import find_cases, shipped_backtests
from simulator.study.cases.running import Verdict, run_cases
from simulator.study.validating import hold_to
from tests.fitting.made import KINDS, made
from tests.fitting.test_approximation import apart

WORKERS = 2
LONDON, SINCE, TARGETS = ablations.LONDON, ablations.SINCE, ablations.TARGETS
STRICTEST = date(2024, 12, 1)
FEWEST_HELD = 16
"""Of twenty 90 % intervals an honest one holds fewer with probability 0.043."""


def made_tables(pool: ProcessPoolExecutor) -> Iterator[str]:
    """Gains over the best rival in hindsight and over the one chosen on training rows, in nats ± error."""
    yield "| made table | count | how | to the best in hindsight | to the one chosen | total inside |"
    yield "|---|---|---|---:|---:|---|"
    asked = [
        (kind, target, how) for kind in KINDS for target in TARGETS[::2] for how in ("rolling", "frozen")
    ]
    yield from pool.map(_made_table, asked)


def _made_table(asked: tuple[str, str, str]) -> str:
    kind, target, how = asked
    truth = made(kind, 0, forces=3 if kind == "under" else 1)
    verdict = validation.validate(truth.table, truth.first, target, rolling=how == "rolling")
    assert verdict is not None
    n = len(verdict.rows)
    best, chosen = verdict.gain_on(verdict.best), verdict.gain_on(verdict.to_beat)
    gains = [f"{each.mean * n:+.1f} ± {each.error * n:.1f}" for each in (best, chosen)]
    inside = "yes" if verdict.total.inside else "no"
    return "| " + " | ".join((KINDS[kind], target.replace("_", " "), how, *gains, inside)) + " |"


def backtests() -> Iterator[str]:
    """Every case in which the scenarios, or a fit, meet a record."""
    yield "| | what was recorded | recorded | middle | 90 % of simulated years | probability |"
    yield "|---|---|---:|---:|---:|---|"
    for file in shipped_backtests():
        yield from (_backtest(each) for each in run_cases(find_cases(file)))


def _backtest(verdict: Verdict) -> str:
    assert verdict.interval is not None
    found = " to ".join(f"{end:.3g}" for end in verdict.interval)
    recorded = "" if verdict.recorded is None else f"{verdict.recorded:.3g}"
    told = "" if verdict.kept is None else f"{verdict.kept:.2g} beyond the bound"
    told = str(verdict.score).removeprefix("probability of ") if verdict.score else told
    mark = " **missed**" if verdict.missed else ""
    cells = (verdict.label, verdict.case, recorded, f"{verdict.found:.3g}", found + mark, told)
    return "| " + " | ".join(cells) + " |"


def planted() -> Iterator[str]:
    """How often 90 % intervals of the law per face hold what was planted in tables of three forces."""
    held: dict[str, list[bool]] = {}
    for seed in range(20):
        truth = made("faces", seed, forces=3)
        record, law = truth.table, laws.LAWS[0]
        learned = learning.learn(
            features.features(record),
            record["true_alerts"],
            law,
            laws.TARGETS["true_alerts"],
            learning.POINTS,
        )[0]
        equal = np.full(len(laws.LAWS), 0.25)
        taught = fit.Taught((learned,) * len(laws.LAWS), trust.Trust(equal, equal))
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
    if few := [name for name, each in held.items() if sum(each) < FEWEST_HELD]:
        yield f"Fewer than {FEWEST_HELD} happens to an honest interval once in 23: of {', '.join(few)} the fit is too sure."


def approximation() -> Iterator[str]:
    """How far forecasts lie from exact sampling, and two exact runs from one another."""
    for target in TARGETS[::2]:
        ours, theirs = apart(target)
        yield (
            f"- {target.replace('_', ' ')}: {ours.min():.2f} to {ours.max():.2f}; two exact runs among themselves "
            f"{theirs.min():.2f} to {theirs.max():.2f}."
        )


SECTIONS = {
    "London, month by month from July 2024": (SINCE, True),
    "London, all from the rows before July 2024": (SINCE, False),
    "London, all from the rows before December 2024": (STRICTEST, False),
}


def told(asked: tuple[date, bool]) -> Validation:
    """London's rows from a day on, predicted and held to the record."""
    since, rolling = asked
    return hold_to(LONDON, since=since, targets=TARGETS, rolling=rolling)


def summary(of_london: Mapping[str, Validation]) -> Iterator[str]:
    """One line a section and count: against the rival chosen beforehand and against the best in hindsight."""
    yield "| | count | to the rival chosen on training rows | to the best in hindsight | total recorded | 90 % of the forecast |"
    yield "|---|---|---:|---:|---:|---:|"
    for section, found in of_london.items():
        for target, each in found.targets.items():
            gains = [each.rivals[name].gain for name in (each.to_beat, each.best)]
            total = each.total
            cells = (
                section,
                target.replace("_", " "),
                *(f"{gain.in_all:+.1f} ± {(gain.error or 0.0) * each.rows:.1f}" for gain in gains),
                f"{total.recorded:,.0f}",
                f"{total.low:,.0f} to {total.high:,.0f}" + ("" if total.inside else " **outside**"),
            )
            yield "| " + " | ".join(cells) + " |"


def page(pool: ProcessPoolExecutor) -> Iterator[str]:
    """docs/validation.md, section by section."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    kinds = sorted({kind for each in ablations.ABLATIONS.values() for kind in each.made})
    london = pool.map(told, SECTIONS.values())
    ablated = pool.map(ablations.scored, ablations.ABLATIONS)
    of_kinds = pool.map(ablations.shipped_on, kinds)
    tables = made_tables(pool)
    meanwhile = "\n".join(backtests()), "\n".join(planted()), "\n".join(approximation())
    of_london = dict(zip(SECTIONS, london, strict=True))
    found = dict(zip(ablations.ABLATIONS, ablated, strict=True))
    on_made = dict(zip(kinds, of_kinds, strict=True))
    yield f"<!-- Written by benchmarks/pages/validation.py at commit {commit}; do not edit. -->"
    yield "# Predictions held to the record\n"
    yield "How it is done and what is believed beforehand: [method.md](method.md), section 8. Commands: `detention-impact fit`,"
    yield "`predict`, and `validate`. A nat is a unit of log score; a gain of 1 makes the record e times as likely. Whether the program's"
    yield "arithmetic of doubt is right, in worlds it can know, is another question: [calibration.md](calibration.md).\n"
    yield "## In short\n"
    yield "Nats better (+) or worse (−) than a simple rule, ± standard error over months. The rule chosen on training rows is what anybody could have used; the best in hindsight is"
    yield "known only afterwards. Less than two standard errors is no finding.\n"
    yield from summary(of_london)
    yield "\nThe first section is how a force would use it. The second is the hardest case at hand: in August 2024 faces seen rise tenfold. After the changes of"
    yield "faces among the rows before, counts went on per deployment, and the fit goes by these ([method-fits.md](method-fits.md)); a constant number per deployment goes by nothing else, and its totals are far too sure.\n"
    for section, predicted in of_london.items():
        yield f"## {section}\n"
        yield markdown(predicted)
    yield "## The scenarios beside the record\n"
    yield "`detention-impact validate` repeats these. *prediction*: the inputs were known before, and the record chose none of them; *in sample*: the"
    yield "record, or a part of it, had a say in the inputs; *bound*: one side is known; *arithmetic*: a sum done two ways. A case that covers its number"
    yield "with a very wide interval gives it little probability.\n"
    yield meanwhile[0]
    yield "\n## Every part left out in turn\n"
    yield "London's months from July 2024, 165 rows: nats gained (+) or lost (−) over all of them against the law as shipped, ± standard error over months."
    yield "Beside it the same for true alerts of made tables (80 rows from the 160 before), where the part is made to matter."
    yield from ablations.speaking(found)
    yield ""
    yield from ablations.table(found, on_made)
    yield "\n## Made tables\n"
    yield "Drawn by hand-written rules (`tests/fitting/made.py`), 160 rows to learn from and 80 to predict. Nats better (+) or worse (−) than a rival ± standard error.\n"
    rows = list(tables)
    yield from rows
    outside = sum(row.endswith("| no |") for row in rows)
    yield f"\nThe joint total lies outside the 90 % interval in {outside} of {len(rows) - 2} lines, where one in ten may. The tables of a tenfold counter and of a tenfold crowd"
    yield "agree in everything known beforehand, and nobody can come near the best rule in hindsight on both ([method-fits.md](method-fits.md)): frozen, the fit holds a counter for likelier and pays where"
    yield "it is a crowd. Where an earlier setting told what a new one does (second counter, second crowd), it pays less. Month by month it catches up."
    yield ""
    yield meanwhile[1]
    yield "\n## Approximation\n"
    yield "Forecasts of eight rows from 24 rows of a made table, held to exact sampling (an ensemble of 160 walkers); total variation a row:\n"
    yield meanwhile[2]
    yield "\n## Time\n"
    yield timed()


def timed() -> str:
    """Seconds of one processor core, nothing else in this process."""
    record = from_library(library(), LONDON)
    started = time.process_time()
    fit.fit_record(record)
    fitting = time.process_time() - started
    started = time.process_time()
    hold_to(LONDON, since=SINCE, targets=TARGETS)
    seconds = time.process_time() - started
    return (
        f"`fit` of London {fitting:.0f} s, `validate --data met-lfr-deployments --from 2024-07-01` {seconds:.0f} s, of one processor core "
        "that others shared."
    )


if __name__ == "__main__":
    with ProcessPoolExecutor(WORKERS) as workers:
        for line in page(workers):
            print(line, flush=True)
