"""`import` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

from simulator.cli.imports import LAYOUTS
from simulator.records.imports import KNOWN
from tests.cli.command import Command
from tests.schemas import keeps_its_schema

STOPS = """\
raw_row_number,date,time,district,subject_race,subject_sex,type
1,2015-03-04,14:30,1,black,female,vehicular
2,2015-03-05,15:30,2,white,male,vehicular
3,2015-03-06,16:30,2,unknown,male,vehicular
"""


def test_a_guess_is_printed_and_the_folder_is_named_after_the_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "ca_Springfield 2015.csv").write_text(STOPS)
    done = command("import", "ca_Springfield 2015.csv")
    assert (done.code, done.out) == (0, "ca-springfield-2015\n")
    assert "Taken for the layout stanford, by its columns" in done.err
    assert "? No year is whole (2015-03-04 to 2015-03-06)" in done.err
    assert "Next: detention-impact init --stops ca-springfield-2015" in done.err
    assert (tmp_path / "ca-springfield-2015" / "rates.csv").is_file()


def test_json_holds_what_the_next_step_asks(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(STOPS)
    done = command("import", "a.csv", "--as", "stanford", "--to", "mine", "--json")
    told = json.loads(done.out)
    assert (told["folder"], told["counted"], told["unknown"]["race"]) == ("mine", 3, 1)
    keeps_its_schema("import", told)
    assert [level["id"] for level in told["axes"]["race"]] == ["black", "white"]


def test_faults_come_with_exit_code_3_and_leave_nothing(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(STOPS)
    done = command("import", "a.csv", "--as", "ripa")
    assert (done.code, done.out) == (3, "")
    assert "is not in the layout ripa" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_missing_file_is_exit_code_4_and_a_wrong_word_2(command: Command) -> None:
    assert command("import", "none.csv").code == 4
    assert command("import", "none.csv", "--as", "nevada").code == 2
    assert command("import", "none.csv", "--repeats", "maybe").code == 2
    assert command("import", "a.csv", "b.csv", "--as", "population").code == 2


def test_a_population_and_an_audit_come_in_by_the_same_verb(command: Command, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("sex,race,persons\nfemale,black,10\nmale,black,12\n")
    (tmp_path / "lab.csv").write_text("metric,race,rate\nfmr,black,0.0001\n")
    assert command("import", "people.csv", "--as", "population", "--to", "residents").out == "residents\n"
    done = command("import", "lab.csv", "--as", "audit", "--to", "vendor")
    assert done.out == "vendor\n"
    for folder in ("residents", "vendor"):
        keeps_its_schema("import", json.loads(Path(folder, "import.json").read_text(encoding="utf-8")))
    assert "? How many trials does each rate rest on?" in done.err


def test_a_table_of_deployments_comes_in_and_says_what_comes_next(command: Command, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(
        "Deployment date,Location,Faces seen,Arrests,Matches\n2024-01-02,North Street,1200,1,3\n",
        encoding="utf-8",
    )
    done = command("import", "odd.csv", "--as", "deployments", "--to", "ours")
    assert (done.code, done.out.strip()) == (0, "ours")
    assert "? What is 'Matches'?" in done.err
    assert f"detention-impact fit {Path('ours') / 'deployments.csv'}" in done.err
    keeps_its_schema("import", json.loads(Path("ours", "import.json").read_text(encoding="utf-8")))
    refused = command(
        "import", "odd.csv", "--as", "deployments", "--to", "other", "--column", "alarms=Matches"
    )
    assert refused.code == 3
    assert "is not ROLE=NAME" in refused.err


def test_the_layouts_the_help_names_are_those_there_are() -> None:
    assert set(LAYOUTS) == {*KNOWN, "csv"}


def test_stops_without_a_date_are_said_to_be_not_dated(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        STOPS.replace("2015-03-04", "").replace("2015-03-05", "").replace("2015-03-06", "")
    )
    done = command("import", "a.csv", "--as", "stanford", "--to", "mine")
    assert done.code == 0
    assert "3 stops of 3 rows, not dated" in done.err


def test_a_third_axis_is_asked_for_in_one_word_and_told_of_in_the_facts(
    command: Command, tmp_path: Path
) -> None:
    header, *lines = STOPS.splitlines()
    ages = [f"{header},subject_age", *(f"{line},{20 + 30 * n}" for n, line in enumerate(lines))]
    (tmp_path / "a.csv").write_text("\n".join(ages) + "\n")
    done = command(
        "import", "a.csv", "--as", "stanford", "--to", "mine", "--and", "age", "--bands", "30,60", "--json"
    )
    assert done.code == 0
    told = json.loads(done.out)
    assert told["third"] == "age"
    assert [level["label"] for level in told["axes"]["age"]] == ["under 30", "30 to 59", "60 and over"]
    for wrong, why in (
        (("--and", "skin=tone"), "--by skin=tone counts by it in place of race"),
        (("--by", "age=subject_age", "--and", "age"), "stands in place of race already"),
        (("--bands", "30"), "nothing is counted by age; add --and age"),
    ):
        refused = command("import", "a.csv", "--as", "stanford", "--to", "other", *wrong)
        assert refused.code == 2
        assert why in " ".join(refused.err.replace("│", " ").split())
