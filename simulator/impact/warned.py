"""What only the draws show to be doubtful: sentences that go wherever the numbers go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.model.pathway import FromArrests
from simulator.results.summary import Estimate
from simulator.scenario.checks.plausibility import SELDOM

if TYPE_CHECKING:
    from simulator.impact.summary import Impact

CUT = 0.05
"""Share of draws in which an impossible share is cut, from which on it is said; a long tail may reach there now and then."""
ABOVE_ONE = 0.01
NAMED = 3


def run_warnings(impact: Impact, held: Mapping[str, Estimate]) -> list[str]:
    """Every sentence that must go with these results.

    Args:
        held: wrongful detentions by group or roll-up.
    """
    return [
        *_enrolled(impact),
        *_arrests(impact),
        *_risks(impact),
        *precision_warnings(held, impact.draws.draws),
    ]


def _enrolled(impact: Impact) -> list[str]:
    """Groups of which more people are enrolled than there are: the share of those met who are enrolled is cut at 1."""
    years, described = impact.draws.years, impact.draws.described
    persons, oftener = impact.compiled.enrolment(years.values[:, :described])
    people = np.asarray(years.population[:, :described], dtype=np.float64)
    cut = (oftener * persons > people).mean(axis=1)
    more = ((persons > people) & (oftener > SELDOM)).mean(axis=1)
    told = []
    if (cut > CUT).any():
        told.append(
            f"In up to {_of_100(cut.max())} draws more people of one group would be met who are enrolled than are met at all "
            f"({_names(impact, cut > CUT)}): their share is cut at 1. The gallery holds more of them than the population: look at "
            "gallery.persons, gallery.composition and population."
        )
    if (rest := (more > 0.5) & (cut <= CUT)).any():
        told.append(
            f"In {_of_100(more[rest].max())} draws the gallery holds more people of a group than the population has "
            f"({_names(impact, rest)}): look at gallery.persons, gallery.composition and population."
        )
    return told


def _arrests(impact: Impact) -> list[str]:
    """Stages that would have to let more than everybody go on for as many arrests as a fit has seen."""
    told = []
    for stage in impact.compiled.stages:
        for terms in stage.proceeds or ():
            if isinstance(terms, FromArrests):
                over = float((terms.unbounded(impact.draws.years.values) > 1).any(axis=1).mean())
                if over > CUT:
                    told.append(
                        f"In {_of_100(over)} draws fewer wanted people reach “{stage.label}” than the record has arrests: all who do are then arrested, "
                        "and still fewer than it says."
                    )
    return told


def _risks(impact: Impact) -> list[str]:
    """Groups whose people would be wrongly detained with a chance above 1: more different people than there are."""
    risks = [impact.values("risk_per_person", group) for group in impact.compiled.groups]
    above = np.array([float(np.mean(risk > 1)) for risk in risks])  # undefined is not above
    if not (above > ABOVE_ONE).any():
        return []
    return [
        f"In {_of_100(above.max())} draws one person’s risk is above 1 ({_names(impact, above > ABOVE_ONE)}): more different people would be "
        "wrongly detained than are exposed. Look at population, people.exposed and gallery.persons."
    ]


def _names(impact: Impact, chosen: NDArray[np.bool_]) -> str:
    labels = [label for label, one in zip(impact.compiled.group_labels, chosen, strict=True) if one]
    more = len(labels) - NAMED
    return ", ".join(labels[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _of_100(share: float) -> str:
    return f"{max(1, round(100 * share))} of 100"


def precision_warnings(held: Mapping[str, Estimate], draws: int) -> list[str]:
    """A sentence where the draws are too few for the intervals printed: the headline's ends known to worse than 10 %."""
    coarse = [name for name, each in held.items() if _coarse(each)]
    if not coarse:
        return []
    return [
        f"{draws:,} draws are too few for the 90 % interval of wrongful detentions in {len(coarse)} of {len(held)} groups "
        f"and roll-ups: its ends are known to worse than a tenth of its width. Take more draws."
    ]


def _coarse(each: Estimate) -> bool:
    if each.lo is None or each.hi is None or each.mc_lo is None or each.mc_hi is None:
        return True
    return max(each.mc_lo, each.mc_hi) > max(0.1 * (each.hi - each.lo), 1.0)
