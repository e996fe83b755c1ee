"""Whatever is fed to the reader, it answers with a document or with faults."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.documents import Document, Faults, parse

SNIPPETS = st.sampled_from(
    ["a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "!!str ", "|", ">-", '"', "'", "#", "?", "---\n", "...\n", "%YAML 1.2\n", "\t", "1e9", ".nan", "\\", "\u2028", "é", "\ufeff", "<<", "0x", "~"]
)  # fmt: skip
PATCHES = st.lists(SNIPPETS, max_size=60).map("".join)
MANY = int(os.environ.get("DEEP_FUZZ", "20000"))


def document_or_faults(raw: str | bytes) -> None:
    found: Faults | None = None
    try:
        document = parse(raw, "fuzz.yaml")
    except Faults as faults:
        found = faults
    if found is not None:
        assert found.faults
        assert all(str(fault).startswith("fuzz.yaml") and "\n" not in str(fault) for fault in found.faults)
        return
    assert isinstance(document, Document)
    assert set(document.keys) <= set(document.values)


@given(st.one_of(st.text(), PATCHES, st.binary()))
@settings(max_examples=500)
def test_anything_is_a_document_or_faults(raw: str | bytes) -> None:
    document_or_faults(raw)


@pytest.mark.deep
@given(st.one_of(st.text(), PATCHES, st.binary()))
@settings(max_examples=MANY)
def test_anything_at_length(raw: str | bytes) -> None:
    document_or_faults(raw)
