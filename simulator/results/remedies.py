"""What would make a limit hold, as frozen values: what `safe --json` prints (docs/board.md)."""

from __future__ import annotations

from simulator.results.values import Document, Maybe, Value
from simulator.results.verdicts import Status


class Alone(Value):
    """One lever moved, all others as they are: `results.verdicts.Lever`, with the sentence that tells it."""

    status: Status
    value: Maybe
    probability: float
    at_least: float
    as_is: float
    least: float
    unit: str
    people: tuple[Maybe, float, float] | None
    words: str


class Audit(Value):
    """Independent searches that show the level with 95 % confidence, if at most so many of them return somebody else."""

    errors: int
    trials: float


class Tipping(Value):
    """Where an unknown takes the expected measure over the limit, all others at their medians.

    values: where it crosses; empty where it does not tip the answer by itself. quantiles: of those values in the unknown's own law; of a
    fit, which tips as a whole, the share of its rows within the limit. low, high: the measure at the unknown's 5 % and 95 % quantiles.
    """

    values: tuple[float, ...]
    quantiles: tuple[float, ...]
    low: Maybe
    high: Maybe

    @property
    def by_rows(self) -> bool:
        """Whether the rows of a fit, as a whole, lie on both sides of the limit."""
        return not self.values and len(self.quantiles) == 1


class Index(Value):
    """One unknown's part in the variance: alone (first order) and with all its interactions (total), 90 % intervals."""

    identity: str
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]


class Remedies(Document):
    """A limit on a measure of a group (`selection`), kept with probability `as_is` as things are, and what would keep it.

    levers: by name. tipping: by the unknown's identity; of a fit also by `<fit>/<parameter>`. sobol: empty where it was not asked for.
    """

    measure: str
    label: str
    selection: str
    at_most: float
    probability: float
    as_is: float
    levers: dict[str, Alone]
    audit: tuple[Audit, ...]
    tipping: dict[str, Tipping]
    sobol: tuple[Index, ...]
