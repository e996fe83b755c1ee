"""What `check` prints of the inputs a scenario rests on: in brief, within two screens; or each with its value and origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.cli.output import wrapped

if TYPE_CHECKING:
    from simulator.scenario import InputRow
    from simulator.scenario.outliving import Inherited

WEAK = {
    "assumed": "Assumed, with a range",
    "unmeasured": "Unmeasured by any audit at hand",
    "proxy": "A proxy stands for these",
    "borrowed": "Borrowed from another scenario",
}
"""Grades that a brief answer names the inputs of, and how it begins."""
NAMED = 6
"""Keys of one block that a brief answer names."""
MOST = 30
"""Paths, those side by side taken as one, that a line of a brief answer names."""


def in_brief(rows: Sequence[InputRow], inherited: Inherited, scenario: str) -> str:
    """How many inputs of each block rest on what, and which rest on little."""
    blocks: dict[str, list[InputRow]] = {}
    for row in rows:
        blocks.setdefault(row.path.split(".")[0], []).append(row)
    width = max(map(len, blocks))
    lines = [tally(rows), ""]
    lines += [f"  {block.ljust(width)}  {_grades(of)}" for block, of in blocks.items()]
    for grade, told in WEAK.items():
        lines += _named(told, (row.path for row in rows if row.grade == grade and _unsure(row)))
    fixed = [row.path for row in rows if row.grade == "assumed" and not row.spread]
    lines += _named("Assumed and held fixed", fixed)
    if inherited.changes or inherited.sentences:
        lines += _named("Changed here", inherited.changes or ("nothing but words",))
        still = "Said by what it extends, and still said of it (is each still true?)"
        lines += _named(still, (where for where, _ in inherited.sentences))
    way = f"--full prints each with its value and origin; `detention-impact explain {scenario} PATH` tells of one in words."
    return "\n".join([*lines, "", *wrapped(way, 0)])


def _unsure(row: InputRow) -> bool:
    """Whether a brief answer names it under its grade: what is assumed and held fixed has a line of its own."""
    return row.grade != "assumed" or row.spread


def _named(told: str, paths: Iterable[str]) -> list[str]:
    names = _folded(paths)
    if not names:
        return []
    more = [f"and {len(names) - MOST} more"] if len(names) > MOST else []
    return ["", *wrapped(f"{told}: {', '.join([*names[:MOST], *more])}.", 0)]


def _folded(paths: Iterable[str]) -> list[str]:
    """Paths side by side in one block as one: `pathway.questioned.proceeds.{stale_entry, wanted}`."""
    beside: dict[str, list[str]] = {}
    for path in paths:
        above, _, last = path.rpartition(".")
        beside.setdefault(above, []).append(last)
    return [told for above, last in beside.items() for told in _beside(above, last)]


def _beside(above: str, last: Sequence[str]) -> Iterator[str]:
    if not above or len(last) == 1:
        yield from (f"{above}.{each}".lstrip(".") for each in last)
    else:
        more = [f"… {len(last) - NAMED} more"] if len(last) > NAMED + 1 else []
        yield f"{above}.{{{', '.join([*(last[:NAMED] if more else last), *more])}}}"


def in_full(rows: Sequence[InputRow], inherited: Inherited) -> str:
    """Each input in two parts: its grade, path and value; below, where the value comes from or why it is assumed."""
    width = max(len(row.grade) for row in rows)
    lines = []
    for row in rows:
        value = row.text if not row.unit or row.unit in row.text else f"{row.text} {row.unit}"
        lines.append(f"{row.grade.ljust(width)}  {row.path} = {value}")
        origin = "; ".join(part for part in (row.source, row.why) if part)
        lines += wrapped(origin, indent=width + 6)
    return "\n".join([*lines, "", tally(rows), *_taken_over(inherited)])


def _taken_over(inherited: Inherited) -> list[str]:
    """What a scenario changes of those it extends, and what they still say of it; nothing where it extends none."""
    if not inherited.changes and not inherited.sentences:
        return []
    lines = ["", "Changed here: " + (", ".join(inherited.changes) or "nothing but words")]
    if inherited.sentences:
        lines.append("Said by what it extends, and still said of it. Is each still true?")
    for where, text in inherited.sentences:
        lines += wrapped(f"{where}: {text}", indent=2)
    return lines


def tally(rows: Sequence[InputRow]) -> str:
    """How many inputs there are of each grade, and how many have no spread."""
    fixed = sum(1 for row in rows if not row.spread and row.grade != "design")
    return f"{len(rows)} inputs: {_grades(rows)}. {fixed} of them are held fixed: no spread is given."


def _grades(rows: Sequence[InputRow]) -> str:
    return ", ".join(f"{count} {grade}" for grade, count in Counter(row.grade for row in rows).items())
