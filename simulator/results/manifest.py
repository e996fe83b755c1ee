"""The manifest: every file of a result with its SHA-256, and the check that they still agree."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.documents import NEWEST
from simulator.results.belonging import strangers
from simulator.results.encoding import as_json, canonical, read_json
from simulator.results.key import ID, StudyKey, folder_of, id_of
from simulator.results.problems import Problem, Verification
from simulator.results.timing import TIMING
from simulator.results.versions import known

MANIFEST = "manifest.json"
OUTSIDE = (MANIFEST, TIMING)
"""Files without a hash of their own: the manifest seals itself, and times differ from run to run."""
PARTS = {"name": str, "id": str, "study": dict, "outputs": dict}
"""What a manifest cannot be read without."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def seal(manifest: Mapping[str, Any]) -> str:
    """The manifest's own SHA-256, over everything in it but the seal."""
    return hashlib.sha256(canonical({k: v for k, v in manifest.items() if k != "seal"})).hexdigest()


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, relative, with `/`, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _everything_in(folder: Path) -> list[str]:
    """Whatever is no folder below a folder, pipes and sockets included, as `files_in`."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def write_manifest(
    folder: Path, key: StudyKey, environment: Mapping[str, str], inputs: Mapping[str, str]
) -> None:
    """Write `manifest.json` over the files that stand in `folder`.

    Args:
        folder: the complete but for its manifest folder.
        key: what decided the numbers.
        environment: versions and platform.
        inputs: SHA-256 of every input file by a name that means the same on every machine.
    """
    outputs = {
        name: {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size}
        for name in files_in(folder)
        if name not in OUTSIDE
    }
    manifest: dict[str, Any] = {
        "schema": NEWEST,
        "name": key.name,
        "id": key.id,
        "study": key.parts,
        "environment": dict(environment),
        "inputs": dict(sorted(inputs.items())),
        "outputs": outputs,
    }
    manifest["seal"] = seal(manifest)
    (folder / MANIFEST).write_text(as_json(manifest), encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder. Raises OSError where there is none, ValueError where it is not one, OtherVersion where it is later."""
    manifest = read_json(folder / MANIFEST)
    if any(not isinstance(manifest.get(part), kind) for part, kind in PARTS.items()):
        raise ValueError("is not a manifest")
    known(manifest, str(folder))
    return manifest


def verify(folder: Path, root: Path | None = None) -> Verification:
    """Recompute every hash of a result and list every difference; where there is none, whether its parts belong together.

    Args:
        root: the folder of all results. In it a result is found by its place, so a result that stands at another's place is
            damage: another study would be answered from it.
    """
    try:
        manifest = read_manifest(folder)
        sealed = manifest.get("seal") == seal(manifest)
    except FileNotFoundError:
        return Verification(folder, 0, (Problem(MANIFEST, "is missing"),), ())
    except (OSError, ValueError, RecursionError):
        return Verification(folder, 0, (Problem(MANIFEST, "cannot be read as a manifest"),), ())
    problems = []
    if not sealed:
        problems.append(Problem(MANIFEST, "was changed after it was sealed"))
    elif manifest["id"] != id_of(manifest["study"]):
        problems.append(Problem(MANIFEST, "has an id that its study does not have"))
    elif not _in_place(folder, manifest, root):
        own = f"{folder_of(manifest['name'])}/{manifest['id']}"
        problems.append(Problem(MANIFEST, f"is that of {own}; copies belong outside the folder of results"))
    outputs = manifest["outputs"]
    problems += [problem for name in outputs if (problem := _check(folder, name, outputs[name])) is not None]
    if not problems:
        problems += strangers(folder, manifest)
    extra = tuple(name for name in _everything_in(folder) if name not in outputs and name not in OUTSIDE)
    return Verification(folder, len(outputs), tuple(problems), extra)


def _in_place(folder: Path, manifest: Mapping[str, Any], root: Path | None) -> bool:
    """Whether a result stands where it would be looked for; elsewhere, whether its folder has no other study's id."""
    place = Path(os.path.normpath(folder.absolute()))  # not resolved: a link stands where it stands
    if root is not None and place.parent.parent == Path(os.path.normpath(root.absolute())):
        return (place.parent.name, place.name) == (folder_of(manifest["name"]), manifest["id"])
    return ID.fullmatch(place.name) is None or place.name == manifest["id"]


def _check(folder: Path, name: str, expected: Any) -> Problem | None:
    path = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        return Problem(name, "lies outside the folder")
    if not path.is_file():
        return Problem(name, "is missing")
    if not isinstance(expected, Mapping) or sha256(path) != expected.get("sha256"):
        return Problem(name, "differs from what was written")
    return None
