"""`--json` on every verb: one JSON document on stdout, faults and slips of the command line included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from simulator.cli.app import app
from simulator.scenario.references import shelf_folder
from tests.cli.command import Command
from tests.schemas import keeps_its_schema

GATE = str(shelf_folder() / "cases" / "round-numbers-gate.yaml")
KEYS = {"severity", "path", "file", "line", "column", "value", "rule", "hint"}
BROKEN = (
    "schema: 2\nextends: prison-gate\ntitle: Ours\nscan: {value: two, assumed: x}\ngallery: {persns: 5}\n"
)


def verbs() -> dict[str, Any]:
    """Every verb with its command, those of groups by both names."""
    root: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name, command in root.commands.items():
        inside = getattr(command, "commands", None)
        found |= {f"{name} {each}": sub for each, sub in inside.items()} if inside else {name: command}
    return found


VERBS = verbs()
MISSING = {
    "list": ["--out", "nowhere.yaml/x"], "init": ["--from", "nothing"], "check": ["nothing"], "explain": ["nothing"],
    "run": ["nothing"], "compare": ["nothing", "nobody"], "diff": ["nothing", "nobody"], "design": ["nothing"],
    "safe": ["nothing"], "sweep": ["nothing", "--vary", "scan.value=0:1:2"], "report": ["nothing"], "packet": ["nothing"],
    "verify": ["nothing"], "fit": ["nothing.csv"], "predict": ["nothing.csv", "--fit", "nothing"],
    "import": ["nothing.csv"], "validate": ["nothing"], "export records": ["nothing"], "evidence show": ["nothing"],
    "evidence for": ["nothing", "scan"], "schema": ["nothing"], "evidence list": ["--vendor", "nobody-at-all"],
}  # fmt: skip
"""Arguments of each verb that name what is not there."""


def test_every_verb_has_the_option_and_is_tried_here() -> None:
    silent = [
        name for name, command in VERBS.items() if "--json" not in {o for p in command.params for o in p.opts}
    ]
    assert silent == []
    assert set(VERBS) == set(MISSING)


@pytest.mark.parametrize("verb", sorted(set(MISSING) - {"list"}))
def test_what_is_wrong_is_told_as_objects(verb: str, command: Command) -> None:
    done = command(*verb.split(), *MISSING[verb], "--json")
    assert done.code in (2, 3, 4), done.err
    told = json.loads(done.out)
    found = told[0]["faults"] if isinstance(told, list) else told["faults"]
    assert found
    for fault in found:
        assert set(fault) == KEYS
        assert fault["rule"]


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"list", "evidence list", "schema", "init"}))
def test_a_slip_of_the_command_line_is_an_object_too(verb: str, command: Command) -> None:
    done = command(*verb.split(), "--nonsense", "--json")
    assert done.code == 2
    told = json.loads(done.out)
    assert told["ok"] is False
    keeps_its_schema("faults", told)
    assert "--nonsense" in told["faults"][0]["rule"]
    assert "--nonsense" in done.err


@pytest.mark.parametrize("verb", ["explain", "run", "sweep", "safe", "export records", "diff", "compare"])
def test_faults_of_a_scenario_have_their_place(verb: str, command: Command) -> None:
    Path("bad.yaml").write_text(BROKEN, encoding="utf-8")
    more = {
        "sweep": ["--vary", "scan.value=0:1:2"],
        "diff": ["prison-gate"],
        "safe": ["--at-most", "5"],
        "compare": ["prison-gate"],
    }
    done = command(*verb.split(), "bad.yaml", *more.get(verb, []), "--json")
    assert done.code == 3
    told = json.loads(done.out)
    keeps_its_schema("faults", told)
    faults = {fault["path"]: fault for fault in told["faults"]}
    wrong = faults["gallery.persns"]
    assert (Path(wrong["file"]).name, wrong["line"], wrong["value"]) == ("bad.yaml", 5, "5")
    assert wrong["hint"] == "did you mean persons?"
    assert faults["scan.value"]["line"] == 4


def test_explain(command: Command) -> None:
    told = json.loads(command("explain", GATE, "mated", "--json").out)
    assert [each["path"] for each in told["inputs"]] == [
        "mated.enrolled_encountered",
        "mated.stale",
        "mated.fnir",
    ]
    assert told["arithmetic"] is None
    assert "Assumed: Made up." in told["inputs"][0]["says"]
    whole = json.loads(command("explain", GATE, "--group", "black", "--json").out)
    text = command("explain", GATE, "--group", "black").out
    assert whole["arithmetic"]["group"] == "black"
    assert all(line["what"][1:] in " ".join(text.split()) for line in whole["arithmetic"]["lines"][:3])
    asked = json.loads(command("explain", GATE, "--disclosure", "--json").out)
    assert asked["publications"][0]["rows"]


def test_sweep(command: Command) -> None:
    line = ("sweep", GATE, "--vary", "scan.value=0.5:1:2", "--draws", "200")
    told = json.loads(command(*line, "--json").out)
    assert Path(told["grid"]).is_file()
    keeps_its_schema("sweep", told)
    assert (told["schema"], told["draws"], list(told["axes"])) == (2, 200, ["scan.value"])
    assert [(row["scan.value"], row["measure"], row["group"]) for row in told["points"]] == [
        (0.5, "wrongly_held", "all"),
        (1.0, "wrongly_held", "all"),
    ]


def test_init_and_export(command: Command) -> None:
    assert json.loads(command("init", "mine.yaml", "--json").out) == {
        "files": ["mine.yaml"], "questions": [], "next": "detention-impact check mine.yaml",
    }  # fmt: skip
    told = json.loads(command("export", "records", GATE, "--median", "--json").out)
    assert told["file"] == "records.parquet"
    assert told["records"] > 100_000


def test_verify(command: Command) -> None:
    folder = json.loads(command("run", GATE, "--draws", "200", "--no-clock", "--json").out)["folder"]
    keeps_its_schema("manifest", json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8")))
    told = json.loads(command("verify", folder, "--json").out)
    assert (told["intact"], told["problems"], told["again"]) == (True, [], None)
    assert json.loads(command("verify", folder, "--again", "--json").out)["again"]["says"] == "the same bytes"
    (Path(folder) / "facts.md").write_text("Nobody was held.", encoding="utf-8")
    done = command("verify", folder, "--json")
    assert done.code == 5
    assert json.loads(done.out)["problems"] == [{"file": "facts.md", "what": "differs from what was written"}]
