"""Overlays and settings: what a short file or `--set` changes, and what it may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.documents import Faults, enter_all, mapping
from simulator.scenario import Loaded, inputs, load, resolve_reference, shipped


def overlay(folder: Path, text: str, name: str = "own.yaml") -> Loaded:
    """A scenario that says only what differs from California's."""
    path = folder / name
    path.write_text(f"extends: california-patrol\n{text}\n", encoding="utf-8")
    return load(str(path))


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        overlay(folder, text)
    return [str(fault).split("  ", 1)[1] for fault in caught.value.faults]


def resolved(folder: Path, text: str, *steps: str | int) -> Any:
    found: Any = overlay(folder, text).resolved
    for step in steps:
        found = found[step]
    return found


class TestMerging:
    def test_a_scalar_replaces_and_the_rest_stays(self, tmp_path: Path) -> None:
        loaded = overlay(tmp_path, "title: Ours")
        base = load("california-patrol")
        assert loaded.scenario.title == "Ours"
        assert loaded.resolved | {"title": ""} == base.resolved | {"title": ""}
        assert (loaded.name, loaded.lineage) == ("own", "california-patrol")
        assert [file.name for file in loaded.files] == ["own.yaml", "california-patrol.yaml"]

    def test_null_takes_a_key_away(self, tmp_path: Path) -> None:
        assert overlay(tmp_path, "people: null").scenario.people is None

    def test_a_list_replaces_a_list(self, tmp_path: Path) -> None:
        audit = resolved(
            tmp_path,
            "matcher: {differential: {audit: nist-ir-8280/fig12-yitu-003}}",
            "matcher",
            "differential",
            "audit",
        )
        assert audit == "nist-ir-8280/fig12-yitu-003"
        over = resolved(
            tmp_path,
            "matcher: {level: {probes: {over: [black, white]}}}",
            "matcher",
            "level",
            "probes",
            "over",
        )
        assert over == ["black", "white"]

    def test_a_mapping_over_the_pathway_changes_the_stages_it_names(self, tmp_path: Path) -> None:
        text = "pathway: {questioned: {takes: {median: 10 min, p95: 1 h, assumed: longer}}, identity_check: null}"
        stages = resolved(tmp_path, text, "pathway")
        assert [stage["stage"] for stage in stages] == [
            "roadside_review",
            "entry_read",
            "questioned",
            "arrested",
        ]
        assert stages[2]["takes"] == {"median": "10 min", "p95": "1 h", "assumed": "longer"}
        assert stages[2]["liberty"] == "held"

    def test_a_number_in_another_form_replaces_the_old_one_whole(self, tmp_path: Path) -> None:
        value = {"value": 1, "assumed": "no step"}
        assert (
            resolved(tmp_path, "matcher: {transfer: {value: 1, assumed: no step}}", "matcher", "transfer")
            == value
        )
        text = (
            "pathway: {roadside_review: {proceeds: {false_match: {count: null, value: 0.5, assumed: half}}}}"
        )
        found = resolved(tmp_path, text, "pathway", 0, "proceeds", "false_match")
        assert found == {"value": 0.5, "assumed": "half"}

    def test_a_number_in_the_same_form_needs_its_own_origin(self, tmp_path: Path) -> None:
        assert refused(tmp_path, "scan: {value: 0.5}") == [
            "scan = {value}: says neither where it comes from nor that it is assumed; add source: <id> or assumed: <why>"
        ]

    def test_the_base_s_cautions_stay_below_the_overlay_s(self, tmp_path: Path) -> None:
        cautions = overlay(tmp_path, "cautions: [Our own]").scenario.cautions
        assert cautions == ["Our own", *load("california-patrol").scenario.cautions]

    def test_overlays_of_overlays_merge_from_the_base_up(self, tmp_path: Path) -> None:
        overlay(tmp_path, "title: Below\nstatus: below", "below.yaml")
        (tmp_path / "above.yaml").write_text("extends: ./below.yaml\ntitle: Above\n", encoding="utf-8")
        loaded = load(str(tmp_path / "above.yaml"))
        assert (loaded.scenario.title, loaded.scenario.status, loaded.lineage) == (
            "Above",
            "below",
            "california-patrol",
        )


class TestNoOps:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("horizon: 1 year", "horizon = 1 year: changes nothing: the scenario it extends says the same"),
            ("matcher: {differential: {reversed: null}}", "matcher.differential.reversed = null: takes nothing away: the scenario it extends has no such key"),
            ("scan: {by_group: null}", "scan.by_group = null: takes nothing away: the scenario it extends has no such key"),
            ("gallery: {}", "gallery = {}: is empty and changes nothing"),
            ("cautions: null", "cautions = null: takes nothing away: a base's cautions stay"),
            ("", "is empty and changes nothing"),
        ],
    )  # fmt: skip
    def test_a_key_that_changes_nothing_warns_and_the_scenario_is_its_base(
        self, text: str, message: str, tmp_path: Path
    ) -> None:
        loaded = overlay(tmp_path, text)
        assert [warning.sentence for warning in loaded.warnings] == [message]
        assert loaded.resolved == load("california-patrol").resolved

    def test_it_hides_no_fault(self, tmp_path: Path) -> None:
        assert refused(tmp_path, "horizon: 1 year\nscan: {value: 2, assumed: x}\ntitle: a\ntitle: b") == [
            "warning: horizon = 1 year: changes nothing: the scenario it extends says the same",
            "scan = {value, assumed}: value 2 is outside [0, 1] for a probability",
            "title: this key is already given in line 4; keep one of them",
        ]

    def test_a_stage_that_is_none_is_a_fault(self, tmp_path: Path) -> None:
        assert refused(tmp_path, "pathway: {questiond: null}") == [
            "pathway.questiond = null: is not a stage; the stages are roadside_review, entry_read, questioned, identity_check, arrested"
        ]


class TestNulls:
    """`null` takes away what the grammar knows; under any other key it is refused like any other value."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("5: null", "5: is not a key of a scenario; the keys are schema, lineage, title,"),
            ("gallery: {persons: 5, images: 5, persns: null}", "gallery.persns: is not a key here; did you mean persons?"),
            ("scan: {value: 0.5, assumed: x, sorce: null}", "scan.sorce: is not a key here; did you mean source?"),
            ("people: null\nmatcher: {growth: {value: 1, assumed: x, 5: }}", "matcher.growth.5: is not a key here; the keys are value,"),
            ("encounters: {shares: {sex: {levels: {female: }}}}", "encounters.shares.sex.levels.female: says nothing; give it a value, or take the key out"),
            ("pathway: {questioned: {taks: null}}", "pathway.questioned.taks: is not a key here; did you mean takes?"),
        ],
    )  # fmt: skip
    def test_a_key_nobody_knows_is_a_fault(self, text: str, message: str, tmp_path: Path) -> None:
        assert any(each.startswith(message) for each in refused(tmp_path, text)), refused(tmp_path, text)

    def test_in_a_file_that_extends_nothing_too(self, tmp_path: Path) -> None:
        text = resolve_reference("prison-gate").read_text(encoding="utf-8")
        path = tmp_path / "gate.yaml"
        path.write_text(f"{text}\nsearch: null\nresources:\n", encoding="utf-8")
        with pytest.raises(Faults, match="resources: this key is already given"):
            load(str(path))
        path.write_text(f"{text}\nsearch: null\naudits: null\n", encoding="utf-8")
        assert load(str(path)).scenario.audits == []
        path.write_text(f"{text}\nserch: null\n", encoding="utf-8")
        with pytest.raises(Faults, match=r"serch: is not a key of a scenario; did you mean search\?"):
            load(str(path))

    def test_taking_away_what_a_scenario_needs_is_a_fault_at_the_null(self, tmp_path: Path) -> None:
        with pytest.raises(Faults) as caught:
            overlay(tmp_path, "gallery:\n  persons: null")
        assert str(caught.value) == f"{tmp_path}/own.yaml:3:3  gallery: persons is missing"


class TestBases:
    def test_a_circle_is_broken(self, tmp_path: Path) -> None:
        for name, base in (("a", "b"), ("b", "a")):
            (tmp_path / f"{name}.yaml").write_text(
                f"extends: ./{base}.yaml\ntitle: {name}\n", encoding="utf-8"
            )
        with pytest.raises(
            Faults, match=r"b\.yaml:1:10  extends = \./a\.yaml: extends itself in the end; break the circle"
        ):
            load(str(tmp_path / "a.yaml"))

    @pytest.mark.parametrize(
        ("base", "message"),
        [
            ("california-patrl", "extends = california-patrl: no shipped scenario has this name; did you mean california-patrol?"),
            ("./none.yaml", "extends = ./none.yaml: there is no such file; paths are relative to this file"),
            ("[a]", "extends = [a]: names one scenario: a shipped name or a path"),
            (f"./{'x' * 5000}.yaml", f"extends = ./{'x' * 57}…: there is no such file; paths are relative to this file"),
        ],
    )  # fmt: skip
    def test_a_base_that_is_not_there(self, base: str, message: str, tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text(f"extends: {base}\ntitle: x\n", encoding="utf-8")
        with pytest.raises(Faults) as caught:
            load(str(tmp_path / "own.yaml"))
        assert str(caught.value).split("  ", 1)[1] == message
        assert not caught.value.missing

    @pytest.mark.parametrize("name", shipped())
    def test_every_shipped_scenario_loads(self, name: str) -> None:
        assert inputs(load(name))


def settings(**values: str) -> Loaded:
    return load("california-patrol", {path.replace("__", "."): text for path, text in values.items()})


class TestSettings:
    def test_a_bare_number_is_assumed_and_loses_its_source(self) -> None:
        loaded = settings(scan="0.5", gallery__persons="1000")
        assert loaded.resolved["scan"] == {"value": 0.5, "assumed": "set on the command line"}
        assert enter_all(loaded.resolved, ("gallery", "persons", "value")) == 1000
        assert loaded.overrides == {"scan": "0.5", "gallery.persons": "1000"}

    def test_a_value_inside_a_number_loses_the_source_too(self) -> None:
        scan = mapping(settings(scan__value="0.5").resolved["scan"])
        assert (scan["value"], scan["assumed"]) == (0.5, "set on the command line")
        assert "source" not in scan

    def test_stages_go_by_their_names(self) -> None:
        loaded = settings(pathway__questioned__takes="{value: 1 h, assumed: x}", pathway__2__label="Asked")
        stage = loaded.scenario.pathway[2]
        assert (stage.takes.value, stage.label) == (3600.0, "Asked")

    def test_a_setting_may_be_any_yaml(self) -> None:
        loaded = load(
            "california-patrol", {"matcher.policy": "{fixed_fpir: 0.0001}", "cautions": "[one, two]"}
        )
        assert loaded.scenario.cautions == ["one", "two"]
        assert load("california-patrol", {"people": ""}).scenario.people is None

    def test_null_takes_away_a_key_or_a_stage(self) -> None:
        assert load("california-patrol", {"gallery.images": "null"}).scenario.gallery.images is None
        stages = load("california-patrol", {"pathway.roadside_review": "null"}).scenario.pathway
        assert [stage.stage for stage in stages] == ["entry_read", "questioned", "identity_check", "arrested"]

    def test_taking_nothing_away_warns(self) -> None:
        (warning,) = load("california-patrol", {"search": "null"}).warnings
        assert str(warning) == (
            "--set  warning: search = null: takes nothing away: the scenario has no such key"
        )

    def test_every_setting_that_is_wrong_is_said_at_once(self) -> None:
        with pytest.raises(Faults) as caught:
            load("california-patrol", {"pathway.x.takes": "1 min", "title": "{", "scan": "2", "galery": "1"})
        assert [fault.path for fault in caught.value.faults] == ["galery", "pathway.x.takes", "scan", "title"]

    @pytest.mark.parametrize(
        ("path", "text", "message"),
        [
            ("pathway.questiond.takes", "1 min", "--set  pathway.questiond.takes = 1 min: there is no questiond here; did you mean questioned?"),
            ("pathway.9.takes", "1 min", "--set  pathway.9.takes = 1 min: there is no 9 here; there are roadside_review, entry_read, questioned, identity_check, arrested"),
            ("gallery.person", "3", "--set  gallery.person = 3: is not a key here; did you mean persons?"),
            ("galery", "3", "--set  galery = 3: is not a key of a scenario; did you mean gallery?"),
            ("gallery.persons", "-3", "--set  gallery.persons = -3: value -3 is outside [0, 1e+12] for a count"),
            ("scan", "many", "--set  scan = many: is not a number"),
            ("scan", "0,5", "--set  scan = 0,5: is not a number; write 0.5: a comma is never a decimal point"),
            ("scan", "{value: 0,5, assumed: x}", "--set  scan.value = 0,5: is not a number; write 0.5: a comma is never a decimal point"),
            ("gallery.persns", "null", "--set  gallery.persns = null: is not a key here; did you mean persons?"),
            ("gallery.persons", "null", "--set  gallery.persons = null: persons is missing"),
            ("title", "{a: 1", "--set  title = {a: 1: this { is never closed; add }"),
            ("title", "\udcff", "--set  title = �: is not UTF-8 at character 4"),
        ],
    )  # fmt: skip
    def test_a_setting_that_is_wrong(self, path: str, text: str, message: str) -> None:
        with pytest.raises(Faults) as caught:
            load("california-patrol", {path: text})
        assert str(caught.value) == message
