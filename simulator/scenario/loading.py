"""Load a scenario: read its layers, validate every block, check it against the evidence; all faults in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from simulator.documents import Fault, Faults, did_you_mean
from simulator.documents.names import Step
from simulator.evidence import EvidenceFaults, Library, library, load_user_source
from simulator.scenario.checking import check
from simulator.scenario.grammar import Scenario
from simulator.scenario.overlays import Layers, read_layers
from simulator.scenario.references import is_path

Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that is right, and everything needed to say where it came from.

    name: of the file, the folder of its results. base_name: of the file everything extends; it names the scenario's own
    unknowns, so overlays draw what they share with their base together. reference: as asked for. files: read, overlay
    first. resolved: plain data after `extends` and settings. library: the shipped evidence and the scenario's own.
    """

    scenario: Scenario
    name: str
    base_name: str
    reference: str
    files: tuple[Path, ...]
    resolved: dict[str, Any]
    overrides: dict[str, str]
    library: Library


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
    blocks, more = _validate(layers)
    faults += more
    faults += check(blocks, layers, shelf)
    if faults:
        raise Faults(_once(faults))
    return Loaded(
        scenario=Scenario.model_construct(**blocks),
        name=layers.files[0].stem,
        base_name=layers.files[-1].stem,
        reference=Path(reference).name if is_path(reference) else reference,
        files=layers.files,
        resolved=layers.data,
        overrides=settings,
        library=shelf,
    )


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
            own.append(load_user_source(folder / str(name), folder, shelf))
        except EvidenceFaults as found:
            faults.append(layers.fault(("audits", i), name, str(found)))
        except OSError as error:
            faults.append(layers.fault(("audits", i), name, f"cannot be read: {error.strerror or error}"))
    try:
        return (shelf.including(*own) if own else shelf), faults
    except EvidenceFaults as found:
        return shelf, [*faults, layers.fault(("audits",), named, str(found))]


def _validate(layers: Layers) -> tuple[dict[str, Any], list[Fault]]:
    """Every top-level block by itself, so that one wrong block does not hide the faults of the others."""
    parts: dict[str, Any] = {}
    faults: list[Fault] = []
    fields = {info.alias or name: (name, info) for name, info in Scenario.model_fields.items()}
    for key, value in layers.data.items():
        if key not in fields:
            hint = did_you_mean(key, fields) or f"the keys are {', '.join(fields)}"
            faults.append(layers.fault((key,), value, "is not a key of a scenario", hint, at_key=True))
            continue
        name, info = fields[key]
        try:
            parts[name] = _adapter(name).validate_python(value)
        except ValidationError as error:
            faults += [_fault(layers, (key,), each) for each in error.errors(include_url=False)]
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
    return parts, faults


_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def _adapter(name: str) -> TypeAdapter[Any]:
    if name not in _ADAPTERS:
        info = Scenario.model_fields[name]
        kind: Any = info.annotation
        _ADAPTERS[name] = TypeAdapter(Annotated[kind, *info.metadata] if info.metadata else kind)
    return _ADAPTERS[name]


def _fault(layers: Layers, root: Steps, error: Any) -> Fault:
    """A pydantic error at its place in the file; names of union members in its location are not in the file."""
    steps: Steps = root
    data: Any = layers.data[str(root[0])]
    unknown = error["type"] == "extra_forbidden"
    missing = error["type"] == "missing"
    for step in error["loc"]:
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            data = data[step]
        else:
            continue
        steps = (*steps, step)
    if missing:
        return layers.fault(steps, data, f"{error['loc'][-1]} is missing")
    if unknown:
        return layers.fault(steps, data, "is not a key here", _known(error, root), at_key=True)
    message = error["msg"].removeprefix("Value error, ")
    return layers.fault(steps, error["input"], message[:1].lower() + message[1:])


def _known(error: Any, root: Steps) -> str:
    """The nearest key this block knows."""
    from simulator.scenario.schema import keys_at

    known = keys_at((*root, *error["loc"][:-1]))
    return did_you_mean(str(error["loc"][-1]), known) or (f"the keys are {', '.join(known)}" if known else "")


def _once(faults: list[Fault]) -> list[Fault]:
    """The same fault is said once; a union's members repeat it."""
    return list({str(fault): fault for fault in faults}.values())
