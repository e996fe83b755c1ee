"""What is done with stored results: `list`, `report`, `verify`; and `init`, where one's own begin."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import simulator.evidence
from tests.cli.command import Command


def test_list_names_scenarios_and_results(stored: Path, command: Command) -> None:
    done = command("list")
    assert done.code == 0
    assert done.out.splitlines()[1].startswith("california-patrol")
    assert stored.name in done.out
    listed = json.loads(command("list", "--json").out)
    assert "california-patrol" in [each["name"] for each in listed["scenarios"]]
    assert [each["id"] for each in listed["results"]] == [stored.name]


def test_report_tells_a_stored_result_again(stored: Path, command: Command) -> None:
    assert command("report", "california-patrol").out.strip() == (stored / "report.md").read_text().strip()
    assert (
        command("report", stored.name[:6], "--facts").out.strip() == (stored / "facts.md").read_text().strip()
    )
    assert json.loads(command("report", str(stored), "--json").out)["id"] == stored.name


def test_nothing_is_quoted_from_a_damaged_result(stored: Path, command: Command) -> None:
    (stored / "facts.md").write_text("Nobody was held.")
    done = command("report", "california-patrol", "--facts")
    assert (done.code, done.out) == (4, "")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"outputs": '])
def test_a_broken_manifest_is_damage_to_every_verb(text: str, stored: Path, command: Command) -> None:
    (stored / "manifest.json").write_text(text)
    for verb, code in (("report", 4), ("packet", 4), ("verify", 5), ("compare", 4)):
        done = command(verb, str(stored))
        assert (done.code, done.out) == (code, "")
        assert "manifest.json cannot be read as a manifest" in done.err
        assert "Traceback" not in done.err


def test_what_was_laid_beside_a_result_is_not_quoted(stored: Path, command: Command) -> None:
    told = command("report", "california-patrol").out
    for name in ("comparison.json", "comparison.md", "comparison.html"):
        (stored / name).write_text('{"what": "forged", "proposals": []}')
    assert command("report", "california-patrol").out == told
    assert json.loads(command("report", "california-patrol", "--json").out)["name"] == "california-patrol"
    done = command("packet", "california-patrol", "--only", "md", "--to", "board")
    assert (done.code, done.out.splitlines()[0]) == (0, "board/packet.md")
    assert "comparison.json was added later" in command("verify", "california-patrol").err


def test_another_studys_folder_is_answered_from_by_no_verb(stored: Path, command: Command) -> None:
    other = command(
        "run", "california-patrol", "--draws", "100", "--no-clock", "--set", "scan=0.01", "--json"
    )
    shutil.rmtree(stored)
    Path(json.loads(other.out)["folder"]).rename(stored)
    for arguments in (("run", "california-patrol", "--draws", "400"), ("report", stored.name)):
        done = command(*arguments)
        assert (done.code, done.out) == (4, "")
        assert "is that of california-patrol/" in done.err
    assert command("verify", stored.name).code == 5


def test_an_intact_result_verifies(stored: Path, command: Command) -> None:
    done = command("verify", "california-patrol")
    assert done.code == 0
    assert "each as it was written" in done.out


def test_a_study_repeats_to_the_byte(stored: Path, command: Command) -> None:
    done = command("verify", "california-patrol", "--again")
    assert (done.code, done.err) == (0, "")
    assert "the same bytes" in done.out


def test_a_changed_file_is_named(stored: Path, command: Command) -> None:
    with (stored / "measures.csv").open("a") as stream:
        stream.write("made,up\n")
    done = command("verify", str(stored))
    assert (done.code, done.out) == (5, "")
    assert "measures.csv differs from what was written" in done.err


def test_a_result_that_is_not_there_exits_4(command: Command) -> None:
    for verb in ("verify", "report"):
        done = command(verb, "california-patrol")
        assert (done.code, done.out) == (4, "")
        assert "nothing is stored there yet" in done.err


def test_what_init_writes_is_right_and_runs_from_anywhere(command: Command, tmp_path: Path) -> None:
    assert command("init", "mine.yaml").out == "mine.yaml\n"
    assert command("init", "ours.yaml", "--overlay").code == 0
    assert command("check", "mine.yaml", "ours.yaml").code == 0
    assert (
        (tmp_path / "mine.yaml")
        .read_text()
        .startswith("# yaml-language-server: $schema=scenario.schema.json")
    )


def test_init_leaves_a_file_alone(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("precious")
    done = command("init", "mine.yaml")
    assert done.code == 2
    assert "already there" in done.err
    assert (tmp_path / "mine.yaml").read_text() == "precious"


def test_the_schema_describes_the_blocks_of_a_scenario(command: Command) -> None:
    schema = json.loads(command("schema").out)
    assert {"title", "groups", "encounters", "gallery", "matcher", "pathway"} <= set(schema["properties"])


def test_list_names_the_variants_on_request(command: Command) -> None:
    short, long = command("list").out, command("list", "--variants").out
    assert "california-patrol-no-differential" not in short
    assert "--variants names them" in short
    assert "california-patrol-no-differential" in long
    variants = {
        each["name"]: each["variant_of"]
        for each in json.loads(command("list", "--variants", "--json").out)["scenarios"]
    }
    assert variants["california-patrol-no-differential"] == "california-patrol"
    assert variants["california-patrol"] is None


def test_a_scenario_with_its_own_audit_is_whole_in_its_result(command: Command, tmp_path: Path) -> None:
    """The audit's folder travels with the result: whoever has the result can make it again."""
    shipped = Path(simulator.evidence.__file__).parent / "data" / "npl-neoface-2023"
    audit = tmp_path / "mine" / "lab"
    audit.mkdir(parents=True)
    for file in shipped.iterdir():
        text = file.read_text(encoding="utf-8").replace("id: npl-neoface-2023", "id: lab")
        (audit / file.name).write_text(text, encoding="utf-8")
    (tmp_path / "mine" / "town.yaml").write_text(
        "schema: 2\nextends: prison-gate\ntitle: Ours\naudits: [./lab]\nmatcher: {level: {audit: lab/t060-n10000}}\n",
        encoding="utf-8",
    )
    ran = command("run", "mine/town.yaml", "--draws", "200", "--no-clock")
    assert ran.code == 0, ran.err
    shutil.rmtree(tmp_path / "mine")
    again = command("verify", "town", "--again")
    assert again.code == 0, again.err
    assert "the same bytes" in again.out


def test_a_result_is_told_in_another_language_from_one_file(stored: Path, command: Command) -> None:
    words = command("report", "california-patrol", "--words").out
    assert 'msgid "Who bears it"\nmsgstr ""' in words
    assert 'msgid "Black women"\nmsgstr ""' in words
    german = words.replace('"Language: \\n"', '"Language: de\\n"', 1)
    german = german.replace('msgid "Who bears it"\nmsgstr ""', 'msgid "Who bears it"\nmsgstr "Wen es trifft"')
    german = german.replace('msgid "Black women"\nmsgstr ""', 'msgid "Black women"\nmsgstr "Schwarze Frauen"')
    german = german.replace('msgid "1,234.5"\nmsgstr ""', 'msgid "1,234.5"\nmsgstr "1.234,5"')
    Path("de.po").write_text(german, encoding="utf-8")
    done = command("report", "california-patrol", "--language", "de.po")
    assert done.code == 0
    assert "## Wen es trifft" in done.out
    assert "| Schwarze Frauen |" in done.out
    page = stored.with_suffix(".de.html")
    assert f"its page: results/california-patrol/{page.name}" in done.err
    assert "messages are not in de.po and stand in English, such as “" in done.err
    assert '<html lang="de"' in page.read_text(encoding="utf-8")
    assert command("report", "california-patrol").out.strip() == (stored / "report.md").read_text().strip()


def test_a_translation_with_a_fault_tells_nothing(stored: Path, command: Command) -> None:
    Path("de.po").write_text('msgid "between {lo} and {hi}"\nmsgstr "zwischen {lo}"\n', encoding="utf-8")
    done = command("report", "california-patrol", "--language", "de.po")
    assert (done.code, done.out) == (3, "")
    assert "de.po:2:1  msgstr = zwischen {lo}: leaves out {hi}; say all of the message" in done.err
    assert command("report", "california-patrol", "--language", "fr.po").code == 4
    assert command("report", "california-patrol", "--language", "de.po", "--json").code == 2
