"""Are two summaries the same? To the byte on one platform; within rounding between two."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

RELATIVE = 1e-6
"""Far above the last digits in which two platforms differ, far below anything printed."""


def differences(expected: Any, found: Any, relative: float = RELATIVE, path: str = "") -> Iterator[str]:
    """Sentences, one for each place where two plain values differ by more than `relative`."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key in [*expected, *(key for key in found if key not in expected)]:
            where = f"{path}.{key}" if path else str(key)
            if key not in found or key not in expected:
                yield f"{where}: only in {'the stored result' if key in expected else 'the new one'}"
            else:
                yield from differences(expected[key], found[key], relative, where)
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{path}: {len(expected)} items stored, {len(found)} found"
        else:
            for index, (one, other) in enumerate(zip(expected, found, strict=True)):
                yield from differences(one, other, relative, f"{path}[{index}]")
    elif not _same(expected, found, relative):
        yield f"{path}: {expected!r} stored, {found!r} found"


def _same(expected: Any, found: Any, relative: float) -> bool:
    if _is_number(expected) and _is_number(found):
        return math.isclose(expected, found, rel_tol=relative, abs_tol=1e-12)
    return type(expected) is type(found) and bool(expected == found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
