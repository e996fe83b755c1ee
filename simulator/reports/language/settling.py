"""What would settle a board's open rules, ranked: an input counts once for every rule of every proposal it might settle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from simulator.reports.language import numbers
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.words import joined
from simulator.results.verdicts import Deciding, Rule

LEAST = 0.05
"""An input expected to settle fewer open rules than this is left out: it is told with its own rule."""


@dataclass(frozen=True, slots=True)
class Settling:
    """An input, how many open rules knowing it is expected to settle, and each of them with its own chance."""

    input: Deciding
    expected: float
    rules: tuple[tuple[Proposal, Rule, Deciding], ...]


def open_rules(c: Comparison) -> int:
    """Rules of all proposals together that could be judged and are settled neither way."""
    verdicts = [c.verdict(each.name, rule.rule) for each in c.proposals for rule in c.rules]
    return sum(
        verdict.probability is not None and verdict.grade not in ("within", "exceeds") for verdict in verdicts
    )


def ranked(c: Comparison) -> tuple[Settling, ...]:
    """Inputs by the expected number of open rules they settle: the sum of the probabilities that they settle each.

    Only inputs named with a rule are summed, so that the number is not too large; inputs that proposals share are one.
    """
    found: dict[str, list[tuple[Proposal, Rule, Deciding]]] = defaultdict(list)
    for each in c.proposals:
        for rule in c.rules:
            for one in c.verdict(each.name, rule.rule).deciding:
                found[one.identity].append((each, rule, one))
    inputs = [
        Settling(listed[0][2], sum(one.decides for _, _, one in listed), tuple(listed))
        for listed in found.values()
    ]
    return tuple(
        sorted(
            (each for each in inputs if each.expected >= LEAST),
            key=lambda each: (-each.expected, each.input.identity),
        )
    )


def sentence(c: Comparison) -> str:
    """How many rules are open, and the input that would most likely settle any."""
    listed = ranked(c)
    if not listed or not open_rules(c):
        return opening(c)
    first = listed[0]
    return (
        f"{opening(c)} Of the inputs, “{first.input.label}” ({whose(first)}; {first.input.grade}) would settle most: were it known exactly, "
        f"about {numbers.prose(first.expected)} of them, on average. {publish(first)}"
    )


def opening(c: Comparison) -> str:
    """How many rules are open."""
    number = open_rules(c)
    if not number:
        return "No rule that can be judged is open: every one is within or exceeds."
    open_ = f"{number} verdict{' is' if number == 1 else 's are'} open, neither within nor exceeding."
    return open_ if ranked(c) else f"{open_} No single input is known to settle any of them."


def title(c: Comparison, first: Settling) -> str:
    """The finding of the figure: the input that would settle most, and how many of the open verdicts."""
    return (
        f"Knowing “{first.input.label}” ({whose(first)}; {first.input.grade}) would settle {numbers.prose(first.expected)} of "
        f"{open_rules(c)} open verdicts, on average"
    )


def label(each: Settling) -> str:
    """An input as its row names it."""
    return f"{each.input.label[:1].upper()}{each.input.label[1:]} ({whose(each)}; {each.input.grade})"


def publish(each: Settling) -> str:
    """Who could publish it."""
    return f"It could be published by {each.input.publish}."


AXIS = "open verdicts settled, on average"
CAPTION = "How many open verdicts it would settle on average, were it alone known exactly. Open marks: assumed, or measured by nobody."


def whose(each: Settling) -> str:
    """The proposals that share the input."""
    return joined(list(dict.fromkeys(proposal.short for proposal, _, _ in each.rules)))
