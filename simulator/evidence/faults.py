"""What is wrong with a piece of evidence, said once, with a place and a way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvidenceFault:
    """One broken rule in one file: where, which value, which rule, and what to do about it."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.column} = {self.value!r}: {self.rule}; {self.way_out}"


class EvidenceFaults(ValueError):
    """Evidence that cannot be used, with every fault found in it (`faults`)."""

    def __init__(self, faults: Sequence[EvidenceFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownEvidence(LookupError):
    """An id that names no source, row, set or crosswalk; `suggestions` holds the nearest ids."""

    def __init__(self, wanted: str, suggestions: Sequence[str], what: str = "evidence") -> None:
        self.id = wanted
        self.suggestions = tuple(suggestions)
        self.what = what
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"no {what} has the id {wanted!r}{hint}")
