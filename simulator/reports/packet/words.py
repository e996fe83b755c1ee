"""What a packet's drafts share: figures with their intervals, and the words for what nobody has said."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.reports import numbers
from simulator.reports.comparison.reading import COUNTS
from simulator.reports.reading import Study
from simulator.reports.tables import Table
from simulator.reports.words import a_year, period

NOT_SUPPLIED = "not supplied"
DRAFT = (
    "A draft, prefilled where this tool has the figure and its source. It is no legal advice and no finished assessment; whoever signs "
    "it answers for it."
)


def missing(who: str) -> str:
    """“not supplied (for the agency to supply)”."""
    return f"{NOT_SUPPLIED} (for {who} to supply)"


def figure(study: Study, measure: str, group: str = "all") -> str:
    """A measure with its interval: “13,000 a year (1,700 to 140,000 in 9 of 10 simulated years)”."""
    cell = study.get(measure, group)
    if not cell.known:
        return "undefined" if cell.defined <= 0 else "no bounded estimate"
    count = measure in COUNTS
    say = numbers.prose_count if count else numbers.prose
    unit = f" {a_year(study)}" if count else ""
    if cell.hi == 0 and cell.mean:  # rare is not never
        return f"0{unit} in nearly every one, {numbers.prose(cell.mean)} on average"
    return f"{say(cell.median)}{unit} ({say(cell.lo)} to {say(cell.hi)} in 9 of 10 {period(study)}s)"


def table(name: str, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table of text."""
    return Table(name, caption, tuple((head, False) for head in heads), tuple(rows))
