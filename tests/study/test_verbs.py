"""`explain`, `check --cases` and `init --blank` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.scenario import load
from tests.schemas import keeps_its_schema


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def typed(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def test_explain_prints_text_and_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert typed("explain", "prison-gate", "scan", "--group", "female/black", "--set", "scan=0.5") == 0
    out, err = capsys.readouterr()
    assert out.startswith("scan: 0.5\n    Assumed: Set on the command line.")
    assert "Wrongful detentions of Black women" in out
    assert err == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("explain", "prison-gate", "scam"), 3),
        (("explain", "prison-gat"), 4),
        (("explain", "prison-gate", "--group", "nobody"), 3),
        (("explain", "prison-gate", "scan", "--disclosure"), 2),
        (("explain", "prison-gate", "--disclosure"), 0),
        (("check", "--cases", "worked-exampels"), 4),
        (("check", "--cases", "none.yaml"), 4),
        (("check", "--cases", "worked-examples", "--set", "scan=1"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_each_trouble_has_its_exit_code(
    arguments: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(*arguments) == code
    assert "Traceback" not in capsys.readouterr().err


def test_cases_hold_or_fail(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "- {name: a, scenario: prison-gate, at: medians, expect: [{group: all, quantity: encounters, between: [LOW, 1e9]}]}"
    (tmp_path / "good.yaml").write_text(text.replace("LOW", "1"), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(text.replace("LOW", "9e8"), encoding="utf-8")
    assert typed("check", "--cases", "good.yaml") == 0
    assert capsys.readouterr().err == "1 of 1 expectations hold.\n"
    assert typed("check", "--cases", "good.yaml", "bad.yaml", "--json") == 5
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert ([verdict["holds"] for verdict in told["expectations"]], told["faults"]) == ([True, False], [])
    keeps_its_schema("held", told)
    assert err == "1 of 2 expectations hold.\n"


def test_a_blank_scenario_passes_the_check() -> None:
    assert typed("init", "mine.yaml", "--blank") == 0
    assert typed("check", "mine.yaml") == 0
    assert load("./mine.yaml").lineage == "mine"


def test_validate_repeats_the_back_tests(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("validate") == 0
    out, err = capsys.readouterr()
    assert "24 false alerts were recorded in 183,874 faces" in out
    assert "expectations hold." in err
    assert typed("validate", "londn") == 4
    assert "did you mean london?" in capsys.readouterr().err
