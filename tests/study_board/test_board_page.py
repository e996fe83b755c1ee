"""docs/board.md: its verdicts are what the command gives, its measures are those there are, its limits can be read."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.limits import Horizons, basis_of, kept, relived
from simulator.impact.measures import MEASURES
from simulator.impact.safe_point import false_match_level
from simulator.model.compile import compile_scenario
from simulator.reports.comparison import tables
from simulator.reports.language.comparison import opened
from simulator.scenario import load
from simulator.study.board.limit_files import RULE_KEYS, find_limits, read_limits
from simulator.study.compare.proposals import gather
from simulator.study.compare.run import compare
from tests.study_compare.quiet import quiet, without_queues

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "board.md").read_text(encoding="utf-8")
PROPOSALS = ("california-patrol", "california-patrol-warrants", "capital-cameras", "prison-gate")


def between(name: str) -> str:
    found = re.search(rf"<!-- {name}:begin -->\n(.*?)<!-- {name}:end -->", PAGE, re.DOTALL)
    assert found is not None
    return found.group(1)


def verdicts(out: Path) -> str:
    """The table of the page, from the command it shows."""
    together = gather(PROPOSALS, draws=None, seed=None, out=out, progress=quiet)
    found = compare(together, read_limits(find_limits("board-limits")), out=out, progress=quiet)
    table = tables.verdicts(opened(found.comparison))
    lines = [["rule", *(f"`{name}`" for name in PROPOSALS)], ["---"] * 5, *map(list, table.rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def measures() -> str:
    """The list of measures."""
    rows = [
        f"| `{each.id}` | {each.sentence} | {each.unit} | {basis_of(each.id)} |\n"
        for each in MEASURES.values()
    ]
    return "| id | what it is | unit | judged on |\n|---|---|---|---|\n" + "".join(rows)


def test_its_verdicts_are_what_the_command_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_queues(monkeypatch)
    assert between("verdicts") == verdicts(tmp_path)


def test_a_ratio_it_says_no_algorithm_keeps_alone_is_broken_by_even_errors_and_by_none() -> None:
    assert (
        "equally for everyone would keep it in about 2 of 100 draws (`prison-gate-no-differential`)" in PAGE
    )
    assert "without any false match it would be kept in\nfewer than 1 of 100" in PAGE
    (limit,) = (
        each.rule
        for each in read_limits(find_limits("board-limits")).limits
        if each.rule.measure == "ratio_to_best_served"
    )
    even, prison = (_lived(name) for name in ("prison-gate-no-differential", "prison-gate"))
    assert kept(even, limit).mean() == pytest.approx(0.02, abs=0.01)
    move = false_match_level(prison.compiled, np.ascontiguousarray(prison.draws.years.values[:, :4000]))
    assert relived(*move(0.0), prison, limit).mean() < 0.01


def _lived(name: str) -> Impact:
    loaded = load(name)
    return Horizons(compile_scenario(loaded.scenario, loaded.library), 1, 10_000).over(1.0)


def test_its_measures_are_those_there_are() -> None:
    assert between("measures") == measures()


def test_its_keys_are_those_of_a_rule() -> None:
    for key in RULE_KEYS:
        assert f"`{key}`" in PAGE


def test_the_limits_it_shows_can_be_read(tmp_path: Path) -> None:
    text = re.search(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert text is not None
    (tmp_path / "ours.yaml").write_text(text.group(1), encoding="utf-8")
    assert len(read_limits(tmp_path / "ours.yaml").limits) == 1
