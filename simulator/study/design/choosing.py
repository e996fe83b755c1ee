"""Choosing among designs: which rules are within reach, which designs hold, and whether they hold with other luck too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from simulator.documents import Faults
from simulator.impact.limits import SURE, Rule
from simulator.results.design import Confirmation, Confirmed, Robustness
from simulator.study.design.levers import settings_of
from simulator.study.design.search import Design, Search, front, needed, smallest_first
from simulator.study.living import Expected, Living, Shares
from simulator.study.points import Anew

CONFIRMING = 40_000
"""Draws of a confirmation."""
TRIES = 5
"""Designs that are lived again at most: each that fails makes the next one's passing more likely to be luck."""
ROBUST = 0.75
DOUBT = 0.01
"""Chance that the lower bound of a confirmation lies above the truth."""
TOLD = 20
"""Designs that hold of which the answer tells; the smallest ones."""
NEAREST = 3
OTHERWISE = {
    "false alerts did not grow with the list": {"matcher.growth": "0"},
    "false alerts grew in proportion to the list": {"matcher.growth": "1"},
    "the differences between groups ran the other way": {"matcher.differential.reversed": "true"},
}
"""What may be otherwise than the scenario says: optima sit where evidence ends (docs/method.md §4.8)."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The designs told of, with their shares of the rules looked for.

    wanted: numbers of the rules looked for, those within reach. reached: by rule on expected values, the most any design keeps.
    """

    expected: dict[Design, Expected]
    shares: dict[Design, Shares]
    front: tuple[Design, ...]
    holding: tuple[Design, ...]
    nearest: tuple[Design, ...]
    wanted: tuple[int, ...]
    reached: dict[int, float]


def choose(
    search: Search, designs: Sequence[Design], progress: Callable[[float], None]
) -> tuple[Chosen, int]:
    """The front, and the designs that hold or come nearest; with the number of designs that cannot be run.

    Rules that no design keeps surely enough by itself are left aside and named: the others are looked for together.
    """
    found, impossible = search.expected(designs, lambda share: progress(0.7 * share))
    need, rules = needed(search.asked.draws), search.asked.rules
    reached = {i: max(each.at_most([i]) for each in found.values()) for i in _expected_rules(rules)}
    wanted = tuple(i for i in range(len(rules)) if reached.get(i, 1.0) >= need)
    looked_for = replace(search, asked=replace(search.asked, rules=tuple(rules[i] for i in wanted)))
    possible = [design for design, each in found.items() if each.at_most(wanted) >= need]
    names = list(found)
    best = [names[i] for i in front([found[d].harm for d in names], [found[d].found for d in names])]
    near = sorted(names, key=lambda design: -found[design].at_most(wanted))[:NEAREST]
    told = dict.fromkeys((names[0], *possible, *best, *near))
    shares = looked_for.shares(list(told), lambda share: progress(0.7 + 0.2 * share)) if wanted else {}
    holding = [design for design in possible if shares and shares[design].together >= need]
    nearest = sorted(shares, key=lambda design: -shares[design].together)[:NEAREST] if not holding else []
    chosen = Chosen(
        found,
        shares,
        tuple(best),
        tuple(smallest_first(holding, search.levers)),
        tuple(nearest),
        wanted,
        reached,
    )
    return chosen, len(impossible)


def _expected_rules(rules: Sequence[Rule]) -> list[int]:
    return [i for i, rule in enumerate(rules) if rule.basis == "expected rates"]


def lived_again(search: Search, chosen: Chosen, numbers: dict[Design, int]) -> tuple[Confirmed, ...]:
    """The smallest designs that hold, lived with another seed until one passes and is robust.

    Args:
        numbers: of designs, as the answer counts them.
    """
    rules = tuple(search.asked.rules[i] for i in chosen.wanted)
    tried: list[Confirmed] = []
    for design in chosen.holding[:TRIES]:
        settings = dict(search.overrides) | settings_of(design, search.levers)
        confirmation = _confirmation(search, settings, rules)
        cases = _robustness(search, settings, rules) if confirmation.passed else ()
        robust = bool(cases) and all(case.share is None or case.share >= ROBUST for case in cases)
        tried.append(
            Confirmed(design=numbers[design], confirmation=confirmation, robustness=cases, robust=robust)
        )
        if robust:
            break
    return tuple(tried)


def _confirmation(search: Search, settings: dict[str, str], rules: tuple[Rule, ...]) -> Confirmation:
    from scipy.special import betaincinv

    seed = search.asked.seed + 1
    shares = Living(rules, CONFIRMING, seed).shares(Anew(search.reference, settings, search.digests).at({}))
    kept, n = shares.kept, shares.draws
    lower = float(betaincinv(kept, n - kept + 1, DOUBT)) if kept else 0.0
    return Confirmation(
        seed=seed, draws=n, kept=kept, share=shares.together, lower=lower, passed=lower >= SURE
    )


def _robustness(search: Search, settings: dict[str, str], rules: tuple[Rule, ...]) -> tuple[Robustness, ...]:
    found = []
    for words, change in OTHERWISE.items():
        try:
            there = Anew(search.reference, settings | change, search.digests).at({})
        except Faults as faults:
            found.append(Robustness(words=words, share=None, why=faults.faults[0].rule))
            continue
        shares = Living(rules, search.asked.draws, search.asked.seed).shares(there)
        found.append(Robustness(words=words, share=shares.together))
    return tuple(found)
