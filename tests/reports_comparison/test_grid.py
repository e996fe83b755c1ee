"""A table in a terminal: wrapped cells, columns in blocks where the screen is narrow, nothing lost."""

from __future__ import annotations

from simulator.reports.grid import grid

HEADS = ("Rule", "one", "two-with-a-name", "three")
ROWS = (("a short rule", "exceeds\n(none of 10 years)", "within", "x"), ("another", "b", "c", "d"))


def test_cells_are_wrapped_where_they_ask_for_it_and_rows_stand_apart() -> None:
    assert grid(HEADS[:2], [("a rule", "exceeds\n(none of 10)"), ("b", "within")], 60) == (
        "Rule    one\n──────  ────────────\na rule  exceeds\n        (none of 10)\n\nb       within"
    )


def test_rows_of_one_line_stand_together() -> None:
    assert grid(("a", "b"), [("1", "2"), ("3", "4")], 40) == "a  b\n─  ─\n1  2\n3  4"


def test_on_a_narrow_screen_columns_follow_in_blocks_and_no_line_is_too_wide() -> None:
    for width in (30, 40, 60, 100):
        told = grid(HEADS, ROWS, width)
        assert max(map(len, told.splitlines())) <= width
        for words in ("exceeds", "within", "two-with-a-name", "three", "d"):
            assert words in told
    assert grid(HEADS, ROWS, 40).count("a short rule") == 3


def test_what_a_cell_says_cannot_move_the_cursor() -> None:
    assert "\x1b" not in grid(("a", "\x1b[2Jb"), [("1", "\x1b]0;x\x07")], 40)
