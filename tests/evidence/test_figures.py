"""Figures checked against each other: totals, matrices, and the discrepancies the sources own up to."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from simulator.evidence import Row, library

SHELF = library()


def total(rows: Iterable[Row]) -> float:
    return sum(row.value or 0.0 for row in rows)


@pytest.mark.parametrize("name", ["stops-by-race", "agencies"])
def test_ripa_stops_add_to_the_printed_total(name: str) -> None:
    rows = SHELF.set(f"ripa-2018h2/{name}")
    assert len(rows) == 8
    assert total(rows) == SHELF.row("ripa-2018h2/total").value == 1_800_054


@pytest.mark.parametrize("algorithm", ["yitu-003", "imperial-002"])
def test_nist_figure_12_prints_one_triangle_of_an_eight_by_eight_matrix(algorithm: str) -> None:
    rows = SHELF.set(f"nist-ir-8280/fig12-{algorithm}")
    pairs = {frozenset([(r.sex, r.race), (r.sex_gallery, r.race_gallery)]) for r in rows}
    assert len(rows) == len(pairs) == 36
    diagonal = {(r.sex, r.race): r.value for r in rows if (r.sex, r.race) == (r.sex_gallery, r.race_gallery)}
    assert len(diagonal) == 8
    assert diagonal["male", "white"] == 1e-4
    assert max(diagonal.values(), key=lambda v: v or 0) == diagonal["female", "american-indian"]
    censored = [r for r in rows if r.censored]
    assert len(censored) == 2
    assert {r.value for r in censored} == {1e-6}
    assert {r.censored for r in censored} == {"below"}


def test_the_two_nist_reports_disagree_as_their_notes_say() -> None:
    def ratio(women: str, men: str) -> float:
        high, low = SHELF.row(women).value, SHELF.row(men).value
        assert high is not None
        assert low is not None
        return high / low

    for algorithm, early, late in (("imperial-002", 10.0, 6.5), ("yitu-003", 3.16, 2.4)):
        fig12 = f"nist-ir-8280/fig12-{algorithm}"
        frvt = f"nist-frvt-11-2020/{algorithm}"
        women, men = f"{fig12}-black-female-black-female", f"{fig12}-white-male-white-male"
        assert ratio(women, men) == pytest.approx(early)
        assert ratio(f"{frvt}-black-black-female", f"{frvt}-white-white-male") == pytest.approx(late)


def test_named_algorithms_and_quantiles_are_whole() -> None:
    source = SHELF.source("nist-frvt-11-2020")
    named = {name: rows for name, rows in source.sets.items() if not name.startswith(("quantiles", "fnmr"))}
    assert len(named) == 40
    assert {len(rows) for rows in named.values()} == {8}
    for name, algorithms in (("quantiles", 240), ("quantiles-accurate", 100)):
        rows = source.sets[name]
        assert {r.value for r in rows if r.metric == "n_algorithms"} == {algorithms}
        by_cell: dict[tuple[str, ...], list[float]] = {}
        for row in rows:
            if row.metric != "n_algorithms" and row.value is not None:
                by_cell.setdefault((row.sex, row.race, row.race_gallery), []).append(row.value)
        assert len(by_cell) == 8
        assert all(values == sorted(values) and len(values) == 5 for values in by_cell.values())


def test_gender_shades_headline_cells_are_the_sum_of_the_skin_types() -> None:
    for vendor in ("microsoft", "ibm", "facepp"):
        parts = SHELF.set(f"gender-shades-2018/{vendor}-by-skin-type")
        for cell in SHELF.set(f"gender-shades-2018/{vendor}"):
            walk = SHELF.crosswalk("skin-type")
            same = [
                p
                for p in parts
                if p.sex == cell.sex and walk.to("race", p.race) == walk.to("race", cell.race)
            ]
            assert sum(p.denominator or 0 for p in same) == cell.denominator
            errors = sum(round((p.value or 0) * (p.denominator or 0)) for p in same)
            assert errors == cell.numerator
            assert cell.is_proxy


def test_the_metropolitan_police_sums_are_the_sums_of_the_printed_rows() -> None:
    printed = {name: SHELF.set(f"met-lfr-deployments/{name}") for name in ("faces", "alerts", "false-alerts")}
    parts = (
        ("t060", 0.60, "2020"),
        ("t062", 0.62, "2020"),
        ("t064", 0.64, "2020"),
        ("t064-2025", 0.64, "2025"),
    )
    for prefix, threshold, since in parts:
        for name, rows in printed.items():
            wanted = SHELF.row(f"met-lfr/{prefix}-{name}").value
            until = "2026" if since == "2025" else "2025"
            assert total(r for r in rows if r.threshold == threshold and since <= r.when < until) == wanted
    alerts, true, false = (
        SHELF.row(f"met-lfr/t060-{n}").value for n in ("alerts", "true-alerts", "false-alerts")
    )
    assert (alerts, true, false) == (691, 667, 25)
    assert any("692" in text for text in SHELF.source("met-lfr").known_discrepancies)


def test_the_national_laboratory_rate_overstates_the_street_record() -> None:
    rate = SHELF.row("npl-neoface-2023/t060-n10000")
    comparisons = SHELF.row("met-lfr/t060-comparisons").value
    assert rate.value is not None
    assert rate.gallery_size is not None
    assert comparisons is not None
    assert rate.numerator == 7
    assert comparisons * rate.value / rate.gallery_size == pytest.approx(99, abs=0.5)


def test_the_essex_observers_counts_hang_together() -> None:
    funnel = {row.row: row.value or 0 for row in SHELF.set("fussey-murray-2019/funnel")}
    assert funnel["acted-on"] + funnel["rejected"] == funnel["alerts"]
    assert funnel["stopped"] + funnel["lost-in-crowd"] == funnel["acted-on"]
    assert funnel["correct"] + funnel["stopped-wrongly"] == funnel["stopped"]
    derived = SHELF.row("fussey-murray-2019/false-alerts-acted-on")
    assert derived.numerator == funnel["acted-on"] - funnel["correct"] == 18
    assert derived.denominator == funnel["alerts"] - funnel["correct"] == 34


def test_populations_and_profiles_are_whole() -> None:
    assert len(SHELF.set("census-2019/california")) == 14
    assert total(SHELF.set("census-2019/california")) == 39_512_223
    hours = SHELF.set("ri-stop-hours/hours")
    assert [row.when for row in hours] == [f"{hour:02d}:00" for hour in range(24)]
    assert total(hours) == 91_741
    assert total(SHELF.set("ripa-2019/sex-share")) == pytest.approx(1.0)
    assert total(SHELF.set("opencrime-arrests/sex")) == pytest.approx(1.0)
    assert total(SHELF.set("fbi-ucr-2019/arrests-by-race")) == pytest.approx(0.999)


def test_south_wales_events_add_to_the_totals() -> None:
    for name in ("alerts", "false-alerts", "true-alerts"):
        rows = SHELF.set(f"south-wales-afr/events-{name}")
        assert len(rows) == 15
        assert total(rows) == SHELF.row(f"south-wales-afr/total-{name}").value


def test_a_gain_in_accuracy_is_not_paired_with_a_count_of_officers() -> None:
    selected, gain = SHELF.source("dunn-2023").rows
    assert selected.rate == pytest.approx(38 / 1600)
    assert (gain.value, gain.numerator, gain.unit) == (0.20, None, "difference")


def test_words_stay_words() -> None:
    assert (
        SHELF.row("howard-2019/homogeneous-ratio").lo,
        SHELF.row("howard-2019/homogeneous-ratio").value,
    ) == (400, None)
    towler = SHELF.row("towler-2023/average-error")
    assert (towler.value, towler.lo, towler.hi) == (None, 0.20, 0.30)
    assert SHELF.row("npl-neoface-2023/t058-t056-direction").value is None


def test_the_legal_limit_is_in_seconds() -> None:
    assert SHELF.row("riverside-v-mclaughlin-1991/hours").seconds == 48 * 3600


@pytest.mark.parametrize("grouping", ["t060-by-watchlist", "t060-by-period"])
def test_london_at_060_adds_to_its_whole_however_it_is_cut(grouping: str) -> None:
    rows = SHELF.set(f"met-lfr/{grouping}")
    assert sum(row.numerator or 0 for row in rows) == SHELF.row("met-lfr/t060-false-alerts").value == 25
    assert sum(row.denominator or 0 for row in rows) == SHELF.row("met-lfr/t060-faces").value == 491_246


def test_london_at_064_is_the_sum_of_its_two_years() -> None:
    whole = SHELF.row("met-lfr/t064-to-2025-05-false-alert-rate")
    parts = [SHELF.row(f"met-lfr/{name}-false-alert-rate") for name in ("t064", "t064-2025")]
    assert whole.numerator == sum(part.numerator or 0 for part in parts) == 5
    assert whole.denominator == sum(part.denominator or 0 for part in parts) == 1_863_630


def test_amazon_s_unprinted_cells_share_the_errors_the_totals_leave_and_round_as_printed() -> None:
    cells = {row.row: row for row in SHELF.set("actionable-auditing-2019/amazon-derived")}
    assert sum(row.numerator or 0 for row in cells.values()) == 110
    assert sum(row.denominator or 0 for row in cells.values()) == 1_270
    for cell in ("darker-male", "lighter-female"):
        printed = SHELF.row(f"actionable-auditing-2019/amazon-{cell}-reported").value
        derived = cells[f"amazon-derived-{cell}"]
        assert derived.numerator is not None
        assert derived.denominator is not None
        assert round(derived.numerator / derived.denominator, 2) == printed


def test_ten_american_durations_have_the_middle_their_source_states() -> None:
    american = {"robert-williams": 30, "porcha-woodruff": 11}  # hours; the others in days
    days = [hours / 24 for hours in american.values()]
    names = ("nijeer-parks", "randal-reid", "alonzo-sawyer", "christopher-gatlin", "ms-williams-maryland")
    days += [SHELF.row(f"documented-wrongful-arrests/{name}").value or 0.0 for name in names]
    bounds = ("trevis-williams", "angela-lipps")
    days += [SHELF.row(f"documented-wrongful-arrests/{name}").lo or 0.0 for name in bounds]
    days += [(SHELF.row("documented-wrongful-arrests/robert-dillon").lo or 0.0) / 24]
    assert len(days) == 10
    assert sorted(days)[4:6] == [6, 9]
    assert sum(each >= 2 for each in days) == 7
