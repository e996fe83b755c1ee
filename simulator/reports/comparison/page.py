"""comparison.html: proposals side by side in one file that asks nobody for anything and says its message before any script has run."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from simulator.reports import evidence
from simulator.reports.comparison import figures, matrix, sharing, tables
from simulator.reports.language import comparing, covered, settling, words
from simulator.reports.language import comparison as compared
from simulator.reports.language import harms as told_harms
from simulator.reports.language import sentences as of_one
from simulator.reports.language import verdicts as said
from simulator.reports.language.comparison import Comparison
from simulator.reports.language.method import AXIOMS
from simulator.reports.language.phrases import given, message, phrase
from simulator.reports.language.study import Study, opened
from simulator.reports.language.words import capital
from simulator.reports.page import asset, environment, sheet
from simulator.reports.tables import Table
from simulator.results import comparison as document
from simulator.results.summary import Summary

SECTIONS = (
    ("answer", message("Answer"), ""),
    ("harm", message("Harm"), message("Harm and benefit")),
    ("why", message("Why"), message("Why")),
    ("settle", message("Settle"), message("What would settle it")),
    ("pairs", message("Pairs"), message("Two by two")),
    ("data", message("Data"), message("Data")),
)
"""Sections in order: what the navigation calls them, and their headings; the answer is headed by the finding."""
OF_LIMITS, OF_SEVERAL = ("why", "settle"), ("pairs",)
BY_GROUP = ("wrongly_held", "per_100k_encounters", "per_100k_residents", "ratio_to_reference", "wanted_found")


def comparison_html(comparison: document.Comparison, summaries: Mapping[str, Summary]) -> str:
    """The whole page as text. `summaries`: each proposal's summary.json by its name; one that is not there costs its doubts."""
    c = compared.opened(comparison)
    studies = {name: opened(summary) for name, summary in summaries.items()}
    return environment().get_template("comparison/page.html.j2").render(**_content(c, studies))


def _content(c: Comparison, studies: Mapping[str, Study]) -> dict[str, Any]:
    return {
        "c": c,
        "told": c.told,
        "s": comparing,
        "doubts": of_one.doubts,
        "described": told_harms.told(c),
        "v": said,
        "covered": covered,
        "t": tables,
        "sharing": sharing,
        "settling": settling,
        "w": words,
        "title": said.finding(c) if c.limits else comparing.finding(c),
        "below": said.all_together(c) if len(c.rules) > 1 else "",
        "sections": _sections(c),
        "studies": studies,
        "verdicts": matrix.verdicts(c) if c.limits else None,
        "harms": matrix.harms(c, studies),
        "chart": figures.harm_and_benefit(c),
        "settles": figures.settling(c) if c.limits else None,
        "why": _why(c),
        "pairs": matrix.pairs(c) if c.pairs else None,
        "by_group": [tables.by_group(c, measure) for measure in BY_GROUP if measure in c.measures],
        "grades": grades(c, studies),
        "axioms": [phrase(each) for each in AXIOMS],
        "commands": commands(c),
        "sheet": sheet("run"),
        "own": Markup(asset("comparison/style.css")),
    }


def _sections(c: Comparison) -> list[tuple[str, str, str]]:
    """The sections there is something to say in."""
    empty = (*(() if c.limits else OF_LIMITS), *(() if c.pairs else OF_SEVERAL))
    return [(place, phrase(name), phrase(heading)) for place, name, heading in SECTIONS if place not in empty]


def _why(c: Comparison) -> list[tuple[str, list[tuple[str, str, str, list[str]]]]]:
    """By rule: where each proposal's reasons stand, its name, how it fares, and the reasons; those within have none."""
    found = []
    for rule in c.rules:
        told = []
        for each in c.proposals:
            verdict = c.verdict(each.name, rule.rule)
            if said.explained(verdict):
                at = matrix.why_id(each.name, rule.rule)
                told.append((at, each.short, said.kept(rule, verdict), said.why(rule, verdict)))
        if told:
            found.append((said.rule(rule), told))
    return found


def grades(c: Comparison, studies: Mapping[str, Study]) -> Table | None:
    """How many of each proposal's inputs are measured, taken from elsewhere or assumed; None without summaries."""
    known = [each for each in c.proposals if each.name in studies]
    if not known:
        return None
    shelves = {each.name: {s.grade: s for s in evidence.shelves(studies[each.name])} for each in known}
    order = [*words.GRADES, *sorted({g for mine in shelves.values() for g in mine} - set(words.GRADES))]
    rows = []
    for grade in order:
        counts = [
            len(shelves[each.name][grade].inputs) if grade in shelves[each.name] else 0 for each in known
        ]
        if any(counts):
            rows.append((capital(given(grade)), phrase(words.GRADES.get(grade, "")), *map(str, counts)))
    fixed = (str(len(of_one.held_fixed(studies[each.name]))) for each in known)
    rows.append((phrase("Without a spread"), phrase("held fixed at one value, whatever the grade"), *fixed))
    return Table(
        id="grades",
        caption=phrase("How many inputs of each proposal rest on what"),
        columns=((phrase("Grade"), False), (phrase("Means"), False), *((each.short, True) for each in known)),
        rows=tuple(rows),
    )


def commands(c: Comparison) -> list[str]:
    """What to type to get the same numbers: each proposal's run, then the comparison."""
    names = " ".join(shlex.quote(each.name) for each in c.proposals)
    limits = f" --limits {shlex.quote(c.limits.name)}" if c.limits else ""
    again = f"detention-impact compare {names}{limits}{c.told.options} --draws {c.told.draws} --seed {c.told.seed}"
    return [*(each.told.command for each in c.proposals), again]
