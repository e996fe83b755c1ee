"""docs/results.md names every file and key that a run leaves, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from simulator.results import Summary, as_json
from simulator.scenario import load
from simulator.study import run_study

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "results.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results")
    return run_study(load("california-patrol"), draws=300, seed=1, out=out, replications=4, log=0).folder


def test_every_file_is_named(folder: Path) -> None:
    named = set(re.findall(r"^\| `([\w.]+\.\w+)`", PAGE, flags=re.MULTILINE))
    assert named == {path.name for path in folder.iterdir()}


def test_every_key_of_the_summary_is_named(folder: Path) -> None:
    section = PAGE.split("## `summary.json`")[1].split("## Records")[0]
    named = set()
    for row in re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE):
        named |= set(re.findall(r"`(\w+)`", row))
    assert named | {"schema"} == set(json.loads((folder / "summary.json").read_text()))


def test_every_key_of_a_value_is_named(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    paragraph = PAGE.split("A measure's value has")[1].split("\n\n")[0]
    value = summary["measures"]["wrongly_held"]["values"]["all"]
    assert set(re.findall(r"`(\w+)`", paragraph)) == set(value)


def test_a_summary_read_into_its_type_and_written_again_is_the_same_to_the_byte(folder: Path) -> None:
    text = (folder / "summary.json").read_text(encoding="utf-8")
    assert as_json(Summary.of(json.loads(text)).plain()) == as_json(json.loads(text))
