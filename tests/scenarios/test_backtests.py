"""The shipped back-tests: the model beside what was counted in the field, a known miss included."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.documents import load as read
from simulator.evidence import library
from simulator.scenario.references import shelf_folder
from simulator.study.cases.running import run_cases

FILES = sorted((shelf_folder() / "backtests").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_model_against_the_record(file: Path) -> None:
    assert [str(verdict) for verdict in run_cases(file) if not verdict.holds] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_recorded_is_what_the_evidence_library_says(file: Path) -> None:
    for case in read(file).data["cases"]:
        for wanted in case["expect"]:
            if "recorded" in wanted:
                row = library().row(wanted["source"])
                assert wanted["recorded"] in (row.value, row.numerator)


def test_a_miss_is_kept() -> None:
    """A shelf of back-tests on which the model never fails would be a selection."""
    kept = [
        wanted
        for file in FILES
        for case in read(file).data["cases"]
        for wanted in case["expect"]
        if wanted.get("inside") is False
    ]
    assert kept


def test_the_laboratorys_rate_over_londons_comparisons_is_ninety_nine() -> None:
    """The arithmetic of the first case, from the library's rows alone."""
    rate, comparisons = (
        library().row("npl-neoface-2023/t060-n10000"),
        library().row("met-lfr/t060-comparisons"),
    )
    assert rate.rate is not None
    assert rate.gallery_size is not None
    assert comparisons.value is not None
    assert rate.rate / rate.gallery_size * comparisons.value == pytest.approx(99, abs=0.5)
