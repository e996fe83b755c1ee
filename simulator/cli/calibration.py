"""`validate --calibration`: counted unknowns counted anew, in worlds whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, NoReturn

import typer

from simulator.cli.exits import MISMATCH
from simulator.cli.output import Progress, data, data_json, say, say_warnings, table

if TYPE_CHECKING:
    from simulator.study.calibration.counted import Calibration

ESTABLISHES = (
    "It shows that the program turns what was counted into doubt of the right width: by the right rule, with every count read, and drawn "
    "as the rule says. It does not show that an audit's people and cameras resemble those of a deployment, that a range somebody "
    "assumed is right, or that the model's steps are: outcomes lived without the model's formulas are a test of the repository. "
    "An interval a twentieth too narrow would not be found."
)


def calibrate(scenarios: Sequence[str], worlds: int, seed: int, as_json: bool) -> NoReturn:
    """Print how the truths ranked, and exit (5 where no right program would rank them so)."""
    from simulator.model.compile import compile_scenario
    from simulator.scenario import load
    from simulator.scenario.references import shipped
    from simulator.study.calibration.counted import calibrate as count_anew

    compiled = {}
    for name in scenarios or shipped():
        loaded = load(name)
        if scenarios:
            say_warnings(loaded.warnings)
        compiled[name] = compile_scenario(loaded.scenario, loaded.library)
    progress = Progress()
    try:
        found = count_anew(
            compiled, worlds, seed, lambda done, of: progress(done / of, f"unknown {done} of {of}")
        )
    finally:
        progress.clear()
    if as_json:
        data_json({**asdict(found), "misfits": [each.name for each in found.misfits]})
    else:
        _print(found)
    for each in found.misfits:
        say(
            f"MISFIT  {each.name}: a right program would be so far off less than once in a million calibrations"
        )
    raise typer.Exit(MISMATCH if found.misfits else 0)


def _print(found: Calibration) -> None:
    from simulator.study.calibration.ranks import DRAWS, covers

    low, high = covers(found.worlds, max(found.quantities, 1))
    data(
        f"{len(found.audited)} counted unknowns, each counted anew in {found.worlds:,} worlds and ranked among {DRAWS} draws (seed {found.seed}).\n"
        f"A right program's 90 % intervals hold {100 * low:.1f} to {100 * high:.1f} % of the truths. chi² of a right program is about 19.\n"
        f"{found.assumed} further unknowns are assumed, published as intervals or learned by a fit: there is no count to repeat.\n"
    )
    header = ("counted unknown", "counted", "90 % hold", "chi²", "likelihood: 90 % hold", "chi²", "scenarios")
    rows = [
        (
            each.unknown,
            each.counted,
            f"{100 * each.value.coverage:.1f} %",
            f"{each.value.chi2:.0f}",
            f"{100 * each.likelihood.coverage:.1f} %",
            f"{each.likelihood.chi2:.0f}",
            str(len(each.scenarios)),
        )
        for each in found.audited
    ]
    data(table(header, rows, right=(2, 3, 4, 5, 6)))
    data("\n" + ESTABLISHES)
