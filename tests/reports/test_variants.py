"""Variants stored beside a run: found by lineage, seed, draws and version, drawn with the run itself marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli.report import report
from simulator.reports.dashboard import dashboard
from simulator.reports.figures.variants import variants as drawn
from simulator.reports.language import variants as told
from simulator.reports.language.study import opened
from simulator.results import Result, Summary, open_result, variants, verify
from simulator.scenario import load
from simulator.study.run import run_study
from tests.reports.sample import sample

DRAWS = 100


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prison's gate, two of its variants, one of them twice, and what may not stand beside it."""
    out = tmp_path_factory.mktemp("variants")
    for name in ("prison-gate", "prison-gate-kept-list", "prison-gate-two-person-review", "orlando-cameras"):
        run_study(load(name), draws=DRAWS, seed=1, out=out, clock=False)
    run_study(load("prison-gate-larger-list"), draws=DRAWS, seed=2, out=out, clock=False)
    return out


@pytest.fixture(scope="module")
def gate(root: Path) -> Result:
    return open_result("prison-gate", root)


def test_only_what_shares_lineage_seed_and_draws_is_offered(gate: Result) -> None:
    assert [each.name for each in variants(gate)] == [
        "prison-gate-kept-list",
        "prison-gate-two-person-review",
    ]


def test_nothing_is_taken_from_a_damaged_result(root: Path, gate: Result) -> None:
    file = next(root.glob("prison-gate-kept-list/*/summary.json"))
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b'"median"', b'"mediam"', 1))
    try:
        assert [each.name for each in variants(gate)] == ["prison-gate-two-person-review"]
    finally:
        file.write_bytes(kept)


def test_every_variant_has_a_row_with_its_interval_and_the_run_is_marked(gate: Result) -> None:
    figure = drawn(opened(gate.summary), variants(gate))
    assert figure is not None
    rows = {row[0]: row for row in figure.table.rows}
    assert set(rows) == {
        "Prison gate: as it stands",
        *(told.label(each, _names(gate)) for each in variants(gate)),
    }
    assert figure.body.count('class="row sum"') == 1
    assert "Prison gate: as it stands" in figure.body
    middles = [row[2] for row in figure.table.exact]
    assert middles == sorted(middles, key=lambda x: -float(x or 0))
    assert figure.title.startswith("The 2 stored variants have ")
    assert "as it stands" in figure.title
    assert "held from the stage" in figure.sentence
    assert gate.id in figure.sentence


def _names(gate: Result) -> list[str]:
    return [gate.name, *(each.name for each in variants(gate))]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Prison gate, with a list that is checked", "With a list that is checked"),
        ("A gate", "Kept list"),
    ],
)
def test_a_variant_is_called_by_what_it_adds(title: str, label: str) -> None:
    variant = Summary.of(sample() | {"name": "prison-gate-kept-list", "title": title})
    assert told.label(variant, ["prison-gate", "prison-gate-kept-list"]) == label


def test_a_run_without_stored_variants_offers_none_and_its_sealed_page_stays(gate: Result) -> None:
    assert drawn(opened(gate.summary), ()) is None
    assert 'id="variants"' not in (gate.folder / "dashboard.html").read_text(encoding="utf-8")
    assert 'id="variants"' in dashboard(gate.summary, variants=variants(gate))


def test_report_makes_the_page_anew_beside_the_sealed_folder(
    root: Path, gate: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    report("prison-gate", out=root)
    page = gate.folder.with_suffix(".html")
    assert f"with 2 stored variants: {page}" in capsys.readouterr().err
    assert 'id="variants"' in page.read_text(encoding="utf-8")
    assert verify(gate.folder, root).intact
