"""The fit that ships is of the record that ships, small, and comes out again when the record is fitted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from simulator.documents import Faults
from simulator.evidence import library
from simulator.scenario import load
from simulator.study.fits import make_fit, read_record, table_hash

RECORD, LABORATORY = "met-lfr-deployments", "npl-neoface-2023/t060-n10000"
LARGEST = 1_000_000


def test_the_shipped_fit_is_of_the_shipped_record() -> None:
    fit = library().shipped_fit(RECORD)
    about = json.loads(fit.files["fit.json"])
    assert about["table"] == table_hash(read_record(RECORD))
    assert about["laboratory"] == LABORATORY
    assert fit.rows == 8_192
    assert LABORATORY in fit.evidence
    assert sum(len(each) for each in fit.files.values()) < LARGEST
    assert library().shipped_fits() == (RECORD,)


def test_a_sum_of_deployments_that_were_learned_from_counts_twice(tmp_path: Path) -> None:
    lines = [
        "extends: capital-cameras-learned",
        "title: The record's own rate beside the fit of it",
        "matcher: {policy: {fixed_fpir: {audit: met-lfr/t060-false-alert-rate}}}",
    ]
    (tmp_path / "twice.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Faults) as refused:
        load(str(tmp_path / "twice.yaml"))
    (fault,) = [each for each in refused.value.faults if not each.warns]
    assert fault.rule == (
        "adds up deployments of met-lfr-deployments, which were learned from in the fit london: here it would count twice"
    )
    assert fault.line == 3


def test_shipped_scenarios_that_take_a_fit_count_nothing_twice() -> None:
    for name in ("capital-cameras-learned", "california-patrol-learned"):
        assert load(name).library.fits["london"].source == RECORD


@pytest.mark.deep
def test_the_documented_command_makes_the_shipped_fit_again(tmp_path: Path) -> None:
    folder, _ = make_fit(RECORD, laboratory=LABORATORY, out=tmp_path)
    shipped = library().shipped_fit(RECORD)
    (tmp_path / "shipped.parquet").write_bytes(shipped.content)
    ours, theirs = (
        pq.read_table(path) for path in (folder / "posterior.parquet", tmp_path / "shipped.parquet")
    )
    assert ours.column_names == theirs.column_names
    for name in ours.column_names:
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-3, err_msg=name)


def test_the_overlay_a_fit_leaves_is_a_scenario(tmp_path: Path) -> None:
    from simulator.reports.fits import overlay
    from simulator.results.fit import Fit

    fit = library().shipped_fit(RECORD)
    for name, raw in fit.files.items():
        (tmp_path / name).write_bytes(raw)
    told = Fit.of({"schema": 2} | json.loads(fit.files["fit.json"]))
    (tmp_path / "overlay.yaml").write_text(overlay(told), encoding="utf-8")
    loaded = load(str(tmp_path / "overlay.yaml"))
    assert list(loaded.library.fits) == ["met-lfr-deployments-fit"]
    assert loaded.scenario.matcher.level.posterior == "met-lfr-deployments-fit/false_rate"
