"""`evidence list` and `evidence show`."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_filters_narrow_the_list_and_print_the_figures_found(command: Command) -> None:
    done = command("evidence", "list", "--metric", "gender_error", "--vendor", "amazon", "--group", "female")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()[1:2]] == ["actionable-auditing-2019"]
    assert "4 of 11" in done.out
    assert "actionable-auditing-2019/amazon-darker-female: gender error darker female = 0.3137" in done.out
    told = json.loads(
        command("evidence", "list", "--vendor", "Amazon", "--metric", "gender_error", "--json").out
    )
    assert {row["vendor"] for row in told["figures"]} == {"Amazon"}
    assert [entry["id"] for entry in told["sources"]] == ["actionable-auditing-2019"]


def test_a_filter_that_nothing_has_is_a_slip(command: Command) -> None:
    done = command("evidence", "list", "--metric", "fpirr")
    assert done.code == 2
    assert "did you mean fpir?" in done.err
    nothing = command("evidence", "list", "--metric", "gender_error", "--vendor", "NEC")
    assert (nothing.code, nothing.out) == (0, "")
    assert "No figure of the library is all of that" in nothing.err


def test_show_a_row_has_its_provenance_and_where_it_may_stand(command: Command) -> None:
    done = command("evidence", "show", "npl-neoface-2023/t060-n10000")
    assert done.code == 0
    assert "counted against 178,000" in done.out
    assert "May stand at: gallery.persons, gallery.images, matcher.level.fpir," in done.out
    plain = json.loads(command("evidence", "show", "npl-neoface-2023/t060-n10000", "--json").out)
    assert [row["row"] for row in plain["rows"]] == ["t060-n10000"]
    assert "matcher.level.fpir" in plain["may_stand_at"]


def test_for_an_input_it_proposes_lines_that_the_check_accepts(command: Command, tmp_path: Path) -> None:
    done = command("evidence", "for", "prison-gate", "mated.stale")
    assert done.code == 0
    assert "Now: " in done.out
    line = "mated: {stale: {audit: smart-sampa-2025/stale-of-true-likenesses}}"
    assert f"paste:   {line}" in done.out
    (tmp_path / "ours.yaml").write_text(f"extends: prison-gate\n{line}\n", encoding="utf-8")
    assert command("check", "./ours.yaml").code == 0
    found = json.loads(command("evidence", "for", "prison-gate", "mated.stale", "--json").out)
    fit = {each["id"]: each for each in found["fit"]}
    assert fit["smart-sampa-2025/stale-of-true-likenesses"]["becomes"].startswith(
        "53 of 1,206: drawn around 0.044"
    )
    (refused,) = (each for each in found["do_not"] if each["id"].endswith("removed-2001-2002"))
    assert "published without trials or interval" in refused["why"][0]


def test_for_no_input_it_says_so(command: Command) -> None:
    done = command("evidence", "for", "prison-gate", "mated.stael")
    assert done.code == 3
    assert "did you mean mated.stale?" in done.err
