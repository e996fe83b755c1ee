"""People no audit measured: the cells of the matrix that stand for them, and the law of how they differ from the reference.

Their rates within their own group start at the reference race's, and one drawn effect a race carries them from there: by region of birth as a
marked proxy where that is at hand (`bridged`), else as one more among all groups and regions measured (`OneMore`; docs/method.md §1.8).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt

import numpy as np

from simulator.evidence import Library
from simulator.model.differential import Cell, Structure, first_level, pool
from simulator.model.laws import Z95, Bridged, OneMore
from simulator.scenario import grammar

Key = tuple[str, ...]
Pair = frozenset[str]


def own_effects(cells: Mapping[Cell, float], reference_race: str) -> dict[str, float]:
    """log ratio of each measured race's rate within itself to the reference race's of the same sex, the mean over sexes."""
    found: dict[str, list[float]] = {}
    for (probe, gallery), value in cells.items():
        home = (*probe[:-1], reference_race)
        if probe == gallery and (home, home) in cells:
            found.setdefault(probe[-1], []).append(value - cells[home, home])
    return {race: float(np.mean(values)) for race, values in found.items()}


def laws(
    spec: grammar.Differential,
    audits: Mapping[str, dict[Cell, float]],
    between: float,
    reference_race: str,
    library: Library,
) -> dict[str, Bridged | OneMore]:
    """The law of the effect (a factor on the rate within the group) of each race that no audit measured.

    Args:
        audits: each audit's cells by its name, of all groups it measured, whether or not the scenario has them.
        between: the standard deviation between products, on the log scale.
    """
    if not spec.unmeasured:
        return {}
    measured = own_effects(pool(list(audits.values()))[0], reference_race)
    born: dict[str, Bridged] = {}
    proxy = spec.proxy
    if proxy is not None:
        own = own_effects(audits[proxy.measured_by], reference_race)
        born = {
            race: bridged(proxy, race, own, measured, between, library)
            for race in proxy.regions
            if race in spec.unmeasured
        }
    scale = sorted([*measured.values(), *(log(law.median) for law in born.values())])
    return {race: born.get(race) or OneMore(tuple(scale)) for race in spec.unmeasured}


def bridged(
    spec: grammar.BornElsewhere,
    race: str,
    own: Mapping[str, float],
    pooled: Mapping[str, float],
    between: float,
    library: Library,
) -> Bridged:
    """A region's rate carried to the scale of the groups by the races that both figures have, and to other products.

    D_R = e_R − log f_R over the bridging races, e_R their effect in the same algorithm and f_R their region's rate; to other products by
    G = mean_R (e_R of all audits − e_R of this one).
    """

    def region(name: str) -> float:
        rate = library.row(spec.regions[name]).rate
        assert rate is not None
        return log(rate)

    gaps = np.array([own[each] - region(each) for each in spec.bridges])
    shift = float(np.mean([pooled[each] - own[each] for each in spec.bridges]))
    places = 0.0
    if spec.places is not None and spec.places.between is not None:
        low, high = spec.places.between
        places = (log(high) - log(low)) / (2 * Z95)
    return Bridged(
        center=region(race) + float(gaps.mean()) + shift,
        beside=sqrt(places**2 + between**2),
        bridges=len(gaps),
        scatter=float(np.sum((gaps - gaps.mean()) ** 2)),
        highest=log(spec.highest) if spec.highest is not None else float("inf"),
    )


def across(spec: grammar.BornElsewhere, library: Library) -> dict[Pair, float]:
    """log of how much less often two regions' people match each other than the mean of each region's own rate on the log scale."""
    found: dict[Pair, float] = {}
    for race, others in spec.across.items():
        for other, row in others.items():
            both, one, two = (library.row(key).rate for key in (row, spec.regions[race], spec.regions[other]))
            assert both and one and two  # noqa: PT018 - the scenario's checks saw rates above 0
            found[frozenset((race, other))] = log(both) - (log(one) + log(two)) / 2
    return found


def fill(
    cells: dict[Cell, float],
    structure: Structure,
    keys: tuple[Key, ...],
    unmeasured: Mapping[str, object],
    reference_race: str,
    known: Mapping[Pair, float],
) -> dict[Cell, float]:
    """The cells with those of unmeasured races added, their drawn effects taken as 1.

    Within a race the reference race's cell of the same sexes; between races m[g,h] = √(m[g,g] m[h,h]) times what `known` or the fitted structure
    says of two races and of two sexes.
    """

    def home(first: Key, second: Key) -> float:
        pair = ((*first[:-1], reference_race), (*second[:-1], reference_race))
        return cells.get(pair, structure.base[min_max(first_level(first), first_level(second))])

    def own(key: Key) -> float:
        return (
            home(key, key) if key[-1] in unmeasured else cells.get((key, key), structure.log_rate(key, key))
        )

    filled = dict(cells)
    for g in keys:
        for h in keys:
            if unmeasured.keys().isdisjoint((g[-1], h[-1])):
                continue
            if g[-1] == h[-1]:
                filled[g, h] = home(g, h)
                continue
            sexes = home(g, h) - (home(g, g) + home(h, h)) / 2
            apart = known.get(frozenset((g[-1], h[-1])), structure.different)
            filled[g, h] = (own(g) + own(h)) / 2 + sexes + apart
    return filled


def min_max(first: str, second: str) -> tuple[str, str]:
    """Two names in alphabetical order: how the structure names a pair."""
    return (first, second) if first <= second else (second, first)
