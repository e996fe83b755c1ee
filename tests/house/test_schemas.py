"""The published schemas are those of the types that write the documents."""

from __future__ import annotations

import json

import pytest

from simulator.study.document_schemas import schema_of, written
from tests.house.test_files import ROOT

FOLDERS = {"summary": ROOT / "docs"}


@pytest.mark.parametrize("name", sorted({*written(), "diff", "import", "fit"}))
def test_what_the_program_writes_has_its_schema_published(name: str) -> None:
    """After a change of a type: make schemas."""
    file = FOLDERS.get(name, ROOT / "docs" / "schemas") / f"{name}.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == schema_of(name)
