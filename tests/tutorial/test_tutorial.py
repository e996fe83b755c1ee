"""docs/tutorial.md: its files and commands, in order, in an empty folder, say what the page says they do."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import Done
from tests.cli.conftest import typed

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Done]]]:
    """The folder after the last command, and what each command left, by its first words."""
    folder = tmp_path_factory.mktemp("afternoon")
    left: dict[str, Done] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for language, name, text in FENCES:
            if name:
                Path(name).write_text(text, encoding="utf-8")
            elif language == "sh":
                left |= {line: _done(line) for line in text.splitlines()}
            else:
                assert " ".join(text.split()) in " ".join(list(left.values())[-1].out.split())
        yield folder, left


def _done(line: str) -> Done:
    program, *arguments = shlex.split(line)
    if program == "python":
        runpy.run_path(arguments[0])
        return Done(0, "", "")
    assert program == "detention-impact"
    done = typed(*arguments)
    assert done.code == 0, f"{line}\n{done.err}"
    return done


def _of(left: dict[str, Done], start: str) -> Done:
    (done,) = (done for line, done in left.items() if line.startswith(f"detention-impact {start}"))
    return done


def test_three_commands_lead_from_the_table_to_a_page(afternoon: tuple[Path, dict[str, Done]]) -> None:
    folder, left = afternoon
    assert [line.split()[1] for line in left][1:4] == ["import", "init", "run"]
    page = next(folder.glob("results/city/*/dashboard.html")).read_text(encoding="utf-8")
    assert "borrowed from california-patrol: nothing is known of them here" in page


def test_the_report_says_what_the_page_says_of_it(afternoon: tuple[Path, dict[str, Done]]) -> None:
    report = (afternoon[0] / "our-stops" / "report.md").read_text(encoding="utf-8")
    assert "19,161 stops have sex and race; 619 (3.1%) have no race, 224 (1.1%) no sex." in report
    assert "998 kept out: 00:00 to the minute" in report
    for told in ("19,161 of 20,000", "619 have no race and 224 no sex", "998 stops stand at 00:00"):
        assert told in PAGE


def test_the_design_is_confirmed_and_the_command_it_prints_is_the_next_one(
    afternoon: tuple[Path, dict[str, Done]],
) -> None:
    _, left = afternoon
    designed = _of(left, "design").out
    assert "It holds when lived again with another seed" in designed
    assert "It is robust" in designed
    (again,) = (line for line in left if "--seed 2" in line)
    assert f"\n  {again.removesuffix(' --draws 2000')}\n" in designed


def test_another_seed_confirms_the_design_beside_what_was_asked_for(
    afternoon: tuple[Path, dict[str, Done]],
) -> None:
    rows = re.split(r"\n\n", _of(afternoon[1], "compare").out)
    (together,) = (row for row in rows if row.startswith("All rules together, in the same draw"))
    first = together.splitlines()[0].split("  ")
    assert first[-1].strip() == "within"
    assert sum("within" in part for part in first) == 1


def test_the_paper_is_there(afternoon: tuple[Path, dict[str, Done]]) -> None:
    paper = (afternoon[0] / "paper" / "packet.md").read_text(encoding="utf-8")
    assert "Alerts on wanted people only, from a list that is kept clean" in paper
    assert (afternoon[0] / "paper" / "packet.docx").exists()
