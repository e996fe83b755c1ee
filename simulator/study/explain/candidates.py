"""What in the library could stand at an input of a scenario, what it would become there, and why the rest cannot.

Nothing here knows what may stand where: each figure is put there and the scenario is read again, so that the rules that check a
scenario (`simulator/scenario/checks`) are the ones that answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.documents import Fault, Faults, did_you_mean, enter_all, mapping, steps_of
from simulator.evidence import CODED, Library, Row, figure
from simulator.scenario import Loaded, inputs, load
from simulator.scenario.admitted import DIFFERENTIAL, TIMES, Place, place_of

NAMED = 3
"""So many inputs inside a block are told."""
MOST_TRIED = 40
"""So many figures are tried in the scenario, the likeliest first; the others are counted."""
TABLES = ("encounters", "population", "encounters.profile", "encounters.sites", DIFFERENTIAL)
OF_AXES = ("encounters.shares.", "population.shares.", "gallery.composition.")
"""Inputs that take a whole set of rows, one for each group."""
HANDS = ("first", "digitised", "second")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row or a set of the library beside an input.

    figure: what it prints. kind, hand: what sort of source it is of, and how it was seen. line: the YAML that puts it there. becomes: the value it would then be drawn from. why: what the scenario
    says against it; where it fits, only what it warns of.
    """

    id: str
    figure: str
    kind: str
    hand: str
    line: str
    becomes: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates for one input. means: what stands there. now: how it stands. untried: how many more would have to be tried."""

    path: str
    means: str
    now: str
    fit: tuple[Candidate, ...]
    do_not: tuple[Candidate, ...]
    untried: int


def candidates(loaded: Loaded, path: str) -> Candidates:
    """Rows (or sets) of the scenario's library that measure what stands at a path, tried there one by one.

    Raises:
        Faults: no evidence may stand at this path.
    """
    place = _place(loaded, path)
    known = list(_asked(loaded, path, place))
    fit: list[Candidate] = []
    do_not: list[Candidate] = []
    untried = 0
    for key, row in known:
        at, value = _written(path, place, key, row, loaded.library)
        told = Candidate(
            key, _printed(key, row, loaded.library), row.kind, row.hand, _line(at, value), "", ()
        )
        if why := _never(row, place):
            do_not.append(replace(told, why=(why,), line=_derived(told.line, row, place)))
        elif len(fit) + len(do_not) - untried >= MOST_TRIED:
            untried += 1
        else:
            tried, fits = _tried(loaded, at, value, told, row)
            (fit if fits else do_not).append(tried)
    return Candidates(path, place.what, _now(loaded, path), tuple(fit), tuple(do_not), untried)


def _now(loaded: Loaded, path: str) -> str:
    """How the input stands, or the first of those inside it."""
    rows = inputs(loaded)
    here = [f"{row.text} ({row.grade})" for row in rows if row.path == path]
    inside = [f"{row.path}: {row.text} ({row.grade})" for row in rows if row.path.startswith(f"{path}.")]
    return (
        "; ".join(here or inside[:NAMED]) + ("; …" if not here and len(inside) > NAMED else "") or "not given"
    )


def _place(loaded: Loaded, path: str) -> Place:
    data = loaded.resolved
    try:
        steps = steps_of(path, data)
    except KeyError:
        steps = ()
    here = enter_all(data, steps)
    level = str(mapping(here).get("as", "fpir"))
    place = place_of(steps, level=level) if steps else None
    if place is None:
        known = [row.path for row in inputs(loaded)]
        hint = (
            did_you_mean(path, known) or "`detention-impact explain SCENARIO` lists the inputs by their paths"
        )
        raise Faults(
            [Fault(loaded.reference, 0, 0, path, "", "is no input that evidence may stand at", hint)]
        )
    return place


def _takes_sets(path: str) -> bool:
    return path in TABLES or path.startswith(OF_AXES)


def _asked(loaded: Loaded, path: str, place: Place) -> Iterator[tuple[str, Row]]:
    """What measures the same, or could be made to: by its id, with its (first) row; the likeliest first."""
    library = loaded.library
    known = [
        row for source in library.sources() for row in source.rows if place.derives(row) or place.sizes(row)
    ]
    known.sort(
        key=lambda row: (
            _never(row, place) is not None,
            row.is_proxy,
            _split(row),
            not row.is_counted,
            HANDS.index(row.hand),
            row.id,
        )
    )
    if not _takes_sets(path):
        yield from ((row.id, row) for row in known)
        return
    told: dict[str, Row] = {}
    for row in known:
        if row.set:
            told.setdefault(f"{row.source}/{row.set}", row)
    yield from told.items()


def _split(row: Row) -> bool:
    """Whether a row is of one group: it can hardly stand for everybody."""
    return any(getattr(row, axis) for axis in CODED)


def _never(row: Row, place: Place) -> str | None:
    """Why a figure cannot stand here as it is, whatever the scenario; None where it has to be tried."""
    if row.unit == "direction":
        return "says a direction and gives no number"
    if place.admits(row) or place.sizes(row):
        return None
    if place.knows(row):
        return f"is in {row.unit}, and here stand {', '.join(place.units)}"
    return f"is {row.metric} and not {place.what}: only with times, and a note that says what makes the one the other"


def _derived(line: str, row: Row, place: Place) -> str:
    """The line of a figure that may stand here times a factor; none of one that may not."""
    return (
        line.replace(row.id, f"{row.id}, times: <factor>, note: <why>")
        if row.rate is not None and not place.knows(row)
        else ""
    )


def _tried(loaded: Loaded, at: str, value: str, told: Candidate, row: Row) -> tuple[Candidate, bool]:
    """A candidate with what the scenario says to it, and whether the scenario is right with it."""
    try:
        again = load(str(loaded.files[0]), {**loaded.overrides, at: value})
    except Faults as found:
        return replace(
            told, why=tuple(dict.fromkeys(_said(each) for each in found.faults if not each.warns))
        ), False
    before = {str(each) for each in loaded.warnings}
    warned = tuple(_said(each) for each in again.warnings if str(each) not in before and not each.remark)
    return replace(told, becomes=_becomes(again, at, row), why=warned), True


def _said(fault: Fault) -> str:
    where = "" if fault.file == "--set" else f"{fault.path}: "
    return f"{where}{fault.rule}" + (f" ({fault.hint})" if fault.hint else "")


def _written(path: str, place: Place, key: str, row: Row, library: Library) -> tuple[str, str]:
    """The path that is set, and what is written there."""
    quoted = json.dumps(key) if " " in key else key
    if path == DIFFERENTIAL:
        return f"{path}.audit", quoted
    if _takes_sets(path):
        return path, f"{{dataset: {quoted}}}"
    if place.units == TIMES:
        return path, f"{{value: {row.rate or 0:g} {_unit(row)}, source: {quoted}}}"
    if path == "matcher.level":
        return (
            path,
            f"{{audit: {quoted}, as: {'fpir' if row.metric == 'fpir' else 'fmr'}{_group(row, library)}}}",
        )
    return path, f"{{audit: {quoted}}}"


def _unit(row: Row) -> str:
    return {"seconds": "s", "minutes": "min", "hours": "h"}.get(row.unit, row.unit)


def _group(row: Row, library: Library) -> str:
    """The group a rate of one group is of, in our labels; nothing for one of everybody."""
    walk = library.crosswalk(library.source(row.source).crosswalk)
    levels = [ours for axis in CODED if (ours := walk.to(axis, getattr(row, axis)))]
    return f", group: {'/'.join(levels)}" if len(levels) == len(CODED) else ""


def _line(at: str, value: str) -> str:
    """One line of YAML, as an overlay takes it."""
    text = value
    for part in reversed(at.split(".")):
        text = f"{{{part}: {text}}}"
    return text[1:-1]


def _printed(key: str, row: Row, library: Library) -> str:
    if key == row.id:
        return figure(row).removeprefix(f"{row.row}: ")
    rows = library.set(key)
    labels = dict.fromkeys(" ".join(part for part in (each.race, each.sex) if part) for each in rows)
    return f"{len(rows)} rows of {row.metric}: {', '.join(label for label in labels if label) or 'not split by group'}"


def _becomes(loaded: Loaded, at: str, row: Row) -> str:
    """What is drawn, read back from the scenario: the value in words and, where it is a law, its middle and 90 % interval."""
    path = at.removesuffix(".audit")
    told = next(
        (
            each.text
            for each in inputs(loaded)
            if each.path in (path, f"{path}.minimum", f"{path}.audit", f"{at}.audit")
        ),
        row.metric,
    )
    from simulator.model.unknowns import row_law

    if row.unit in TIMES:
        return f"{told}, the same for every case"
    if _takes_sets(path) or row.unit != "rate" or row.rate is None:
        return told
    constant, law = row_law(row, probability=True)
    if law is None:
        return f"{told}, held fixed: the source prints no trials and no interval"
    import numpy as np

    lo, middle, hi = (constant * float(x) for x in law.ppf(np.array([0.05, 0.5, 0.95])))
    return f"{told}: drawn around {middle:.3g}, 90 % between {lo:.3g} and {hi:.3g}"
