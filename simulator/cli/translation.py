"""A stored result in another language: what `report --language` prints and writes, and the file to translate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.output import data, say

if TYPE_CHECKING:
    from simulator.results import Result

Language = Annotated[
    Path | None,
    typer.Option(
        "--language",
        metavar="FILE.po",
        help="Say it as this translation has it (docs/translating.md).",
        dir_okay=False,
    ),
]


@contextmanager
def spoken(file: Path | None) -> Iterator[str]:
    """Within, all is said as the file has it; its language's code. A remark on stderr counts what it does not have.

    Raises:
        Faults: the file is no translation, or would lose or spoil a number.
        OSError: it cannot be read.
    """
    if file is None:
        yield "en"
        return
    from simulator.reports.language.phrases import speaking
    from simulator.reports.language.po import read

    catalogue = read(file)
    with speaking(catalogue):
        yield catalogue.code
    if count := len(catalogue.missing):
        first = min(catalogue.missing)
        say(
            f"{count} message{'s are' if count > 1 else ' is'} not in {file.name} and stand{'' if count > 1 else 's'} in English, "
            f"such as “{first}”"
        )


def print_in(stored: Result, file: Path, facts: bool) -> Path | None:
    """Print the report in that language and write its page beside the stored folder; the page, None where it cannot be written."""
    with spoken(file) as code:
        text, page = _told(stored, facts)
    data(text)
    place = stored.folder.with_suffix(f".{code}.html")
    try:
        place.write_text(page, encoding="utf-8")
    except OSError as error:
        say(f"no page: {place} could not be written ({error.strerror})")
        return None
    say(f"its page: {place}")
    return place


def print_words(stored: Result) -> None:
    """Print a PO file to translate: every message of the reports, then the words that this result brings with it."""
    from simulator.reports.language.catalogue import english
    from simulator.reports.language.messages import messages
    from simulator.reports.language.phrases import speaking
    from simulator.reports.language.po import template

    heard = english()
    with speaking(heard):
        _told(stored, facts=False)
    data(template(messages(), heard.words))


def _told(stored: Result, facts: bool) -> tuple[str, str]:
    """The text and the page, made anew from what is stored."""
    if stored.kind == "comparison":
        from simulator.reports.comparison import comparison_html, comparison_markdown

        return comparison_markdown(stored.comparison), comparison_html(stored.comparison, stored.summaries)
    from simulator.reports.dashboard import dashboard
    from simulator.reports.facts import facts_markdown
    from simulator.reports.markdown import report_markdown
    from simulator.results import variants

    page = dashboard(stored.summary, stored.csvs, variants=variants(stored))
    return (facts_markdown if facts else report_markdown)(stored.summary), page
