"""`--as population`: residents by group, out of the Census Bureau's county file or a small table of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.documents import Fault, Faults, did_you_mean
from simulator.records.deployments.cells import MORE_THAN_LIVE
from simulator.records.imports.ages import in_words, overlapping, reader
from simulator.records.imports.evidence_format import crosswalk_text, rates_text, source_text
from simulator.records.imports.layout import UNKNOWN, Header, Meaning
from simulator.records.imports.layouts.plain import slug
from simulator.records.imports.opening import Table, open_table
from simulator.scenario.checks.bounds import PEOPLE

CENSUS = {
    "NHWA": "white-non-hispanic",
    "NHBA": "black-non-hispanic",
    "NHIA": "american-indian-non-hispanic",
    "NHAA": "asian-non-hispanic",
    "NHNA": "pacific-islander-non-hispanic",
    "NHTOM": "two-or-more-races-non-hispanic",
    "H": "hispanic",
}
"""Groups that add up to everybody, by the Bureau's column names. WA, BA … (race alone) hold Hispanic people, who are in H too, and
WAC, BAC … (alone or in combination) overlap: neither may stand beside H."""
SEXES = {"MALE": "male", "FEMALE": "female"}
CENSUS_URL = "https://www.census.gov/programs-surveys/popest.html"
NUMBER = ("persons", "population", "residents", "count", "people", "value", "n", "pop", "tot_pop")
SEX, RACE = ("sex", "gender"), ("race", "ethnicity", "race_ethnicity", "group")
AGES = ("age", "age_range", "age_band", "age_group")
OLDEST_FIVE = 18
"""AGEGRP of 85 and over; 1 is 0 to 4. An intercensal file, whose total is 99, tells infants apart as 0."""
TOTALS = ("all", "total", "both", "everyone", "")
Group = tuple[str, str, str]
"""Labels of sex, race and age; empty along an axis that the table lacks."""


@dataclass(frozen=True, slots=True)
class Population:
    """Persons by label, where and when, and what was chosen on the way. `crosswalk` knows the labels."""

    groups: dict[Group, int]
    place: str
    when: str
    title: str
    url: str
    crosswalk: str
    locator: str
    remarks: tuple[str, ...]


def read_population(path: Path, year: int, place: str, bands: Sequence[int] = ()) -> Population:
    """Residents by group.

    Args:
        year: as the file writes it (CC-EST: mostly a code); the latest where 0.
        place: a county, state or area of the file; everything in it where empty.
        bands: years at which bands of age begin, for residents by age; of the Bureau's file all ages together where empty.

    Raises:
        Faults: no such year or place, groups that do not add up to the file's own total, or a table that cannot be read so.
    """
    table = open_table(path)
    if {"agegrp", "tot_pop", "nhwa_male"} <= set(table.columns):
        return _census(table, year, place, bands)
    if {"agegrp", "wa_male"} <= set(table.columns):
        rule = "has race alone and no split by Hispanic origin (no NHWA_MALE …): Hispanic people would be counted twice"
        raise Faults([Fault(path.as_posix(), 1, 0, "", "", rule, "take the CC-EST ALLDATA file")])
    return _small(table, year, place, bands)


def _texts(table: Table, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of some columns as text."""
    places = [table.columns[name.lower()] for name in names]
    for block in table.blocks(places):
        columns = [
            [cell.decode("utf-8", "replace").strip() for cell in column.to_pylist()] for column in block
        ]
        yield from zip(*columns, strict=True)


def _census(table: Table, year: int, place: str, bands: Sequence[int]) -> Population:
    _refuse_bands(table, bands)
    names = ("STNAME", "CTYNAME", "YEAR", "AGEGRP", "TOT_POP")
    pairs = [f"{race}_{sex}" for race in CENSUS for sex in SEXES]
    if missing := [name for name in (*names, *pairs) if name.lower() not in table.columns]:
        raise Faults([Fault(table.path.as_posix(), 1, 0, "", "", f"has no column {', '.join(missing)}", "")])
    rows = list(_texts(table, (*names, *pairs)))
    where = [row for row in rows if not place or place.casefold() in (row[0].casefold(), row[1].casefold())]
    if not where:
        near = did_you_mean(place, sorted({row[1] for row in rows} | {row[0] for row in rows}))
        raise Faults(
            [Fault(table.path.as_posix(), 0, 0, "--place", place, "is no county or state of the file", near)]
        )
    years = sorted({int(row[2]) for row in where})
    wanted = year or years[-1]
    if wanted not in years:
        hint = f"it has {', '.join(map(str, years))}"
        raise Faults(
            [Fault(table.path.as_posix(), 0, 0, "--year", str(wanted), "is no YEAR of the file", hint)]
        )
    all_ages = "99" if any(row[3] == "99" for row in where) else "0"
    fives = map(str, range(0 if all_ages == "99" else 1, OLDEST_FIVE + 1))
    ages = tuple(fives) if bands else (all_ages,)
    of_year = [row for row in where if int(row[2]) == wanted]
    chosen = [row for row in of_year if row[3] in ages]
    groups: Counter[Group] = Counter()
    for row in chosen:
        for name, cell in zip(pairs, row[5:], strict=True):
            race, sex = name.rsplit("_", 1)
            groups[SEXES[sex], CENSUS[race], _five_years(row[3], bands)] += int(cell)
    total = sum(int(row[4]) for row in of_year if row[3] == all_ages)
    if total != sum(groups.values()) or not chosen:
        rule = f"its groups add up to {sum(groups.values()):,} and its TOT_POP to {total:,}"
        raise Faults([Fault(table.path.as_posix(), 0, 0, "", "", rule, "is the file whole and unchanged?")])
    counties = {(row[0], row[1]) for row in chosen}
    told_ages = (
        f"{'ages in bands' if bands else 'all ages'} (AGEGRP {ages[0]}{f' to {ages[-1]}' if bands else ''})"
    )
    told = (
        f"{len(counties)} {'county' if len(counties) == 1 else 'counties'}, {told_ages}, YEAR {wanted}; they add up to TOT_POP, {total:,}.",
        "YEAR is the file's own code: 1 is the census of April, and what a later one means stands in the file's documentation."
        if wanted < 1900
        else f"Years in the file: {', '.join(map(str, years))}.",
        "Race is told of people who are not Hispanic; Hispanic people, of any race, are a group of their own. Nobody is counted twice.",
    )
    title = f"US Census Bureau, county population estimates by age, sex, race and Hispanic origin ({table.path.name})"
    locator = (
        f"{table.path.name}, YEAR = {wanted}, AGEGRP = {' to '.join(dict.fromkeys((ages[0], ages[-1])))}"
    )
    return Population(
        dict(groups), place or "the whole file", str(wanted), title, CENSUS_URL, "census", locator, told
    )


def _refuse_bands(table: Table, bands: Sequence[int]) -> None:
    if any(year % 5 or year > 85 for year in bands):
        rule = "the file has ages in fives, from 0 to 4 up to 85 and over"
        hint = "begin bands at 5, 10, 15 … 85, here and in the import of stops"
        raise Faults([Fault(table.path.as_posix(), 0, 0, "--bands", ",".join(map(str, bands)), rule, hint)])


def _five_years(code: str, bands: Sequence[int]) -> str:
    """The band that one of the Bureau's five-year groups is in; empty where all ages are together."""
    return _age(str(5 * max(int(code) - 1, 0)), bands) if bands else ""


def _age(text: str, bands: Sequence[int]) -> str:
    return reader(bands, lambda values: Meaning(slug(values[0])), youngest=0)((text,)).id


def _small(table: Table, year: int, place: str, bands: Sequence[int]) -> Population:
    header, named = table.columns, table.path.as_posix()
    number, sex, race = _first(header, NUMBER), _first(header, SEX), _first(header, RACE)
    when, where = _first(header, ("year",)), _first(header, ("place", "area", "county", "name"))
    if not number or not (sex or race):
        rule = f"needs a column of persons ({', '.join(NUMBER[:4])}) and sex or race"
        raise Faults([Fault(named, 1, 0, "", "", rule, f"its columns are {', '.join(table.header[:40])}")])
    age = _first(header, AGES)
    used = [name for name in (sex, race, age, number, when, where) if name]
    groups: Counter[Group] = Counter()
    seen: set[tuple[str, ...]] = set()
    faults: list[Fault] = []
    for line, cells in enumerate(_texts(table, used), start=2):
        row = dict(zip(used, cells, strict=True))
        if (year and when and row[when] != str(year)) or (place and where and row[where] != place):
            continue
        labels = tuple(row.get(name, "") if name else "" for name in (sex, race, age))
        band = _age(labels[2], bands) if age else ""
        group = (slug(labels[0]) if sex else "", slug(labels[1]) if race else "", band)
        written = (*group[:2], labels[2].casefold())
        faults += _line_faults(named, line, labels, row[number], (sex, race, age), written in seen)
        seen.add(written)
        if band in UNKNOWN and labels[2].casefold() not in TOTALS:
            hint = "single years need --bands, as in --bands 18,30,60; nobody of unknown age can stand among residents"
            faults.append(Fault(named, line, 0, age, labels[2], "is in no band of age", hint))
        groups[group] += int(row[number]) if row[number].isdigit() else 0
    if not groups:
        faults.append(
            Fault(named, 0, 0, "", "", "has no row of this place and year", "see --place and --year")
        )
    if pair := overlapping(list(dict.fromkeys(band for *_, band in groups))):
        rule = f"has bands that overlap, {in_words(pair[0])} and {in_words(pair[1])}: people would be counted twice"
        faults.append(Fault(named, 0, 0, age, "", rule, "keep one set of bands"))
    if faults:
        raise Faults(faults)
    told = (f"{len(groups)} {'group' if len(groups) == 1 else 'groups'}, {sum(groups.values()):,} persons.",)
    return Population(
        dict(groups),
        place or "not stated",
        str(year or ""),
        table.path.name,
        "none",
        "own",
        table.path.name,
        told,
    )


def _first(header: Header, names: Sequence[str]) -> str:
    return next((name for name in names if name in header), "")


def _line_faults(
    named: str, line: int, labels: tuple[str, ...], number: str, axes: tuple[str, ...], again: bool
) -> list[Fault]:
    faults = []
    for axis, label in zip(axes, labels, strict=True):
        if axis and label.casefold() in TOTALS:
            rule = "is a total among its parts, or no label"
            faults.append(Fault(named, line, 0, axis, label, rule, "keep the parts alone"))
    if number.isdigit() and int(number) > PEOPLE:
        faults.append(Fault(named, line, 0, "persons", number, MORE_THAN_LIVE, "correct it"))
    if not number.isdigit():
        hint = "write digits alone, 1234567"
        faults.append(Fault(named, line, 0, "persons", number, "is no whole number of persons", hint))
    if again:
        rule = "stands in an earlier line too"
        hint = "keep one line a group; choose with --place and --year, and one set of ages"
        faults.append(Fault(named, line, 0, "group", " ".join(filter(None, labels)), rule, hint))
    return faults


def population_files(name: str, found: Population, title: str) -> dict[str, str]:
    """The folder's files: a source in the evidence format with one set, `residents`."""
    rows = [
        {
            "row": "-".join(filter(None, ("residents", sex, race, age))),
            "set": "residents",
            "metric": "population",
            "sex": sex,
            "race": race,
            "age": in_words(age),
            "value": count,
            "unit": "persons",
            "place": found.place,
            "when": found.when,
            "locator": found.locator,
        }
        for (sex, race, age), count in found.groups.items()
    ]
    source = {
        "id": name,
        "title": title or found.title,
        "url": found.url,
        "date": found.when or "not stated",
        "licence": "US Government work" if found.crosswalk == "census" else "not stated",
        "kind": "population",
        "measured": f"Residents by sex{', race and age' if any(age for *_, age in found.groups) else ' and race'}, {found.place}",
        "groups_coded": "self-described race, alone, and Hispanic origin; binary sex"
        if found.crosswalk == "census"
        else "as the table has them; how they were recorded is not stated",
        "thresholds": "not applicable",
        "trials": f"{sum(found.groups.values()):,} residents",
        "limits": ["Residents, not drivers or passers-by.", *found.remarks],
        "hand": "first",
        "known_discrepancies": [],
        "crosswalk": found.crosswalk,
    }
    files = {"source.yaml": source_text(source), "rates.csv": rates_text(rows)}
    if found.crosswalk == "own":
        notes = {
            axis: {group[i]: "as the table has it" for group in found.groups}
            for i, axis in enumerate(("sex", "race"))
        }
        files["crosswalk.yaml"] = crosswalk_text(name, notes)
    return files
