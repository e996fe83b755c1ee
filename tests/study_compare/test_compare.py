"""Comparisons: the same years for every proposal, from scenarios or from results; and limits that a changed line changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from simulator.documents import Faults
from simulator.impact.limits import Horizons
from simulator.model.compile import compile_scenario
from simulator.results import NotRepeated, verify
from simulator.results.manifest import read_manifest, seal, sha256
from simulator.scenario import load
from simulator.study.board.limit_files import LimitFile, find_limits, read_limits
from simulator.study.compare.content import COMPARED
from simulator.study.compare.proposals import Together, gather
from simulator.study.compare.run import Compared, compare
from tests.results.made import as_json_holds
from tests.schemas import keeps_its_schema
from tests.study_compare.conftest import DRAWS
from tests.study_compare.quiet import quiet


def both(root: Path) -> Together:
    names = ["prison-gate", "prison-gate-two-person-review"]
    return gather(names, draws=DRAWS, seed=5, out=root, progress=quiet)


def changed(folder: Path, old: str, new: str) -> LimitFile:
    text = find_limits("board-limits").read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / "ours.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read_limits(path)


def test_the_folder_is_whole_and_verified(gates: Compared) -> None:
    assert verify(gates.folder).intact
    assert {path.name for path in gates.folder.iterdir()} >= {
        "comparison.json", "comparison.md", "comparison.html", "comparison.csv", "differences.csv", "verdicts.csv", "limits.yaml",
        "datapackage.json", "manifest.json", "proposals",
    }  # fmt: skip
    stored = json.loads((gates.folder / "comparison.json").read_text(encoding="utf-8"))
    assert stored["limits"] == as_json_holds(gates.comparison)["limits"]
    keeps_its_schema("comparison", stored)
    keeps_its_schema("manifest", json.loads((gates.folder / "manifest.json").read_text(encoding="utf-8")))


def test_values_are_those_of_each_proposals_own_result(gates: Compared) -> None:
    for each in as_json_holds(gates.comparison)["proposals"]:
        summary = json.loads(
            (gates.folder / "proposals" / each["name"] / "summary.json").read_text(encoding="utf-8")
        )
        for measure in COMPARED:
            for group in as_json_holds(gates.comparison)["groups"]:
                ours = as_json_holds(gates.comparison)["values"][each["name"]][measure][group["id"]]
                theirs = summary["measures"][measure]["values"][group["id"]]
                assert ours["median"] == theirs["median"], (measure, group["id"])
                assert (ours["lo"], ours["hi"], ours["audit"]) == (
                    theirs["lo"],
                    theirs["hi"],
                    theirs["audit"],
                )


def test_an_overlay_shares_what_it_does_not_change(gates: Compared) -> None:
    (pair,) = as_json_holds(gates.comparison)["pairs"]
    assert len(pair["unknowns"]["shared"]) > 30
    assert {each["path"] for each in pair["differs"]} == {
        "pathway.gate_review.takes",
        "pathway.gate_review.proceeds.false_match",
        "pathway.gate_review.proceeds.stale_entry",
        "pathway.gate_review.proceeds.wanted",
    }
    alerts = pair["differences"]["false_alerts"]["all"]
    assert alerts["audit"] == [0.0, 0.0], "the matcher and its unknowns are the same"
    arrivals = pair["differences"]["encounters"]["all"]
    assert arrivals["equal"] == 1.0, "and so is the year"
    held = pair["differences"]["wrongly_held"]["all"]
    assert held["below"] + held["equal"] + held["above"] == pytest.approx(1)


def test_finished_results_compare_like_their_scenarios(gates: Compared, root: Path) -> None:
    folders = [
        str(next((root / each["name"]).iterdir())) for each in as_json_holds(gates.comparison)["proposals"]
    ]
    together = gather(folders, draws=None, seed=None, out=root, progress=quiet)
    assert (together.draws, together.seed) == (DRAWS, 5)
    again = compare(together, read_limits(find_limits("board-limits")), out=root, progress=quiet)
    assert again.reused
    assert again.folder == gates.folder


def test_the_same_comparison_is_the_same_bytes(gates: Compared, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "results")
    limits = read_limits(find_limits("board-limits"))
    again = compare(both(tmp_path / "results"), limits, out=tmp_path / "results", force=True, progress=quiet)
    assert read_manifest(again.folder).outputs == read_manifest(gates.folder).outputs


@pytest.mark.parametrize(
    ("old", "new", "grade"),
    [("at_most: 12\n", "at_most: 1000\n", "within"), ("at_most: 12\n", "at_most: 0\n", None)],
)
def test_one_changed_line_changes_the_verdict(
    gates: Compared, root: Path, tmp_path: Path, old: str, new: str, grade: str | None
) -> None:
    rule = "women-and-people-of-colour-held"
    found = compare(both(root), changed(tmp_path, old, new), out=root, progress=quiet)
    assert found.folder != gates.folder
    before, after = (
        {each["rule"]: each for each in as_json_holds(which.comparison)["limits"]["verdicts"]["prison-gate"]}
        for which in (gates, found)
    )
    assert after[rule]["grade"] == grade
    assert grade or after[rule]["neighbours"] == ["undecided", "mostly-exceeds"]
    assert before[rule]["probability"] != after[rule]["probability"]
    del before[rule], after[rule]
    assert before == after, "and no other rule's"


def test_every_rule_has_its_verdict_and_its_reasons(gates: Compared) -> None:
    limits = as_json_holds(gates.comparison)["limits"]
    for name, verdicts in limits["verdicts"].items():
        assert [each["rule"] for each in verdicts] == [rule["rule"] for rule in limits["rules"]], name
        unknown = [each for each in verdicts if each["probability"] is None]
        assert [each["rule"] for each in unknown] == ["some-good"]
        assert (
            unknown[0]["why"]
            == "how many of the wanted people would be found without the system is not known"
        )
        for each in verdicts:
            if each in unknown:
                continue
            lo, hi = each["mc"]
            assert lo <= each["probability"] <= hi
            assert each["kept"] / each["n_draws"] == each["probability"]
            assert (each["grade"] is None) == (each["neighbours"] is not None)
            assert each["grade"] not in ("within", "exceeds") or not each["deciding"]
            for input_ in each["deciding"]:
                assert input_["interval"][0] <= input_["decides"] <= input_["interval"][1]
            assert 0.1 < each["probability"] < 0.9 or not each["deciding"], "nothing decides beside a cut"
            assert (each["grade"] != "within") == bool(each["safe"] or each["safe_why"])


def test_all_rules_together_are_kept_in_the_same_draws_and_never_oftener_than_one_of_them(
    root: Path, tmp_path: Path
) -> None:
    """Three rules of one proposal, lived by hand: a count, a sum of five years, and a rate."""
    text = """
schema: 1
title: Ours
limits:
- {rule: few, measure: wrongly_held, group: women_or_minorities, at_most: 12, reason: because}
- {rule: arrests, measure: wrongful_arrests, group: all, at_most: 0, horizon: 5 years, reason: because}
- {rule: risk, measure: risk_per_person, group: all, at_most: 0.002, reason: because}
"""
    (tmp_path / "ours.yaml").write_text(text, encoding="utf-8")
    together = gather(["prison-gate"], draws=DRAWS, seed=5, out=root, progress=quiet)
    limits = as_json_holds(
        compare(together, read_limits(tmp_path / "ours.yaml"), out=root, progress=quiet).comparison
    )["limits"]
    loaded = load("prison-gate")
    lived = Horizons(compile_scenario(loaded.scenario, loaded.library), 5, DRAWS)
    by_hand = (
        (lived.over(1.0).simulated_values("wrongly_held", "women_or_minorities") <= 12)
        & (lived.over(5.0).simulated_values("wrongful_arrests", "all") == 0)
        & (lived.over(1.0).expected_values("risk_per_person", "all") <= 0.002)
    )
    whole, apart = limits["together"]["prison-gate"], limits["verdicts"]["prison-gate"]
    assert (whole["kept"], whole["n_draws"]) == (int(by_hand.sum()), DRAWS)
    assert 0 < whole["probability"] < min(each["probability"] for each in apart)
    independent = float(np.prod([each["probability"] for each in apart]))
    assert whole["probability"] > independent + 0.02, "rules of one world are kept together"


def test_without_limits_there_are_no_verdicts(root: Path) -> None:
    found = compare(both(root), None, out=root, progress=quiet)
    assert as_json_holds(found.comparison)["limits"] is None
    assert not (found.folder / "verdicts.csv").exists()


def test_one_proposal_can_be_held_to_limits(root: Path) -> None:
    together = gather(["prison-gate"], draws=DRAWS, seed=5, out=root, progress=quiet)
    found = compare(together, read_limits(find_limits("board-limits")), out=root, progress=quiet)
    assert as_json_holds(found.comparison)["pairs"] == []
    assert set(as_json_holds(found.comparison)["limits"]["verdicts"]) == {"prison-gate"}


def test_a_group_that_nobody_has_is_a_slip_and_one_that_some_have_is_unknown_to_the_others(
    root: Path, tmp_path: Path
) -> None:
    with pytest.raises(
        Faults, match=r"ours.yaml:\d+:\d+  limits.women-and-people-of-colour-held.group = womn"
    ):
        compare(
            both(root),
            changed(tmp_path, "group: women_or_minorities\n    at_most: 12", "group: womn\n    at_most: 12"),
            out=root,
            progress=quiet,
        )
    together = gather(["prison-gate", "capital-cameras"], draws=DRAWS, seed=5, out=root, progress=quiet)
    limits = changed(
        tmp_path, "group: women_or_minorities\n    at_most: 12", "group: hispanic\n    at_most: 12"
    )
    found = as_json_holds(compare(together, limits, out=root, progress=quiet).comparison)["limits"]
    first = found["verdicts"]["capital-cameras"][0]
    assert (first["grade"], first["neighbours"], first["probability"]) == (None, None, None)
    assert "no group or sum of groups called hispanic" in first["why"]
    assert found["together"]["capital-cameras"]["counts"]["not-judged"] == 2, (
        "what is found anyway is not known either"
    )
    assert found["together"]["capital-cameras"]["not_judged"] == [
        "women-and-people-of-colour-held",
        "some-good",
    ]
    assert found["verdicts"]["prison-gate"][0]["probability"] is not None


def test_what_cannot_be_paired_is_said_at_once(gates: Compared, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "results")
    out = tmp_path / "results"
    gather(["prison-gate"], draws=DRAWS, seed=6, out=out, progress=quiet)
    ids = sorted(path.name for path in (out / "prison-gate").iterdir())
    with pytest.raises(Faults) as caught:
        gather([*ids, "prison-gat", "./none.yaml"], draws=None, seed=None, out=out, progress=quiet)
    text = str(caught.value)
    assert "was made with seed" in text
    assert "only results with the same seed, draws and version can be paired" in text
    assert "did you mean prison-gate?" in text
    assert "none.yaml" in text
    with pytest.raises(Faults, match="is compared with itself"):
        gather(["prison-gate", "prison-gate"], draws=DRAWS, seed=5, out=out, progress=quiet)
    with pytest.raises(Faults, match="is not the result of one proposal"):
        gather(["prison-gate", "compare"], draws=None, seed=None, out=out, progress=quiet)


def test_a_result_that_its_scenario_does_not_give_is_not_paired(
    gates: Compared, root: Path, tmp_path: Path
) -> None:
    """Say it was made on another platform: whole and sealed, with one case more."""
    stored = next(path for path in (root / "prison-gate").iterdir() if read_manifest(path).study.seed == 5)
    folder = tmp_path / "results" / "prison-gate" / stored.name
    shutil.copytree(stored, folder)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    summary["measures"]["wrongly_held"]["values"]["all"]["mean"] += 1 / DRAWS
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    manifest = as_json_holds(read_manifest(folder))
    manifest["outputs"]["summary.json"]["sha256"] = sha256(folder / "summary.json")
    manifest["seal"] = seal(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    together = gather([str(folder)], draws=None, seed=None, out=tmp_path / "results", progress=quiet)
    with pytest.raises(NotRepeated, match="cannot be paired"):
        compare(together, None, out=tmp_path / "results", progress=quiet)
    assert not (tmp_path / "results" / "compare").exists()


def test_a_copy_under_another_name_is_the_same_result(gates: Compared, root: Path, tmp_path: Path) -> None:
    folder = next((root / "prison-gate-two-person-review").iterdir())
    shutil.copytree(folder, tmp_path / "copy")
    with pytest.raises(Faults, match="is compared with itself"):
        gather([str(folder), str(tmp_path / "copy")], draws=None, seed=None, out=root, progress=quiet)


def test_two_results_of_one_scenario_are_told_apart(root: Path, tmp_path: Path) -> None:
    from simulator.scenario import load
    from simulator.study.run import run_study

    whole, half = (
        run_study(load("prison-gate", changes), draws=DRAWS, seed=5, out=tmp_path, clock=False).folder
        for changes in ({}, {"scan": "0.5"})
    )
    together = gather([str(whole), str(half)], draws=None, seed=None, out=tmp_path, progress=quiet)
    assert [each.name for each in together.proposals] == [
        f"prison-gate-{whole.name[:6]}",
        f"prison-gate-{half.name[:6]}",
    ]
    (pair,) = as_json_holds(compare(together, None, out=tmp_path, progress=quiet).comparison)["pairs"]
    assert [each["path"] for each in pair["differs"]] == ["scan"]
