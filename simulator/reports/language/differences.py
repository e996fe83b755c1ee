"""What is said of two results: how they differ, and what the move of the headline is made of."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.reports.language.numbers import exact, prose, reach, settled, span, undefined, whole
from simulator.reports.language.phrases import message, phrase
from simulator.reports.language.words import joined
from simulator.results.difference import Difference, Differs, Step, Told

ABSENT = message("not there")
PARTS = {
    "program": message("the program's versions"),
    "chance": message("seed and draws"),
    "inputs": message("input"),
    "evidence": message("row of evidence"),
    "audit": message("audit of one's own"),
    "together": message("only together"),
}
ORDER = message(
    "The way goes from the old result to the same study run by this program, then to the new seed and draws, then through what differs in "
    "inputs and evidence, then to the new result."
)
ALL_ORDERS = message(
    "Each difference is swapped in all orders of the others and its effects averaged (Shapley's value), so the parts add up."
)
ONE_AT_A_TIME = message(
    "Each difference is swapped into the old study by itself; what they do together beyond that stands last, as interaction."
)
PAIRED = message(
    "Moves are of the middle of {draws} draws, all of one seed. In brackets: what the difference does to the expected value in the "
    "middle 90 of 100 draws, luck left out."
)
NOTHING = message("Nothing differs but words, and words change no number.")


def side(told: Told) -> str:
    """One result with its headline."""
    return phrase(
        "{name}/{id}: {number} ({span}); detention-impact {version}, {draws} draws, seed {seed}. {title}",
        name=told.name,
        id=told.id,
        number=number(told.median),
        span=span(whole(told.lo), whole(told.hi)),
        version=told.version,
        draws=exact(told.draws),
        seed=told.seed,
        title=told.title,
    )


def number(x: float | None) -> str:
    """A headline or a bound of one: whole from 10 on."""
    return whole(x) if x is None or abs(x) >= 10 else prose(x)


def heading(difference: Difference) -> str:
    """What is measured, of whom and over what time."""
    return f"{difference.label}: {difference.group}, {difference.horizon}"


def moved(difference: Difference) -> str:
    """By how much the headline moved."""
    if difference.moved is None:
        return phrase("One of the two has no middle, so there is no move to tell apart.")
    if difference.moved == 0:
        return phrase("The headline stands where it stood.")
    return phrase("The headline moved by {moved}.", moved=signed(difference.moved))


def signed(x: float, error: float | None = None) -> str:
    """A move with its sign, without the digits that other draws would change."""
    told = number(settled(abs(x), error))
    return told if told == "0" else f"{'+' if x > 0 else '−'}{told}"


def part(step: Step) -> str:
    """What a step swaps."""
    if step.kind == "program":
        return f"{phrase(PARTS['program'])}: {', '.join(step.what)}"
    if step.kind == "chance":
        return joined(list(step.what))
    return f"{', '.join(step.what)} ({phrase(PARTS[step.kind])})"


def paired(step: Step) -> str:
    """The interval over draws of what a step does."""
    if step.lo is None or step.hi is None or step.lo != step.lo:
        return phrase("not paired")
    return f"({reach(signed(step.lo), signed(step.hi))})"


def differing(difference: Difference) -> Iterator[tuple[str, str, str, str]]:
    """Everything that differs: of which kind, what, and how it stands in the old and in the new."""
    for kind, found in (
        (message("input"), difference.inputs),
        (message("evidence"), difference.evidence),
        (message("version"), difference.versions),
        (message("chance"), difference.chance),
    ):
        for each in found:
            yield phrase(kind), each.what, *_stands(each)


def _stands(each: Differs) -> tuple[str, str]:
    absent = phrase(ABSENT)
    return (absent if each.old is None else each.old, absent if each.new is None else each.new)


def how(difference: Difference) -> Iterator[str]:
    """How the parts were found, or why they were not."""
    for told in difference.refused:
        yield (
            phrase(
                "No part of the move can be told apart, because this program does not run one of the two studies as it stands; its "
                "first fault: {told}",
                told=told,
            )
        )
    if difference.how == "not run":
        return
    yield phrase(ORDER)
    if any(step.kind in ("inputs", "evidence", "audit", "together") for step in difference.steps):
        yield phrase(ALL_ORDERS if difference.how == "all orders" else ONE_AT_A_TIME)
        yield phrase(PAIRED, draws=exact(difference.draws))
    if any(step.kind == "program" for step in difference.steps):
        yield (
            phrase(
                "Another version of the program cannot be run here: what neither inputs, evidence nor draws explain is told as the "
                "program's."
            )
        )


def of_words(difference: Difference) -> str:
    """Which words differ; empty where none do."""
    blocks = dict.fromkeys(path.split(".")[0] for path in difference.words)
    return (
        phrase("Words differ too, and change no number: {words}.", words=", ".join(blocks)) if blocks else ""
    )


def interaction(difference: Difference) -> str:
    """What differences do together."""
    return undefined() if difference.interaction is None else signed(difference.interaction)
