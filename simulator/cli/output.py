"""Printing: data on stdout, everything else on stderr, progress only on a terminal."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

import typer

WIDEST = 110


def data(text: str) -> None:
    """Text for stdout."""
    typer.echo(text.rstrip("\n"))


def data_json(value: Any) -> None:
    """A JSON document for stdout."""
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False))


def say(text: str) -> None:
    """A remark for stderr."""
    typer.echo(text, err=True)


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


class Progress:
    """One line on stderr that is written over; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
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
