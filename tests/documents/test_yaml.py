"""YAML as people mean it, and every trick refused with one clear message."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from simulator.documents import Document, Fault, Faults, load, mapping, parse


def read(text: str) -> Document:
    return parse(text, "x.yaml")


def refused(raw: str | bytes) -> str:
    with pytest.raises(Faults) as caught:
        parse(raw, "x.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22:30", "22:30"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("1e-4", 1e-4), ("1E3", 1000.0), (".5", 0.5), ("1.", 1.0),
        ("0o17", 15), ("017", 17), ("0x1F", 31), ("1_000", "1_000"), ("+3", 3), ("-0", 0), ("true", True), ("True", True), ("tRue", "tRue"),
        ("~", None), ("null", None), ("", None), ("2019-04-17", "2019-04-17"), ("'5'", "5"), ('"no"', "no"), ("=", "="), ("<<", "<<"),
        ("9" * 400, math.inf), ("0x" + "f" * 400, "0x" + "f" * 400), ("-.inf", -math.inf),
    ],
)  # fmt: skip
def test_a_plain_word_is_read_as_yaml_1_2_has_it(text: str, value: object) -> None:
    found = read(f"a: {text}").keyed["a"]
    assert found == value
    assert type(found) is type(value)


def test_nan_is_read_and_left_to_the_grammar_to_refuse() -> None:
    found = read("a: .nan").keyed["a"]
    assert isinstance(found, float)
    assert math.isnan(found)


def test_every_key_and_value_has_its_place() -> None:
    document = read("a: 1\nlist:\n  - {b: 2, c: [3, 4]}\n  - >-\n    folded\n    text\n")
    assert document.data == {"a": 1, "list": [{"b": 2, "c": [3, 4]}, "folded text"]}
    assert document.values["list", 0, "c", 1] == (3, 19)
    assert document.keys["list", 0, "b"] == (3, 6)
    assert document.place(("list", 0, "nowhere", "at all")) == (3, 5)
    assert str(document.fault(("list", 0, "c"), [3, 4], "is wrong", "right it")) == (
        "x.yaml:3:15  list.0.c = [3, 4]: is wrong; right it"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yaml  is empty; `detention-impact init` writes a scenario to start from"),
        ("  \n\n", "x.yaml  is empty; `detention-impact init` writes a scenario to start from"),
        ("a: 1\na: 2\n", "x.yaml:2:1  a: this key is already given in line 1; keep one of them"),
        ("a: {b: 1, b: 2}", "x.yaml:1:11  a.b: this key is already given in line 1; keep one of them"),
        ("a: &x 1\nb: *x\n", "x.yaml:1:4  &x: anchors are not read; write the value out\n"
                              "x.yaml:2:4  *x: aliases are not read; write the value out"),
        ("a: !!python/object/apply:os.system [ls]", "x.yaml:1:4  tag:yaml.org,2002:python/object/apply:os.system: tags are not read; write the plain value"),
        ("a: !!str 5", "x.yaml:1:4  tag:yaml.org,2002:str: tags are not read; write the plain value"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1  starts a second document; put one scenario in one file"),
        ("? [a, b]\n: 1\n", "x.yaml:1:3  a key must be a word, not a list or a mapping"),
        ("a: [1, 2", "x.yaml:1:4  this [ is never closed; add ]"),
        ("a:\n\t- 1", "x.yaml:2:1  is indented with a tab; write two spaces for each level instead"),
        ("a: 1\nb: \x01", "x.yaml:2:4  is not YAML: the character U+0001 cannot stand in it; take it out, or save the file as plain UTF-8 text"),
        ("[" * 100_000, "x.yaml:1:41  is nested more than 40 deep"),
        ("{a: " * 50, "x.yaml:1:161  is nested more than 40 deep"),
        ("- " * 60 + "1", "x.yaml:1:81  is nested more than 40 deep"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_clear_message(text: str, message: str) -> None:
    assert refused(text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {value: 0,5, assumed: x}", "1:12  a.value = 0,5: is not a number; write 0.5: a comma is never a decimal point"),
        ("a: {value: 100,000}", "1:12  a.value = 100,000: is not a number; write 100000: digits are not set apart"),
        ("a: {value: 1,000,000, b: 1}", "1:12  a.value = 1,000,000: is not a number; write 1000000: digits are not set apart"),
        ("p: [{stage: x, takes: 1,5 h}]", "1:23  p.x.takes = 1,5 h: is not a number; write 1.5 h: a comma is never a decimal point"),
        ("a: {why: half, of the stops, b: 1}", '1:10  a.why = half, of the stops: goes on after a comma, and in braces a comma ends a text; put it in quotes: why: "half, of the stops"'),
        ("a: {value: 0.5, source}", "1:17  a = source: stands in braces without a colon and a value; write source: …, or take it out"),
        ("a: {b 1}", "1:5  a = b 1: stands in braces without a colon and a value; write b 1: …, or take it out"),
        ("a: {b: {c: 1}, d}", "1:16  a = d: stands in braces without a colon and a value; write d: …, or take it out"),
    ],
)  # fmt: skip
def test_what_a_comma_in_braces_cuts_off_is_never_dropped(text: str, message: str) -> None:
    assert refused(text) == f"x.yaml:{message}"


@pytest.mark.parametrize("text", ["a: {b: , c: 1}", "a: {? b : 1}", "a: {'b': 1, \"c\": 2 # d, e\n}"])
def test_a_colon_anywhere_makes_a_key(text: str) -> None:
    assert "b" in mapping(read(text).keyed["a"])


def test_slips_that_leave_the_rest_readable_hide_nothing() -> None:
    slips: list[Fault] = []
    document = parse("a: 1\na: {b: 0,5}\nc: *x\nd: 3\n", "x.yaml", slips)
    assert document.data == {"a": {"b": 0}, "c": None, "d": 3}
    assert [fault.line for fault in slips] == [2, 2, 3]


def test_a_text_cut_a_thousand_times_is_read_in_a_moment() -> None:
    assert len(refused("{v: 1" + ",1" * 20_000 + "}").splitlines()) == 20_000
    assert len(refused("{v: a" + ",b" * 20_000 + "}").splitlines()) == 1


def test_a_bomb_of_aliases_never_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    message = refused("\n".join(lines))
    assert len(message.splitlines()) == 10 + 9 * 9
    assert all("not read" in line for line in message.splitlines())


def test_too_many_values_and_too_many_bytes_are_refused() -> None:
    assert refused("[" + "1," * 60_000 + "1]") == "x.yaml:1:100000  has more than 50,000 values"
    assert refused("a: " + "x" * (1 << 20)) == "x.yaml  is longer than 1,048,576 bytes"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: 1\nb: caf\xe9\n", "x.yaml:2:1  is not UTF-8: byte 0xe9 at offset 11; save the file as UTF-8"),
        ("a: 1".encode("utf-16"), "x.yaml:1:1  is not UTF-8: byte 0xff at offset 0; save the file as UTF-8"),
        ("a: \udc80", "x.yaml  a: �: is not UTF-8 at character 4"),
    ],
)  # fmt: skip
def test_other_encodings_are_refused(raw: str | bytes, message: str) -> None:
    assert refused(raw) == message


def test_a_byte_order_mark_is_let_pass() -> None:
    assert parse(b"\xef\xbb\xbfa: 1", "x").data == {"a": 1}


class TestFiles:
    def test_a_missing_file_is_told_apart(self, tmp_path: Path) -> None:
        with pytest.raises(Faults, match="there is no such file") as caught:
            load(tmp_path / "none.yaml", "none.yaml")
        assert caught.value.missing

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(Faults, match=r"^here  is a folder; name a YAML file in it$") as caught:
            load(tmp_path, "here")
        assert not caught.value.missing

    def test_ten_megabytes_are_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "big.yaml").write_bytes(b"a: 1\n" * (2 << 20))
        with pytest.raises(Faults, match=r"has 10,485,760 bytes; at most 1,048,576 are read"):
            load(tmp_path / "big.yaml")

    @pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
    def test_an_impossible_name_is_missing(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Faults) as caught:
            load(tmp_path / name)
        assert caught.value.missing
