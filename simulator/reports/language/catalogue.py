"""A language's messages: what each English one is said as, and which form follows which count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A translation. `missing` gathers the messages that were asked for and are not in it: they were said in English.
    `words`: those of the scenario that were asked for, whether they are in it or not.

    code: of the language, such as `de`. forms: by message, one text, or of a message that depends on a count one for each form
    of the language. form_of: the number of the form that follows a count.
    """

    code: str
    forms: Mapping[str, tuple[str, ...]]
    form_of: Callable[[int], int]
    missing: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def said(self, text: str) -> str:
        """A message in this language, else in English."""
        if text not in self.forms:
            self.missing.add(text)
            return text
        return self.forms[text][0]

    def counted(self, count: float | None, one: str, many: str) -> str:
        """The form of a message that follows this count; a count that is not whole takes the form of many."""
        if one not in self.forms:
            self.missing.add(one)
            return one if count == 1 else many
        whole = count is not None and count == int(count)
        return self.forms[one][self.form_of(int(count or 0) if whole else SEVERAL)]

    def given(self, text: str) -> str:
        """Words of the scenario, which a translator may add to the messages; they stand as they are where nobody did."""
        self.words.add(text)
        return self.forms.get(text, (text,))[0]


SEVERAL = 2


def english() -> Catalogue:
    """A catalogue without a message, which only hears what is asked of it."""
    return Catalogue("en", {}, lambda count: int(count != 1))
