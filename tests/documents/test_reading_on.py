"""After a line that is not YAML the rest of a file is read: every fault in one pass, and none that only the slip makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Fault, Faults, parse
from simulator.scenario import load
from simulator.study.board.limit_files import read_limits
from simulator.study.cases.running import run_cases


@pytest.mark.parametrize(
    ("text", "data", "unread", "told"),
    [
        ("a: 1\nb: {c: d: e}\nf: 2\n", {"a": 1, "f": 2}, {"b"}, ["2:9"]),
        ("a: {b: 1\nc: 2\nd: 3\n", {"c": 2, "d": 3}, {"a"}, ["1:4"]),
        ("a: [1, 2\nb: {c: 3\nd: 4\n", {"d": 4}, {"a", "b"}, ["1:4", "2:4"]),
        ("a:\n\tb: 1\nc:\n\td: 2\n", {"a": {"b": 1}, "c": {"d": 2}}, set(), ["2:1"]),
        ("a:\n  b: 1\n   c: 2\nd: 3\n", {"d": 3}, {"a"}, ["3:4"]),
        ("a: 1\nb\nd: 3\n", {"a": 1, "d": 3}, {"b"}, ["2:1"]),
        ("list:\n- x: 1\n- y: {z\nd: 3\n", {"d": 3}, {"list"}, ["3:6"]),
        ("rules:\n- x: 1\n- y: {z: 1\n- w: 2\nd: 3\n", {"rules": [{"x": 1}, {"w": 2}], "d": 3}, set(), ["3:6"]),
        ("- x: 1\n- y: [z\n- w: 2\n", [{"x": 1}, {"w": 2}], set(), ["2:6"]),
    ],
    ids=lambda part: str(sorted(part) if isinstance(part, set) else part)[:20],
)  # fmt: skip
def test_what_is_left_is_read_at_its_places(
    text: str, data: object, unread: set[str], told: list[str]
) -> None:
    slips: list[Fault] = []
    document = parse(text, "x.yaml", slips, apart="rules")
    assert (document.data, set(document.unread)) == (data, unread)
    assert [f"{each.line}:{each.column}" for each in slips] == told


def test_places_are_those_of_the_file() -> None:
    document = parse("a: {b: c: d}\ne:\n  f: 5\n", "x.yaml", [], apart="")
    assert document.place(("e", "f")) == (3, 6)


def test_a_text_with_nothing_left_is_refused_with_all_its_slips() -> None:
    with pytest.raises(Faults) as caught:
        parse("a: {b: c: d}\ne: [1\n", "x.yaml", [], apart="")
    assert [each.line for each in caught.value.faults] == [1, 2]


def said(folder: Path, text: str) -> list[str]:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as caught:
        load(str(path))
    return [str(each).split("own.yaml:", 1)[-1] for each in caught.value.faults]


OVERLAY = """extends: prison-gate
title: Ours
scan: {value: 1, assumed: why: because}
gallery:
  persons: 5
   images: 5
mated:
  stale: {value: 2, assumed: x}
detention: {minimum: 1 min, assumed: x
gallry: 5
"""


def test_an_overlay_is_checked_beside_its_slips(tmp_path: Path) -> None:
    assert said(tmp_path, OVERLAY) == [
        '3:30  a colon followed by a space begins a value, and this text has one in it; put it in quotes: "why: because"',
        "6:4  is indented by 3 spaces, and the line above it by 2 spaces; keys of one block begin in the same column",
        "8:10  mated.stale = {value, assumed}: value 2 is outside [0, 1] for a probability",
        "9:12  this { is never closed; add }",
        "10:1  gallry = 5: is not a key of a scenario; did you mean gallery?",
    ]


@pytest.mark.parametrize("key", ["groups", "encounters", "gallery", "matcher", "pathway", "mated"])
def test_a_block_that_is_no_yaml_makes_no_other_fault(key: str, tmp_path: Path) -> None:
    """The base's block stands for nothing where the file's own cannot be read, and neither does its absence."""
    for text in (
        f"extends: prison-gate\ntitle: Ours\n{key}: {{a: b: c}}\n",
        Path("scenarios/prison-gate.yaml").read_text(encoding="utf-8").replace(f"\n{key}:", f"\n{key}: {{a: b: c}}\n# :"),
    ):  # fmt: skip
        found = said(tmp_path, text)
        assert [each.split("  ", 1)[1][:60] for each in found] == [
            "a colon followed by a space begins a value, and this text ha"
        ]


def test_nothing_is_said_of_an_overlay_whose_base_cannot_be_read(tmp_path: Path) -> None:
    assert said(tmp_path, "title: Ours\nscan: 5\nextends:prison-gate\n") == [
        "3:1  has no space after its colon, so it is no key; write extends: prison-gate"
    ]


def test_a_board_s_other_rules_are_read(tmp_path: Path) -> None:
    path = tmp_path / "limits.yaml"
    path.write_text(
        "schema: 1\ntitle: Ours\nlimits:\n- {rule: a, measure: fpir, group: all, at_most: 0.1, reason: so: so}\n"
        "- {rule: b, measure: fpr, group: all, at_most: 0.1, reason: so}\n",
        encoding="utf-8",
    )
    with pytest.raises(Faults) as caught:
        read_limits(path)
    assert [(each.line, each.path) for each in caught.value.faults] == [(4, ""), (5, "limits.b.measure")]


def test_a_file_s_other_cases_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "cases:\n- {name: a, scenario: prison-gate, expect: [}\n- {name: b, scenario: prison-gat, expect: []}\n",
        encoding="utf-8",
    )
    with pytest.raises(Faults) as caught:
        run_cases(path)
    assert [each.path for each in caught.value.faults] == ["", "cases.b.scenario", "cases.b.expect"]
