"""`report --images`: pictures of a stored result, and a page that shows its card."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command


def test_report_writes_pictures_and_a_page_that_shows_the_card(
    stored: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # no browser: the drawings are made all the same
    to = tmp_path / "share"
    done = command("report", stored.name, "--images", str(to), "--base-url", "https://example.org/study/")
    assert done.code == 0, done.err
    assert "no PNG: no Chromium" in done.err
    assert {"card.svg", "answer-dots.svg", "path-tree.svg", "who-rate-both.svg"} <= {
        each.name for each in (to / "images").iterdir()
    }
    page = (to / "dashboard.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://example.org/study/images/card.png">' in page
    assert "og:image" not in (stored / "dashboard.html").read_text(encoding="utf-8")


def test_an_address_without_pictures_is_refused(stored: Path, command: Command) -> None:
    assert command("report", stored.name, "--base-url", "https://example.org").code == 2
    assert command("report", stored.name, "--images", "share", "--base-url", "example.org").code == 2
