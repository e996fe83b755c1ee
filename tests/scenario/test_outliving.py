"""Sentences of a base do not outlive the values they speak of."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import Block, Faults
from simulator.scenario import Loaded, load
from simulator.scenario.outliving import changes, reconciled


def overlay(folder: Path, text: str, base: str = "california-patrol", **settings: str) -> Loaded:
    (folder / "own.yaml").write_text(
        f"extends: {base}\ntitle: Own over {base[-20:]}\n{text}\n", encoding="utf-8"
    )
    return load(
        str(folder / "own.yaml"), {path.replace("__", "."): value for path, value in settings.items()}
    )


SMALL = "gallery:\n  persons: {value: 50000, assumed: ours}\n  images: null"
SIZE = "The gallery of booking photos has the size of San Diego County's in 2013."


def test_what_a_base_says_of_a_changed_value_is_left_out_and_told_with_its_line(tmp_path: Path) -> None:
    loaded = overlay(tmp_path, SMALL)
    assert not any(SIZE in caution for caution in loaded.scenario.cautions)
    (remark,) = loaded.remarks
    assert str(remark) == (
        f"{tmp_path}/own.yaml:4:12  warning: gallery.persons: is changed here, so what california-patrol.yaml:15 says of it is left "
        "out: “The gallery of booking photos has the size of San Diego County's in 2013. It is searched at a state…”; say it anew "
        "under cautions, as {text: …, about: gallery.persons}, or take it away with text: null"
    )
    assert loaded.warnings == (remark,)


@pytest.mark.parametrize(
    ("caution", "left", "dropped"),
    [
        ("{text: The list is ours., about: gallery}", ["The list is ours."], {1, 3, 4}),
        ("{text: null, about: gallery.images}", [], {1}),
    ],
)
def test_what_is_said_anew_or_taken_away_needs_no_word(
    caution: str, left: list[str], dropped: set[int], tmp_path: Path
) -> None:
    loaded = overlay(tmp_path, f"cautions: [{caution}]\n{SMALL}")
    base = load("california-patrol").scenario.cautions
    assert loaded.remarks == ()
    assert loaded.scenario.cautions == [
        *left,
        *(each for i, each in enumerate(base) if i not in dropped),
    ]


def test_a_setting_leaves_it_out_too(tmp_path: Path) -> None:
    loaded = load("california-patrol", {"gallery.persons": "50000"})
    assert not any(SIZE in caution for caution in loaded.scenario.cautions)
    assert str(loaded.remarks[0]).startswith(
        "--set  warning: gallery.persons = 50000: is changed here, so what"
    )
    kept = load("california-patrol", {"gallery.persons": "50000", "cautions": "[one]"})
    assert kept.scenario.cautions == ["one"]


def test_a_value_said_again_or_another_value_leaves_everything_as_it_is(tmp_path: Path) -> None:
    loaded = overlay(tmp_path, "scan: {value: 0.5, assumed: half of them}")
    assert loaded.remarks == ()
    assert loaded.scenario.cautions == load("california-patrol").scenario.cautions


def test_a_summary_a_scope_and_a_source_are_left_out_as_well(tmp_path: Path) -> None:
    loaded = overlay(
        tmp_path,
        "encounters:\n  total: {value: 1000000, assumed: ours}\n  sites: null",
    )
    assert loaded.scenario.words.scope == "people this system meets"
    assert loaded.scenario.measured_here == ["census-2019"]
    assert {remark.path.split(".")[0] for remark in loaded.remarks} == {"encounters"}
    smaller = load("capital-cameras", {"gallery.persons": "8000"})
    assert smaller.scenario.summary == (
        "As “Live face recognition on a capital city's street cameras”, with another gallery.persons."
    )


def test_an_overlay_of_an_overlay_speaks_for_itself(tmp_path: Path) -> None:
    overlay(tmp_path, f"cautions: [{{text: Ours has 50000., about: gallery.persons}}]\n{SMALL}")
    (tmp_path / "own.yaml").rename(tmp_path / "below.yaml")
    above = overlay(tmp_path, "gallery: {persons: 60000}", "./below.yaml")
    assert not any("50000" in caution for caution in above.scenario.cautions)
    assert "below.yaml:3" in str(above.remarks[0])


def test_the_scenario_written_down_says_the_same_without_its_base(tmp_path: Path) -> None:
    from simulator.documents import dump

    loaded = overlay(tmp_path, SMALL)
    (tmp_path / "whole.yaml").write_text(dump(loaded.resolved), encoding="utf-8")
    again = load(str(tmp_path / "whole.yaml"))
    assert again.resolved == loaded.resolved
    assert again.scenario == loaded.scenario
    assert again.remarks == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cautions: [{text: x, about: gallery.person}]", "cautions.0.about = gallery.person: is about a path that leads nowhere; did you mean gallery.persons?"),
        ("cautions: [{text: x, about: pathway.questiond}]", "cautions.0.about = pathway.questiond: is about a path that leads nowhere; `check` lists the paths of this scenario"),
        ("status: {text: x, abot: scan}", "status.abot = scan: is not a key here; did you mean about?"),
        ("status: {about: scan}", "status: text is missing"),
        ("summary: [a]", "summary = [a]: must be text"),
        ("words: {person: 5}", 'words.person = 5: must be text; put it in quotes: "5"'),
    ],
)  # fmt: skip
def test_a_subject_that_is_wrong(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        overlay(tmp_path, text)
    assert message in [fault.sentence for fault in caught.value.faults]


def test_a_path_that_an_overlay_may_add_is_one() -> None:
    """California's caution about Hispanic faces names `evened`, which only a variant gives."""
    assert load("california-patrol-no-differential").remarks == ()


def test_an_overlay_lists_what_it_takes_over(tmp_path: Path) -> None:
    found = overlay(tmp_path, f"status: Ours\n{SMALL}").inherited
    assert found.changes == ("gallery.persons", "gallery.images")
    told = dict(found.sentences)
    assert "status" not in told
    assert "title" not in told
    assert told["words.scope"] == "people stopped by these eight agencies"
    assert sum(key.startswith("cautions.") for key in told) == 7
    assert load("california-patrol").inherited.sentences == ()
    assert load("california-patrol", {"scan": "0.5"}).inherited.changes == ("scan",)


def test_stages_are_compared_by_their_names() -> None:
    before: Block = {"pathway": [{"stage": "a", "takes": 1}, {"stage": "b", "takes": 2}], "title": "x"}
    after: Block = {
        "pathway": [{"stage": "b", "takes": 2}],
        "title": "y",
        "scan": {"value": 1, "note": "new"},
    }
    assert list(changes(before, after)) == ["pathway.a", "scan"]
    assert list(changes({"scan": {"value": 1, "note": "x"}}, {"scan": {"value": 1, "note": "y"}})) == []


def test_nothing_is_left_out_where_nothing_is_said_to_be_about_anything() -> None:
    before: Block = {"title": "x", "cautions": ["a"], "words": {"scope": "us"}, "scan": 1}
    assert reconciled(before, before | {"scan": 2}, {"scan": 2}, []) == before | {"scan": 2}
