"""What is wrong with what was asked for, as frozen values: what every verb prints on stdout with `--json` when it refuses."""

from __future__ import annotations

from typing import Literal, Self

from simulator.documents import Fault
from simulator.results.values import Document, Value


class FaultTold(Value):
    """A fault or a warning: where it stands, what stands there, the rule that it breaks, and the way out.

    path: dotted, of a key or an option; empty where it is of no key. line, column: from 1; 0 where it has no place.
    """

    severity: Literal["fault", "warning"]
    path: str
    file: str
    line: int
    column: int
    value: str
    rule: str
    hint: str

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """As it is printed."""
        return cls(
            severity="warning" if fault.warns else "fault",
            path=fault.path,
            file=fault.file,
            line=fault.line,
            column=fault.column,
            value=fault.value,
            rule=fault.rule,
            hint=fault.hint,
        )


class Refusal(Document):
    """Everything that is wrong, in the order of the files."""

    ok: Literal[False] = False
    faults: tuple[FaultTold, ...]
