"""Predictions held to what was recorded, as frozen values: what `validate --data --json` prints (docs/validation.md)."""

from __future__ import annotations

from typing import Literal

from simulator.results.values import Document, Maybe, Value


class Scores(Value):
    """One forecaster's means a row: log score (higher is better), CRPS (lower is better), width of its 90 % intervals.

    coverage: share of rows inside its 50, 80 and 90 % intervals, by `0.5`, `0.8` and `0.9`.
    """

    log: float
    crps: float
    coverage: dict[str, float]
    width: float


class Gain(Value):
    """By how many nats the fit is better, a row and in all; the standard error of a row's, None of a single row, and over what that was taken."""

    a_row: float
    error: Maybe
    in_all: float
    over: str


class Rival(Scores):
    """A simple rule, and what the fit gains on it."""

    gain: Gain


class Total(Value):
    """The sum over all rows: recorded, expected, the 90 % interval and whether it holds the record; scores of the sum."""

    recorded: float
    mean: float
    low: float
    high: float
    inside: bool
    crps: float
    log_probability: float


class Forecast(Value):
    """One deployment: what was recorded, expected, the 90 % interval, and the log score."""

    row: str
    date: str
    place: str
    recorded: float
    mean: float
    lo: int
    hi: int
    log: float


class Held(Value):
    """One kind of count. `to_beat`: the rival chosen on `chosen_on` training rows; `best`: the best in hindsight.

    histogram: shares of rows by tenths of the predictive distribution. weights: how far each law is trusted at the end.
    """

    rows: int
    months: int
    recorded: float
    fit: Scores
    rivals: dict[str, Rival]
    to_beat: str
    chosen_on: int
    best: str
    total: Total
    rival_total: Total
    histogram: tuple[float, ...]
    weights: dict[str, float]
    each: tuple[Forecast, ...]


class Validation(Document):
    """A table predicted; `train`: the table learned from, empty where the earlier rows of `data` taught."""

    data: str
    train: str
    mode: Literal["rolling", "frozen"]
    trained_on: int
    first: str
    last: str
    remarks: tuple[str, ...]
    targets: dict[str, Held]
