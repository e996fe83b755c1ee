"""An import as evidence: source.yaml, rates.csv and crosswalk.yaml, in the format of docs/evidence.md."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from simulator.evidence import LABELS
from simulator.records.imports.evidence_format import crosswalk_text, rates_text, source_text
from simulator.records.imports.findings import Findings, site_names
from simulator.records.imports.layouts.plain import slug
from simulator.records.imports.questions import many, spellings
from simulator.records.imports.week import DAYS_NAMED, Hours
from simulator.records.imports.who import Bounds

Row = dict[str, object]
COLUMNS = {"area": "place"}
"""Where an axis stands that has no column of its own name."""
OTHER_SEXES = "-other-sexes"
"""What the sets of people of other sexes, all races together, are called beside those by group."""
DERIVED = "counted by `detention-impact import`"


def rates_csv(found: Findings) -> str:
    """The table of figures. Its sets: stops, stops-a-year, recorded, not-recorded, all-unknown-are-…, sites, hours, …"""
    return rates_text({"locator": DERIVED, **row} for row in rows(found))


def rows(found: Findings) -> Iterator[Row]:
    """Every figure of an import as a row of rates.csv."""
    unit, period = found.counted.layout.unit, found.period
    everybody: Row = {"metric": metric(unit), "unit": unit, "when": period}
    yield {**everybody, "row": "total", "value": found.people, "note": "of unknown sex, race or date too"}
    yield from _by_group("stops", found, found.bounds, everybody)
    yield from _of_other_sexes("stops", found, found.bounds, everybody)
    if found.a_year is not None:
        in_years = {**everybody, "when": _whole_years(found)}
        yield from _by_group("stops-a-year", found, found.a_year, in_years)
        yield from _of_other_sexes("stops-a-year", found, found.a_year, in_years)
    yield from _recorded(found, everybody)
    yield from _not_recorded(found, everybody)
    yield from _ends(found, in_years if found.a_year is not None else everybody)
    yield from _of_recorded(found, in_years if found.a_year is not None else everybody)
    for place, (name, count) in enumerate(found.sites if len(found.sites) > 1 else (), start=1):
        yield {**everybody, "row": _id(f"site-{place}", name), "set": "sites", "place": name, "value": count}
    yield from _hours(found, unit)
    for year in found.years:
        note = year.lacks or "whole"
        yield {
            **everybody,
            "row": f"year-{year.year}",
            "set": "years",
            "value": year.count,
            "when": year.year,
            "note": note,
        }
    yield from _ratios(found)


def metric(unit: str) -> str:
    """What a row counts: persons stopped are stops of persons."""
    return "searches" if unit == "searches" else "stops"


def _whole_years(found: Findings) -> str:
    return ", ".join(str(year.year) for year in found.years if year.is_whole)


def _by_group(name: str, found: Findings, table: Bounds, shared: Row) -> Iterator[Row]:
    """Counts by group with the unknown in proportion; lo is what was recorded, hi if all of the unknown belonged to it."""
    note = "lo: recorded; hi: recorded and all who may belong to it; value: the unknown in proportion"
    if table is found.a_year:
        note += f"; a mean over {many(found.whole_years, 'whole year')}"
        note += "; the undated among the unknown" if found.undated else ""
    for at, labels in found.who.groups():
        yield {
            **shared,
            **_group(name, found, labels),
            "value": int(table.middle[at]),
            "lo": int(table.least[at]),
            "hi": int(table.most[at]),
            "note": note,
        }


def _of_other_sexes(name: str, found: Findings, table: Bounds, shared: Row) -> Iterator[Row]:
    """People of a sex that no audit measures, all races together: a scenario tells how many they are and estimates nothing of them."""
    note = "all its groups together, the unknown in proportion"
    for place, sex in enumerate(found.who.sexes):
        if sex and sex not in LABELS["sex"]:
            row = {"row": _id(name, sex, "all"), "set": f"{name}{OTHER_SEXES}", "sex": sex}
            yield {**shared, **row, "value": int(table.middle[place].sum()), "note": note}


def _group(name: str, found: Findings, labels: Sequence[str]) -> Row:
    sex, race, *third = labels
    row = _id(name, sex, race or ("" if sex else "all"), *third)
    return {"row": row, "set": name} | _labelled(found, dict(zip(found.who.axes, labels, strict=True)))


def _labelled(found: Findings, labels: Mapping[str, str]) -> Row:
    """Labels in their columns; a third axis is told in words, as ages and places are there."""
    words = found.words
    return {
        COLUMNS.get(axis, axis): label if axis in LABELS else words.get(label, label)
        for axis, label in labels.items()
    }


def _recorded(found: Findings, shared: Row) -> Iterator[Row]:
    note = "as recorded, without the unknown"
    for at, labels in found.who.groups():
        yield {**shared, **_group("recorded", found, labels), "value": int(found.who.known[at]), "note": note}


def _not_recorded(found: Findings, shared: Row) -> Iterator[Row]:
    who = found.who
    for axes in who.unknowns():
        both = axes == ("sex", "race") == tuple(who.axes)
        name = "both" if both else "-and-".join(axes)
        note = f"{' and '.join(axes)} not recorded or not read"
        note = "neither sex nor race recorded or read" if both else note
        counts = who.unknown_on(axes)
        known = [("",) if axis in axes else labels for axis, labels in who.axes.items()]
        for at, labels in zip(np.ndindex(counts.shape), product(*known), strict=True):
            if counts[at]:
                row = {"row": _id(f"{name}-unknown", *labels), "set": "not-recorded"}
                columns = _labelled(found, dict(zip(who.axes, labels, strict=True)))
                yield {**shared, **row, **columns, "value": int(counts[at]), "note": note}


def _ends(found: Findings, shared: Row) -> Iterator[Row]:
    """What each group would count if everybody of unknown race were of one race: the bounds, each a whole table.

    They are of a mean whole year where there is one, as the set that scenarios use is.
    """
    for race, table in (found.a_year or found.bounds).ends.items():
        note = f"a bound: as if everybody of unknown race were {race}"
        for at, labels in found.who.groups():
            group = _group(f"all-unknown-are-{race}", found, labels)
            yield {**shared, **group, "value": int(table[at]), "note": note}


def _of_recorded(found: Findings, shared: Row) -> Iterator[Row]:
    """What `stops` or `stops-a-year` holds without those who are counted as unknown by an axis other than race."""
    for axis, table in (found.a_year or found.bounds).of_recorded.items():
        recorded = ["race", *(each for each in found.who.axes if each != "race")]
        recorded = recorded[: recorded.index(axis)]
        told = " and ".join(recorded)
        note = f"without those whose {told} {'is' if len(recorded) == 1 else 'are'} recorded and whose {axis} is not"
        for at, labels in found.who.groups():
            yield {
                **shared,
                **_group(f"of-recorded-{axis}", found, labels),
                "value": int(table[at]),
                "note": note,
            }


def _hours(found: Findings, unit: str) -> Iterator[Row]:
    yield from _weights("", found.hours, unit, "")
    if found.printed is not None:
        yield from _weights(
            "-as-printed", found.printed, unit, "by the hours as printed, offsets not applied"
        )


def _weights(suffix: str, hours: Hours, unit: str, note: str) -> Iterator[Row]:
    shared: Row = {"metric": f"{metric(unit)}_in_hour", "unit": unit, "note": note}
    for i, count in enumerate(hours.week):
        day, hour = DAYS_NAMED[i // 24], i % 24
        row = {
            "row": f"hour{suffix}-{day.lower()}-{hour:02}",
            "set": f"hours{suffix}",
            "when": f"{day} {hour:02}:00",
        }
        yield {**shared, **row, "value": count}
    for hour, count in enumerate(hours.day):
        row = {"row": f"hour{suffix}-{hour:02}", "set": f"hours-of-day{suffix}", "when": f"{hour:02}:00"}
        filled = (
            "the mean of the hours beside it: its own times are filled in" if hour in hours.filled else note
        )
        yield {**shared, **row, "value": count, "note": filled}


def _ratios(found: Findings) -> Iterator[Row]:
    if found.spread is not None and found.spread.cv is not None:
        note = f"standard deviation over mean of {found.spread.years} whole years"
        yield {
            "row": "year-to-year",
            "metric": "coefficient_of_variation",
            "unit": "ratio",
            "value": f"{found.spread.cv:.6g}",
            "when": _whole_years(found),
            "note": note,
        }
    if found.persons_a_stop is not None:
        note = f"{found.people:,} persons in {len(found.counted.stops):,} stops"
        yield {
            "row": "persons-a-stop",
            "metric": "persons_per_stop",
            "unit": "ratio",
            "value": f"{found.persons_a_stop:.6g}",
            "when": found.period,
            "note": note,
        }


def _id(*parts: str) -> str:
    return "-".join(filter(None, (slug(part) if part else "" for part in parts)))


def source_yaml(found: Findings, title: str) -> str:
    """What the folder is, and how far to trust it."""
    layout, counted = found.counted.layout, found.counted
    files = ", ".join(file.name.rsplit("/", 1)[-1] for file in counted.files[:8])
    limits = [
        "Records are events, not distinct people.",
        "The unknown are shared among groups in proportion to what was recorded; lo and hi bound it.",
        *layout.cautions,
        *([] if found.a_year is not None else ["No year is whole: nothing here is a count of a year."]),
    ]
    data = {
        "id": found.name,
        "title": title or f"{layout.title}: {files}{', …' if len(counted.files) > 8 else ''}",
        "url": layout.url or "none",
        "date": found.period,
        "licence": layout.licence,
        "kind": "exposure",
        "measured": f"{layout.row_is}; {found.people:,} counted of {counted.rows:,} rows",
        "groups_coded": f"{layout.groups_coded}; several races by the rule {counted.rule}",
        "thresholds": "not applicable",
        "trials": f"{found.people:,} {layout.unit}",
        "limits": limits,
        "hand": "first",
        "known_discrepancies": [],
        "crosswalk": "own",
    }
    return source_text(data)


def crosswalk_yaml(found: Findings) -> str:
    """The labels of rates.csv with their counts, so that what the library has no label for is no silence."""
    unit = found.counted.layout.unit
    notes = {
        axis: {label: f"{n:,} {unit}, as the source records it" for label, n in counts.items()}
        for axis, counts in found.by_level.items()
    }
    return crosswalk_text(found.name, notes)


def recodes_csv(found: Findings) -> str:
    """Every spelling of race, sex and kind of row, what it was read as and why: the report shows the most frequent."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("axis", "columns", "value", "read_as", "rows", "why"))
    counted = found.counted
    for role, coders in (*counted.coders.items(), ("kind", counted.kinds)):
        axis = counted.axis if role == "race" else role
        for columns, coder in coders.items():
            for text, meaning, number in sorted(spellings(coder), key=lambda each: (-each[2], each[0])):
                writer.writerow(
                    (axis, " + ".join(columns), " | ".join(text), meaning.id, number, meaning.note)
                )
    return stream.getvalue()


def exposure_csv(found: Findings) -> str:
    """Counts by site, year, sex and race, as recorded; unknown ones are groups of their own."""
    counted = found.counted
    cells, counts = counted.cells.cells()
    sites = site_names(counted.sites.names, counted.agencies.names)
    apply = counted.layout.rules[counted.rule]
    races = [apply(name) for name in counted.race_labels.names]
    third = [counted.third] if counted.third else []
    sums: Counter[tuple[str, ...]] = Counter()
    for (race, sex, site, month, more), count in zip(cells.tolist(), counts.tolist(), strict=True):
        year = str(1970 + (month - 1) // 12) if month else ""
        labels = (
            counted.sex_labels.names[sex],
            races[race],
            *(counted.third_labels.names[more] for _ in third),
        )
        sums[(sites[site], year, *labels)] += count
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("site", "year", "sex", "race", *third, counted.layout.unit))
    writer.writerows((*key, count) for key, count in sorted(sums.items()))
    return stream.getvalue()
