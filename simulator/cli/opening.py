"""The stored result that a person means, and a word on which it is where a name means several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.output import say

if TYPE_CHECKING:
    from simulator.results import Result


def opened(reference: str, root: Path) -> Result:
    """The result a reference means, checked; of several with one name the one asked for last, and stderr says which that is.

    Raises as `results.open_result`.
    """
    from simulator.documents import shown
    from simulator.results import candidates, last_asked, open_result

    folder, *others = candidates(reference, root)
    result = open_result(str(folder), root)
    if others:
        when = last_asked(folder)
        asked = (
            f"last asked for at {when:%Y-%m-%d %H:%M:%S} UTC"
            if when
            else "which does not say when it was asked for"
        )
        if {each.name for each in others} == {folder.name}:
            names = ", ".join(each.parent.name for each in others)
            say(
                f"One content is stored under several names; this is {result.name}, {asked}. The others: {names}."
            )
        else:
            say(
                f"{len(others) + 1} results are called {reference}; this is {result.id}, {asked}: {shown(result.title)}. "
                f"An id names another."
            )
    return result
