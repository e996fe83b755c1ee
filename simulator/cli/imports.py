"""`import`: stop records, a population or an audit of one's own, brought into the evidence format."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.options import AsJson
from simulator.cli.output import Progress, data, data_json, say

if TYPE_CHECKING:
    from simulator.records.imports import Choices, Opened
    from simulator.records.imports.facts import DeploymentFacts, Facts
    from simulator.records.imports.findings import Findings

LAYOUTS = ("stanford", "openpolicedata", "ripa", "nypd", "uk-police", "chicago", "new-jersey", "idot", "csv")
ONE_FILE = ("population", "audit")
OTHERS = (*ONE_FILE, "deployments")


def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV (also .gz), Parquet or .xlsx.")],
    layout: Annotated[
        str,
        typer.Option(
            "--as", metavar="NAME", help=f"{', '.join((*LAYOUTS, *OTHERS))}. Guessed where not given."
        ),
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="The folder to make; its name is its id.")
    ] = None,
    title: Annotated[str, typer.Option(help="What the records are, for citations.")] = "",
    race_from: Annotated[str, typer.Option(metavar="NAME", help="uk-police: officer or self.")] = "",
    rule: Annotated[str, typer.Option(metavar="NAME", help="What becomes of people of several races.")] = "",
    by: Annotated[
        str, typer.Option(metavar="AXIS=COLUMN", help="Count by another axis than race: age='Age range'.")
    ] = "",
    third: Annotated[
        str,
        typer.Option(
            "--and",
            metavar="AXIS[=COLUMN]",
            help="Count by a third axis beside sex and race: age, age='Age range' or area=COLUMN.",
        ),
    ] = "",
    bands: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Bands for single years of age: decades, uk-police, or where each begins: 18,30,60.",
        ),
    ] = "",
    site: Annotated[str, typer.Option(metavar="COLUMN", help="The column that names the site.")] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="ROLE=NAME",
            help="csv: race, sex, date, time, site, agency, stop; deployments: date, alerts, … (docs/records.md). Repeatable.",
        ),
    ] = None,
    dictionary: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What codes mean: axis,value,label,source.")
    ] = None,
    recode: Annotated[
        list[str] | None,
        typer.Option(metavar="AXIS:LABEL=LABEL", help="Read one label as another. Repeatable."),
    ] = None,
    date_order: Annotated[str, typer.Option(metavar="NAME", help="month, day or year first.")] = "",
    zone: Annotated[
        str, typer.Option(metavar="NAME", help="Clocks to tell stamps with an offset by: Europe/London.")
    ] = "",
    repeats: Annotated[
        str, typer.Option(metavar="NAME", help="keep rows that repeat another, or drop them.")
    ] = "keep",
    year: Annotated[
        int, typer.Option(help="population: the year, where the file has several; 0 for the latest.")
    ] = 0,
    place: Annotated[
        str, typer.Option(metavar="NAME", help="population: the county or area; all where not given.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an import that stands there.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask whether a guess is right.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a table of your own in: one folder that scenarios name under audits, with a report of its quality (docs/import.md)."""
    if layout and layout not in (*LAYOUTS, *OTHERS):
        raise typer.BadParameter(f"{layout!r} is none of {', '.join((*LAYOUTS, *OTHERS))}", param_hint="--as")
    if repeats not in ("keep", "drop"):
        raise typer.BadParameter("is keep or drop", param_hint="--repeats")
    if date_order not in ("", "month", "day", "year"):
        raise typer.BadParameter("is month, day or year", param_hint="--date-order")
    if layout in ONE_FILE and len(files) > 1:
        raise typer.BadParameter(f"--as {layout} takes one file", param_hint="FILE…")
    folder = to or Path(_name(files))
    if layout == "population":
        from simulator.records.imports import import_population
        from simulator.records.imports.ages import bands_of

        told = import_population(
            files[0], folder, year=year, place=place, bands=bands_of(bands), title=title, force=force
        )
        _tell(folder, told, as_json)
        return
    if layout == "audit":
        from simulator.records.imports import import_audit

        _tell(folder, import_audit(files[0], folder, title=title, force=force), as_json)
        return

    if layout == "deployments":
        _tell_deployments(
            folder, _deployments(files, folder, columns or (), date_order, title, force), as_json
        )
        return

    from simulator.records.imports import Choices, open_all
    from simulator.records.imports.dictionaries import read_columns, read_dictionary, read_recodes
    from simulator.records.imports.importing import check_place, facts
    from simulator.records.imports.layouts.plain import ROLES

    check_place(folder, force)
    choices = Choices(
        race_from=race_from,
        axis=_axis(by),
        third=_third(third, by),
        bands=_bands(bands, third, by),
        rule=rule,
        site=site,
        order=date_order,
        zone=zone,
        drop_repeats=repeats == "drop",
        columns=read_columns(columns or (), ROLES),
        dictionary=read_dictionary(dictionary) if dictionary else {},
        recodes=read_recodes(recode or ()),
    )
    opened = open_all(files, layout, choices)
    if not layout:
        _confirm(opened.layout, yes)
    found = _counted(opened, folder, choices, title, force)
    _tell(folder, facts(found), as_json)


def _counted(opened: Opened, folder: Path, choices: Choices, title: str, force: bool) -> Findings:
    from simulator.records.imports import import_stops

    progress = Progress()
    total = sum(table.path.stat().st_size for table in opened.tables)
    try:
        return import_stops(
            opened,
            folder,
            choices,
            title=title,
            force=force,
            progress=lambda rows, path: progress(
                0.0 if not total else min(1.0, rows * 250 / total), f"{rows:,} rows, {path.name}"
            ),
        )
    finally:
        progress.clear()


def _deployments(
    files: Sequence[Path], folder: Path, columns: Sequence[str], order: str, title: str, force: bool
) -> DeploymentFacts:
    from simulator.records.imports.deployments import ROLES, import_deployments
    from simulator.records.imports.dictionaries import read_columns

    if order == "year":
        raise typer.BadParameter(
            "is day or month for deployments; a year first is read as it stands", param_hint="--date-order"
        )
    known = read_columns(columns, ROLES)
    return import_deployments(files, folder, columns=known, order=order, title=title, force=force)


def _tell_deployments(folder: Path, told: DeploymentFacts, as_json: bool) -> None:
    _tell(folder, told, as_json)
    if not as_json:
        say(
            f"{told.deployments:,} deployments in {folder / 'deployments.csv'}; columns: {', '.join(told.columns)}"
        )
        say(f"Report: {folder / 'report.html'}")
        say(f"Next: detention-impact fit {folder / 'deployments.csv'}")


def _axis(by: str) -> tuple[str, str]:
    axis, equals, column = by.partition("=")
    if by and (not equals or not axis.isidentifier() or axis != axis.lower() or not column or axis == "sex"):
        raise typer.BadParameter(f"{by!r} is not AXIS=COLUMN, as in age='Age range'", param_hint="--by")
    return axis, column


def _third(text: str, by: str) -> tuple[str, str]:
    """A third axis and its column, which a layout may know itself; only ages and areas have a place in the evidence format."""
    axis, equals, column = text.partition("=")
    if text and (axis not in ("age", "area") or (equals and not column)):
        way = f"; --by {text} counts by it in place of race, with --and age beside it" if column else ""
        raise typer.BadParameter(f"{text!r} is not age, age=COLUMN or area=COLUMN{way}", param_hint="--and")
    if text and axis == by.partition("=")[0]:
        raise typer.BadParameter(f"{axis} stands in place of race already, by --by", param_hint="--and")
    return axis, column


def _bands(bands: str, *axes: str) -> tuple[int, ...]:
    """The bands, which only an axis of ages has."""
    from simulator.records.imports.ages import AGE, bands_of

    if bands and AGE not in {axis.partition("=")[0] for axis in axes}:
        raise typer.BadParameter(
            "puts ages together, and nothing is counted by age; add --and age", param_hint="--bands"
        )
    return bands_of(bands)


def _name(files: Sequence[Path]) -> str:
    """A folder's name out of the first file's."""
    from simulator.records.imports.layouts.plain import slug

    return slug(files[0].name.split(".")[0]) or "stops"


def _confirm(layout: str, yes: bool) -> None:
    say(f"Taken for the layout {layout}, by its columns; --as says it or another.")
    if not yes and sys.stdin.isatty() and sys.stderr.isatty():
        typer.confirm("Is that right?", default=True, abort=True, err=True)


def _tell(folder: Path, told: Facts, as_json: bool) -> None:
    """The folder on stdout; what it leaves open and what must be known on stderr."""
    from simulator.records.imports.facts import StopFacts

    if as_json:
        data_json({"folder": str(folder), **told.plain()})
        return
    data(str(folder))
    if isinstance(told, StopFacts):
        when = f"{told.first} to {told.last}" if told.first else "not dated"
        say(f"{told.counted:,} {told.unit} of {told.rows:,} rows, {when}")
    for text in told.questions:
        say(f"? {text}")
    for text in told.remarks:
        say(f"- {text}")
    if isinstance(told, StopFacts):
        say(f"Report: {folder / 'report.html'}")
        say(
            f"Next: detention-impact init --stops {folder} --like NAME  (an example to borrow from: detention-impact list)"
        )
