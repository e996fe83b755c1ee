"""Copies, renamed files and overlays: what has one content has one answer, and what differs is told as what it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from simulator.documents import Faults
from simulator.results import Summary
from simulator.scenario import inputs, load, resolve_reference
from simulator.scenario.template import template
from simulator.study import run_study
from simulator.study.compare.differing import differs
from simulator.study.compare.proposals import Proposal, gather
from simulator.study.compare.run import compare
from tests.reports.told import comparison_text
from tests.study_compare.quiet import quiet

DRAWS = 300
SHORTER = "gallery:\n  persons: {value: 400, assumed: a shorter list}\n"


def compared(root: Path, *names: str) -> dict[str, Any]:
    together = gather(list(names), draws=DRAWS, seed=3, out=root, progress=quiet)
    return compare(together, None, out=root, progress=quiet).comparison.plain()


NO_SUMMARY = cast(Summary, None)


def unanswered(reference: str) -> Proposal:
    """A proposal that nobody has run."""
    loaded = load(reference)
    return Proposal(loaded.name, loaded.scenario.title, loaded, inputs(loaded), Path(), NO_SUMMARY)


def copy(path: Path, *, base: str = "prison-gate", old: str = "", new: str = "") -> str:
    """A shipped scenario written out under another name, perhaps with one change."""
    text = resolve_reference(base).read_text(encoding="utf-8")
    assert old in text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return str(path)


def measures(path: str, root: Path) -> tuple[str, str]:
    """The id of a scenario's result, and its table."""
    folder = run_study(load(path), draws=DRAWS, seed=3, out=root, clock=False).folder
    return folder.name, (folder / "measures.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", template()], ids=["with a lineage", "without one"])
def test_a_renamed_file_has_the_same_id_and_the_same_numbers(text: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        copy(tmp_path / f"{name}.yaml")
        if text:
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    one, two = (measures(str(tmp_path / f"{name}.yaml"), tmp_path / name) for name in ("one", "two"))
    assert one == two


def test_an_overlay_and_the_same_written_out_are_one_result(tmp_path: Path) -> None:
    """What is to be said of how a file is written is no part of the result it gives."""
    from simulator.documents import dump

    text = (
        "extends: california-patrol\ntitle: Ours\nhorizon: 1 year\n"
        "gallery:\n"
        "  persons: {value: 300000, assumed: a shorter list}\n"
        "  images: {value: 1200000, assumed: four pictures of each}\n"
    )
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    loaded = load(str(tmp_path / "overlay.yaml"))
    assert len(loaded.remarks) == 2
    (tmp_path / "whole.yaml").write_text(dump(loaded.resolved), encoding="utf-8")
    assert load(str(tmp_path / "whole.yaml")).remarks == ()
    one, two = (measures(str(tmp_path / f"{name}.yaml"), tmp_path / name) for name in ("overlay", "whole"))
    assert one == two
    warnings = [
        json.loads((tmp_path / name / name / one[0] / "summary.json").read_text(encoding="utf-8"))["warnings"]
        for name in ("overlay", "whole")
    ]
    assert warnings[0] == warnings[1]


def test_what_must_be_said_with_the_numbers_tells_two_results_apart(tmp_path: Path) -> None:
    """An overlay that changed the people and kept their images is warned of; written out, nothing tells of it."""
    from simulator.documents import dump

    text = "extends: california-patrol\ntitle: Ours\ngallery: {persons: {value: 300000, assumed: x}}\n"
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    loaded = load(str(tmp_path / "overlay.yaml"))
    (tmp_path / "whole.yaml").write_text(dump(loaded.resolved), encoding="utf-8")
    assert [len(load(str(tmp_path / f"{name}.yaml")).warned) for name in ("overlay", "whole")] == [1, 0]
    one, two = (measures(str(tmp_path / f"{name}.yaml"), tmp_path / name) for name in ("overlay", "whole"))
    assert (one[0] == two[0], one[1] == two[1]) == (False, True)


def test_two_files_of_one_content_differ_in_nothing(tmp_path: Path) -> None:
    found = compared(tmp_path / "results", copy(tmp_path / "a.yaml"), copy(tmp_path / "b.yaml"))
    (pair,) = found["pairs"]
    assert pair["differs"] == []
    assert pair["unknowns"]["only_a"] == pair["unknowns"]["only_b"] == []
    for measure in pair["differences"].values():
        for cell in measure.values():
            assert cell["below"] is None or (cell["lo"], cell["hi"], cell["equal"]) == (0, 0, cell["defined"])
    assert "one proposal under two names" in comparison_text(found)


def test_two_files_of_one_name_and_content_are_numbered(tmp_path: Path) -> None:
    found = compared(tmp_path / "results", copy(tmp_path / "a" / "x.yaml"), copy(tmp_path / "b" / "x.yaml"))
    names = [each["name"] for each in found["proposals"]]
    assert len(set(names)) == 2
    assert names[0].endswith("-1")
    with pytest.raises(Faults, match="is compared with itself"):
        compared(tmp_path / "results", str(tmp_path / "a" / "x.yaml"), str(tmp_path / "a" / "x.yaml"))


def test_a_copy_with_one_change_pairs_as_an_overlay_does(tmp_path: Path) -> None:
    changed = copy(
        tmp_path / "whole.yaml",
        old="  persons:",
        new="  persons: {value: 400, assumed: a shorter list}\n  images:",
    )
    (tmp_path / "short.yaml").write_text(f"extends: prison-gate\ntitle: Ours\n{SHORTER}", encoding="utf-8")
    pairs = [
        compared(tmp_path / "results", "prison-gate", path)["pairs"][0]
        for path in (changed, str(tmp_path / "short.yaml"))
    ]
    whole, short = (pair["differences"]["encounters"]["all"] for pair in pairs)
    assert whole == short
    assert whole["equal"] == 1.0
    assert [len(pair["unknowns"]["shared"]) for pair in pairs] == [len(pairs[0]["unknowns"]["shared"])] * 2
    assert pairs[0]["unknowns"]["only_a"] == []


def test_a_changed_range_is_drawn_at_the_same_place(tmp_path: Path) -> None:
    text = (
        "extends: prison-gate\ntitle: Ours\nmated:\n  stale: {between: [0.2, 0.9], assumed: a worse list}\n"
    )
    (tmp_path / "worse.yaml").write_text(text, encoding="utf-8")
    (pair,) = compared(tmp_path / "results", "prison-gate", str(tmp_path / "worse.yaml"))["pairs"]
    (other,) = [each for each in pair["unknowns"]["shared"] if not each["alike"]]
    assert (other["identity"], other["by"]) == ("prison-gate:mated.stale", "lineage")
    assert pair["differences"]["wrongly_held_stale_entry"]["all"]["audit"][1] <= 0, "worse in every draw"


def test_what_is_shared_by_path_alone_is_told_as_that(tmp_path: Path) -> None:
    for name, total in (("a", "[5000000, 8000000]"), ("b", "[1000000, 2000000]")):
        text = template().replace("[5000000, 8000000]", total).replace("railway station", f"station {name}")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = compared(tmp_path / "results", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"))
    shared = {each["path"]: each for each in found["pairs"][0]["unknowns"]["shared"]}
    assert (shared["encounters.total"]["by"], shared["encounters.total"]["alike"]) == ("path", False)
    assert shared["matcher.transfer"]["by"] == "name"
    assert shared["matcher.level"]["by"] == "evidence"
    assert "because neither file declares a lineage" in comparison_text(found)


def test_the_step_to_the_street_is_shared_by_deployments_that_start_from_one_audit(tmp_path: Path) -> None:
    (pair,) = compared(tmp_path / "results", "capital-cameras", "prison-gate")["pairs"]
    shared = {each["identity"]: each for each in pair["unknowns"]["shared"]}
    assert shared["lab-to-street"]["alike"] is False
    assert "npl-neoface-2023/t060-n10000" in shared
    assert not any(
        "transfer" in each["path"] for key in ("only_a", "only_b") for each in pair["unknowns"][key]
    )


def test_two_proposals_of_one_title_are_told_apart_everywhere(tmp_path: Path) -> None:
    (tmp_path / "smaller.yaml").write_text(f"extends: prison-gate\n{SHORTER}", encoding="utf-8")
    root = tmp_path / "results"
    found = compared(root, "prison-gate", str(tmp_path / "smaller.yaml"))
    titles = [each["title"] for each in found["proposals"]]
    assert titles == [f"Face recognition at a prison's gate ({name})" for name in ("prison-gate", "smaller")]
    folder = next((root / "compare").iterdir())
    page = (folder / "comparison.html").read_text(encoding="utf-8")
    for text in (comparison_text(found), page, (folder / "comparison.md").read_text(encoding="utf-8")):
        assert text.count("(smaller)") >= 2
    assert {"prison-gate", "smaller"} == {
        line.split(",")[0] for line in (folder / "comparison.csv").read_text().splitlines()[1:]
    }


def test_a_packet_tells_them_apart_too(tmp_path: Path) -> None:
    from simulator.cli.packet import told
    from simulator.reports.packet.paper import annexes_markdown
    from simulator.results import open_result
    from tests.reports_packet.given import DAY

    (tmp_path / "smaller.yaml").write_text(f"extends: prison-gate\n{SHORTER}", encoding="utf-8")
    root = tmp_path / "results"
    compared(root, "prison-gate", str(tmp_path / "smaller.yaml"))
    paper = annexes_markdown(told(open_result("compare", root)), DAY)
    bare = (
        paper.replace("gate (smaller)", "")
        .replace("gate (prison-gate)", "")
        .replace("gate \\(smaller\\)", "")
    )
    assert "(smaller)" in paper
    assert "Face recognition at a prison's gate:" not in bare


@pytest.mark.parametrize(
    ("change", "path", "ends"),
    [
        ("matcher: {policy: {fixed_fpir: 0.0001}}", "matcher.policy", ("fixed_threshold", None)),
        ("pathway: {gate_review: {liberty: free}}", "pathway.gate_review.liberty", ("prolonged", "free")),
        ("horizon: 2 years", "horizon", ("1 year", "2 years")),
        ("search: {candidates: 3}", "search.candidates", (None, "3")),
    ],
)
def test_what_differs_and_is_no_input_is_told(
    change: str, path: str, ends: tuple[str | None, str | None], tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(f"extends: prison-gate\ntitle: Own\n{change}\n", encoding="utf-8")
    found = {
        each.path: (each.a, each.b)
        for each in differs(unanswered("prison-gate"), unanswered(str(tmp_path / "own.yaml")))
    }
    assert found[path] == ends


def test_words_alone_are_no_difference(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("extends: prison-gate\ntitle: Own\nstatus: Ours\n", encoding="utf-8")
    assert differs(unanswered("prison-gate"), unanswered(str(tmp_path / "own.yaml"))) == ()


def test_one_content_under_two_names_is_found_by_its_id(tmp_path: Path) -> None:
    from simulator.results import open_result

    root = tmp_path / "results"
    for name in ("a", "b"):
        identity, _ = measures(copy(tmp_path / f"{name}.yaml"), root)
    assert open_result(identity[:6], root).name == "b", "the one asked for last"
    assert json.loads((root / "a" / identity / "summary.json").read_text())["id"] == identity
