"""What every document is made of: frozen values, numbers that may be undefined, intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from simulator.documents import Block


def _finite(x: object) -> object:
    """None for what has no value or no bound, as JSON holds it."""
    return None if isinstance(x, float) and not math.isfinite(x) else x


Number = int | float
Maybe = Annotated[Number | None, BeforeValidator(_finite)]
"""A number that may be undefined or unbounded."""
Ends = tuple[Maybe, Maybe]
"""Both ends of a 90 % interval."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Value(BaseModel):
    """A frozen part of a document; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sparse(Value):
    """A value in whose JSON no key stands that says nothing."""

    @model_serializer(mode="wrap")
    def _told(self, plain: SerializerFunctionWrapHandler) -> dict[str, object]:
        told: dict[str, object] = plain(self)
        return {key: value for key, value in told.items() if value is not None}


class Document(Value):
    """A whole JSON document, its keys in the order of its fields."""

    @classmethod
    def of(cls, plain: Mapping[str, object]) -> Self:
        """From what JSON holds. Raises pydantic.ValidationError, with the path of each key that is none or is wrong."""
        return cls.model_validate(plain)

    def plain(self) -> Block:
        """As JSON holds it, keys in the order of the file."""
        return self.model_dump(mode="json", by_alias=True)


class Interval(Value):
    """The middle and the 90 % interval over draws."""

    median: Maybe = None
    lo: Maybe = None
    hi: Maybe = None
