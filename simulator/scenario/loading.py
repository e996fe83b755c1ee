"""Load a scenario: read its layers, validate every block, check it against the evidence; all faults in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from simulator.documents import Fault, Faults, did_you_mean
from simulator.evidence import USER_FILES, EvidenceFaults, Library, library, load_user_source
from simulator.scenario.checking import check
from simulator.scenario.grammar import Scenario
from simulator.scenario.messages import faults_of
from simulator.scenario.overlays import Layers, read_layers
from simulator.scenario.references import is_path
from simulator.scenario.salvage import Steps, salvage


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that is right, and everything needed to say where it came from.

    name: of the file, the folder of its results. base_name: of the file everything extends; it names the scenario's own
    unknowns, so overlays draw what they share with their base together. reference: as asked for. files: read, overlay
    first. resolved: plain data after `extends` and settings. library: the shipped evidence and the scenario's own.
    own: the files of its own audits, by their place below the scenario's folder. digests: SHA-256 of every file read, as it
    was read. warnings: what may be a slip and was computed all the same; they go wherever its numbers go.
    """

    scenario: Scenario
    name: str
    base_name: str
    reference: str
    files: tuple[Path, ...]
    resolved: dict[str, Any]
    overrides: dict[str, str]
    library: Library
    own: dict[str, bytes]
    digests: dict[str, str]
    warnings: tuple[Fault, ...] = ()


def load(
    reference: str, overrides: Mapping[str, str] | None = None, evidence: Library | None = None
) -> Loaded:
    """Load and check a scenario.

    Args:
        reference: a shipped name, or a path (with a slash, or ending in .yaml).
        overrides: settings by dotted path, values as YAML.
        evidence: the library; the shipped one where None.

    Raises:
        Faults: everything wrong with it, in the order of the file.
    """
    settings = dict(overrides or {})
    layers = read_layers(reference, settings)
    shelf, faults = _with_own_audits(layers, evidence or library())
    blocks, parts, more = _validate(layers)
    faults += more
    faults = _once([*faults, *check(blocks, layers, shelf, parts)])
    if not all(fault.warns for fault in faults):
        raise Faults(faults)
    own = _own_files(layers)
    return Loaded(
        scenario=Scenario.model_construct(**blocks),
        name=layers.files[0].stem,
        base_name=layers.files[-1].stem,
        reference=Path(reference).name if is_path(reference) else reference,
        files=layers.files,
        resolved=layers.data,
        overrides=settings,
        library=shelf,
        own=own,
        digests={
            file.name: _digest(each.raw) for each, file in zip(layers.documents, layers.files, strict=True)
        }
        | {name: _digest(raw) for name, raw in own.items()},
        warnings=tuple(faults),
    )


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _own_files(layers: Layers) -> dict[str, bytes]:
    folder = layers.files[0].parent.resolve()
    named = [(folder / name).resolve() for name in layers.data.get("audits", [])]
    files = [audit / name for audit in named for name in USER_FILES if (audit / name).is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def title_of(reference: str) -> str:
    """A scenario's title, without checking anything else."""
    return str(read_layers(reference, {}).data.get("title", ""))


def _with_own_audits(layers: Layers, shelf: Library) -> tuple[Library, list[Fault]]:
    """The library with the scenario's own audits, each a folder beside the file that is loaded."""
    folder = layers.files[0].parent
    faults, own = [], []
    named = layers.data.get("audits", [])
    for i, name in enumerate(named if isinstance(named, list) else []):
        try:
            inside = (folder / str(name)).resolve().is_relative_to(folder.resolve())
            if inside and not (folder / str(name)).is_dir():
                rule, hint = "there is no such folder", "an audit is a folder with source.yaml and rates.csv"
                faults.append(layers.fault(("audits", i), name, rule, hint))
                continue
            own.append(load_user_source(folder / str(name), folder, shelf))
        except EvidenceFaults as found:
            placed = [fault for fault in found.faults if fault.file.endswith((".yaml", ".csv"))]
            faults += placed or [
                layers.fault(("audits", i), name, each.rule, each.hint) for each in found.faults[:1]
            ]
        except (OSError, ValueError) as error:
            faults.append(layers.fault(("audits", i), name, f"is not a path that can be read: {error}"))
    try:
        return (shelf.including(*own) if own else shelf), faults
    except EvidenceFaults as found:
        return shelf, [*faults, layers.fault(("audits",), named, str(found))]


def _validate(layers: Layers) -> tuple[dict[str, Any], list[tuple[Steps, Any]], list[Fault]]:
    """Every top-level block that is right, what is right inside the others, and their faults.

    A scenario that is right is validated as a whole, which is quicker; else block by block, so that one wrong block
    does not hide the faults between the others.
    """
    try:
        whole = Scenario.model_validate(layers.data)
    except ValidationError:
        return _block_by_block(layers)
    return {name: getattr(whole, name) for name in whole.model_fields_set}, [], []


def _block_by_block(layers: Layers) -> tuple[dict[str, Any], list[tuple[Steps, Any]], list[Fault]]:
    blocks: dict[str, Any] = {}
    parts: list[tuple[Steps, Any]] = []
    faults: list[Fault] = []
    fields = {info.alias or name: (name, info) for name, info in Scenario.model_fields.items()}
    for key, value in layers.data.items():
        if key not in fields:
            hint = did_you_mean(key, fields) or f"the keys are {', '.join(fields)}"
            faults.append(layers.fault((key,), value, "is not a key of a scenario", hint, at_key=True))
            continue
        name, info = fields[key]
        try:
            blocks[name] = _adapter(name).validate_python(value)
        except ValidationError as error:
            faults += faults_of(error, key, layers)
            parts += salvage(info.annotation, value, (key,))
    for key, (_, info) in fields.items():
        if info.is_required() and key not in layers.data:
            faults.append(
                layers.fault(
                    (),
                    None,
                    f"{key} is missing",
                    "see docs/scenario.md, or start from `detention-impact init`",
                )
            )
    return blocks, parts, faults


_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def _adapter(name: str) -> TypeAdapter[Any]:
    if name not in _ADAPTERS:
        info = Scenario.model_fields[name]
        kind: Any = info.annotation
        _ADAPTERS[name] = TypeAdapter(Annotated[kind, *info.metadata] if info.metadata else kind)
    return _ADAPTERS[name]


def _once(faults: list[Fault]) -> list[Fault]:
    """The same fault is said once; a union's members repeat it."""
    return list({str(fault): fault for fault in faults}.values())
