"""The frozen values of the evidence library: a row, a source, a crosswalk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from types import MappingProxyType

from simulator.evidence.vocabulary import COUNTED_EVENTS, NO_ADDRESS, UNITS


@dataclass(frozen=True, slots=True)
class Row:
    """One published figure.

    `value`, `lo` and `hi` are what the source printed (`lo`/`hi` a printed interval or bound, the note says
    which); `numerator` of `denominator` are its counts; a numerator alone is the known number of events behind
    a rate whose trials were not published. `censored` says `below` (the true value is at most `value`) or
    `above`. `threshold` is a number where the source gave one; otherwise `threshold_words` says how it was set.
    `gallery_size` is the gallery the printed rate is for; `counted_at` the one its events were counted against, where the printed
    rate was rescaled from there.
    Labels (`sex`, `race`, …) are the source's own and empty where it did not split.
    """

    source: str
    row: str
    set: str
    kind: str
    metric: str
    vendor: str
    algorithm: str
    sex: str
    race: str
    age: str
    sex_gallery: str
    race_gallery: str
    threshold: float | None
    threshold_words: str
    gallery_size: float | None
    counted_at: float | None
    value: float | None
    unit: str
    numerator: float | None
    denominator: float | None
    lo: float | None
    hi: float | None
    censored: str
    place: str
    when: str
    hand: str
    locator: str
    note: str
    source_title: str

    @property
    def id(self) -> str:
        """`source/row`, the identity of an unknown drawn from this figure."""
        return f"{self.source}/{self.row}"

    @property
    def is_proxy(self) -> bool:
        """Whether the source measured another task than matching faces."""
        return self.kind == "proxy"

    @property
    def rate(self) -> float | None:
        """The printed value, or numerator / denominator where only the counts are known."""
        if self.value is None and self.numerator is not None and self.denominator:
            return self.numerator / self.denominator
        return self.value

    @property
    def events(self) -> float | None:
        """False alerts counted where neither trials nor a rate were published; None for any other figure."""
        return self.value if self.metric == COUNTED_EVENTS and not self.censored else None

    @property
    def is_counted(self) -> bool:
        """Whether the row publishes both its events and its trials."""
        return self.numerator is not None and self.denominator is not None

    @property
    def seconds(self) -> float | None:
        """The value in seconds, for a unit of time; None for any other unit."""
        factor = UNITS[self.unit].seconds
        return None if factor is None or self.value is None else self.value * factor

    def citation(self) -> str:
        """One line: the source's full citation and where in it the figure stands."""
        return f"{self.source_title.rstrip('.')}; {self.locator}."


@dataclass(frozen=True, slots=True)
class Carry:
    """How one label of a source is carried to ours: `to` one of our labels, or left out (`to` is None)."""

    axis: str
    label: str
    to: str | None
    proxy_only: bool
    note: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A source vocabulary mapped to our labels, with a note for every entry of what does not carry over."""

    id: str
    title: str
    entries: tuple[Carry, ...]

    def find(self, axis: str, label: str) -> Carry | None:
        """The entry of a source's label on an axis (`sex` or `race`), or None where the vocabulary lacks it."""
        return next((e for e in self.entries if e.axis == axis and e.label == label), None)

    def to(self, axis: str, label: str) -> str | None:
        """Our label for a source's label; None where it is unknown or left out on purpose."""
        entry = self.find(axis, label)
        return None if entry is None else entry.to

    def labels(self, axis: str) -> tuple[str, ...]:
        """The source's labels on an axis, in the file's order."""
        return tuple(e.label for e in self.entries if e.axis == axis)


@dataclass(frozen=True, slots=True)
class Source:
    """One document: what it measured and on whom, its limits, and its figures."""

    id: str
    title: str
    url: str
    date: str
    licence: str
    kind: str
    measured: str
    groups_coded: str
    thresholds: str
    trials: str
    limits: tuple[str, ...]
    hand: str
    seen_at: str
    known_discrepancies: tuple[str, ...]
    crosswalk: str
    rows: tuple[Row, ...]
    sets: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))
    own_crosswalk: Crosswalk | None = None
    sums_of: str = ""
    sums: tuple[str, ...] = ()

    def sums_up(self, row: str) -> bool:
        """Whether a row is a sum or a rate over rows of the source `sums_of`: `sums` names it, * standing for anything."""
        return any(fnmatchcase(row, pattern) for pattern in self.sums)

    @property
    def is_proxy(self) -> bool:
        """Whether the source measured another task than matching faces."""
        return self.kind == "proxy"

    def with_rows(self, rows: Iterable[Row]) -> Source:
        """The same document with other figures."""
        given = tuple(rows)
        return replace(self, rows=given, sets=in_sets(given))

    @property
    def address(self) -> str:
        """The document's web address, or that it has none."""
        return "no web address" if self.url == NO_ADDRESS else self.url

    def citation(self) -> str:
        """One line: the full citation with its address."""
        return f"{self.title.rstrip('.')}. {self.address}"


def in_sets(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    """The sets that rows say they belong to, each in the order of the rows."""
    sets: dict[str, list[Row]] = {}
    for row in rows:
        if row.set:
            sets.setdefault(row.set, []).append(row)
    return MappingProxyType({name: tuple(members) for name, members in sets.items()})
