"""What would settle a board's open rules, ranked: an input counts once for every rule of every proposal it might settle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from simulator.reports.language import numbers
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.words import capital, joined
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
    most = phrase(
        "Of the inputs, “{input}” ({whose}; {grade}) would settle most: were it known exactly, about {expected} of "
        "them, on average.",
        input=given(first.input.label),
        whose=whose(first),
        grade=given(first.input.grade),
        expected=numbers.prose(first.expected),
    )
    return f"{opening(c)} {most} {publish(first)}"


def opening(c: Comparison) -> str:
    """How many rules are open."""
    number = open_rules(c)
    if not number:
        return phrase("No rule that can be judged is open: every one is within or exceeds.")
    open_ = plural(
        number,
        "{number} verdict is open, neither within nor exceeding.",
        "{number} verdicts are open, neither within nor exceeding.",
        number=number,
    )
    return open_ if ranked(c) else f"{open_} {phrase('No single input is known to settle any of them.')}"


def title(c: Comparison, first: Settling) -> str:
    """The finding of the figure: the input that would settle most, and how many of the open verdicts."""
    number = open_rules(c)
    return plural(
        number,
        "Knowing “{input}” ({whose}; {grade}) would settle {expected} of {number} open verdict, on average",
        "Knowing “{input}” ({whose}; {grade}) would settle {expected} of {number} open verdicts, on average",
        input=given(first.input.label),
        whose=whose(first),
        grade=given(first.input.grade),
        expected=numbers.prose(first.expected),
        number=number,
    )


def label(each: Settling) -> str:
    """An input as its row names it."""
    return f"{capital(given(each.input.label))} ({whose(each)}; {given(each.input.grade)})"


def publish(each: Settling) -> str:
    """Who could publish it."""
    return phrase("It could be published by {publish}.", publish=given(each.input.publish))


def axis() -> str:
    """What the figure's axis counts."""
    return phrase("open verdicts settled, on average")


def caption() -> str:
    """How the figure is read."""
    return phrase(
        "How many open verdicts it would settle on average, were it alone known exactly. Open marks: assumed, or measured by nobody."
    )


def whose(each: Settling) -> str:
    """The proposals that share the input."""
    return joined(list(dict.fromkeys(proposal.short for proposal, _, _ in each.rules)))
