"""The data-quality report of an import: what was read, what every code became, what is missing, what was chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.records.imports.coding import Coder
from simulator.records.imports.findings import Findings
from simulator.records.imports.layout import UNKNOWN, Meaning
from simulator.records.imports.questions import many, questions, remarks, spellings
from simulator.records.imports.stamps import Clock, Day
from simulator.records.imports.week import DAYS_NAMED

MOST_ROWS = 60
"""Rows of a table of the report; what is beyond is counted in a last one."""
FULL_HOURS = 0.9


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report: its caption, its columns' names and its rows as text. `numbers`: columns set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: paragraphs, points of a list, then tables."""

    title: str
    texts: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def sections(found: Findings) -> tuple[Section, ...]:
    """The whole report, in the order in which it is read."""
    return tuple(part for part in _sections(found) if part.texts or part.points or part.tables)


def _sections(found: Findings) -> Iterator[Section]:
    yield Section("What was read", tuple(_opening(found)))
    yield Section("What only you can answer", (), tuple(questions(found)))
    yield Section("What must be known", (), (*remarks(found), *found.counted.layout.cautions))
    yield _who(found)
    yield _codes(found)
    yield _when(found)
    yield _hours(found)
    yield _where(found)
    yield _files(found)


def _opening(found: Findings) -> Iterator[str]:
    counted, layout = found.counted, found.counted.layout
    yield (
        f"{counted.rows:,} rows of {many(len(counted.files), 'file')} in the layout {layout.id} "
        f"({layout.title}): {found.people:,} {layout.unit}, {found.period}. In this layout: {layout.row_is}."
    )
    if counted.third:
        yield f"Counted by sex, race and {counted.third}."
    if counted.axis != "race":
        yield f"Counted by {counted.axis} (the column {counted.choices.axis[1]}) in place of race; the word race below stands for it."
    yield f"Groups: {layout.groups_coded}. Race is taken from “{counted.race_from}”; several races by the rule “{counted.rule}”."
    if found.spread is not None:
        differ = (
            ""
            if found.spread.cv is None
            else f"; from year to year they differ by {found.spread.cv:.1%} (standard deviation over mean)"
        )
        yield f"{many(found.spread.years, 'whole year')} with {found.spread.mean:,.0f} {layout.unit} each on average{differ}."


def _who(found: Findings) -> Section:
    who, unit = found.who, found.counted.layout.unit
    unknown = {axis: who.without(axis) for axis in found.counted.coders}
    lacking = ", ".join(
        f"{n:,} ({_share(n, who.total)}) {'have ' if axis == 'race' else ''}no {axis}"
        for axis, n in unknown.items()
    )
    texts = [
        f"{who.recorded:,} {unit} have {' and '.join(who.axes)}; {lacking}.",
        "“In proportion” shares the unknown out like those recorded; “at most” gives each group all who may belong to it.",
    ]
    tables = [_groups(found, unit)]
    if found.by_rule:
        tables.append(_rules(found))
    absent = _absent(found)
    if absent:
        texts.append(
            f"Not recorded here: {', '.join(absent)}. No row has these labels, which is no count of zero people."
        )
    return Section("Who", tuple(texts), (), tuple(tables))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _groups(found: Findings, unit: str) -> Table:
    who, middle, most = found.who, found.bounds.middle, found.bounds.most
    rows = [
        (*(label or "all" for label in labels), f"{who.known[at]:,}", f"{middle[at]:,}", f"{most[at]:,}")
        for at, labels in who.groups()
    ]
    columns = (*who.axes, "recorded (at least)", "in proportion", "at most")
    return _table(f"{unit.capitalize()} by group", columns, rows, tuple(range(len(who.axes), len(columns))))


def _rules(found: Findings) -> Table:
    races = list(dict.fromkeys(race for who in found.by_rule.values() for race in who.races))
    sums = {
        rule: dict(
            zip(who.races, who.known.reshape(*who.known.shape[:2], -1).sum(axis=(0, 2)).tolist(), strict=True)
        )
        for rule, who in found.by_rule.items()
    }
    rows = [
        (race, *(f"{sums[rule][race]:,}" if race in sums[rule] else "" for rule in sums)) for race in races
    ]
    columns = ("race", *(f"{rule} (chosen)" if rule == found.counted.rule else rule for rule in sums))
    return _table(
        "The same people by each rule for several races", columns, rows, tuple(range(1, len(columns)))
    )


def _absent(found: Findings) -> list[str]:
    """Labels that the layout's dictionary has and no row: what was not recorded is never a zero."""
    counted = found.counted
    present = set(counted.race_labels.names)
    known = counted.layout.vocabulary.get(counted.race_from, ())
    return [label for label in known if label not in present and label not in UNKNOWN]


def _codes(found: Findings) -> Section:
    counted = found.counted
    tables = []
    for role, coders in (*counted.coders.items(), ("kind of row", counted.kinds)):
        for columns, coder in coders.items():
            tables.append(_recodes(role, " + ".join(columns), coder))
    tables += [
        _forms("dates", counted.calendar.day_coder.meanings, counted.calendar.day_coder),
        _forms("times", counted.calendar.clock_coder.meanings, counted.calendar.clock_coder),
    ]
    text = "Every value that occurs in the columns used, and what it was read as; recodes.csv holds them all."
    return Section("Every recode", (text,), (), tuple(table for table in tables if table.rows))


def _recodes(role: str, columns: str, coder: Coder[Meaning]) -> Table:
    found = sorted(spellings(coder), key=lambda each: -each[2])
    rows = [(_shown(text), meaning.id, f"{n:,}", meaning.note) for text, meaning, n in found]
    return _table(f"{role}, from {columns}", ("in the file", "read as", "rows", "why"), rows, (2,))


def _shown(text: Sequence[str]) -> str:
    joined = " | ".join(text)
    return joined if joined.strip(" |") else "(empty)"


def _forms(what: str, meanings: Sequence[Day | Clock], coder: Coder[Day] | Coder[Clock]) -> Table:
    """How dates or times were written, each form with its rows and an example."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for text, meaning, n in zip(coder.spelled, meanings, coder.counts.tolist(), strict=False):
        good = meaning.minute >= 0 if isinstance(meaning, Clock) else not meaning.trouble
        key = (meaning.form, "read" if good else getattr(meaning, "trouble", "") or "no time")
        counts[key] += n
        examples.setdefault(key, text[0])
    rows = [
        (form, became, f"{n:,}", examples[form, became]) for (form, became), n in counts.most_common() if n
    ]
    return _table(f"Forms of {what}", ("written", "taken as", "rows", "for example"), rows, (2,))


def _when(found: Findings) -> Section:
    rows = [(str(year.year), f"{year.count:,}", year.lacks or "whole") for year in found.years]
    months = [(str(year.year), *(f"{n:,}" for n in year.months)) for year in found.years]
    unit = found.counted.layout.unit
    names = ("year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    tables = (
        _table(f"{unit.capitalize()} a year", ("year", unit, "coverage"), rows, (1,)),
        _table(f"{unit.capitalize()} a month", names, months, tuple(range(1, 13))),
    )
    return Section("When", (), (), tables if rows else ())


def _hours(found: Findings) -> Section:
    hours, unit = found.hours, found.counted.layout.unit
    texts = [f"The hours rest on {hours.used:,} {unit} with a day and a time that can be believed."]
    if hours.why_not:
        texts.append(f"There are no hours of the week: {hours.why_not}.")
    if _by_the_hour(found):
        texts.append(
            "Nearly all times are full hours: they are told to the hour, and what fell within it is not known."
        )
    points = [
        f"{each.count:,} kept out: {each.why}{f' ({each.example})' if each.example else ''}."
        for each in hours.kept_out
    ]
    rows = [
        (f"{h:02}:00", *(f"{hours.week[24 * d + h]:,}" for d in range(7)))
        if hours.week
        else (f"{h:02}:00", f"{hours.day[h]:,}")
        for h in range(24 if hours.day else 0)
    ]
    columns = ("hour", *DAYS_NAMED) if hours.week else ("hour", unit)
    tables = (
        _table(f"{unit.capitalize()} by hour of the week", columns, rows, tuple(range(1, len(columns)))),
    )
    return Section("Hours", tuple(texts), tuple(points), tables if rows else ())


def _by_the_hour(found: Findings) -> bool:
    """Whether times are full hours, more often than anybody's watch shows them."""
    slots = found.counted.calendar.days.sum(axis=0)
    return bool(slots[24:48].sum() > FULL_HOURS * slots[:48].sum())


def _where(found: Findings) -> Section:
    used = next((file.used for file in found.counted.files), {})
    by = " and ".join(used[role] for role in ("agency", "site") if role in used)
    if not by:
        return Section("Where", ("The files name no site: there is one.",))
    text = f"A site is a value of {by}, the finest named unit of the file; --site takes another column."
    rows = [(name, f"{n:,}") for name, n in found.sites]
    unit = found.counted.layout.unit
    return Section(
        "Where", (text,), (), (_table(f"{unit.capitalize()} by site", ("site", unit), rows, (1,)),)
    )


def _files(found: Findings) -> Section:
    rows = [
        (file.name.rsplit("/", 1)[-1], f"{file.rows:,}", ", ".join(f"{k}: {v}" for k, v in file.used.items()))
        for file in found.counted.files
    ]
    return Section(
        "Files", (), (), (_table("Files and the columns used", ("file", "rows", "columns"), rows, (1,)),)
    )


def _table(
    caption: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], numbers: tuple[int, ...]
) -> Table:
    shown = list(rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        shown.append((f"… {len(rows) - MOST_ROWS:,} more", *[""] * (len(columns) - 1)))
    return Table(caption, tuple(columns), tuple(shown), numbers)
