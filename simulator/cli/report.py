"""`report`: a stored result, told again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.opening import opened
from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json, say
from simulator.cli.translation import Language, print_in, print_words, spoken

if TYPE_CHECKING:
    from simulator.results import Result


def report(
    result: Annotated[
        str,
        typer.Argument(
            metavar="RESULT",
            help="A folder, the beginning of an id, or a scenario's name (the one asked for last).",
        ),
    ],
    out: Root = Path("results"),
    facts: Annotated[bool, typer.Option("--facts", help="Only the sentences that may be quoted.")] = False,
    images: Annotated[
        Path | None,
        typer.Option(
            "--images",
            metavar="FOLDER",
            help="Write every figure as SVG, and as PNG where there is a Chromium, with a share card and the page.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="With --images: where that folder will stand, so that links show its card.",
        ),
    ] = None,
    language: Language = None,
    words: Annotated[
        bool, typer.Option("--words", help="Print every message and this result's own words, to translate.")
    ] = False,
    as_json: AsJson = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the dashboard in a browser.")] = False,
) -> None:
    """Print a stored result's report.

    The folder is checked first: nothing is quoted from a damaged one. Where variants of a run are stored beside it, with its
    seed, draws and version, its page is made anew with a row for each, beside the folder. So is the page in another language.
    """
    from simulator.results.encoding import read_json

    if base_url is not None and (images is None or not base_url.startswith(("https://", "http://"))):
        raise typer.BadParameter(
            "goes with --images, and begins with https://, as in https://example.org/study",
            param_hint="--base-url",
        )
    if as_json and (words or language is not None):
        raise typer.BadParameter(
            "goes without --json, whose keys are in no language", param_hint="--language"
        )
    stored = opened(result, out)
    if images is not None:
        with spoken(language):
            _write_images(stored, images, base_url)
        return
    content, text, page = _told(stored, facts)
    if words:
        print_words(stored)
        return
    if language is not None:
        page = print_in(stored, language, facts) or page
    else:
        page = _beside(stored) or page
        if as_json:
            data_json(read_json(content))
        else:
            data(text.read_text(encoding="utf-8"))
    if open_it:
        typer.launch(page.resolve().as_uri())


def _told(stored: Result, facts: bool) -> tuple[Path, Path, Path]:
    """The content, the text and the page of a result: of one proposal, or of a comparison."""
    folder = stored.folder
    if stored.kind == "comparison":
        if facts:
            raise typer.BadParameter(
                "a comparison has none; ask for those of its proposals", param_hint="--facts"
            )
        return folder / "comparison.json", folder / "comparison.md", folder / "comparison.html"
    if stored.kind != "run":
        raise typer.BadParameter(
            f"{stored.name}/{stored.id} is a table without a report; read {folder}", param_hint="RESULT"
        )
    return folder / "summary.json", folder / ("facts.md" if facts else "report.md"), folder / "dashboard.html"


def _beside(stored: Result) -> Path | None:
    """The page of a run with the variants stored beside it; None without any, or where nothing may be written."""
    from simulator.results import variants

    found = variants(stored) if stored.kind == "run" else ()
    if not found:
        return None
    from simulator.reports.dashboard import dashboard

    page = stored.folder.with_suffix(".html")
    try:
        page.write_text(dashboard(stored.summary, stored.csvs, variants=found), encoding="utf-8")
    except OSError as error:
        say(f"no page with {len(found)} stored variants: {page} could not be written ({error.strerror})")
        return None
    say(f"with {len(found)} stored variant{'s' if len(found) > 1 else ''}: {page}")
    return page


def _write_images(stored: Result, folder: Path, base_url: str | None) -> None:
    """The pictures and the page that shows the card; stderr says what could not be painted."""
    import os

    from simulator.reports.browser import find_browser, no_browser
    from simulator.reports.dashboard import dashboard
    from simulator.reports.images import card, figures, png
    from simulator.reports.language.study import opened as study_of
    from simulator.results import variants

    if stored.kind != "run":
        raise typer.BadParameter("only the result of a run has them", param_hint="--images")
    study = study_of(stored.summary)
    pictures = {figure.id: figure.picture for figure in figures(study)} | {"card": card(study)}
    place = folder / "images"
    place.mkdir(parents=True, exist_ok=True)
    browser = find_browser(os.environ)
    if browser is None:
        say(f"no PNG: {no_browser(os.environ)}")
    for name, picture in pictures.items():
        (place / f"{name}.svg").write_text(picture.svg, encoding="utf-8")
        painted = png(browser, picture) if browser else None
        if painted and painted.content:
            (place / f"{name}.png").write_bytes(painted.content)
        elif painted:
            say(f"no {name}.png: {painted.why}")
    (folder / "dashboard.html").write_text(
        dashboard(stored.summary, None, base_url, variants(stored)), encoding="utf-8"
    )
    data(str(folder / "dashboard.html"))
