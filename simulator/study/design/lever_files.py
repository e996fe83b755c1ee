"""The grammar of a file of levers, with every fault in one pass. Nothing is computed here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf, isfinite
from pathlib import Path
from typing import Any, Literal

from simulator.documents import FIRST, Fault, Faults, Reader, did_you_mean, load, version_rule
from simulator.documents.reader import Steps
from simulator.evidence import Library, UnknownEvidence
from simulator.scenario.references import LEVERS, is_path, shelf_folder

FILE_KEYS = ("schema", "title", "note", "levers")
Kind = Literal["as it stands", "source", "assumed", "chosen"]
ORIGINS: tuple[Kind, ...] = ("source", "assumed", "chosen")
NUMBER_KEYS = (
    "lever",
    "label",
    "path",
    "down_to",
    "up_to",
    "range",
    "steps",
    "fnir",
    "burden",
    "note",
    *ORIGINS,
)
OPTION_KEYS = ("words", "set", "kinds", "note", *ORIGINS)
THRESHOLDS = ("matcher.level.threshold", "matcher.policy.fixed_fpir", "matcher.policy.fixed_fmr")
"""Paths of what an operator can hold so that fewer false alerts come, and more wanted people are missed."""
NO_FNIR = "moves the threshold, and with it the share of wanted people missed; that needs a sourced fnir at both ends"
NO_FNIR_HINT = (
    "in a file of levers: fnir: [{value: 0.11, source: id/row}, {value: 0.3, source: id/row}], in the order of the range; "
    "without one a stricter threshold would cost nothing, and every search would end there"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a range or an option comes from; a lever that is not moved is as it stands."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be moved between two ends; an infinite end is where the scenario has it.

    fnir: the share of wanted people missed at both ends, of a threshold.
    """

    path: str
    lo: float
    hi: float
    steps: int | None
    origin: Origin
    fnir: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One change with a name. kinds: of deployments that it fits; all where there are none."""

    words: str
    settings: dict[str, str]
    kinds: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Entry:
    """One lever of a file: a number, or options of which at most one is taken."""

    id: str
    label: str
    number: Number | None
    options: tuple[Option, ...]
    burden: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeverFile:
    """A file of levers and its text as it stands."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    text: str = field(repr=False)


def find_levers(reference: str) -> Path:
    """The file a reference means: a path, or the name of the shipped file of levers.

    Raises:
        Faults: no shipped file has this name.
    """
    if is_path(reference):
        return Path(reference)
    if reference not in LEVERS:
        hint = did_you_mean(reference, LEVERS) or f"the shipped one is {LEVERS[0]}; a path ends in .yaml"
        rule = "no shipped file of levers has this name"
        raise Faults([Fault(reference, 0, 0, "", "", rule, hint)], missing=True)
    return shelf_folder() / f"{reference}.yaml"


def read_levers(path: Path, evidence: Library) -> LeverFile:
    """Read a file of levers.

    Raises:
        Faults: everything wrong with it, in the order of the file.
    """
    found: list[Fault] = []
    document = load(path, slips=found)
    reader = _LeverReader(document, found, evidence)
    entries = tuple(reader.entries())
    if reader.faults:
        raise Faults(reader.faults)
    return LeverFile(path.stem, str(document.keyed["title"]), entries, document.text)


def chosen(text: str) -> Entry:
    """A lever from `path=lo:hi` or `path=lo:hi:n`, whose range is the user's own.

    Raises:
        Faults: it is not of that form, or moves a threshold, which needs more than a range.
    """
    path, equals, form = text.partition("=")
    parts, path = form.split(":"), path.strip()

    def fault(rule: str, hint: str = "") -> Faults:
        return Faults([Fault("--lever", 0, 0, "", text, rule, hint)])

    if not equals or not path or len(parts) not in (2, 3):
        raise fault("is not path=lo:hi or path=lo:hi:n", "as in mated.stale=0.01:0.1")
    try:
        lo, hi = float(parts[0]), float(parts[1])
        steps = int(parts[2]) if len(parts) == 3 else None
    except ValueError:
        raise fault("lo and hi are numbers and n a whole number", "as in mated.stale=0.01:0.1") from None
    if not (isfinite(lo) and isfinite(hi) and lo < hi) or (steps is not None and not 2 <= steps <= 50):
        raise fault("lo lies below hi, both are finite, and n lies between 2 and 50")
    if path.removesuffix(".value") in THRESHOLDS:
        raise fault(NO_FNIR, NO_FNIR_HINT)
    return Entry(path, "", Number(path, lo, hi, steps, Origin("chosen", "by you")), (), None)


class _LeverReader(Reader):
    """Reads one file; what is wrong is left out of what it returns."""

    def __init__(self, document: Any, slips: Iterable[Fault], evidence: Library) -> None:
        super().__init__(document, slips)
        self.evidence = evidence

    def entries(self) -> Iterator[Entry]:
        data: Any = self.document.data
        if not isinstance(data, dict):
            self.wrong(
                (),
                data,
                "must be a mapping with a list called levers",
                "start from scenarios/board-levers.yaml",
            )
            return
        self.keys((), data, FILE_KEYS, ("schema", "title", "levers"))
        if broken := version_rule(data.get("schema", FIRST)):
            self.wrong(("schema",), data["schema"], *broken)
        self.text((), data, "title")
        items = data.get("levers")
        if not isinstance(items, list) or not items:
            self.wrong(("levers",), items, "must be a list of levers")
            return
        names: set[str] = set()
        for i, item in enumerate(items):
            if not isinstance(item, dict):
                self.wrong(("levers", i), item, "must be a mapping: lever, label, and path or options")
                continue
            before = len(self.faults)
            entry = self.entry(("levers", i), item)
            if entry.id in names:
                self.wrong(
                    ("levers", i, "lever"), entry.id, "is the name of another lever too", "tell them apart"
                )
            names.add(entry.id)
            if len(self.faults) == before:
                yield entry

    def entry(self, steps: Steps, item: dict[str, Any]) -> Entry:
        known = ("lever", "label", "options", "burden", "note") if "options" in item else NUMBER_KEYS
        self.keys(steps, item, known, ("lever", "label"))
        burden = self.number((*steps, "burden"), item["burden"]) if "burden" in item else None
        if burden is not None and burden < 0:
            self.wrong((*steps, "burden"), item["burden"], "must be 0 or more")
        name, label = self.text(steps, item, "lever"), self.text(steps, item, "label")
        note = self.text(steps, item, "note")
        if "options" in item:
            return Entry(name, label, None, tuple(self.options(steps, item["options"])), burden, note)
        if "path" not in item:
            self.wrong(steps, "", "needs a path, or options")
        return Entry(name, label, self.number_of(steps, item), (), burden, note)

    def number_of(self, steps: Steps, item: dict[str, Any]) -> Number:
        path = self.text(steps, item, "path")
        ends = [key for key in ("down_to", "up_to", "range") if key in item]
        if len(ends) != 1:
            self.wrong(steps, "", "needs one of down_to, up_to and range")
        lo, hi = -inf, inf
        if "down_to" in item:
            lo = self.number((*steps, "down_to"), item["down_to"]) or 0.0
        if "up_to" in item:
            hi = self.number((*steps, "up_to"), item["up_to"]) or 0.0
        if "range" in item:
            lo, hi = self.pair((*steps, "range"), item["range"])
        count = self.whole(item, "steps", 0, 2, 50) if "steps" in item else None
        fnir = self.fnir((*steps, "fnir"), item["fnir"]) if "fnir" in item else None
        if path.removesuffix(".value") in THRESHOLDS and (fnir is None or "range" not in item):
            self.wrong((*steps, "path"), path, NO_FNIR, NO_FNIR_HINT)
        return Number(path, lo, hi, count, self.origin(steps, item), fnir)

    def pair(self, steps: Steps, value: Any) -> tuple[float, float]:
        ends = value if isinstance(value, list) and len(value) == 2 else []
        numbers = [self.number((*steps, i), each) for i, each in enumerate(ends)]
        lo, hi = (each for each in numbers) if len(numbers) == 2 else (None, None)
        if lo is None or hi is None or not lo < hi:
            self.wrong(steps, value, "must be two numbers, the lower first")
            return 0.0, 1.0
        return lo, hi

    def fnir(self, steps: Steps, value: Any) -> tuple[float, float] | None:
        """The share missed at both ends, each with a source: a threshold that costs nothing would always be the answer."""
        if not (
            isinstance(value, list) and len(value) == 2 and all(isinstance(each, dict) for each in value)
        ):
            self.wrong(steps, value, NO_FNIR, NO_FNIR_HINT)
            return None
        shares = []
        for i, each in enumerate(value):
            self.keys((*steps, i), each, ("value", "source", "note"), ("value", "source"))
            self.cited((*steps, i), each)
            share = self.number((*steps, i, "value"), each.get("value"))
            if share is not None and not 0 <= share < 1:
                self.wrong((*steps, i, "value"), share, "is a share between 0 and 1")
            shares.append(share or 0.0)
        return shares[0], shares[1]

    def options(self, steps: Steps, items: Any) -> Iterator[Option]:
        if not isinstance(items, list) or not items:
            self.wrong(
                (*steps, "options"), items, "must be a list of options: words, set, and where they come from"
            )
            return
        for i, item in enumerate(items):
            at: Steps = (*steps, "options", i)
            if not isinstance(item, dict) or not isinstance(item.get("set"), dict):
                self.wrong(at, item, "must be a mapping with words and set: {path: value}")
                continue
            self.keys(at, item, OPTION_KEYS, ("words", "set"))
            settings = {
                str(path): json.dumps(value, ensure_ascii=False) for path, value in item["set"].items()
            }
            for path in settings:
                if path.removesuffix(".value") in THRESHOLDS and "mated.fnir" not in settings:
                    self.wrong((*at, "set"), path, NO_FNIR, "set mated.fnir beside it, with its source")
            kinds = item.get("kinds", [])
            yield Option(self.text(at, item, "words"), settings, tuple(kinds), self.origin(at, item))

    def origin(self, steps: Steps, item: dict[str, Any]) -> Origin:
        given = [key for key in ORIGINS if key in item]
        if len(given) != 1:
            rule = "needs one of source, assumed and chosen: where its range comes from"
            self.wrong(steps, "", rule, "chosen: why, where the board itself says how far it may go")
            return Origin("chosen", "")
        if given[0] == "source":
            self.cited(steps, item)
        return Origin(given[0], " ".join(self.text(steps, item, given[0]).split()))

    def cited(self, steps: Steps, item: dict[str, Any]) -> None:
        name = self.text(steps, item, "source")
        try:
            if name:
                self.evidence.row(name) if "/" in name else self.evidence.source(name)
        except UnknownEvidence as error:
            hint = f"did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
            self.wrong((*steps, "source"), name, "is not in the evidence library", hint)
