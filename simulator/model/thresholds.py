"""A level carried to another threshold: by nested counts where the audit counted, else along the line of its rates."""

from __future__ import annotations

from math import exp, log

import numpy as np

from simulator.evidence import Row
from simulator.model.laws import LogNormal, NestedShare
from simulator.model.tables import times
from simulator.model.unknowns import ONE, Registry, Term
from simulator.scenario import grammar
from simulator.scenario.identity import own_identity

PATH = "matcher.level.threshold"


def at_threshold(spec: grammar.Level, registry: Registry) -> Term:
    """The factor that carries a level to `spec.threshold`, with what is not known of it (docs/method.md §1.3)."""
    assert spec.audit is not None
    assert spec.threshold is not None
    first, *points = (registry.library.row(key) for key in (spec.audit, *spec.points))
    if all(row.events is not None for row in points) and first.rate is not None:
        return _nested(first, points, spec.threshold, registry)
    return _along_rates([first, *points], spec.threshold, registry)


def _nested(first: Row, points: list[Row], threshold: float, registry: Registry) -> Term:
    """Whoever passes the stricter threshold passed the other: of x₁ events x₂ remain, a share Beta(x₂+½, x₁−x₂+½)."""
    factor, before, events = ONE, first.threshold, first.numerator
    for row in sorted(points, key=lambda row: row.threshold or 0.0):
        kept = row.events
        assert before is not None
        assert events is not None
        assert kept is not None
        assert row.threshold is not None
        if threshold <= before:
            break
        part = min((threshold - before) / (row.threshold - before), 1.0)
        law = NestedShare(kept, events, part)
        factor = times(
            factor, Term(1.0, (registry.row(row.id, law, f"share still above {row.threshold:g}", PATH),))
        )
        before, events = row.threshold, kept
    return factor


def _along_rates(rows: list[Row], threshold: float, registry: Registry) -> Term:
    """log rate is linear between the audit's points.

    Beyond them the last slope is carried on and widened: the logarithm of the part carried gets a standard deviation of
    half its size, an assumption (docs/method.md §1.3, §6.11).
    """
    points = sorted((row.threshold, log(row.rate)) for row in rows if row.threshold is not None and row.rate)
    if len(points) < 2 or rows[0].threshold is None or not rows[0].rate:
        raise ValueError("matcher.level.threshold needs rates at two thresholds: add matcher.level.points")
    at = int(np.clip(np.searchsorted([t for t, _ in points], threshold), 1, len(points) - 1))
    (t0, y0), (t1, y1) = points[at - 1], points[at]
    slope = (y1 - y0) / (t1 - t0)
    here = y0 + slope * (threshold - t0)
    factor = Term(exp(here - log(rows[0].rate)))
    beyond = max(points[0][0] - threshold, threshold - points[-1][0], 0.0)
    if beyond == 0:
        return factor
    law = LogNormal(0.0, abs(slope) * beyond / 2)
    return times(
        factor,
        Term(
            1.0, (registry.row(own_identity(PATH, registry.lineage), law, "beyond the audit's points", PATH),)
        ),
    )
