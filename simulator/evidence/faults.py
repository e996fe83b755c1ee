"""What is wrong with evidence: the documents' faults, and ids that name nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from simulator.documents import Faults


class EvidenceFaults(Faults):
    """Evidence that cannot be used, with every fault found in it (`faults`)."""


class UnknownEvidence(LookupError):
    """An id that names no source, row, set or crosswalk.

    Args:
        near: the nearest ids; a function where finding them takes a search, which many a caller has no use for.
    """

    def __init__(
        self, wanted: str, near: Sequence[str] | Callable[[], Sequence[str]], what: str = "evidence"
    ) -> None:
        super().__init__(wanted, near, what)
        self.id, self.what, self._near = wanted, what, near

    @cached_property
    def suggestions(self) -> tuple[str, ...]:
        """The nearest ids, the most alike first."""
        return tuple(self._near() if callable(self._near) else self._near)

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"no {self.what} has the id {self.id!r}{hint}"
