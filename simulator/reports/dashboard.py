"""The dashboard: one HTML file that asks nobody for anything and says its message before any script has run."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.reports import bundle, evidence, tables
from simulator.reports.figures import clock_held, clock_hours, explore, found, moves, strip, sure, who, why
from simulator.reports.figures.variants import variants as drawn_variants
from simulator.reports.language import (
    agencies,
    bearing,
    clock,
    covered,
    finding,
    method,
    numbers,
    sentences,
    truths,
    waiting,
    words,
)
from simulator.reports.language.phrases import message, phrase
from simulator.reports.language.study import Study, opened
from simulator.reports.page import environment, sheet
from simulator.results.summary import Summary

DOWNLOAD_LIMIT, HEAVIEST = 400_000, 1_590_000
"""Bytes of files a page carries, and of the whole page, which is light enough to mail: of a heavier one files are left out."""
SECTIONS = (
    ("answer", message("Answer")),
    ("who", message("Who")),
    ("why", message("Why")),
    ("sure", message("How sure")),
    ("what", message("What if")),
    ("found", ""),
    ("long", ""),
    ("data", message("Data")),
)
"""Sections in order, and what the navigation calls them; those without a name are reached by reading on."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file a reader can save from the page; without `uri` it is too large and stays in the result folder."""

    name: str
    size: str
    uri: str


def dashboard(
    summary: Summary,
    csvs: Mapping[str, bytes] | None = None,
    base_url: str | None = None,
    variants: Sequence[Summary] = (),
) -> str:
    """The whole page as text.

    Args:
        csvs: name → bytes of files to offer.
        base_url: where the folder will stand, for its card.
        variants: what is stored beside it and may be compared with it.
    """
    study = opened(summary)
    page = environment().get_template("run/page.html.j2")
    content = _content(study, variants) | {
        "study": study,
        "about": summary,
        "sheet": sheet("run", bundle.plotly().csp_hash),
        "library": bundle.plotly().packed,
        "plotly_version": bundle.VERSION,
        "base_url": (base_url or "").rstrip("/"),
    }
    downloads = _downloads(csvs or {}, DOWNLOAD_LIMIT)
    told = page.render(**content, downloads=downloads)
    over = len(told.encode()) - HEAVIEST
    if over <= 0:
        return told
    carried = sum(len(each.uri) for each in downloads)
    return page.render(**content, downloads=_downloads(csvs or {}, carried - over))


def prepare() -> None:
    """Load what every page needs, ahead of the first summary: the chart library, what a first chart loads, and templates."""
    from plotly.graph_objects import Figure, Scatter

    sheet("run", bundle.plotly().csp_hash)
    Figure(Scatter(x=[0.0], y=[0.0])).to_plotly_json()
    templates = environment()
    for name in templates.list_templates(extensions=["j2"]):
        if name.startswith("run/"):
            templates.get_template(name)


def _content(study: Study, variants: Sequence[Summary]) -> dict[str, Any]:
    beside, moved = drawn_variants(study, variants), moves.moves(study)
    what = moved is not None or beside is not None
    worst = bearing.foremost(study) or sentences.most_affected(study)
    return {
        "s": sentences,
        "truths": truths,
        "covered": covered,
        "bearing": bearing,
        "agencies": agencies,
        "w": words,
        "clock": clock,
        "hours": clock_hours,
        "waiting": waiting,
        "f": finding.finding(study),
        "summary": finding.in_a_sentence(study),
        "citation": finding.citation(study),
        "sure": finding.how_sure(study),
        "settle": finding.what_would_settle(study),
        "by_grade": finding.by_grade(study),
        "strip": strip.strip(study),
        "bearers": (bearers := bearing.bearers(study)),
        "marks": bearing.marks(study, bearers),
        "few": _few(study),
        "who": who.who(study),
        "worst": worst,
        "missing": covered.study_not_estimated(study),
        "tree": why.tree(study),
        "gap": why.gap(study, worst),
        "funnel": tables.funnel(study),
        "doubts": sure.doubts(study),
        "drivers": sure.drivers(study),
        "found": found.found(study),
        "held_for": clock_held.held_for(study, clock.sentence(study)),
        "moves": moved,
        "variants": beside,
        "order": [name for name, _ in SECTIONS if what or name != "what"],
        "sections": [(name, phrase(told)) for name, told in SECTIONS if told and (what or name != "what")],
        "explore": explore.explore(study),
        "fixed": sentences.held_fixed(study),
        "method": method.method(study),
        "axioms": [phrase(each) for each in method.AXIOMS],
        "shelves": evidence.shelves(study),
        "sources": evidence.sources(study),
    }


def _few(study: Study) -> list[tuple[str, str]]:
    """Rows of the first screen where there are no shares to tell: counts with their intervals."""
    chosen = (*tables.rollups(study)[1:], *tables.ordered(study))[:4]
    cells = [(words.marked(group), study.get("wrongly_held", group.id)) for group in chosen]
    return [(label, who.said(cell, numbers.prose_count)) for label, cell in cells if cell.known]


def _downloads(csvs: Mapping[str, bytes], left: int) -> tuple[Download, ...]:
    """The files, the smallest first carried as far as so many bytes reach."""
    made = []
    for name, data in sorted(csvs.items(), key=lambda item: (len(item[1]), item[0])):
        cost = math.ceil(len(data) / 3) * 4
        fits = cost <= left
        left -= cost if fits else 0
        uri = "data:text/csv;charset=utf-8;base64," + base64.b64encode(data).decode("ascii") if fits else ""
        made.append(
            Download(name, phrase("{size} kB", size=numbers.exact(max(1, round(len(data) / 1000)))), uri)
        )
    return tuple(sorted(made, key=lambda item: item.name))
