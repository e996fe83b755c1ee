"""A sweep in words: what is shown, at which values, and where limits hold."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.words import joined, uncapital
from simulator.results.sweep import Shown, SweepFound
from simulator.results.values import Interval

SURE = 0.95


def value(x: float) -> str:
    """A value of an axis, with every digit it was given."""
    return numbers.written(f"{x:,.12g}")


def heading(shown: Shown) -> str:
    """“Wrongful detentions, detentions a year, everyone”."""
    group = given(uncapital(shown.group_label))
    return f"{given(shown.label)}, {given(shown.unit)}, {group}"


def ends(shown: Shown, point: Interval) -> tuple[str, str, str]:
    """Middle and both ends of one point."""
    say = numbers.whole if shown.counts else numbers.rate
    return say(point.median), say(point.lo), say(point.hi)


def share(kept: float | None, draws: int) -> str:
    """How often a rule is kept at a point."""
    return phrase("not judged") if kept is None else numbers.of_100(kept, draws)


def axes(found: SweepFound) -> str:
    """What was varied."""
    told = [
        plural(
            len(axis.values),
            "{input} (one value, {low})",
            "{input} ({values} values from {low} to {high})",
            input=given(axis.label),
            values=len(axis.values),
            low=value(axis.values[0]),
            high=value(axis.values[-1]),
        )
        for axis in found.axes
    ]
    return phrase("{axes}; {draws} draws a point.", axes=joined(told), draws=numbers.exact(found.draws))


def holding(found: SweepFound) -> str:
    """Where all rules are kept together."""
    together = found.kept[-1]
    held = [i for i, each in enumerate(together.points) if each is not None and each >= SURE]
    every = len(together.points)
    if not held:
        best = max((each for each in together.points if each is not None), default=0.0)
        return phrase(
            "At none of the {every} points are all limits kept together in 95 of 100 draws; at best in {share}.",
            every=numbers.exact(every),
            share=share(best, found.draws),
        )
    if len(held) == every:
        return phrase(
            "All limits are kept together in 95 of 100 draws at every one of the {every} points.",
            every=numbers.exact(every),
        )
    return phrase(
        "All limits are kept together in 95 of 100 draws at {held} of {every} points: {where}.",
        held=numbers.exact(len(held)),
        every=numbers.exact(every),
        where=_where(found, held),
    )


def _where(found: SweepFound, held: list[int]) -> str:
    """The values at which they hold, of one axis; of several, the span of each."""
    parts = []
    for number, axis in enumerate(found.axes):
        at = sorted({_at(found, point, number) for point in held})
        low, high = value(axis.values[at[0]]), value(axis.values[at[-1]])
        parts.append(
            f"{given(axis.label)} {low if low == high else phrase('{low} to {high}', low=low, high=high)}"
        )
    return ", ".join(parts)


def _at(found: SweepFound, point: int, number: int) -> int:
    """Where a point stands on an axis, the last running fastest."""
    for axis in reversed(found.axes[number + 1 :]):
        point //= len(axis.values)
    return point % len(found.axes[number].values)


def settings(found: SweepFound) -> list[tuple[float, ...]]:
    """The values of every point, in order."""
    size = len(found.shown[0].points)
    return [
        tuple(axis.values[_at(found, point, number)] for number, axis in enumerate(found.axes))
        for point in range(size)
    ]
