"""The files of a packet: made in memory first, so that what cannot be made leaves nothing behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from simulator.reports.packet.docx import word_file
from simulator.reports.packet.paper import packet_markdown
from simulator.reports.packet.pdf import packet_pdf
from simulator.reports.packet.source import Source
from simulator.reports.packet.xlsx import workbook
from simulator.results.comparison import comparison_tables

NAMES = {"md": "packet.md", "docx": "packet.docx", "xlsx": "results.xlsx", "pdf": "packet.pdf"}
"""The forms of a packet and the names of their files."""
PARTIAL = ".partial-"


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
    found = comparison_tables(source.comparison.raw)
    named = {"values.csv": found["comparison.csv"], **found}
    del named["comparison.csv"]
    if source.alone:
        del named["differences.csv"]
    return named


def put(packet: Packet, folder: Path, *, force: bool = False) -> None:
    """Write the packet's folder: whole or not at all.

    Raises:
        FolderTaken: the folder is there and not empty; with `force`, it holds something else than a packet.
        OSError: it cannot be written; nothing is left.
    """
    _refuse(folder, force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(mkdtemp(prefix=PARTIAL, dir=folder.parent))
    try:
        for name, content in packet.contents.items():
            with (partial / name).open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        partial.chmod(0o755)  # mkdtemp makes it private; a packet is meant to be shared
        _put_in_place(partial, folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _refuse(folder: Path, force: bool) -> None:
    """Nobody's files are replaced unasked, and a folder of other things never."""
    if not folder.exists():
        return
    found = sorted(path.name for path in folder.iterdir())
    others = [name for name in found if name not in NAMES.values()]
    if found and not force:
        raise FolderTaken(f"{folder} is there already; --force replaces it")
    if others:
        raise FolderTaken(f"{folder} holds more than a packet ({', '.join(others[:3])}); name another folder")


def _put_in_place(partial: Path, folder: Path) -> None:
    aside = partial.with_name(f"{partial.name}-replaced")
    if folder.exists():
        folder.rename(aside)
    try:
        partial.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)
