"""Evidence is held against its use: another metric, another number, another group than the row's is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.compile import compile_scenario
from simulator.model.laws import Beta
from simulator.scenario import inputs, load
from tests.scenario.labs import groups, loaded, said

NO_MEASURE = [
    ("matcher: {level: {audit: south-wales-afr/false-alert-share, gallery_size: 500}}", "matcher.level.audit = south-wales-afr/false-alert-share: is share_of_alerts_false (rate), and here stands a false positive rate of a whole search (FPIR)"),
    ("matcher: {level: {audit: met-lfr/t060-true-alert-rate}}", "matcher.level.audit = met-lfr/t060-true-alert-rate: is true_alerts_of_faces (rate)"),
    ("extends: california-patrol\nmatcher: {level: {as: fmr, group: male/white, probes: null}}", "matcher.level.audit = npl-neoface-2023/t060-n10000: is fpir (rate), and here stands a false match rate of one comparison (FMR)"),
    ("mated: {fnir: {audit: npl-neoface-2023/t060-n10000}}", "mated.fnir.audit = npl-neoface-2023/t060-n10000: is fpir (rate), and here stands the share of enrolled people whom a search misses (FNIR)"),
    ("mated: {stale: {audit: met-lfr/t060-no-action-share}}", "mated.stale.audit = met-lfr/t060-no-action-share: is share_of_alerts_no_action (rate)"),
    ("scan: {audit: nypd-fis/match-share-2019}", "scan.audit = nypd-fis/match-share-2019: is share_of_requests_matched (rate), and here stands the share of encounters searched"),
    ("encounters: {total: {audit: south-wales-afr/total-alerts}}", "encounters.total.audit = south-wales-afr/total-alerts: is alerts (alerts), and here stands a number of encounters"),
    ("encounters: {total: null, shares: null, association: null, dataset: census-2019/california}", "encounters.dataset = census-2019/california: its row census-2019/california-white-non-hispanic-male is population (persons), and here stands a number of encounters"),
    ("population: {total: {audit: ripa-2018h2/total}}", "population.total.audit = ripa-2018h2/total: is stops (stops), and here stands a number of people who could be met; say what makes the one the other: times: <factor> and note: <why>"),
    ("gallery: {persons: {audit: ripa-2018h2/total}}", "gallery.persons.audit = ripa-2018h2/total: is stops (stops), and here stands a number of people enrolled"),
    ("matcher: {level: {audit: gender-shades-2018/microsoft-lighter-male, gallery_size: 100}}", "matcher.level.audit = gender-shades-2018/microsoft-lighter-male: measured another task than matching faces, and a proxy may serve only as a differential"),
    ("scan: {value: 0.3, source: npl-neoface-2023}", "scan.source = npl-neoface-2023: prints nothing that could be the share of encounters searched, so it is no source of it"),
    ("pathway: {review: {proceeds: {false_match: {value: 0.91, source: south-wales-afr/false-alert-share}}}}", "pathway.review.proceeds.false_match.source = south-wales-afr/false-alert-share: is share_of_alerts_false (rate), and here stands the share of false matches that go on"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), NO_MEASURE, ids=[text[:60] for text, _ in NO_MEASURE])
def test_a_row_that_measures_something_else_is_refused(text: str, message: str, tmp_path: Path) -> None:
    assert any(each.startswith(message) for each in said(tmp_path, text)), said(tmp_path, text)


ANOTHER_NUMBER = [
    ("gallery: {persons: {value: 384000, source: san-diego-tacids/enrolled-2013-persons}}", "gallery.persons = 384000: is not what san-diego-tacids/enrolled-2013-persons prints, 348000"),
    ("gallery: {persons: {value: 1400000, source: san-diego-tacids/enrolled-2013-images}}", "gallery.persons = 1400000: san-diego-tacids/enrolled-2013-images is gallery_images (images), 1400000, and here stands a number of people enrolled"),
    ("gallery: {persons: {value: 400000, source: san-diego-tacids/enrolled-2013-persons, times: 2, note: two counties}}", "gallery.persons = 400000: is not what"),
    ("scan: {value: 0.6, source: the-hill-2019}", "scan = 0.6: is not what the-hill-2019 prints, 1"),
    ("legal_limit: {value: 72 h, source: riverside-v-mclaughlin-1991}", "legal_limit = 72 h: is not what riverside-v-mclaughlin-1991 prints, 48"),
    ("pathway: {review: {proceeds: {false_match: {count: [34, 18], source: fussey-murray-2019/false-alerts-acted-on}}}}", "pathway.review.proceeds.false_match = {count, source}: count: [34, 18] counts more events than trials"),
    ("pathway: {review: {proceeds: {false_match: {count: [17, 34], source: fussey-murray-2019/false-alerts-acted-on}}}}", "pathway.review.proceeds.false_match = [17, 34]: is not what fussey-murray-2019/false-alerts-acted-on prints, 18 of 34"),
    ("pathway: {review: {proceeds: {false_match: {between: [0.2, 0.4], source: fussey-murray-2019/false-alerts-acted-on}}}}", "pathway.review.proceeds.false_match = [0.2, 0.4]: is not what"),
    ("pathway: {review: {proceeds: {false_match: {count: [22, 26], source: fussey-murray-2019/stopped}}}}", "pathway.review.proceeds.false_match = [22, 26]: is not what fussey-murray-2019/stopped prints, 22"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), ANOTHER_NUMBER, ids=[text[:60] for text, _ in ANOTHER_NUMBER])
def test_a_number_typed_beside_a_row_is_that_rows(text: str, message: str, tmp_path: Path) -> None:
    assert any(each.startswith(message) for each in said(tmp_path, text)), said(tmp_path, text)


RIGHT = [
    "gallery: {persons: {value: 348000, source: san-diego-tacids/enrolled-2013-persons}}",
    "gallery: {persons: {value: 696000, source: san-diego-tacids/enrolled-2013-persons, times: 2, note: two counties}}\nmated: {enrolled_encountered: {value: 0.01, assumed: n}}",
    "gallery: {persons: {value: 16000, source: met-lfr/watchlist-2025, note: within what is published}}",
    "gallery: {persons: {value: 12100, source: met-lfr/t060-false-alert-rate}}",
    "scan: {value: 1, source: the-hill-2019}",
    "gallery: {persons: {source: san-diego-tacids/enrolled-2013-persons, times: 0.01, note: one in a hundred of them}}",
    "gallery: {persons: {value: 400000, source: san-diego-tacids/enrolled-2013-images, times: 0.2857, note: three and a half images each}}",
    "pathway: {review: {proceeds: {false_match: {count: [22, 26], source: fussey-murray-2019/stopped, note: of 26 sought}}}}",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_a_row_prints_is_taken(text: str, tmp_path: Path) -> None:
    assert said(tmp_path, text) == []


def test_a_row_times_a_factor_is_drawn_and_told_as_that(tmp_path: Path) -> None:
    """`source` with `times` and no number is the row times the factor: 348,000 × 2; the law of a counted row is scaled."""
    persons = "persons: {source: san-diego-tacids/enrolled-2013-persons, times: 2, note: two such counties}"
    found = loaded(tmp_path, f"gallery: {{{persons}}}")
    told = next(row for row in inputs(found) if row.path == "gallery.persons")
    assert (told.text, told.grade, told.why) == (
        "348,000, times 2",
        "measured elsewhere",
        "two such counties",
    )
    assert compile_scenario(found.scenario, found.library).enrolled.constant == 696_000


def test_what_was_done_to_a_typed_number_is_told() -> None:
    told = {row.path: row.text for row in inputs(load("california-patrol"))}
    assert told["gallery.composition.race.levels.hispanic"] == "97,380, which is 0.136 times 716,029"


@pytest.mark.parametrize("reason", ["", " ", "-", "—", "?!", "..."])
def test_a_blank_reason_is_none(reason: str, tmp_path: Path) -> None:
    found = said(tmp_path, f'scan: {{value: 1, assumed: "{reason}"}}')
    shown = f" = {reason}" if reason else ""
    assert found == [f"scan.assumed{shown}: gives no reason; say in words why"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scan: {value: 1, times: 2, note: n, assumed: n}", "times says what was done to a row, and none is named"),
        ("scan: {value: 1, source: the-hill-2019/everyone-pulled-over, times: 1}", "a note must say why"),
        ("scan: {count: [1, 2], source: the-hill-2019/everyone-pulled-over, times: 1, note: n}", "times has no place beside count"),
        ("capture: {failure: {count: [12.5, 200], assumed: n}}", "are recorded events and trials, and those are whole"),
    ],
)  # fmt: skip
def test_what_was_done_is_done_to_a_row_and_said_why(text: str, message: str, tmp_path: Path) -> None:
    assert any(message in each for each in said(tmp_path, text))


def test_counts_that_were_scaled_need_not_be_whole(tmp_path: Path) -> None:
    text = "capture: {failure: {count: [12.5, 200], assumed: a trial of ours scaled to a week}}"
    assert said(tmp_path, text) == []


def test_an_overlay_may_put_a_row_times_a_factor_in_the_place_of_a_number(tmp_path: Path) -> None:
    text = (
        "extends: california-patrol\n"
        "gallery: {persons: {source: washington-county/gallery-persons, times: 2, note: twice that county}}"
    )
    found = loaded(tmp_path, text).scenario.gallery.persons
    assert (found.audit, found.times, found.value) == ("washington-county/gallery-persons", 2, None)


def test_a_row_of_one_group_does_not_stand_for_another(tmp_path: Path) -> None:
    levels = (
        "encounters: {shares: {race: {levels: {black: {value: 0.671, source: fbi-ucr-2019/race-white}}}}}"
    )
    message = "encounters.shares.race.levels.black.source = fbi-ucr-2019/race-white: is of white people, and this is the number of black"
    assert message in said(tmp_path, levels)
    total = said(tmp_path, "encounters: {total: {audit: ripa-2018h2/stops-black}}")
    assert [each.split(";")[0] for each in total] == [
        "warning: encounters.total.audit = ripa-2018h2/stops-black: was measured on one group, black, and stands for everybody here",
        "warning: encounters.total = ripa-2018h2/stops-black: was counted in 0.5 years (2018-07 to 2018-12), so that it stands for 0.5 "
        "years here, and encounters are of one",
    ]


SET = "matcher: {differential: {audit: lab/by-group, cross_group: {between: [0.05, 0.5], assumed: n}, unmeasured: {hispanic: n, asian: n}}}"
COUNTS = {"female/black": 21, "female/white": 9, "male/black": 7, "male/white": 4}


def test_a_set_of_one_test_is_taken(tmp_path: Path) -> None:
    assert said(tmp_path, SET, groups(COUNTS)) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"metric": "fnir"}, "its row lab/male-white is fnir (rate), and here stands false match rates of several groups"),
        ({"metric": "FPIR"}, "its row lab/male-white is FPIR (rate), and here stands false match rates of several groups; did you mean fpir?"),
        ({"threshold": 0.7}, "its rows are of 2 thresholds (none in lab/female-black and 0.7 in lab/male-white), and a ratio needs one"),
        ({"gallery_size": 500}, "its rows are of 2 gallery sizes (10000.0 in lab/female-black and 500.0 in lab/male-white), and a ratio needs one"),
        ({"algorithm": "other"}, "its rows are of 2 algorithms (none in lab/female-black and other in lab/male-white), and a ratio needs one"),
        ({"sex_gallery": "male", "race_gallery": "white"}, "its row lab/male-white gives an FPIR by who is enrolled"),
    ],
)  # fmt: skip
def test_a_set_of_several_tests_is_refused(change: dict[str, object], message: str, tmp_path: Path) -> None:
    *others, last = groups(COUNTS)
    found = said(tmp_path, SET, [*others, {**last, **change}])
    assert any(message in each for each in found), found


def test_a_margin_is_told_and_replaces_no_cell(tmp_path: Path) -> None:
    """Black women 21 of 2,000 and Black men 7 of 2,000 keep their rates beside 28 of 4,000 for both."""
    both = {**groups({"male/black": 28}, 4000)[0], "row": "black-all", "sex": ""}
    found = loaded(tmp_path, SET, [*groups(COUNTS), both])
    assert [w.rule for w in found.warnings] == [
        "its row lab/black-all is a total of groups that have rows of their own, and is not used"
    ]
    told = next(row for row in inputs(found) if row.path == "matcher.differential.audit")
    assert told.text == "ratios between groups from 4 of 5 published rates"
    matrix = compile_scenario(found.scenario, found.library).matcher.differential.matrix
    groups_of = compile_scenario(found.scenario, found.library).groups
    women, men = (groups_of.index(f"{sex}/black") for sex in ("female", "male"))
    assert matrix[women, women] > matrix[men, men] > 1


def test_two_labels_of_one_level_are_pooled_whatever_their_order(tmp_path: Path) -> None:
    """60 of 2,000 and 6 of 2,000 are 66 of 4,000, and the order of the lines changes nothing."""
    both = groups(
        {"female/east-asian": 60, "male/east-asian": 60, "female/south-asian": 6, "male/south-asian": 6}
    )
    spec = SET.replace(", asian: n", "")
    ratios = []
    for lines in ([*groups(COUNTS), *both], [*groups(COUNTS), *reversed(both)]):
        found = loaded(tmp_path, spec, lines, crosswalk="own")
        compiled = compile_scenario(found.scenario, found.library)
        at = compiled.groups.index("male/asian")
        ratios.append(compiled.matcher.differential.matrix[at, at])
        law = next(
            each for each in compiled.unknowns if each.identity == "lab/male-east-asian+male-south-asian"
        )
        assert law.law == Beta(66, 4000)
        told = next(row for row in inputs(found) if row.path == "matcher.differential.audit")
        assert told.why == "several rows pooled into one rate for 2 cells"
    assert ratios[0] == ratios[1]


def test_rows_of_several_years_are_told(tmp_path: Path) -> None:
    lines = [
        *groups(COUNTS, when=2023),
        *({**each, "row": f"{each['row']}-b", "when": 2024} for each in groups(COUNTS)),
    ]
    assert [each.split(":")[0] for each in said(tmp_path, SET, lines)] == ["warning"]


def test_a_row_twice_is_refused(tmp_path: Path) -> None:
    again = {**groups(COUNTS)[0], "row": "again"}
    found = said(tmp_path, SET, [*groups(COUNTS), again])
    assert found[0] == (
        "matcher.differential.audit = lab/by-group: its rows lab/female-black and lab/again stand for the same groups: "
        "both have the same labels; keep one of them in the set"
    )


def test_searches_and_comparisons_are_not_pooled(tmp_path: Path) -> None:
    text = "extends: california-patrol\nmatcher: {differential: {audit: [nist-ir-8280/fig12-yitu-003, npl-pnd-cognitec-2025/fpir-by-ethnicity]}}"
    assert any(
        "some of these audits print rates of single comparisons" in each for each in said(tmp_path, text)
    )
