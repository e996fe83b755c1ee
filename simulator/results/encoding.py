"""One way to turn values into bytes, so that equal results are equal files."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.documents import Block, Plain


def plain(value: object) -> Plain:
    """`value` as JSON can hold it: tuples and arrays become lists, array scalars numbers, and what is not finite null.

    A ratio that is undefined is null in every file, never a NaN that one reader takes for a number and another refuses.
    Raises TypeError for anything else.
    """
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):  # a NumPy array or scalar, without importing NumPy
        return plain(value.tolist())
    raise TypeError(f"{type(value).__name__} {value!r} cannot stand in a result")


def as_json(value: object) -> str:
    """JSON to be read by people too: indented, keys in the order given, ending in a newline."""
    return _dumps(value, indent=1) + "\n"


def as_lines(value: object) -> str:
    """JSON of something large: a line for each item of the outermost list or object, ending in a newline.

    Python's encoder indents twenty times more slowly than it writes, and a summary is half a megabyte.
    """
    if isinstance(value, Mapping) and value:
        items = [f"{_dumps(str(key))}: {_dumps(item)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + "\n}\n"
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join(_dumps(item) for item in value) + "\n]\n"
    return _dumps(value) + "\n"


def canonical(value: object) -> bytes:
    """JSON to be hashed: keys sorted, no spaces, UTF-8."""
    return _dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _dumps(value: object, **how: Any) -> str:
    """JSON of anything `plain` takes; most values are plain already, and walking them first costs more than writing."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, **how)
    except (TypeError, ValueError):
        return json.dumps(plain(value), ensure_ascii=False, allow_nan=False, **how)


def read_json(path: Path) -> Block:
    """A JSON file that holds an object. Raises OSError where there is none, ValueError where it is something else.

    A pipe would be waited for, so nothing but a plain file is opened.
    """
    if path.exists() and not path.is_file():
        raise ValueError(f"{path.name} is no plain file")
    value = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(value, dict):
        raise ValueError(f"{path.name} does not hold a JSON object")
    return value
