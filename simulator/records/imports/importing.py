"""An import from files to a folder: read, find, and write all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from simulator.documents import Fault, Faults
from simulator.evidence.table_files import ID
from simulator.records.imports import evidence_files as evidence
from simulator.records.imports.ages import AGE, BANDS, SINGLE_YEAR, in_words, overlapping
from simulator.records.imports.audits import audit_files, read_audit
from simulator.records.imports.counting import Progress, count
from simulator.records.imports.facts import FILE, AuditFacts, Level, PopulationFacts, StopFacts
from simulator.records.imports.findings import Findings, findings_of
from simulator.records.imports.guessing import layouts_of
from simulator.records.imports.layout import UNREAD, Choices, Layout
from simulator.records.imports.opening import Table, open_table
from simulator.records.imports.pages import markdown, page
from simulator.records.imports.population import population_files, read_population
from simulator.records.imports.questions import questions, remarks
from simulator.records.imports.report import sections
from simulator.results.unfinished import unfinished
from simulator.results.writing import put_in_place

MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Opened:
    """Files opened and their layouts known, before anything is counted."""

    tables: tuple[Table, ...]
    layouts: tuple[Layout, ...]

    @property
    def layout(self) -> str:
        """The name of the layout all files share."""
        return self.layouts[0].id


def open_all(paths: Sequence[Path], asked: str, choices: Choices) -> Opened:
    """Open every file and tell its layout.

    Raises:
        Faults: every file that cannot be opened, or whose layout is another, unknown or not the others'.
    """
    tables: list[Table] = []
    faults: list[Fault] = []
    missing = False
    for path in paths:
        try:
            tables.append(open_table(path))
        except Faults as wrong:
            faults += wrong.faults
            missing = missing or wrong.missing
    twice = {path for path in paths if sum(other.resolve() == path.resolve() for other in paths) > 1}
    faults += [
        Fault(p.as_posix(), 0, 0, "", "", "is named twice", "name each file once") for p in sorted(twice)
    ]
    if faults:
        raise Faults(faults, missing=missing)
    return Opened(tuple(tables), layouts_of(tables, asked, choices))


def import_stops(
    opened: Opened,
    folder: Path,
    choices: Choices,
    *,
    title: str = "",
    force: bool = False,
    progress: Progress | None = None,
) -> Findings:
    """Count every record and write the folder.

    Args:
        folder: made here; its last part is the id under which scenarios name it.
        force: replace an import that stands there.

    Raises:
        Faults: nothing of use in the files, a name that cannot be an id, or something else at its place. Nothing is written.
        OSError: it cannot be written; nothing is left.
    """
    check_place(folder, force)
    known = replace(choices, today=choices.today or date.today().toordinal())
    found = findings_of(folder.name, count(opened.tables, opened.layouts, known, progress))
    _refuse(found)
    heading = title or f"Stop records: {found.name}"
    parts = sections(found)
    texts = {
        "source.yaml": evidence.source_yaml(found, title),
        "rates.csv": evidence.rates_csv(found),
        "crosswalk.yaml": evidence.crosswalk_yaml(found),
        "exposure.csv": evidence.exposure_csv(found),
        "recodes.csv": evidence.recodes_csv(found),
        "report.md": markdown(heading, parts),
        "report.html": page(heading, parts),
        FILE: facts(found).text,
    }
    write_folder(folder, texts)
    return found


def import_population(
    path: Path,
    folder: Path,
    *,
    year: int = 0,
    place: str = "",
    bands: Sequence[int] = (),
    title: str = "",
    force: bool = False,
) -> PopulationFacts:
    """Write residents by group as a folder, and return its facts. Raises as `import_stops` does."""
    check_place(folder, force)
    found = read_population(path, year, place, bands)
    told = PopulationFacts(
        name=folder.name,
        counted=sum(found.groups.values()),
        axes={
            axis: tuple(sorted({group[i] for group in found.groups} - {""}))
            for i, axis in enumerate(("sex", "race", "age"))
            if axis != "age" or any(group[i] for group in found.groups)
        },
        remarks=found.remarks,
    )
    write_folder(folder, {**population_files(folder.name, found, title), FILE: told.text})
    return told


def import_audit(path: Path, folder: Path, *, title: str = "", force: bool = False) -> AuditFacts:
    """Write a table of rates as a folder, and return its facts. Raises as `import_stops` does."""
    check_place(folder, force)
    found = read_audit(path)
    told = AuditFacts(
        name=folder.name,
        counted=len(found.rows),
        questions=tuple(found.questions),
        remarks=tuple(found.remarks),
    )
    write_folder(folder, {**audit_files(folder.name, found, path.name, title), FILE: told.text})
    return told


def check_place(folder: Path, force: bool) -> None:
    """Raise Faults unless a folder of this name may be made here."""
    place = folder.as_posix()
    if not ID.match(folder.name):
        rule = "is no id: lower-case letters, digits, dots and hyphens"
        raise Faults(
            [Fault("--to", 0, 0, "", folder.name, rule, "name the folder so; scenarios call it by this name")]
        )
    if folder.exists() and not (folder / FILE).is_file():
        raise Faults([Fault(place, 0, 0, "", "", "is there already and no import", "name another folder")])
    if folder.exists() and not force:
        raise Faults(
            [Fault(place, 0, 0, "", "", "is there already", "--force replaces it, --to names another")]
        )


def write_folder(folder: Path, texts: dict[str, str]) -> None:
    """Write a folder's files under a temporary name, then give it its own.

    Raises:
        OSError: it cannot be written; nothing is left.
    """
    with unfinished(folder.absolute().parent, folder) as partial:
        for name, text in texts.items():
            (partial / name).write_bytes(text.encode())
        partial.chmod(0o755)
        put_in_place(partial, folder.absolute())


def _refuse(found: Findings) -> None:
    """What is no import at all: nobody met, or most of them by codes that nobody can read."""
    counted = found.counted
    names = ", ".join(file.name for file in counted.files)
    if not found.people:
        hint = "see what its rows are: " + ", ".join(f"{kind} ({n:,})" for kind, n in counted.by_kind.items())
        raise Faults([Fault(names, 0, 0, "", "", "has no encounter of a person", hint)])
    faults = []
    for axis, coders in counted.coders.items():
        odd = {
            " / ".join(text): int(n)
            for coder in coders.values()
            for text, each, n in zip(coder.spelled, coder.meanings, coder.counts, strict=False)
            if each.id == UNREAD and n
        }
        if sum(odd.values()) > MOSTLY * found.people:
            most = sorted(odd.items(), key=lambda each: -each[1])[:8]
            values = ", ".join(f"{text!r} ({n:,})" for text, n in most)
            rule = f"most of its values are in no dictionary at hand: {values}"
            hint = "give --dictionary FILE (axis,value,label,source), which says what they mean and where that was found"
            if any(each.note == SINGLE_YEAR for coder in coders.values() for each in coder.meanings):
                hint = f"name the bands of age: --bands {' or '.join(BANDS)} or the years at which one begins, --bands 18,30,60"
            faults.append(Fault(names, 0, 0, axis, "", rule, hint))
    for axis, labels in found.who.axes.items():
        if AGE in (axis, counted.axis if axis == "race" else "") and (pair := overlapping(labels)):
            rule = f"has bands that overlap, {in_words(pair[0])} and {in_words(pair[1])}: somebody could be in both"
            hint = f"read one as the other (--recode {axis}:{pair[1]}={pair[0]}), or name a column with one set of bands"
            faults.append(Fault(names, 0, 0, AGE, "", rule, hint))
    if faults:
        raise Faults(faults)


def facts(found: Findings) -> StopFacts:
    """What the next step asks of an import of stops."""
    counted, layout = found.counted, found.counted.layout
    return StopFacts(
        name=found.name,
        layout=layout.id,
        title=layout.title,
        unit=layout.unit,
        rows=counted.rows,
        counted=found.people,
        first=str(found.first) if found.first else None,
        last=str(found.last) if found.last else None,
        whole_years=tuple(year.year for year in found.years if year.is_whole),
        axis=counted.axis,
        race_from=counted.race_from,
        rule=counted.rule,
        third=counted.third,
        unknown={**{axis: found.who.without(axis) for axis in counted.coders}, "date": found.undated},
        axes={axis: _levels(counts, found.words) for axis, counts in found.by_level.items()},
        sites=len(found.sites),
        hours="week" if found.hours.week else "day" if found.hours.day else None,
        year_to_year=found.spread.cv if found.spread else None,
        persons_a_stop=found.persons_a_stop,
        questions=tuple(questions(found)),
        remarks=tuple(remarks(found)),
        cautions=tuple(layout.cautions),
    )


def _levels(counts: Mapping[str, int], words: Mapping[str, str]) -> tuple[Level, ...]:
    found = {label: count for label, count in counts.items() if label}
    return tuple(Level(id=label, label=words.get(label, ""), count=n) for label, n in found.items())
