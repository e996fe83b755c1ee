"""Of 100 made-up wrongful detentions: the parts of a sample that say who bears them and what they came of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Plain = dict[str, Any]


def share(mean: float, wide: float = 0.4) -> Plain:
    """A share with an interval about it."""
    ends = {"lo": max(0.0, mean * (1 - wide)), "hi": min(1.0, mean * (1 + wide))}
    return {"median": mean, **ends, "mean": mean, "of_means": mean}


def hundred(groups: Iterable[str], stops: Callable[[str], float], rate: Callable[[str], float]) -> Plain:
    """Burdens by the sample's own stops and rates; nine of ten by a false match."""
    held = stops("all") * rate("all")
    burdens = {
        group: {
            "exposure": share(stops(group) / stops("all"), 0.0),
            "harm": share(stops(group) * rate(group) / held),
            "highest": 1.0 if group == "female/american-indian" else 0.0 if "/" in group else None,
        }
        for group in groups
    }
    ends = {"questioned": 0.6, "identity_check": 0.398, "arrested": 0.002}
    causes = {
        kind: {"whole": share(whole), "ends": {stage: share(whole * part) for stage, part in ends.items()}}
        for kind, whole in (("false_match", 0.9), ("stale_entry", 0.1))
    }
    return {"few": 0.0, "burdens": burdens, "causes": causes}


def people(cell: Plain, dots: Iterable[float]) -> Plain:
    """Nine people for ten detentions."""
    return {
        **{name: 0.9 * cell[name] for name in ("median", "lo", "hi", "mean")},
        "dots": [0.9 * x for x in dots],
    }


SENSITIVITY: Plain = {
    "measure": "wrongly_held",
    "method": "first order, from the draws of this run",
    "selections": {
        "all": {
            "by_grade": {"assumed": 0.66, "unmeasured": 0.2},
            "unknowns": [
                {
                    "identity": f"sample:{path}",
                    "path": path,
                    "label": label,
                    "grade": grade,
                    "first": first,
                    "narrower": first / 2,
                }
                for path, label, grade, first in (
                    ("matcher.transfer", "from laboratory to street", "assumed", 0.5),
                    ("matcher.unmeasured.hispanic", "hispanic", "unmeasured", 0.2),
                    ("mated.stale", "share of stale entries", "assumed", 0.16),
                )
            ],
        }
    },
}
