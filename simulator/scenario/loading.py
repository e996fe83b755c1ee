"""Load a scenario: read its layers, validate every block, check it against the evidence; all faults in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from simulator.documents import Block, Fault, Faults, items
from simulator.evidence import USER_FILES, EvidenceFaults, Library, Source, library, load_user_source
from simulator.scenario.blame import blamed
from simulator.scenario.examining import examine, told_once
from simulator.scenario.fits import files_of, pinned, with_fits
from simulator.scenario.grammar import Groups, Scenario
from simulator.scenario.groups import selections_of
from simulator.scenario.outliving import NOTHING_INHERITED, Inherited, inherited
from simulator.scenario.overlays import Layers, read_layers
from simulator.scenario.references import is_path


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that is right, and everything needed to say where it came from.

    name: of the file, the folder of its results. reference: as asked for. files: read, overlay
    first. resolved: plain data after `extends` and settings. library: the shipped evidence and the scenario's own.
    own: the files of its own audits and fits, by their place below the scenario's folder. digests: SHA-256 of every file read, as it
    was read. warnings: what may be a slip and was computed all the same; they go wherever its numbers go, but
    for remarks, which are of how its files are written. inherited: what it takes over from the files it extends.
    """

    scenario: Scenario
    name: str
    reference: str
    files: tuple[Path, ...]
    resolved: Block
    overrides: dict[str, str]
    library: Library
    own: dict[str, bytes]
    digests: dict[str, str]
    warnings: tuple[Fault, ...] = ()
    inherited: Inherited = NOTHING_INHERITED

    @property
    def warned(self) -> tuple[str, ...]:
        """What must stand with its numbers, wherever they go."""
        return tuple(each.sentence for each in self.warnings if not each.remark)

    @property
    def remarks(self) -> tuple[Fault, ...]:
        """What is to be said of how its files are written, to whoever asks for it."""
        return tuple(each for each in self.warnings if each.remark)

    @property
    def lineage(self) -> str:
        """What names the scenario's own unknowns; empty where it declares none."""
        return self.scenario.lineage or ""


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
    audited, unread = _with_own_audits(layers, evidence or library())
    shelf, unfitted = with_fits(layers, audited)
    unread += unfitted
    blocks, found = examine(layers, shelf)
    faults = told_once([*unread, *found])
    if not all(fault.warns for fault in faults):
        refused = blamed(found, layers, shelf, settings)
        of_files = [fault for fault in refused if not fault.remark or fault in layers.found]
        raise Faults(told_once([*unread, *of_files]))
    own = _own_files(layers) | files_of(layers, shelf)
    return Loaded(
        scenario=blocks.whole(),
        name=layers.files[0].stem,
        reference=Path(reference).name if is_path(reference) else reference,
        files=layers.files,
        resolved=pinned(layers, shelf).data,
        overrides=settings,
        library=shelf,
        own=own,
        digests={
            file.name: _digest(each.raw) for each, file in zip(layers.documents, layers.files, strict=True)
        }
        | {name: _digest(raw) for name, raw in own.items()},
        warnings=tuple(faults),
        inherited=_inherited(layers),
    )


def _inherited(layers: Layers) -> Inherited:
    """What the topmost file takes over from those below, or `--set` from the only one."""
    own, *bases = [each.keyed for each in layers.documents]
    return (
        inherited(bases, own, layers.data)
        if bases or not layers.settings
        else inherited([own], {}, layers.data)
    )


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _own_files(layers: Layers) -> dict[str, bytes]:
    folder = layers.files[0].parent.resolve()
    named = [(folder / str(name)).resolve() for name in items(layers.data.get("audits"))]
    files = [audit / name for audit in named for name in USER_FILES if (audit / name).is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def title_of(reference: str) -> str:
    """A scenario's title, without checking anything else."""
    return str(read_layers(reference, {}).data.get("title", ""))


def selections_in(reference: str) -> tuple[str, ...] | None:
    """Groups and sums over groups of a scenario that may be wrong elsewhere; None where they cannot be read."""
    try:
        return selections_of(Groups.model_validate(read_layers(reference, {}).data.get("groups")))
    except (Faults, ValidationError, ValueError):  # an axis or a reference that is none
        return None


def _with_own_audits(layers: Layers, shelf: Library) -> tuple[Library, list[Fault]]:
    """The library with the scenario's own audits, each a folder beside the file that is loaded."""
    folder = layers.files[0].parent
    faults: list[Fault] = []
    own: list[Source] = []
    broken: dict[str, EvidenceFaults] = {}
    named = layers.data.get("audits")
    for i, name in enumerate(items(named)):
        try:
            inside = (folder / str(name)).resolve().is_relative_to(folder.resolve())
            if inside and not (folder / str(name)).is_dir():
                rule, hint = "there is no such folder", "an audit is a folder with source.yaml and rates.csv"
                faults.append(layers.fault(("audits", i), name, rule, hint))
                broken[Path(str(name)).name] = EvidenceFaults(faults[-1:])
                continue
            own.append(load_user_source(folder / str(name), folder, shelf))
        except EvidenceFaults as found:
            placed = [fault for fault in found.faults if fault.file.endswith((".yaml", ".csv"))]
            faults += placed or [
                layers.fault(("audits", i), name, each.rule, each.hint) for each in found.faults
            ]
            broken[Path(str(name)).name] = found
        except (OSError, ValueError) as error:
            faults.append(layers.fault(("audits", i), name, f"is not a path that can be read: {error}"))
    try:
        return shelf.including(*own, broken=broken), faults
    except EvidenceFaults as found:
        return shelf, [
            *faults,
            *(layers.fault(("audits",), named, each.rule, each.hint) for each in found.faults),
        ]
