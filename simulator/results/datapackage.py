"""`datapackage.json`: what every column of every table means (Frictionless Data Package, version 1)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

from pydantic import Field

from simulator.results.values import Document, Sparse, Value

Kind = Literal["string", "number", "integer", "boolean"]
INTEGERS = {"n_draws", "step", "replications", "entity_id", "resource_id", "site"}
BOOLEANS = {"rollup", "unmeasured", "spread"}
MEANING = {
    "measure": "the measure's id, the same in limits, cases and the API",
    "unit": "unit of median, lo, hi and mean",
    "group": "group id, levels joined by / in the order of the axes, or the name of a roll-up",
    "label": "the same in words",
    "rollup": "whether the row is a union of groups; unions are computed per draw, so rows do not add up",
    "unmeasured": "whether no audit measured this group; its interval then comes from the spread of those measured",
    "proxy": "the word proxy where a rate of another task stands in for a match rate, else empty",
    "median": "median over draws",
    "lo": "lower end of the 90 % interval (5 % quantile)",
    "hi": "upper end of the 90 % interval (95 % quantile)",
    "mean": "mean over draws",
    "q17": "lower end of the 66 % interval",
    "q83": "upper end of the 66 % interval",
    "chance_lo": "lower end of the 90 % interval from chance alone, unknowns at their medians",
    "chance_hi": "upper end of the same",
    "audit_lo": "lower end of the 90 % interval of the expected value, from not knowing the true rates",
    "audit_hi": "upper end of the same",
    "mc_error": "half the 95 % interval of the median over draws (Monte Carlo error)",
    "mc_lo": "the same of lo",
    "mc_hi": "the same of hi",
    "defined": "share of draws in which the measure is defined",
    "n_draws": "number of draws",
    "kind": "false_match, stale_entry or wanted; on_list instead of wanted where nobody enrolled is wanted",
    "step": "place on the pathway, from 0",
    "stage": "stage id",
    "liberty": "free, prolonged or held",
    "path": "where the input stands in the scenario",
    "text": "the input's value as a person reads it",
    "source": "id of the source of evidence",
    "citation": "the source in full",
    "locator": "page, table or figure",
    "why": "the reason given for an assumption",
    "reference": "the group that the log ratio is taken to",
    "factor": "part of the log ratio; the factors of a group add up to its total, stale_entries stand apart",
    "of": "what it is a share of: exposure (what rates are per) or wrongly_held (expected wrongful detentions)",
    "of_means": "the ratio of the means: draws with many weigh most in it, where in mean all draws weigh alike",
    "highest": "share of draws in which this group's rate is the highest of all groups with at least one expected detention",
    "compared_with": "own_group: both faces of the group; this_gallery: a probe of the group against the gallery",
    "selection": "the group or roll-up whose doubt is explained",
    "first": "share of the variance that this input explains by itself (first-order Sobol index)",
    "narrower": "share by which the 90 % interval would shrink if this input were known",
    "proposal": "name of the proposal; its title and command are in comparison.json",
    "a": "the proposal from which the other is taken",
    "b": "the proposal that is taken from it",
    "below": "share of simulated years in which a lies below b",
    "equal": "share of simulated years in which they are equal",
    "above": "share of simulated years in which a lies above b",
    "rule": "the rule's name in limits.yaml",
    "at_most": "the rule's ceiling",
    "at_least": "the rule's floor",
    "years": "years that a count is summed over; empty for rates",
    "judged_on": "simulated years (luck included) or expected rates",
    "grade": "of a rule: within, mostly-within, undecided, mostly-exceeds or exceeds, empty next to a cut; of an input: how good the evidence is",
    "better": "the better grade that a share next to a cut may have",
    "worse": "the worse one",
    "kept": "number of draws in which the rule is kept, of n_draws in which it says anything",
    "probability": "share of simulated years, or of draws of what is not known, in which the rule is kept",
    "probability_lo": "lower end of its 95 % interval from the number of draws (Wilson)",
    "probability_hi": "upper end of the same",
    "undefined": "share of draws in which there is nothing to divide by, left out of the probability",
    "people": "group id or roll-up",
    "who": "innocent people, or all",
    "half_width": "half the 95 % confidence interval of the mean, by the number of draws",
    "replications": "number of replications",
    "entity_id": "the case",
    "event_type": "arrival_departure, queue, resource_use or resource_use_end (vidigi)",
    "event": "what happened",
    "time": "seconds since the replication began",
    "resource_id": "which server of the resource, from 1",
    "site": "where",
    "identity": "inputs with one identity share one draw",
    "spread": "whether the input is drawn anew in every draw",
}


class Column(Sparse):
    """A column of a table; one whose name says it all has no description, and then no such key."""

    name: str
    type: Kind
    description: str | None = None


class Columns(Value):
    """The columns of a table in their order, and what stands where there is no value."""

    fields_of_it: tuple[Column, ...] = Field(alias="fields")
    missing: tuple[str, ...] = Field(default=("",), alias="missingValues")


class Table(Value):
    """A CSV table of the folder."""

    profile: Literal["tabular-data-resource"] = "tabular-data-resource"
    name: str
    path: str
    format: Literal["csv"] = "csv"
    encoding: Literal["utf-8"] = "utf-8"
    columns: Columns = Field(alias="schema")


class DataPackage(Document):
    """The tables of a folder, described."""

    profile: Literal["tabular-data-package"] = "tabular-data-package"
    name: str
    title: str
    resources: tuple[Table, ...]


def datapackage(folder: Path, name: str, title: str) -> DataPackage:
    """The descriptor of the CSV tables that stand in `folder`, and are called so."""
    return DataPackage(
        name=name, title=title, resources=tuple(_table(path) for path in sorted(folder.glob("*.csv")))
    )


def _table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    columns = (Column(name=each, type=_type(each), description=MEANING.get(each)) for each in header)
    return Table(name=path.stem, path=path.name, schema=Columns(fields=tuple(columns)))


def _type(column: str) -> Kind:
    if column in INTEGERS:
        return "integer"
    if column in BOOLEANS:
        return "boolean"
    numbers = {"median", "lo", "hi", "mean", "q17", "q83", "mc_error", "mc_lo", "mc_hi", "defined"}
    numbers |= {"of_means", "highest", "first", "narrower", "half_width", "time", "below", "equal", "above"}
    numbers |= {"at_most", "at_least", "years", "probability", "undefined"}
    return "number" if column in numbers or column.endswith(("_lo", "_hi")) else "string"
