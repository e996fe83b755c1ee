"""Makes docs/calibration.md: counted unknowns counted anew, years lived by hand, and wrong programs found out.

python benchmarks/pages/calibration.py > docs/calibration.md      (some minutes)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from simulator.cli.calibration import ESTABLISHES
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.scenario.references import shipped
from simulator.study.calibration.counted import Calibration, calibrate, ranks_of
from simulator.study.calibration.experiments import Shares
from simulator.study.calibration.ranks import DRAWS, Ranks, Verdict, covers, judged
from tests.calibration import town
from tests.calibration.lived import ranks
from tests.calibration.wrong import WRONG_COUNTS, WRONG_YEARS

WORLDS, FEWER, SEED = 2000, 500, 1


def counted() -> Calibration:
    """All shipped scenarios."""
    compiled = {}
    for name in shipped():
        loaded = load(name)
        compiled[name] = compile_scenario(loaded.scenario, loaded.library)
    return calibrate(compiled, WORLDS, SEED)


def years() -> Iterator[str]:
    """The town's years, and the wrong programs."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = load(str(town.write(Path(folder))))
        program = compile_scenario(loaded.scenario, loaded.library)
    right = {revealed: judge(ranks(program, WORLDS, SEED, revealed=revealed)) for revealed in (False, True)}
    outside = sum(each.misfit(2 * len(found)) for found in right.values() for each in found.values())
    yield "\n## Years lived by hand\n"
    yield "A town made up for a test (`tests/calibration/town.py`): somebody walks past cameras, resembles entries of a list or is on it, is stopped, questioned and"
    yield f"arrested, one coin at a time and with none of the model's formulas. {WORLDS:,} worlds with truths of their own; the assumed unknowns are revealed to the program,"
    yield f"and in the second pair of columns the counted ones too, which leaves only luck. Outside what a right program shows once in a million tables: {outside}.\n"
    yield "| outcome | 90 % hold | chi² | all revealed: 90 % hold | chi² |"
    yield "|---|---:|---:|---:|---:|"
    for name in right[False]:
        cells = [f"{100 * found[name].coverage:.1f} | {found[name].chi2:.0f}" for found in right.values()]
        yield f"| {name.replace('_', ' ')} | {' | '.join(cells)} |"
    yield "\n## What is found, and what is not\n"
    yield "Programs with one thing wrong (`tests/calibration/wrong.py`); chi² of a right one is about 19, and beyond 76 no right program gets among so many quantities. Of outcomes the one that shows it most is"
    yield "given. A spread a twentieth too narrow is not promised, nor is anything an outcome hides behind assumed ranges: a spread half as wide of an unknown that makes a tenth of an"
    yield "outcome's doubt moves it by two standard errors. Nor another law with the same 5 and 95 % ends near zero, which would be harmless.\n"
    yield "| what is wrong | held to | worlds | 90 % hold | chi² |"
    yield "|---|---|---:|---:|---:|"
    for what, context in WRONG_COUNTS.items():
        with context():
            for name, each in zip(
                ("18 of 34", "its likelihood"), ranks_of("review", Shares(18, 34), WORLDS, SEED), strict=True
            ):
                yield _line(what, name, judged(name, each))
    for what, change in WRONG_YEARS.items():
        worst = max(
            judge(ranks(change(program), FEWER, SEED, revealed=True)).values(), key=lambda each: each.chi2
        )
        yield _line(what, worst.name.replace("_", " "), worst)


def judge(found: Mapping[str, Ranks]) -> dict[str, Verdict]:
    """Every outcome's verdict."""
    return {name: judged(name, each) for name, each in found.items()}


def _line(what: str, to: str, found: Verdict) -> str:
    return f"| {what} | {to} | {found.worlds:,} | {100 * found.coverage:.1f} | {found.chi2:,.0f} |"


def page() -> Iterator[str]:
    """docs/calibration.md, section by section."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    found = counted()
    low, high = covers(WORLDS, found.quantities)
    yield f"<!-- Written by benchmarks/pages/calibration.py at commit {commit}; do not edit. -->"
    yield "# Calibration\n"
    yield "Do the program's intervals hold the truth as often as they say? In a made world the truth is known. Formulas and sources:"
    yield "[method-calibration.md](method-calibration.md). Whether its predictions met what police recorded is another question: [validation.md](validation.md).\n"
    yield ESTABLISHES + "\n"
    yield "## Every counted unknown, counted anew\n"
    yield f"`detention-impact validate --calibration`: {len(found.audited)} counted unknowns of the {len(shipped())} shipped scenarios, {WORLDS:,} worlds each (seed {SEED}), the truth"
    yield f"ranked among {DRAWS} draws. A right program's 90 % intervals hold {100 * low:.1f} to {100 * high:.1f} % of the truths and its chi² is about 19; a number outside comes"
    yield f"once in a million such tables. Outside: {len(found.misfits)}. {found.assumed} further unknowns of these scenarios are assumed, published as"
    yield "intervals or learned by a fit: there is no count to repeat.\n"
    yield "| counted unknown | counted | 90 % hold | chi² | likelihood: 90 % hold | chi² | scenarios |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for each in found.audited:
        cells = (
            f"`{each.unknown}`",
            each.counted,
            f"{100 * each.value.coverage:.1f}",
            f"{each.value.chi2:.0f}",
            f"{100 * each.likelihood.coverage:.1f}",
            f"{each.likelihood.chi2:.0f}",
            str(len(each.scenarios)),
        )
        yield "| " + " | ".join(cells) + " |"
    yield from years()
    yield "\n## Jeffreys intervals, apart\n"
    yield "The equal-tailed Jeffreys interval of a single counted probability covers on average what it says, with dips for particular"
    yield "rates (Brown, Cai & DasGupta 2001, Statistical Science 16(2), Figure 5). `tests/model/test_laws.py` computes its exact coverage"
    yield "at n = 34, 400 and 5,000 and holds it above 80 %."


if __name__ == "__main__":
    for line in page():
        print(line, flush=True)
