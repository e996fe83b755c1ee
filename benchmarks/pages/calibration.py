"""Makes docs/calibration.md: every counted unknown of every scenario counted anew in two thousand worlds.

python benchmarks/pages/calibration.py > docs/calibration.md      (about a minute)
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from simulator.cli.calibration import ESTABLISHES
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.scenario.references import shipped
from simulator.study.calibration.counted import Calibration, calibrate
from simulator.study.calibration.ranks import DRAWS, covers

WORLDS, SEED = 2000, 1


def counted() -> Calibration:
    """All shipped scenarios."""
    compiled = {}
    for name in shipped():
        loaded = load(name)
        compiled[name] = compile_scenario(loaded.scenario, loaded.library)
    return calibrate(compiled, WORLDS, SEED)


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
    yield "\n## Jeffreys intervals, apart\n"
    yield "The equal-tailed Jeffreys interval of a single counted probability covers on average what it says, with dips for particular"
    yield "rates (Brown, Cai & DasGupta 2001, Statistical Science 16(2), Figure 5). `tests/model/test_laws.py` computes its exact coverage"
    yield "at n = 34, 400 and 5,000 and holds it above 80 %."


if __name__ == "__main__":
    for line in page():
        print(line, flush=True)
