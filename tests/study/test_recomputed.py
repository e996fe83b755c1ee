"""Anyone can recompute every printed Monte Carlo number from a result's files: nothing of ours is imported here.

`draws.parquet` gives each draw; `docs/results.md` says how its columns make the measures. The interval of *chance* lives
one year again a thousand times and is not made of these draws; `chance_to_audit` and Monte Carlo errors follow from them.
"""

from __future__ import annotations

import json
import math
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

Array = NDArray[np.float64]
STALE, WANTED = "stale_entry", "wanted"


class Draws:
    """The table of draws, asked for sums over the members of a group or roll-up."""

    def __init__(self, path: Path) -> None:
        self.table = pq.read_table(path)
        self.study = json.loads(self.table.schema.metadata[b"study"])
        self.stages = [stage["id"] for stage in self.study["stages"]]

    def column(self, name: str) -> Array:
        return np.asarray(self.table[name].to_numpy(), dtype=np.float64)

    def members(self, selection: str) -> list[str]:
        return list(self.study["members"][selection])

    @cached_property
    def held(self) -> str | None:
        """The first stage at which anybody is held."""
        return next((stage["id"] for stage in self.study["stages"] if stage["liberty"] == "held"), None)

    def simulated(self, selection: str, kinds: tuple[str, ...], stage: str | None) -> Array:
        names = [f"simulated:{g}:{k}:{stage}" for g in self.members(selection) for k in kinds if stage]
        return sum((self.column(name) for name in names), np.zeros(len(self.table)))

    def expected(self, selection: str, kinds: tuple[str, ...], stage: str | None) -> Array:
        total = np.zeros(len(self.table))
        for g in self.members(selection):
            for k in kinds if stage else ():
                whose = g if f"reach:{g}:{k}:{stage}" in self.table.column_names else "all"
                alerts = self.table[f"expected:{g}:{k}:alerts"].to_numpy()
                total += (
                    alerts * self.table[f"reach:{whose}:{k}:{stage}"].to_numpy()
                )  # in their own precision
        return total

    def amount(self, selection: str, name: str) -> Array:
        if f"amount:{self.members(selection)[0]}:{name}" not in self.table.column_names:
            return np.full(
                len(self.table), np.nan
            )  # a scenario that does not say how often people come again
        return sum(
            (self.column(f"amount:{g}:{name}") for g in self.members(selection)), np.zeros(len(self.table))
        )

    def without(self, name: str) -> Array:
        known = f"without:{name}" in self.table.column_names
        return self.column(f"without:{name}") if known else np.full(len(self.table), np.nan)

    @property
    def exposure(self) -> str:
        """What rates are per: people enrolled where those are harmed, else encounters."""
        return "enrolled" if self.study["victim"] == "gallery" else "encounters"

    def average(self, selection: str, name: str) -> Array:
        total = np.zeros(len(self.table))
        for g in self.members(selection):
            total += self.column(f"amount:{g}:{name}") * self.column(f"amount:{g}:searches")
        return ratio(total, self.amount(selection, "searches"))


def ratio(above: Array, below: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(above / below)


def recomputed(draws: Draws, of: str) -> dict[str, Array]:
    """(draws,) every measure of one group or roll-up, as docs/results.md defines them."""
    study, held, year = draws.study, draws.held, draws.column("year")
    arrest = next((stage["id"] for stage in study["stages"] if stage["arrest"]), None)
    first = draws.stages[0]
    wrongful, false_match, not_wanted = (
        tuple(study[name]) for name in ("wrongful", "false_match", "not_wanted")
    )
    innocent = draws.expected(of, wrongful, held)
    exposure = draws.amount(of, draws.exposure)
    undefined = np.full(len(year), np.nan)
    wanted = WANTED in study["kinds"]
    found = draws.expected(of, (WANTED,), held) if wanted else undefined

    def rate(whose: str, per: str) -> Array:
        return ratio(draws.expected(whose, wrongful, held), draws.amount(whose, per))

    def against(whose: str, per: str) -> Array:
        if draws.members(of) == [whose]:
            return ratio(innocent, innocent)
        return ratio(rate(of, per), rate(whose, per))

    def right(stage: str | None) -> Array:
        if not wanted or stage is None:
            return undefined
        hits = draws.expected(of, (WANTED,), stage)
        return ratio(
            hits, hits + draws.expected(of, tuple(kind for kind in study["kinds"] if kind != WANTED), stage)
        )

    lived = exposure if draws.exposure == "enrolled" else exposure * year
    reference, best = study["reference"], study["best_served"]
    hours = np.zeros(len(year))
    for kind in wrongful:
        for stage in study["stages"]:
            if stage["liberty"] == "held":
                there = draws.simulated(of, (kind,), stage["id"])
                hours += there * draws.column(f"seconds:{kind}:{stage['id']}") / 3600
    anyway = undefined
    if wanted and held and f"found_anyway:{study['members'][of][0]}" in draws.table.column_names:
        anyway = sum((draws.column(f"found_anyway:{g}") for g in draws.members(of)), np.zeros(len(year)))
    wanted_found = draws.simulated(of, (WANTED,), held) if wanted else undefined
    at = "held_from_alert" if study["stopped_anyway"] else held
    spared = draws.expected(of, (STALE,), held) * np.nan_to_num(draws.without("name_check.stale"))
    if of == "all":
        spared += np.nan_to_num(draws.without("mistaken") * draws.without("averted"))
    beside = not_wanted if study["stopped_anyway"] else ()
    return {
        "kept_not_wanted": draws.simulated(of, not_wanted, at),
        "innocent_kept": draws.simulated(of, wrongful, held) + draws.simulated(of, beside, at),
        "harm_beyond": innocent + draws.expected(of, beside, at) - spared,
        "found_only": wanted_found - anyway,
        "found_anyway": anyway,
        "people_kept_not_wanted": draws.amount(of, "not_wanted"),
        "encounters": draws.amount(of, "encounters") * year,
        "searches": draws.amount(of, "searches") * year,
        "false_alerts": draws.simulated(of, false_match, first),
        "alerts": draws.simulated(of, tuple(study["kinds"]), first),
        "held_from_alert": draws.simulated(of, wrongful, "held_from_alert"),
        "wrongly_held": draws.simulated(of, wrongful, held),
        "wrongly_held_false_match": draws.simulated(of, false_match, held),
        "wrongly_held_stale_entry": draws.simulated(of, (STALE,), held),
        "wrongful_arrests": draws.simulated(of, wrongful, arrest),
        "wanted_found": wanted_found,
        "per_100k_encounters": 1e5 * ratio(innocent, exposure),
        "per_100k_residents": 1e5 * ratio(innocent, draws.amount(of, "population")),
        "difference_to_reference": 1e5 * (rate(of, draws.exposure) - rate(reference, draws.exposure)),
        "ratio_to_reference": against(reference, draws.exposure),
        "ratio_per_resident": against(reference, "population"),
        "ratio_to_best_served": against(best, draws.exposure),
        "excess": draws.simulated(of, wrongful, held)
        - np.nan_to_num(rate(best, draws.exposure)) * (lived if held else 0),
        "wrongly_held_per_wanted_found": ratio(innocent, found),
        "ppv": right(first),
        "ppv_held": right(held),
        "hours_held": hours,
        "people_held_once": draws.amount(of, "once"),
        "people_held_twice": draws.amount(of, "twice"),
        "risk_per_person": ratio(draws.amount(of, "once"), draws.amount(of, "exposed")),
        "fpir": draws.average(of, "fpir"),
        "false_match_rate_ratio": ratio(
            draws.average(of, "match_rate"), draws.average(reference, "match_rate")
        ),
    }


def row(values: Array) -> dict[str, float | None]:
    """What is printed of a measure: the ⌈np⌉-th value in order, where np is whole half-way to the next."""
    known = np.sort(values[~np.isnan(values)])
    found: dict[str, float | None] = {"defined": len(known) / len(values)}
    points = {"median": 0.5, "lo": 0.05, "hi": 0.95, "q17": 0.17, "q83": 0.83}
    for name, p in points.items():
        place = round(len(known) * p, 6)
        pair = math.ceil(place) - 1, math.floor(place)
        x = float(known[list(pair)].mean()) if len(known) else math.nan
        found[name] = x if math.isfinite(x) else None
    mean = float(known.mean()) if len(known) else math.nan
    return found | {"mean": mean if math.isfinite(mean) else None}


def test_every_measure_comes_from_the_draws(result: Path) -> None:
    summary = json.loads((result / "summary.json").read_text(encoding="utf-8"))
    draws = Draws(result / "draws.parquet")
    told: dict[str, Any] = summary["measures"]
    assert set(told["wrongly_held"]["values"]) == set(draws.study["members"])
    for selection in draws.study["members"]:
        found = recomputed(draws, selection)
        assert set(found) == set(told)
        for measure, values in found.items():
            printed = told[measure]["values"][selection]
            for name, number in row(values).items():
                told_of = (measure, selection, name)
                assert (number is None) == (printed[name] is None), told_of
                assert number is None or number == pytest.approx(printed[name], rel=1e-6, abs=1e-12), told_of


def test_the_funnel_comes_from_the_draws(result: Path) -> None:
    summary = json.loads((result / "summary.json").read_text(encoding="utf-8"))
    draws = Draws(result / "draws.parquet")
    for selection, kinds in summary["funnel"]["values"].items():
        for kind, stages in kinds.items():
            for stage, printed in zip(draws.stages, stages, strict=True):
                cells = tuple(draws.study["false_match"]) if kind == "false_match" else (kind,)
                found = row(draws.simulated(selection, cells, stage))
                assert {name: found[name] for name in printed} == printed


def test_the_draws_say_what_made_them(result: Path) -> None:
    manifest = json.loads((result / "manifest.json").read_text(encoding="utf-8"))
    table = pq.read_schema(result / "draws.parquet")
    study = json.loads(table.metadata[b"study"])
    assert {name: study[name] for name in ("seed", "draws", "version")} == {
        name: manifest["study"][name] for name in ("seed", "draws", "version")
    }
    assert study["id"] == result.name
    assert all(field.metadata[b"unit"] for field in table)
    told = {each["identity"] for each in json.loads((result / "summary.json").read_text())["inputs"]}
    names = [name.partition(":")[2] for name in table.names if name.startswith("unknown:")]
    assert names
    assert any(name in told for name in names)
