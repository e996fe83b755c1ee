"""The sample with a proxy, and of a deployment that finds and harms nobody: SYNTHETIC TEST DATA as well."""

from __future__ import annotations

from typing import Any

from tests.reports.sample import sample


def proxy_sample() -> dict[str, Any]:
    """The same with a differential from an audit that measured something else."""
    summary = sample()
    summary["proxy"] = True
    for group in summary["groups"]:
        group["proxy"] = True
    summary["inputs"][3]["grade"] = "proxy"
    return summary


def zero_sample() -> dict[str, Any]:
    """Nobody is ever held, and every ratio is undefined: a deployment that finds and harms nobody."""
    summary = sample()
    nothing = dict.fromkeys(("median", "mean", "lo", "hi", "q17", "q83", "mc_error"), 0.0)
    for name, measure in summary["measures"].items():
        undefined = name.startswith("ratio") or name == "wrongly_held_per_wanted_found"
        for group in measure["values"]:
            if name in ("encounters", "searches"):
                continue
            blank = dict.fromkeys(nothing, None) | {"chance": None, "audit": None, "defined": 0.0}
            measure["values"][group] = (
                blank if undefined else {**nothing, "chance": [0, 0], "audit": [0, 0], "defined": 1.0}
            )
    for kinds in summary["funnel"]["values"].values():
        for rows in kinds.values():
            for row in rows:
                row.update(median=0.0, lo=0.0, hi=0.0)
    summary["dotplot"] = {key: [0.0] * 50 for key in summary["dotplot"]}
    summary["people"] = dict.fromkeys(("median", "lo", "hi", "mean"), 0.0) | {"dots": [0.0] * 50}
    summary["hundred"] = {"few": 1.0, "burdens": {}, "causes": {}}
    summary["typical_agency"] = None
    return summary
