"""The blocks of a scenario that come out of the data: groups, encounters and population, as plain data."""

from __future__ import annotations

from simulator.documents import Block, Plain
from simulator.evidence import Row
from simulator.records.imports.layout import HOLDS
from simulator.records.starting.gathering import SEXES, Cell, Given
from simulator.records.starting.wording import label, minorities, reference

PEOPLE, EVERYBODY = "people", "everybody"
"""The axis and the level of a scenario with one group."""
MOST_SITES = 20
"""Sites beyond which a scenario takes them together: beats have no desk of their own to queue at."""
ENDS = "all-unknown-are-"
"""Sets of an import in which everybody of unknown race is of one race; what they have of the others was recorded."""
TILT: Block = {"between": [0.1, 10]}
TILT_WHY = "nobody knows whose {axis} goes unrecorded: each may do so ten times oftener or more seldom than in proportion"
WITHIN = 3.0
"""How far the people there are for each encounter may be from the example's, where nobody gave a table of residents. Assumed."""


def group_id(cell: Cell) -> str:
    """The id of a group in the scenario."""
    return "/".join(filter(None, cell)) or EVERYBODY


def groups(given: Given) -> Block:
    """Axes, labels, reference and roll-ups; people of other sexes are shown and not estimated."""
    axes: Block = {axis: [*levels] for axis, levels in given.axes.items()}
    block: Block = {"axes": axes or {PEOPLE: [EVERYBODY]}, "reference": reference(given)}
    levels = [level for each in given.axes.values() for level in each]
    block["labels"] = {level: label(level, given) for level in levels} or {EVERYBODY: "everybody"}
    if given.axis == "race" and minorities(given):
        block["rollups"] = {"minorities": {"race": [*minorities(given)]}}
    left_out: list[Plain] = [
        {
            "label": label(level.id, given).capitalize(),
            "encounters": _counted(given, level.id),
            "why": "No audit at hand reports an error rate for them; they are counted in these records.",
        }
        for level in given.facts.axes["sex"]
        if level.id not in SEXES
    ]
    if left_out:
        block["not_estimated"] = left_out
    return block


def _counted(given: Given, sex: str) -> Block:
    row = given.other_sexes.get((sex, "", ""))
    if row is not None:
        return _row(row)
    total = sum(count for cell, count in given.counts.items() if cell[0] == sex)
    return {"value": round(total), "assumed": f"{given.stops.id}: its rows of {sex} added up"}


def encounters(given: Given, variant: str = "") -> Block:
    """Encounters a year by group, each with the row it comes from; `variant` is a set that stands for other bounds."""
    rows = given.set(variant) if variant else given.rows
    block: Block = {
        "by_group": {group_id(cell): _row(rows.get(cell)) for cell in given.cells},
    }
    if not variant and (unrecorded := _unrecorded(given)):
        block["unrecorded"] = unrecorded
    if not given.has_year:
        period = f"{given.facts.first} to {given.facts.last}" if given.facts.first else "an unknown time"
        block["scale"] = {
            "assumed": f"DECIDE how many such periods ({period}) make a year; then write value: before this"
        }
    return block


def _unrecorded(given: Given) -> Block:
    """By axis, those whose level was recorded and how unlike the others may be; no axis on which everybody's was."""
    found = {given.axis: _recorded(given)}
    for axis in ("sex", given.third):
        rows = given.set(f"of-recorded-{axis}")
        if len(given.axes.get(axis, ())) > 1:
            found[axis] = {group_id(cell): _row(rows[cell]) for cell in given.cells if cell in rows}
    return {
        axis: {"by_group": recorded, "tilt": TILT | {"assumed": TILT_WHY.format(axis=axis)}}
        for axis, recorded in found.items()
        if len(recorded) == len(given.cells)
    }


def _recorded(given: Given) -> Block:
    """By group, those whose race was recorded: what it has where everybody of unknown race is of another; empty where all are."""
    ends = {name.removeprefix(ENDS): given.set(name) for name in given.stops.sets if name.startswith(ENDS)}
    found: Block = {}
    for cell in given.cells:
        other = next((race for race in ends if race != cell[1]), None)
        rows = ends.get(other or "", {})
        if cell not in rows:
            return {}
        found[group_id(cell)] = _row(rows[cell])
    return found


def _row(row: Row | None) -> Block:
    if row is None or row.value is None:
        return {"value": 0, "assumed": "no record of this group"}
    return {"value": _plain(row.value), "source": row.id}


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def around(given: Given) -> Block:
    """What the data say of years, sites and hours; keys for `encounters`."""
    block: Block = {}
    if given.facts.year_to_year is not None:
        row = f"{given.stops.id}/year-to-year"
        block["year_to_year"] = {"value": round(given.facts.year_to_year, 6), "source": row}
    if 1 < given.facts.sites <= MOST_SITES:
        block["sites"] = {"dataset": f"{given.stops.id}/sites"}
    hours = {"week": "hours", "day": "hours-of-day"}.get(given.facts.hours or "")
    if hours:
        block["profile"] = {"dataset": f"{given.stops.id}/{hours}"}
    return block


def population(given: Given, people_each: float | None = None) -> Block:
    """Residents by group, from the table given.

    Args:
        people_each: people for each encounter a year in the example borrowed from, where there is no table; None leaves it to
            decide.
    """
    if given.residents is not None:
        return {"by_group": {group_id(cell): _residents(given, cell) for cell in given.cells}}
    if people_each is None:
        return {
            "total": {
                "assumed": "DECIDE how many people could be met; or import a table and name it with --population"
            }
        }
    return {"by_group": {group_id(cell): _could_be_met(given, cell, people_each) for cell in given.cells}}


def _could_be_met(given: Given, cell: Cell, people_each: float) -> Block:
    assert given.like is not None
    middle = max(given.count(cell), 1.0) * people_each
    why = f"no table of residents was given; {people_each:.3g} people for each encounter, as in {given.like.name}, within a factor of {WITHIN:g}"
    return {"between": [round(middle / WITHIN), round(middle * WITHIN)], "assumed": why}


def residents_of(given: Given, cell: Cell) -> list[Row]:
    """The rows of the population that together are a group: by the population's own vocabulary, or by the same label."""
    if given.residents is None:
        return []
    source = given.residents
    walk = source.own_crosswalk or given.shelf.crosswalk(source.crosswalk)
    wanted, told = (cell[1], *HOLDS.get(cell[1], ())), given.residents_told
    return [
        row
        for row in source.sets["residents"]
        if (not cell[0] or cell[0] in (row.sex, walk.to("sex", row.sex)))
        and (not cell[1] or not {row.race, walk.to("race", row.race)}.isdisjoint(wanted))
        and (not cell[2] or not told or given.third_of(row) == cell[2])
    ]


def _residents(given: Given, cell: Cell) -> Block:
    rows = residents_of(given, cell)
    if cell[2] and rows and not given.residents_told:
        return _split(given, cell, sum(row.value or 0.0 for row in rows))
    if len(rows) == 1:
        return _row(rows[0])
    assert given.residents is not None
    if not rows:
        return {
            "assumed": f"DECIDE how many residents are {group_id(cell)}: {given.residents.id} does not tell them; then write value: before this"
        }
    added = " + ".join(row.row for row in rows)
    return {
        "value": _plain(sum(row.value or 0.0 for row in rows)),
        "assumed": f"{given.residents.id}: {added}",
    }


def _split(given: Given, cell: Cell, residents: float) -> Block:
    """A level of the third axis among residents that are not told by it: as people were met."""
    assert given.residents is not None
    met = sum(given.count((*cell[:2], level)) for level in given.thirds)
    share = max(given.count(cell), 1.0) / max(met, float(len(given.thirds)))
    middle = max(residents * share, WITHIN)
    why = f"{given.residents.id} tells {residents:,.0f} and not by these levels of {given.third}; split as people were met, within a factor of {WITHIN:g}"
    return {
        "between": [round(middle / WITHIN), round(min(middle * WITHIN, max(residents, middle)))],
        "assumed": why,
    }


def people(given: Given, people_each: float) -> float:
    """How many people there are, the middle of what is assumed where no table was given."""
    if given.residents is not None:
        rows = {row.id: row for cell in given.cells for row in residents_of(given, cell)}
        return float(sum(row.value or 0.0 for row in rows.values()))
    return people_each * float(sum(given.count(cell) for cell in given.cells))
