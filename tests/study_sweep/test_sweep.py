"""A sweep's numbers are those of single runs, wherever they are computed."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from simulator.documents import Faults
from simulator.impact.summary import Impact
from simulator.kernel.run import run
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.executors import Dask, Executor, Local
from simulator.study.sweep.axes import axis_of, in_whole
from simulator.study.sweep.grid import GRID, Question
from simulator.study.sweep.run import Swept, sweep

NAME = "california-patrol"
AXES = [axis_of("gallery.persons=1e5:1e6:5:log"), axis_of("scan.value=0.2:0.8:2")]


def swept(out: Path, executor: Executor) -> Swept:
    return sweep(load(NAME), NAME, AXES, draws=200, seed=3, out=out, executor=executor)


def test_workers_and_dask_change_no_byte(tmp_path: Path) -> None:
    from distributed import LocalCluster

    one, two = swept(tmp_path / "1", Local(1)), swept(tmp_path / "2", Local(2))
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster:  # type: ignore[no-untyped-call]
        three = swept(tmp_path / "3", Dask(cluster.scheduler_address))
    grid = (one.folder / GRID).read_bytes()
    assert grid == (two.folder / GRID).read_bytes() == (three.folder / GRID).read_bytes()


def test_a_point_is_the_run_of_its_settings(tmp_path: Path) -> None:
    rows = pq.read_table(swept(tmp_path, Local()).folder / GRID).to_pylist()
    assert {row["point"] for row in rows} == set(range(10))
    row = next(r for r in rows if (r["point"], r["measure"], r["group"]) == (9, "per_100k_encounters", "all"))
    loaded = load(NAME, {"gallery.persons": "1000000", "scan.value": "0.8"})
    compiled = compile_scenario(loaded.scenario, loaded.library)
    values = sorted(Impact(run(compiled, 3, 200), compiled).values("per_100k_encounters", "all"))
    assert row["median"] == (values[99] + values[100]) / 2
    assert swept(tmp_path, Local()).reused


def test_a_sweep_answers_what_is_asked(tmp_path: Path) -> None:
    question = Question(("hours_held", "fpir"), ("female/black", "all"))
    done = sweep(load(NAME), NAME, AXES[1:], draws=100, seed=3, out=tmp_path, question=question)
    rows = pq.read_table(done.folder / GRID).to_pylist()
    asked = [(m, g) for g in question.groups for m in question.measures]
    assert [(row["measure"], row["group"]) for row in rows] == asked * 2
    everything = sweep(load(NAME), NAME, AXES[1:], draws=100, seed=3, out=tmp_path).folder
    assert everything != done.folder


def test_of_people_there_are_whole_numbers_only() -> None:
    loaded = load(NAME)
    whole = in_whole(axis_of("gallery.persons=1000:100000:4:log"), loaded)
    assert whole.values == ("1000", "4642", "21544", "100000")
    assert in_whole(axis_of("resources.fingerprint_desk.servers=1:2:5"), loaded).values == ("1", "2")
    assert in_whole(axis_of("scan.value=0:1:3"), loaded).values == ("0", "0.5", "1")


@pytest.mark.parametrize("text", ["scan", "=1:2:3", "scan=1:2", "scan=a:2:3", "scan=1:2:1", "scan=0:1:3:log"])
def test_what_is_no_axis_is_said(text: str) -> None:
    with pytest.raises(Faults, match="--vary"):
        axis_of(text)


def test_an_axis_given_twice_is_said(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="varied twice"):
        sweep(load(NAME), NAME, [AXES[0], AXES[0]], draws=100, seed=1, out=tmp_path)
