"""The grammar of a file of limits, with every fault in one pass. Nothing is computed here.

The file says which rules a board sets and why; it holds numbers and reasons, never the rule's sentence: that is made of
the numbers, so that a changed number cannot stand beside an old sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.documents import Document, Fault, Faults, Reader, did_you_mean, enter_all, load
from simulator.documents.names import Step, enter
from simulator.evidence import Library, library
from simulator.impact.limits import Basis, Rule, basis_of
from simulator.impact.measures import MEASURES
from simulator.scenario.quantities import seconds
from simulator.scenario.references import LIMITS, is_path, shelf_folder
from simulator.study.board.limit_bounds import held_against
from simulator.study.recorded import disagreements, unknown
from simulator.units import YEAR

Steps = tuple[Step, ...]
FILE_KEYS = ("schema", "title", "example", "note", "limits")
RULE_KEYS = (
    "rule",
    "measure",
    "group",
    "at_most",
    "at_least",
    "horizon",
    "judged_on",
    "reason",
    "source",
    "times",
)
BASES: tuple[Basis, ...] = ("simulated years", "expected rates")


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """One rule, and the board's reason for it.

    summed: whether the measure is a count that adds up over the rule's years. source: a row of evidence, or None.
    """

    rule: Rule
    reason: str
    source: str | None

    @property
    def summed(self) -> bool:
        """Whether the rule's horizon matters."""
        return _adds_up(self.rule.measure)


@dataclass(frozen=True, slots=True)
class LimitFile:
    """A file of limits: its name, its words, its rules, its text as it stands, and what in it is hardly meant."""

    name: str
    title: str
    example: bool
    note: str
    limits: tuple[Limit, ...]
    text: str
    document: Document = field(repr=False)
    warnings: tuple[Fault, ...] = ()

    def unknown_groups(self, known: Iterable[str]) -> list[Fault]:
        """The faults of groups that no proposal has, of rules that are wrong otherwise too.

        Args:
            known: groups and sums over groups of all proposals.
        """
        names = list(known)
        rules = enter_all(self.document.data, ("limits",))
        found = []
        for i, rule in enumerate(rules if isinstance(rules, list) else []):
            group = enter(rule, "group")
            if isinstance(group, str) and group.strip() and group not in (*names, "each"):
                hint = did_you_mean(group, names) or f"write each, or one of {', '.join(names)}"
                said = "is no group and no sum over groups of any proposal"
                found.append(self.document.fault(("limits", i, "group"), group, said, hint))
        return found


def find_limits(reference: str) -> Path:
    """The file a reference means: a path, or the name of a shipped file of limits.

    Raises:
        Faults: no shipped file has this name.
    """
    if is_path(reference):
        return Path(reference)
    if reference not in LIMITS:
        hint = did_you_mean(reference, LIMITS) or f"the shipped one is {LIMITS[0]}; a path ends in .yaml"
        raise Faults(
            [Fault(reference, 0, 0, "", "", "no shipped file of limits has this name", hint)], missing=True
        )
    return shelf_folder() / f"{reference}.yaml"


def read_limits(path: Path, evidence: Library | None = None, slips: list[Fault] | None = None) -> LimitFile:
    """Read a file of limits.

    Args:
        evidence: the library that `source` names rows of; the shipped one where None.
        slips: takes what is wrong with it, so that it hides nothing found later; where None, it is raised.

    Raises:
        Faults: everything wrong with it, in the order of the file; with `slips`, only what leaves nothing to read.
    """
    found: list[Fault] = []
    document = load(path, slips=found, apart="limits")
    reader = _LimitReader(document, evidence or library(), found)
    head, limits = reader.file()
    if reader.faults and slips is None:
        raise Faults(reader.faults)
    if slips is not None:
        slips += reader.faults
    return LimitFile(
        name=path.stem,
        title=str(head.get("title", path.stem)),
        example=head.get("example") is True,
        note=" ".join(str(head.get("note", "")).split()),
        limits=limits,
        text=document.text,
        document=document,
        warnings=tuple(reader.warnings),
    )


def _adds_up(measure: str) -> bool:
    return MEASURES[measure].additive and MEASURES[measure].chance


class _LimitReader(Reader):
    """Reads one file; what is wrong is left out of what it returns."""

    def __init__(self, document: Document, evidence: Library, slips: Iterable[Fault]) -> None:
        super().__init__(document, slips)
        self.evidence = evidence
        self.warnings: list[Fault] = []

    def file(self) -> tuple[dict[str, Any], tuple[Limit, ...]]:
        data: Any = self.document.data
        if not isinstance(data, dict):
            self.wrong(
                (),
                data,
                "must be a mapping with a list called limits",
                "start from scenarios/board-limits.yaml",
            )
            return {}, ()
        self.keys((), data, FILE_KEYS, ("schema", "title", "limits"))
        self.version(data)
        for key in ("title", "note"):
            self.text((), data, key)
        self.yes((), data, "example", default=False)
        rules = data.get("limits")
        if "limits" in data and (not isinstance(rules, list) or not rules):
            self.wrong(
                ("limits",),
                rules,
                "must be a list of rules",
                "write - {rule: name, measure: wrongly_held, group: all, at_most: 12, reason: why}",
            )
        return data, tuple(self.limits(rules if isinstance(rules, list) else []))

    def limits(self, rules: list[Any]) -> Iterator[Limit]:
        names: set[str] = set()
        for i, item in enumerate(rules):
            steps: Steps = ("limits", i)
            if not isinstance(item, dict):
                self.wrong(steps, item, "must be a mapping: rule, measure, group, at_most, reason")
                continue
            before = len(self.faults)
            self.keys(steps, item, RULE_KEYS, ("rule", "measure", "group", "reason"))
            name = self.text(steps, item, "rule")
            if name and name in names:
                self.wrong((*steps, "rule"), name, "is the name of another rule too", "tell them apart")
            names.add(name)
            reason = " ".join(self.text(steps, item, "reason").split())
            group = self.text(steps, item, "group")
            source = self.source(steps, item)
            measure = self.measure(steps, item)
            most, least = self.bound(steps, item)
            self.of_source(steps, item, measure, group)
            if measure:
                years, basis = self.horizon(steps, item, measure), self.basis(steps, item, measure)
            if len(self.faults) == before:
                rule = Rule(name, measure, group, most, least, years, basis)
                for found in held_against(rule, self.document, steps):
                    (self.warnings if found.warns else self.faults).append(found)
                yield Limit(rule, reason, source)

    def measure(self, steps: Steps, item: dict[str, Any]) -> str:
        measure = self.text(steps, item, "measure")
        if not measure or measure in MEASURES:
            return measure
        hint = did_you_mean(measure, MEASURES) or f"the measures are {', '.join(MEASURES)}"
        self.wrong((*steps, "measure"), measure, "is not a measure", hint)
        return ""

    def bound(self, steps: Steps, item: dict[str, Any]) -> tuple[float | None, float | None]:
        if ("at_most" in item) == ("at_least" in item):
            self.wrong(steps, "", "needs either at_most or at_least, a number")
        pair = []
        for key in ("at_most", "at_least"):
            value = self.number((*steps, key), item[key]) if key in item else None
            if value is not None and value < 0 and item.get("measure") != "difference_to_reference":
                self.wrong((*steps, key), item[key], "must be 0 or more")
            pair.append(value)
        return pair[0], pair[1]

    def horizon(self, steps: Steps, item: dict[str, Any], measure: str) -> float:
        if "horizon" not in item:
            return 1.0
        at = (*steps, "horizon")
        if not _adds_up(measure):
            hint = "leave horizon out; rates and people are of one year"
            self.wrong(at, item["horizon"], f"{measure} does not add up over years", hint)
            return 1.0
        try:
            years = seconds(item["horizon"]) / YEAR
        except ValueError as error:
            self.wrong(at, item["horizon"], str(error), "such as 1 year or 5 years")
            return 1.0
        if years <= 0:
            self.wrong(at, item["horizon"], "must be longer than nothing", "such as 1 year or 5 years")
        return years

    def basis(self, steps: Steps, item: dict[str, Any], measure: str) -> Basis:
        usual = basis_of(measure)
        given = self.one_of(steps, item, "judged_on", BASES, usual)
        if given == "simulated years" and not MEASURES[measure].chance:
            hint = "leave judged_on out"
            self.wrong((*steps, "judged_on"), given, f"{measure} is expected and has no luck in it", hint)
        return "expected rates" if given == "expected rates" else "simulated years"

    def source(self, steps: Steps, item: dict[str, Any]) -> str | None:
        name = self.text(steps, item, "source")
        if name and (said := unknown(name, self.evidence)):
            self.wrong((*steps, "source"), name, *said[1:])
        return name or None

    def of_source(self, steps: Steps, item: dict[str, Any], measure: str, group: str) -> None:
        """A limit beside a row is that row's figure, or the reason and `times` say what was done to it."""
        name, key = item.get("source"), next((key for key in ("at_most", "at_least") if key in item), "")
        times = self.number((*steps, "times"), item["times"]) if "times" in item else None
        if "times" in item and not (isinstance(name, str) and "/" in name):
            self.wrong((*steps, "times"), item["times"], "says what was done to a row, and none is named")
        number = item.get(key)
        if not isinstance(name, str) or isinstance(number, bool) or not isinstance(number, int | float):
            return
        for at, rule, hint in disagreements(number, name, measure, group, times, self.evidence):
            self.wrong((*steps, at or key), name if at else number, rule, hint)
