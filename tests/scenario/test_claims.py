"""What a gallery's entries claim, and the world without the system: said, or asked for with the lines to add."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.scenario import Loaded, load, shipped

MUGSHOTS = "extends: california-patrol\n"
LIST = "extends: california-patrol-warrants\n"


def laid_over(tmp_path: Path, text: str) -> Loaded:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return load(str(tmp_path / "own.yaml"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            LIST + "gallery: {holds: mugshots}",
            "mated: the gallery holds mugshots: booking photos are of people once arrested, wanted or not. The share of people enrolled who "
            "are listed as wanted is missing; add listed: {between: [low, high], assumed: why}, or a source",
        ),
        (
            LIST + "gallery: {holds: licences}\nmated: {listed: {value: 0.1, assumed: a guess}}",
            "gallery: the gallery holds licences: licences are of drivers. Nothing says which entries raise an alert; add alerts_on: any, or "
            "alerts_on: listed",
        ),
        (
            MUGSHOTS + "gallery: {holds: wanted_list}",
            "mated.listed: everybody on a wanted list is listed as wanted: their share is 1",
        ),
        (
            MUGSHOTS + "pathway: {questioned: {proceeds: {not_wanted: null}}}",
            "pathway.questioned.proceeds: says nothing for not_wanted; nobody is written {value: 0, assumed: why}",
        ),
        (
            MUGSHOTS + "without: {not_known: null}",
            "without: says nothing of averted; add the number, or not_known: why it is not known",
        ),
        (
            "extends: prison-gate\ndetention: {stop_left: {value: 5 min, assumed: a guess}}",
            "detention.stop_left: nobody met by facility_gate is stopped anyway, so no stop still has to run; leave it out",
        ),
        (
            MUGSHOTS + "gallery: {holds: warrants}",
            "must be 'wanted_list', 'mugshots', 'licences', 'volunteers' or 'other'",
        ),
        (
            MUGSHOTS + "mated: {listed: {value: 1.2, assumed: a guess}}",
            "mated.listed = {value, assumed}: value 1.2 is outside [0, 1]",
        ),
    ],
)
def test_what_is_missing_is_asked_for_with_the_way_out(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        laid_over(tmp_path, text)
    assert any(told in str(fault) for fault in caught.value.faults), [
        str(each) for each in caught.value.faults
    ]


def test_both_things_missing_are_said_in_one_pass(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        laid_over(tmp_path, LIST + "gallery: {holds: mugshots}")
    told = "\n".join(str(fault) for fault in caught.value.faults)
    assert "add listed:" in told
    assert "add alerts_on:" in told
    assert "says nothing for not_wanted" in told


def test_what_a_wanted_list_needs_not_say_is_a_warning(tmp_path: Path) -> None:
    (warning,) = [
        w
        for w in laid_over(tmp_path, LIST + "gallery: {alerts_on: listed}").warnings
        if "wanted list" in w.sentence
    ]
    assert "everybody on a wanted list is listed; this changes nothing" in warning.sentence


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_says_what_happens_anyway_or_that_it_is_not_known(name: str) -> None:
    without = load(name).scenario.without
    assert without is not None
    assert not without.missing or without.not_known


def test_california_ships_as_two_deployments_and_both_sides_are_heard_in_each() -> None:
    booked, listed = (load(name).scenario for name in ("california-patrol", "california-patrol-warrants"))
    assert (booked.gallery.holds, listed.gallery.holds) == ("mugshots", "wanted_list")
    for scenario in (booked, listed):
        said = [caution if isinstance(caution, str) else caution.text for caution in scenario.cautions]
        for side in ("For the police. ", "For the public. "):
            assert len([each for each in said if each.startswith(side)]) == 1
        assert any("no weights are given and no average is made" in each for each in said)
    assert booked.encounters == listed.encounters
    assert booked.population == listed.population
