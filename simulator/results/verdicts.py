"""What a board's limits found, as frozen values: the part `limits` of a comparison's document.

Shares are of draws: simulated years for counts with their luck, draws of what is not known for rates and ratios, as each rule says.
"""

from __future__ import annotations

from typing import Literal

from simulator.grades import Grade
from simulator.results.values import Interval, Maybe, Value

Status = Literal["reached", "always", "never"]


class Rule(Value):
    """A rule of the board, with the words of its measure and group; `years` is None where nothing adds up over years."""

    rule: str
    measure: str
    label: str
    unit: str
    group: str
    group_label: str
    at_most: float | None
    at_least: float | None
    years: float | None
    judged_on: Literal["simulated years", "expected rates"]
    reason: str
    source: str | None = None
    citation: str | None = None


class Judged(Value):
    """Kept in `kept` of `n_draws` draws, and what grade that is.

    grade: None where the share is too near a cut to tell, or nothing could be judged. neighbours: in the first case the better and
    the worse grade it may be. mc: 95 % interval of the probability for the number of draws. undefined: share of draws left out.
    """

    grade: Grade | None = None
    neighbours: tuple[Grade, Grade] | None = None
    kept: int = 0
    n_draws: int = 0
    probability: float | None = None
    mc: tuple[float, float] | None = None
    undefined: float = 0.0

    @property
    def worst(self) -> Grade | None:
        """The grade, or the worse of two it may be: what an exit code goes by. None where nothing could be judged."""
        return self.neighbours[1] if self.neighbours else self.grade


class Breaking(Value):
    """A group that a rule for every single group is least surely kept for."""

    group: str
    label: str
    probability: float


class Deciding(Value):
    """An input whose publication would settle a rule with probability `decides`; `grade` is that of its evidence."""

    identity: str
    path: str
    label: str
    grade: str
    decides: float
    interval: tuple[float, float]
    moves: float
    publish: str


class Lever(Value):
    """How far one lever alone must move so that a rule is kept in 95 of 100 draws.

    value, least: in `unit`. people: of a list, how many people `value` and `least` are, and how many are proposed. found: of a threshold,
    wanted people found as things are and at `value`, in the middle of the draws; None where that does not follow it.
    """

    lever: str
    label: str
    unit: str
    status: Status
    value: Maybe
    probability: float
    at_least: float
    as_is: float
    least: float
    people: tuple[Maybe, float, float] | None = None
    found: tuple[float, float] | None = None


class Verdict(Judged):
    """One rule on one proposal, and the reasons.

    found: what the rule bounds. why: why it could not be judged. safe_why: why no lever is looked for.
    """

    rule: str
    why: str | None = None
    found: Interval | None = None
    broken_by: tuple[Breaking, ...] = ()
    deciding: tuple[Deciding, ...] = ()
    safe: tuple[Lever, ...] | None = None
    safe_why: str | None = None


class Together(Judged):
    """All rules on one proposal: how surely they are all kept in the same draw.

    counts: rules by grade, and those with `no-grade` and `not-judged`. not_judged: rules left out, for they say nothing in any draw.
    """

    counts: dict[str, int]
    not_judged: tuple[str, ...] = ()


class Limits(Value):
    """A board's limits, and by proposal its verdicts in the order of the rules."""

    name: str
    title: str
    example: bool
    note: str
    warnings: tuple[str, ...] = ()
    rules: tuple[Rule, ...]
    verdicts: dict[str, tuple[Verdict, ...]]
    together: dict[str, Together]

    def rule(self, name: str) -> Rule:
        """The rule of that name. Raises KeyError."""
        return {each.rule: each for each in self.rules}[name]

    def verdict(self, proposal: str, rule: str) -> Verdict:
        """The verdict on one rule of one proposal. Raises KeyError."""
        return {each.rule: each for each in self.verdicts[proposal]}[rule]
