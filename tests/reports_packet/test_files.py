"""The packet's folder: whole or not at all, with what cannot be made said and not missed."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from pathlib import Path

import pytest

from simulator.reports.browser import find_browser
from simulator.reports.packet.board import PICTURE, board_markdown, picture
from simulator.reports.packet.extras import MissingExtra
from simulator.reports.packet.files import NAMES, FolderTaken, Packet, make, put
from simulator.reports.packet.page import packet_page
from simulator.reports.packet.paper import annexes_markdown
from simulator.reports.packet.pdf import packet_pdf
from simulator.results.unfinished import ABANDONED_AFTER, PARTIAL
from tests.reports_packet import given
from tests.reports_packet.test_office import DRAFTS

SMALL = "# A paper\n\nWords.\n\n| a | b |\n| --- | ---: |\n| x | 1 |\n"
NOWHERE = {"PATH": ""}
PACKET = Packet({"packet.md": b"x", "packet.docx": b"y"}, ())


def browser(tmp_path: Path, script: str) -> dict[str, str]:
    """An environment whose browser is this shell script."""
    path = tmp_path / "chromium"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin"}


@pytest.mark.browser
def test_the_print_has_pages_an_outline_and_a_language(chromium: str) -> None:
    printed = packet_pdf(
        annexes_markdown(given.one(), given.DAY), {"CHROME_PATH": chromium, "PATH": os.environ["PATH"]}
    )
    assert printed.why is None
    content = printed.content or b""
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") > 5
    for part in (b"/Outlines", b"/StructTreeRoot", b"/Lang (en-GB)", b"/ToUnicode"):
        assert part in content, part


@pytest.mark.browser
def test_a_print_of_hostile_words_asks_for_nothing_and_runs_nothing(chromium: str) -> None:
    page = packet_page(annexes_markdown(given.hostile(), given.DAY))
    assert "<script" not in page
    hrefs = set(re.findall(r'href="([^"]+)"', page))
    assert {each for each in hrefs if not each.startswith("#")} == DRAFTS
    assert "default-src 'none'" in page
    assert packet_pdf(
        annexes_markdown(given.hostile(), given.DAY), {"CHROMIUM": chromium, "PATH": os.environ["PATH"]}
    ).content


def test_the_boards_pages_hold_the_verdicts_the_picture_what_would_settle_it_and_the_sign_off() -> None:
    paper = board_markdown(given.two(), given.DAY)
    headings = ["## Limits and verdicts", "## Harm and benefit", "## What would settle it", "## Sign-off"]
    assert [line for line in paper.split("\n") if line.startswith("## ")] == headings
    assert "| All rules that can be judged, in the same draw |" in paper
    assert "It does not say what the board should decide." in paper
    drawn = packet_page(paper, {PICTURE: picture(given.two()) or ""})
    assert 'src="data:image/svg+xml;base64,' in drawn
    assert f'src="{PICTURE}"' not in drawn


def test_the_boards_pages_of_one_run_say_how_many_whom_and_how_sure() -> None:
    paper = board_markdown(given.one(), given.DAY)
    assert "## How many, whom and how sure" in paper
    assert "| How sure |" in paper
    assert "Limits: not supplied (for the board to supply)" in paper


def test_hostile_words_make_no_markup_on_the_boards_pages() -> None:
    shape = [
        line[:3]
        for line in board_markdown(given.two(), given.DAY).split("\n")
        if line.startswith(("#", "|", "!"))
    ]
    hostile = board_markdown(given.hostile(), given.DAY)
    assert [line[:3] for line in hostile.split("\n") if line.startswith(("#", "!"))] == [
        each for each in shape if not each.startswith("|")
    ]
    assert "<script" not in packet_page(hostile)


def test_columns_of_the_print_have_widths_that_add_up() -> None:
    page = packet_page(SMALL)
    shares = [
        float(part.split("%")[0])
        for part in page.split("width: ")[1:]
        if part[:1].isdigit() and "%" in part[:6]
    ]
    assert "<colgroup><col" in page
    assert sum(shares[-2:]) == pytest.approx(100, abs=0.2)


def test_without_a_browser_there_is_no_print_and_a_reason() -> None:
    printed = packet_pdf(SMALL, NOWHERE)
    assert printed.content is None
    assert "no Chromium or Chrome was found" in str(printed.why)
    assert "CHROME_PATH" in str(printed.why)


def test_a_browser_named_in_the_environment_that_is_not_there_is_named_in_the_reason() -> None:
    assert "CHROME_PATH names '/no/such/browser'" in str(
        packet_pdf(SMALL, NOWHERE | {"CHROME_PATH": "/no/such/browser"}).why
    )


def test_the_browser_named_goes_before_those_on_the_path(tmp_path: Path) -> None:
    environment = browser(tmp_path, "exit 0")
    assert find_browser(environment) == str(tmp_path / "chromium")
    other = tmp_path / "mine"
    other.write_text("#!/bin/sh\n", encoding="utf-8")
    other.chmod(0o755)
    assert find_browser(environment | {"CHROMIUM": str(other)}) == str(other)


@pytest.mark.parametrize(
    ("script", "seconds", "why"),
    [
        ("exit 7", 20.0, "ended with code 7"),
        ("kill -SEGV $$", 20.0, "ended with code -11"),
        ("exit 0", 20.0, "left no document"),
        ("sleep 60", 0.2, "did not finish within 0.2 seconds"),
    ],
)
def test_a_browser_that_fails_costs_only_the_print(
    script: str, seconds: float, why: str, tmp_path: Path
) -> None:
    printed = packet_pdf(SMALL, browser(tmp_path, script), seconds)
    assert printed.content is None
    assert why in str(printed.why)


def test_a_browser_that_finds_no_sandbox_prints_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    script = """
    for option in "$@"; do
      case $option in --no-sandbox) free=1;; --print-to-pdf=*) to=${option#--print-to-pdf=};; esac
    done
    [ -n "$free" ] || exit 133
    printf %%PDF-1.4 > "$to"
    """
    assert packet_pdf(SMALL, browser(tmp_path, script)).content == b"%PDF-1.4"


def test_a_browser_that_cannot_be_started_costs_only_the_print(tmp_path: Path) -> None:
    path = tmp_path / "chrome"
    path.write_bytes(b"\x7fELF no program")
    path.chmod(0o755)
    assert "could not be started" in str(packet_pdf(SMALL, {"CHROME_PATH": str(path), "PATH": ""}).why)


def test_all_forms_but_the_print_are_made_without_a_browser() -> None:
    made = make(given.one(), tuple(NAMES), NOWHERE, given.DAY)
    assert sorted(made.contents) == [
        "answers.yaml",
        "harm-and-benefit.svg",
        "inputs.csv",
        "packet-annexes.docx",
        "packet-annexes.md",
        "packet.docx",
        "packet.md",
        "results.xlsx",
    ]
    assert len(made.remarks) == 1


@pytest.mark.parametrize(
    ("form", "package"), [("docx", "docx"), ("docx", "markdown_it"), ("xlsx", "xlsxwriter")]
)
def test_a_missing_package_is_named_with_the_way_to_it(
    form: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=r"pip install 'detention-impact\[office\]'"):
        make(given.one(), [form], NOWHERE, given.DAY)


def test_a_print_without_the_extra_is_refused_before_the_browser_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(MissingExtra):
        make(given.one(), ["pdf"], browser(tmp_path, "exit 0"), given.DAY)


def test_markdown_alone_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("docx", "markdown_it", "resvg_py", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, package, None)
    assert list(make(given.one(), ["md"], NOWHERE, given.DAY).contents) == [*NAMES["md"], "answers.yaml"]


def test_a_packet_is_put_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    put(PACKET, tmp_path / "new" / "packet")
    assert sorted(path.name for path in (tmp_path / "new").rglob("*")) == [
        "packet",
        "packet.docx",
        "packet.md",
    ]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "packet").mkdir()
    put(PACKET, tmp_path / "packet")
    assert (tmp_path / "packet" / "packet.md").read_bytes() == b"x"


def test_a_packet_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    put(PACKET, tmp_path / "packet")
    newer = Packet({"packet.md": b"z"}, ())
    with pytest.raises(FolderTaken, match="--force makes it again"):
        put(newer, tmp_path / "packet")
    put(newer, tmp_path / "packet", force=True)
    assert [path.name for path in (tmp_path / "packet").iterdir()] == ["packet.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["packet"]


@pytest.mark.parametrize("force", [True, False])
def test_a_link_is_followed_and_stays(force: bool, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "packet"
    link.symlink_to(tmp_path / "disk" / "board")
    put(PACKET, link)
    if force:
        put(PACKET, link, force=True)
    assert link.is_symlink()
    assert sorted(path.name for path in (tmp_path / "disk" / "board").iterdir()) == sorted(PACKET.contents)
    assert sorted(tmp_path.iterdir()) == [tmp_path / "disk", link]
    assert list((tmp_path / "disk").iterdir()) == [tmp_path / "disk" / "board"]


def test_a_link_in_a_packet_is_somebodys_and_not_replaced(tmp_path: Path) -> None:
    put(PACKET, tmp_path / "packet")
    (tmp_path / "packet" / "packet.md").rename(tmp_path / "mine.md")
    (tmp_path / "packet" / "packet.md").symlink_to(tmp_path / "mine.md")
    with pytest.raises(FolderTaken, match=r"packet\.md"):
        put(PACKET, tmp_path / "packet", force=True)
    assert (tmp_path / "packet" / "packet.md").is_symlink()


def test_the_folder_one_stands_in_is_filled_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    put(PACKET, Path())
    put(PACKET, Path(), force=True)
    assert tmp_path.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PACKET.contents)


def test_what_a_killed_packet_left_is_in_nobodys_way_and_swept_long_after(tmp_path: Path) -> None:
    left = tmp_path / "packet" / f"{PARTIAL}abc"
    left.mkdir(parents=True)
    put(PACKET, tmp_path / "packet")
    assert left.exists()  # it may be of one that is still at work
    long_ago = time.time() - ABANDONED_AFTER - 60
    os.utime(left, (long_ago, long_ago))
    put(PACKET, tmp_path / "packet", force=True)
    assert sorted(path.name for path in (tmp_path / "packet").iterdir()) == sorted(PACKET.contents)


def test_a_folder_of_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(FolderTaken, match=r"thesis\.tex"):
        put(PACKET, tmp_path, force=True)
    assert (tmp_path / "thesis.tex").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "packet").write_text("x", encoding="utf-8")
    with pytest.raises(OSError, match="packet"):
        put(PACKET, tmp_path / "packet", force=True)


def test_a_disk_that_fails_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(PACKET, tmp_path / "packet")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device; make room there.*packet"):
        put(Packet({"packet.md": b"z"}, ()), tmp_path / "packet", force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["packet"]
    assert (tmp_path / "packet" / "packet.md").read_bytes() == b"x"


def test_a_folder_that_cannot_be_made_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        put(PACKET, tmp_path / "file" / "packet")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
