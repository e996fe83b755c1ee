"""The house rules that a reader can check by looking: short files, no path of one machine, nothing left unfinished."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
READ_BY_PEOPLE = {".py", ".j2", ".js", ".css", ".md"}
BINARY = {".png", ".jpg", ".parquet", ".gz", ".whl", ".xlsx", ".docx", ".pdf", ".svg"}

# Written so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(
    "|".join([r"\.\./" + "shared", r"(?<![\w.:/-])/(?:work|home|root|Users)" + r"/\w"])
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error|x" + r"fail)\b")


def tracked() -> list[Path]:
    """Files under version control, or to be (what git would add)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file() and path.suffix not in BINARY)


def lines_matching(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[str]:
    """`file:line: text` of every line that matches."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return tracked()


def test_every_file_people_read_fits_in_400_lines(files: list[Path]) -> None:
    long = {
        str(path.relative_to(ROOT)): length
        for path in files
        if path.suffix in READ_BY_PEOPLE
        and (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_file_names_a_path_of_one_machine(files: list[Path]) -> None:
    assert list(lines_matching(MACHINE_PATHS, files)) == []


def test_nothing_says_it_is_unfinished(files: list[Path]) -> None:
    code = [path for path in files if path.suffix in {".py", ".j2", ".js", ".yaml"}]
    assert list(lines_matching(UNFINISHED, code)) == []


@pytest.mark.parametrize(
    "text", ["see ../" + "shared/x.csv", "open('/ho" + "me/ann/x')", "a: /wo" + "rk/main"]
)
def test_a_machine_path_is_recognised(text: str) -> None:
    assert MACHINE_PATHS.search(text)


@pytest.mark.parametrize("text", ["https://www.gov.uk/home/news", "src/work/x", "`home/office`"])
def test_an_address_is_not_a_machine_path(text: str) -> None:
    assert MACHINE_PATHS.search(text) is None


def test_no_room_is_called_utils(files: list[Path]) -> None:
    assert [str(path) for path in files if path.stem in {"utils", "util", "misc", "common"}] == []


def test_the_linter_reads_every_module(files: list[Path]) -> None:
    """A folder left out by its name takes rooms of the same name with it."""
    ruff = Path(sys.executable).with_name("ruff")
    listed = subprocess.run(
        [ruff, "check", "--show-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    read = {Path(line) for line in listed.stdout.splitlines()}
    assert [str(path) for path in files if path.suffix == ".py" and path not in read] == []
