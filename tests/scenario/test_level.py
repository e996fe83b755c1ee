"""The level: of a gallery, of a group, of one test, and no further along thresholds than the audit can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.labs import line, said

TEST = [
    line("t56", "fpir", "rate", threshold=0.56, gallery_size=10000, numerator=410, denominator=80000),
    line("t60", "fpir", "rate", threshold=0.60, gallery_size=10000, numerator=82, denominator=80000),
    line("missed", "fnir", "rate", threshold=0.58, gallery_size=10000, numerator=900, denominator=8000),
    line("other", "fpir", "rate", algorithm="b", threshold=0.58, gallery_size=10000, numerator=200, denominator=80000),
    line("black", "fpir", "rate", race="black", gallery_size=10000, numerator=41, denominator=8000),
    line("pair", "fmr", "rate", race="black", race_gallery="white", numerator=41, denominator=8000),
]  # fmt: skip


def moved(threshold: float) -> str:
    return f"matcher: {{level: {{audit: lab/t60, points: [lab/t56], threshold: {threshold}}}}}"


@pytest.mark.parametrize("threshold", [0.52, 0.58, 0.6, 0.63, 0.64])
def test_a_threshold_moves_within_the_audits_points_and_their_span_beyond(
    threshold: float, tmp_path: Path
) -> None:
    assert said(tmp_path, moved(threshold), TEST) == []


@pytest.mark.parametrize(("threshold", "times"), [(64, "1,585"), (0.65, "1.25"), (0.5, "1.5"), (0, "14")])
def test_a_threshold_further_off_is_refused(threshold: float, times: str, tmp_path: Path) -> None:
    assert said(tmp_path, moved(threshold), TEST) == [
        f"matcher.level.threshold = {threshold:g}: lies {times} times their own range beyond the audit's points, 0.56 to 0.6; "
        "ask for a threshold between 0.52 and 0.64 on the audit's own scale, or give the rate itself"
    ]


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ("lab/missed", "has another metric than lab/t60"),
        ("lab/other", "is of another algorithm than lab/t60"),
        ("met-lfr/t062-false-alert-rate", "is of another document than lab/t60"),
        ("lab/black", "is of other people than lab/t60"),
    ],
)
def test_points_are_of_the_audits_own_test(point: str, message: str, tmp_path: Path) -> None:
    text = f"matcher: {{level: {{audit: lab/t60, points: [lab/t56, {point}], threshold: 0.59}}}}"
    assert any(f"matcher.level.points.1 = {point}: {message}" in each for each in said(tmp_path, text, TEST))


NPL = "points: [npl-neoface-2023/t062-false-positives, npl-neoface-2023/t064-false-positives]"


@pytest.mark.parametrize("threshold", [0.6, 0.61, 0.64])
def test_a_threshold_moves_along_counts_of_the_levels_own_events(threshold: float, tmp_path: Path) -> None:
    assert said(tmp_path, f"matcher: {{level: {{{NPL}, threshold: {threshold}}}}}") == []


@pytest.mark.parametrize("threshold", [0.59, 0.65])
def test_beyond_the_counted_thresholds_nested_counts_say_nothing(threshold: float, tmp_path: Path) -> None:
    assert said(tmp_path, f"matcher: {{level: {{{NPL}, threshold: {threshold}}}}}") == [
        f"matcher.level.threshold = {threshold}: lies beyond the thresholds at which events were counted, 0.6 to 0.64; "
        "ask for one between them, or give the rate itself"
    ]


def test_counts_that_grow_with_the_threshold_are_not_nested(tmp_path: Path) -> None:
    rows = [
        line("t60", "fpir", "rate", threshold=0.60, gallery_size=10000, value=0.001, numerator=7),
        line("t62", "false_positives", "probes", threshold=0.62, gallery_size=10000, value=9),
    ]
    found = said(tmp_path, "matcher: {level: {audit: lab/t60, points: [lab/t62], threshold: 0.61}}", rows)
    assert any("not fewer and fewer of the level's own events" in each for each in found)


def test_a_gallery_size_is_the_rows_own(tmp_path: Path) -> None:
    found = said(tmp_path, "matcher: {level: {gallery_size: 500}}")
    assert found == [
        "matcher.level.gallery_size = 500: npl-neoface-2023/t060-n10000 was measured against 10,000 faces; leave gallery_size out; "
        "how errors grow from there to this gallery is growth's"
    ]


def test_a_rate_of_one_group_is_said_to_be_of_that_group(tmp_path: Path) -> None:
    found = said(tmp_path, "matcher: {level: {audit: lab/black}}", TEST)
    assert found == [
        "matcher.level.audit = lab/black: was measured on black people, and here it is the rate of asian and black and white; give the "
        "group it is of: group: <sex>/<race>, or probes: {over: [black], …}"
    ]
    assert (
        said(tmp_path, "matcher: {level: {audit: lab/black, probes: {over: [black], assumed: n}}}", TEST)
        == []
    )


def test_a_rate_between_two_groups_is_no_groups_own(tmp_path: Path) -> None:
    text = "matcher: {level: {audit: lab/pair, as: fmr, group: male/black, probes: null}}"
    assert any("compares black faces with white ones" in each for each in said(tmp_path, text, TEST))


def test_whom_a_test_measured_is_said_by_that_test(tmp_path: Path) -> None:
    text = "matcher: {level: {probes: {over: [white], source: the-hill-2019, assumed: null}}}"
    assert any(
        "matcher.level.probes.source = the-hill-2019: says whom another test measured" in each
        for each in said(tmp_path, text)
    )


MOST = "is an FPIR above a half: most searches of people who are not enrolled would return somebody"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("matcher: {policy: {fixed_fpir: 0.9}}", "matcher.policy.fixed_fpir = 0.9"),
        ("matcher: {level: {value: 0.7, as: fpir, gallery_size: 1000, assumed: n, probes: {over: [black], assumed: n}}}", "matcher.level = {value, as, gallery_size, assumed, …}"),
        ("matcher: {level: {between: [0.1, 0.7], as: fpir, gallery_size: 1000, assumed: n}}", "matcher.level = {between, as, gallery_size, assumed}"),
    ],
)  # fmt: skip
def test_an_fpir_above_a_half_is_told(text: str, path: str, tmp_path: Path) -> None:
    found = said(tmp_path, text)
    assert len(found) == 1
    assert found[0].startswith("warning: ")
    assert f"{path}: {MOST}" in found[0]


def test_an_fpir_that_this_gallery_makes_larger_than_a_half_is_told(tmp_path: Path) -> None:
    """1.67e-4 at 10,000 grows to 1 − exp(−16.7) at a milliard faces where errors grow in proportion."""
    seldom = "mated: {enrolled_encountered: {value: 0.0001, assumed: hardly anybody enrolled comes here}}"
    text = f"gallery: {{persons: 1000000000}}\nmatcher: {{growth: {{value: 1, assumed: n}}}}\n{seldom}"
    found = said(tmp_path, text)
    assert [each.split(";")[0] for each in found if "FPIR" not in each and "population" not in each] == [
        "warning: gallery.persons = 1000000000: makes about 100% of all searches of people who are not enrolled return somebody"
    ]
