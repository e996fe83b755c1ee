"""What a scenario takes from a shipped one: every block that the data do not give, made to fit the data's own groups."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from simulator.documents import Block, Plain, items, mapping
from simulator.records.starting.blocks import EVERYBODY, PEOPLE, people
from simulator.records.starting.gathering import Given
from simulator.scenario import Loaded

OWN = (
    "title",
    "summary",
    "status",
    "cautions",
    "measured_here",
    "words",
    "audits",
    "groups",
    "encounters",
    "population",
    "kind",
    "schema",
    "lineage",
    "horizon",
)
"""Keys that a begun scenario writes itself; all others of the example are borrowed, whatever they are called."""
FROM_ENCOUNTERS = (
    "year_to_year",
    "site_cv",
    "persons_per_encounter",
    "searches_per_encounter",
    "search_correlation",
)
LEAST_MEASURED = 2
"""Levels that an audit must tell apart before a spread between groups can be drawn for the others."""
NOT_COUNTED_HERE = "nobody has counted here who is mistaken for others without the system"
NO_AUDIT = "no audit at hand reports this label"


def borrowed(given: Given) -> Block:
    """The example's blocks by key, fitted to the data's groups."""
    assert given.like is not None
    taken = {
        key: _fitted(deepcopy(value), given.levels)
        for key, value in given.like.resolved.items()
        if key not in OWN
    }
    return {
        key: _gallery(mapping(block), given)
        if key == "gallery"
        else _matcher(mapping(block), given)
        if key == "matcher"
        else _without(mapping(block))
        if key == "without"
        else block
        for key, block in taken.items()
    }


def borrowed_encounters(given: Given) -> Block:
    """How years and encounters vary, where the data do not say."""
    assert given.like is not None
    theirs = mapping(given.like.resolved["encounters"])
    return {key: deepcopy(theirs[key]) for key in FROM_ENCOUNTERS if key in theirs}


def _fitted(block: Plain, levels: set[str]) -> Plain:
    """A block without the selectors that name other groups than the data's."""
    if isinstance(block, list):
        return [_fitted(each, levels) for each in block]
    if not isinstance(block, dict):
        return block
    made = {key: _fitted(value, levels) for key, value in block.items()}
    if isinstance(by_group := made.get("by_group"), dict):
        made["by_group"] = {
            name: each
            for name, each in by_group.items()
            if name == "default" or set(name.split("/")) <= levels
        }
    return made


def _gallery(block: Block, given: Given) -> Block:
    """As many enrolled per resident as in the example; its groups where they are the data's too, else as people are met here."""
    assert given.like is not None
    theirs = example_of(given.like)
    for key in ("persons", "images"):
        value = mapping(block.get(key)).get("value", block.get(key))
        if isinstance(value, int | float) and value:
            why = f"as many per resident as {given.like.name}, whose {value:,.0f} stand for {theirs.people:,.0f} people"
            block[key] = {
                "value": max(1, round(value * people(given, theirs.people_each) / theirs.people)),
                "assumed": why,
            }
    axes, composition = given.like.scenario.groups.axes, mapping(block["composition"])
    kept: Block = {}
    for axis, levels in given.axes.items():
        theirs_too = axis in composition and set(axes.get(axis, ())) == set(levels)
        kept[axis] = composition[axis] if theirs_too else {"levels": _as_met(levels, given)}
    why = "there is one group"
    block["composition"] = kept or {PEOPLE: {"levels": {EVERYBODY: {"value": 1, "assumed": why}}}}
    return block


def _without(block: Block) -> Block:
    """The world without the system, but for its number of people: a place's count of mistakes says nothing of another place."""
    if "mistaken" not in block:
        return block
    kept = {key: value for key, value in block.items() if key not in ("mistaken", "averted")}
    said = block.get("not_known")
    return kept | {"not_known": f"{NOT_COUNTED_HERE}; {said}" if said else NOT_COUNTED_HERE}


@dataclass(frozen=True, slots=True)
class Example:
    """The size of the scenario borrowed from, at the medians of what it does not know: people, and encounters a year."""

    people: float
    encounters: float

    @property
    def people_each(self) -> float:
        """People for each encounter a year."""
        return self.people / self.encounters


def example_of(like: Loaded) -> Example:
    """How large a scenario is."""
    from simulator.model.compile import compile_scenario

    compiled = compile_scenario(like.scenario, like.library)
    medians = compiled.medians()
    return Example(
        float(compiled.population.of(medians).sum()), float(compiled.encounters.of(medians).sum()) or 1.0
    )


def _as_met(levels: Sequence[str], given: Given) -> Block:
    why = "the gallery's groups are taken to be those of the people met here; nobody publishes them"
    return {level: {"value": max(1, round(given.of_level(level))), "assumed": why} for level in levels}


def _matcher(block: Block, given: Given) -> Block:
    """Levels that no audit of the example reports are unmeasured; where it reports none of the data's, no difference is assumed."""
    differential = mapping(block["differential"])
    measured = _measured(differential, given) & set(given.races) if given.axis == "race" else set()
    mine = [race for race in given.races if race not in measured]
    if (not given.sexes and not given.races) or (mine and len(measured) < LEAST_MEASURED):
        why = "the audits at hand report too few of these labels to tell them apart: no difference is assumed, which is no finding"
        block["differential"] = {"none": why}
    else:
        theirs = mapping(differential.get("unmeasured"))
        differential["unmeasured"] = {race: theirs.get(race, NO_AUDIT) for race in mine}
        _keep_proxies(differential, set(given.races))
    if probes := mapping(mapping(block.get("level")).get("probes")):
        over: list[Plain] = [level for level in items(probes["over"]) if level in given.levels]
        probes["over"] = over or [*(given.races or given.sexes or given.thirds or (EVERYBODY,))]
    return block


def _keep_proxies(differential: Block, races: set[str]) -> None:
    """Regions of birth stand for the data's own groups only, and only where the groups that join the figures are among them."""
    born = mapping(differential.get("born"))
    if not born:
        return
    mine = {race: row for race, row in mapping(born["regions"]).items() if race in races}
    if not set(map(str, items(born["bridges"]))) <= races or not set(mine) & set(
        mapping(differential["unmeasured"])
    ):
        del differential["born"]
        return
    born["regions"] = mine
    born["across"] = {
        race: {other: row for other, row in mapping(rows).items() if other in races}
        for race, rows in mapping(born.get("across")).items()
        if race in races
    }


def _measured(differential: Block, given: Given) -> set[str]:
    assert given.like is not None
    audits, named = differential.get("audit"), differential.get("crosswalk")
    found: set[str] = set()
    for audit in [audits] if isinstance(audits, str) else map(str, items(audits)):
        shelf = given.like.library
        walk = shelf.crosswalk(str(named) if named else shelf.source(audit.split("/")[0]).crosswalk)
        for row in shelf.set(audit):
            found |= {to for to in (walk.to("race", row.race),) if to}
    return found
