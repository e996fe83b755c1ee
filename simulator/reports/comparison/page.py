"""comparison.html: proposals side by side in one file that asks nobody for anything and says its message before any script has run."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.grades import Grade
from simulator.reports import evidence
from simulator.reports.comparison import figures, sharing, tables
from simulator.reports.language import comparing, covered, numbers, words
from simulator.reports.language import comparison as compared
from simulator.reports.language import sentences as of_one
from simulator.reports.language import verdicts as said
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.method import AXIOMS
from simulator.reports.language.study import Study, opened
from simulator.reports.page import environment, shell
from simulator.reports.tables import Table
from simulator.results import comparison as document
from simulator.results.summary import Summary
from simulator.results.verdicts import Judged, Rule, Verdict

SECTIONS = (
    ("question", "The question"),
    ("answer", "The answer, side by side"),
    ("limits", "The board’s limits"),
    ("why", "Why, and what would decide it"),
    ("pairs", "The same years, two by two"),
    ("differs", "What differs between the files"),
    ("missing", "What is not known or not modelled"),
    ("cite", "Reproduce and cite"),
)
RATES = ("per_100k_encounters", "per_100k_residents", "wrongly_held_per_wanted_found")
BY_GROUP = ("wrongly_held", "per_100k_encounters", "ratio_to_reference", "wanted_found")
SIGNS: dict[Grade | None, str] = {
    "within": "✓",
    "mostly-within": "✓?",
    "undecided": "?",
    "mostly-exceeds": "✕?",
    "exceeds": "✕",
    None: "–",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One proposal's verdict on one rule, or on all: a sign, the grade in words, and of how many draws it was kept."""

    proposal: str
    verdict: str
    sign: str
    word: str
    kept: str
    share: float | None


def comparison_html(comparison: document.Comparison, summaries: Mapping[str, Summary]) -> str:
    """The whole page as text. `summaries`: each proposal's summary.json by its name; one that is not there costs its shapes and doubts."""
    c = compared.opened(comparison)
    studies = {name: opened(summary) for name, summary in summaries.items()}
    return environment().get_template("comparison/page.html.j2").render(**_content(c, studies), **shell())


def _content(c: Comparison, studies: Mapping[str, Study]) -> dict[str, Any]:
    return {
        "c": c,
        "told": c.told,
        "s": comparing,
        "v": said,
        "covered": covered,
        "t": tables,
        "sharing": sharing,
        "n": numbers,
        "w": words,
        "one": of_one,
        "short": figures.short,
        "title": title(c),
        "question": question(c),
        "sections": _sections(c),
        "studies": studies,
        "counts": figures.eyes(c, "wrongly_held", studies),
        "benefits": figures.harm_and_benefit(c),
        "rates": [chart for measure in RATES if (chart := figures.eyes(c, measure, studies))],
        "by_group": [tables.by_group(c, measure) for measure in BY_GROUP if measure in c.measures],
        "matrix": matrix(c),
        "signs": SIGNS,
        "open_rules": {each.name: open_rules(c, each) for each in c.proposals} if c.limits else {},
        "paired": figures.paired(c),
        "grades": grades(c, studies),
        "axioms": AXIOMS,
        "commands": commands(c),
    }


MANY = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def many(count: int) -> str:
    """A count in a word, up to ten."""
    return MANY[count] if count < len(MANY) else str(count)


def title(c: Comparison) -> str:
    """“Three proposals, side by side”."""
    plural = "proposal" if len(c.proposals) == 1 else "proposals"
    return f"{many(len(c.proposals))} {plural} for face recognition, side by side"


def question(c: Comparison) -> str:
    """What the page answers."""
    start = (
        f"How many innocent {comparing.lowered(c.first.label)} would each of them wrongly detain, and how sure are we?"
        if c.first.id != "all"
        else "How many innocent people would each of them wrongly detain, and how sure are we?"
    )
    return f"{start} Which of them keep a board’s limits?" if c.limits else start


def _sections(c: Comparison) -> list[tuple[str, str]]:
    """The sections there is something to say in."""
    empty = set() if c.limits else {"limits", "why"}
    empty |= set() if c.pairs else {"pairs", "differs"}
    return [each for each in SECTIONS if each[0] not in empty]


def matrix(c: Comparison) -> list[tuple[str, list[Cell]]]:
    """Rules by proposals, a sentence and a cell for each proposal; last, all rules together."""
    rows = [(said.rule(rule), [_cell(c, each, rule) for each in c.proposals]) for rule in c.rules]
    if len(rows) > 1:
        rows.append((said.ALL_RULES, [_whole(c, each) for each in c.proposals]))
    return rows


def _cell(c: Comparison, each: Proposal, rule: Rule) -> Cell:
    verdict = c.verdict(each.name, rule.rule)
    share = verdict.probability
    kept = verdict.why or "" if share is None else f"kept in {said.share(verdict)} {said.counted(rule)}"
    return _marked(each, verdict, kept)


def _whole(c: Comparison, each: Proposal) -> Cell:
    found = c.together(each.name)
    share = found.probability
    kept = "" if share is None else f"kept in {said.share(found)} draws"
    left = f"; without {len(found.not_judged)} that cannot be judged" if kept and found.not_judged else ""
    return _marked(each, found, kept + left)


def _marked(each: Proposal, judged: Judged, kept: str) -> Cell:
    mark = judged.grade or ("unknown" if judged.probability is None else "no-grade")
    return Cell(figures.short(each), mark, SIGNS[judged.grade], said.grade(judged), kept, judged.probability)


def open_rules(c: Comparison, each: Proposal) -> list[tuple[Rule, Verdict]]:
    """The rules a proposal is not within, with their verdicts."""
    found = [(rule, c.verdict(each.name, rule.rule)) for rule in c.rules]
    return [(rule, verdict) for rule, verdict in found if verdict.grade != "within"]


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
            rows.append((grade[:1].upper() + grade[1:], words.GRADES.get(grade, ""), *map(str, counts)))
    fixed = (str(len(of_one.held_fixed(studies[each.name]))) for each in known)
    rows.append(("Without a spread", "held fixed at one value, whatever the grade", *fixed))
    return Table(
        id="grades",
        caption="How many inputs of each proposal rest on what",
        columns=(("Grade", False), ("Means", False), *((figures.short(each), True) for each in known)),
        rows=tuple(rows),
    )


def commands(c: Comparison) -> list[str]:
    """What to type to get the same numbers: each proposal's run, then the comparison."""
    names = " ".join(shlex.quote(each.name) for each in c.proposals)
    limits = f" --limits {shlex.quote(c.limits.name)}" if c.limits else ""
    again = f"detention-impact compare {names}{limits} --draws {c.told.draws} --seed {c.told.seed}"
    return [*(each.told.command for each in c.proposals), again]
