"""What is right inside a block that is wrong, so that one slip does not hide the faults beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from simulator.documents.names import Step
from simulator.scenario.quantities import Duration, Quantity

Steps = tuple[Step, ...]


def salvage(kind: Any, value: Any, steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """The largest parts of a value that are right by themselves, each with its place.

    Args:
        kind: the type the value should have, as annotated in the grammar.
    """
    try:
        yield steps, _adapter(kind).validate_python(value)
    except ValidationError:
        yield from _inside(kind, value, steps)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """What validates a type, made once: making it costs a hundred times what it does."""
    return TypeAdapter(kind)


def _inside(kind: Any, value: Any, steps: Steps) -> Iterator[tuple[Steps, Any]]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _inside(arguments[0], value, steps)
    elif origin in (Union, UnionType):
        for member in arguments:
            if _holds(member, value):
                yield from _inside(member, value, steps)
                return
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and isinstance(value, dict):
        yield from _in_block(kind, value, steps)
    elif origin is list and isinstance(value, list):
        for i, item in enumerate(value):
            yield from salvage(arguments[0], item, (*steps, i))
    elif origin is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from salvage(arguments[1], item, (*steps, key))


def _in_block(kind: type[BaseModel], value: dict[str, Any], steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """The fields of a block; of a number or a duration only those given for each group or kind."""
    if not issubclass(kind, Quantity | Duration):
        for name, field in kind.model_fields.items():
            key = field.alias or name
            if key in value:
                yield from salvage(field.annotation, value[key], (*steps, key))
        return
    for key in ("by_group", "by_kind"):
        inner = value.get(key)
        for selector, item in inner.items() if isinstance(inner, dict) else ():
            yield from salvage(kind, item, (*steps, key, selector))


def _holds(kind: Any, value: Any) -> bool:
    """Whether parts of a value may be read as parts of this type."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _holds(get_args(kind)[0], value)
    block = isinstance(kind, type) and issubclass(kind, BaseModel)
    return (isinstance(value, dict) and (block or origin is dict)) or (
        isinstance(value, list) and origin is list
    )
