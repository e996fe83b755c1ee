"""Variants of a run that are stored beside it: of its lineage and another name, with its seed, draws and version, so that they compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from simulator.results.belonging import SCENARIO
from simulator.results.errors import ResultError
from simulator.results.finding import SUMMARY, Result, stored, summary_at
from simulator.results.manifest import read_manifest, sha256
from simulator.results.summary import Summary
from simulator.results.timing import last_asked

LINEAGE = "lineage: "


def variants(run: Result) -> tuple[Summary, ...]:
    """The summaries of its variants by name, of each name the one asked for last; whatever is damaged is passed over.

    Variants are overlays and copies that carry its scenario's lineage on; a scenario without a lineage has none.
    """
    lineage = _lineage(run.folder)
    latest: dict[str, Result] = {}
    for each in _runs(run.folder.parent.parent) if lineage else ():
        if each.name == run.name or not _alike(each, run) or _lineage(each.folder) != lineage:
            continue
        kept = latest.get(each.name)
        if kept is None or _asked(each) > _asked(kept):
            latest[each.name] = each
    return tuple(summary_at(latest[name].folder) for name in sorted(latest))


def _runs(root: Path) -> Iterator[Result]:
    for folder in stored(root):
        try:
            found = Result(folder, read_manifest(folder))
        except (OSError, ValueError, RecursionError, ResultError):
            continue
        if found.kind == "run":
            yield found


def _alike(one: Result, other: Result) -> bool:
    here, there = one.manifest.study, other.manifest.study
    same = (here.seed, here.draws, here.version) == (there.seed, there.draws, there.version)
    return same and _whole(one)


def _whole(each: Result) -> bool:
    """Whether its summary is the one it was sealed with: nothing is quoted from a damaged result."""
    file = each.folder / SUMMARY
    return file.is_file() and sha256(file) == each.manifest.outputs[SUMMARY].sha256


def _asked(each: Result) -> str:
    found = last_asked(each.folder)
    return found.isoformat() if found else ""


def _lineage(folder: Path) -> str:
    """The word at the top of the resolved scenario. The file is one we wrote: a key of the outermost block begins its line."""
    try:
        lines = (folder / SCENARIO).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.removeprefix(LINEAGE).strip() for line in lines if line.startswith(LINEAGE)), "")
