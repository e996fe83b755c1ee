"""Cases: what an analyst expects of a scenario, written beside it and held to it.

A file of cases is YAML. Each case names a scenario, may change it (`set`), and says what a measure of a group should be.
At `medians` a measure is closed-form arithmetic with every unknown at its median; at `run` (the default) it is the
median of simulated years. A case of a fit has no scenario: it holds what a record foretells to another record. Grammar:
docs/scenario.md, "Cases".
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.documents import Block, Fault, Faults
from simulator.evidence import library
from simulator.impact.measures import MEASURES
from simulator.impact.summary import Impact
from simulator.kernel.run import expect, run
from simulator.model.compile import compile_scenario
from simulator.quantiles import quantiles
from simulator.results import cases as stored
from simulator.results.cases import Label
from simulator.scenario import Loaded, load, selections_in, selections_of
from simulator.scenario.references import is_path
from simulator.study.cases.files import Case, CaseFile, Expected, read_cases
from simulator.study.cases.scores import Score, score

if TYPE_CHECKING:
    from simulator.study.cases.foretelling import Foretelling

Array = NDArray[np.float64]
Settings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was expected of a case, what was found, and whether it holds.

    found: the measure at the medians, or the median of simulated years. interval: the run's 90 % interval, None at the
    medians. missed: the recorded number lies outside it, as was said. score: of a recorded number. kept: share of the
    simulated years on the known side of a bound; where it is 1 the case could hardly fail.
    """

    case: str
    label: Label
    group: str
    quantity: str
    expected: str
    found: float
    interval: tuple[float, float] | None
    holds: bool
    recorded: float | None = None
    missed: bool = False
    score: Score | None = None
    kept: float | None = None

    def told(self) -> stored.Expectation:
        """As it is printed for programs."""
        return stored.Expectation(
            case=self.case,
            label=self.label,
            group=self.group,
            quantity=self.quantity,
            expected=self.expected,
            found=self.found,
            interval=self.interval,
            holds=self.holds,
            recorded=self.recorded,
            missed=self.missed,
            score=self.score.told() if self.score else None,
            kept=self.kept,
        )

    def __str__(self) -> str:
        mark = "FAILS" if not self.holds else "missed, as said" if self.missed else "holds"
        told = f"{self.quantity} of {self.group} {self.expected}; it is {self.found:.6g}"
        if self.interval is not None:
            told += f", 90 % between {self.interval[0]:.4g} and {self.interval[1]:.4g}"
        if self.score is not None:
            told += f"; {self.score}"
        if self.kept is not None:
            told += f"; {100 * self.kept:.3g} % of simulated years lie there"
        return f"{mark}  [{self.label}] {self.case}: {told}"


def run_cases(path: Path, warned: list[Fault] | None = None) -> tuple[Verdict, ...]:
    """Every expectation of a file of cases, in its order.

    Args:
        warned: takes what is hardly meant in the scenarios that its cases make.

    Raises:
        Faults: everything wrong with the file and with the scenarios its cases make.
    """
    faults: list[Fault] = []
    file = read_cases(path, faults)
    world = _World(file, path)
    for case in file.cases:
        faults += world.faults(case)
    if faults:
        raise Faults(faults)
    if warned is not None:
        told = (each for case in file.cases if not case.fit for each in world.warnings(case))
        warned += {str(each): each for each in told}.values()
    return tuple(verdict for case in file.cases for verdict in world.verdicts(case))


class _World:
    """The scenarios of a file of cases; equal ones are loaded and computed once."""

    def __init__(self, file: CaseFile, path: Path) -> None:
        self.file, self.folder = file, path.parent
        self._loaded, self._impact = cache(self._load), cache(self._compute)

    @cached_property
    def _foretelling(self) -> Foretelling:
        from simulator.study.cases.foretelling import Foretelling

        return Foretelling(self.file, self.folder)

    def faults(self, case: Case) -> list[Fault]:
        """What is wrong with a case's scenario, or with the groups that the case asks it for."""
        if case.fit and case.deployments:
            return [*self._foretelling.faults(case), *case.disagreements(library())]
        if not case.scenario:
            return []  # it was said that the case names none
        known: tuple[str, ...] | None
        faults: list[Fault] = []
        evidence = library()
        try:
            loaded = self._loaded(case.scenario, _settings(case.set))
            known, evidence = selections_of(loaded.scenario.groups), loaded.library
        except Faults as found:
            faults = [case.fault(each) for each in found.faults if not each.warns]
            known = selections_in(self._place(case.scenario))
        if known is not None:
            asked = enumerate(each.group for each in case.expect)
            faults += [
                case.unknown_group(i, group, known) for i, group in asked if group and group not in known
            ]
        return [*faults, *case.disagreements(evidence)]

    def warnings(self, case: Case) -> list[Fault]:
        """What is hardly meant in a case's scenario."""
        warnings = self._loaded(case.scenario, _settings(case.set)).warnings
        return [replace(case.fault(each), warns=True) for each in warnings if not each.remark]

    def verdicts(self, case: Case) -> list[Verdict]:
        """A case's expectations, held to its scenario or to what its fit foretells."""
        if case.fit:
            return [
                _of_years(case, each, self._foretelling.years(case, each.quantity), True)
                for each in case.expect
            ]
        impact = self._impact(case.scenario, _settings(case.set), case.at)
        return [_of_impact(case, wanted, impact) for wanted in case.expect]

    def _place(self, reference: str) -> str:
        return str(self.folder / reference) if is_path(reference) else reference

    def _load(self, reference: str, settings: Settings) -> Loaded:
        return load(self._place(reference), dict(settings))

    def _compute(self, reference: str, settings: Settings, at: str) -> Impact:
        loaded = self._loaded(reference, settings)
        compiled = compile_scenario(loaded.scenario, loaded.library)
        if at == "medians":
            return Impact(expect(compiled, compiled.medians()), compiled)
        return Impact(run(compiled, self.file.seed, self.file.draws), compiled)


def _of_impact(case: Case, wanted: Expected, impact: Impact) -> Verdict:
    if case.at == "medians":
        found = float(impact.expected_values(wanted.quantity, wanted.group)[0])
        return _judged(case, wanted, found, None)
    years = impact.values(wanted.quantity, wanted.group)
    return _of_years(case, wanted, years[~np.isnan(years)], MEASURES[wanted.quantity].simulated)


def _of_years(case: Case, wanted: Expected, years: Array, counted: bool) -> Verdict:
    if not len(years):
        return _judged(case, wanted, float("nan"), None)
    lo, median, hi = quantiles(years).tolist()
    verdict = _judged(case, wanted, median, (lo, hi))
    if wanted.recorded is not None:
        return replace(verdict, score=score(years, wanted.recorded, counted=counted))
    if wanted.between is None or case.label != "bound":
        return verdict
    low, high = wanted.between
    return replace(verdict, kept=float(np.mean((years >= low) & (years <= high))))


def _judged(case: Case, wanted: Expected, found: float, interval: tuple[float, float] | None) -> Verdict:
    missed = False
    if wanted.between is not None:
        lo, hi = wanted.between
        expected, holds = f"should lie between {lo:g} and {hi:g}", lo <= found <= hi
    else:
        assert wanted.recorded is not None
        where = "inside" if wanted.inside else "outside"
        expected = f"was recorded as {wanted.recorded:g} and should lie {where} the interval"
        missed = interval is not None and not interval[0] <= wanted.recorded <= interval[1]
        holds = interval is not None and missed != wanted.inside
    return Verdict(
        case.name,
        case.label,
        wanted.group,
        wanted.quantity,
        expected,
        found,
        interval,
        holds,
        wanted.recorded,
        missed,
    )


def _settings(values: Block) -> Settings:
    """Settings as `--set` takes them: JSON is YAML."""
    return tuple((path, json.dumps(value, ensure_ascii=False)) for path, value in values.items())
