"""`explain` on the command line; what it says is tested where it is said."""

from __future__ import annotations

import pytest

from tests.cli.command import Command


def test_one_input_is_explained_with_its_source(command: Command) -> None:
    done = command("explain", "california-patrol", "matcher.level")
    assert (done.code, done.err) == (0, "")
    assert "npl-neoface-2023/t060-n10000" in done.out
    assert "encounters.total" not in done.out


def test_one_groups_arithmetic_is_added_on_request(command: Command) -> None:
    done = command("explain", "california-patrol", "matcher.level", "--group", "female/black")
    assert done.code == 0
    assert "Black women" in done.out


def test_a_setting_is_explained_as_set(command: Command) -> None:
    assert (
        "1,000"
        in command("explain", "california-patrol", "gallery.persons", "--set", "gallery.persons=1000").out
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["matcher.levl"], 3, "did you mean matcher.level?"),
        (["--group", "female/blak"], 3, "female/black"),
        (["scan", "--disclosure"], 2, "whole scenario"),
    ],
)
def test_what_is_not_there_is_said(command: Command, arguments: list[str], code: int, said: str) -> None:
    done = command("explain", "california-patrol", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
