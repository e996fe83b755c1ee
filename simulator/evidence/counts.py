"""What was counted in the field and is told in sentences: the library's own list, for whoever holds sentences to it.

`data/counts.yaml` names for each wording the row it is from and which of its figures it gives, and for each finding about a
group the record that no sentence may contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

from simulator.documents import parse


@dataclass(frozen=True, slots=True)
class Figure:
    """A wording and what it gives: `gives` maps a field of the row (numerator, value, lo, …) to the number; `ours`: what was done to it."""

    says: str
    row: str
    source: str
    gives: dict[str, float]
    words: str
    ours: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A record about people of one level in scenarios of one lineage: more of them are named wrongly than their share `against`."""

    claim: str
    lineage: str
    row: str
    against: str
    level: str
    but: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The list."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def counts() -> Counts:
    """The library's list of counts that sentences tell."""
    text = (resources.files("simulator.evidence") / "data" / "counts.yaml").read_text(encoding="utf-8")
    data: Any = parse(text, "counts.yaml").data
    return Counts(
        tuple(
            Figure(
                each["says"],
                each.get("row", ""),
                each.get("source", ""),
                each.get("gives", {}),
                str(each.get("words", "")),
                each.get("ours", ""),
            )
            for each in data["figures"]
        ),
        tuple(
            Finding(
                each["claim"],
                each["lineage"],
                each["row"],
                each["against"],
                each["level"],
                tuple(each["but"]),
            )
            for each in data["findings"]
        ),
    )
