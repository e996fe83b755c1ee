"""`evidence list` and `evidence show`."""

from __future__ import annotations

import json

import pytest

from simulator.evidence import library
from tests.cli.command import Command


def test_list_names_every_source_with_its_kind(command: Command) -> None:
    done = command("evidence", "list")
    assert done.code == 0
    for source in library().source_ids():
        assert f"\n{source}  " in done.out
    assert "PROXY" in next(line for line in done.out.splitlines() if line.startswith("gender-shades-2018"))


def test_list_as_json_is_only_json(command: Command) -> None:
    done = command("evidence", "list", "--json")
    assert [entry["id"] for entry in json.loads(done.out)] == list(library().source_ids())


def test_show_gives_citation_limits_and_figures(command: Command) -> None:
    done = command("evidence", "show", "nist-ir-8280")
    source = library().source("nist-ir-8280")
    assert done.code == 0
    assert source.url in done.out
    assert "Limits" in done.out
    for row in source.rows:
        assert f"{row.row}:" in done.out


def test_show_a_set_as_json_has_its_rows_only(command: Command) -> None:
    name, rows = next(iter(library().source("nist-ir-8280").sets.items()))
    shown = json.loads(command("evidence", "show", f"nist-ir-8280/{name}", "--json").out)
    assert [row["row"] for row in shown["rows"]] == [row.row for row in rows]


@pytest.mark.parametrize(
    "id_", ["nist-ir-8281", "nist-ir-8280/no-such-row", "nist-ir-8280/", "nothing/at-all", "/"]
)
def test_an_id_that_does_not_exist_exits_3(command: Command, id_: str) -> None:
    done = command("evidence", "show", id_)
    assert (done.code, done.out) == (3, "")
    assert "has the id" in done.err
    assert "Traceback" not in done.err


def test_the_nearest_id_is_offered(command: Command) -> None:
    assert "did you mean nist-ir-8280" in command("evidence", "show", "nist-ir-8281").err
