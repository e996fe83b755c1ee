"""The manifest: what decided a result's numbers, and every file of it with its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, JsonValue

from simulator.documents import NEWEST, Plain
from simulator.results.encoding import as_json, canonical, read_json
from simulator.results.key import StudyKey
from simulator.results.timing import TIMING
from simulator.results.values import Document, Sparse, Value
from simulator.results.versions import known

MANIFEST = "manifest.json"
OUTSIDE = (MANIFEST, TIMING)
"""Files without a hash of their own: the manifest seals itself, and times differ from run to run."""


class Output(Value):
    """A file as it was written."""

    sha256: str
    bytes: int


class Study(Sparse):
    """What decided the numbers, long parts by their SHA-256; the id is the fingerprint of this.

    options: whatever else does, by name (docs/results.md). warnings: sentences that stand with the numbers, where there are any. name: of
    results up to 0.3, in which it decided too.
    """

    name: str | None = None
    scenario: str
    evidence: str
    seed: int
    draws: int
    version: str
    options: dict[str, JsonValue]
    warnings: str | None = None


class Manifest(Document):
    """environment: versions and platform. inputs: SHA-256 by a name that means the same on every machine. outputs: by path in the folder.

    seal: SHA-256 of everything else here.
    """

    version_of_manifest: int = Field(alias="schema")
    name: str
    id: str
    study: Study
    environment: dict[str, str]
    inputs: dict[str, str]
    outputs: dict[str, Output]
    seal: str


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def seal(manifest: Mapping[str, Plain]) -> str:
    """A manifest's own SHA-256, over everything in it but the seal, as JSON holds it."""
    return hashlib.sha256(canonical({k: v for k, v in manifest.items() if k != "seal"})).hexdigest()


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, relative, with `/`, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


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
    manifest = Manifest(
        schema=NEWEST,
        name=key.name,
        id=key.id,
        study=Study.model_validate(key.parts),
        environment=dict(environment),
        inputs=dict(sorted(inputs.items())),
        outputs={
            name: Output(sha256=sha256(folder / name), bytes=(folder / name).stat().st_size)
            for name in files_in(folder)
            if name not in OUTSIDE
        },
        seal="",
    ).plain()
    (folder / MANIFEST).write_text(as_json(manifest | {"seal": seal(manifest)}), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder. Raises OSError where there is none, ValueError where it is not one, OtherVersion where it is later."""
    plain = read_json(folder / MANIFEST)
    known(plain, str(folder))
    return Manifest.of(plain)


def is_sealed(folder: Path) -> bool:
    """Whether the manifest of a folder, which can be read, is the one that was sealed."""
    plain = read_json(folder / MANIFEST)
    return bool(plain.get("seal") == seal(plain))
