"""What every part of a summary is made of: frozen values, numbers that may be undefined, intervals."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _finite(x: object) -> object:
    """None for what has no value or no bound, as JSON holds it."""
    return None if isinstance(x, float) and not math.isfinite(x) else x


Number = int | float
Maybe = Annotated[Number | None, BeforeValidator(_finite)]
"""A number that may be undefined or unbounded."""
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
