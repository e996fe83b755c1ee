"""`init`: a scenario of one's own to start from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.options import AsJson
from simulator.cli.output import data, data_json, new_file, say

HEAD = """\
# yaml-language-server: $schema={schema}
# Made from {base}. Editors complete and check this file once the schema stands beside it:
#   detention-impact schema > {schema}
# Every number keeps its origin: source (an id of `detention-impact evidence list`) or assumed (why).
#   detention-impact check {file}
#   detention-impact run {file}
"""
OVERLAY = """\
extends: {base}
title: {title}
# Only what differs from {base} stands here; `detention-impact check {base}` lists every path. For example:
# gallery:
#   persons: 100000
"""
SCHEMA = "scenario.schema.json"


def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", dir_okay=False)] = Path(
        "my-scenario.yaml"
    ),
    base: Annotated[
        str, typer.Option("--from", metavar="NAME", help="A shipped scenario.")
    ] = "california-patrol",
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Write a short file that extends NAME, not a copy of it.")
    ] = False,
    blank: Annotated[
        bool,
        typer.Option("--blank", help="Write a small commented template instead, to fill in from scratch."),
    ] = False,
    stops: Annotated[
        Path | None,
        typer.Option("--stops", metavar="FOLDER", help="Begin from stop records brought in by `import`."),
    ] = None,
    population: Annotated[
        Path | None,
        typer.Option(
            "--population", metavar="FOLDER", help="With --stops: residents brought in by `import`."
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="NAME", help="With --stops: traffic_stops, live_cameras, facility_gate."
        ),
    ] = "",
    like: Annotated[
        str,
        typer.Option(
            "--like",
            metavar="NAME",
            help="With --stops: borrow gallery, matcher and pathway from this scenario.",
        ),
    ] = "",
    title: Annotated[str, typer.Option(help="With --stops: the scenario's title.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write a commented scenario to start from. A file that is there already is left alone."""
    from simulator.scenario import resolve_reference, title_of
    from simulator.scenario.references import is_path
    from simulator.scenario.template import template

    if is_path(base):
        raise typer.BadParameter(
            f"{base} is a path; give a shipped scenario's name (see list), or copy the file",
            param_hint="--from",
        )
    _check_name(file)
    if stops is not None:
        _begin(file, stops, population, kind, like, title, as_json)
        return
    if population or kind or like or title:
        raise typer.BadParameter("goes with --stops", param_hint="--population, --kind, --like, --title")
    source = resolve_reference(base)
    head = HEAD.format(schema=SCHEMA, base=base, file=file)
    body = (
        OVERLAY.format(
            base=base, title=json.dumps(f"{title_of(base)}, as we would change it", ensure_ascii=False)
        )
        if overlay
        else source.read_text(encoding="utf-8")
    )
    try:
        new_file(file, template(_lineage(file)) if blank else f"{head}\n{body}")
    except FileExistsError:
        raise typer.BadParameter(f"{file} is already there; name another file", param_hint="FILE") from None
    _written([file], [], as_json)


def _lineage(file: Path) -> str:
    """A word for the unknowns of a scenario that takes over nobody's: its first file's name, which copies then carry on."""
    from simulator.documents import as_id

    return as_id(file.stem) or "mine"


def _written(files: Sequence[Path], questions: Sequence[str], as_json: bool) -> None:
    """Which files were written, what they leave open, and what comes next."""
    following = f"detention-impact check {files[0]}"
    if as_json:
        data_json({"files": list(map(str, files)), "questions": list(questions), "next": following})
        return
    for file in files:
        data(str(file))
    for text in questions:
        say(f"? {text}")
    say(f"Next: {following}")


def _check_name(file: Path) -> None:
    if file.suffix.lower() not in (".yaml", ".yml") or not str(file).isprintable():
        raise typer.BadParameter(f"{str(file)!r} must be a name that ends in .yaml", param_hint="FILE")


def _begin(
    file: Path, stops: Path, population: Path | None, kind: str, like: str, title: str, as_json: bool
) -> None:
    """Write a scenario out of an import, and variants for the ends of what those of unknown race could be."""
    from simulator.records.starting import files_of, gather
    from simulator.records.starting.wording import NOUNS

    if kind and kind not in NOUNS:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(NOUNS)}", param_hint="--kind")
    given = gather(stops, file, population, kind, title, like)
    texts = files_of(given, file)
    if there := [path for path in texts if path.exists()]:
        raise typer.BadParameter(f"{there[0]} is already there; name another file", param_hint="FILE")
    for path, text in texts.items():
        new_file(path, text)
    if given.like is not None:
        say(
            f"Borrowed from {given.like.name}: gallery, matcher, pathway. The first screen of a result says so."
        )
    _written(list(texts), given.facts.questions, as_json)
