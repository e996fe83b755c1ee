"""Who may import whom, and what the rooms people wait for must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


def test_the_rooms_import_one_another_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert status == 0, capsys.readouterr().out


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Also where an import waits inside a function: what is below never reaches up again."""
    graph = grimp.build_graph("simulator", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    unsettled = dict(imports)
    while settled := [module for module, needed in unsettled.items() if not needed & unsettled.keys()]:
        for module in settled:
            del unsettled[module]
    assert sorted(unsettled) == []


def loaded_by(statement: str) -> set[str]:
    """Top-level packages in memory after a statement, in an interpreter of its own."""
    code = f"{statement}\nimport sys\nprint(' '.join(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


@pytest.mark.parametrize("room", ["documents", "evidence", "scenario"])
def test_the_rooms_that_read_text_load_no_arrays(room: str) -> None:
    heavy = {"numpy", "scipy", "plotly", "pyarrow", "simpy"}
    assert loaded_by(f"import simulator.{room}") & heavy == set()
