"""Results of other versions: what is read of them, and what to do where they are not."""

from __future__ import annotations

from collections.abc import Mapping

from simulator import __version__
from simulator.documents import FIRST, NEWEST, version_rule
from simulator.results.errors import OtherVersion


def known(document: Mapping[str, object], what: str) -> None:
    """Raise OtherVersion where a document is of a later version than this program knows. One that says nothing is of the first."""
    version = document.get("schema", FIRST)
    if broken := version_rule(version):
        raise OtherVersion(f"{what}: schema = {version}: {broken[0]}; {broken[1]}")


def current(document: Mapping[str, object], what: str) -> None:
    """Raise OtherVersion where a document is of another version than this program writes, from which pages and papers are made."""
    known(document, what)
    version = document.get("schema", FIRST)
    if version == NEWEST:
        return
    made = document.get("reproduce")
    command = made.get("command") if isinstance(made, Mapping) else "the command that made it"
    raise OtherVersion(
        f"{what} is of version {version}, written by detention-impact {document.get('version', 'of an earlier version')}; "
        f"detention-impact {__version__} makes pages, papers and comparisons of version {NEWEST}. What it was made into then "
        f"still stands in its folder, and `detention-impact report` prints it; for anything new run it again: {command}"
    )
