"""Examine a scenario that was read: validate every block, check it against the evidence; all faults in one pass."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from simulator.documents import Fault
from simulator.evidence import Library
from simulator.scenario.blocks import Blocks
from simulator.scenario.checking import check
from simulator.scenario.grammar import Scenario
from simulator.scenario.messages import faults_of, unknown_block
from simulator.scenario.overlays import Layers
from simulator.scenario.salvage import Steps, salvage


def examine(layers: Layers, shelf: Library) -> tuple[Blocks, list[Fault]]:
    """The top-level blocks that are right by themselves, and every fault of the scenario, each once.

    What was found while the layers were read comes with it, and hides nothing but what is said at the same place.
    """
    blocks, parts, faults = _validate(layers)
    faults += check(blocks, layers, shelf, parts)
    slips = {_place(fault) for fault in layers.found if not fault.warns and (fault.line or fault.path)}
    return blocks, told_once([*layers.found, *(each for each in faults if _place(each) not in slips)])


def told_once(faults: list[Fault]) -> list[Fault]:
    """Each fault once: a union's members repeat it. A warning says nothing where a fault already does."""
    refused = {_place(fault) for fault in faults if not fault.warns and (fault.line or fault.path)}
    heard = [fault for fault in faults if not fault.warns or _place(fault) not in refused]
    return list({str(fault): fault for fault in heard}.values())


def _place(fault: Fault) -> tuple[str, int, int, str]:
    """Where a fault is: on the command line, which has no lines, by its path."""
    return fault.file, fault.line, fault.column, "" if fault.line else fault.path


def _validate(layers: Layers) -> tuple[Blocks, list[tuple[Steps, object]], list[Fault]]:
    """Every top-level block that is right, what is right inside the others, and their faults.

    A scenario that is right is validated as a whole, which is quicker; else block by block, so that one wrong block
    does not hide the faults between the others.
    """
    if layers.unread:
        return _block_by_block(layers)
    try:
        whole = Scenario.model_validate(layers.data)
    except ValidationError:
        return _block_by_block(layers)
    return Blocks(**{name: getattr(whole, name) for name in whole.model_fields_set}), [], []


def _block_by_block(layers: Layers) -> tuple[Blocks, list[tuple[Steps, object]], list[Fault]]:
    blocks: dict[str, Any] = {}
    parts: list[tuple[Steps, object]] = []
    faults: list[Fault] = []
    fields = {info.alias or name: (name, info) for name, info in Scenario.model_fields.items()}
    for key, value in layers.data.items():
        if key in layers.unread:
            continue
        if key not in fields:
            faults.append(unknown_block(layers, key))
            continue
        name, info = fields[key]
        try:
            blocks[name] = _adapter(name).validate_python(value)
        except ValidationError as error:
            faults += faults_of(error, key, layers)
            parts += salvage(info.annotation, value, (key,))
    for key, (_, info) in fields.items():
        if info.is_required() and key not in layers.data and key not in layers.unread:
            faults.append(
                layers.fault(
                    (),
                    None,
                    f"{key} is missing",
                    "see docs/scenario.md, or start from `detention-impact init`",
                    at=(key,),
                )
            )
    return Blocks(**blocks), parts, faults


_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def _adapter(name: str) -> TypeAdapter[Any]:
    if name not in _ADAPTERS:
        info = Scenario.model_fields[name]
        kind: Any = info.annotation
        _ADAPTERS[name] = TypeAdapter(Annotated[kind, *info.metadata] if info.metadata else kind)
    return _ADAPTERS[name]
