"""Asking the library: ids, suggestions, laziness, crosswalks, and a user's own audit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from simulator.evidence import EvidenceFaults, Library, UnknownEvidence, library, load_user_source
from simulator.evidence.reading import read_crosswalk

Write = Callable[..., Path]
SHELF = library()


def test_rows_and_sets_are_found_by_source_and_name() -> None:
    row = SHELF.row("npl-neoface-2023/t060-n10000")
    assert row.id == "npl-neoface-2023/t060-n10000"
    assert (row.metric, row.threshold, row.gallery_size) == ("fpir", 0.60, 10_000)
    assert "National Physical Laboratory" in row.citation()
    assert row.citation().endswith("executive summary (1 in 6,000, at worst).")
    assert "\n" not in row.citation()
    assert len(SHELF.set("gender-shades-2018/microsoft")) == 4


def test_a_threshold_in_words_stays_in_words() -> None:
    row = SHELF.set("nist-ir-8280/fig12-yitu-003")[0]
    assert (row.threshold, row.threshold_words) == (None, "FMR 0.0001 for white men")


@pytest.mark.parametrize(
    ("ask", "wrong", "near"),
    [
        ("source", "ripa-2018", "ripa-2018h2"),
        ("row", "npl-neoface-2023/t060-n1000O", "npl-neoface-2023/t060-n10000"),
        ("row", "npl-neoface-203/t060-n10000", "npl-neoface-2023"),
        ("set", "ripa-2018h2/stops-by-rase", "ripa-2018h2/stops-by-race"),
        ("crosswalk", "riipa", "ripa"),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(ask: str, wrong: str, near: str) -> None:
    with pytest.raises(UnknownEvidence) as caught:
        getattr(SHELF, ask)(wrong)
    assert near in caught.value.suggestions
    assert "did you mean" in str(caught.value)


@pytest.mark.parametrize("ask", ["row", "set"])
def test_a_source_alone_is_not_a_row(ask: str) -> None:
    with pytest.raises(UnknownEvidence) as caught:
        getattr(SHELF, ask)("ripa-2018h2")
    assert caught.value.suggestions


def test_values_are_frozen() -> None:
    row = SHELF.row("ripa-2018h2/total")
    with pytest.raises(FrozenInstanceError):
        row.value = 1.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        SHELF.source("ripa-2018h2").sets["stops-by-race"] = ()  # type: ignore[index]


def test_one_source_is_read_without_the_others_and_without_numpy() -> None:
    code = (
        "import sys; from simulator.evidence import library; shelf = library();"
        "shelf.row('ripa-2018h2/total');"
        "assert set(shelf._read) == {'ripa-2018h2'}, shelf._read;"
        "assert not {'numpy', 'scipy', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_crosswalk_carries_labels_and_says_what_it_leaves_out() -> None:
    ripa = SHELF.crosswalk("ripa")
    assert ripa.to("race", "native-american") == "american-indian"
    assert ripa.to("sex", "transgender-gnc") is None
    left_out = ripa.find("sex", "transgender-gnc")
    assert left_out is not None
    assert "no audit" in left_out.note
    assert ripa.find("race", "martian") is None
    assert all(entry.note for walk in SHELF.crosswalks() for entry in walk.entries)


def test_skin_type_and_country_of_birth_stand_for_a_group_only_as_a_proxy() -> None:
    assert all(e.proxy_only for e in SHELF.crosswalk("skin-type").entries if e.axis == "race")
    assert all(e.proxy_only for e in SHELF.crosswalk("nist").entries if e.label.startswith("born-in-"))
    assert SHELF.crosswalk("morph").to("race", "african-american") == "black"


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("{to: blak, note: x}", "leads nowhere: it is none of our labels"),
        ("{note: x}", "leads nowhere"),
        ("{to: black, left_out: true, note: x}", "leads nowhere"),
        ("{to: black}", "needs a note"),
        ("{to: black, note: x, why: y}", "not a key of an entry"),
        ("{to: black, note: x, proxy_only: perhaps}", "must be true or false"),
        ("black", "must be a mapping"),
    ],
)
def test_a_crosswalk_to_nowhere_is_a_fault(tmp_path: Path, entry: str, rule: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"id: mine\ntitle: ours\nrace:\n  dark: {entry}\n", encoding="utf-8")
    found, faults = read_crosswalk(path, "mine.yaml")
    assert found is None
    assert any(rule in f.rule and f.line == 4 and f.path == "race.dark" for f in faults), faults


def test_a_crosswalk_may_lead_to_labels_of_the_scenarios_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("id: mine\ntitle: ours\nage:\n  old: {to: elderly, note: over 65}\n", encoding="utf-8")
    found, faults = read_crosswalk(path, "mine.yaml", {"age": ("elderly",)})
    assert not faults
    assert found is not None
    assert found.to("age", "old") == "elderly"


def test_a_users_audit_joins_the_library_in_the_same_format(audit: Write) -> None:
    folder = audit()
    mine = load_user_source(folder, folder.parent)
    shelf = SHELF.including(mine)
    assert shelf.row("my-audit/fpir-women").numerator == 12
    assert shelf.row("my-audit/seconds").seconds == 4.5
    assert len(shelf.set("my-audit/fpir")) == 2
    assert "my-audit" in shelf.source_ids()
    assert "my-audit" not in SHELF.source_ids()
    assert shelf.source("ripa-2018h2") is SHELF.source("ripa-2018h2")  # read once for both


def test_a_users_audit_may_bring_its_own_vocabulary(audit: Write) -> None:
    folder = audit()
    text = (folder / "source.yaml").read_text(encoding="utf-8")
    (folder / "source.yaml").write_text(text.replace("our-labels", "own"), encoding="utf-8")
    with pytest.raises(EvidenceFaults, match=r"crosswalk\.yaml"):
        load_user_source(folder, folder.parent)
    walk = """\
id: my-audit
title: the labels of our own audit
sex: {female: {to: female, note: same}, male: {to: male, note: same}}
race:
  black: {to: black, note: same}
  white: {to: elf, note: a label of the scenario's own}
"""
    (folder / "crosswalk.yaml").write_text(walk, encoding="utf-8")
    with pytest.raises(EvidenceFaults, match="none of our labels"):
        load_user_source(folder, folder.parent)
    labels = {"sex": ("female", "male"), "race": ("black", "elf")}
    shelf = SHELF.including(load_user_source(folder, folder.parent, SHELF, labels))
    mine = shelf.source("my-audit")
    assert mine.crosswalk == "my-audit"
    assert shelf.crosswalk(mine.crosswalk).to("race", "white") == "elf"


def test_a_users_audit_cannot_take_a_shipped_id(audit: Write) -> None:
    folder = audit(name="white-2014")
    text = (folder / "source.yaml").read_text(encoding="utf-8").replace("id: my-audit", "id: white-2014")
    (folder / "source.yaml").write_text(text, encoding="utf-8")
    mine = load_user_source(folder, folder.parent)
    with pytest.raises(EvidenceFaults, match="already in the library"):
        SHELF.including(mine)


def test_path_traversal_is_refused(audit: Write, tmp_path: Path) -> None:
    folder = audit()
    below = tmp_path / "elsewhere"
    below.mkdir()
    with pytest.raises(EvidenceFaults, match="outside the scenario's folder"):
        load_user_source(below / ".." / "scenario" / folder.name, below)


def test_symbolic_links_out_of_the_folder_are_refused(audit: Write, tmp_path: Path) -> None:
    folder = audit()
    below = tmp_path / "elsewhere"
    below.mkdir()
    (below / "my-audit").symlink_to(folder, target_is_directory=True)
    with pytest.raises(EvidenceFaults, match="outside the scenario's folder"):
        load_user_source(below / "my-audit", below)
    own = below / "own"
    own.mkdir()
    (own / "source.yaml").symlink_to(folder / "source.yaml")
    (own / "rates.csv").write_text("row\n", encoding="utf-8")
    with pytest.raises(EvidenceFaults, match="outside the scenario's folder"):
        load_user_source(own, below)


def test_a_shipped_source_with_a_fault_says_so_rather_than_answer(tmp_path: Path) -> None:
    (tmp_path / "data" / "bad").mkdir(parents=True)
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "data" / "bad" / "source.yaml").write_text("id: bad\n", encoding="utf-8")
    with pytest.raises(EvidenceFaults) as caught:
        Library(tmp_path).source("bad")
    assert len(caught.value.faults) > 10
