"""Which unknowns two proposals share, by what name, and which each has to itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from simulator.impact.summary import Impact
from simulator.model.unknowns import Unknown
from simulator.results import comparison as document
from simulator.scenario import InputRow, Loaded
from simulator.scenario.identity import by_path_alone, own_identity
from simulator.study.compare.proposals import Proposal
from simulator.study.sensitivity import describe, inputs_by_name


def sharing(a: Proposal, b: Proposal, of_a: Impact, of_b: Impact) -> document.Unknowns:
    """Unknowns drawn once for both (`shared`), and those only one of them has.

    Of a shared one: `by` what it is one unknown, and whether its range is the same in both (`alike`): where it is not, draws
    stand at the same place of both ranges.
    """
    mine, theirs = (
        {unknown.identity: unknown for unknown in impact.compiled.unknowns} for impact in (of_a, of_b)
    )
    return document.Unknowns(
        shared=tuple(
            document.Together(
                **_told(unknown, a.rows),
                by=_by(unknown, a.loaded),
                alike=unknown.law == theirs[unknown.identity].law,
            )
            for unknown in mine.values()
            if unknown.identity in theirs
        ),
        only_a=tuple(
            document.Unknown(**_told(unknown, a.rows)) for name, unknown in mine.items() if name not in theirs
        ),
        only_b=tuple(
            document.Unknown(**_told(unknown, b.rows)) for name, unknown in theirs.items() if name not in mine
        ),
    )


def _told(unknown: Unknown, rows: Sequence[InputRow]) -> dict[str, str]:
    label = describe(unknown, inputs_by_name(rows)).label
    return {"identity": unknown.identity, "path": unknown.paths[0], "label": label}


def _by(unknown: Unknown, loaded: Loaded) -> Literal["name", "evidence", "lineage", "path"]:
    """What makes a shared unknown one: a declared name, a row or audit of the library, the lineage, or its path alone."""
    if by_path_alone(unknown.identity):
        return "path"
    if unknown.identity.startswith(own_identity("", loaded.lineage)):
        return "lineage"
    source = unknown.identity.split("/")[0]
    return "evidence" if "/" in unknown.identity and source in loaded.library.source_ids() else "name"
