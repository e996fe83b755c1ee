"""The shipped scenarios as documents: all load, all say what they assume, none loses a warning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.scenario import shipped
from tests.scenarios.compiled import BASES, VARIANTS, compiled, loaded


def texts(node: Any, key: str, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text under `key` anywhere in a resolved scenario, with its path."""
    if isinstance(node, dict):
        if isinstance(node.get(key), str):
            yield path, node[key]
        for name, value in node.items():
            yield from texts(value, key, f"{path}.{name}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from texts(value, key, f"{path}[{i}]")


def test_the_five_deployments_are_shipped_and_every_other_scenario_is_a_variant_of_one() -> None:
    assert set(BASES) <= set(shipped())
    for name in VARIANTS:
        assert loaded(name).lineage in BASES
        assert name.startswith(f"{loaded(name).lineage}-")


@pytest.mark.parametrize("base", BASES)
def test_every_deployment_has_a_variant_without_and_one_with_reversed_differences(base: str) -> None:
    assert {f"{base}-no-differential", f"{base}-reversed-differential"} <= set(VARIANTS)


@pytest.mark.parametrize("name", BASES)
def test_a_deployment_says_what_it_is_and_what_to_mind(name: str) -> None:
    scenario = loaded(name).scenario
    assert scenario.status
    assert len(scenario.cautions) >= 4
    assert scenario.words.scope != scenario.words.people
    assert scenario.groups.not_estimated
    assert scenario.search.victim == ("gallery" if scenario.kind == "mugshot_search" else "probe")


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_tells_itself_apart_and_keeps_its_bases_cautions(name: str) -> None:
    own, base = loaded(name).scenario, loaded(loaded(name).lineage).scenario
    assert own.title != base.title
    assert own.summary != base.summary
    assert loaded(name).remarks == (), "what the base says of changed values is said anew"
    assert len(set(base.cautions) - set(own.cautions)) <= 3


def test_no_two_scenarios_share_a_title() -> None:
    titles = [loaded(name).scenario.title for name in shipped()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", shipped())
def test_every_assumption_is_a_sentence_somebody_can_disagree_with(name: str) -> None:
    short = [(path, why) for path, why in texts(loaded(name).resolved, "assumed") if len(why.split()) < 4]
    assert not short


@pytest.mark.parametrize("name", [name for name in shipped() if "proxy" in name])
def test_a_proxy_says_so_in_title_summary_and_first_caution(name: str) -> None:
    scenario = loaded(name).scenario
    assert "proxy" in scenario.title
    assert "proxy" in scenario.summary
    assert scenario.cautions[0].startswith("Proxy")


def test_an_unknown_with_one_name_has_one_law_in_all_deployments() -> None:
    """Scenarios compared draw a shared unknown together; that is sound only if they mean the same number.

    The step from a laboratory is one unknown with a range of its own in each use: at the same place of every range.
    """
    laws: dict[str, set[str]] = {}
    for name in BASES:
        for unknown in compiled(name).unknowns:
            laws.setdefault(unknown.identity, set()).add(repr(unknown.law))
    assert {name for name, law in laws.items() if len(law) > 1 and "#" not in name} <= STEPS


STEPS = {"lab-to-street", "critics-test-to-street"}


def test_the_step_from_laboratory_to_street_is_one_unknown_for_one_audit() -> None:
    steps: dict[str, set[str]] = {}
    for name in shipped():
        matcher = loaded(name).scenario.matcher
        if matcher.level.posterior is not None:
            continue  # the fit's row holds the step
        if matcher.transfer.is_uncertain and matcher.policy != "no_threshold":
            assert matcher.level.audit is not None
            steps.setdefault(matcher.level.audit, set()).add(str(matcher.transfer.shared_as))
    assert steps == {
        "npl-neoface-2023/t060-n10000": {"lab-to-street", "record-to-new-setting"},
        "aclu-rekognition/congress-2018": {"critics-test-to-street"},
    }


def test_the_physical_unknowns_are_drawn_together_in_all_deployments() -> None:
    for name in BASES:
        identities = {unknown.identity for unknown in compiled(name).unknowns}
        assert {"lookalike-frailty", "growth-with-gallery"} <= identities
