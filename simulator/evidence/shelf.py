"""The library as a reader sees it: the shelf as a table, one source in words, and both as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields

from simulator.documents import Block
from simulator.evidence.finding import LABELLED, Wanted
from simulator.evidence.library import Library, sets_of
from simulator.evidence.records import Crosswalk, Row, Source
from simulator.evidence.vocabulary import HANDS, KINDS

WIDTH = 100
EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Entry:
    """One source on the shelf: what it is, and what its figures (or those asked for) are of.

    rows: figures found, of `of` that it has. groups: labels by axis, the source's own.
    """

    id: str
    kind: str
    what: str
    rows: int
    of: int
    sets: tuple[str, ...]
    trials: str
    hand: str
    proxy: bool
    metrics: tuple[str, ...]
    vendors: tuple[str, ...]
    algorithms: tuple[str, ...]
    groups: dict[str, tuple[str, ...]]


def evidence_table(library: Library, wanted: Wanted = EVERYTHING) -> tuple[Entry, ...]:
    """An entry for every source that has what is wanted, sorted by id."""
    entries = (_entry(source, rows) for source, rows in found(library, wanted))
    return tuple(entries)


def found(library: Library, wanted: Wanted) -> Iterator[tuple[Source, tuple[Row, ...]]]:
    """Every source that has what is wanted, with those figures."""
    for source in library.sources():
        rows = wanted.found_in(source, library.crosswalk(source.crosswalk))
        if rows or wanted == EVERYTHING:
            yield source, rows


def _entry(source: Source, rows: tuple[Row, ...]) -> Entry:
    return Entry(
        id=source.id,
        kind=source.kind,
        what=source.measured,
        rows=len(rows),
        of=len(source.rows),
        sets=tuple(sorted(source.sets)),
        trials=source.trials,
        hand=source.hand,
        proxy=source.is_proxy,
        metrics=_each(row.metric for row in rows),
        vendors=_each(row.vendor for row in rows),
        algorithms=_each(row.algorithm for row in rows),
        groups={
            axis: names
            for axis in LABELLED
            if (names := _each(label for row in rows for label in (getattr(row, axis), _enrolled(row, axis))))
        },
    )


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _enrolled(row: Row, axis: str) -> str:
    """The enrolled person's label on an axis; ages are of the probe alone."""
    return {"sex": row.sex_gallery, "race": row.race_gallery}.get(axis, "")


def as_plain(source: Source, rows: Iterable[Row] | None = None) -> Block:
    """The whole source as JSON holds it, rows included (only these, where given); absent numbers are None."""
    texts = {field.name: getattr(source, field.name) for field in fields(source)}
    lists = {name: [*texts[name]] for name in ("limits", "known_discrepancies", "sums")}
    kept = {name: text for name, text in texts.items() if name not in ("rows", "sets", "own_crosswalk")}
    return {
        **kept,
        **lists,
        "proxy": source.is_proxy,
        "sets": {name: [row.row for row in rows] for name, rows in source.sets.items()},
        "rows": [{**plain_row(row)} for row in (source.rows if rows is None else rows)],
    }


def plain_row(row: Row) -> dict[str, str | float | None]:
    """A row as JSON holds it, by its columns."""
    plain = asdict(row)
    del plain["source_title"]
    return {"id": row.id, **plain}


def describe(source: Source, only: str = "") -> str:
    """The source in plain words: citation, what was measured on whom, limits, discrepancies, then its figures.

    `only` is the name of one set or row, to print no other figures.
    """
    lines = [source.id, *_about(source), "", "Figures"]
    last = None
    for row in source.rows:
        if only and only not in (row.row, row.set):
            continue
        if row.set != last and row.set:
            lines.append(f"  set {source.id}/{row.set} ({sets_of(source)[row.set]} rows)")
        last = row.set
        lines.append("    " + figure(row))
    return "\n".join(lines) + "\n"


def _about(source: Source) -> list[str]:
    """The document: citation, what was measured on whom, how it was seen, limits and discrepancies."""
    lines = [*_wrap(source.title), source.address, ""]
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
        ("Seen", _seen(source.hand)),
        ("Seen at", source.seen_at),
        ("Crosswalk", source.crosswalk),
    ]
    lines += [line for name, text in facts if text for line in _wrap(f"{name}: {text}")]
    return lines + _list("Limits", source.limits) + _list("Known discrepancies", source.known_discrepancies)


def _seen(hand: str) -> str:
    return HANDS[hand] if hand == "digitised" else f"at {hand} hand: {HANDS[hand]}"


def describe_row(row: Row, source: Source, walk: Crosswalk) -> str:
    """One figure with its whole provenance: what it is and of whom, how it was counted and seen, then its document.

    Args:
        walk: the vocabulary of the source's labels.
    """
    facts = [
        ("Figure", f"{row.metric}: {amount(row)}"),
        ("Printed interval", _ends(row)),
        ("Vendor", row.vendor),
        ("Algorithm", row.algorithm),
        *(
            (title, _carried(walk, axis, label))
            for title, axis, label in (
                ("Sex", "sex", row.sex),
                ("Race", "race", row.race),
                ("Enrolled person's sex", "sex", row.sex_gallery),
                ("Enrolled person's race", "race", row.race_gallery),
            )
        ),
        ("Age", row.age),
        ("Threshold", f"{row.threshold:g}" if row.threshold is not None else row.threshold_words),
        ("Gallery", _faces(row)),
        ("Place", row.place),
        ("When", row.when),
        ("Where in the document", row.locator),
        ("Seen", _seen(row.hand)),
        ("Note", row.note if row.unit != "direction" else ""),
        ("In the set", f"{source.id}/{row.set} ({sets_of(source)[row.set]} rows)" if row.set else ""),
    ]
    lines = [row.id, *(line for name, text in facts if text for line in _wrap(f"{name}: {text}"))]
    return "\n".join([*lines, "", f"From {source.id}", *_about(source)]) + "\n"


def _ends(row: Row) -> str:
    """A printed interval beside a value; without one the ends are the figure."""
    if row.value is None or (row.lo is None and row.hi is None):
        return ""
    return " to ".join("open" if end is None else f"{end:.10g}" for end in (row.lo, row.hi))


def _faces(row: Row) -> str:
    size = "" if row.gallery_size is None else f"{row.gallery_size:,.0f} faces"
    return f"{size}; rescaled, counted against {row.counted_at:,.0f}" if row.counted_at is not None else size


def _carried(walk: Crosswalk, axis: str, label: str) -> str:
    """A label as printed, what we call it, and what does not carry over."""
    entry = walk.find(axis, label) if label else None
    if entry is None:
        return label
    ours = (
        "no group of ours"
        if entry.to is None
        else f"{entry.to}{', as a proxy only' if entry.proxy_only else ''}"
    )
    return (
        f"{label}, here {ours} ({walk.id}: {entry.note})"
        if label != entry.to
        else f"{label} ({walk.id}: {entry.note})"
    )


def figure(row: Row) -> str:
    """A row in a line: its name, metric, group, place, number, threshold, gallery and where in the document it stands."""
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
        kind = "**proxy**" if entry.proxy else entry.kind
        cells = (f"`{entry.id}`", kind, entry.what, str(entry.rows), entry.trials, entry.hand)
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
