"""The comparison in the terminal: the figures side by side, the verdicts, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.reports.comparison import sharing, tables
from simulator.reports.language import comparing
from simulator.reports.language.comparison import Comparison, read
from simulator.reports.tables import Table
from simulator.reports.terminal import printable

WIDTH = 100
MEASURES = (
    "wrongly_held",
    "kept_not_wanted",
    "innocent_kept",
    "held_from_alert",
    "wrongful_arrests",
    "hours_held",
    "risk_per_person",
    "per_100k_encounters",
    "wanted_found",
    "found_only",
    "wrongly_held_per_wanted_found",
)
MOST_DIFFERING = 12


def comparison_text(comparison: Mapping[str, Any]) -> str:
    """What `compare` prints."""
    c = read(comparison)
    blocks = [_wrapped(f"{each.title}: {text}") for each in c.proposals for text in each.warnings]
    blocks += [_wrapped(text) for text in c.limit_warnings]
    blocks += [_wrapped(comparing.headline(c, each.name)) for each in c.proposals]
    shown = tables.side_by_side(c, c.first.id)
    rows = [row for row, measure in zip(shown.rows, c.measures, strict=True) if measure in MEASURES]
    blocks.append(_table(shown, rows))
    blocks += [_wrapped(note) for note in shown.notes]
    for pair in c.pairs:
        blocks.append(_wrapped(comparing.better(c, pair)))
        blocks.append(_differs(pair))
        blocks.append(_wrapped(sharing.sentence(c, pair)))
    if c.pairs:
        blocks.append(_wrapped(comparing.PAIRED))
    if c.limits:
        blocks += list(_limits(c))
    return "\n\n".join(blocks) + "\n"


def _differs(pair: Mapping[str, Any]) -> str:
    """What differs, whole where it is little."""
    found = pair["differs"]
    if len(found) > MOST_DIFFERING:
        return _wrapped(f"They differ in {len(found)} inputs; comparison.md lists them.")
    lines = [f"{each['path']}: {each['a'] or 'not there'} | {each['b'] or 'not there'}" for each in found]
    return (
        "\n".join(["They differ in:", *(_wrapped(line, "  ") for line in lines)])
        if lines
        else comparing.ALIKE
    )


def _limits(c: Comparison) -> Iterator[str]:
    assert c.limits is not None
    yield f"Limits: {printable(c.limits['title'])}"
    if c.limits["example"]:
        yield _wrapped(comparing.EXAMPLE)
    for each in c.proposals:
        lines = [_wrapped(comparing.overall(c, each.name))]
        for rule in c.rules:
            verdict = c.verdict(each.name, rule["rule"])
            told = f"{comparing.rule(rule)}: {comparing.kept(rule, verdict, c.raw['draws'])}."
            lines.append(_wrapped(told, "  ", "    "))
            lines += [
                _wrapped(line, "      ") for line in comparing.why(c, rule, verdict) if _wants_why(verdict)
            ]
        yield "\n".join(lines)
    yield _wrapped(comparing.LINE)
    yield _wrapped(comparing.VALUES)


def _wants_why(verdict: Mapping[str, Any]) -> bool:
    return verdict["verdict"] in ("exceeds", "undecided")


def _wrapped(text: str, indent: str = "", after: str | None = None) -> str:
    following = indent if after is None else after
    return textwrap.fill(printable(text), WIDTH, initial_indent=indent, subsequent_indent=following)


def _table(table: Table, rows: Sequence[Sequence[str]]) -> str:
    """A measure a block, a line a proposal: titles are too long to stand side by side."""
    out = [printable(table.caption)]
    names = [printable(name) for name, _ in table.columns[1:]]
    width = max(len(name) for name in names)
    for row in rows:
        out.append(f"  {printable(row[0])}")
        out += [
            f"    {name.ljust(width)}  {printable(value)}" for name, value in zip(names, row[1:], strict=True)
        ]
    return "\n".join(out)
