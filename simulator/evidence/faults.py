"""What is wrong with evidence: the documents' faults, and ids that name nothing."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.documents import Fault, Faults

EvidenceFault = Fault
"""One broken rule: `path` names the column or key, `hint` is the way out; `column` counts cells or characters."""


class EvidenceFaults(Faults):
    """Evidence that cannot be used, with every fault found in it (`faults`)."""


class UnknownEvidence(LookupError):
    """An id that names no source, row, set or crosswalk; `suggestions` holds the nearest ids."""

    def __init__(self, wanted: str, suggestions: Sequence[str], what: str = "evidence") -> None:
        self.id = wanted
        self.suggestions = tuple(suggestions)
        self.what = what
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"no {what} has the id {wanted!r}{hint}")
