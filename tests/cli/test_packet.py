"""`packet` as it is typed: what it leaves, and its exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.command import Command, Done
from tests.cli.conftest import typed

FILES = [
    "answers.yaml",
    "harm-and-benefit.svg",
    "inputs.csv",
    "packet-annexes.docx",
    "packet-annexes.md",
    "packet.docx",
    "packet.md",
    "results.xlsx",
]


PRINTED = ("packet.pdf", "packet-annexes.pdf")
MOST_PAGES = 25
"""Of annexes for three proposals: no board reads more."""


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of results that a comparison of three proposals left: read it, never write to it."""
    root = tmp_path_factory.mktemp("compared") / "results"
    done = typed(
        "compare",
        "california-patrol",
        "capital-cameras",
        "prison-gate",
        "--limits",
        "board-limits",
        "--draws",
        "200",
        "--out",
        str(root),
    )
    assert done.code == 0, done.err
    return root


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Chromium."""
    monkeypatch.setenv("CHROME_PATH", "/no/such/browser")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("no_browser")
def test_a_comparison_becomes_a_packet(command: Command, compared: Path, tmp_path: Path) -> None:
    done = command("packet", "compare", "--out", str(compared), "--to", "board")
    assert done.code == 0, done.err
    assert names(tmp_path / "board") == FILES
    assert sorted(done.out.splitlines()) == [f"board/{name}" for name in FILES]
    assert "no packet.pdf: no Chromium" in done.err
    board = (tmp_path / "board" / "packet.md").read_text(encoding="utf-8")
    assert "None of three proposals is surely within all eight limits together" in board
    assert "These limits are an example" in board
    assert "![" in board
    text = (tmp_path / "board" / "packet-annexes.md").read_text(encoding="utf-8")
    assert "Face recognition at a prison's gate: of 8 rules it is within" in text
    assert "These limits are an example" in text
    assert "## Annex C. NIST" in text


def test_the_paper_is_of_the_comparison_asked_for_last(command: Command) -> None:
    for scenario in ("prison-gate", "orlando-cameras", "prison-gate"):
        asked = command("compare", scenario, "--draws", "100", "--json")
        assert asked.code == 0, asked.err
    wanted = json.loads(asked.out)["comparison"]
    done = command("packet", "compare", "--only", "md")
    assert done.out.splitlines()[0] == f"packet-{wanted['id']}/packet.md"
    assert f"2 results are called compare; this is {wanted['id']}, last asked for at " in done.err
    assert wanted["proposals"][0]["title"] in done.err
    assert "called" not in command("packet", wanted["id"], "--only", "md", "--to", "other").err
    for verb in ("report", "verify"):
        assert wanted["id"] in command(verb, "compare").err


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_with_a_browser_it_is_printed_too(command: Command, compared: Path, tmp_path: Path) -> None:
    done = command("packet", "compare", "--out", str(compared), "--only", "pdf", "--to", "board")
    assert done.code == 0, done.err
    for name in PRINTED:
        assert (tmp_path / "board" / name).read_bytes().startswith(b"%PDF")
    pages = [(tmp_path / "board" / name).read_bytes().count(b"/Type /Page\n") for name in PRINTED]
    assert pages[0] <= 2
    assert 15 <= pages[1] <= MOST_PAGES


@pytest.mark.usefixtures("no_browser", "california")
def test_one_run_becomes_a_packet_in_a_folder_named_after_it(
    command: Command, california: tuple[Done, Path], tmp_path: Path
) -> None:
    done = command("packet", "california-patrol", "--out", str(california[1]), "--json")
    assert done.code == 0, done.err
    left = json.loads(done.out)
    study = next((california[1] / "california-patrol").iterdir()).name
    assert left["folder"] == f"packet-{study}"
    assert names(tmp_path / left["folder"]) == FILES
    assert len(left["remarks"]) == 1


@pytest.mark.usefixtures("stored", "no_browser")
def test_a_packet_that_is_there_is_not_replaced_unasked(command: Command) -> None:
    assert command("packet", "california-patrol", "--only", "md", "--to", "board").code == 0
    again = command("packet", "california-patrol", "--only", "md", "--to", "board")
    assert again.code == 2
    assert "--force" in again.err
    assert command("packet", "california-patrol", "--only", "md", "--to", "board", "--force").code == 0


@pytest.mark.usefixtures("stored", "no_browser")
def test_what_the_board_filled_in_survives_a_second_packet(command: Command, tmp_path: Path) -> None:
    assert command("packet", "california-patrol", "--only", "md", "--to", "board").code == 0
    paper = tmp_path / "board" / "packet.md"
    text = paper.read_text(encoding="utf-8")
    signed = "| Chair of the board | A. Person | not before the audit | 3 May |"
    (blank,) = (row for row in text.split("\n") if row.startswith("| Chair of the board |"))
    filled = text.replace(blank, signed)
    paper.write_text(filled, encoding="utf-8")
    assert command("packet", "california-patrol", "--only", "md", "--to", "board", "--force").code == 0
    assert paper.read_text(encoding="utf-8") == filled


def test_a_damaged_result_is_not_quoted(command: Command, stored: Path, tmp_path: Path) -> None:
    with (stored / "summary.json").open("a", encoding="utf-8") as stream:
        stream.write(" ")
    done = command("packet", "california-patrol", "--only", "md", "--to", "board")
    assert done.code == 4
    assert "is damaged" in done.err
    assert not (tmp_path / "board").exists()


@pytest.mark.usefixtures("stored")
def test_a_missing_package_is_a_usage_error_with_the_way_out_and_nothing_is_left(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    done = command("packet", "california-patrol", "--to", "board")
    assert done.code == 2
    assert "detention-impact[office]" in "".join(done.err.split())
    assert "Traceback" not in done.err
    assert names(tmp_path) == ["results"]
    assert command("packet", "california-patrol", "--only", "md", "--to", "board").code == 0


@pytest.mark.usefixtures("stored")
def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = command("packet", "california-patrol", "--only", "md", "--to", "file/board")
    assert done.code == 4
    assert "file" in done.err
    assert "Traceback" not in done.err
    assert names(tmp_path) == ["file", "results"]


def test_a_result_that_is_not_there_is_said(command: Command) -> None:
    done = command("packet", "nothing")
    assert done.code == 4
    assert "no result 'nothing'" in done.err


@pytest.mark.usefixtures("stored", "no_browser")
def test_a_form_that_cannot_be_read_is_a_fault_before_anything_is_written(
    command: Command, tmp_path: Path
) -> None:
    assert command("packet", "california-patrol", "--only", "md", "--to", "board").code == 0
    (tmp_path / "board" / "packet.docx").write_bytes(b"half a file")
    before = {path.name: path.read_bytes() for path in (tmp_path / "board").iterdir()}
    done = command("packet", "california-patrol", "--only", "md", "--to", "board", "--force")
    assert done.code == 3
    assert "packet.docx" in done.err
    assert "no Word file" in done.err
    assert "nothing was written" in " ".join(done.err.split())
    assert {path.name: path.read_bytes() for path in (tmp_path / "board").iterdir()} == before


@pytest.mark.usefixtures("stored", "no_browser")
def test_the_day_of_a_packet_can_be_named_and_a_wrong_one_is_said(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714780800")
    assert command("packet", "california-patrol", "--only", "md", "--to", "board").code == 0
    assert "made into this paper on 4 May 2024" in (tmp_path / "board" / "packet.md").read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = command("packet", "california-patrol", "--only", "md", "--to", "board", "--force")
    assert done.code == 2
    assert "SOURCE_DATE_EPOCH" in done.err
