"""Every number in a shipped scenario is a published figure, a marked assumption, or a choice of the deployment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from simulator.documents import load, parse

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("**/*.yaml"))
ORIGINS = ("source", "assumed", "reason")  # a limit is the board's value, and the board gives its reason
# What the deployment chooses, and the grammar's own version: these need no origin.
CHOICES = re.compile(
    r"schema|horizon|gallery\.(persons|images)(\.value)?|resources\.[\w-]+\.(servers|shifts(\.\d+)?)"
    r"|matcher\.policy\.fixed_f[mp]i?r(\.value)?|matcher\.level\.(gallery_size|threshold)|search\.candidates"
    r"|cases\.\d+\.(set|expect)\..*"  # a worked example supposes and expects; it estimates nobody
    r"|pathway\.\d+\.priority\.\w+"
    r"|.*\.at\.(threshold|watchlist_size)"  # where a learned rate is wanted: the operator's threshold and list
)
NUMBER = re.compile(r"\d+(\.\d+)?([eE][-+]?\d+)?( ?(s|min|h|hours?|days?|weeks?|years?))?")


def unsupported(node: Any, path: tuple[str, ...] = (), supported: bool = False) -> Iterator[str]:
    """Dotted paths of the numbers that name no origin, there or in a block around them."""
    if isinstance(node, Mapping):
        has_origin = supported or any(isinstance(node.get(name), str) for name in ORIGINS)
        for key, value in node.items():
            yield from unsupported(value, (*path, str(key)), has_origin)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from unsupported(value, (*path, str(index)), supported)
    elif not supported and _is_number(node) and not CHOICES.fullmatch(".".join(path)):
        yield ".".join(path)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def test_there_are_scenarios_to_look_at() -> None:
    assert SCENARIOS


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_number_says_where_it_comes_from(path: Path) -> None:
    assert list(unsupported(load(path).data)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("scan: {value: 1}", ["scan.value"]),
        ("scan: {value: 1, source: the-hill-2019}", []),
        ("scan: {value: 1, assumed: everyone}", []),
        (
            "scan: {by_group: {default: {value: 1}, black: {value: 2, assumed: x}}}",
            ["scan.by_group.default.value"],
        ),
        ("scan: {assumed: x, by_group: {default: {value: 1}}}", []),
        ("scan: {audit: a/b, spread: {between: [1, 2]}}", ["scan.spread.between.0", "scan.spread.between.1"]),
        ("gallery: {persons: 348000, spread: 2}", ["gallery.spread"]),
        (
            "pathway: [{stage: a, takes: {median: 60 s, p95: 3 min}}]",
            ["pathway.0.takes.median", "pathway.0.takes.p95"],
        ),
    ],
)
def test_a_number_without_an_origin_is_found(text: str, found: list[str]) -> None:
    assert list(unsupported(parse(text, "x.yaml").data)) == found
