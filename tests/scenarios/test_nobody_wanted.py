"""Orlando's seven volunteers: nobody on the list is wanted, so no page speaks of finding somebody or of being right."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.impact.measures import OF_WANTED
from simulator.impact.summary import Impact
from simulator.kernel.run import run
from simulator.reports.packet.paper import annexes_markdown
from simulator.scenario import load
from simulator.study.board.limit_files import find_limits, read_limits
from simulator.study.compare.proposals import gather
from simulator.study.compare.run import Compared, compare
from simulator.study.run import run_study
from tests.reports.told import answer_text, dashboard, facts_markdown, of_one_run, report_markdown, source
from tests.reports_packet.given import DAY
from tests.results.made import as_json_holds
from tests.scenarios.compiled import compiled

PILOT, LIST = "orlando-cameras", "orlando-cameras-wanted-list"
FINDS_NOBODY = "Nobody enrolled is wanted (seven officers who volunteered for the test)"
SPEAKS_OF_FINDING = re.compile(
    r"wanted person found|wanted found|of wanted people|wanted people (?:found|that|go)|wanted people reach"
    r"|person who is wanted|(?:^|\| )Wanted person\b|Wanted people are found",
    re.I | re.M,
)


def values(name: str, measure: str) -> NDArray[np.float64]:
    """A measure of everyone over 50 draws."""
    scenario = compiled(name)
    return Impact(run(scenario, 1, 50), scenario).values(measure, "all")


@pytest.mark.parametrize("measure", OF_WANTED)
def test_measures_of_wanted_people_are_undefined_unless_somebody_is_wanted(measure: str) -> None:
    assert np.isnan(values(PILOT, measure)).all()
    if not measure.startswith(
        ("found_only", "found_anyway")
    ):  # nobody knows what is found by name in Orlando
        assert np.isfinite(values(LIST, measure)).any()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Everything that is said of both, markup and data taken out."""
    out = tmp_path_factory.mktemp("orlando")
    return {
        name: _texts(as_json_holds(run_study(load(name), draws=400, seed=1, out=out).summary))
        for name in (PILOT, LIST)
    }


def _texts(summary: dict[str, Any]) -> list[str]:
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", dashboard(summary), flags=re.S)
    bare = unescape(re.sub(r"<[^>]+>", "\n", re.sub(r'href="data:[^"]*"', "", bare)))
    packet = annexes_markdown(source(of_one_run(summary), {summary["name"]: summary}), DAY)
    texts = [answer_text(summary), facts_markdown(summary), report_markdown(summary), bare, packet]
    return ["\n".join(" ".join(line.split()) for line in text.splitlines()) for text in texts]


def test_no_page_speaks_of_finding_somebody_wanted(told: dict[str, list[str]]) -> None:
    for text in told[PILOT]:
        assert FINDS_NOBODY in text
        plain = text.replace("Wanted people found: undefined, for nobody enrolled is wanted", "")
        assert [line for line in plain.splitlines() if SPEAKS_OF_FINDING.search(line)] == []
    assert any("Person on the list" in text for text in told[PILOT])


def test_a_variant_that_enrols_wanted_people_speaks_of_them_again(told: dict[str, list[str]]) -> None:
    for text in told[LIST]:
        assert "Nobody enrolled is wanted" not in text
        assert SPEAKS_OF_FINDING.search(" ".join(text.split()))
    assert not any("Person on the list" in text for text in told[LIST])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """The pilot beside the wanted list, by the example limits."""
    out = tmp_path_factory.mktemp("compared")
    together = gather([PILOT, LIST], draws=200, seed=1, out=out, progress=_quiet)
    return compare(together, read_limits(find_limits("board-limits")), out=out, progress=_quiet)


def _quiet(_share: float, _what: str) -> None: ...


def test_a_board_reads_that_there_is_nobody_to_find(both: Compared) -> None:
    verdicts = {each["rule"]: each for each in as_json_holds(both.comparison)["limits"]["verdicts"][PILOT]}
    for rule in ("some-good", "innocent-for-wanted"):
        assert verdicts[rule]["probability"] is None
        assert verdicts[rule]["why"] == "nobody enrolled is wanted, so there is nobody to find"
    text = (both.folder / "comparison.md").read_text(encoding="utf-8")
    assert "Wanted people are found undefined" not in text
    assert FINDS_NOBODY in text
    assert "figures of wanted people are undefined, for nobody enrolled is wanted" in text


def test_the_table_of_draws_tells_of_other_people_on_the_list_and_of_nobody_wanted(both: Compared) -> None:
    from pyarrow import parquet

    (pilot,) = Path(both.folder).parents[1].glob(f"{PILOT}/*/draws.parquet")
    kinds = {name.split(":")[2] for name in parquet.read_schema(pilot).names if name.startswith("simulated:")}
    assert kinds == {"false_match", "stale_entry", "on_list"}
