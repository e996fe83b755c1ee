"""Roll-ups: what is fixed cannot be redefined, minorities hold nobody they cannot, and a roll-up of one's own is told by its label."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults
from simulator.scenario import load, rollup_label, rollups_of
from simulator.scenario.grammar import Groups, Rollup
from simulator.scenario.groups import holds_in_words

SEXES = ["female", "male"]


def faults(groups: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "ours.yaml"
    path.write_text(f"extends: prison-gate\ntitle: Ours\ngroups: {groups}\n", encoding="utf-8")
    try:
        load(str(path))
    except Faults as found:
        return [str(fault).split("  ", 1)[1] for fault in found.faults]
    return []


@pytest.mark.parametrize("name", ["all", "women", "women_or_minorities", "black", "female", "each"])
def test_a_name_with_a_fixed_meaning_is_not_redefined(name: str, tmp_path: Path) -> None:
    (fault,) = faults(f"{{rollups: {{{name}: {{sex: [male]}}}}}}", tmp_path)
    assert fault.startswith(f"groups.rollups.{name} = {{sex}}: ")
    assert "another name" in fault or "rename" in fault


@pytest.mark.parametrize(
    ("minorities", "told"),
    [
        (
            "{race: [white]}",
            "race.0 = white: is the reference’s level, and no minority; take it off this list",
        ),
        ("{race: [black], sex: [female]}", "minorities = {race, sex}: holds levels of one axis"),
        ("{race: null, sex: [female]}", "minorities = {sex}: holds levels of one axis, and never of sex"),
        ("{race: []}", "minorities = {race}: holds nobody"),
        ("{label: Others, race: [black]}", "label = Others: is always told as “People of colour”"),
    ],
)
def test_minorities_hold_nobody_they_cannot(minorities: str, told: str, tmp_path: Path) -> None:
    (fault,) = faults(f"{{rollups: {{minorities: {minorities}}}}}", tmp_path)
    assert told in fault


WHITE, NOT_KNOWN = "is a White group", "says that the group is not known"
NO_MINORITIES = {
    "white-irish": WHITE,
    "other-white": WHITE,
    "white-non-hispanic": WHITE,
    "caucasian": WHITE,
    "not-stated": NOT_KNOWN,
    "unknown": NOT_KNOWN,
    "other-or-unknown": NOT_KNOWN,
    "prefer-not-to-say": NOT_KNOWN,
    "unable-to-observe": NOT_KNOWN,
}


def test_white_groups_and_unknown_ones_are_no_minority_listed_or_not(tmp_path: Path) -> None:
    axes = f"axes: {{race: [black, {', '.join(NO_MINORITIES)}, white]}}"
    listed = faults(
        f"{{{axes}, rollups: {{minorities: {{race: [black, {', '.join(NO_MINORITIES)}]}}}}}}", tmp_path
    )
    for place, (level, why) in enumerate(NO_MINORITIES.items(), start=1):
        told = (
            f"groups.rollups.minorities.race.{place} = {level}: {why}, and no minority; take it off this list"
        )
        assert told in listed
    silent = faults(f"{{{axes}, rollups: null}}", tmp_path)
    everyone = " and ".join(f"{level} ({why})" for level, why in NO_MINORITIES.items())
    assert any(
        f"would include {everyone}; write rollups: {{minorities: {{race: [black]}}}}" in x for x in silent
    )


def test_other_groups_may_be_minorities(tmp_path: Path) -> None:
    levels = "black, other, multiracial, mixed-white-and-asian, non-white, roma, white-hispanic"
    found = faults(
        f"{{axes: {{race: [{levels}, white]}}, rollups: {{minorities: {{race: [{levels}]}}}}}}", tmp_path
    )
    assert not [fault for fault in found if "rollups" in fault]


def test_two_sums_of_different_people_never_read_alike(tmp_path: Path) -> None:
    (fault,) = faults("{rollups: {ours: {label: women, race: [asian]}}}", tmp_path)
    assert fault.startswith(
        "groups.rollups.ours.label = Women: is also what women is called, which holds other people"
    )
    (fault,) = faults("{labels: {male: Women}}", tmp_path)
    assert "is also what women is called" in fault
    assert any(
        "is the name of another level, white" in x
        for x in faults("{labels: {black: white, white: Black}}", tmp_path)
    )
    assert faults("{rollups: {sisters: {label: Women, sex: [female]}}}", tmp_path) == []


def test_an_axis_called_label_is_refused(tmp_path: Path) -> None:
    assert any("no axis can have this name" in x for x in faults("{axes: {label: [a, b]}}", tmp_path))


GROUPS = Groups.model_validate(
    {
        "axes": {"sex": SEXES, "race": ["asian", "black", "white"]},
        "reference": "male/white",
        "labels": {"asian": "Asian", "black": "Black", "female": "women"},
        "rollups": {
            "minorities": {"race": ["black"]},
            "asian-women": {"sex": ["female"], "race": ["asian"]},
            "half": {"label": "Half of us", "race": ["asian", "black"]},
        },
    }
)


def test_roll_ups_come_fixed_ones_first_then_ones_own_then_levels() -> None:
    assert list(rollups_of(GROUPS)) == [
        "all", "women", "minorities", "women_or_minorities", "asian-women", "half", "female", "male", "asian", "black", "white",
    ]  # fmt: skip
    members = rollups_of(GROUPS)
    assert members["minorities"] == (False, True, False, False, True, False)
    assert members["women_or_minorities"] == (True, True, True, False, True, False)
    assert members["asian-women"] == (True, False, False, False, False, False)


def test_a_roll_up_of_ones_own_is_told_by_its_label_and_holds_its_list() -> None:
    assert [rollup_label(GROUPS, name) for name in ("asian-women", "half", "minorities")] == [
        "Asian women",
        "Half of us",
        "People of colour",
    ]
    assert holds_in_words(GROUPS, "asian-women") == "women; Asian"
    assert holds_in_words(GROUPS, "half") == "Asian, Black"
    assert holds_in_words(GROUPS, "minorities") == "Black"
    assert holds_in_words(GROUPS, "women") is None
    unlisted = GROUPS.model_copy(update={"rollups": {}})
    assert (
        holds_in_words(unlisted, "women_or_minorities")
        == "every level of race but the reference’s: Asian, Black"
    )


@given(st.lists(st.sampled_from(["asian", "black", "white"]), min_size=1, max_size=3, unique=True))
def test_women_are_women_and_everyone_is_everyone_whatever_is_listed(levels: list[str]) -> None:
    listed = Rollup.model_validate({"race": levels})
    groups = GROUPS.model_copy(update={"rollups": GROUPS.rollups | {"minorities": listed}})
    members = rollups_of(groups)
    assert members["women"] == (True, True, True, False, False, False)
    assert members["all"] == (True,) * 6
