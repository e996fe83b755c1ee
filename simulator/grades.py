"""How surely a rule is kept: five grades by the share of draws that keep it, and no grade next to a cut (docs/method.md §4.7).

The only place that knows the cuts: what judges, prints and leaves with an exit code asks here.
"""

from __future__ import annotations

from math import sqrt
from typing import Literal

Grade = Literal["within", "mostly-within", "undecided", "mostly-exceeds", "exceeds"]

GRADES: tuple[Grade, ...] = ("within", "mostly-within", "undecided", "mostly-exceeds", "exceeds")
"""From the best to the worst."""
CUTS = (0.95, 0.75, 0.25, 0.05)
"""The shares between each grade and the next worse: at least 95 and 75 of 100 on one side, at most 25 and 5 on the other."""
ERRORS = 2.0
"""So many standard errors from a cut, other draws would hardly fall on its other side."""


def graded(share: float, draws: int) -> tuple[Grade, ...]:
    """The grade of a share found in so many draws; within two standard errors of a cut the grades on both sides, better first.

    The standard error is that of a share which lies on the cut, √(c(1 − c)/n): at a share of 0 or 1 its own would be nothing.
    """
    near = [i for i, cut in enumerate(CUTS) if abs(share - cut) <= ERRORS * sqrt(cut * (1 - cut) / draws)]
    if near:
        return GRADES[near[0] : near[-1] + 2]
    return (GRADES[sum(share < cut for cut in CUTS)],)


def at_least_as_bad(grade: Grade, than: Grade) -> bool:
    """Whether a grade is `than` or worse."""
    return GRADES.index(grade) >= GRADES.index(than)
