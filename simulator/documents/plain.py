"""Plain data: what a YAML or JSON file holds once it is read, before anybody has checked what it says."""

from __future__ import annotations

from typing import TypeAlias

Scalar: TypeAlias = "bool | int | float | str | None"
Plain: TypeAlias = "Scalar | list[Plain] | dict[str, Plain]"
"""A value as it was written. Whoever reads it asks what it is first: nothing here has been validated."""
Block: TypeAlias = dict[str, Plain]
"""A mapping of keys to such values."""


def mapping(value: Plain) -> Block:
    """The value where it is a mapping, else an empty one: what is no mapping has no keys."""
    return value if isinstance(value, dict) else {}


def items(value: Plain) -> list[Plain]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []
