"""Faults as they are printed, and names of places."""

from __future__ import annotations

import pytest

from simulator.documents import Block, Fault, Faults, did_you_mean, dotted, put, shown, steps_of, without

DATA: Block = {
    "a.b": {"c": 1},
    "female/black": 2,
    "pathway": [{"stage": "questioned", "takes": 3}, {"label": "x"}, 7],
}


def test_a_fault_is_one_line_with_place_path_value_rule_and_way_out() -> None:
    assert (
        str(Fault("f.yaml", 3, 7, "scan", "2", "is too much", "at most 1"))
        == "f.yaml:3:7  scan = 2: is too much; at most 1"
    )
    assert str(Fault("f.yaml", 0, 0, "", "", "is empty")) == "f.yaml  is empty"
    assert str(Fault("f.yaml", 1, 1, "", "2", "no")) == "f.yaml:1:1  2: no"


def test_nothing_in_a_message_reaches_the_terminal_as_a_command() -> None:
    text = str(Fault("f", 1, 1, "a\x1b[31m", "b\nc\u202e", "no"))
    assert "\x1b" not in text
    assert "\n" not in text
    assert "\u202e" not in text
    assert len(str(Fault("f", 1, 1, "a" * 9999, "b" * 9999, "no"))) < 300


def test_faults_come_in_the_order_of_the_file() -> None:
    found = Faults(
        [Fault("b", 1, 1, "", "", "x"), Fault("a", 9, 1, "", "", "y"), Fault("a", 2, 5, "", "", "z")]
    )
    assert [(fault.file, fault.line) for fault in found.faults] == [("a", 2), ("a", 9), ("b", 1)]
    assert str(found).count("\n") == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"), (None, "null"), (0.5, "0.5"), ([1, 2, 3, 4, 5], "[1, 2, 3, 4, …]"), ({"a": 1, "b": 2}, "{a, b}"),
        ("a\tb", "a�b"), ("x" * 100, "x" * 59 + "…"), ({}, "{}"), (1e-7, "1e-07"),
    ],
)  # fmt: skip
def test_a_value_is_shown_short_and_clean(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("a.b.c", ("a.b", "c")), ("female/black", ("female/black",)), ("pathway.questioned.takes", ("pathway", 0, "takes")),
        ("pathway.x.label", ("pathway", 1, "label")), ("pathway.2", ("pathway", 2)), ("new.key", ("new", "key")),
    ],
)  # fmt: skip
def test_a_dotted_path_finds_its_steps_and_back(path: str, steps: tuple[str | int, ...]) -> None:
    assert steps_of(path, DATA) == steps
    assert dotted(steps, DATA) == path


def test_a_path_that_leads_nowhere_in_a_list_says_where_it_ended() -> None:
    with pytest.raises(KeyError, match="arrested"):
        steps_of("pathway.arrested.takes", DATA)


def test_putting_makes_mappings_on_the_way_and_leaves_the_data_alone() -> None:
    data: Block = {"a": 1, "d": [1, {"e": 2}]}
    assert put(data, ("a", "b", "c"), 2) == {"a": {"b": {"c": 2}}, "d": [1, {"e": 2}]}
    assert put(data, ("d", 1, "e"), 3) == {"a": 1, "d": [1, {"e": 3}]}
    assert data == {"a": 1, "d": [1, {"e": 2}]}


def test_taking_away_leaves_the_data_alone() -> None:
    data: Block = {"a": 1, "d": [1, {"e": 2}]}
    assert without(data, ("d", 1, "e")) == {"a": 1, "d": [1, {}]}
    assert without(data, ("d", 0)) == {"a": 1, "d": [{"e": 2}]}
    assert without(data, ("x", "y")) == data == {"a": 1, "d": [1, {"e": 2}]}


def test_suggestions_are_near_or_none() -> None:
    assert did_you_mean("blak", ["black", "white"]) == "did you mean black?"
    assert did_you_mean("zzz", ["black", "white"]) == ""


def test_the_parts_of_a_name_in_another_order_or_in_capitals_are_nearest() -> None:
    groups = ["female/asian", "female/black", "male/black", "white/female"]
    assert did_you_mean("black/female", groups) == "did you mean female/black?"
    assert did_you_mean("Female/Black", groups) == "did you mean female/black?"
    assert did_you_mean("GALLERY_SIZE", ["gallery_size", "value"]) == "did you mean gallery_size?"
