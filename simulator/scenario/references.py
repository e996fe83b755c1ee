"""Where a scenario is: a shipped name, or a path relative to the file that names it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from simulator.documents import Fault, Faults, did_you_mean

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def shelf_folder() -> Path:
    """The shipped scenarios: inside a wheel beside the package's code, in a checkout beside the package."""
    inside = PACKAGE / "_shipped" / "scenarios"
    return inside if inside.is_dir() else PACKAGE.parent / "scenarios"


@cache
def _shipped_files() -> dict[str, Path]:
    folder = shelf_folder()
    files = [*folder.glob("*.yaml"), *folder.glob("variants/*.yaml")]
    return {file.stem: file for file in sorted(files) if file.stem not in (*LIMITS, *LEVERS)}


LIMITS = ("board-limits",)
"""Shipped files of limits, which stand beside the scenarios and are none."""
LEVERS = ("board-levers",)
"""Shipped files of levers, likewise."""


def shipped() -> tuple[str, ...]:
    """Names of all shipped scenarios: the base ones first, then their variants, each in alphabetical order."""
    files = _shipped_files()
    return tuple(sorted(files, key=lambda name: (files[name].parent.name == "variants", name)))


def is_path(reference: str) -> bool:
    """A reference with a slash or ending in .yaml, in capitals or not, is a path; anything else is a shipped name."""
    return "/" in reference or "\\" in reference or reference.lower().endswith((".yaml", ".yml"))


def nearest_shipped(name: str) -> Path | None:
    """The shipped scenario whose name is most like this one; None where none is."""
    near = get_close_matches(name, shipped(), n=1, cutoff=0.6)
    return _shipped_files()[near[0]] if near else None


def resolve_reference(reference: str, relative_to: Path | None = None) -> Path:
    """The file a reference means.

    Args:
        relative_to: the folder of the file that names it; the current folder where None.

    Raises:
        Faults: no shipped scenario has this name.
    """
    if is_path(reference):
        return (relative_to or Path()) / reference
    if reference in _shipped_files():
        return _shipped_files()[reference]
    raise Faults(
        [Fault(reference, 0, 0, "", "", "no shipped scenario has this name", way_to(reference, shipped()))],
        missing=True,
    )


def way_to(name: str, shipped_ones: Sequence[str]) -> str:
    """What to write instead of a name that no shipped file has."""
    if is_file(Path(name)):
        return f"there is a file of this name here: write ./{name}"
    return (
        did_you_mean(name, shipped_ones)
        or "`detention-impact list` names the shipped ones; a path ends in .yaml"
    )


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name too long, or with a null byte, is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
