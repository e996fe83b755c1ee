"""What the page prints is in the result's files: every Monte Carlo number of the first screen, made again from `draws.parquet` alone.

Nothing here calls the program's own formulas: the counts, the shares and the people are worked out as docs/method.md says.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

from simulator.reports.language import numbers
from simulator.scenario import load
from simulator.study.run import run_study

Array = NDArray[np.float64]


class Files:
    """A result's draws and its page."""

    def __init__(self, folder: Path) -> None:
        table = pq.read_table(folder / "draws.parquet")
        self.study: dict[str, Any] = json.loads(table.schema.metadata[b"study"])
        self.measures = json.loads((folder / "summary.json").read_text("utf-8"))["measures"]
        self.columns = {name: np.asarray(table[name], dtype=np.float64) for name in table.column_names}
        bare = re.sub(
            r"<(script|style)\b.*?</\1>", " ", (folder / "dashboard.html").read_text("utf-8"), flags=re.S
        )
        bare = re.sub(r'(href|data-copy|data-more|aria-label|content)="[^"]*"', "", bare)
        self.text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    def settled(self, found: tuple[float, float, float], measure: str, group: str) -> list[float | None]:
        """Ends and middle without the digits that other draws would change, by the errors that the result states."""
        errors = self.errors(measure, group)
        return [numbers.settled(x, error) for x, error in zip(found, errors, strict=True)]

    def errors(self, measure: str, group: str) -> tuple[float, float, float]:
        """How far the number of draws lets low end, middle and high end be trusted, as the result states it."""
        cell = self.measures[measure]["values"][group]
        return cell["mc_lo"], cell["mc_error"], cell["mc_hi"]

    @property
    def held(self) -> str:
        return str(next(stage["id"] for stage in self.study["stages"] if stage["liberty"] == "held"))

    def simulated(self, groups: list[str]) -> Array:
        kinds = self.study["wrongful"]
        return np.asarray(
            np.sum([self.columns[f"simulated:{g}:{k}:{self.held}"] for g in groups for k in kinds], axis=0)
        )

    def expected(self, groups: list[str], kinds: list[str] | None = None, stage: str | None = None) -> Array:
        total = np.zeros(self.study["draws"])
        for g in groups:
            for k in kinds or self.study["wrongful"]:
                reach = self.columns.get(f"reach:{g}:{k}:{stage or self.held}")
                if reach is None:
                    reach = self.columns[f"reach:all:{k}:{stage or self.held}"]
                total += self.columns[f"expected:{g}:{k}:alerts"] * reach
        return total

    def amount(self, groups: list[str], name: str) -> Array:
        return np.asarray(np.sum([self.columns[f"amount:{g}:{name}"] for g in groups], axis=0))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    out = tmp_path_factory.mktemp("printed")
    return Files(run_study(load("california-patrol"), draws=1_000, seed=1, out=out, clock=False).folder)


def ends(values: Array) -> tuple[float, float, float]:
    """5 %, 50 % and 95 %: the value in order, half-way to the next where the place is whole."""
    lo, middle, hi = (
        float(np.quantile(values, p, method="averaged_inverted_cdf")) for p in (0.05, 0.5, 0.95)
    )
    return lo, middle, hi


def of_100(share: float) -> str:
    return numbers.per_hundred(share)


def test_the_headline_is_made_of_the_draws(files: Files) -> None:
    everybody = files.study["members"]["all"]
    events, expected = files.simulated(everybody), files.expected(everybody)
    people = files.amount(everybody, "once")
    found = np.zeros_like(events)
    for i, (n, m, p) in enumerate(zip(events, expected, people, strict=True)):
        lo, hi = 0.0, m / p
        for _ in range(80):  # x = m / N, where (1 − e^(−x)) / x = p / m
            x = (lo + hi) / 2
            lo, hi = (x, hi) if (1 - np.exp(-x)) / x > p / m else (lo, x)
        at_risk = m / x
        found[i] = at_risk * (1 - (1 - 1 / at_risk) ** n)
    told = files.settled(ends(events), "wrongly_held", "all")
    errors = files.errors("wrongly_held", "all")  # people are known as well as the detentions they come from
    low, middle, high = (
        numbers.prose_count(numbers.settled(x, error * x / (count or 1.0)))
        for x, count, error in zip(ends(found), told, errors, strict=True)
    )
    assert f"Between {low} and {high} innocent people a year would be wrongly detained" in files.text
    _, held, _ = told
    assert f"Middle {middle} people in {numbers.prose_count(held)} detentions" in files.text


def test_who_bears_it_is_made_of_the_draws(files: Files) -> None:
    members = files.study["members"]
    whole, met = files.expected(members["all"]), files.amount(members["all"], "encounters")
    for name, label in (
        ("minorities", "People of colour"),
        ("women", "Women"),
        ("male/hispanic", "Hispanic men †"),
    ):
        groups = members.get(name, [name])
        harm = files.expected(groups) / whole
        lo, _, hi = ends(harm)
        exposed = float(np.mean(files.amount(groups, "encounters") / met))
        row = f"{label} {of_100(exposed)} {of_100(float(np.mean(harm)))} ({of_100(lo)}–{of_100(hi)})"
        assert row in files.text, row


def test_the_tree_is_made_of_the_draws(files: Files) -> None:
    everybody = files.study["members"]["all"]
    whole = files.expected(everybody)
    false = files.expected(everybody, files.study["false_match"])
    stages = [stage["id"] for stage in files.study["stages"]]
    after = stages[stages.index(files.held) + 1]
    ended = false - files.expected(everybody, files.study["false_match"], after)
    for part in (false, ended):
        share = part / whole
        lo, _, hi = ends(share)
        assert f"{of_100(float(np.mean(share)))} ({of_100(lo)}–{of_100(hi)})" in files.text


def test_a_rate_is_made_of_the_draws(files: Files) -> None:
    rate = 100_000 * files.expected(["male/black"]) / files.amount(["male/black"], "encounters")
    told = files.settled(ends(rate), "per_100k_encounters", "male/black")
    lo, middle, hi = (numbers.prose(x) for x in told)
    assert f"Black men {middle} ({lo}–{hi})" in files.text


def test_a_count_with_luck_is_made_of_the_draws(files: Files) -> None:
    told = files.settled(ends(files.simulated(["female/black"])), "wrongly_held", "female/black")
    lo, middle, hi = (numbers.prose_count(x) for x in told)
    assert f"Black women {middle} ({lo}–{hi})" in files.text
