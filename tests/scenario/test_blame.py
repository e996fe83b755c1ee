"""A fault in what is inherited: at the line that causes it, with the null that is the way out where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.scenario import load

BASE = """schema: 1
title: A base
kind: traffic_stops
summary: A base to extend.
words: {scope: people stopped}
groups:
  axes: {sex: [female, male], race: [black, white]}
  reference: male/white
encounters:
  by_group:
    black: {value: 100, assumed: x}
    default: {value: 300, assumed: x}
population:
  total: {value: 5000, assumed: x}
  shares:
    sex: {levels: {female: {value: 0.5, assumed: x}, male: {value: 0.5, assumed: x}}}
    race: {levels: {black: {value: 0.2, assumed: x}, white: {value: 0.8, assumed: x}}}
scan:
  by_group:
    black: {value: 0.5, assumed: x}
    white: {value: 0.4, assumed: x}
mated:
  enrolled_encountered: {value: 1, assumed: x}
  stale: {value: 0.1, assumed: x}
  fnir: {value: 0.1, assumed: x}
gallery:
  persons: 500
  images: 800
  composition:
    sex: {levels: {female: {value: 0.5, assumed: x}, male: {value: 0.5, assumed: x}}}
    race: {levels: {black: {value: 0.2, assumed: x}, white: {value: 0.8, assumed: x}}}
matcher:
  level: {value: 0.001, as: fpir, gallery_size: 500, assumed: x}
  differential: {none: nobody measured it}
  transfer: {value: 1, assumed: x}
  frailty: {value: 0.5, assumed: x}
  growth: {value: 1, assumed: x}
  policy: fixed_threshold
pathway:
  - stage: review
    takes: {value: 1 min, assumed: x}
    proceeds: {false_match: {value: 0.5, assumed: x}, stale_entry: {value: 1, assumed: x}, wanted: {value: 1, assumed: x}}
  - stage: held
    liberty: held
    takes: {value: 1 h, assumed: x}
detention: {minimum: 0, assumed: x}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def faults(folder: Path, text: str, settings: dict[str, str] | None = None) -> list[str]:
    path = folder / "plan.yaml"
    path.write_text(f"extends: ./base.yaml\n{text}", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        load(str(path), settings)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_the_base_is_right(folder: Path) -> None:
    assert load(str(folder / "base.yaml")).warned == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "title: Ours\nencounters:\n  total: {value: 9, assumed: x}\n  shares: {sex: {levels: {female: {value: 1, assumed: x}, male: {value: 0, assumed: x}}}, race: {levels: {black: {value: 1, assumed: x}, white: {value: 0, assumed: x}}}}\n",
            "plan.yaml:4:3  encounters = {by_group, total, shares}: needs one of dataset, by_group, total; it has by_group and total; write by_group: null under encounters to take away what is inherited",
        ),
        (
            "gallery:\n  persons: 900\n",
            "plan.yaml:3:3  gallery.images = 800: fewer images than persons (900); every person enrolled has an image; it is inherited from base.yaml, line 28; write images: null under gallery to take away what is inherited",
        ),
        (
            "groups:\n  axes:\n    race: [asian, black, white]\n",
            "plan.yaml:4:5  scan.by_group = [black, white]: says nothing for female/asian; add it, or a default; it is inherited from base.yaml, line 20",
        ),
        (
            "groups:\n  axes: {race: [white, other]}\n",
            "plan.yaml:3:10  scan.by_group.black = black: is no group, level or `default`; the levels are female, male, white, other; it is inherited from base.yaml, line 20; write black: null under scan.by_group to take away what is inherited",
        ),
        (
            "pathway:\n  held:\n    proceeds: null\n    takes: null\n",
            "plan.yaml:5:5  pathway.held: takes is missing",
        ),
        ("mated:\n  fnir: null\n", "plan.yaml:3:3  mated: fnir is missing"),
    ],
)  # fmt: skip
def test_it_is_at_the_line_of_the_analysts_own_file(folder: Path, text: str, message: str) -> None:
    assert message in faults(folder, text), faults(folder, text)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"encounters.total": "{value: 9, assumed: x}"},
            "--set  encounters.total = {value: 9, assumed: x}: needs one of dataset, by_group, total; it has by_group and total; add --set encounters.by_group=null",
        ),
        (
            {"scan": "0.1", "gallery.persons": "900"},
            "--set gallery.persons=900  gallery.images = 800: fewer images than persons (900); every person enrolled has an image; it is inherited from base.yaml, line 28; add --set gallery.images=null",
        ),
        (
            {"groups.axes.race": "[asian, black, white]"},
            "--set groups.axes.race=[asian, black, white]  scan.by_group = [black, white]: says nothing for female/asian; add it, or a default; it is inherited from base.yaml, line 20",
        ),
        ({"mated.fnir": "null"}, "--set  mated.fnir = null: fnir is missing"),
        ({"scan.by_group.black.value": "2"}, "--set  scan.by_group.black.value = 2: value 2 is outside [0, 1] for a probability"),
    ],
)  # fmt: skip
def test_or_at_the_setting(folder: Path, settings: dict[str, str], message: str) -> None:
    assert message in faults(folder, "title: Ours\n", settings), faults(folder, "title: Ours\n", settings)


def test_the_way_out_is_one(folder: Path) -> None:
    path = folder / "plan.yaml"
    path.write_text("extends: ./base.yaml\ngallery: {persons: 900, images: null}\n", encoding="utf-8")
    assert load(str(path)).scenario.gallery.images is None
    path.write_text("extends: ./base.yaml\ngallery: {persons: 900}\n", encoding="utf-8")
    assert load(str(path), {"gallery.images": "null"}).scenario.gallery.images is None


def test_a_fault_of_the_base_itself_stays_with_the_base(folder: Path) -> None:
    (folder / "base.yaml").write_text(BASE.replace("images: 800", "images: 80"), encoding="utf-8")
    (found,) = faults(folder, "title: Ours\n", {"scan": "0.5"})
    assert found.startswith("base.yaml:28:11  gallery.images = 80: fewer images than persons")
    assert "inherited" not in found


def test_in_a_chain_it_is_at_the_file_that_brings_it(folder: Path) -> None:
    (folder / "middle.yaml").write_text(
        "extends: ./base.yaml\ntitle: Middle\ngallery: {persons: 900}\n", encoding="utf-8"
    )
    (folder / "top.yaml").write_text("extends: ./middle.yaml\ntitle: Top\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        load(str(folder / "top.yaml"), {"scan": "0.5"})
    (found,) = (str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults)
    assert found.startswith("middle.yaml:3:11  gallery.images = 800: fewer images than persons (900)")


def test_a_hundred_faults_are_blamed_in_a_moment(folder: Path) -> None:
    levels = ", ".join(f"level-{i}" for i in range(60))
    found = faults(folder, f"groups:\n  axes: {{race: [{levels}, white]}}\n")
    assert len(found) > 60
    assert all(each.startswith("plan.yaml:3:10") for each in found)
