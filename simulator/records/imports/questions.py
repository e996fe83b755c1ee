"""What an import leaves open: questions that somebody has to answer before its numbers are used, and what must be known."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.records.imports.coding import Coder
from simulator.records.imports.findings import Findings, gaps, is_named
from simulator.records.imports.layout import NOT_RECORDED, PERSON, UNREAD, Meaning

MUCH_UNKNOWN = 0.1
"""From this share on, how the unknown are shared out decides the answer. A choice, not a law."""
MOST_GROUPS = 60
"""Groups that a table and a chart show so that somebody reads them. A choice, not a law."""
MANY_REPEATS = 0.01
JOINED = {"other-or-unknown": "neither *other* nor *unknown*"}


def questions(found: Findings) -> Iterator[str]:
    """What the data cannot answer."""
    counted, unit = found.counted, found.counted.layout.unit
    if not counted.calendar.day_coder.spelled:
        yield f"The files have no date: for how long were these {found.people:,} {unit} counted?"
    elif found.a_year is None:
        yield (
            f"No year is whole ({found.period}): how many such periods make a year? Nothing here was scaled to a year."
        )
    for axis, count in ((axis, found.who.without(axis)) for axis in counted.coders):
        if found.people and count / found.people >= MUCH_UNKNOWN:
            share = count / found.people
            yield (
                f"The {axis} of {count:,} ({share:.0%}) is unknown: are they like the others? In proportion is an assumption; the "
                "bounds stand beside."
            )
    for axis, labels in ((axis, found.who.axes[axis]) for axis in counted.coders):
        if labels in ((), ("",)):
            yield f"No {axis} is recorded: is there a table of it elsewhere?"
    yield from _unread(found)
    if found.who.known.size > MOST_GROUPS:
        yield (
            f"{' and '.join(found.who.axes)} make {found.who.known.size:,} groups, and a page reads well up to {MOST_GROUPS}: which levels may stand "
            "together? --recode AXIS:LABEL=LABEL joins two, --bands takes fewer ages."
        )
    for label, why in JOINED.items():
        if label in found.who.races:
            yield f"{label} is a group of its own, {why}: which is it? --recode race:{label}=not-recorded shares it out."
    if len(counted.agencies.names) > 1:
        named = ", ".join(counted.agencies.names[:5])
        yield f"The files hold {len(counted.agencies.names)} agencies ({named}{', …' if len(counted.agencies.names) > 5 else ''}): is it one deployment?"


def _unread(found: Findings) -> Iterator[str]:
    for axis, coders in found.counted.coders.items():
        odd = [
            (" / ".join(text), int(n))
            for coder in coders.values()
            for text, each, n in spellings(coder)
            if each.id == UNREAD and n
        ]
        if odd:
            named = ", ".join(f"{text!r} ({n:,})" for text, n in sorted(odd, key=lambda x: -x[1])[:8])
            yield f"What do these values of {axis} mean? {named}: a --dictionary says it, with where it was found."


def many(number: int, what: str) -> str:
    """A number of things, in the singular where there is one."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def spellings(coder: Coder[Meaning]) -> Iterator[tuple[tuple[str, ...], Meaning, int]]:
    """Every spelling with what it was read as and how many counted rows have it."""
    counts = [*coder.counts.tolist(), *[0] * (len(coder.spelled) - len(coder.counts))]
    yield from zip(coder.spelled, coder.meanings, counts, strict=True)


def remarks(found: Findings) -> Iterator[str]:
    """What must be known beside the numbers."""
    counted, unit = found.counted, found.counted.layout.unit
    yield from _of_rows(found)
    if counted.repeats:
        what = "left out" if counted.choices.drop_repeats else "kept; --repeats drop leaves them out"
        same = "the same person of the same stop" if counted.layout.person else "every cell alike"
        yield f"{many(counted.repeats, 'row')} like an earlier one ({same}): {what}."
    if counted.joined:
        yield f"{many(counted.joined, 'row')} joined to an earlier one of the same person and stop."
    if found.persons_a_stop is not None:
        yield f"{many(found.people, 'person')} in {many(len(counted.stops), 'stop')}: {found.persons_a_stop:.3g} persons a stop. Counts are of persons."
    if found.undated:
        yield f"{found.undated:,} {unit} have no day that can be believed: in the totals, in no year and no hour."
    if any(year.lacks for year in found.years):
        lacking = "; ".join(f"{year.year}: {year.lacks}" for year in found.years if year.lacks)
        yield f"Years that are not whole: {lacking}. They are in the totals and in no yearly mean."
    if counted.calendar.moved:
        yield (
            f"{counted.calendar.moved:,} stamps carry an offset that is not {counted.calendar.zone}'s: they were told by its own clocks. The hours "
            "as printed stand in the set hours-of-day-as-printed."
        )
    if counted.calendar.offsets_unused:
        yield (
            f"{many(counted.calendar.offsets_unused, 'stamp')} with an offset from Greenwich, read as printed: --zone says whose clocks to tell "
            "them by."
        )
    if counted.excel_ids:
        yield f"{many(counted.excel_ids, 'stop')} numbered like 1.23E+11: Excel has rounded the numbers, so different stops may be one."
    yield from _of_sites(found)
    yield from _of_files(found)


def _of_rows(found: Findings) -> Iterator[str]:
    counted = found.counted
    kinds = {kind: n for kind, n in counted.by_kind.items() if kind != PERSON and n}
    for kind, n in sorted(kinds.items()):
        name = {UNREAD: "in no dictionary", NOT_RECORDED: "not stated"}.get(kind, kind)
        yield f"{many(n, 'row')} of another kind than an encounter of a person, counted apart: {name}."
    for file in counted.files:
        for cells, n in sorted(file.shape.shifted.items()):
            yield f"{file.name}: {many(n, 'row')} with {cells} cells, not the header's number: shifted columns, not read. {file.shape.examples[0]!r}"


def _of_sites(found: Findings) -> Iterator[str]:
    nowhere = sum(n for name, n in found.sites if not is_named(name))
    if nowhere and nowhere < found.people:
        yield f"{nowhere:,} {found.counted.layout.unit} name no site."
    missing = gaps(found) if len(found.sites) > 1 else []
    if missing:
        named = ", ".join(f"{site} in {lacks} of {months}" for site, lacks, months in missing[:6])
        yield f"{len(missing)} sites have months without a record though they have many in others: {named}{', …' if len(missing) > 6 else ''}."


def _of_files(found: Findings) -> Iterator[str]:
    counted = found.counted
    seen: dict[int, str] = {}
    overlaps: dict[tuple[str, str], int] = {}
    for file in counted.files:
        for month in file.months - {0}:
            if month in seen:
                overlaps[seen[month], file.name] = overlaps.get((seen[month], file.name), 0) + 1
            seen.setdefault(month, file.name)
        if file.ends_with_excel:
            yield f"{file.name} has {file.rows:,} rows, exactly as many as Excel can hold: the rest may have been cut off."
    for (first, second), months in overlaps.items():
        yield f"{first} and {second} both have records of {months} months: are some there twice?"
    coders = (coder for each in (*counted.coders.values(), counted.kinds) for coder in each.values())
    legacy = sum(coder.legacy for coder in coders)
    if legacy:
        yield f"{legacy} spellings are not UTF-8 and were read as Windows-1252."
