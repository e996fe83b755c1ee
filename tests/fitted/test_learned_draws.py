"""A fit in the model: one row a draw for all it gives, new places of their own, and the algebra of what true alerts identify."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.evidence import read_posterior
from simulator.kernel.run import draw_unknowns, run
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.model.fits import FitRows, RowOf, StandardNormal
from simulator.model.moving import moved
from simulator.scenario.quantities import Positive
from tests.fitted.folder import CORRELATION, ROWS, THRESHOLD, WATCHLIST, Floats, columns, fit_folder, learned
from tests.fitted.test_learned_scenarios import gate

DRAWS = 8_000


def compiled(folder: Path, moving: frozenset[str] = frozenset(), **blocks: Any) -> Compiled:
    if not (folder / "fit").exists():
        fit_folder(folder / "fit")
    loaded = gate(folder, learned(**blocks))
    return compile_scenario(loaded.scenario, loaded.library, moving)


def drawn(scenario: Compiled, identity: str) -> Floats:
    row = [unknown.identity for unknown in scenario.unknowns].index(identity)
    return np.asarray(draw_unknowns(scenario, 1, 0, DRAWS)[row])


def test_a_fit_is_one_unknown_and_a_new_place_another(tmp_path: Path) -> None:
    assert {unknown.identity for unknown in compiled(tmp_path).unknowns} == {
        ":mated.fnir",
        "fit/made",
        "fit/made/new-setting/here/true_alerts",
        "fit/made/new-setting/here/false_alerts",
    }


def test_the_declared_name_is_the_identity_wherever_it_is_used(tmp_path: Path) -> None:
    one = compiled(tmp_path)
    other = compiled(tmp_path, gallery={"persons": 500, "composition": {"sex": {"levels": {
        "female": {"value": 1, "assumed": "made up"}, "male": {"value": 3, "assumed": "made up"}}}}})  # fmt: skip
    np.testing.assert_array_equal(drawn(one, "fit/made"), drawn(other, "fit/made"))
    refitted = tmp_path / "later"
    fit_folder(refitted / "fit", made=columns(seed=2))
    np.testing.assert_array_equal(drawn(one, "fit/made"), drawn(compiled(refitted), "fit/made"))


def test_every_row_is_as_likely(tmp_path: Path) -> None:
    rows = drawn(compiled(tmp_path), "fit/made")
    assert set(rows.astype(int)) <= set(range(ROWS))
    counts = np.bincount(rows.astype(int) // (ROWS // 16), minlength=16)
    assert (
        (counts - DRAWS / 16) ** 2 / (DRAWS / 16)
    ).sum() < 50  # chi squared on 15: beyond it once in 100,000


def test_what_was_learned_together_is_drawn_together(tmp_path: Path) -> None:
    scenario, made = compiled(tmp_path), columns()
    values = draw_unknowns(scenario, 1, 0, DRAWS)
    level, growth = scenario.matcher.level.value.of(values), scenario.matcher.growth.of(values)
    rows = drawn(scenario, "fit/made").astype(int)
    z = drawn(scenario, "fit/made/new-setting/here/false_alerts")
    expected = made["false_rate"][rows] * np.exp(made["false_setting"][rows] * z)
    np.testing.assert_allclose(level, expected, rtol=1e-12)
    np.testing.assert_array_equal(growth, made["false_watchlist"][rows])
    kept = np.corrcoef(np.log(made["false_rate"][rows]), growth)[0, 1]
    assert kept == pytest.approx(CORRELATION, abs=0.02)
    assert abs(np.corrcoef(rows, z)[0, 1]) < 0.05


def test_several_settings_are_averaged(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["matcher"]["level"]["new"] = {"place": "here", "differs_by": ["setting"], "settings": 3}
    loaded = gate(tmp_path, blocks)
    scenario = compile_scenario(loaded.scenario, loaded.library)
    values = draw_unknowns(scenario, 1, 0, 100)
    names = [unknown.identity for unknown in scenario.unknowns]
    stem = "fit/made/new-setting/here/false_alerts"
    z = np.stack([values[names.index(f"{stem}{end}")] for end in ("", "/1", "/2")])
    rows, made = values[names.index("fit/made")].astype(int), columns()
    factor = np.exp(made["false_setting"][rows] * z).mean(axis=0)
    np.testing.assert_allclose(
        scenario.matcher.level.value.of(values), made["false_rate"][rows] * factor, rtol=1e-12
    )


def test_a_rate_is_carried_by_its_own_rows_slopes(tmp_path: Path) -> None:
    fit = read_posterior(fit_folder(tmp_path / "fit"), "fit")
    rows = FitRows("made", fit, lambda *_: 0)
    quantity = Positive.model_validate(
        {
            "posterior": "made/false_rate",
            "at": {"threshold": THRESHOLD + 0.02, "watchlist_size": 2 * WATCHLIST},
        }
    )
    values, made = np.array([[5.0, 4_000.0]]), columns()
    carried = np.prod([each.of(values) for each in rows.factors(quantity, "here", None)], axis=0)
    at = [5, 4_000]
    expected = (
        made["false_rate"][at] * 2 ** made["false_watchlist"][at] * np.exp(2 * made["false_threshold"][at])
    )
    np.testing.assert_allclose(carried, expected, rtol=1e-9)


def test_true_alerts_come_back_out_of_the_model(tmp_path: Path) -> None:
    """η is what makes alerts on people enrolled the rate of the row, whatever the same draw's FNIR and list are."""
    scenario, made = compiled(tmp_path), columns()
    values = draw_unknowns(scenario, 1, 0, 500)
    names = [unknown.identity for unknown in scenario.unknowns]
    rows = values[names.index("fit/made")].astype(int)
    z = values[names.index("fit/made/new-setting/here/true_alerts")]
    expected = scenario.expect(values)
    found = expected.alerts[:, 1:].sum(axis=(0, 1)) / expected.searches.sum(axis=0)
    rate = made["true_rate"][rows] * (10 / WATCHLIST) ** made["true_watchlist"][rows] * np.exp(0.4 * z)
    np.testing.assert_allclose(found, rate, rtol=1e-6)
    often = scenario.mated.encountered.of(values)[:, 0]
    fnir = values[names.index(":mated.fnir")]
    np.testing.assert_allclose(often, rate / (10 / 1000 * (1 - fnir)), rtol=1e-6)


def test_a_gallery_that_is_moved_takes_the_rate_along(tmp_path: Path) -> None:
    scenario = compiled(tmp_path, frozenset({"gallery.persons"}))
    larger = moved(scenario, {"gallery.persons": 100.0})
    row = [unknown.identity for unknown in scenario.unknowns].index("fit/made")
    ratio = (
        larger.expect(larger.medians()).alerts[:, 1:].sum()
        / scenario.expect(scenario.medians()).alerts[:, 1:].sum()
    )
    medoid = int(scenario.medians()[row, 0])
    assert ratio == pytest.approx(10 ** columns()["true_watchlist"][medoid], rel=1e-9)


def test_a_row_at_every_median_is_the_middle_and_the_rows_are_otherwise_no_matter(tmp_path: Path) -> None:
    """Distance nought by any metric; the scales, on which it is measured, are logarithms, logits and plain numbers."""
    made = columns()
    planted = 5_000
    for values in made.values():
        values[planted] = np.median(values)
    fit_folder(tmp_path / "fit", made=made)
    loaded = gate(tmp_path, learned())
    scenario = compile_scenario(loaded.scenario, loaded.library)
    (law,) = (each.law for each in scenario.unknowns if isinstance(each.law, RowOf))
    assert law.medoid == planted


def test_the_middle_of_a_fit_is_a_row_near_the_middle_of_all_that_is_read(tmp_path: Path) -> None:
    scenario, made = compiled(tmp_path), columns()
    law = next(unknown.law for unknown in scenario.unknowns if unknown.identity == "fit/made")
    assert isinstance(law, RowOf)
    for name in ("false_rate", "true_rate", "false_watchlist", "true_watchlist", "false_setting"):
        off = (made[name][law.medoid] - np.median(made[name])) / made[name].std()
        assert abs(off) < 0.6, name
    assert law == replace(law, medoid=0)


def test_a_new_place_is_a_standard_normal_of_its_own() -> None:
    z = np.linspace(-2, 2, 5)
    np.testing.assert_allclose(StandardNormal().at(z), z)
    assert StandardNormal().ppf(np.array([0.5]))[0] == 0.0


def test_numbers_do_not_depend_on_workers(tmp_path: Path) -> None:
    scenario = compiled(tmp_path)
    one, two = (run(scenario, 3, 20_000, workers=workers) for workers in (1, 2))
    np.testing.assert_array_equal(one.counts.array(), two.counts.array())
    np.testing.assert_array_equal(one.years.values, two.years.values)
