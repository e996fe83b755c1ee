"""What was counted in the field and is told in sentences: the library's own list, for whoever holds sentences to it.

`data/counts.yaml` names for each wording the row it is from and which of its figures it gives, and for each finding about a
group the record that no sentence may contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from simulator.documents import Block, items, mapping, parse


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
    data = parse(text, "counts.yaml").keyed
    figures, findings = (map(mapping, items(data[key])) for key in ("figures", "findings"))
    return Counts(tuple(map(_figure, figures)), tuple(map(_finding, findings)))


def _figure(entry: Block) -> Figure:
    says, row, source, words, ours = (
        str(entry.get(key, "")) for key in ("says", "row", "source", "words", "ours")
    )
    gives = {
        k: number for k, number in mapping(entry.get("gives")).items() if isinstance(number, int | float)
    }
    return Figure(says, row, source, gives, words, ours)


def _finding(entry: Block) -> Finding:
    claim, lineage, row, against, level = (
        str(entry[key]) for key in ("claim", "lineage", "row", "against", "level")
    )
    return Finding(claim, lineage, row, against, level, tuple(map(str, items(entry["but"]))))
