"""One side of a difference: a stored result, of this version of the program or of an earlier one, read from its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.documents import Block, Fault, Faults, did_you_mean, enter_all
from simulator.documents import load as load_document
from simulator.evidence import Row
from simulator.results import Result, open_result
from simulator.results.difference import Told
from simulator.results.encoding import read_json
from simulator.scenario import Loaded
from simulator.study.asked import Asked, ask
from simulator.study.run import Progress, run_study, silent

DRAWS, SEED = 10_000, 1


@dataclass(frozen=True, slots=True)
class Side:
    """A result and what made it.

    told: its headline. label, horizon: of the measure. resolved: its scenario. rows: of evidence it rests on, by id. own: files of its
    own audits, by name. environment: what it was computed with.
    """

    told: Told
    label: str
    horizon: str
    resolved: Block
    rows: Mapping[str, Row]
    own: Mapping[str, bytes]
    environment: Mapping[str, str]

    @property
    def here(self) -> bool:
        """Whether this version of the program made it."""
        return self.told.version == __version__


def sides(
    references: tuple[str, str], out: Path, measure: str, group: str, progress: Progress = silent
) -> tuple[Side, Side]:
    """Both sides. A scenario is run with the draws and seed of the other side's result, or the usual ones.

    Raises:
        Faults: a scenario is wrong, a result is not of one proposal, or it has no such measure or group.
        ResultError: there is no such result, or it is damaged.
    """
    asked = [ask(reference, out, "diff") for reference in references]
    studied = [each.manifest.study for each in asked if isinstance(each, Result)]
    draws, seed = (studied[0].draws, studied[0].seed) if studied else (DRAWS, SEED)
    found = [_side(_result(each, draws, seed, out, progress), measure, group) for each in asked]
    return found[0], found[1]


def _result(asked: Asked, draws: int, seed: int, out: Path, progress: Progress) -> Result:
    if isinstance(asked, Loaded):
        outcome = run_study(asked, draws=draws, seed=seed, out=out, clock=False, progress=progress)
        return open_result(str(outcome.folder), out)
    if asked.kind == "run":
        return asked
    called = f"{asked.name}/{asked.id}"
    raise Faults([Fault(called, 0, 0, "", "", "is not the result of one proposal", "name a result of `run`")])


def _side(result: Result, measure: str, group: str) -> Side:
    summary, study = read_json(result.folder / "summary.json"), result.manifest.study
    cell = _cell(result, summary, measure, group)
    resolved = load_document(result.folder / "scenario.resolved.yaml").keyed
    return Side(
        told=Told(
            name=result.name,
            id=result.id,
            title=str(summary["title"]),
            version=study.version,
            seed=study.seed,
            draws=study.draws,
            **{end: cell.get(end) for end in ("median", "lo", "hi")},
        ),
        label=str(enter_all(summary, ("measures", measure, "label"))),
        horizon=str(summary["horizon"]),
        resolved=resolved,
        rows={row.id: row for row in _rows(result.folder / "evidence.used.json")},
        own={name: (result.folder / name).read_bytes() for name in _own_files(result)},
        environment=result.manifest.environment,
    )


def _rows(path: Path) -> list[Row]:
    """The rows of evidence a result keeps; columns it did not have yet are empty."""
    empty: dict[str, Any] = {each.name: None if "float" in str(each.type) else "" for each in fields(Row)}
    kept: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [Row(**{key: row.get(key, nothing) for key, nothing in empty.items()}) for row in kept]


def _own_files(result: Result) -> list[str]:
    """What lies in folders: a user's own audits and fits."""
    return [name for name in result.manifest.outputs if "/" in name]


def _cell(result: Result, summary: Mapping[str, Any], measure: str, group: str) -> Mapping[str, Any]:
    """The headline's cell in a summary of any version."""
    called, measures = f"{result.name}/{result.id}", summary["measures"]
    for asked, known, what in ((measure, measures, "measure"), (group, _groups(measures, measure), "group")):
        if asked not in known:
            hint = did_you_mean(asked, known) or f"it has {', '.join(known)}"
            raise Faults([Fault(called, 0, 0, what, asked, f"this result has no such {what}", hint)])
    cell: Mapping[str, Any] = measures[measure]["values"][group]
    return cell


def _groups(measures: Mapping[str, Any], measure: str) -> Mapping[str, Any]:
    values: Mapping[str, Any] = measures[measure]["values"] if measure in measures else {}
    return values
