"""Limits against their measures: shares between 0 and 1, nothing that no draw could break or keep, harm bounded from above."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults, parse
from simulator.impact.limits import Horizons, Rule, basis_of
from simulator.impact.measures import MEASURES
from simulator.study.board.limit_bounds import SHARES, SIGNED, decided_beforehand, held_against
from simulator.study.board.limit_files import LimitFile, read_limits
from tests.impact.scenes import scene

DOCUMENT = parse("limits: [{at_most: 1, at_least: 1}]", "limits.yaml")


def rule(measure: str, group: str = "all", **bound: float) -> Rule:
    return Rule("r", measure, group, bound.get("at_most"), bound.get("at_least"), 1.0, basis_of(measure))


def told(measure: str, **bound: float) -> list[tuple[bool, str]]:
    found = held_against(rule(measure, "all", **bound), DOCUMENT, ("limits", 0))
    return [(each.warns, f"{each.rule}; {each.hint}") for each in found]


@pytest.mark.parametrize("measure", SHARES)
def test_a_share_is_between_0_and_1(measure: str) -> None:
    most = f"{measure} is a share between 0 and 1: no draw could break this; 5 per cent is written 0.05"
    least = f"{measure} is a share between 0 and 1: no draw could keep this; 90 per cent is written 0.9"
    assert (False, most) in told(measure, at_most=5)
    assert (False, least) in told(measure, at_least=90)
    one = f"{measure} is never above 1: no draw could break this; 1 per cent is written 0.01"
    assert (False, one) in told(measure, at_most=1)


@pytest.mark.parametrize("measure", [m for m in MEASURES if m not in SIGNED])
def test_a_floor_of_nothing_is_no_floor(measure: str) -> None:
    found = told(measure, at_least=0)
    assert [text for warns, text in found if not warns] == [
        f"{measure} is never below 0: no draw could break this; give the least that is asked for"
    ]


def test_differences_may_be_below_nothing() -> None:
    assert told("difference_to_reference", at_least=0) == []
    assert told("difference_to_reference", at_most=0) == []


@pytest.mark.parametrize(
    ("measure", "bound", "text"),
    [
        ("fpir", {"at_most": 0.0}, "an expected rate is above 0 wherever anything can happen: hardly any draw could keep this"),
        ("ratio_to_reference", {"at_most": 125}, "asks for 125 times a rate; 125 per cent of it is written 1.25"),
        ("per_100k_encounters", {"at_most": 200_000}, "asks for more than one detention of everybody counted"),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_warns(measure: str, bound: dict[str, float], text: str) -> None:
    ((warns, found),) = told(measure, **bound)
    assert warns
    assert found.startswith(text)


@pytest.mark.parametrize(
    ("measure", "bound", "text"),
    [
        ("wrongly_held", {"at_least": 12}, "asks for at least so much harm (wrongful detentions); write at_most for a ceiling"),
        ("ppv", {"at_most": 0.9}, "asks for at most so much of what is wanted (share of alerts that are right); write at_least for a floor"),
        ("wanted_found", {"at_most": 5}, "asks for at most so much of what is wanted"),
        ("wrongful_arrests", {"at_most": 0.5}, "a simulated year has whole cases, so that this allows none of them; write at_most: 0, or"),
        ("ratio_to_best_served", {"at_least": 0.8}, "the best-served group has the lowest rate there is"),
    ],
)  # fmt: skip
def test_what_nobody_can_mean_is_refused(measure: str, bound: dict[str, float], text: str) -> None:
    ((warns, found),) = told(measure, **bound)
    assert not warns
    assert found.startswith(text)


@pytest.mark.parametrize("measure", ["ratio_to_best_served", "ratio_to_reference"])
def test_a_ratio_of_each_group_includes_the_one_that_is_1(measure: str) -> None:
    found = held_against(rule(measure, "each", at_most=0.8), DOCUMENT, ("limits", 0))
    assert ["its ratio to itself is 1: no draw could keep this" in each.rule for each in found] == [True]
    assert list(held_against(rule(measure, "each", at_most=1.25), DOCUMENT, ("limits", 0))) == []


@given(st.sampled_from(SHARES), st.floats(1e-9, 0.999))
def test_a_share_below_1_is_taken_as_a_ceiling_or_a_floor(measure: str, share: float) -> None:
    key = "at_least" if measure.startswith("ppv") else "at_most"
    assert told(measure, **{key: share}) == []


def test_a_count_of_none_may_be_asked_for() -> None:
    assert told("wrongful_arrests", at_most=0) == []


def limits(folder: Path, line: str) -> LimitFile:
    path = folder / "limits.yaml"
    path.write_text(
        f"schema: 2\ntitle: Ours\nlimits:\n- {{rule: a, group: all, reason: x, {line}}}\n", encoding="utf-8"
    )
    return read_limits(path)


def test_a_file_is_refused_or_carries_its_warnings(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"5 per cent is written 0\.05"):
        limits(tmp_path, "measure: fpir, at_most: 5")
    file = limits(tmp_path, "measure: ratio_to_reference, at_most: 125")
    assert [each.sentence for each in file.warnings] == [
        "limits.a.at_most = 125: asks for 125 times a rate; 125 per cent of it is written 1.25"
    ]
    assert limits(tmp_path, "measure: wanted_found, at_least: 5").warnings == ()


class TestBeforehand:
    LIVED = Horizons(scene(), 2, 300)

    def test_a_ceiling_above_all_alerts_is_decided_beforehand(self) -> None:
        most = self.LIVED.over(1.0).simulated_values("alerts", "all").max()
        why = f"there are at most {most:,.0f} alerts in any draw, so that none could break it"
        assert decided_beforehand(rule("wrongly_held", at_most=most + 1), self.LIVED) == why
        assert decided_beforehand(rule("wrongly_held", at_most=most), self.LIVED) is None

    def test_a_floor_above_all_alerts_is_decided_beforehand(self) -> None:
        assert "so that none could keep it" in (
            decided_beforehand(rule("wanted_found", at_least=1e9), self.LIVED) or ""
        )

    def test_the_reference_against_itself_is_decided_beforehand(self) -> None:
        told = decided_beforehand(rule("ratio_to_reference", "male/white", at_most=1.25), self.LIVED)
        assert told == "male/white is the reference, whose ratio to itself is 1 in every draw"

    @pytest.mark.parametrize("measure", ["fpir", "ratio_to_reference", "hours_held", "people_held_once"])
    def test_other_rules_are_open(self, measure: str) -> None:
        assert decided_beforehand(rule(measure, at_most=0.5), self.LIVED) is None

    def test_each_and_unknown_groups_are_left_to_their_verdict(self) -> None:
        assert decided_beforehand(rule("wrongly_held", "each", at_most=1e9), self.LIVED) is None
        assert decided_beforehand(rule("wrongly_held", "nobody", at_most=1e9), self.LIVED) is None
