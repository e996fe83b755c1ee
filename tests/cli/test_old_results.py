"""Results that 0.2, 0.3 and 0.4 wrote, cut down to what is read of them: what works, and what is said of the rest."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from simulator.results import open_result
from simulator.results.manifest import seal
from tests.cli.command import Command

OLD = Path(__file__).with_name("old")
IDS = {"0.2.0": "10d06992475239f9", "0.3.0": "61d8b9533478e934", "0.4.0": "a7f0c7c14ee78fc4"}


@pytest.fixture(params=IDS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(OLD / request.param, tmp_path / "results" / "prison-gate" / IDS[request.param])
    )


def test_an_old_result_is_found_checked_and_told_as_it_stands(old: Path, command: Command) -> None:
    assert json.loads(command("list", "--json").out)["results"][0]["id"] == old.name
    assert command("verify", "prison-gate").out.startswith(f"results/prison-gate/{old.name}: 4 files")
    assert command("report", old.name[:6]).out == "# Face recognition at a prison's gate\n"
    assert open_result(str(old), old.parent.parent).title == "Face recognition at a prison's gate"


def test_nothing_new_is_made_of_an_old_summary_and_the_way_out_is_its_command(
    old: Path, command: Command
) -> None:
    done = command("packet", "prison-gate", "--only", "md")
    assert (done.code, done.out) == (3, "")
    version = json.loads((old / "summary.json").read_text(encoding="utf-8"))["version"]
    assert f"is of version 1, written by detention-impact {version}" in done.err
    assert "run it again: detention-impact run prison-gate --draws 300 --seed 1" in done.err


def test_a_result_of_a_later_version_is_refused_by_every_verb(old: Path, command: Command) -> None:
    manifest = json.loads((old / "manifest.json").read_text(encoding="utf-8")) | {"schema": 3}
    (old / "manifest.json").write_text(json.dumps(manifest | {"seal": seal(manifest)}), encoding="utf-8")
    for verb in ("verify", "report", "packet"):
        done = command(verb, "prison-gate")
        assert (done.code, done.out) == (3, "")
        assert "schema = 3: is a later version of such a document" in done.err
        assert "install a newer detention-impact" in done.err
