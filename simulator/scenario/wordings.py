"""Words in a scenario: a text alone, or with the paths it is about, so that an overlay which changes those drops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, GetCoreSchemaHandler, Tag

from simulator.scenario.quantities import Frozen

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class Told(Frozen):
    """A sentence that holds for certain values: `about` names their paths. Where an overlay changes one, it is not said."""

    text: Text
    about: str | list[str]


class MeasuredHere(Frozen):
    """A source that measured this deployment's own place, and the paths it measured."""

    source: str
    about: str | list[str]


class _Written:
    """What may be written where words are meant: they alone, or with what they are about. Read, they are the words."""

    def __init__(self, alone: Any, with_subject: Any, words: Callable[[Any], str]) -> None:
        self.alone, self.with_subject, self.words = alone, with_subject, words

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        alone, told = Annotated[self.alone, Tag("alone")], Annotated[self.with_subject, Tag("with subject")]
        form = Discriminator(lambda said: "with subject" if isinstance(said, dict) else "alone")
        words = AfterValidator(lambda said: said if isinstance(said, str) else self.words(said))
        return handler.generate_schema(Annotated[alone | told, form, words])


Sentence = Annotated[str, _Written(Text, Told, lambda told: str(told.text))]
OwnSource = Annotated[str, _Written(str, MeasuredHere, lambda measured: str(measured.source))]
