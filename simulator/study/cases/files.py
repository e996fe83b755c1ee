"""The grammar of a file of cases, with every fault in one pass. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from simulator.documents import Block, Document, Fault, Faults, Plain, Reader, did_you_mean, load, pair
from simulator.documents.names import Step
from simulator.evidence import Library
from simulator.impact.measures import MEASURES
from simulator.records.deployments.table import TARGETS
from simulator.results.cases import Label
from simulator.scenario.references import is_path, shelf_folder
from simulator.scenario.settings import FILE
from simulator.study.recorded import disagreements, unknown

Steps = tuple[Step, ...]
FILE_KEYS = ("schema", "title", "note", "draws", "seed", "at", "cases")
CASE_KEYS = ("name", "scenario", "set", "fit", "deployments", "expect", "label", "note", "at")
EXPECT_KEYS = ("group", "quantity", "between", "recorded", "inside", "source", "times", "note")
DRAWS, SEED, MOST_DRAWS = 8192, 1, 1_000_000
FORETOLD = ("fit", "deployments")
MADE_UP = ("round-numbers-gate",)  # a scenario beside the cases that use it
At = Literal["run", "medians"]
WAYS: tuple[At, ...] = ("run", "medians")
OF_RECORDS: tuple[Label, ...] = ("prediction", "in sample")
OF_BOUNDS: tuple[Label, ...] = ("arithmetic", "bound")


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation: `between` bounds the found value; `recorded` was counted and should lie in the interval.

    source: where the recorded figure is from; it is that row's, or that row's times `times`.
    """

    group: str
    quantity: str
    between: tuple[float, float] | None
    recorded: float | None
    inside: bool
    source: str
    times: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One case and where it stands in its file: of a scenario, or of a table of deployments foretold from a record (`fit`)."""

    name: str
    label: Label
    scenario: str
    set: Block
    fit: str
    deployments: str
    expect: tuple[Expected, ...]
    at: At
    document: Document = field(repr=False)
    steps: Steps = ()

    def fault(self, found: Fault) -> Fault:
        """A fault of the case's scenario, in this file: at the change that makes it, or at the scenario's name."""
        named, below = f"{found.file} ", f"{found.path}."
        at = [key for key in self.set if named.startswith(f"{FILE} {key}=") or below.startswith(f"{key}.")]
        if found.file.startswith(FILE) and at:
            here = (*self.steps, "set", max(at, key=len))
            return self.document.fault(here, found.value, found.rule, found.hint)
        rule = f"makes a scenario that {'warns' if found.warns else 'is not right'}: {found}"
        return self.document.fault((*self.steps, "scenario"), self.scenario, rule)

    def fault_of(self, key: str, value: str, found: Fault) -> Fault:
        """A fault of what the case names at a key, in this file."""
        at = (*self.steps, key)
        if not found.line:  # the thing itself, not a place in it
            return self.document.fault(at, value, found.rule, found.hint)
        return self.document.fault(at, value, f"cannot be used: {found}")

    def disagreements(self, evidence: Library) -> Iterator[Fault]:
        """What its recorded figures have against the rows they name."""
        for i, each in enumerate(self.expect):
            steps = (*self.steps, "expect", i)
            if each.source and (said := unknown(each.source, evidence)):
                yield self.document.fault((*steps, said[0]), each.source, *said[1:])
            elif each.source and each.recorded is not None:
                against = (each.recorded, each.source, each.quantity, each.group, each.times)
                for key, rule, hint in disagreements(*against, evidence):
                    value = each.source if key == "source" else each.recorded
                    yield self.document.fault((*steps, key or "recorded"), value, rule, hint)

    def unknown_group(self, index: int, group: str, known: Iterable[str]) -> Fault:
        """The fault of a group that the case's scenario does not have."""
        names = list(known)
        hint = did_you_mean(group, names) or f"its groups and sums are {', '.join(names)}"
        rule = f"is no group and no sum over groups of {self.scenario}"
        return self.document.fault((*self.steps, "expect", index, "group"), group, rule, hint)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases; `draws` and `seed` are those of its runs."""

    cases: tuple[Case, ...]
    draws: int
    seed: int


def shipped_backtests() -> tuple[str, ...]:
    """Names of the files that hold the model to what was counted in the field."""
    return tuple(sorted(file.stem for file in (shelf_folder() / "backtests").glob("*.yaml")))


def find_cases(reference: str) -> Path:
    """The file a reference means: a path, or the name of a shipped file of cases or back-tests.

    Raises:
        Faults: no shipped file has this name.
    """
    if is_path(reference):
        return Path(reference)
    shipped = {
        file.stem: file
        for folder in ("cases", "backtests")
        for file in sorted((shelf_folder() / folder).glob("*.yaml"))
        if file.stem not in MADE_UP
    }
    if reference not in shipped:
        hint = (
            did_you_mean(reference, shipped)
            or f"the shipped ones are {', '.join(shipped)}; a path ends in .yaml"
        )
        raise Faults(
            [Fault(reference, 0, 0, "", "", "no shipped file of cases has this name", hint)], missing=True
        )
    return shipped[reference]


def read_cases(path: Path, slips: list[Fault] | None = None) -> CaseFile:
    """Read a file of cases: a list of cases, or a mapping with `cases` and what holds for all of them.

    Args:
        slips: takes what is wrong with it, so that it hides nothing found later; where None, it is raised.

    Raises:
        Faults: everything wrong with it, in the order of the file; with `slips`, only what leaves nothing to read.
    """
    found: list[Fault] = []
    reader = _CaseReader(load(path, slips=found, apart="cases"), found)
    file = reader.file()
    if reader.faults and slips is None:
        raise Faults(reader.faults)
    if slips is not None:
        slips += reader.faults
    return file


class _CaseReader(Reader):
    """Reads one file; what is wrong is left out of what it returns."""

    def file(self) -> CaseFile:
        data: Plain = self.document.data
        head: Block = {}
        root: Steps = ()
        if isinstance(data, dict):
            self.keys((), data, FILE_KEYS, ("cases",))
            self.version(data)
            head, root, data = data, ("cases",), data.get("cases")
        if not isinstance(data, list) or not data:
            self.wrong(root, data, "must be a list of cases", "write - {name: …, scenario: …, expect: […]}")
            return CaseFile((), DRAWS, SEED)
        at: At = self.one_of((), head, "at", WAYS, "run")
        cases = tuple(self.cases(root, data, at))
        draws = self.whole(head, "draws", DRAWS, 1, MOST_DRAWS)
        return CaseFile(cases, draws, self.whole(head, "seed", SEED, 0, 2**63))

    def cases(self, root: Steps, data: list[Plain], at: At) -> Iterator[Case]:
        names: set[str] = set()
        for i, item in enumerate(data):
            steps = (*root, i)
            if not isinstance(item, dict):
                self.wrong(steps, item, "must be a mapping: name, scenario, set, expect")
                continue
            foretold = "fit" in item or "deployments" in item
            self.keys(steps, item, CASE_KEYS, ("name", *(FORETOLD if foretold else ("scenario",)), "expect"))
            for key in ("scenario", "set", "at") if foretold else ():
                if key in item:
                    self.wrong((*steps, key), item[key], "has no place beside fit", "make two cases of it")
            name = self.text(steps, item, "name")
            if name in names:
                self.wrong((*steps, "name"), name, "is the name of another case too", "tell them apart")
            names.add(name)
            changes = item.get("set", {})
            if not isinstance(changes, dict):
                self.wrong((*steps, "set"), changes, "must be a mapping of paths to values")
                changes = {}
            told: At = self.one_of(steps, item, "at", WAYS, at)
            where: At = "run" if foretold else told
            yield Case(
                name,
                self.label(steps, item, where),
                self.text(steps, item, "scenario"),
                changes,
                self.text(steps, item, "fit"),
                self.text(steps, item, "deployments"),
                tuple(self.expectations(steps, item.get("expect"), where, foretold)),
                where,
                self.document,
                steps,
            )

    def label(self, steps: Steps, item: Block, at: str) -> Label:
        """What the case can show; a recorded number must say whether it was used, and no other may claim to be one."""
        expect = item.get("expect")
        recorded = isinstance(expect, list) and any(isinstance(e, dict) and "recorded" in e for e in expect)
        known: tuple[Label, ...] = OF_RECORDS if recorded else OF_BOUNDS
        usual: Label = known[0] if recorded or at == "medians" else "bound"
        if recorded and "label" not in item:
            rule = "holds a recorded number, and nothing says whether that number had a say in the inputs"
            self.wrong(steps, "", rule, "write label: prediction, or label: in sample")
        return self.one_of(steps, item, "label", known, usual)

    def expectations(self, steps: Steps, data: Plain, at: str, foretold: bool) -> Iterator[Expected]:
        if data is None:
            return
        if not isinstance(data, list) or not data:
            self.wrong(
                (*steps, "expect"),
                data,
                "must be a list",
                "write - {group: all, quantity: …, between: [low, high]}",
            )
            return
        for i, item in enumerate(data):
            here = (*steps, "expect", i)
            if not isinstance(item, dict):
                self.wrong(here, item, "must be a mapping: group, quantity, between")
                continue
            self.keys(here, item, EXPECT_KEYS, ("group", "quantity"))
            quantity = self.text(here, item, "quantity")
            known = TARGETS if foretold else tuple(MEASURES)
            if quantity and quantity not in known:
                what = "count that a fit foretells" if foretold else "measure"
                hint = did_you_mean(quantity, known) or f"the {what}s are {', '.join(known)}"
                self.wrong((*here, "quantity"), quantity, f"is not a {what}", hint)
            if foretold and item.get("group") not in (None, "all"):
                self.wrong((*here, "group"), item["group"], "cannot be told apart by a fit", "write all")
            yield Expected(
                self.text(here, item, "group"),
                quantity,
                self.interval(here, item, at),
                self.number((*here, "recorded"), item["recorded"]) if "recorded" in item else None,
                self.yes(here, item, "inside", default=True),
                self.text(here, item, "source"),
                self.times(here, item),
            )

    def times(self, here: Steps, item: Block) -> float | None:
        if "times" not in item:
            return None
        if "source" not in item or "/" not in str(item["source"]):
            self.wrong((*here, "times"), item["times"], "says what was done to a row, and none is named")
        if not self.text(here, item, "note"):
            self.wrong(
                (*here, "times"), item["times"], "says what was done to a row, and a note must say why"
            )
        factor = self.number((*here, "times"), item["times"])
        if factor is not None and factor <= 0:
            self.wrong((*here, "times"), item["times"], "must be above 0")
            return None
        return factor

    def interval(self, here: Steps, item: Block, at: str) -> tuple[float, float] | None:
        if ("between" in item) == ("recorded" in item):
            self.wrong(here, "", "needs either between: [low, high] or recorded: a number")
        if "recorded" in item and at == "medians":
            hint = "write at: run, or between: [low, high]"
            self.wrong(
                (*here, "recorded"), item["recorded"], "is held to an interval, and medians have none", hint
            )
        if "between" not in item:
            return None
        given = item["between"]
        at_pair = (*here, "between")
        if not isinstance(given, list) or len(given) != 2:
            hint = pair(self.document.source(at_pair))
            self.wrong(at_pair, given, "must be two numbers in brackets", hint)
            return None
        lo, hi = (self.number((*at_pair, i), number) for i, number in enumerate(given))
        if lo is None or hi is None:
            return None
        if lo > hi:
            self.wrong(at_pair, given, "is upside down", "write [low, high]")
        return lo, hi
