"""Numbers behind pictures: the funnel of cases stage by stage, and quantiles for dot plots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.impact import doubt
from simulator.impact.summary import Impact

if TYPE_CHECKING:
    from simulator.kernel.draws import Draws
    from simulator.model.compiled import Compiled

DOTS = 50


def funnel(draws: Draws, compiled: Compiled) -> dict[str, Any]:
    """Cases of each kind that reach each stage, per group and roll-up: {median, lo, hi, mean} a stage.

    The first stage's cases are the alerts. Shape: {stages: [{id, label, liberty}], kinds, values: {group: {kind: […]}}}.
    """
    impact = Impact(draws, compiled)
    values: dict[str, dict[str, list[dict[str, float]]]] = {}
    for name, members in impact.selections.items():
        values[name] = {}
        for k, kind in enumerate(draws.layout.kinds):
            stages = range(len(draws.layout.stages))
            values[name][kind] = [_interval(np.sort(impact.simulated.cases(members, k, t))) for t in stages]
    described = [
        {"id": stage.id, "label": stage.label, "liberty": stage.liberty} for stage in compiled.stages
    ]
    return {"stages": described, "kinds": list(draws.layout.kinds), "values": values}


def _interval(ordered: doubt.Array) -> dict[str, float]:
    return {
        "median": doubt.quantile(ordered, 0.5),
        "lo": doubt.quantile(ordered, doubt.LOW),
        "hi": doubt.quantile(ordered, doubt.HIGH),
        "mean": float(np.mean(ordered)),
    }


def dotplot(draws: Draws, compiled: Compiled, measure: str, selection: str) -> list[float]:
    """`DOTS` equally likely values of a measure, in order; undefined and unbounded draws are left out."""
    values = Impact(draws, compiled).simulated_values(measure, selection)
    ordered = np.sort(values[np.isfinite(values)])
    if len(ordered) == 0:
        return []
    return [doubt.quantile(ordered, (i + 0.5) / DOTS) for i in range(DOTS)]
