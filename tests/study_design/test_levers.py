"""Levers: what a file may say of them, where they are placed in a scenario, and what does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Faults
from simulator.evidence import library
from simulator.scenario import load
from simulator.study.design.lever_files import Origin, chosen, find_levers, read_levers
from simulator.study.design.levers import Lever, Place, levers_of, magnitude, settings_of

HEAD = "schema: 1\ntitle: Levers\nlevers:\n"
STALE = "source: smart-sampa-2025/stale-of-true-likenesses"


def placed(scenario: str, *own: str) -> tuple[dict[str, Lever], dict[str, str]]:
    """The shipped levers and some of one's own in a scenario, and what was left out, by name."""
    listed = read_levers(find_levers("board-levers"), library()).entries
    levers, left_out = levers_of(load(scenario), scenario, listed, [chosen(text) for text in own])
    return {lever.id: lever for lever in levers}, {each.lever: each.why for each in left_out}


def test_the_shipped_levers_fit_the_scenario_they_were_written_for() -> None:
    levers, left_out = placed("california-patrol")
    assert list(levers) == ["list", "purge", "alerts", "review", "whom"]
    assert [place.words for place in levers["list"].places] == [
        "as it stands", "a list of 200,000 people", "a list of 100,000 people", "a list of 50,000 people",
        "a list of 20,000 people", "a list of 10,000 people", "a list of 5,000 people", "a list of 2,000 people",
        "a list of 1,000 people",
    ]  # fmt: skip
    assert levers["purge"].places[-1].words == "entries purged until at most 4.4 % no longer hold"
    assert left_out == {
        "the threshold at which an alert is raised": "no fit says here what a threshold does to false alerts",
        "how many pictures of one encounter are searched": "stands at 1 already, at the end of its range or beyond",
    }


def test_photos_go_with_the_people_they_are_of() -> None:
    levers, _ = placed("california-patrol")
    assert levers["list"].places[-1].settings == {"gallery.persons": "1000", "gallery.images": "4023"}


def test_what_does_not_fit_is_left_out_with_its_reason() -> None:
    levers, left_out = placed("prison-gate")
    assert list(levers) == ["purge", "review"]
    assert left_out["alerts only on people the list calls wanted"] == "changes nothing here"
    assert left_out["who is scanned"] == "no option is for a deployment of this kind"


def test_more_desks_change_no_figure_that_a_limit_bounds() -> None:
    levers, left_out = placed("prison-gate", "resources.gate_officer.servers=1:4:4")
    assert list(levers) == ["purge", "review"]
    assert next(iter(left_out.values())) == "changes how long people wait, and no figure that a limit bounds"


def test_a_lever_of_ones_own_takes_the_place_of_a_listed_one() -> None:
    levers, _ = placed("prison-gate", "mated.stale=0.01:0.1", "gallery.persons=100:900:3")
    assert list(levers) == ["mated.stale", "gallery.persons", "review"]
    assert [place.settings["mated.stale"] for place in levers["mated.stale"].places[1:]] == [
        "0.1", "0.05", "0.02", "0.01",
    ]  # fmt: skip
    assert {place.origin.kind for place in levers["mated.stale"].places[1:]} == {"chosen"}


@pytest.mark.parametrize("text", ["scan", "scan=1:0", "scan=a:1", "scan=0:1:1", "scan=0:1:2:3", "=0:1"])
def test_what_is_no_lever_is_said(text: str) -> None:
    with pytest.raises(Faults, match="--lever"):
        chosen(text)


@pytest.mark.parametrize(
    "path", ["matcher.level.threshold", "matcher.policy.fixed_fpir", "matcher.policy.fixed_fpir.value"]
)
def test_a_threshold_without_what_it_misses_at_both_ends_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(Faults, match="needs a sourced fnir at both ends"):
        chosen(f"{path}=0.0001:0.01")
    file = tmp_path / "levers.yaml"
    file.write_text(f"{HEAD}  - {{lever: t, label: t, path: {path}, range: [0.0001, 0.01], {STALE}}}\n")
    with pytest.raises(Faults, match="needs a sourced fnir at both ends"):
        read_levers(file, library())


def test_a_threshold_takes_its_misses_along(tmp_path: Path) -> None:
    file = tmp_path / "levers.yaml"
    ends = (
        "[{value: 0.3, source: npl-neoface-2023/t060-tpir}, {value: 0.1, source: npl-neoface-2023/t060-tpir}]"
    )
    file.write_text(
        f"{HEAD}  - {{lever: t, label: t, path: matcher.policy.fixed_fpir, range: [0.0001, 0.0003], steps: 3, "
        f"chosen: by a test, fnir: {ends}}}\n"
    )
    entries = read_levers(file, library()).entries
    (lever,), _ = levers_of(load("california-patrol"), "california-patrol", entries, [])
    assert sorted(place.settings["mated.fnir"] for place in lever.places[1:]) == ["0.1", "0.2", "0.3"]
    assert "a threshold held at one false alert in 10,000 searches" in [place.words for place in lever.places]


def test_a_learned_threshold_moves_false_and_true_alerts_together_as_far_as_the_table_saw() -> None:
    levers, _ = placed("capital-cameras-learned")
    places = levers["threshold"].places[1:]
    assert [place.words for place in places] == [
        "a threshold of 0.61", "a threshold of 0.62", "a threshold of 0.63", "a threshold of 0.64",
    ]  # fmt: skip
    for place in places:
        assert set(place.settings) == {
            "matcher.level.at.threshold",
            "mated.enrolled_encountered.at.threshold",
        }
        assert len(set(place.settings.values())) == 1
    with pytest.raises(Faults, match=r"leads beyond the thresholds that the fit's table saw, 0\.6 to 0\.64"):
        placed("capital-cameras-learned", "matcher.level.at.threshold=0.6:0.7")


def test_a_threshold_that_moves_false_alerts_alone_costs_nothing_and_is_left_out() -> None:
    _, left_out = placed("california-patrol-learned")
    assert (
        "no fit says here what a threshold does to true alerts"
        in left_out["the threshold at which an alert is raised"]
    )


def test_an_option_that_moves_a_learned_threshold_is_held_to_the_same(tmp_path: Path) -> None:
    file = tmp_path / "levers.yaml"
    sets = (
        "{matcher.level.at.threshold: 0.64}",
        "{matcher.level.at.threshold: 0.7, mated.enrolled_encountered.at.threshold: 0.7}",
        "{matcher.level.at.threshold: 0.64, mated.enrolled_encountered.at.threshold: 0.64}",
    )
    options = "\n".join(
        f"      - {{words: o{i}, set: {each}, chosen: a test}}" for i, each in enumerate(sets)
    )
    file.write_text(f"{HEAD}  - lever: t\n    label: t\n    options:\n{options}\n")
    name = "capital-cameras-learned"
    (lever,), left_out = levers_of(load(name), name, read_levers(file, library()).entries, [])
    assert [place.words for place in lever.places] == ["as it stands", "o2"]
    alone, beyond = (each.why for each in left_out)
    assert "one system has one, and it moves false and true alerts" in alone
    assert "leads beyond" in beyond


@pytest.mark.parametrize(
    ("lever", "rule"),
    [
        ("{lever: a, label: b, path: scan, down_to: 0.1}", "needs one of source, assumed and chosen"),
        (
            "{lever: a, label: b, path: scan, down_to: 0.1, source: nowhere/no}",
            "is not in the evidence library",
        ),
        (f"{{lever: a, label: b, path: scan, {STALE}}}", "needs one of down_to, up_to and range"),
        (f"{{lever: a, label: b, path: scan, range: [1, 0], {STALE}}}", "two numbers, the lower first"),
        ("{lever: a, label: b, options: []}", "must be a list of options"),
        (
            "{lever: a, label: b, options: [{words: w, set: {scan: 1}}]}",
            "needs one of source, assumed and chosen",
        ),
        (f"{{lever: a, label: b, paht: scan, down_to: 0, {STALE}}}", "did you mean path"),
    ],
)
def test_every_fault_of_a_file_has_its_place(lever: str, rule: str, tmp_path: Path) -> None:
    file = tmp_path / "levers.yaml"
    file.write_text(f"{HEAD}  - {lever}\n")
    with pytest.raises(Faults, match=rule) as found:
        read_levers(file, library())
    assert all(fault.line >= 4 for fault in found.value.faults)


def test_a_burden_is_given_to_every_lever_or_to_none(tmp_path: Path) -> None:
    file = tmp_path / "levers.yaml"
    one, other = (
        f"{{lever: {name}, label: l, path: {path}, down_to: 0.04, chosen: a test{burden}}}"
        for name, path, burden in (("a", "scan", ", burden: 2"), ("b", "mated.stale", ""))
    )
    file.write_text(f"{HEAD}  - {one}\n  - {other}\n")
    with pytest.raises(Faults, match="b: has no burden, and other levers have one"):
        levers_of(load("prison-gate"), "prison-gate", read_levers(file, library()).entries, [])


def test_a_lever_that_cannot_be_moved_here_is_a_fault() -> None:
    with pytest.raises(Faults, match="is no number of this scenario"):
        placed("prison-gate", "mated.stail=0.1:0.2")


def lever(name: str, burden: float | None, *changes: float) -> Lever:
    places = [
        Place(name, {name: str(change)}, change, True, Origin("chosen", "")) for change in (0.0, *changes)
    ]
    return Lever(name, name, tuple(places), burden, "")


def test_fewer_levers_come_before_smaller_changes_and_a_boards_burdens_before_both() -> None:
    free = (lever("a", None, 0.2, 1.0), lever("b", None, 0.5))
    assert sorted([(1, 1), (2, 0), (0, 1), (1, 0)], key=lambda d: magnitude(d, free)) == [
        (1, 0), (0, 1), (2, 0), (1, 1),
    ]  # fmt: skip
    dear = (lever("a", 10.0, 0.2, 1.0), lever("b", 1.0, 0.5))
    assert magnitude((1, 0), dear) > magnitude((0, 1), dear)
    assert settings_of((2, 1), dear) == {"a": "1.0", "b": "0.5"}
