"""The strictest threshold a limit needs, where a fit says what a threshold does.

Two levers that are not one. A board can order a threshold: level, slope and place stay as each draw has them, and true alerts
move too. The false-match level can only be monitored: held at a measured value it takes the place of level, growth and
setting together (docs/method.md §8.6).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from simulator.impact.safe_point import DRAWS, Limit, SafePoint, largest, probability
from simulator.model.exposure import FromTrueAlerts
from simulator.model.fits import PER, Moved
from simulator.model.policies import FixedFpir
from simulator.model.unknowns import Term

if TYPE_CHECKING:
    from simulator.kernel.draws import Draws
    from simulator.model.compiled import Compiled


def threshold_point(compiled: Compiled, draws: Draws, limit: Limit) -> SafePoint | None:
    """The lowest threshold, of those the fit's table saw, at which a limit on a count or rate holds with its probability.

    None where no fit says what a threshold does to false alerts. `least` is the strictest threshold seen.
    """
    values = np.ascontiguousarray(draws.years.values[:, :DRAWS])
    year = np.asarray(draws.years.year[:DRAWS], dtype=np.float64)
    return lowest_threshold(
        compiled, lambda there: probability(there, values, limit, year, draws.seed), limit.probability
    )


def lowest_threshold(
    compiled: Compiled, holds: Callable[[Compiled], float], wanted: float
) -> SafePoint | None:
    """The same for anything that can be asked of a scenario. holds: the probability that it is kept there, rising with the threshold."""
    seen = thresholds_seen(compiled)
    if seen is None:
        return None
    loosest, strictest = seen
    found = largest(
        lambda loosened: holds(at_threshold(compiled, strictest - PER * log(loosened))),
        1.0,
        exp((strictest - loosest) / PER),
        wanted,
        holds(compiled),
    )
    value = None if found.value is None else strictest - PER * log(found.value)
    return replace(found, value=value, least=strictest)


def thresholds_seen(compiled: Compiled) -> tuple[float, float] | None:
    """The lowest and the highest threshold that the fit behind the false alerts saw; None where none says what a threshold does."""
    slope = next((each for each in _false(compiled).factors if isinstance(each, Moved)), None)
    return None if slope is None or slope.seen[0] == slope.seen[1] else slope.seen


def found_follows(compiled: Compiled) -> bool:
    """Whether true alerts move with the threshold too, as a fit's rows say."""
    often = compiled.mated.encountered
    return isinstance(often, FromTrueAlerts) and any(isinstance(each, Moved) for each in often.rate.factors)


def at_threshold(compiled: Compiled, threshold: float) -> Compiled:
    """The scenario with its learned rates, false and true, at another threshold; every row and place as they are."""
    matcher, mated = compiled.matcher, compiled.mated
    level = replace(matcher.level, value=_at(matcher.level.value, threshold))
    policy = matcher.policy
    if isinstance(policy, FixedFpir):
        policy = FixedFpir(_at(policy.value, threshold))
    if isinstance(mated.encountered, FromTrueAlerts):
        rate = _at(mated.encountered.rate, threshold)
        mated = replace(mated, encountered=replace(mated.encountered, rate=rate))
    return replace(compiled, matcher=replace(matcher, level=level, policy=policy), mated=mated)


def _false(compiled: Compiled) -> Term:
    """What says how many false alerts there are."""
    policy = compiled.matcher.policy
    return policy.value if isinstance(policy, FixedFpir) else compiled.matcher.level.value


def _at(term: Term, threshold: float) -> Term:
    return replace(
        term,
        factors=tuple(
            replace(each, threshold=threshold) if isinstance(each, Moved) else each for each in term.factors
        ),
    )
