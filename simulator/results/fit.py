"""The document of a fit, as frozen values: what a table of deployments taught. `fit.json` is this and nothing else (docs/records.md)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.results.values import Document, Sparse, Value


class Stretch(Value):
    """A setting: rows of one force in which *faces seen* means one thing, from `first` to `last`; `typical_faces` of a deployment."""

    force: str
    first: str
    last: str
    rows: int
    typical_faces: float


class Reference(Value):
    """Where rates hold and slopes are counted from: the medians of the rows learned from; the threshold is 0 where none is known."""

    faces_seen: float
    duration_min: float
    watchlist_size: float
    threshold: float


class Check(Value):
    """A statistic of the table, the middle 90 % of its copies, the share of copies no higher, and whether that is far `off`."""

    statistic: str
    recorded: float
    lo: float
    hi: float
    rank: float
    off: bool


class Target(Value):
    """A kind of count: rows that have it and their sum; how far each law is trusted, in settings that were counted in before and
    in new ones; its scales of differing, by law and level.

    weights_new_setting: empty in fits of version 0.5.0 and before.
    """

    rows: int
    total: float
    weights: dict[str, float]
    weights_new_setting: dict[str, float] = {}
    scales: dict[str, dict[str, float]]
    checks: tuple[Check, ...]


class Parameter(Sparse):
    """A column of `posterior.parquet`. `lo`, `hi`: 90 % of its rows; `least`, `most`: all of them.

    prior_scale: of the half-normal prior of a standard deviation of logs; left out of other parameters.
    """

    unit: str
    says: str
    lo: float
    median: float
    hi: float
    least: float
    most: float
    prior_scale: float | None = None


class Rows(Value):
    """How many joint rows `posterior.parquet` has, and its SHA-256."""

    rows: int
    sha256: str


class Fit(Document):
    """What a table taught. `seen`: the least and the largest of thresholds and watchlists; `laboratory`: empty where none taught."""

    version_of_fit: Literal[2] = Field(alias="schema")
    kind: Literal["fit"]
    name: str
    table: str
    version: str
    seed: int
    rows: int
    first: str
    last: str
    forces: dict[str, int]
    settings: tuple[Stretch, ...]
    reference: Reference
    seen: dict[str, tuple[float, float]]
    laws: dict[str, str]
    targets: dict[str, Target]
    parameters: dict[str, Parameter]
    posterior: Rows
    laboratory: str
    evidence: tuple[str, ...]
    remarks: tuple[str, ...]
    cannot_tell: tuple[str, ...]
