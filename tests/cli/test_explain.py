"""`explain`: each number in plain words, and arithmetic that a reader can check with a pencil."""

from __future__ import annotations

import json
from math import isclose

import pytest

from simulator.model.compile import compile_scenario
from simulator.scenario import inputs, load
from simulator.study.explain import DRIVES, GRADES, arithmetic, drives, explain_input
from tests.cli.command import Command

STARTS = ("encounters a year", "searches a year")


@pytest.mark.parametrize(
    "name", ["california-patrol", "capital-cameras", "prison-gate", "california-patrol-proxy-ibm-2018"]
)
def test_the_lines_multiply_to_the_kernels_expectation(name: str) -> None:
    loaded = load(name)
    compiled = compile_scenario(loaded.scenario, loaded.library, loaded.base_name)
    expected = compiled.expect(compiled.medians())
    for g, group in enumerate(compiled.groups):
        lines = arithmetic(compiled, group)
        product = 1.0
        for line in lines:
            if line.what in STARTS:
                product = line.number
            elif line.what.startswith("× "):
                product *= line.number
            elif line.what.startswith("= "):
                assert isclose(product, line.number, rel_tol=1e-9), (group, line)
        held = expected.reach()[0, g, :2, compiled.first_held].sum()
        assert isclose(lines[-1].number, held, rel_tol=1e-12)


@pytest.mark.parametrize("name", ["california-patrol", "washington-county-mugshots"])
def test_every_input_says_what_it_is_and_what_it_drives(name: str) -> None:
    loaded = load(name)
    for row in inputs(loaded):
        told = explain_input(row, loaded)
        assert told.grade in GRADES.values(), row.path
        assert told.drives, row.path
        assert told.value, row.path
        assert told.origin or row.grade == "design", row.path


def test_the_longest_known_part_of_a_path_decides() -> None:
    assert drives("gallery.composition.race") == DRIVES["gallery.composition"]
    assert drives("gallery.persons") == DRIVES["gallery"]
    assert drives("pathway.arrested.takes") == "time held, not counts"
    assert drives("pathway.arrested.proceeds.wanted") == "how many cases go on to the next stage"


def test_explain_one_input_and_one_group(command: Command) -> None:
    done = command("explain", "california-patrol", "matcher.level", "--group", "female/black")
    assert (done.code, done.err) == (0, "")
    assert "npl-neoface-2023/t060-n10000" in done.out
    assert "trials:" in done.out
    assert "1 − (1 + κΛ)^(−1/κ)" in done.out
    assert "encounters.total =" not in done.out


def test_explain_a_block_of_inputs_as_json(command: Command) -> None:
    answer = json.loads(command("explain", "california-patrol", "mated", "--json").out)
    assert {each["path"].split(".")[0] for each in answer["inputs"]} == {"mated"}
    assert answer["arithmetic"] == []


def test_a_setting_is_explained_as_set(command: Command) -> None:
    done = command("explain", "california-patrol", "gallery.persons", "--set", "gallery.persons=1000")
    assert "gallery.persons = 1,000" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["matcher.levl"], "did you mean matcher.level?"),
        (["--group", "female/blak"], "female/black"),
    ],
)
def test_what_is_not_there_is_a_wrong_call(command: Command, arguments: list[str], said: str) -> None:
    done = command("explain", "california-patrol", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_gallery_victim_has_no_line_by_line(command: Command) -> None:
    done = command("explain", "washington-county-mugshots", "--group", "female/black")
    assert done.code == 2
    assert "search.victim: probe" in done.err
