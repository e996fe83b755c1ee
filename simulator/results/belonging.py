"""Do the parts of a sealed result belong together? Each may be whole, and of another study."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from simulator.documents import Block, Faults, Plain, items, load
from simulator.documents.characters import UNSAFE
from simulator.results.encoding import canonical, read_json
from simulator.results.manifest import Manifest
from simulator.results.problems import Problem

SUMMARY, SCENARIO, EVIDENCE, COMPARISON = (
    "summary.json",
    "scenario.resolved.yaml",
    "evidence.used.json",
    "comparison.json",
)
SWEEP, SEARCHED, LIMITS = "sweep.json", "design.json", "limits.yaml"
STRANGE = "is of another study than the manifest"
OBEYED = re.compile(
    rf"{UNSAFE}|\\u(?:00(?:0[0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f])|061c|200[ef]|202[89a-e]|206[6-9])",
    re.IGNORECASE,
)
"""A character that a terminal or a page would obey, as it stands or as JSON escapes it."""


def strangers(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Every part of a result that is not of the study its manifest names. The files' hashes are taken as checked."""
    if COMPARISON in manifest.outputs:
        yield from _in_comparison(folder, manifest)
    elif SUMMARY in manifest.outputs:
        yield from _in_run(folder, manifest)
    elif SWEEP in manifest.outputs:
        wanted: Block = {"seed": manifest.study.seed, "draws": manifest.study.draws}
        yield from _held(SWEEP, folder, _read(folder / SWEEP), wanted)
    elif SEARCHED in manifest.outputs:
        yield from _held(SEARCHED, folder, _read(folder / SEARCHED), _of_study(manifest))


def _of_study(manifest: Manifest) -> Block:
    """What a document says of the study it is of."""
    study = manifest.study
    return {"seed": study.seed, "draws": study.draws, "version": study.version, "id": manifest.id}


def _in_run(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    scenario, evidence = _scenario(folder / SCENARIO), _plain(folder / EVIDENCE)
    if _sha256(scenario) != manifest.study.scenario:
        yield Problem(SCENARIO, STRANGE)
    if _sha256(evidence) != manifest.study.evidence:
        yield Problem(EVIDENCE, STRANGE)
    wanted: Block = _of_study(manifest) | {"name": manifest.name}
    if isinstance(scenario, dict):
        wanted |= {"title": scenario.get("title"), "kind": scenario.get("kind")}
    yield from _held(SUMMARY, folder, _read(folder / SUMMARY), wanted)


def _in_comparison(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    found, options = _read(folder / COMPARISON), manifest.study.options
    yield from _held(COMPARISON, folder, found, _of_study(manifest))
    proposals = [each for each in items(found.get("proposals")) if isinstance(each, dict)]
    if [each.get("id") for each in proposals] != options.get("results"):
        yield Problem(COMPARISON, "compares other results than its manifest says")
    if LIMITS in manifest.outputs and _text(folder / LIMITS) != options.get("limits"):
        yield Problem(LIMITS, STRANGE)
    for each in proposals:
        name = f"proposals/{each.get('name')}/{SUMMARY}"
        if name not in manifest.outputs:
            yield Problem(name, "is missing")
        else:
            yield from _held(name, folder, _read(folder / name), {"id": each.get("id")})


def _held(file: str, folder: Path, found: Block, wanted: Block) -> Iterator[Problem]:
    """What a file says of its study beside what the manifest says, and that nothing in it is obeyed instead of read."""
    differing = [key for key, value in wanted.items() if found.get(key) != value]
    if differing:
        yield Problem(file, f"{STRANGE}: its {' and its '.join(differing)} differ")
    if (folder / file).is_file() and OBEYED.search(
        (folder / file).read_text(encoding="utf-8", errors="replace")
    ):
        yield Problem(file, "holds control characters")


def _scenario(path: Path) -> Plain:
    try:
        return load(path).data
    except Faults:
        return None


def _plain(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _read(path: Path) -> Block:
    try:
        return read_json(path)
    except (OSError, ValueError, RecursionError):
        return {}


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return None


def _sha256(data: object) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()
