"""Numbers written another way: what is meant is offered, and never taken for granted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import numeral, pair

COMMA = "a comma is never a decimal point"
APART = "digits are not set apart"
SHARE = "shares are fractions of 1, not per cents"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("0,5", f"write 0.5: {COMMA}"), ("-0,5", f"write -0.5: {COMMA}"), (",5", f"write 0.5: {COMMA}"), ("0,125", f"write 0.125: {COMMA}"),
        ("1,5e-3", f"write 1.5e-3: {COMMA}"), ("1,5 h", f"write 1.5 h: {COMMA}"), ("100,000", f"write 100000: {APART}"),
        ("1,234", "write 1234, or 1.234 if the comma is a decimal point"), ("1,234,567", f"write 1234567: {APART}"),
        ("1,234.5", f"write 1234.5: {APART}"), ("1.234,5", f"write 1234.5: {APART}"), ("1.000.000", f"write 1000000: {APART}"),
        ("50 000", f"write 50000: {APART}"), ("50\u00a0000", f"write 50000: {APART}"), ("1'000", f"write 1000: {APART}"), ("1_000", f"write 1000: {APART}"),
        ("0.1%", f"write 0.001: {SHARE}"), ("0,1 %", f"write 0.001: {SHARE}"), ("5 per cent", f"write 0.05: {SHARE}"),
        ("26 of 42", "write count: [26, 42], or the number 0.619048"), ("1/2", "write count: [1, 2], or the number 0.5"),
        ("5k", "write 5000 in digits"), ("1.5 million", "write 1500000 in digits"),
        ("about 5", "write 5; what is not exact has two ends: between: [low, high]"), ("<0.1", "write 0.1; what is not exact has two ends: between: [low, high]"),
        ("0.1-0.2", "write the two ends in brackets: between: [0.1, 0.2]"), ("0,1 to 0,2", "write the two ends in brackets: between: [0.1, 0.2]"),
        ("50000", "write 50000 without quotes"), ("\u22123", "write -3 with a plain hyphen"),
    ],
)  # fmt: skip
def test_what_was_probably_meant_is_offered(text: str, way: str) -> None:
    found = numeral(text)
    assert found is not None
    assert found.way == way


@pytest.mark.parametrize(
    "text", ["", "many", "22:30", "2019-04-17", "3 min", "12,34,567", "a5", "2018h2", "1e", "\u0661\u0662", "5 of 3", "9" * 99, "0,5\n"]
)  # fmt: skip
def test_what_is_no_number_stays_none_or_is_cut_of_its_blanks(text: str) -> None:
    assert numeral(text) is None or text == "0,5\n"


@given(st.integers(0, 10**12), st.sampled_from([",", ".", " ", "'", "_", "\u202f"]))
def test_digits_set_apart_are_put_together_again(number: int, mark: str) -> None:
    text = f"{number:,}".replace(",", mark)
    found = numeral(text)
    assert found is not None
    assert found.number in (str(number), text), "a single point may be a decimal one"


@given(st.decimals(0, 1000, places=4))
def test_a_decimal_comma_is_the_point_it_stands_for(number: object) -> None:
    found = numeral(str(number).replace(".", ","))
    assert found is not None
    assert found.number == str(number)


@given(st.text())
def test_any_text_is_a_number_meant_or_none(text: str) -> None:
    found = numeral(text)
    assert found is None or (found.way and (not found.number or float(found.number) >= float("-inf")))


@pytest.mark.parametrize(
    ("written", "way"),
    [
        ("[0.02, 0,1], assumed: x}", "write [0.02, 0.1]"), ("[1,000, 20,000]", "write [1000, 20000]"), ("[0,5, 0,6]", "write [0.5, 0.6]"),
        ("[1,2,3]", "write [low, high]"), ("", "write [low, high]"), ("[a, b]", "write [low, high]"),
    ],
)  # fmt: skip
def test_two_numbers_of_which_commas_made_more(written: str, way: str) -> None:
    assert pair(written) == f"{way}: a comma only stands between the two"
