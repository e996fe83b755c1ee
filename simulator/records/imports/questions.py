"""What an import leaves open: questions that somebody has to answer before its numbers are used, and what must be known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TypeVar

from simulator.records.imports.coding import Coder
from simulator.records.imports.findings import Findings, gaps, is_named
from simulator.records.imports.layout import HOLDS, NOT_RECORDED, PERSON, UNREAD
from simulator.records.imports.stamps import MISSING
from simulator.records.imports.week import FILLED_IN, ONE_DAY
from simulator.records.imports.who import Who

Read = TypeVar("Read")
MUCH_UNKNOWN = 0.1
"""From this share on, how the unknown are shared out decides the answer. A choice, not a law."""
MOST_GROUPS = 60
"""Groups that a table and a chart show so that somebody reads them. A choice, not a law."""
JOINED = {"other-or-unknown": "neither *other* nor *unknown*"}


def questions(found: Findings) -> Iterator[str]:
    """What the data cannot answer."""
    counted, unit = found.counted, found.counted.layout.unit
    if not counted.calendar.day_coder.spelled:
        joined = next((file.used["stop"] for file in counted.files if "stop" in file.used), "")
        way = f" Where a table of stops has the dates, join it by {joined} first." if joined else ""
        yield f"The files have no date: for how long were these {found.people:,} {unit} counted?{way}"
    elif not found.people - found.undated:
        yield f"No day of these {found.people:,} {unit} is given that can be read: for how long were they counted?"
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
    yield from _unread_days(found)
    yield from _unread(found)
    if found.who.known.size > MOST_GROUPS:
        yield (
            f"{' and '.join(found.who.axes)} make {found.who.known.size:,} groups, and a page reads well up to {MOST_GROUPS}: which levels may stand "
            "together? --recode AXIS:LABEL=LABEL joins two, --bands takes fewer ages."
        )
    yield from _overlapping(found)
    for label, why in JOINED.items():
        if label in found.who.races:
            yield f"{label} is a group of its own, {why}: which is it? --recode race:{label}=not-recorded shares it out."
    if len(counted.agencies.names) > 1:
        named = ", ".join(counted.agencies.names[:5])
        yield f"The files hold {len(counted.agencies.names)} agencies ({named}{', …' if len(counted.agencies.names) > 5 else ''}): is it one deployment?"


def _overlapping(found: Findings) -> Iterator[str]:
    for whole, parts in HOLDS.items():
        both = [part for part in parts if part in found.who.races]
        if whole in found.who.races and both:
            yield (
                f"Some rows say {whole} and others {' or '.join(both)}: people of one description may be in either. Which agencies or years say "
                f"which? {' '.join(f'--recode race:{part}={whole}' for part in both)} joins them."
            )


def _unread_days(found: Findings) -> Iterator[str]:
    """Days that are written and cannot be read, by how they are written, with an example of each."""
    told: dict[str, tuple[str, int]] = {}
    for (text, *_), day, n in spellings(found.counted.calendar.day_coder):
        if n and day.trouble not in ("", MISSING):
            example, others = told.get(day.form, (text, 0))
            told[day.form] = example, others + n
    if told:
        named = ", ".join(f"{text!r} ({n:,}; {form})" for form, (text, n) in told.items())
        yield f"Which days are these? {named}. They count as undated; --date-order day, month or year says what stands first in all of them."


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


def spellings(coder: Coder[Read]) -> Iterator[tuple[tuple[str, ...], Read, int]]:
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
    if found.persons_a_stop is not None and found.people != len(counted.stops):
        yield f"{many(found.people, 'person')} in {many(len(counted.stops), 'stop')}: {found.persons_a_stop:.3g} persons a stop. Counts are of persons."
    yield from _of_races(found)
    if found.undated:
        yield f"{found.undated:,} {unit} have no day that can be believed: in the totals, in no year and no hour."
    if any(year.lacks for year in found.years):
        yield f"Years that are not whole: {_lacking(found)}. They are in the totals and in no yearly mean."
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
    for each in found.hours.kept_out:
        if each.count and (FILLED_IN in each.why or each.why == ONE_DAY):
            yield f"{each.count:,} of the {unit} kept out of the hours: {each.why}{f' ({each.example})' if each.example else ''}."
    yield from _of_sites(found)
    yield from _of_files(found)


def _lacking(found: Findings) -> str:
    """What each year lacks, years that lack the same taken together."""
    told = []
    for lacks, years in groupby((year for year in found.years if year.lacks), key=lambda year: year.lacks):
        first, *more = (year.year for year in years)
        told.append(f"{first}{f' to {more[-1]}' if more else ''}: {lacks}")
    return "; ".join(told)


def _of_races(found: Findings) -> Iterator[str]:
    """Where another reading of the same rows gives other numbers, and where two columns contradict each other."""
    counted, unit = found.counted, found.counted.layout.unit
    if counted.race_from in (ways := counted.layout.races) and len(ways) > 1:
        others = ", ".join(f"--race-from {way}" for way in ways if way != counted.race_from)
        yield f"Race is by “{counted.race_from}”; {others} counts by the other description, and the two are never mixed."
    chosen = _by_race(found.by_rule[counted.rule]) if found.by_rule else {}
    for rule, who in found.by_rule.items():
        other = _by_race(who)
        moved = {race: n for race, n in other.items() if n != chosen.get(race, 0)}
        moved |= {race: 0 for race in chosen if race not in other}
        if moved:
            most = sorted(moved, key=lambda race: -abs(moved[race] - chosen.get(race, 0)))[:3]
            told = ", ".join(f"{race} {moved[race]:,} instead of {chosen.get(race, 0):,}" for race in most)
            yield f"Several races are counted by the rule {counted.rule}; --rule {rule} makes {told}."
    for coder in counted.races.values():
        for note in dict.fromkeys(each.note for each in coder.meanings if each.odd):
            n = sum(n for _, each, n in spellings(coder) if each.odd and each.note == note)
            if n:
                yield f"{n:,} of the {unit} read by {note}."


def _by_race(who: Who) -> dict[str, int]:
    """Those whose sex and race are recorded, by race."""
    known = who.known
    sums = known.sum(axis=tuple(axis for axis in range(known.ndim) if axis != 1))
    return dict(zip(who.races, sums.tolist(), strict=True))


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
        yield f"{many(len(missing), 'site')} {'has' if len(missing) == 1 else 'have'} months without a record and many in others: {named}{', …' if len(missing) > 6 else ''}."


def _of_files(found: Findings) -> Iterator[str]:
    counted = found.counted
    seen: dict[tuple[str, int], str] = {}
    overlaps: dict[tuple[str, str], int] = {}
    for file in counted.files:
        if not file.rows:
            yield f"{file.name} has a header and no rows."
        for month in file.months - {0}:
            first = seen.setdefault((file.place, month), file.name)
            if first != file.name:
                overlaps[first, file.name] = overlaps.get((first, file.name), 0) + 1
        if file.ends_with_excel:
            yield f"{file.name} has {file.rows:,} rows, exactly as many as Excel can hold: the rest may have been cut off."
    for (first, second), months in overlaps.items():
        yield f"{first} and {second} both have records of {many(months, 'month')}: are some there twice?"
    coders = (coder for each in (*counted.coders.values(), counted.kinds) for coder in each.values())
    legacy = sum(coder.legacy for coder in coders)
    if legacy:
        yield f"{legacy} spellings are not UTF-8 and were read as Windows-1252."
