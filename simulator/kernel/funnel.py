"""The funnel by Poisson splitting: how many cases leave at each stage, and so how many reach it.

Alerts are Poisson with a rate; each case independently leaves at one stage. Given the rates, the numbers leaving are
therefore independent Poissons, and the number that reach a stage is the sum of those that leave there or later
(Kingman 1993, *Poisson Processes*, §1.2 and §5.1). No chain of binomials and no loop over stops.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Draw = Callable[[str, Array], Counts]
"""Poisson counts of a rate array from the stream of this name."""


def leaving(reaching: Array) -> Array:
    """(…, stages, draws) P(a case's last stage is t | alert); nobody goes on from the last stage."""
    result = reaching.copy()
    result[..., :-1, :] -= reaching[..., 1:, :]
    return np.maximum(result, 0.0, out=result)


def counted_share(liberties: tuple[str, ...], minimum_share: Array, judged: tuple[int, ...] = ()) -> Array:
    """(…, stages, draws) share of the cases leaving at each stage that were held from the alert on.

    Nobody who leaves while still `free`; whoever leaves a `prolonged` stage if kept for the detention minimum; everybody
    who came as far as a `held` stage (docs/method.md §6.5), but of cells `judged` only those kept for the minimum.

    Args:
        liberties: `free`, `prolonged` or `held`, one per stage.
        minimum_share: (…, cells, stages, draws) P(kept for at least the minimum | leaves there).
    """
    result = np.zeros_like(minimum_share)
    kept = held = False
    for t, liberty in enumerate(liberties):
        kept, held = kept or liberty != "free", held or liberty == "held"
        if held:
            result[..., t, :] = 1.0
            for cell in judged:
                result[..., cell, t, :] = minimum_share[..., cell, t, :]
        elif kept:
            result[..., t, :] = minimum_share[..., t, :]
    return result


@dataclass(frozen=True, slots=True)
class Exits:
    """Where the cases of one kind leave: shares of the alerts, made once for all groups that share them.

    lasting: (stages, draws) P(last stage is t, and the case is counted as held or no case of that stage is in doubt).
    short: (stages, draws) P(last stage is t, left too soon to count), where that is in doubt. counts: whether the exits of
    a stage count as held from the alert on. doubtful: stages with a `short` part.
    """

    lasting: Array
    short: Array
    counts: tuple[bool, ...]
    doubtful: tuple[bool, ...]

    @classmethod
    def of(cls, leave: Array, counted: Array, doubtful: tuple[bool, ...]) -> Exits:
        """From (stages, draws) exit and counted shares."""
        at = np.array(doubtful)[:, None]
        kept = np.where(at, leave * counted, leave)
        return cls(
            kept,
            leave - kept,
            tuple(bool(share[0] > 0) or d for share, d in zip(counted, doubtful, strict=True)),
            doubtful,
        )


def split(
    rate: Array, exits: Exits, names: tuple[str, ...], draw: Draw, since: int = 0
) -> tuple[list[Counts], Counts]:
    """Counts of one group and kind: how many leave at each stage from `since` on, and how many were held from the alert on.

    Args:
        rate: (draws,) or (sites, draws) expected alerts a year, over-dispersion included.
        exits: where cases leave.
        names: stream name of each stage's exits.
        draw: Poisson counts from a named stream.
        since: the earliest stage whose exits are drawn. Who reaches a stage leaves there or later, so that those who reach this
            stage and later ones are known.
    """
    leaving_here: list[Counts] = []
    held = np.zeros(rate.shape, np.int64)
    for t, name in enumerate(names[since:], start=since):
        counts = draw(name, rate * exits.lasting[t])
        if exits.counts[t]:
            held += counts
        if exits.doubtful[t]:
            counts = counts + draw(f"{name}/short", rate * exits.short[t])
        leaving_here.append(counts)
    return leaving_here, held
