"""The shipped back-tests: the model beside what was counted in the field, a known miss included."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.evidence import library
from simulator.scenario.references import shelf_folder
from simulator.study.cases.files import read_cases
from simulator.study.cases.running import Verdict, run_cases

FACES = 2251
"""Cardiff's rate is printed as 1 in so many faces, the fewest that give it."""

FILES = sorted((shelf_folder() / "backtests").glob("*.yaml"))


@pytest.fixture(scope="module")
def verdicts() -> dict[str, tuple[Verdict, ...]]:
    return {file.stem: run_cases(file) for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_model_against_the_record(file: Path, verdicts: dict[str, tuple[Verdict, ...]]) -> None:
    assert [str(verdict) for verdict in verdicts[file.stem] if not verdict.holds] == []


def test_every_case_could_fail(verdicts: dict[str, tuple[Verdict, ...]]) -> None:
    """A bound that every simulated year keeps shows nothing; every recorded number is scored, and says whether it was used."""
    for each in (verdict for file in verdicts.values() for verdict in file):
        if each.label == "bound":
            assert each.kept is not None
            assert each.kept < 0.99, each.case
        elif each.label != "arithmetic":
            assert each.score is not None
    labels = {each.label for file in verdicts.values() for each in file}
    assert labels == {"prediction", "in sample", "arithmetic", "bound"}


def test_another_force_is_foretold_from_londons_record_alone(
    verdicts: dict[str, tuple[Verdict, ...]],
) -> None:
    (foretold,) = (each for each in verdicts["elsewhere"] if "London's record alone" in each.case)
    assert not foretold.missed
    assert foretold.score is not None
    assert foretold.score.exactly is not None
    assert 0.02 < foretold.score.exactly < 0.2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_recorded_is_what_the_evidence_library_says(file: Path) -> None:
    for case in read_cases(file).cases:
        for wanted in case.expect:
            if wanted.recorded is not None:
                row = library().row(wanted.source)
                each_face = 1 / FACES if case.fit else None
                assert wanted.recorded in (row.value, row.numerator) or each_face == pytest.approx(
                    row.value, rel=1e-3
                )


def test_a_miss_is_kept() -> None:
    """A shelf of back-tests on which the model never fails would be a selection."""
    kept = [
        wanted
        for file in FILES
        for case in read_cases(file).cases
        for wanted in case.expect
        if wanted.recorded is not None and not wanted.inside
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
