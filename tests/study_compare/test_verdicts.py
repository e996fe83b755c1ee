"""What a verdict says of itself: nothing that the model does not hold."""

from __future__ import annotations

import numpy as np

from simulator.impact import Impact
from simulator.impact.limits import Horizons, Rule
from simulator.impact.safe_point import false_match_level
from simulator.kernel.run import relive
from simulator.study.board.reasons import safe
from simulator.study.compare.run import Compared
from tests.impact.scenes import scene
from tests.results.made import as_json_holds


def verdict(found: Compared, rule: str) -> dict:  # type: ignore[type-arg]
    verdicts = as_json_holds(found.comparison)["limits"]["verdicts"]["prison-gate"]
    return {each["rule"]: each for each in verdicts}[rule]  # type: ignore[no-any-return]


def test_no_level_is_followed_for_ratios_since_fewer_false_matches_can_raise_or_lower_them(
    gates: Compared,
) -> None:
    lived = Horizons(scene(), 2, 300).over(1.0)
    move = false_match_level(lived.compiled, np.ascontiguousarray(lived.draws.years.values))
    rare, often = (
        Impact(relive(compiled, values, 2), compiled) for compiled, values in map(move, (1e-8, 1e-2))
    )

    def middle(impact: Impact, group: str) -> float:
        return float(np.median(impact.expected_values("ratio_to_reference", group)))

    assert middle(rare, "male/black") > 1.2 * middle(often, "male/black")
    assert middle(rare, "female/white") < middle(often, "female/white") / 1.2
    told = verdict(gates, "nobody-bears-more")
    assert told["safe"] is None
    assert told["safe_why"] == (
        "This tool follows no level of false matches for what one group bears beside another: people held on stale entries stay "
        "when false matches become fewer, so the figure can rise or fall."
    )


def test_a_ceiling_on_the_level_of_false_matches_is_not_given_back_as_advice() -> None:
    rule = Rule("alerts", "fpir", "all", 0.001, None, 1.0, "expected rates")
    assert safe(rule, Horizons(scene(), 2, 300)) == (
        None,
        "This rule bounds the level of false matches itself: no other level is to be found.",
    )
