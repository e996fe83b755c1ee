"""How a scenario names the fits it takes quantities from: one block of the grammar."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from simulator.scenario.quantities import Frozen, Reason


class FitNamed(Frozen):
    """A fit by the name that makes it one unknown: one that ships, or a folder that `fit` wrote, below this file's.

    `sha256` is of its rows; a result keeps it, and a fit with others is refused.
    """

    shipped: str | None = None
    folder: str | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    note: Reason | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.shipped is None) == (self.folder is None):
            raise ValueError("needs one of shipped (a record's id) and folder (what `fit` printed)")
        return self
