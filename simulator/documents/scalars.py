"""Plain words as YAML 1.2 core reads them (https://yaml.org/spec/1.2.2/#103-core-schema)."""

from __future__ import annotations

import re

LONGEST_INTEGER = 300  # digits; a longer one is a mistake, and is too long to print

_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}  # fmt: skip


def scalar(text: str) -> bool | int | float | str | None:
    """A plain word as YAML 1.2 core reads it."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        if len(text) > LONGEST_INTEGER:
            return text if text[:2] in ("0o", "0x") else float(text)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.match(text) else text
