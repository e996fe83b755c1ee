"""What is not YAML, in the words of whoever wrote it; with libyaml and without."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Faults, parse, yaml12

GOOD = """title: A plan
gallery:
  persons: 5
  images: 5
pathway:
  - stage: review
    takes: {median: 20 s, p95: 1 min}
  - stage: stopped
    label: 'It stops'
cautions: [one, "two"]
"""
SLIPS = [
    ("gallery:\n  persons: 5\n\timages: 5\n", "3:1  is indented with a tab; write two spaces for each level instead"),
    ("gallery:\n\tpersons: 5\n\timages: 5\n", "2:1  is indented with a tab, and so are other lines (3); write two spaces for each level instead"),
    ("gallery:\n   persons: 5\n  images: 5\n", "3:3  is indented by 2 spaces, and no block above it begins in that column; begin it in the column of the keys it belongs with"),
    ("gallery:\n  persons: 5\n   images: 5\n", "3:4  is indented by 3 spaces, and the line above it by 2 spaces; keys of one block begin in the same column"),
    ("title: Plan: cheap\n", '1:12  a colon followed by a space begins a value, and this text has one in it; put it in quotes: "Plan: cheap"'),
    ("scan: {value: 1, assumed: why: because}\n", '1:30  a colon followed by a space begins a value, and this text has one in it; put it in quotes: "why: because"'),
    ("scan: {value: 1; assumed: why}\n", "1:25  a semicolon separates nothing here; write a comma and a space instead"),
    ("title:Plan\nkind: x\n", "1:1  has no space after its colon, so it is no key; write title: Plan"),
    ("title: x\nkind\nscan: 1\n", "2:1  this line has no colon, so it is no key; write kind: …"),
    ("scan: {value: 1\n", "1:7  this { is never closed; add }"),
    ("over: [a, b\n", "1:7  this [ is never closed; add ]"),
    ("scan: {value: 1}}\n", "1:17  there is one } too many; take it out"),
    ("title: 'it's'\n", "1:12  the text goes on after its closing quote; put the whole text in double quotes, or leave them out"),
    ("title: 'Plan\n", "1:8  this quote is never closed; close it, or leave quotes out"),
    ("title: %x\n", '1:8  no text may begin with % unless it stands in quotes; put it in quotes: "%x"'),
    ("title: @x\n", '1:8  no text may begin with @ unless it stands in quotes; put it in quotes: "@x"'),
    ("a: - b\n", "1:4  a list's - begins a line of its own; write it below its key, two spaces further in"),
    ("- a\nb: 1\n", "2:1  begins in the column of the line above, and one is an item of a list (- …) and the other a key; begin it in the column of the keys it belongs with"),
    ("a: \"c:\\data\"\n", "1:4  a backslash in double quotes begins a special sign; write the text in single quotes"),
    ("a: > x\n", "1:6  text after | or > begins on the next line; move it there, indented"),
    ("a: *\n", "1:5  is not YAML here: did not find expected alphabetic or numeric character"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SLIPS, ids=[text for text, _ in SLIPS])
def test_a_slip_is_told_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(Faults) as caught:
        parse(text, "x.yaml")
    assert str(caught.value) == f"x.yaml:{message}"


@pytest.mark.parametrize(("text", "message"), SLIPS[:-1], ids=[text for text, _ in SLIPS[:-1]])
def test_the_parser_without_libyaml_is_understood_too(
    text: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml12, "_Parser", yaml.SafeLoader)
    with pytest.raises(Faults) as caught:
        parse(text, "x.yaml")
    assert str(caught.value).split("  ", 1)[1] == message.split("  ", 1)[1]


def slipped(chance: random.Random) -> str:
    """A good text with a sign put in or a line pushed."""
    lines = GOOD.splitlines()
    for _ in range(chance.randint(1, 3)):
        i = chance.randrange(len(lines))
        line = lines[i]
        at = chance.randrange(len(line) + 1)
        slip = chance.choice(
            ["\t", " ", ":", ": ", "'", '"', "{", "}", "[", "]", ",", "- ", "#", "%", "\n", "| "]
        )
        lines[i] = chance.choice([line[:at] + slip + line[at:], slip + line, line.lstrip(), line[:at]])
    return "\n".join(lines)


@given(st.integers(0, 2**32))
def test_a_pushed_line_or_a_stray_sign_has_its_place_in_the_text(seed: int) -> None:
    text = slipped(random.Random(seed))
    try:
        parse(text, "x.yaml")
    except Faults as found:
        lines = text.split("\n")
        for fault in found.faults:
            assert 1 <= fault.line <= len(lines) + 1
            assert fault.rule
            assert "\n" not in str(fault)
