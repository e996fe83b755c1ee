"""The Python face: what docs/python.md shows runs, nothing heavy is imported, and it says what the command says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import simulator
from simulator import face

PAGE = Path(simulator.__file__).resolve().parents[1] / "docs" / "python.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.S)


def test_every_name_is_there_is_told_and_has_no_other() -> None:
    told = set(re.findall(r"^\| `(\w+)\(", PAGE.read_text(encoding="utf-8"), flags=re.M))
    assert told == set(simulator.FACE)
    assert all(getattr(simulator, name) is getattr(face, name) for name in simulator.FACE)
    assert set(simulator.FACE) <= set(dir(simulator))
    with pytest.raises(AttributeError, match="has no attribute 'runn'; it has compare, diff"):
        simulator.runn  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import simulator; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['simulator']"


@pytest.mark.parametrize("example", range(len(EXAMPLES)))
def test_the_pages_examples_run(
    example: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(EXAMPLES[example], f"{PAGE.name}:{example}", "exec"), {})
    assert capsys.readouterr().out


def test_fit_and_predict(tmp_path: Path) -> None:
    made = tmp_path / "made.csv"
    lines = [
        "date,force,setting,place,faces_seen,watchlist_size,duration_min,true_alerts,false_alerts,arrests"
    ]
    lines += [
        f"2024-{1 + i % 12:02}-0{1 + i // 12},Met,street,here,{20_000 + 500 * i},10000,300,{i % 3},{i % 2},{i % 2}"
        for i in range(24)
    ]
    made.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fitted = simulator.fit(made, out=tmp_path)
    found = simulator.predict(made, fitted, targets=["true_alerts"], draws=100, out=tmp_path)
    assert len(found) == 24
    assert found[0].target == "true_alerts"
    assert sum(found[0].probabilities) == pytest.approx(1.0, abs=1e-3)
