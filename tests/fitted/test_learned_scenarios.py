"""A scenario that takes its quantities from a fit: what it may write, and every fault with its place and its way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults
from simulator.scenario import Loaded, inputs, load
from simulator.scenario.quantities import Positive
from tests.fitted.folder import columns, fit_folder, learned
from tests.scenario.gate import scenario

AXES = {"sex": ["female", "male"]}


def gate(folder: Path, blocks: dict[str, Any]) -> Loaded:
    whole = scenario(AXES, {"none": "made up"}) | blocks
    (folder / "gate.yaml").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    return load(str(folder / "gate.yaml"))


def told(folder: Path, blocks: dict[str, Any]) -> list[str]:
    with pytest.raises(Faults) as refused:
        gate(folder, blocks)
    assert all(fault.line > 1 for fault in refused.value.faults if not fault.warns)
    return [str(fault) for fault in refused.value.faults]


def level(**keys: Any) -> dict[str, Any]:
    """The learned blocks with other keys in the level."""
    blocks = learned()
    changed = blocks["matcher"]["level"] | keys
    blocks["matcher"]["level"] = {key: value for key, value in changed.items() if value is not None}
    return blocks


def at_threshold(threshold: float) -> dict[str, Any]:
    """The learned blocks with both rates wanted at another threshold."""
    blocks = level(at={"threshold": threshold})
    blocks["mated"]["enrolled_encountered"]["at"] = {"threshold": threshold}
    return blocks


def test_a_fit_is_taken_and_its_hash_is_part_of_the_scenario(tmp_path: Path) -> None:
    folder = fit_folder(tmp_path / "fit")
    loaded = gate(tmp_path, learned())
    digest = json.loads((folder / "fit.json").read_text())["posterior"]["sha256"]
    assert loaded.resolved["fits"] == {"made": {"folder": "fit", "sha256": digest}}
    assert set(loaded.own) == {"fit/fit.json", "fit/posterior.parquet"}
    assert loaded.warned == ()


def test_inputs_say_what_was_learned_and_where_it_is_wanted(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    rows = {row.path: row for row in inputs(gate(tmp_path, at_threshold(0.62)))}
    row = rows["matcher.level"]
    assert row.identity == "fit/made"
    assert row.grade == "measured elsewhere"
    assert row.text.startswith("false_rate of a made fit: 0.0000")
    assert row.why == "carried from threshold 0.6 to 0.62; a new setting, here"
    assert row.spread


def test_how_forces_differ_is_assumed_where_the_table_knows_one(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = level(new={"place": "here", "differs_by": ["setting", "force"]})
    rows = {row.path: row for row in inputs(gate(tmp_path, blocks))}
    assert rows["matcher.level"].grade == "assumed"


@pytest.mark.parametrize(
    ("keys", "path", "rule"),
    [
        ({"posterior": "mad/false_rate"}, "matcher.level.posterior", "is of no fit that fits: names; did you mean made?"),
        ({"posterior": "made/false_rat"}, "matcher.level.posterior", "is no parameter of this fit; did you mean false_rate?; it has false_rate, false_rate_setting_1, false_step"),
        ({"posterior": "made/true_rate"}, "matcher.level.posterior", "is true_rate of a made fit (per face), and matcher.level takes false alerts per face, as an FPIR; take false_rate or false_rate_setting_1"),
        ({"posterior": "made/false_watchlist", "at": None, "new": None}, "matcher.level.posterior", "is false_watchlist of a made fit (exponent)"),
        ({"posterior": "false_rate"}, "matcher.level", "names no parameter; write <fit>/<parameter>"),
        ({"new": None}, "matcher.level.posterior", "is an average over settings, and no place is the average"),
        ({"posterior": "made/false_rate_setting_1"}, "matcher.level.new", "is of a setting that the table knows"),
        ({"at": None}, "matcher.level.posterior", "holds at threshold 0.6; say at which it is wanted"),
        ({"new": {"place": "here", "differs_by": ["place"]}}, "matcher.level.new.differs_by.0", "is nothing this fit learned of"),
        ({"new": {"place": "here", "differs_by": ["wind"]}}, "matcher.level.new.differs_by.0", "force"),
        ({"gallery_size": 10_000}, "matcher.level.gallery_size", "says how an audit measured, and this level is a fit's"),
        ({"as": "fmr", "group": "male"}, "matcher.level.as", "is a rate of whole searches"),
        ({"assumed": "I think so"}, "matcher.level", "assumed has no place beside posterior"),
        ({"value": 0.1}, "matcher.level", "it has value and posterior"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_a_slip_is_told_with_its_place(tmp_path: Path, keys: dict[str, Any], path: str, rule: str) -> None:
    fit_folder(tmp_path / "fit")
    found = told(tmp_path, level(**keys))
    assert any(f"{path}" in each and rule in each for each in found), found


def test_a_rate_never_stands_for_a_share_or_a_growth(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["mated"]["fnir"] = {"posterior": "made/false_rate"}
    blocks["matcher"]["growth"] = {"posterior": "made/false_threshold"}
    found = told(tmp_path, blocks)
    assert any("mated.fnir.posterior" in each and "nothing of a fit may stand here" in each for each in found)
    assert any("matcher.growth takes growth of false alerts" in each for each in found)


def test_rows_beyond_what_is_possible_are_refused(tmp_path: Path) -> None:
    made = columns() | {"false_watchlist": columns()["false_watchlist"] + 0.5}
    fit_folder(tmp_path / "fit", made=made)
    assert any("matcher.growth" in each and "outside [0, 1]" in each for each in told(tmp_path, learned()))


def test_a_family_without_a_mean_is_refused(tmp_path: Path) -> None:
    folder = fit_folder(tmp_path / "fit")
    about = json.loads((folder / "fit.json").read_text())
    about["parameters"]["false_setting"]["prior_scale"] = 1.0
    (folder / "fit.json").write_text(json.dumps(about))
    assert any("the mean of a new setting is infinite" in each for each in told(tmp_path, learned()))


def test_evidence_a_fit_was_learned_from_counts_once(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["matcher"]["level"] = {"audit": "npl-neoface-2023/t060-n10000", "as": "fpir"}
    fault = next(each for each in told(tmp_path, blocks) if "matcher.level" in each)
    assert "matcher.level.audit = npl-neoface-2023/t060-n10000: was learned from in the fit made" in fault


def test_two_fits_of_the_same_rows_count_them_twice_and_a_fit_without_use_is_said(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    both = {"made": {"folder": "fit"}, "other": {"folder": "fit"}}
    loaded = gate(tmp_path, learned(fits=both))
    assert any("fits.other: is named, and nothing is taken from it" in str(each) for each in loaded.remarks)
    blocks = learned(fits=both)
    blocks["mated"]["enrolled_encountered"]["posterior"] = "other/true_rate"
    (found,) = told(tmp_path, blocks)
    assert "fits.other: was learned from 1 of the rows that made was learned from" in found


def test_a_threshold_the_table_never_saw_is_said_beside_the_number(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    warned = gate(tmp_path, at_threshold(0.80)).warned
    assert [each.split(" = ")[0].split("  ")[-1] for each in warned] == [
        "mated.enrolled_encountered.at.threshold", "matcher.level.at.threshold",
    ]  # fmt: skip
    assert all("lies beyond what the table saw, 0.58 to 0.66" in each for each in warned)


def test_level_and_growth_of_different_rows_are_said(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["matcher"]["growth"] = {"value": 1, "assumed": "made up"}
    (warned,) = gate(tmp_path, blocks).warned
    assert "is not made's, whose level and growth were learned together" in warned


def test_a_step_leads_from_the_laboratorys_level_and_from_no_street(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    step = {"posterior": "made/false_step", "new": {"place": "here", "differs_by": ["setting"]}}
    blocks = learned()
    blocks["matcher"]["transfer"] = step
    (found,) = told(tmp_path, blocks)
    assert "the level (made/false_rate) is of streets already" in found
    assert "or take the laboratory's own, false_rate_setting_1, as level" in found
    blocks = level(posterior="made/false_rate_setting_1", new=None)
    blocks["matcher"]["transfer"] = step
    assert gate(tmp_path, blocks).warned == ()


def test_a_fit_that_is_none_or_damaged_is_told_where_it_is_named(tmp_path: Path) -> None:
    (found,) = told(tmp_path, learned())
    assert "fits.made.folder = fit: is no fit: it has no fit.json and posterior.parquet" in found
    folder = fit_folder(tmp_path / "fit")
    with (folder / "posterior.parquet").open("ab") as stream:
        stream.write(b"more")
    (found,) = told(tmp_path, learned())
    assert "is damaged: posterior.parquet is not the one that fit.json describes" in found
    (folder / "fit.json").write_text("[1]")
    (found,) = told(tmp_path, learned())
    assert "is not a fit that can be read" in found
    short = {name: values[:100] for name, values in columns().items()}
    fit_folder(tmp_path / "fit", made=short)
    (found,) = told(tmp_path, learned())
    assert "has too few rows" in found


def test_a_fit_lies_under_the_scenario_and_is_the_one_that_was_meant(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    (tmp_path / "own").mkdir()
    outside = learned() | {"fits": {"made": {"folder": "../fit"}}}
    assert any("lies outside the scenario's folder" in each for each in told(tmp_path / "own", outside))
    other = learned() | {"fits": {"made": {"folder": "fit", "sha256": "0" * 64}}}
    assert any("is of other rows than this fit has" in each for each in told(tmp_path, other))
    both = learned() | {"fits": {"made": {"folder": "fit", "shipped": "met-lfr-deployments"}}}
    assert any("needs one of shipped" in each for each in told(tmp_path, both))
    none = learned() | {"fits": {"made": {"shipped": "met-lfr-deploymnts"}}}
    assert any("no fit of this name ships" in each for each in told(tmp_path, none))


def test_more_people_enrolled_than_live_here_are_said_though_how_often_they_come_is_learned(
    tmp_path: Path,
) -> None:
    fit_folder(tmp_path / "fit")
    few = scenario(AXES, {"none": "made up"})["gallery"]
    many = learned(gallery=few | {"persons": 2_000})  # of twice five hundred people
    assert any(
        "2,000 people are enrolled, and the population has 1,000" in each
        for each in gate(tmp_path, many).warned
    )


def test_a_step_to_the_street_on_top_of_a_streets_rate_is_said(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["matcher"]["transfer"] = {"between": [0.4, 3.5], "assumed": "made up"}
    (warned,) = gate(tmp_path, blocks).warned
    assert "is a step on top of made/false_rate, which is of streets already" in warned
    blocks["matcher"]["level"] = {
        "posterior": "made/false_rate_setting_1",
        "as": "fpir",
        "at": {"threshold": 0.60},
    }
    assert not gate(tmp_path, blocks).warned


def test_false_and_true_alerts_are_wanted_at_one_threshold(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    (found,) = told(tmp_path, level(at={"threshold": 0.62}))
    assert "one system has one, and it moves false and true alerts; write 0.6, or change both" in found
    assert not gate(tmp_path, at_threshold(0.62)).warned


@given(st.text(max_size=40))
def test_any_reference_is_a_fits_parameter_or_a_fault_in_words(text: str) -> None:
    fit, slash, parameter = text.partition("/")
    if not (fit and slash and parameter) or "/" in parameter:
        with pytest.raises(ValueError, match="names no parameter"):
            Positive.model_validate({"posterior": text})
    else:
        found = Positive.model_validate({"posterior": text})
        assert found.form == "posterior"
        assert found.is_uncertain
