"""Is a stored result what its manifest says?"""

from __future__ import annotations

import os
from pathlib import Path

from simulator.results.belonging import strangers
from simulator.results.key import ID, folder_of, id_of
from simulator.results.manifest import MANIFEST, OUTSIDE, Manifest, Output, is_sealed, read_manifest, sha256
from simulator.results.problems import Problem, Verification


def verify(folder: Path, root: Path | None = None) -> Verification:
    """Recompute every hash of a result and list every difference; where there is none, whether its parts belong together.

    Args:
        root: the folder of all results. In it a result is found by its place, so a result that stands at another's place is
            damage: another study would be answered from it.
    """
    try:
        manifest, sealed = read_manifest(folder), is_sealed(folder)
    except FileNotFoundError:
        return Verification(folder, 0, (Problem(MANIFEST, "is missing"),), ())
    except (OSError, ValueError, RecursionError):
        return Verification(folder, 0, (Problem(MANIFEST, "cannot be read as a manifest"),), ())
    problems = []
    if not sealed:
        problems.append(Problem(MANIFEST, "was changed after it was sealed"))
    elif manifest.id != id_of(manifest.study.model_dump()):
        problems.append(Problem(MANIFEST, "has an id that its study does not have"))
    elif not _in_place(folder, manifest, root):
        own = f"{folder_of(manifest.name)}/{manifest.id}"
        problems.append(Problem(MANIFEST, f"is that of {own}; copies belong outside the folder of results"))
    outputs = manifest.outputs
    problems += [problem for name, each in outputs.items() if (problem := _check(folder, name, each))]
    if not problems:
        problems += strangers(folder, manifest)
    extra = tuple(name for name in _everything_in(folder) if name not in outputs and name not in OUTSIDE)
    return Verification(folder, len(outputs), tuple(problems), extra)


def _everything_in(folder: Path) -> list[str]:
    """Whatever is no folder below a folder, pipes and sockets included, relative, with `/`, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _in_place(folder: Path, manifest: Manifest, root: Path | None) -> bool:
    """Whether a result stands where it would be looked for; elsewhere, whether its folder has no other study's id."""
    place = Path(os.path.normpath(folder.absolute()))  # not resolved: a link stands where it stands
    if root is not None and place.parent.parent == Path(os.path.normpath(root.absolute())):
        return (place.parent.name, place.name) == (folder_of(manifest.name), manifest.id)
    return ID.fullmatch(place.name) is None or place.name == manifest.id


def _check(folder: Path, name: str, expected: Output) -> Problem | None:
    path = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        return Problem(name, "lies outside the folder")
    if not path.is_file():
        return Problem(name, "is missing")
    if sha256(path) != expected.sha256:
        return Problem(name, "differs from what was written")
    return None
