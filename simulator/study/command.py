"""The command that gives a study again: whatever decides its numbers, quoted for a shell."""

from __future__ import annotations

from collections.abc import Callable
from shlex import quote

from simulator.documents import Plain
from simulator.results import StudyKey
from simulator.scenario import Loaded, shipped

FLAGS: dict[str, Callable[[Plain], str]] = {
    "clock": lambda played: "" if played else " --no-clock",
    "replications": lambda number: "" if number is None else f" --replications {number}",
    "keep_draws": lambda kept: " --keep-draws" if kept else "",
    "what_if": lambda asked: " --what-if" if asked else "",
    "log": lambda number: "" if number is None else f" --log {number}",
}
"""How each of the study's options is typed."""


def command(loaded: Loaded, key: StudyKey) -> str:
    """What to type in a shell for the same study, id and bytes; a file of one's own is named as from its folder."""
    settings = "".join(f" --set {quote(f'{path}={value}')}" for path, value in loaded.overrides.items())
    options = "".join(FLAGS[name](value) for name, value in key.options.items())
    return (
        f"detention-impact run {_named(loaded.reference)}{settings}"
        f" --draws {key.draws} --seed {key.seed}{options}"
    )


def _named(reference: str) -> str:
    """A shipped name, or a file: with a folder where it would be taken for a shipped name or an option."""
    file = reference.endswith((".yaml", ".yml")) and not reference.startswith("-")
    return quote(reference if file or reference in shipped() else f"./{reference}")
