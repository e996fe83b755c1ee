"""No sentence of any deployment's facts contradicts a count of the library: its figures are rows' figures, its findings no record's opposite.

The facts are those of few draws, made once; a result of more draws has the same sentences with other simulated numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import pytest

from simulator import __version__
from simulator.evidence import library
from simulator.evidence.counts import Figure, Finding, counts
from simulator.impact.summary import Impact
from simulator.kernel.run import run
from simulator.model.compile import compile_scenario
from simulator.reports.facts import facts_markdown
from simulator.results import StudyKey
from simulator.scenario import Loaded, inputs, load, shipped
from simulator.study.evidence_used import as_kept, evidence_used
from simulator.study.summary import summary_of

SHELF, COUNTS = library(), counts()
DRAWS = 200
SURELY = 5.0
"""Of 100 draws: a rate that is higher in fewer is told as lower, and nobody reads it otherwise."""
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_YEAR = re.compile(r"(19|20)\d\d")
_HIGHER = re.compile(r"The rate of ([^.]*?) is higher in (?:more than |fewer than )?([\d.]+) of 100 draws")


@cache
def loaded(name: str) -> Loaded:
    return load(name)


@cache
def facts(name: str) -> str:
    """A deployment's facts, as `run` writes them."""
    read = loaded(name)
    rows, compiled = inputs(read), compile_scenario(read.scenario, read.library)
    used = evidence_used(rows, read.library)
    key = StudyKey(
        read.name, read.resolved, as_kept(used), 1, DRAWS, __version__, {"clock": False}, read.warned
    )
    impact = Impact(run(compiled, key.seed, key.draws), compiled)
    return facts_markdown(summary_of(read, rows, key, impact, lambda *_: None))


def prose(name: str) -> list[str]:
    """What a scenario says of the world in its own words: everything in its facts that no simulation made."""
    scenario = loaded(name).scenario
    said = [scenario.title, scenario.summary, scenario.status or "", *scenario.cautions]
    return [text for text in said if text]


@pytest.mark.parametrize("figure", COUNTS.figures, ids=lambda each: each.says)
def test_a_figure_told_is_its_row_s(figure: Figure) -> None:
    """To the rounding it is told in; a figure marked as ours says what was done."""
    if figure.source:
        assert SHELF.source(figure.source).rows
        return
    row = SHELF.row(figure.row)
    if figure.words:
        assert row.threshold_words.startswith(figure.words)
    for name, told in figure.gives.items():
        printed = getattr(row, name)
        assert printed is not None, (figure, name)
        assert told == pytest.approx(printed, rel=0.02), (figure, name, printed)


def unexplained(text: str, own: Sequence[str] = ()) -> list[str]:
    """The numbers of a sentence, but for years, that stand in no wording of the list."""
    told = [*(figure.says for figure in COUNTS.figures), *own]
    spans = [found.span() for words in told for found in re.finditer(re.escape(words), text)]
    return [
        number[0]
        for number in _NUMBER.finditer(text)
        if not _YEAR.fullmatch(number[0])
        and not any(first <= number.start() and number.end() <= last for first, last in spans)
    ]


OWN = {
    "capital-cameras": ("300,000 faces a day",),
    "prison-gate-larger-list": ("20,000 people barred",),
}
"""Wordings of what a scenario itself proposes or sets, which are no counts of anybody's."""


@pytest.mark.parametrize("name", shipped())
def test_every_number_told_is_on_the_list(name: str) -> None:
    own = [words for base in (name, loaded(name).lineage) for words in OWN.get(base, ())]
    for text in prose(name):
        assert unexplained(text, own) == [], text


@pytest.mark.parametrize("finding", COUNTS.findings, ids=lambda each: each.claim)
def test_a_finding_is_what_its_rows_say(finding: Finding) -> None:
    record, share = SHELF.row(finding.row).rate, SHELF.row(finding.against).rate
    assert record is not None
    assert share is not None
    assert record > share


def contradicted(text: str, labels: list[str]) -> list[str]:
    """Sentences that tell as a finding that people of one of these groups are named wrongly more seldom."""
    found = [
        f"{who} higher in {share} of 100"
        for who, share in _HIGHER.findall(text)
        if who in labels and float(share) < SURELY
    ]
    more_white = re.findall(
        r"[^.]*White (?:men|women|people) are (?:held|named|stopped)[^.]*more often[^.]*\.", text
    )
    return found + more_white


@pytest.mark.parametrize("name", shipped())
def test_no_fact_tells_the_opposite_of_a_record(name: str) -> None:
    for finding in COUNTS.findings:
        if loaded(name).lineage != finding.lineage or any(name.endswith(each) for each in finding.but):
            continue
        label = loaded(name).scenario.groups.labels.get(finding.level, finding.level)
        assert contradicted(facts(name), [f"{label} men", f"{label} women"]) == [], finding.claim


def test_the_opposite_of_a_record_would_be_found() -> None:
    """The two tests above can fail."""
    told = "The rate of Black men is higher in 3 of 100 draws of what is not known."
    assert contradicted(told, ["Black men"]) == ["Black men higher in 3 of 100"]
    assert contradicted("In the capital White men are held more often than Black men.", []) != []
    assert unexplained("one false alert in 307,373 faces, and 8 of 10 false alerts") == ["307,373"]


def test_what_london_s_force_counted_is_told_with_its_deployment() -> None:
    text = facts("capital-cameras")
    for words in (
        "one false alert in 307,372 faces",
        "24 in 183,874",
        "8 of 10 false alerts at 0.64",
        "misses that record",
    ):
        assert words in text
