"""The dashboard: one HTML file that asks nobody for anything and says its message before any script has run."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.reports import evidence, icons, tables, tree
from simulator.reports.figures import clock, dots, doubts, drivers, eyes, forest, gap
from simulator.reports.language import covered, method, middles, numbers, sentences, truths, words
from simulator.reports.language.study import Study, opened
from simulator.reports.page import environment, shell
from simulator.results.summary import Summary

# The page stays under 2.5 MB; the chart library takes 0.7 MB of it.
DOWNLOAD_LIMIT = 1_200_000


@dataclass(frozen=True, slots=True)
class Download:
    """A file a reader can save from the page; without `uri` it is too large and stays in the result folder."""

    name: str
    size: str
    uri: str


def dashboard(summary: Summary, csvs: Mapping[str, bytes] | None = None) -> str:
    """The whole page as text. `csvs`: name → bytes of files to offer for download."""
    study = opened(summary)
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            **_content(study),
            study=study,
            summary=summary,
            **shell(),
            downloads=_downloads(csvs or {}),
        )
    )


def prepare() -> None:
    """Load what every page needs, ahead of the first summary: the chart library, what a first chart loads, and templates."""
    from plotly.graph_objects import Figure, Scatter

    shell()
    Figure(Scatter(x=[0.0], y=[0.0])).to_plotly_json()
    templates = environment()
    for name in templates.list_templates(extensions=["j2"]):
        if "/" not in name:  # other pages have folders of their own
            templates.get_template(name)


def _content(study: Study) -> dict[str, Any]:
    shown = (*tables.rollups(study), *tables.ordered(study))
    worst = sentences.most_affected(study)
    return {
        "s": sentences,
        "truths": truths,
        "covered": covered,
        "w": words,
        "n": numbers,
        "m": middles,
        "worst": worst,
        "dotplot": dots.dotplot(study),
        "counts": eyes.by_group(
            study, "wrongly_held", "Wrongful detentions by group", eyes.unit(study), True
        ),
        "rates": eyes.by_group(
            study,
            "per_100k_encounters",
            f"The same, {words.per_100k(study)}",
            f"wrongful detentions {words.per_100k(study)}",
            False,
        ),
        "forest": forest.forest(study),
        "doubts": doubts.doubts(study),
        "drivers": drivers.drivers(study),
        "by_grade": drivers.by_grade(study),
        "clock": clock,
        "week": clock.week(study),
        "durations": clock.table(study),
        "gap": gap.gap(study, worst),
        "icons": icons.panel(study, tables.ordered(study)),
        "by_group": tables.by_group(study),
        "tree": tree.tree(study),
        "funnel": tables.funnel(study),
        "shown": shown,
        "sections": _sections(study),
        "cards": _cards(study),
        "fixed": sentences.held_fixed(study),
        "method": method.method(study),
        "axioms": method.AXIOMS,
        "shelves": evidence.shelves(study),
        "sources": evidence.sources(study),
    }


SECTIONS = (
    ("answer", "Answer"),
    ("who", "Who bears it"),
    ("path", "The path to a wrongful detention"),
    ("sure", "How sure"),
    ("clock", "When and how long"),
    ("gap", "Why the gap"),
    ("evidence", "Evidence and assumptions"),
    ("methods", "Methods and limits"),
    ("cite", "Reproduce, cite, download"),
)


def _sections(study: Study) -> list[tuple[str, str]]:
    """The sections there is something to say in."""
    needs = {"clock": "clock", "gap": "decomposition"}
    return [
        section
        for section in SECTIONS
        if section[0] not in needs or getattr(study.summary, needs[section[0]])
    ]


@dataclass(frozen=True, slots=True)
class Card:
    """One big number of the first page."""

    title: str
    big: str
    small: str
    text: str
    tone: str


def _cards(study: Study) -> list[Card]:
    """The first page's pair, and the benefit beside the harm."""
    stage = words.held_point(study)
    wanted: tuple[tuple[str, str, str, str], ...] = (
        ("held_from_alert", "Held from the alert", "Innocent people kept longer because of an alert, from the alert on; those held later are among them.", "harm"),
        ("wrongly_held", stage[:1].upper() + stage[1:], "Innocent people held: what this page calls a wrongful detention.", "harm"),
        ("wanted_found", "Wanted people found", f"People validly wanted who reach the same stage ({stage}).", "good"),
    )  # fmt: skip
    cards = []
    if not any(each.liberty == "prolonged" for each in study.stages):
        wanted = wanted[1:]  # nothing lies between the alert and the detention
    for measure, title, text, tone in wanted:
        cell = study.get(measure)
        if cell.known:
            big, small = middles.big_and_small(cell, study.period)
            cards.append(Card(title, big, f"times {small}", text, tone))
    return cards


def _downloads(csvs: Mapping[str, bytes]) -> tuple[Download, ...]:
    left = DOWNLOAD_LIMIT
    made = []
    for name, data in sorted(csvs.items(), key=lambda item: (len(item[1]), item[0])):
        cost = math.ceil(len(data) / 3) * 4
        fits = cost <= left
        left -= cost if fits else 0
        uri = "data:text/csv;charset=utf-8;base64," + base64.b64encode(data).decode("ascii") if fits else ""
        made.append(Download(name, f"{max(1, round(len(data) / 1000)):,} kB", uri))
    return tuple(sorted(made, key=lambda item: item.name))
