"""The files of a packet: made in memory first, so that what cannot be made leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.reports.packet.answers import kept
from simulator.reports.packet.board import PICTURE, board_markdown, picture, title
from simulator.reports.packet.docx import word_file
from simulator.reports.packet.paper import annexes_markdown
from simulator.reports.packet.pdf import packet_pdf
from simulator.reports.packet.source import Source
from simulator.reports.packet.xlsx import workbook
from simulator.results.comparison_tables import comparison_tables
from simulator.results.unfinished import PARTIAL, unfinished

NAMES = {
    "md": ("packet.md", "packet-annexes.md", PICTURE),
    "docx": ("packet.docx", "packet-annexes.docx"),
    "xlsx": ("results.xlsx",),
    "pdf": ("packet.pdf", "packet-annexes.pdf"),
}
"""The forms of a packet and the names of their files: the board's pages, and apart from them what they rest on."""
ALL = frozenset(name for names in NAMES.values() for name in names)


class FolderTaken(Exception):
    """The folder asked for holds something that is not to be replaced."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Contents by file name, and a remark for each file that could not be made."""

    contents: Mapping[str, bytes]
    remarks: tuple[str, ...]


def make(
    source: Source, forms: Collection[str], environment: Mapping[str, str], before: str | None = None
) -> Packet:
    """Make these forms of the packet; a PDF that cannot be printed costs only itself.

    Args:
        source: a comparison, or one run.
        forms: keys of `NAMES`.
        environment: variables that say where a browser is (`packet_pdf`).
        before: the board's pages that are there already: what was filled in stays.

    Raises:
        MissingExtra: a form needs a package that is not installed.
    """
    board, annexes = board_markdown(source), annexes_markdown(source)
    board = kept(board, before) if before else board
    svg = picture(source)
    pictures = {PICTURE: svg} if svg else {}
    contents: dict[str, bytes] = {}
    remarks: list[str] = []
    if "md" in forms:
        contents |= dict(zip(NAMES["md"], (board.encode(), annexes.encode()), strict=False))
        contents |= {name: drawn.encode() for name, drawn in pictures.items()}
    if "docx" in forms:
        names = zip(NAMES["docx"], (board, annexes), (False, True), strict=True)
        contents |= {name: word_file(text, title(source), contents=listed) for name, text, listed in names}
    if "xlsx" in forms:
        contents[NAMES["xlsx"][0]] = workbook(source, tables(source))
    if "pdf" in forms:
        for name, text in zip(NAMES["pdf"], (board, annexes), strict=True):
            printed = packet_pdf(text, environment, pictures=pictures, name=name)
            if printed.content is None:
                remarks.append(str(printed.why))
                break  # for the second there is no other browser
            contents[name] = printed.content
    return Packet(contents, tuple(remarks))


def filled(folder: Path) -> str | None:
    """The board's pages in a folder, with what was filled in; None where there are none. Raises OSError."""
    path = folder / NAMES["md"][0]
    return path.read_text(encoding="utf-8", errors="replace") if _is_plain(path) else None


def tables(source: Source) -> dict[str, str]:
    """The tidy tables of the comparison, under the names of their sheets; no table of differences for one run."""
    found = comparison_tables(source.comparison.told)
    named = {"values.csv": found["comparison.csv"], **found}
    del named["comparison.csv"]
    if source.alone:
        del named["differences.csv"]
    return named


def put(packet: Packet, folder: Path, *, force: bool = False) -> None:
    """Write the packet's folder. It is filled only when every file is written, so a disk that fails leaves what was there.

    A link is followed, and a folder that is there stays the same folder: it may be the one a person stands in.

    Raises:
        FolderTaken: the folder is there and not empty; with `force`, it holds something else than a packet.
        OSError: it cannot be written; the error names the folder and a way out, and nothing is left.
    """
    _refuse(folder, force)
    place = Path(os.path.realpath(folder))
    with unfinished(place, folder) as partial:
        for name, content in packet.contents.items():
            with (partial / name).open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for name in ALL:  # all before the first is put, so that forms of two packets never stand together
            (place / name).unlink(missing_ok=True)
        for name in packet.contents:
            (partial / name).rename(place / name)


def _refuse(folder: Path, force: bool) -> None:
    """Nobody's files are replaced unasked, and a folder of other things never."""
    if not folder.exists():
        return
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(PARTIAL))
    others = [path.name for path in found if path.name not in ALL or not _is_plain(path)]
    if found and not force:
        raise FolderTaken(f"{folder} is there already; --force replaces it")
    if others:
        raise FolderTaken(f"{folder} holds more than a packet ({', '.join(others[:3])}); name another folder")


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
