"""Scenarios compared that take a fit by one name read the same row in the same draw; a result of one is a result like any other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from simulator.documents import Faults
from simulator.results import open_result
from simulator.scenario import load
from simulator.study.compare.evidence_once import used_twice
from simulator.study.compare.proposals import gather
from simulator.study.compare.run import compare
from simulator.study.stored import reload
from tests.fitted.folder import columns, fit_folder, learned
from tests.scenario.gate import scenario
from tests.study_compare.quiet import quiet

MANY = {"by_group": {"default": {"value": 1e7, "assumed": "made up"}}}
AXES = {"sex": ["female", "male"]}


def written(folder: Path, name: str, seed: int = 1, **blocks: Any) -> str:
    home = folder / name
    fit_folder(home / "fit", made=columns(seed))
    pathway = [
        {"stage": "looked_at", "liberty": "free", "takes": {"value": "1 min", "assumed": "made up"},
         "proceeds": {kind: {"value": 0.5, "assumed": "made up"} for kind in ("false_match", "stale_entry", "wanted")}},
        {"stage": "held", "liberty": "held", "takes": {"value": "5 min", "assumed": "made up"}},
    ]  # fmt: skip
    whole = scenario(AXES, {"none": "made up"}) | learned(encounters=MANY, population=MANY, pathway=pathway)
    path = home / f"{name}.yaml"
    path.write_text(json.dumps(whole | {"title": name} | blocks), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("learned")


def together(root: Path, *names: str, twice: bool = False) -> tuple[dict[str, Any], list[Path]]:
    found = gather(list(names), draws=400, seed=5, out=root / "results", evidence_twice=twice, progress=quiet)
    compared = compare(found, None, out=root / "results", progress=quiet)
    return compared.comparison.plain(), [each.folder for each in found.proposals]


def test_proposals_compared_read_the_same_row_also_of_a_fit_made_anew(root: Path) -> None:
    comparison, folders = together(root, written(root, "one"), written(root, "two", seed=2))
    one, two = (pq.read_table(folder / "draws.parquet") for folder in folders)
    assert one["unknown:fit/made"].to_pylist() == two["unknown:fit/made"].to_pylist()
    shared = {each["identity"]: each for each in comparison["pairs"][0]["unknowns"]["shared"]}
    assert shared["fit/made"]["by"] == "name"
    assert shared["fit/made"]["alike"] is False
    assert shared["fit/made/new-setting/here/false_alerts"]["alike"] is True


def published(root: Path) -> str:
    plain = scenario(AXES, {"none": "made up"}) | {"encounters": MANY, "population": MANY, "title": "plain"}
    (root / "plain.yaml").write_text(json.dumps(plain), encoding="utf-8")
    return str(root / "plain.yaml")


def refused(root: Path, *names: str) -> list[str]:
    with pytest.raises(Faults) as found:
        gather(list(names), draws=400, seed=5, out=root / "results", progress=quiet)
    return [f"{each.value} {each.rule}" for each in found.value.faults]


def test_evidence_taken_from_a_fit_and_as_published_is_refused_with_a_way_out(root: Path) -> None:
    (rule,) = refused(root, published(root), written(root, "one"))
    assert rule == (
        "npl-neoface-2023/t060-n10000 is taken from the fit made by one, and as it was published by plain: evidence would be used twice"
    )


def test_asked_for_it_is_compared_and_told_wherever_the_pair_stands(root: Path) -> None:
    comparison, _ = together(root, written(root, "one"), published(root), twice=True)
    learned_, plain = (each["warnings"] for each in comparison["proposals"])
    assert not any("drawn twice" in each for each in learned_)
    (said,) = (each for each in plain if "drawn twice" in each)
    assert "one takes npl-neoface-2023/t060-n10000 from the fit made" in said
    assert "do not quote how much they differ" in said
    assert comparison["pairs"][0]["evidence_twice"] == "npl-neoface-2023/t060-n10000"
    page = (root / "results" / "compare" / comparison["id"] / "comparison.html").read_text(encoding="utf-8")
    assert "--evidence-twice --draws 400" in page


def test_one_fit_under_two_names_is_evidence_used_twice(root: Path) -> None:
    home = written(root, "elsewhere", **learned("theirs"))
    (rule,) = refused(root, written(root, "one"), home)
    assert "from the fit made by one, and from a fit called theirs by elsewhere" in rule


def test_a_pair_that_takes_it_in_one_way_is_compared_as_ever(root: Path) -> None:
    comparison, _ = together(root, written(root, "one"), written(root, "two", seed=2))
    assert comparison["pairs"][0]["evidence_twice"] is None


def test_sums_of_the_rows_a_fit_learned_from_are_those_rows(root: Path) -> None:
    capital, record = (load(f"capital-cameras-{name}") for name in ("learned", "field-record"))
    (twice,) = used_twice([record, capital])
    assert (twice.learned, twice.other, twice.fit) == (1, 0, "london")
    assert used_twice([load("capital-cameras-learned"), load("california-patrol-learned")]) == ()


def test_a_result_holds_its_fit_and_is_answered_again_without_the_first(root: Path) -> None:
    path = Path(written(root, "kept"))
    _, (folder, _) = together(root, str(path), written(root, "one"))
    assert (folder / "fit" / "posterior.parquet").is_file()
    summary = json.loads((folder / "summary.json").read_text())
    (driver,) = [
        each
        for each in summary["sensitivity"]["selections"]["all"]["unknowns"]
        if each["identity"] == "fit/made"
    ]
    assert driver["label"] == "what the fit made taught"
    assert driver["rows"] == 400
    assert driver["members"]["true_rate"] > driver["members"]["false_threshold"]
    shutil.rmtree(path.parent)
    found = open_result(str(folder), root / "results")
    assert reload(found).library.fits["made"].rows == 8_192
    assert set(reload(found).own) == {"fit/fit.json", "fit/posterior.parquet"}
