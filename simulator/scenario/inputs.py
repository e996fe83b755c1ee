"""What a scenario rests on: every input with its value, its origin and the grade of its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from simulator.evidence import Library, Row, UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.admitted import ENROLLED
from simulator.scenario.coverage import audits_of, unmeasured
from simulator.scenario.identity import identity_of
from simulator.scenario.labels import label_of
from simulator.scenario.loading import Loaded
from simulator.scenario.quantities import Duration, Quantity
from simulator.scenario.rows_used import rows_of_audit, rows_of_table
from simulator.scenario.walk import path_of, walk
from simulator.scenario.wording import (
    duration_text,
    learned_text,
    number,
    seconds_text,
    spread_text,
    value_text,
)

GRADES = (
    "measured",
    "measured elsewhere",
    "another algorithm",
    "proxy",
    "borrowed",
    "assumed",
    "unmeasured",
    "design",
)
NOBODY_MEASURED = ("law", "reporting")
"""Kinds of sources that tell of a rule or a wish."""
WORSE_THAN_BORROWED = ("proxy", "unmeasured")

_BY_KIND = {
    "identification": "another algorithm",
    "verification": "another algorithm",
    "proxy": "proxy",
    "field-record": "measured elsewhere",
    "human-review": "measured elsewhere",
    "process-time": "measured elsewhere",
    "gallery": "measured elsewhere",
    "reporting": "measured elsewhere",
    "law": "measured elsewhere",
}


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input as a reader meets it. `spread` says whether its doubt enters the intervals."""

    path: str
    label: str
    text: str
    unit: str
    grade: str
    source: str | None
    locator: str | None
    why: str | None
    identity: str
    spread: bool


def inputs(loaded: Loaded) -> tuple[InputRow, ...]:
    """Every input of a scenario in the order of the grammar."""
    scenario, rows = loaded.scenario, []
    inside: set[int] = set()
    for steps, block in walk(scenario):
        path = path_of(steps, scenario)
        if id(block) in inside:
            continue
        rows += list(_rows(block, path, loaded))
        if isinstance(block, Quantity) and block.spread is not None:
            inside.add(id(block.spread))
    return tuple(_placed(row, loaded) for row in rows)


def _placed(row: InputRow, loaded: Loaded) -> InputRow:
    """A source is measured elsewhere unless the scenario says that it measured this deployment's own place.

    What it says of stops or arrests is not a measurement of who is in the gallery, a law measures nothing, and what was asked for is
    a choice. Whatever a block was taken over with, it is
    borrowed: good evidence of another deployment is none of this one.
    """
    taken = loaded.scenario.borrowed_from
    if taken is not None and row.path.split(".")[0] in taken.blocks and row.grade not in WORSE_THAN_BORROWED:
        return replace(row, grade="borrowed")
    if row.grade != "measured elsewhere" or row.source is None:
        return row
    source = row.source.split("/")[0]
    kind = loaded.library.source(source).kind
    if kind == "reporting" and row.path == "scan":
        return replace(row, grade="design")  # what was asked for, by whoever told it; nobody measured a wish
    own = source in loaded.scenario.measured_here and kind not in NOBODY_MEASURED
    if own and row.path.startswith("gallery.") and kind != "gallery":
        found = _find(row.source, loaded.library)
        own = found is not None and found.metric in ENROLLED
    return replace(row, grade="measured") if own else row


def _rows(block: BaseModel, path: str, loaded: Loaded) -> Iterator[InputRow]:
    if isinstance(block, Quantity) and block.by_group is None:
        yield _quantity(block, path, loaded)
    elif isinstance(block, Duration) and block.by_kind is None:
        yield _plain(block, path, duration_text(block), "", loaded, spread=block.uncertain is not None)
    elif (
        isinstance(block, grammar.Profile | grammar.AxisTable | grammar.GroupTable)
        and block.dataset is not None
    ):
        yield _dataset(block, path, block.dataset, loaded)
    elif isinstance(block, grammar.Detention):
        yield _plain(block, f"{path}.minimum", seconds_text(block.minimum), "", loaded, spread=False)
    elif isinstance(block, grammar.LegalLimit):
        yield _plain(block, path, seconds_text(block.value), "", loaded, spread=False)
    elif isinstance(block, grammar.Resource):
        yield _resource(block, path, loaded)
    elif isinstance(block, grammar.Differential):
        yield from _differential(block, path, loaded)
    elif isinstance(block, grammar.Audience):
        yield _plain(block, path, "equal parts of " + ", ".join(block.over), "", loaded, spread=False)


def _quantity(block: Quantity, path: str, loaded: Loaded) -> InputRow:
    library = loaded.library
    if block.posterior is not None:
        return _learned(block, block.posterior, path, loaded)
    source = block.audit or block.source
    row = _find(source, library)
    design = block.source is None and block.assumed is None and block.audit is None
    grade = "design" if design else _grade(source, block.assumed, library)
    spread = block.is_uncertain or (block.audit is not None and row is not None and _row_has_doubt(row))
    why = "; ".join(part for part in (block.assumed, block.note, spread_text(block)) if part) or None
    return InputRow(
        path=path,
        label=label_of(path, loaded.scenario),
        text=value_text(block, row),
        unit=row.unit if row is not None and block.audit is not None else "",
        grade=grade,
        source=source,
        locator=row.locator if row is not None else None,
        why=why,
        identity=identity_of(path, block, loaded.lineage),
        spread=spread,
    )


LEARNED = {
    "matcher.level": "error rate learned from records",
    "matcher.transfer": "from laboratory to street, learned",
}
"""Labels of inputs whose own say that they were published or assumed."""


def _learned(block: Quantity, name: str, path: str, loaded: Loaded) -> InputRow:
    """A parameter of a fit. How forces differ is nobody's measurement where the table knows one force."""
    fit = loaded.library.fits[name.split("/")[0]]
    parameter = fit.parameters[name.split("/")[1]]
    one_force = block.new is not None and "force" in block.new.differs_by and fit.forces == 1
    why = "; ".join(part for part in (learned_text(block, fit), block.note, spread_text(block)) if part)
    return InputRow(
        path=path,
        label=LEARNED.get(path, label_of(path, loaded.scenario)),
        text=f"{parameter.says}: {number(parameter.lo)} to {number(parameter.hi)} (90 % of the fit {fit.title}'s rows)",
        unit=parameter.unit,
        grade="assumed" if one_force else "measured elsewhere",
        source=fit.source or None,
        locator=None,
        why=why,
        identity=identity_of(path, block, loaded.lineage),
        spread=True,
    )


def _plain(block: Any, path: str, text: str, unit: str, loaded: Loaded, *, spread: bool) -> InputRow:
    library = loaded.library
    row = _find(block.source, library)
    grade = _grade(block.source, block.assumed, library)
    locator = row.locator if row is not None else None
    why = "; ".join(part for part in (block.assumed, getattr(block, "note", None)) if part) or None
    return InputRow(
        path, label_of(path, loaded.scenario), text, unit, grade, block.source, locator, why, path, spread
    )


def _dataset(block: Any, path: str, dataset: str, loaded: Loaded) -> InputRow:
    library = loaded.library
    rows = library.set(dataset)
    grade = _grade(dataset, None, library)
    left = "; ".join(f"{label} left out: {why}" for label, why in getattr(block, "left_out", {}).items())
    used = rows_of_table(block, path, loaded.scenario, library)
    why = "; ".join(part for part in (block.assumed, block.note, left, used.not_used) if part) or None
    text = f"table of {used.told}"
    return InputRow(
        path,
        label_of(path, loaded.scenario),
        text,
        rows[0].unit,
        grade,
        dataset,
        rows[0].locator,
        why,
        dataset,
        False,
    )


def _resource(block: grammar.Resource, path: str, loaded: Loaded) -> InputRow:
    number = (
        str(block.servers) if block.shifts is None else f"{min(block.shifts)} to {max(block.shifts)} by hour,"
    )
    text = f"{number} at each site" if block.per == "site" else f"{number} in all"
    if block.source or block.assumed:
        return _plain(block, f"{path}.servers", text, "", loaded, spread=False)
    return InputRow(
        f"{path}.servers", label_of(path, loaded.scenario), text, "", "design", None, None, None, path, False
    )


def _differential(block: grammar.Differential, path: str, loaded: Loaded) -> Iterator[InputRow]:
    library = loaded.library
    reverse = "; turned upside down" if block.reversed else ""
    if block.none is not None:
        yield InputRow(
            path,
            label_of(path, loaded.scenario),
            "the same rate for every group",
            "",
            "assumed",
            None,
            None,
            block.none,
            path,
            False,
        )
    if block.evened is not None:
        text = "the same rate for every group, at the level the ratios below give all people searched"
        here = f"{path}.evened"
        yield InputRow(
            here, label_of(path, loaded.scenario), text, "", "assumed", None, None, block.evened, here, False
        )
    audits = audits_of(block)
    for audit in audits:
        rows = library.set(audit)
        grade = "proxy" if _by_proxy(rows, audit, block.crosswalk, library) else _grade(audit, None, library)
        used = rows_of_audit(audit, block.crosswalk, loaded.scenario, library)
        text = f"ratios between groups from {used.told}{reverse}"
        yield InputRow(
            f"{path}.audit",
            label_of(path, loaded.scenario),
            text,
            "",
            grade,
            audit,
            rows[0].locator,
            "; ".join(part for part in (block.note, used.pooled, used.not_used) if part) or None,
            audit,
            block.band is not None,
        )
    for level, borrowed in block.borrow.items():
        at, name = f"{path}.borrow.{level}", level.replace("-", " ")
        text, spread = f"the rate of {borrowed.from_.replace('-', ' ')} people", borrowed.spread is not None
        identity = f"{'+'.join(audits)}#{borrowed.from_}"
        yield InputRow(at, name, text, "", "borrowed", None, None, borrowed.because, identity, spread)
    for level, why in block.unmeasured.items():
        at, name = f"{path}.unmeasured.{level}", level.replace("-", " ")
        text, row = "unknown; one more among all groups measured", None
        if block.proxy is not None and level in block.proxy.regions:
            text = "a proxy: people born elsewhere, carried to the scale of the groups measured"
            row = library.row(block.proxy.regions[level])
        cited, place = (row.id, row.locator) if row is not None else (None, None)
        identity = f"{'+'.join(audits)}#{level}"
        yield InputRow(at, name, text, "", "unmeasured", cited, place, why, identity, True)
    yield from _uncovered(path, loaded)


UNCOVERED = {
    "joined": "put together from the rates of its sex and of its race",
    "undivided": "the same rates for all of its levels",
}


def _uncovered(path: str, loaded: Loaded) -> Iterator[InputRow]:
    """What no audit covers although nobody had to say so: single cells, and axes that audits do not report."""
    told: dict[str, InputRow] = {}
    for group, missing in unmeasured(loaded.scenario, loaded.library).items():
        if missing.rates in UNCOVERED:
            alone = missing.rates == "joined"
            at = f"{path}.unmeasured.{group if alone else 'axes'}"
            name = group.replace("/", " ") if alone else missing.why.removeprefix("no audit used reports ")
            text = UNCOVERED[missing.rates]
            told[at] = InputRow(at, name, text, "", "unmeasured", None, None, missing.why, at, False)
    yield from told.values()


def _by_proxy(rows: tuple[Row, ...], audit: str, crosswalk: str | None, library: Library) -> bool:
    """Whether a label of these rows stands for one of ours only as a proxy (a skin type for a race)."""
    walk = library.crosswalk(crosswalk or library.source(audit.split("/")[0]).crosswalk)
    carried = [
        walk.find(axis, label)
        for row in rows
        for axis, label in (("sex", row.sex), ("race", row.race))
        if label
    ]
    return any(entry is not None and entry.to is not None and entry.proxy_only for entry in carried)


def _grade(source: str | None, assumed: str | None, library: Library) -> str:
    if source is None:
        return "assumed"
    kind = library.source(source.split("/")[0]).kind
    return _BY_KIND.get(kind, "measured elsewhere") if assumed is None else "assumed"


def _find(source: str | None, library: Library) -> Row | None:
    if source is None or "/" not in source:
        return None
    try:
        return library.row(source)
    except UnknownEvidence:
        return None


def _row_has_doubt(row: Row) -> bool:
    return row.unit == "rate" and (row.numerator is not None or row.lo is not None)
