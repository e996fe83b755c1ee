"""The closed lists of the evidence format: kinds, hands, units, columns and the labels crosswalks lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass

KINDS: dict[str, str] = {
    "identification": "one-to-many search measured in a test",
    "verification": "one-to-one comparison measured in a test",
    "proxy": "another task than matching faces; never a match rate",
    "field-record": "an operator's or observer's record of real use",
    "human-review": "people comparing faces",
    "exposure": "how often people meet a system",
    "population": "residents by group",
    "gallery": "enrolled faces: size or composition",
    "process-time": "how long a step takes",
    "reporting": "press reporting of events",
    "law": "a legal rule",
}

NO_ADDRESS = "none"
"""The value of `url` for a source that has no web address, such as a file of one's own."""

HANDS: dict[str, str] = {
    "first": "read in the document itself",
    "second": "read in a document that quotes it",
    "digitised": "read off a plot",
}

LABELS: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "race": (
        "american-indian",
        "asian",
        "black",
        "hispanic",
        "middle-eastern-south-asian",
        "multiracial",
        "pacific-islander",
        "white",
    ),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: its allowed range, whether it counts whole things, its seconds if a time."""

    lowest: float
    highest: float
    whole: bool = False
    seconds: float | None = None


_ANY = float("inf")
_COUNTED = (
    "persons",
    "stops",
    "searches",
    "alerts",
    "arrests",
    "detentions",
    "images",
    "comparisons",
    "probes",
    "officers",
    "deployments",
    "algorithms",
    "devices",
    "participants",
    "articles",
    "checks",
    "requests",
    "watchlist-entries",
    "faces",
    "uses",
    "studies",
)

UNITS: dict[str, Unit] = {
    "rate": Unit(0.0, 1.0),
    "ratio": Unit(0.0, _ANY),
    "difference": Unit(-1.0, 1.0),
    "seconds": Unit(0.0, _ANY, seconds=1.0),
    "minutes": Unit(0.0, _ANY, seconds=60.0),
    "hours": Unit(0.0, _ANY, seconds=3600.0),
    "days": Unit(0.0, _ANY, seconds=86400.0),
    "log-minutes": Unit(-_ANY, _ANY),
    "per-person-year": Unit(0.0, _ANY),
    "per-1000": Unit(0.0, 1000.0),
    "per-100000": Unit(0.0, 100000.0),
    "per-officer-day": Unit(0.0, _ANY),
    "per-day": Unit(0.0, _ANY),
    "per-month": Unit(0.0, _ANY),
    "direction": Unit(-_ANY, _ANY),
    **{name: Unit(0.0, _ANY, whole=True) for name in _COUNTED},
}

NOT_COUNTED = re.compile(r"\b(estimated?|expected|scaled|allocated|weighted|imputed)\b", re.IGNORECASE)
"""Words of a note by which a number of whole things need not be whole: nobody counted it."""


def is_whole(number: float, note: str) -> bool:
    """Whether a recorded count is whole, or its note says that it was not counted."""
    return number == int(number) or NOT_COUNTED.search(note) is not None


COLUMNS: tuple[str, ...] = (
    "row",
    "set",
    "metric",
    "vendor",
    "algorithm",
    "sex",
    "race",
    "age",
    "sex_gallery",
    "race_gallery",
    "threshold",
    "gallery_size",
    "counted_at",
    "value",
    "unit",
    "numerator",
    "denominator",
    "lo",
    "hi",
    "censored",
    "place",
    "when",
    "hand",
    "locator",
    "note",
)
COUNTED_EVENTS = "false_positives"
"""The metric of a number of false alerts that an audit counted, of trials it did not publish."""
REQUIRED_COLUMNS = ("row", "metric", "unit", "locator")
REQUIRED_CELLS = ("row", "metric", "unit", "locator")
NUMBERS = ("gallery_size", "counted_at", "value", "numerator", "denominator", "lo", "hi")
CENSORED = ("below", "above")
