"""Printing: data on stdout, everything else on stderr, progress only on a terminal."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from simulator.documents.characters import escaped, harmless

if TYPE_CHECKING:
    pass

NARROWEST, WIDEST = 60, 110
PIPE_CLOSED = 141


def data(text: str) -> None:
    """Text for stdout."""
    _out(text.rstrip("\n"))


def data_json(value: object) -> None:
    """A JSON document for stdout, what is undefined as null; in ASCII where stdout cannot carry UTF-8."""
    from simulator.results.encoding import plain

    utf8 = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    _out(escaped(json.dumps(plain(value), indent=1, ensure_ascii=not utf8, allow_nan=False)))


def _out(text: str) -> None:
    """To stdout; a reader who has seen enough (`| head`) ends the command without a word, as SIGPIPE does others.

    The gate of everything printed: nothing that a terminal would obey passes.
    """
    if sys.stdout is None:  # closed before the command began
        raise OSError(errno.EBADF, "is closed; nothing can be printed there", "stdout")
    try:
        typer.echo(harmless(text))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the last flush complains
        sys.exit(PIPE_CLOSED)
    except OSError as error:
        raise OSError(error.errno, error.strerror, "stdout") from None


def columns() -> int:
    """How many characters a line may have: a terminal's own width, else `WIDEST`."""
    if sys.stdout is not None and sys.stdout.isatty():
        return max(NARROWEST, shutil.get_terminal_size().columns)
    return WIDEST


def new_file(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        FileExistsError: it is there.
        OSError: it cannot be written; nothing is left.
    """
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        try:
            stream.write(text)
            stream.flush()
        except OSError:
            path.unlink()
            raise


def say(text: str) -> None:
    """A remark for stderr, through the same gate."""
    typer.echo(harmless(text), err=True)


def say_warnings(warnings: Sequence[object]) -> None:
    """What may be a slip in what was read, each with its place, before its numbers come."""
    for each in warnings:
        say(str(each))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Columns aligned by spaces; the last one is wrapped. `right` names the columns aligned to the right."""
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header) - 1)]
    indent = sum(widths) + 2 * len(widths)
    lines = []
    for row in (header, *rows):
        cells = [
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row[:-1], widths, strict=True))
        ]
        last = textwrap.wrap(row[-1], max(40, WIDEST - indent), break_on_hyphens=False) or [""]
        lines.append("  ".join([*cells, last[0]]).rstrip())
        lines += [" " * indent + more for more in last[1:]]
    return "\n".join(lines)


def wrapped(text: str, indent: int) -> list[str]:
    """Lines of a text that fit the page, each begun by so many spaces."""
    return textwrap.wrap(
        text,
        WIDEST,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def bulleted(text: str) -> list[str]:
    """Lines of one item of a list that fit the page."""
    first, *more = wrapped(text, 2)
    return [f"- {first[2:]}", *more]


class Progress:
    """One line on stderr that is written over; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def __call__(self, share: float, what: str) -> None:
        """Show that a share (0 to 1) of the work is done, and what is being done now."""
        if self._shown:
            line = f"{share:4.0%}  {what}"
            sys.stderr.write(f"\r{line.ljust(self._width)}")
            sys.stderr.flush()
            self._width = len(line)

    def clear(self) -> None:
        """Take the line away, so that the answer stands alone."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
