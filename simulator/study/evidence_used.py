"""Which published figures a study rests on, for the key, the folder and the reports."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields

from simulator.documents import Plain
from simulator.evidence import Library, Row, Source
from simulator.scenario import InputRow, Loaded


def evidence_used(rows: Iterable[InputRow], library: Library) -> tuple[Row, ...]:
    """Every row of evidence the inputs name (a set is all its rows), sorted by id."""
    found: dict[str, Row] = {}
    for name in _names(rows):
        for row in library.named(name) if "/" in name else ():
            found[row.id] = row
    return tuple(found[key] for key in sorted(found))


def as_kept(used: Iterable[Row]) -> list[Plain]:
    """Rows as `evidence.used.json` and a study's key hold them: every column of the library, in its order."""
    names = [field.name for field in fields(Row)]
    return [{name: getattr(row, name) for name in names} for row in used]


def sources_used(rows: Iterable[InputRow], library: Library) -> list[Source]:
    """The sources the inputs name, sorted by id."""
    return [library.source(key) for key in sorted({name.split("/")[0] for name in _names(rows)})]


def _names(rows: Iterable[InputRow]) -> list[str]:
    return [name for row in rows if row.source for name in row.source.split(" + ")]


def input_hashes(loaded: Loaded, used: Iterable[Row]) -> dict[str, str]:
    """SHA-256 of every input, as it was read, by a name that means the same on every machine."""
    hashes = {f"scenario/{name}": digest for name, digest in loaded.digests.items()}
    return hashes | {
        "evidence.used": hashlib.sha256(json.dumps(as_kept(used), sort_keys=True).encode()).hexdigest()
    }
