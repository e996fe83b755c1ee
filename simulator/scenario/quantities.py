"""What may stand where a number is meant: a value, a count, an interval, an audit's row, a fit's parameter, or one of these per group.

A quantity says where it comes from (`source`, or `audit` which is its own source) or admits that it is `assumed` and why.
Its class fixes its dimension, and with it what an interval means: the 90 % interval of a `Probability` is logit-normal,
that of a `Positive` or a `Count` log-normal (docs/method.md §4.1).
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    WithJsonSchema,
    model_validator,
)

from simulator.documents import did_you_mean, numeral, shown
from simulator.evidence.vocabulary import is_whole
from simulator.units import DAY, HOUR, MINUTE, WEEK, YEAR

FORMS = ("value", "count", "between", "range", "audit", "posterior", "by_group")
LARGEST = 1e12
Number = Annotated[float, Strict()]
"""A number as YAML has it: words and `true` are none."""
Interval = tuple[Number, Number]


def _said(text: str) -> str:
    """A reason has a word in it: blanks, dashes and question marks are none."""
    if not any(letter.isalnum() for letter in text):
        raise ValueError("gives no reason; say in words why")
    return text


Reason = Annotated[str, Field(max_length=2000), AfterValidator(_said)]
"""Why something is so: words, never blank."""
LONGEST = 100 * YEAR


class Frozen(BaseModel):
    """Base of everything an analyst writes: immutable, and no unknown key passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Conditions(Frozen):
    """Where a learned rate is wanted: the row's own slopes lead there from where the fit holds it."""

    threshold: Number | None = Field(default=None, gt=0, lt=1)
    watchlist_size: Number | None = Field(default=None, gt=0, le=LARGEST)


Family = Literal["force", "setting", "place"]


class NewPlace(Frozen):
    """A place that is not in the fit's table: it differs from those that are as they differ from one another.

    One difference holds for all sites and the whole year; `settings: n` is the average of n that differ independently.
    """

    place: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)
    differs_by: list[Family] = Field(min_length=1)
    settings: Annotated[int, Strict()] = Field(default=1, ge=1, le=100)


class Quantity(Frozen):
    """One number with its doubt and its origin; exactly one of the keys in `FORMS`.

    `times` says what was done to the row named: the number is that row times it, and `note` says why. Without a number of
    its own, `source` with `times` is the row itself times it, as `audit` with `times` is.
    """

    lowest: ClassVar[float] = float("-inf")
    highest: ClassVar[float] = float("inf")
    dimension: ClassVar[str] = "number"

    value: Number | None = None
    count: Interval | None = None
    between: Interval | None = None
    range: Interval | None = None
    audit: str | None = None
    posterior: str | None = None
    at: Conditions | None = None
    new: NewPlace | None = None
    by_group: dict[str, Self] | None = None
    source: str | None = None
    times: Number | None = Field(default=None, gt=0, le=LARGEST)
    assumed: Reason | None = None
    note: Reason | None = None
    shared_as: str | None = None
    spread: Positive | None = None

    @property
    def fit(self) -> str | None:
        """The name of the fit it is taken from; None where it is from none."""
        return None if self.posterior is None else self.posterior.split("/")[0]

    @property
    def form(self) -> str:
        """The one form key that is present."""
        return next(name for name in FORMS if getattr(self, name) is not None)

    @property
    def is_uncertain(self) -> bool:
        """Whether this quantity is drawn anew in every draw."""
        return self.form in ("count", "between", "range", "posterior") or self.spread is not None

    @model_validator(mode="before")
    @classmethod
    def _row_times(cls, data: Any) -> Any:
        """A row times a factor and no number beside it: the row is the number, as under `audit`."""
        given = isinstance(data, dict) and {key for key, value in data.items() if value is not None}
        if not given or not {"times", "source"} <= given or given & set(FORMS):
            return data
        return {key: value for key, value in data.items() if key != "source"} | {"audit": data["source"]}

    @model_validator(mode="after")
    def _check(self) -> Self:
        forms = [name for name in FORMS if getattr(self, name) is not None]
        if len(forms) != 1:
            raise ValueError(
                f"needs exactly one of {', '.join(FORMS)}; it has {' and '.join(forms) if forms else 'none'}"
            )
        if self.source is not None and self.assumed is not None:
            raise ValueError("has both source and assumed; keep one (a note can carry the rest)")
        self._check_times()
        self._check_learned()
        if self.count is not None:
            x, n = self.count
            if not all(is_whole(each, self.note or self.assumed or "") for each in (x, n)):
                raise ValueError(
                    f"count: [{x:g}, {n:g}] are recorded events and trials, and those are whole; "
                    "add a note that says how they were scaled, allocated or estimated"
                )
            if x < 0 or n <= 0:
                raise ValueError(f"count: [{x:g}, {n:g}] must be 0 or more out of more than 0")
            if x > n:
                raise ValueError(
                    f"count: [{x:g}, {n:g}] counts more events than trials; write [events, trials]"
                )
        for name in ("between", "range"):
            pair = getattr(self, name)
            if pair is not None:
                self._check_interval(name, *pair)
        if self.value is not None:
            self._check_bounds("value", self.value)
        return self

    def _check_times(self) -> None:
        if self.times is None:
            return
        if self.audit is None and (self.source is None or "/" not in self.source):
            raise ValueError("times says what was done to a row, and none is named; add source: <id>/<row>")
        if self.count is not None:
            raise ValueError("times has no place beside count: events and trials are counted as they are")
        if self.note is None:
            raise ValueError("times says what was done to a row, and a note must say why; add note: <why>")

    def _check_learned(self) -> None:
        if self.posterior is None:
            given = [name for name in ("at", "new") if getattr(self, name) is not None]
            if given:
                raise ValueError(
                    f"{given[0]} says where a fit's rate is wanted; add posterior: <fit>/<parameter>"
                )
            return
        if self.posterior.count("/") != 1 or "" in self.posterior.split("/"):
            raise ValueError(
                f"posterior: {shown(self.posterior)} names no parameter; write <fit>/<parameter>"
            )
        for name in ("source", "assumed", "shared_as"):
            if getattr(self, name) is not None:
                raise ValueError(
                    f"{name} has no place beside posterior: the fit is its own source, and its name is what it is shared by"
                )

    def _check_interval(self, name: str, lo: float, hi: float) -> None:
        if lo >= hi:
            raise ValueError(f"{name}: [{lo:g}, {hi:g}] is upside down or empty; write [low, high]")
        self._check_bounds(name, lo)
        self._check_bounds(name, hi)
        if name == "between" and (lo <= self.lowest or hi >= self.highest):
            raise ValueError(
                f"between: [{lo:g}, {hi:g}] must lie strictly inside ({self.lowest:g}, {self.highest:g}); "
                "use range: [low, high] for a bounded support"
            )

    def _check_bounds(self, name: str, number: float) -> None:
        if not self.lowest <= number <= self.highest:
            raise ValueError(
                f"{name} {number:g} is outside [{self.lowest:g}, {self.highest:g}] for a {self.dimension}"
            )


class Probability(Quantity):
    """A share of trials, between 0 and 1."""

    lowest: ClassVar[float] = 0.0
    highest: ClassVar[float] = 1.0
    dimension: ClassVar[str] = "probability"


class Positive(Quantity):
    """A factor or a size, 0 or more and at most a million million."""

    lowest: ClassVar[float] = 0.0
    highest: ClassVar[float] = LARGEST
    dimension: ClassVar[str] = "positive number"


class Count(Positive):
    """A number of people or events, 0 or more."""

    dimension: ClassVar[str] = "count"


for _quantity in (Quantity, Probability, Positive, Count):
    _quantity.model_rebuild(force=True)  # `spread` names a class that did not exist yet where it was written


def _bare_is_design(data: Any) -> Any:
    """Accept a bare number where the deployment chooses it (a watchlist's size); elsewhere it needs an origin."""
    return {"value": data} if isinstance(data, int | float) and not isinstance(data, bool) else data


class _BareToo:
    """JSON Schema of a quantity for which a bare number may stand."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "number"}, handler(core)]}


DesignCount = Annotated[Count, BeforeValidator(_bare_is_design), _BareToo]
DesignProbability = Annotated[Probability, BeforeValidator(_bare_is_design), _BareToo]

_UNITS = {
    "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0,
    "min": MINUTE, "minute": MINUTE, "minutes": MINUTE,
    "h": HOUR, "hour": HOUR, "hours": HOUR,
    "day": DAY, "days": DAY, "week": WEEK, "weeks": WEEK,
    "year": YEAR, "years": YEAR,
}  # fmt: skip
_DURATION = re.compile(r"^\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([A-Za-z]+)\s*$")


def seconds(text: object) -> float:
    """Seconds of a duration such as `20 s`, `2 min`, `3 h`, `2 days`. Raises ValueError with the way out."""
    if isinstance(text, float | int) and not isinstance(text, bool):
        if text == 0:
            return 0.0
        raise ValueError(f"{text} has no unit; write a duration as 20 s, 2 min, 3 h or 2 days")
    match = _DURATION.match(text) if isinstance(text, str) else None
    if match is None or match.group(2) not in _UNITS:
        raise ValueError(f"{shown(text)} is not a duration; {_way_to_time(text, match)}")
    result = float(match.group(1)) * _UNITS[match.group(2)]
    if result > LONGEST:
        raise ValueError(f"{text} is longer than 100 years")
    return result


def _way_to_time(text: object, match: re.Match[str] | None) -> str:
    """How a time is written that is none: with a comma, in a unit that is not known, or not at all."""
    meant = numeral(text) if isinstance(text, str) else None
    if meant and not meant.number:
        return meant.way
    near = did_you_mean(match.group(2), _UNITS) if match else ""
    return near or "write it as 20 s, 2 min, 3 h or 2 days"


_WRITTEN = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*\d+(\.\d+)?([eE][+-]?\d+)?\s*[a-z]+\s*$"},
        {"const": 0},
    ],
    "description": "A time with its unit, such as 20 s, 2 min, 3 h or 2 days.",
}
Seconds = Annotated[float, BeforeValidator(seconds), WithJsonSchema(_WRITTEN)]


class Duration(Frozen):
    """How long a stage takes over cases: fixed (`value`) or log-normal (`median` and `p95`, or `p5` and `p95`)."""

    value: Seconds | None = None
    median: Seconds | None = None
    p5: Seconds | None = None
    p95: Seconds | None = None
    source: str | None = None
    assumed: Reason | None = None
    note: Reason | None = None
    uncertain: Positive | None = None
    by_kind: dict[str, Duration] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        given = frozenset(
            name for name in ("value", "median", "p5", "p95", "by_kind") if getattr(self, name) is not None
        )
        if given not in ({"value"}, {"median", "p95"}, {"p5", "p95"}, {"by_kind"}):
            raise ValueError("needs value, or median and p95, or p5 and p95, or by_kind")
        low = self.median if self.median is not None else self.p5
        if low is not None and self.p95 is not None and not 0 < low < self.p95:
            raise ValueError("must rise: 0 < median (or p5) < p95")
        return self
