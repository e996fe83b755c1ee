"""Two things turned round, what changes nothing where it stands, and counts of another time than a year: told, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.scenario import load, shipped
from simulator.scenario.checks.periods import years_of
from tests.scenario.test_plausibility import told

CALIFORNIA, CAPITAL, WASHINGTON = "california-patrol", "capital-cameras", "washington-county-mugshots"
WOMEN = "{sex: {dataset: null, left_out: null, levels: {female: {value: %s, assumed: x}, male: {value: %s, assumed: x}}}}"


def stage(name: str, text: str) -> str:
    return f"pathway: {{{name}: {text}}}"


@pytest.mark.parametrize(
    ("base", "text", "sentence"),
    [
        # women and men
        (CAPITAL, f"gallery: {{composition: {WOMEN % (0.84, 0.16)}}}".replace("dataset: null, left_out: null, ", ""), "gallery.composition.sex.levels.female = 0.84: makes 84% of people on such a list women"),
        (CALIFORNIA, f"encounters: {{shares: {WOMEN % (0.712, 0.288)}}}", "encounters.shares.sex.levels.female = 0.712: makes 71% of people stopped women, and no count at hand has more than half; are female and male turned round?"),
        # a share and its rest
        (CALIFORNIA, "mated: {fnir: {value: 0.89, assumed: x}}", "mated.fnir.value = 0.89: 0.89 is not plausible as a share of enrolled people whom a search misses: between 0 and 0.7 is; is it the share found (TPIR)?"),
        (CALIFORNIA, "capture: {failure: {value: 0.95, assumed: x}}", "capture.failure.value = 0.95: 0.95 is not plausible as a share of faces not captured: between 0 and 0.5 is; is it the share that is captured?"),
        (CAPITAL, "mated: {stale: {value: 0.9, assumed: x}}", "is not plausible as a share of entries that no longer hold: between 0 and 0.6 is; is it the share that still holds?"),
        (CALIFORNIA, "mated: {listed: {value: 0.95, assumed: x}}", "mated.listed = 0.95: calls 95% of the people behind these mugshots wanted; is it the share that is not?"),
        (CALIFORNIA, "mated: {listed: {value: 0, assumed: x}}", "mated.listed = 0: calls nobody enrolled wanted, so that nobody can be found"),
        (CAPITAL, "mated: {stale: {value: 0, assumed: x}}", "mated.stale = 0: is a list without a stale entry, and those that were reviewed had 4 to 40 in 100"),
        (CALIFORNIA, "people: {exposed: {value: 0.0085, assumed: x}}", "is not plausible as a share of people who can be met: between 0.02 and 1 is"),
        (CALIFORNIA, "mated: {enrolled_encountered: {value: 0.0088, assumed: x}}", "mated.enrolled_encountered = 0.0088: is the share of people who are enrolled, and here stands how many times as often they are met as others"),
        (CALIFORNIA, "encounters: {year_to_year: {value: 1, assumed: x}}", "is not plausible as a coefficient of variation between years: between 0 and 0.7 is"),
        # kinds of case, and liberty
        (CALIFORNIA, stage("roadside_review", "{proceeds: {false_match: {value: 1, assumed: x}}}"), "pathway.roadside_review.proceeds.false_match = 1: lets false_match go on oftener (1) than wanted people (0.9); are two kinds turned round?"),
        (CALIFORNIA, stage("roadside_review", "{proceeds: {wanted: {value: 0, assumed: x}}}"), "lets stale_entry go on oftener (0.9) than wanted people (0)"),
        (CALIFORNIA, stage("questioned", "{liberty: free}"), "pathway.questioned.liberty = free: comes after entry_read, where people are prolonged, and is not counted as such; write liberty: prolonged"),
        # nothing happens at all
        (CALIFORNIA, "gallery: {persons: 0, images: 0}", "gallery.persons = 0: 0 is not plausible as a number of people enrolled: between 1 and"),
        (CALIFORNIA, "scan: {value: 0, assumed: x}", "scan.value = 0: 0 is not plausible as a share of encounters searched"),
        (CALIFORNIA, "groups: {not_estimated: [{label: X, encounters: {value: 0, assumed: x}, why: nobody counts}]}", "0 is not plausible as a number of encounters a year: between 1 and"),
        # what changes nothing, or something else than it says
        (CALIFORNIA, "search: {victim: gallery}", "search.victim = gallery: counts people enrolled as those held, and traffic_stops hold whoever is met; leave it out, or write kind: mugshot_search"),
        (WASHINGTON, "search: {victim: probe}\nmatcher: {policy: fixed_threshold}", "search.victim = probe: counts whoever is on the picture as held"),
        (CAPITAL, "search: {candidates: 50}", "search.candidates = 50: changes nothing: whoever is met is stopped once, however many faces are shown"),
        (CAPITAL, stage("engaged", "{waits: true}"), "pathway.engaged.waits = true: changes nothing: nobody met by live_cameras is stopped anyway"),
        (CAPITAL, "matcher: {differential: {cross_group: {value: 1, assumed: x}}}", "matcher.differential.cross_group = {value, assumed}: changes nothing: this audit compared groups with one another"),
        (CALIFORNIA, "detention: {minimum: 0}", "detention.minimum = 0: counts everybody as held whose encounter is prolonged by a second"),
        (CALIFORNIA, "detention: {stop_left: {median: 7 h, p95: 24 h, assumed: x}}", "detention.stop_left = {median, p95, assumed}: lasts 7 h in the middle case, which is not plausible for what is left of a stop"),
        # factors around 1
        (CAPITAL, "matcher: {differential: {band: {between: [1.5, 4], assumed: x}}}", "is a factor around 1, and 1 is not in it: it moves every number up"),
        (CAPITAL, "gallery: {spread: {between: [0.3, 0.9], assumed: x}}", "is a factor around 1, and 1 is not in it: it moves every number down"),
        # a rate of one comparison times a whole gallery
        (CAPITAL, "matcher: {level: {value: 0.001, as: fmr, group: male/white, assumed: x, probes: null}}", "matcher.level = 0.001: compared with 16,000 faces makes about 100% of all searches of people who are not enrolled return somebody; is it the rate of a whole search (as: fpir)"),
        (CAPITAL, "matcher: {policy: {fixed_fmr: 0.0001}}", "matcher.policy.fixed_fmr = 0.0001: compared with 16,000 faces makes about 80% of all searches"),
        # one name for two things
        (CALIFORNIA, "mated: {fnir: {between: [0.8, 0.99], assumed: x, shared_as: true-likeness-accepted}}", "true-likeness-accepted is one unknown for "),
        # a year
        (CALIFORNIA, "encounters: {scale: null}", "encounters.total = ripa-2018h2/total: was counted in 0.5 years (2018-07 to 2018-12), so that it stands for 0.5 years here, and encounters are of one; add scale: {value: 1.99, assumed: why}, or times beside its source"),
        (CALIFORNIA, "encounters: {scale: {value: 12, assumed: months}}", "so that it stands for 6 years here"),
        (CALIFORNIA, "encounters: {total: {value: 3600000, assumed: a year's}}", "encounters.scale = {between, assumed}: was given for another encounters.total, and multiplies the new one still; give scale too, or scale: null"),
    ],
    ids=lambda text: text[:44],
)  # fmt: skip
def test_what_is_hardly_meant_is_told(base: str, text: str, sentence: str, tmp_path: Path) -> None:
    faults, warnings = told(text, tmp_path, base)
    assert faults == []
    assert any(sentence in each for each in warnings), warnings


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (CALIFORNIA, "encounters: {total: {source: ripa-2018h2/total, times: 2, note: two halves}, scale: null}"),
        (CALIFORNIA, "encounters: {total: {value: 3600000, assumed: a year's}, scale: {value: 1, assumed: it is a year's}}"),
        (CALIFORNIA, "mated: {listed: {value: 0.3, assumed: x}}"),
        (CAPITAL, "mated: {fnir: {between: [0.3, 0.8], assumed: x}}"),
        (CAPITAL, "detention: {minimum: 0}"),
        (CAPITAL, "matcher: {policy: {fixed_fmr: 0.000001}}"),
    ],
)  # fmt: skip
def test_what_may_be_meant_is_not_spoken_of(base: str, text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path, base) == ([], [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{scenario: prison-gat, blocks: [gallery]}", "borrowed_from.scenario = prison-gat: is no shipped scenario; did you mean prison-gate?"),
        ("{scenario: prison-gate, blocks: [galery]}", "borrowed_from.blocks.0 = galery: is no block of a scenario; did you mean gallery?"),
    ],
)  # fmt: skip
def test_what_is_borrowed_is_there(text: str, sentence: str, tmp_path: Path) -> None:
    assert told(f"borrowed_from: {text}", tmp_path)[0] == [sentence]


def test_a_source_of_another_place_measured_nothing_here(tmp_path: Path) -> None:
    _, remarks = told("measured_here: [ripa-2018h2]", tmp_path, CAPITAL)
    assert any(
        "is said to have measured this very place, and no number here is from it" in x for x in remarks
    )


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("2018-07 to 2018-12", 0.5), ("2018-07-01 to 2018-12-31", 0.5), ("2013 to 2017", 5.0), ("2019", 1.0), ("2024-08-22", None),
        ("", None), ("summer", None),
    ],
)  # fmt: skip
def test_how_long_a_row_counted(when: str, years: float | None) -> None:
    found = years_of(when)
    assert found is None if years is None else found == pytest.approx(years, abs=0.01)


@pytest.mark.parametrize("name", shipped())
def test_shipped_files_say_nothing_that_changes_nothing(name: str) -> None:
    said = [each.sentence for each in load(name).warnings]
    assert not [each for each in said if "no number here is from it" in each]
