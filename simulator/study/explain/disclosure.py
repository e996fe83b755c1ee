"""What vendor or agency would have to publish for a scenario to rest on evidence, the most valuable first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.impact.drivers.worth import narrowing
from simulator.kernel.run import run
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.scenario import InputRow, Loaded, inputs
from simulator.scenario.groups import rollup_label
from simulator.study.explain.text import wrapped
from simulator.study.meaning import publish

OPEN = ("assumed", "proxy", "borrowed", "another algorithm", "measured elsewhere", "unmeasured")
"""Grades of inputs that better evidence could replace."""
DRAWS, SEED = 8192, 1
MEASURE = "wrongly_held"
LEAST = 0.01
"""Narrowing that rounds to nothing."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One thing to publish: who what, the inputs it would replace, and by what share the answer's interval would shrink.

    narrows: None where the inputs are held fixed, so that no doubt about them is in the answer yet.
    """

    text: str
    rows: tuple[InputRow, ...]
    narrows: float | None


def publications(loaded: Loaded, draws: int = DRAWS) -> tuple[str, tuple[Publication, ...]]:
    """The roll-up whose answer is meant, and every publication that would make an assumption evidence.

    What would narrow the 90 % interval of expected wrongful detentions most comes first; what is held fixed comes last, in the
    order of the file, because nobody has said how wrong it may be.
    """
    compiled = compile_scenario(loaded.scenario, loaded.library)
    values = run(compiled, SEED, draws).years.values
    selection = "women_or_minorities" if "women_or_minorities" in compiled.rollups else "all"
    wanted: dict[str, list[InputRow]] = {}
    for row in inputs(loaded):
        if row.grade in OPEN:
            wanted.setdefault(publish(row.path, loaded), []).append(row)
    found = []
    for text, rows in wanted.items():
        known = _unknowns(compiled, rows)
        narrows = narrowing(compiled, values, MEASURE, selection, known) if known else None
        found.append(Publication(text, tuple(rows), narrows))
    found.sort(key=lambda each: (each.narrows is None, -(each.narrows or 0.0)))
    return selection, tuple(found)


def _unknowns(compiled: Compiled, rows: Sequence[InputRow]) -> list[int]:
    """Rows of the unknowns that belong to these inputs; one drawn for each level is named `path#level`."""
    paths = {row.path for row in rows}
    return [
        i
        for i, unknown in enumerate(compiled.unknowns)
        if any(path.partition("#")[0] in paths for path in unknown.paths)
    ]


def disclosure(loaded: Loaded) -> str:
    """The publications as text, each with what it would do to the answer."""
    selection, found = publications(loaded)
    whom = rollup_label(loaded.scenario.groups, selection).lower()
    blocks = [
        f"What would have to be published for “{loaded.scenario.title}” to rest on evidence",
        "\n".join(
            wrapped(
                "What would narrow the answer most comes first: by how much the 90 % interval of the wrongful detentions expected "
                f"of {whom} would shrink, as a ratio of its ends (one added to each, so that an end may be zero), if what is published "
                "confirmed the middle values used here.",
                0,
            )
        ),
    ]
    for i, each in enumerate(found, start=1):
        lines = wrapped(f"{i}. {each.text[:1].upper()}{each.text[1:]}.", 0, 3)
        lines += wrapped(_worth(each), 3)
        for row in each.rows:
            lines += wrapped(f"{row.path} = {row.text} ({row.grade})", 5, 9)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _worth(each: Publication) -> str:
    if each.narrows is None:
        return "Held fixed here: no doubt about it is in the answer, so what it hides is not known."
    if abs(each.narrows) < LEAST:
        return "It would leave the interval about as wide as it is."
    if each.narrows < 0:
        return f"It would widen the interval by {-100 * each.narrows:.0f} %."
    return f"It would narrow the interval by {100 * each.narrows:.0f} %."
