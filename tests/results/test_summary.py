"""The typed summary: what it refuses, and the schema published of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from simulator.results import Summary
from simulator.results.summary import Estimate, Group
from simulator.study.document_schemas import schema_of

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "summary.schema.json"


def test_the_published_schema_is_that_of_the_type() -> None:
    """After a change of the type: python -c 'from simulator.cli import main; main(["schema", "summary"])' > docs/summary.schema.json."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema_of("summary")


def test_a_key_nobody_knows_is_refused_with_its_path() -> None:
    with pytest.raises(ValidationError, match="measures.wrongly_held.values.all.middle"):
        Summary.of({"measures": {"wrongly_held": {"values": {"all": {"middle": 1}}}}})


def test_numbers_stay_what_they_are() -> None:
    assert [type(Estimate(median=x).median) for x in (1, 1.0, None)] == [int, float, type(None)]


def test_a_value_cannot_be_changed() -> None:
    group = Group(id="all", label="Everyone", rollup=True)
    with pytest.raises(ValidationError, match="frozen"):
        group.__setattr__("label", "Nobody")
