"""Files of cases, held to their scenarios: what `check --cases` and `validate` share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import typer

from simulator.cli.exits import CONTENT, MISMATCH, MISSING
from simulator.cli.output import data, data_json, say


def hold(files: Sequence[str], as_json: bool) -> NoReturn:
    """Hold scenarios to what files of cases expect of them, print each verdict, and exit (5 if one fails)."""
    from simulator.documents import Fault, Faults
    from simulator.results.cases import CasesHeld
    from simulator.results.faults import FaultTold
    from simulator.study.cases.files import find_cases
    from simulator.study.cases.running import Verdict, run_cases

    worst = 0
    verdicts: list[Verdict] = []
    wrong: list[Fault] = []
    for file in files:
        warned: list[Fault] = []
        try:
            found = run_cases(find_cases(file), warned)
        except Faults as faults:
            say(str(faults))
            wrong += faults.faults
            worst = max(worst, MISSING if faults.missing else CONTENT)
            continue
        verdicts += found
        wrong += warned
        if warned:
            say("\n".join(str(each) for each in warned))
        if not as_json:
            data("\n".join(str(verdict) for verdict in found))
    failed = sum(not verdict.holds for verdict in verdicts)
    if as_json:
        expectations = tuple(verdict.told() for verdict in verdicts)
        told = CasesHeld(expectations=expectations, faults=tuple(map(FaultTold.of, wrong)))
        data_json(told.plain())
    if verdicts:
        say(f"{len(verdicts) - failed} of {len(verdicts)} expectations hold.")
    if foretold := [verdict for verdict in verdicts if verdict.label == "prediction"]:
        missed = sum(verdict.missed for verdict in foretold)
        say(
            f"Of {len(foretold)} predictions {len(foretold) - missed} lie inside the 90 % interval, {missed} outside."
        )
    raise typer.Exit(worst or (MISMATCH if failed else 0))
