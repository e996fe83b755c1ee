"""The top-level blocks of a scenario that are right by themselves: what the checks between them are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from simulator.scenario import grammar
from simulator.scenario.matcher_blocks import Matcher
from simulator.scenario.quantities import Probability
from simulator.scenario.without import Without
from simulator.scenario.wordings import OwnSource, Sentence


@dataclass(frozen=True, slots=True)
class Blocks:
    """A scenario's blocks by their fields in the grammar, None where one is absent or wrong by itself; defaults are not filled in."""

    schema_: int | None = None
    lineage: str | None = None
    title: str | None = None
    kind: str | None = None
    horizon: float | None = None
    summary: Sentence | None = None
    status: Sentence | None = None
    cautions: list[Sentence] | None = None
    measured_here: list[OwnSource] | None = None
    borrowed_from: grammar.BorrowedFrom | None = None
    words: grammar.Words | None = None
    audits: list[str] | None = None
    fits: dict[str, grammar.FitNamed] | None = None
    groups: grammar.Groups | None = None
    encounters: grammar.Encounters | None = None
    population: grammar.GroupTable | None = None
    people: grammar.People | None = None
    scan: Probability | None = None
    capture: grammar.Capture | None = None
    mated: grammar.Mated | None = None
    gallery: grammar.Gallery | None = None
    matcher: Matcher | None = None
    search: grammar.Search | None = None
    resources: dict[str, grammar.Resource] | None = None
    pathway: list[grammar.Stage] | None = None
    detention: grammar.Detention | None = None
    without: Without | None = None
    legal_limit: grammar.LegalLimit | None = None

    def given(self) -> Iterator[tuple[str, object]]:
        """Those that are there, by field, in the order of the grammar."""
        for field in fields(self):
            block = getattr(self, field.name)
            if block is not None:
                yield field.name, block

    def whole(self) -> grammar.Scenario:
        """All of them as one scenario, where none is wrong."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return grammar.Scenario.model_construct(
            **{key: each for key, each in named.items() if each is not None}
        )
