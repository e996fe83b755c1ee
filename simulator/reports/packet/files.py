"""The files of a packet: made in memory first, so that what cannot be made leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.reports.packet.docx import word_file
from simulator.reports.packet.paper import packet_markdown
from simulator.reports.packet.pdf import packet_pdf
from simulator.reports.packet.source import Source
from simulator.reports.packet.xlsx import workbook
from simulator.results.comparison_tables import comparison_tables
from simulator.results.unfinished import PARTIAL, unfinished

NAMES = {"md": "packet.md", "docx": "packet.docx", "xlsx": "results.xlsx", "pdf": "packet.pdf"}
"""The forms of a packet and the names of their files."""


class FolderTaken(Exception):
    """The folder asked for holds something that is not to be replaced."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Contents by file name, and a remark for each file that could not be made."""

    contents: Mapping[str, bytes]
    remarks: tuple[str, ...]


def make(source: Source, forms: Collection[str], environment: Mapping[str, str]) -> Packet:
    """Make these forms of the packet; a PDF that cannot be printed costs only itself.

    Args:
        source: a comparison, or one run.
        forms: keys of `NAMES`.
        environment: variables that say where a browser is (`packet_pdf`).

    Raises:
        MissingExtra: a form needs a package that is not installed.
    """
    markdown = packet_markdown(source)
    contents: dict[str, bytes] = {}
    remarks: tuple[str, ...] = ()
    if "md" in forms:
        contents[NAMES["md"]] = markdown.encode("utf-8")
    if "docx" in forms:
        contents[NAMES["docx"]] = word_file(markdown, title(source))
    if "xlsx" in forms:
        contents[NAMES["xlsx"]] = workbook(source, tables(source))
    if "pdf" in forms:
        printed = packet_pdf(markdown, environment)
        if printed.content is None:
            remarks = (str(printed.why),)
        else:
            contents[NAMES["pdf"]] = printed.content
    return Packet(contents, remarks)


def title(source: Source) -> str:
    """The paper's title."""
    return f"Board paper: {' · '.join(each.title for each in source.comparison.proposals)}"


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
        for (
            name
        ) in NAMES.values():  # all before the first is put, so that forms of two packets never stand together
            (place / name).unlink(missing_ok=True)
        for name in packet.contents:
            (partial / name).rename(place / name)


def _refuse(folder: Path, force: bool) -> None:
    """Nobody's files are replaced unasked, and a folder of other things never."""
    if not folder.exists():
        return
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(PARTIAL))
    others = [path.name for path in found if path.name not in NAMES.values() or not _is_plain(path)]
    if found and not force:
        raise FolderTaken(f"{folder} is there already; --force replaces it")
    if others:
        raise FolderTaken(f"{folder} holds more than a packet ({', '.join(others[:3])}); name another folder")


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
