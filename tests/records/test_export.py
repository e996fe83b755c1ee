"""Exported stops: the year they tell is the scenario's, and a file that stands there is safe."""

from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.records import COLUMNS, RecordsExist, export_records
from simulator.scenario import load

SMALL = {"encounters.scale": "0.02"}


@pytest.fixture(scope="module")
def california() -> Compiled:
    loaded = load("california-patrol", SMALL)
    return compile_scenario(loaded.scenario, loaded.library)


@pytest.fixture(scope="module")
def file(california: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "stops.parquet"
    export_records(california, california.medians()[:, 0], 1, path)
    return path


def test_columns_are_the_documented_ones(california: Compiled, file: Path) -> None:
    names = pq.read_schema(file).names
    many = {"<axis>": california.axes, "<stage>": [stage.id for stage in california.stages]}
    documented = []
    for name in COLUMNS:
        mark = next((mark for mark in many if mark in name), None)
        documented += [name] if mark is None else [name.replace(mark, each) for each in many[mark]]
    assert names == documented


@pytest.mark.statistical
def test_groups_are_met_as_often_as_the_model_expects(california: Compiled, file: Path) -> None:
    """Counts against expectations, within 7 standard deviations and the year's own variation of a tenth."""
    table = pq.read_table(file)
    expected = california.expect(california.medians()).encounters[:, 0]
    pairs = zip(table["subject_sex"].to_pylist(), table["subject_race"].to_pylist(), strict=True)
    counted = Counter(f"{sex}/{race}" for sex, race in pairs)
    year = table.num_rows / expected.sum()
    assert 0.4 < year < 1.8
    for group, mean in zip(california.groups, expected * year, strict=True):
        assert abs(counted.get(group, 0) - mean) < 7 * np.sqrt(mean) + 1, group


def test_a_case_reaches_the_stages_before_its_last(file: Path) -> None:
    table = pq.read_table(file)
    alerts = table.filter(pc.is_valid(table["alert"]))
    assert 0 < alerts.num_rows < table.num_rows / 10
    assert pc.all(alerts["reached_roadside_review"]).as_py()
    deeper = alerts.filter(alerts["reached_identity_check"])
    assert pc.all(deeper["reached_questioned"]).as_py()
    assert not pc.any(table.filter(pc.is_null(table["alert"]))["reached_roadside_review"]).as_py()


def test_time_runs_through_one_nominal_year(file: Path) -> None:
    dates = pq.read_table(file)["date"]
    assert str(pc.min(dates).as_py()) == "2018-01-01"
    assert str(pc.max(dates).as_py()).startswith(("2018-12", "2019-01-01"))


def test_a_file_that_stands_there_is_kept_unless_forced(california: Compiled, tmp_path: Path) -> None:
    path = tmp_path / "stops.parquet"
    path.write_text("mine")
    with pytest.raises(RecordsExist):
        export_records(california, california.medians()[:, 0], 1, path)
    assert path.read_text() == "mine"


def test_a_file_written_meanwhile_is_kept_and_one_of_the_old_name_too(
    california: Compiled, tmp_path: Path
) -> None:
    path, other = tmp_path / "stops.parquet", tmp_path / ".partial-stops.parquet"
    other.write_text("also mine")

    def meanwhile(_done: int, _of: int) -> None:
        path.write_text("somebody else's")

    with pytest.raises(RecordsExist):
        export_records(california, california.medians()[:, 0], 1, path, progress=meanwhile)
    assert path.read_text() == "somebody else's"
    assert sorted(each.name for each in tmp_path.iterdir()) == [".partial-stops.parquet", "stops.parquet"]


def test_a_failure_leaves_nothing_behind(california: Compiled, tmp_path: Path) -> None:
    path = tmp_path / "stops.parquet"
    path.write_text("mine")

    def stop(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_records(california, california.medians()[:, 0], 1, path, force=True, progress=stop)
    assert [each.name for each in tmp_path.iterdir()] == ["stops.parquet"]
    assert path.read_text() == "mine"
