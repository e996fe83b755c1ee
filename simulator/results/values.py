"""What every part of a summary is made of: frozen values, numbers that may be undefined, intervals."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Number = int | float
Maybe = Number | None
Ends = tuple[Maybe, Maybe]
"""Both ends of a 90 % interval."""


class Value(BaseModel):
    """A frozen part of a summary; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Interval(Value):
    """The middle and the 90 % interval over draws."""

    median: Maybe = None
    lo: Maybe = None
    hi: Maybe = None
