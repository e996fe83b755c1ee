"""What is declared, what is locked and what is tried: pyproject.toml against the files of requirements/."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def pinned(name: str) -> dict[str, Version]:
    """Versions of a file of `name==version` lines, names in lower case."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {package.lower(): Version(version) for package, version in pairs}


def floors(declared: list[str]) -> dict[str, Version]:
    """The lowest version each requirement allows."""
    return {
        each.name.lower(): Version(limit.version)
        for each in map(Requirement, declared)
        for limit in each.specifier
        if limit.operator == ">="
    }


def test_the_lowest_versions_tried_are_the_lowest_declared() -> None:
    assert pinned("lowest.txt") == floors([*PROJECT["dependencies"], *EXTRAS["office"], *EXTRAS["dask"]])


def test_a_run_and_the_tests_use_the_same_versions() -> None:
    run, dev = pinned("run.lock"), pinned("dev.lock")
    assert {name: dev[name] for name in run} == run


def test_a_run_installs_what_is_declared_and_nothing_for_developers() -> None:
    run = pinned("run.lock")
    assert set(floors([*PROJECT["dependencies"], *EXTRAS["office"]])) <= set(run)
    assert {"pytest", "mypy", "ruff", "hypothesis", "playwright", "distributed"} & set(run) == set()
