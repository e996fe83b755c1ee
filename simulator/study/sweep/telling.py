"""A sweep's page: the grid's rows in words, for everybody and the groups asked for."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from shlex import quote

from simulator.impact.measures import MEASURES
from simulator.reports.language.verdicts import rule as in_words
from simulator.results import StudyKey
from simulator.results import sweep as told
from simulator.results.values import Interval
from simulator.scenario import Loaded, selections_of
from simulator.scenario.groups import selection_label
from simulator.scenario.labels import label_of
from simulator.study.board.limit_files import LimitFile
from simulator.study.board.verdicts import rules_of
from simulator.study.sweep.axes import Axis
from simulator.study.sweep.grid import TOGETHER, Found, Question

USUAL = ("all", "women_or_minorities")
"""Groups on the page where none is asked for; the grid has all."""
MOST_TOLD = 5_000
"""Points of a page; the grid has more."""


def found_of(
    loaded: Loaded,
    axes: Sequence[Axis],
    question: Question,
    limits: LimitFile | None,
    key: StudyKey,
    found: Found,
) -> told.SweepFound:
    """What the page tells of a finished sweep."""
    groups = loaded.scenario.groups
    labels = {name: selection_label(groups, name) for name in selections_of(groups)}
    cells: dict[tuple[str, str], list[Interval]] = {}
    shown = question.groups or tuple(name for name in USUAL if name in labels)
    for _, measure, group, median, lo, hi in found.rows:
        if group in shown:
            cells.setdefault((measure, group), []).append(_interval(median, lo, hi))
    return told.SweepFound(
        id=key.id,
        scenario=loaded.reference,
        title=loaded.scenario.title,
        draws=key.draws,
        seed=key.seed,
        version=key.version,
        axes=tuple(
            told.Axis(
                path=axis.path,
                label=label_of(axis.path.removesuffix(".value"), loaded.scenario),
                values=tuple(map(float, axis.values)),
            )
            for axis in axes
        ),
        shown=tuple(
            told.Shown(
                measure=measure,
                label=MEASURES[measure].label,
                unit=MEASURES[measure].unit,
                group=group,
                group_label=labels[group],
                counts=MEASURES[measure].simulated,
                points=tuple(points),
            )
            for (measure, group), points in cells.items()
        ),
        kept=_kept(loaded, labels, limits, found),
        limits=None if limits is None else limits.title,
        example_limits=limits is not None and limits.example,
        warnings=loaded.warned,
        reproduce=_command(loaded, axes, question, limits, key),
    )


def _kept(
    loaded: Loaded, labels: dict[str, str], limits: LimitFile | None, found: Found
) -> tuple[told.Kept, ...]:
    if limits is None:
        return ()
    words = {each.rule: in_words(each) for each in rules_of(limits, labels, loaded.library)}
    words[TOGETHER] = "All rules together"
    points: dict[str, list[float | None]] = {name: [] for name in words}
    for _, rule, share in found.rules:
        points[rule].append(share)
    return tuple(told.Kept(rule=name, words=words[name], points=tuple(points[name])) for name in words)


def _interval(median: float, lo: float, hi: float) -> Interval:
    known = (each if isfinite(each) else None for each in (median, lo, hi))
    return Interval(**dict(zip(("median", "lo", "hi"), known, strict=True)))


def _command(
    loaded: Loaded, axes: Sequence[Axis], question: Question, limits: LimitFile | None, key: StudyKey
) -> str:
    """What to type for the same sweep; files of one's own are named as from their folder."""
    parts = [f"--set {quote(f'{path}={value}')}" for path, value in loaded.overrides.items()]
    parts += [f"--vary {quote(axis.typed)}" for axis in axes]
    parts += [f"--measure {measure}" for measure in question.measures]
    parts += [f"--group {quote(group)}" for group in question.groups]
    parts += [] if limits is None else [f"--limits {quote(limits.name)}"]
    return (
        f"detention-impact sweep {quote(loaded.reference)} {' '.join(parts)} --draws {key.draws} "
        f"--seed {key.seed}"
    )
