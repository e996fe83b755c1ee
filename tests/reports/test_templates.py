"""Compiled templates are kept for the next run, and no page depends on what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from simulator.reports.page import Compiled

TEXT = {"page": "{{ name }} is read {{ times }} times"}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's templates are kept; Python may write its own compiled modules."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr("simulator.reports.page.cache_from_source", lambda _: str(tmp_path / "page.pyc"))
    return tmp_path


def rendered(text: dict[str, str] = TEXT) -> str:
    environment = Environment(loader=DictLoader(text), bytecode_cache=Compiled(), autoescape=True)
    return environment.get_template("page").render(name="It", times=2)


def test_what_was_compiled_is_used_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered()
    (file,) = kept.iterdir()
    assert file.name.startswith("template-")
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled once more"))
    assert rendered() == first == "It is read 2 times"


def test_a_changed_template_is_compiled_anew(kept: Path) -> None:
    rendered()
    assert rendered({"page": "{{ name }}, changed"}) == "It, changed"


@pytest.mark.parametrize("part", [0, 2, 20, 60])
def test_half_a_file_is_no_harm(kept: Path, part: int) -> None:
    whole = rendered()
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:part])
    assert rendered() == whole


def test_nothing_is_kept_where_nothing_can_be_or_may_be(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = kept / "missing"
    monkeypatch.setattr("simulator.reports.page.cache_from_source", lambda _: str(missing / "page.pyc"))
    assert rendered() == "It is read 2 times"
    assert not missing.exists()
    monkeypatch.setattr("simulator.reports.page.cache_from_source", lambda _: str(kept / "page.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered() == "It is read 2 times"
    assert list(kept.iterdir()) == []
