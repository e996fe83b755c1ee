"""The table of kinds in docs/reliability.md, written by `python -m tests.slips` and held to the harness by a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.slips.catalogue import is_frozen
from tests.slips.kinds import Kind
from tests.slips.running import IN_CI, IN_DEEP, Made, first

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- slips:begin -->", "<!-- slips:end -->"
HEAD = (
    "| kind | what is wrong | written | in CI | in `make deep` | undetectable of these |",
    "|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the table. in_ci and in_deep count detectable slips only."""

    kinds: int
    frozen: int
    in_ci: int
    in_deep: int
    secret: int


def row(kind: Kind, every: Sequence[Made]) -> str:
    """A kind's line: how many of its slips are tried, and how many of them nobody could know."""
    ci, deep = first(kind, every, IN_CI), first(kind, every, IN_DEEP)
    secret = f"{_secret(ci)}, {_secret(deep)}" if _secret(deep) else ""
    when = "before" if is_frozen(kind) else "with"
    return (
        f"| `{kind.name}` | {kind.sentence.replace('|', '/')} | {when} | {len(ci)} | {len(deep)} | {secret} |"
    )


def _secret(slips: Sequence[Made]) -> int:
    return sum(bool(each.slip.secret) for each in slips)


def closing() -> str:
    """The sentence below the table."""
    sums = totals()
    return (
        f"{sums.kinds} kinds, {sums.frozen} of them written before. CI tries {sums.in_ci:,} slips that must be told, `make deep` "
        f"{sums.in_deep:,}, besides {sums.secret:,} that nobody could know."
    )


@cache
def published() -> tuple[str, ...]:
    """The page's lines, one a kind."""
    text = PAGE.read_text(encoding="utf-8")
    between = text.split(BEGIN, 1)[1].split(END, 1)[0]
    return tuple(line for line in between.splitlines() if line.startswith("| `"))


def totals() -> Totals:
    """The sums of the published table."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in published()]
    secret = [[int(number) for number in cell[5].split(",")] if cell[5] else [0, 0] for cell in cells]
    return Totals(
        kinds=len(cells),
        frozen=sum(cell[2] == "before" for cell in cells),
        in_ci=sum(int(cell[3]) - hidden[0] for cell, hidden in zip(cells, secret, strict=True)),
        in_deep=sum(int(cell[4]) - hidden[1] for cell, hidden in zip(cells, secret, strict=True)),
        secret=sum(hidden[1] for hidden in secret),
    )
