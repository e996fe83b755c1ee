"""Whatever is fed to the reader, it answers with a document or with faults."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.documents import Document, Faults, parse

SNIPPETS = st.sampled_from(
    ["a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "!!str ", "|", ">-", '"', "'", "#", "?", "---\n", "...\n", "%YAML 1.2\n", "\t", "1e9", ".nan", "\\", "\u2028", "é", "\ufeff", "<<", "0x", "~", "0,5", "100,000", "1_000", "5%", "half, or so", "{value: ", "}\n"]
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


WORDS = st.text(
    st.characters(whitelist_categories=("L", "N"), whitelist_characters=" .%_-"), min_size=1, max_size=8
)


@given(st.lists(WORDS.map(str.strip).filter(bool), min_size=2, max_size=5))
@settings(max_examples=300)
def test_nothing_between_commas_in_braces_is_dropped_unread(parts: list[str]) -> None:
    """Whatever stands after a comma without a colon is named, whether number or text."""
    try:
        parse(f"{{value: {','.join(parts)}}}", "fuzz.yaml")
    except Faults as found:
        said = " ".join(str(fault) for fault in found.faults)
        assert parts[-1][:20].split()[0] in said or "not YAML" in said or "unless" in said
    else:
        raise AssertionError(f"{parts} was read as if nothing were wrong")


@pytest.mark.deep
@given(st.one_of(st.text(), PATCHES, st.binary()))
@settings(max_examples=MANY)
def test_anything_at_length(raw: str | bytes) -> None:
    document_or_faults(raw)
