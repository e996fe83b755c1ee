"""The published schemas of the smaller documents: what ships keeps them, and a slip breaks them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import simulator.evidence
from simulator.cli.schema import Document
from simulator.documents import load, mapping
from simulator.results.difference import Difference, Told
from simulator.scenario.references import shelf_folder
from simulator.study.document_schemas import OF_DOCUMENT, schema_of, written
from tests.scenario.test_schema import KNOWN, wrong
from tests.schemas import keeps_its_schema

EVIDENCE = Path(simulator.evidence.__file__).parent
SHELF = shelf_folder()
SHIPPED = {
    "limits": [SHELF / "board-limits.yaml"],
    "levers": [SHELF / "board-levers.yaml"],
    "cases": [
        *(path for path in SHELF.glob("cases/*.yaml") if path.stem != "round-numbers-gate"), *SHELF.glob("backtests/*.yaml"),
    ],
    "source": sorted(EVIDENCE.glob("data/*/source.yaml")),
    "crosswalk": sorted(EVIDENCE.glob("crosswalks/*.yaml")),
}  # fmt: skip


def test_every_document_is_published() -> None:
    assert {each.value for each in Document} == {"scenario", *OF_DOCUMENT, *written()}
    assert set(schema_of("limits")) <= KNOWN


@pytest.mark.parametrize(
    ("name", "file"), [(name, file) for name, files in SHIPPED.items() for file in files], ids=str
)
def test_what_ships_keeps_its_schema(name: str, file: Path) -> None:
    data = load(file).data
    assert list(wrong(OF_DOCUMENT[name](), data)) == []
    later: Any = copy.deepcopy(data)
    if isinstance(later, dict):
        assert later["schema"] == 2
        assert list(wrong(OF_DOCUMENT[name](), later | {"schema": 3}))
        assert list(wrong(OF_DOCUMENT[name](), later | {"unknwon": 1}))


def test_a_difference_keeps_its_schema() -> None:
    told = Told("a", "b", "c", "0.5.0", 1, 300, 1.0, 0.0, 2.0)
    found = Difference(
        "wrongly_held",
        "all",
        "Wrongful detentions",
        "1 year",
        told,
        told,
        (),
        (),
        (),
        (),
        (),
        "all orders",
        300,
        (),
        None,
        (),
    )
    plain = json.loads(json.dumps(found.plain()))
    keeps_its_schema("diff", plain)
    assert set(plain) == set(mapping(schema_of("diff")["properties"]))
