"""The files slips are made in: every shipped scenario as it stands, every variant also as a copy in full, and the files of limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from pydantic import BaseModel

from simulator.evidence import Library, Row, UnknownEvidence
from simulator.impact.limits import EACH
from simulator.scenario import Loaded, load, resolve_reference, rollups_of, shipped
from simulator.scenario.quantities import Quantity
from simulator.scenario.references import LIMITS, shelf_folder
from simulator.scenario.walk import walk
from tests.slips.kinds import PLAN
from tests.slips.pages import Page, Steps, in_blocks

Form = Literal["file", "overlay", "copy", "limits"]


@dataclass(frozen=True)
class Base:
    """A shipped file that is right, before anybody slips.

    form: `file` says everything itself, `overlay` extends another, `copy` is an overlay and its base written out in one file,
    `limits` is a board's file.
    """

    name: str
    form: Form
    page: Page
    of: str

    @cached_property
    def loaded(self) -> Loaded:
        """The shipped scenario, loaded."""
        return _loaded(self.of)

    @property
    def library(self) -> Library:
        """The shipped evidence."""
        return self.loaded.library

    @cached_property
    def blocks(self) -> tuple[tuple[Steps, Any], ...]:
        """Every block of the grammar that this file itself writes, with its place in it."""
        if self.form == "limits":
            return ()
        stages = [stage.stage for stage in self.loaded.scenario.pathway]
        by_name = isinstance(self.page.at(("pathway",)), dict)
        return tuple(
            (own, block)
            for steps, block in _walk(self.loaded)
            if (own := _own(steps, stages if by_name else None)) in self.page.values
            and self._writes(own, block)
        )

    def _writes(self, own: Steps, block: BaseModel) -> bool:
        """Whether a number's own figures stand here, and not only a word beside inherited ones."""
        written = self.page.at(own)
        return not (isinstance(block, Quantity) and isinstance(written, dict)) or block.form in written

    def said(self, *steps: Any) -> Any:
        """What the scenario says at a place, inherited or not; None in a file of limits."""
        data: Any = None if self.form == "limits" else self.loaded.resolved
        for step in steps:
            data = data.get(step) if isinstance(data, dict) else None
        return data

    def row(self, key: str | None) -> Row | None:
        """A row of evidence; None where the key names none."""
        if key is None or "/" not in key:
            return None
        try:
            return self.library.row(key)
        except UnknownEvidence:
            return None

    @property
    def whole(self) -> bool:
        """Whether the file says everything itself."""
        return self.form in ("file", "copy")


@cache
def _loaded(name: str) -> Loaded:
    return load(name)


def _walk(loaded: Loaded) -> Iterator[tuple[Steps, BaseModel]]:
    fields = type(loaded.scenario).model_fields
    for name, field in fields.items():
        if name in loaded.scenario.model_fields_set:
            yield from walk(getattr(loaded.scenario, name), (field.alias or name,))


def _own(steps: Steps, stages: list[str] | None) -> Steps:
    """A place as an overlay writes it, which names stages instead of counting them."""
    if stages is not None and steps[0] == "pathway" and len(steps) > 1 and isinstance(steps[1], int):
        return ("pathway", stages[steps[1]], *steps[2:])
    return steps


@cache
def bases() -> tuple[Base, ...]:
    """Every shipped file that slips are made in, in one order."""
    found: list[Base] = []
    for name in shipped():
        text = resolve_reference(name).read_text(encoding="utf-8")
        page = Page(PLAN, text)
        overlay = "extends" in page.data
        found.append(Base(name, "overlay" if overlay else "file", page, name))
        if overlay:
            copy = Page(PLAN, in_blocks(_loaded(name).resolved))
            found.append(Base(f"{name}, copied in full", "copy", copy, name))
    for name in LIMITS:
        text = (shelf_folder() / f"{name}.yaml").read_text(encoding="utf-8")
        found.append(Base(name, "limits", Page(PLAN, text), name))
    return tuple(found)


@cache
def known_groups() -> frozenset[str]:
    """Whatever a limit may be set for: groups and sums over groups of any shipped proposal."""
    return frozenset({EACH, *(name for base in bases() if base.form != "limits" for name in _groups(base))})


def _groups(base: Base) -> Iterator[str]:
    from simulator.scenario import groups_of

    yield from rollups_of(base.loaded.scenario.groups)
    yield from (group.id for group in groups_of(base.loaded.scenario.groups))
