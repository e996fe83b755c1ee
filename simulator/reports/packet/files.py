"""The files of a packet: made in memory first, so that what cannot be made leaves nothing behind."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from simulator.reports.packet import forms
from simulator.reports.packet.answers import RECORD, Earlier, orphans, recorded
from simulator.reports.packet.board import PICTURE, board_markdown, picture, title
from simulator.reports.packet.docx import word_file
from simulator.reports.packet.inputs import inputs_csv
from simulator.reports.packet.paper import annexes_markdown
from simulator.reports.packet.pdf import packet_pdf
from simulator.reports.packet.picture import drawn
from simulator.reports.packet.source import Source
from simulator.reports.packet.xlsx import workbook
from simulator.results.comparison_tables import comparison_tables
from simulator.results.unfinished import PARTIAL, unfinished

NAMES = {
    "md": ("packet.md", "packet-annexes.md", PICTURE, "inputs.csv"),
    "docx": ("packet.docx", "packet-annexes.docx"),
    "xlsx": ("results.xlsx",),
    "pdf": ("packet.pdf", "packet-annexes.pdf"),
}
"""The forms of a packet and the names of their files: the board's pages, and apart from them what they rest on."""
ALL = frozenset(name for names in NAMES.values() for name in names) | {RECORD}
EDITED = "edited-"
"""How a file is called in which somebody changed more than answers, when another takes its place."""
KEPT = re.compile(rf"{EDITED}(\d+-)?({'|'.join(map(re.escape, sorted(ALL)))})")


class FolderTaken(Exception):
    """The folder asked for holds something that is not to be replaced."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Contents by file name, a remark for each file that could not be made, and files there that are kept under another name."""

    contents: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


def make(
    source: Source,
    chosen: Collection[str],
    environment: Mapping[str, str],
    on: date,
    before: Earlier | None = None,
) -> Packet:
    """Make these forms of the packet; a PDF that cannot be printed costs only itself.

    Args:
        source: a comparison, or one run.
        chosen: keys of `NAMES`.
        environment: variables that say where a browser is (`packet_pdf`).
        on: the day it is made.
        before: the packet that is there already: its answers stay.

    Raises:
        MissingExtra: a form needs a package that is not installed.
    """
    before = before or Earlier()
    board, annexes = board_markdown(source, on), annexes_markdown(source, on)
    asked = forms.read(board) | forms.read(annexes)
    if left := orphans(before.answers, asked):
        annexes += "\n" + left
    board, annexes = forms.filled(board, before.answers), forms.filled(annexes, before.answers)
    svg = picture(source)
    pictures = {PICTURE: svg} if svg else {}
    contents: dict[str, bytes] = {}
    remarks: list[str] = []
    if "md" in chosen:
        contents |= {NAMES["md"][0]: board.encode(), NAMES["md"][1]: annexes.encode()}
        contents |= {name: text.encode() for name, text in pictures.items()}
        contents[NAMES["md"][3]] = inputs_csv(source).encode()
    if "docx" in chosen:
        pixels = {name: drawn(text) for name, text in pictures.items()}
        remarks += [found.why for found in pixels.values() if found.why]
        images = {name: found.content for name, found in pixels.items() if found.content}
        for name, text, listed in zip(NAMES["docx"], (board, annexes), (False, True), strict=True):
            contents[name] = word_file(text, title(source), on, images, contents=listed)
    if "xlsx" in chosen:
        contents[NAMES["xlsx"][0]] = workbook(source, tables(source), on)
    if "pdf" in chosen:
        for name, text in zip(NAMES["pdf"], (board, annexes), strict=True):
            printed = packet_pdf(text, environment, pictures=pictures, name=name)
            if printed.content is None:
                remarks.append(str(printed.why))
                break  # for the second there is no other browser
            contents[name] = printed.content
    contents[RECORD] = recorded(contents, before.answers, asked)
    remarks += [
        f"{name} had been changed outside its answers; it is kept as {EDITED}{name}" for name in before.edited
    ]
    return Packet(contents, tuple(remarks), before.edited)


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
    refuse(folder, force)
    place = Path(os.path.realpath(folder))
    with unfinished(place, folder) as partial:
        for name, content in packet.contents.items():
            with (partial / name).open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for name in packet.edited:
            (place / name).rename(_free(place, name))
        for name in ALL:  # all before the first is put, so that forms of two packets never stand together
            (place / name).unlink(missing_ok=True)
        for name in packet.contents:
            (partial / name).rename(place / name)


def _free(place: Path, name: str) -> Path:
    """A name nobody has yet for a file that is kept."""
    names = (place / (f"{EDITED}{name}" if n == 1 else f"{EDITED}{n}-{name}") for n in count(1))
    return next(path for path in names if not path.exists())


def refuse(folder: Path, force: bool) -> None:
    """Nobody's files are replaced unasked, and a folder of other things never.

    Raises:
        FolderTaken: the folder is not to be filled.
        OSError: it cannot be read.
    """
    if not folder.exists():
        return
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(PARTIAL))
    others = [
        path.name
        for path in found
        if not (path.name in ALL or KEPT.fullmatch(path.name)) or not _is_plain(path)
    ]
    if found and not force:
        raise FolderTaken(f"{folder} is there already; --force makes it again and keeps what was filled in")
    if others:
        raise FolderTaken(f"{folder} holds more than a packet ({', '.join(others[:3])}); name another folder")


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
