"""The library as a reader sees it: the shelf as a table, one source in words, and both as plain data."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import Any

from simulator.evidence.library import Library, sets_of
from simulator.evidence.records import Row, Source
from simulator.evidence.vocabulary import HANDS, KINDS

WIDTH = 100


def evidence_table(library: Library) -> list[dict[str, Any]]:
    """One dict a source, sorted by id: id, kind, what, rows, sets, trials, hand, proxy."""
    return [
        {
            "id": source.id,
            "kind": source.kind,
            "what": source.measured,
            "rows": len(source.rows),
            "sets": sorted(source.sets),
            "trials": source.trials,
            "hand": source.hand,
            "proxy": source.is_proxy,
        }
        for source in library.sources()
    ]


def as_plain(source: Source) -> dict[str, Any]:
    """The whole source as JSON-able data, rows included; absent numbers are None."""
    plain = {
        name: getattr(source, name)
        for name in source.__slots__
        if name not in ("rows", "sets", "own_crosswalk")
    }
    for name in ("limits", "known_discrepancies"):
        plain[name] = list(plain[name])
    plain["proxy"] = source.is_proxy
    plain["sets"] = {name: [row.row for row in rows] for name, rows in source.sets.items()}
    plain["rows"] = [_plain_row(row) for row in source.rows]
    return plain


def _plain_row(row: Row) -> dict[str, Any]:
    plain = asdict(row)
    del plain["source_title"]
    return {"id": row.id, **plain}


def describe(source: Source, only: str = "") -> str:
    """The source in plain words: citation, what was measured on whom, limits, discrepancies, then its figures.

    `only` is the name of one set or row, to print no other figures.
    """
    lines = [source.id, *_wrap(source.title), source.url, ""]
    if source.is_proxy:
        lines += [*_wrap("PROXY: " + KINDS["proxy"] + "."), ""]
    facts = [
        ("Kind", f"{source.kind} ({KINDS[source.kind]})"),
        ("Measured", source.measured),
        ("Groups", source.groups_coded),
        ("Thresholds", source.thresholds),
        ("Trials", source.trials),
        ("Date", source.date),
        ("Licence", source.licence),
        (
            "Seen",
            f"at {source.hand} hand: {HANDS[source.hand]}"
            if source.hand != "digitised"
            else HANDS["digitised"],
        ),
        ("Seen at", source.seen_at),
        ("Crosswalk", source.crosswalk),
    ]
    for name, text in facts:
        if text:
            lines += _wrap(f"{name}: {text}")
    lines += _list("Limits", source.limits) + _list("Known discrepancies", source.known_discrepancies)
    lines += ["", "Figures"]
    last = None
    for row in source.rows:
        if only and only not in (row.row, row.set):
            continue
        if row.set != last and row.set:
            lines.append(f"  set {source.id}/{row.set} ({sets_of(source)[row.set]} rows)")
        last = row.set
        lines.append("    " + _figure(row))
    return "\n".join(lines) + "\n"


def _figure(row: Row) -> str:
    parts = [f"{row.row}:", row.metric.replace("_", " ")]
    probe = " ".join(label for label in (row.race, row.sex, row.age) if label)
    other = " ".join(label for label in (row.race_gallery, row.sex_gallery) if label)
    if probe:
        parts.append(probe + (f" against {other}" if other else ""))
    parts += [text for text in (row.place, row.when) if text]
    parts.append("= " + amount(row))
    if row.threshold is not None:
        parts.append(f"at threshold {row.threshold:g}")
    elif row.threshold_words:
        parts.append(f"at {row.threshold_words}")
    if row.gallery_size is not None:
        parts.append(f"against {row.gallery_size:,.0f} faces")
    if row.counted_at is not None:
        parts.append(f"(rescaled; counted against {row.counted_at:,.0f})")
    return " ".join(parts) + f" [{row.locator}]"


def amount(row: Row) -> str:
    """The figure itself in words: its value, bound or range, unit and counts."""
    if row.unit == "direction":
        return f"direction only: {row.note}"
    if row.value is not None:
        bound = {"below": "at most ", "above": "at least ", "": ""}[row.censored]
        text = f"{bound}{row.value:.10g}"
    elif row.lo is not None and row.hi is not None:
        text = f"{row.lo:.10g} to {row.hi:.10g}"
    elif row.lo is not None:
        text = f"more than {row.lo:.10g}"
    elif row.hi is not None:
        text = f"less than {row.hi:.10g}"
    else:
        text = "counts only"
    if row.unit != "rate":
        text += f" {row.unit}"
    if row.numerator is not None and row.denominator is not None:
        text += f" ({row.numerator:,.0f} of {row.denominator:,.0f})"
    elif row.numerator is not None:
        text += f" (from {row.numerator:,.0f} events)"
    elif row.denominator is not None:
        text += f" (of {row.denominator:,.0f})"
    return text


def shelf_markdown(library: Library) -> str:
    """The table of docs/evidence.md: one line a source, generated so that it cannot drift."""
    lines = ["| id | kind | what was measured | rows | trials | seen |", "|---|---|---|---|---|---|"]
    for entry in evidence_table(library):
        kind = "**proxy**" if entry["proxy"] else entry["kind"]
        cells = (f"`{entry['id']}`", kind, entry["what"], str(entry["rows"]), entry["trials"], entry["hand"])
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _list(title: str, items: tuple[str, ...]) -> list[str]:
    if not items:
        return []
    lines = [title]
    for item in items:
        lines += textwrap.wrap(
            item, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
        )
    return lines
