"""A compiled scenario of the real model, small and made by hand: two sexes, three races, one of them unmeasured."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

import numpy as np

from simulator.model.compiled import Compiled, MatedTerms, PeopleTerms
from simulator.model.exposure import Composition, GroupNumbers
from simulator.model.laws import Beta, Law, LogNormal, Uniform
from simulator.model.matcher import Matcher
from simulator.model.pathway import DurationLaw, StagePlan
from simulator.model.policies import FixedThreshold
from simulator.model.published import Differential, Level
from simulator.model.unknowns import Term, Terms, Unknown

GROUPS = (
    "female/black", "female/hispanic", "female/white", "male/black", "male/hispanic", "male/white",
)  # fmt: skip
G = len(GROUPS)
LAWS: dict[str, Law] = {
    "matcher.level": LogNormal.between(1e-3, 4e-3),
    "matcher.transfer": LogNormal.between(0.3, 3.0),
    "matcher.frailty": Uniform(0.0, 2.0),
    "matcher.growth": Uniform(0.0, 1.0),
    "pathway.review.proceeds.false_match": Beta(26, 42),
    "mated.stale": Beta(3, 30),
    "matcher.differential.unmeasured.hispanic": LogNormal.between(0.5, 4.0),
}
ROW = {name: row for row, name in enumerate(LAWS)}


def same(term: Term) -> Terms:
    """One term for every group."""
    return Terms((term,) * G)


def numbers(*each: float) -> GroupNumbers:
    """Fixed numbers per group."""
    return GroupNumbers(Term(1.0), Terms(tuple(Term(x) for x in each)), None, None)


def stage(
    name: str, liberty: str, false_match: Term | None, stale: float, wanted: float, arrest: bool = False
) -> StagePlan:
    """A stage of two minutes at the median."""
    takes = (DurationLaw(log(120), 0.5),) * 3
    go_on = None if false_match is None else (same(false_match), same(Term(stale)), same(Term(wanted)))
    return StagePlan(name, name, liberty, None, (), arrest, takes, None, go_on, (0, 0, 0))


def matcher() -> Matcher:
    """Level × differential with an unmeasured race."""
    rng = np.random.default_rng(7)
    relative = np.exp(rng.normal(0, 0.8, (G, G)) - 2)
    relative = np.sqrt(relative * relative.T)
    np.fill_diagonal(relative, [6, 1, 2, 3, 1, 1])
    hispanic = ROW["matcher.differential.unmeasured.hispanic"]
    effects = Terms(tuple(Term(1.0, (hispanic,)) if "hispanic" in group else Term(1.0) for group in GROUPS))
    shares = np.array([0.05, 0.06, 0.1, 0.2, 0.25, 0.34])
    even = np.full(G, 1 / G)
    return Matcher(
        Level(Term(1.0, (ROW["matcher.level"],)), "fpir", 10_000.0, 10_000.0, even, even),
        Differential(relative, effects, Term(0.5)),
        Composition(shares, None),
        reference=5,
        templates=Term(50_000.0),
        transfer=Term(1.0, (ROW["matcher.transfer"],)),
        transfer_by_group=None,
        frailty=Term(1.0, (ROW["matcher.frailty"],)),
        growth=Term(1.0, (ROW["matcher.growth"],)),
        policy=FixedThreshold(),
    )


def scene(**changes: Any) -> Compiled:
    """The scenario, with anything changed."""
    review = Term(1.0, (ROW["pathway.review.proceeds.false_match"],))
    compiled = Compiled(
        title="A scene",
        kind="traffic_stops",
        axes=("sex", "race"),
        groups=GROUPS,
        group_labels=GROUPS,
        sites=("north", "south"),
        site_share=np.array([0.7, 0.3]),
        stages=(
            stage("review", "free", review, 0.8, 0.9),
            stage("stopped", "prolonged", Term(0.3), 0.6, 0.95),
            stage("questioned", "held", Term(0.2), 0.5, 0.9),
            stage("arrested", "held", None, 0, 0, arrest=True),
        ),
        reference=5,
        rollups={
            "all": np.ones(G, bool),
            "women": np.array([g.startswith("female") for g in GROUPS]),
            "minorities": np.array([not g.endswith("white") for g in GROUPS]),
        },
        unmeasured=np.array(["hispanic" in g for g in GROUPS]),
        unknowns=tuple(Unknown(f"scene:{path}", path, law, (path,)) for path, law in LAWS.items()),
        horizon_years=1.0,
        minimum_seconds=60.0,
        year_cv=0.1,
        site_cv=0.0,
        victim="probe",
        candidates="top1",
        encounters=numbers(4e4, 9e4, 9e4, 9e4, 2e5, 2e5),
        persons=Term(1.0),
        repeats=(Term(1.0), Term(1.0)),
        population=numbers(5e4, 3e5, 3e5, 5e4, 3e5, 3e5),
        people=PeopleTerms(same(Term(0.6)), Term(1.0), Term(0.5)),
        scanned=Terms(tuple(Term(x) for x in (1, 1, 1, 1, 0.9, 0.8))),
        captured=Terms(tuple(Term(x) for x in (0.8, 0.9, 0.9, 0.85, 0.9, 0.95))),
        mated=MatedTerms(same(Term(1.5)), same(Term(1.0, (ROW["mated.stale"],))), same(Term(0.1))),
        enrolled=Term(20_000.0),
        matcher=matcher(),
        profile=np.ones(168),
    )
    return replace(compiled, **changes)


def with_unlisted(stages: tuple[StagePlan, ...]) -> tuple[StagePlan, ...]:
    """The stages for five cells: a twentieth of the people not wanted go on; onto them a false match follows after the review."""
    not_wanted = same(Term(0.05))
    return tuple(
        replace(
            each,
            takes=each.takes[:1] * 5,
            priority=(0,) * 5,
            proceeds=None
            if each.proceeds is None
            else (*each.proceeds, not_wanted, each.proceeds[0] if t == 0 else not_wanted),
        )
        for t, each in enumerate(stages)
    )
