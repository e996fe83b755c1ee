"""The synthetic summary with a clock, a decomposition and a sensitivity analysis: SYNTHETIC TEST DATA."""

from __future__ import annotations

import math
from typing import Any

from tests.reports.cells import cell
from tests.reports.sample import sample


def clock_sample() -> dict[str, Any]:
    """The same with a clock, a decomposition and a sensitivity analysis: every section has something to say."""
    summary = sample()
    groups = [group["id"] for group in summary["groups"]]

    def told(median: float, spread: float) -> dict[str, Any]:
        kept = ("median", "mean", "lo", "hi", "chance", "audit")
        figure = {key: value for key, value in cell(median, spread).items() if key in kept}
        return figure | {"replications": 60, "half_width": median / 20}

    def share(ratio: float, spread: float) -> dict[str, Any]:
        about = innocent("ratio", ratio, spread)
        return about | {
            "values": {g: {"innocent": x["innocent"] | {"mean": ratio}} for g, x in about["values"].items()}
        }

    def innocent(unit: str, median: float, spread: float) -> dict[str, Any]:
        return {"unit": unit, "values": {g: {"innocent": told(median, spread)} for g in groups}}

    def band(values: list[float]) -> dict[str, Any]:
        return {"median": values, "lo": [x / 2 for x in values], "hi": [x * 3 for x in values]}

    hours = [30 + 20 * math.sin(math.pi * (i % 24) / 24) + i // 24 for i in range(168)]
    idle = [0.0] * 168
    resources = {
        "fingerprint_desk": {
            "queue": band([h / 20 for h in hours]),
            "utilisation": band([h / 200 for h in hours]),
        },
        "records_desk": {"queue": band(idle), "utilisation": band([0.01] * 168)},
    }
    summary["clock"] = {
        "sites": 8,
        "engine": "replay",
        "fallback": None,
        "precision": 0.05,
        "precise_enough": False,
        "cases": 60_000,
        "replications": 60,
        "draws": 30,
        "played": 24,
        "effective": 19.5,
        "weeks": 2,
        "legal_limit": 172_800.0,
        "beyond_limit": told(0.0016, 9.0) | {"people": 40_000, "longer": 64},
        "measures": {
            "held_median": innocent("s", 490.0, 1.5),
            "held_p95": innocent("s", 6_000.0, 12.0),
            "held_beyond_1h": innocent("share", 0.07, 3.0),
            "held_beyond_24h": innocent("share", 0.007, 5.0),
            "officer_hours_per_wanted_found": {"unit": "h", "values": {"all": {"all": told(12.0, 1.6)}}},
            "correction_questioned": share(1.0, 1.0),
            "correction_identity_check": share(0.9, 1.1),
            "held_longest": innocent("s", 260_000.0, 5.0),
            "walked_on": innocent("people", 50.0, 20.0),
        },
        "week": {"held": band(hours), "resources": resources},
    }
    summary["clock"]["week"]["cycle"] = {"hours": 168, **summary["clock"]["week"]}
    summary["clock"]["week"]["waited"] = {
        "fingerprint_desk": {"median": 0.59, "lo": 0.39, "hi": 0.87, "most": 0.93},
        "records_desk": {"median": 0.0, "lo": 0.0, "hi": 0.0, "most": 0.0},
    }
    names = {
        "exposure": "How often people are met",
        "matcher": "The matcher's error rates",
        "review": "Human review",
    }
    summary["decomposition"] = {
        "reference": "male/white",
        "factors": [{"id": key, "label": label} for key, label in names.items()],
        "values": {
            g: {
                "total": {"median": 1.1, "lo": -0.1, "hi": 2.4, "defined": 1.0},
                "stale_entries": {"median": None, "lo": None, "hi": None, "defined": 0.0},
                "factors": {
                    "exposure": {"median": 1.0, "lo": 0.8, "hi": 1.3, "defined": 1.0},
                    "matcher": {"median": 0.1, "lo": -0.9, "hi": 1.3, "defined": 1.0},
                    "review": {"median": 0.0, "lo": 0.0, "hi": 0.0, "defined": 1.0},
                },
            }
            for g in groups
            if "/" in g
        },
    }
    summary["sensitivity"] = {
        "measure": "wrongly_held",
        "method": "first order",
        "selections": {
            "all": {
                "unknowns": [
                    {
                        "identity": "lab-to-street",
                        "path": "matcher.transfer",
                        "label": "From laboratory to street",
                        "grade": "assumed",
                        "first": 0.4,
                        "narrower": 0.1,
                    },
                    {
                        "identity": "level",
                        "path": "matcher.level",
                        "label": "False alerts per search",
                        "grade": "another algorithm",
                        "first": -0.01,
                        "narrower": -0.02,
                    },
                ],
                "by_grade": {"assumed": 0.4, "another algorithm": 0.0},
            }
        },
    }
    return summary


def repeated(summary: dict[str, Any], hours: int) -> dict[str, Any]:
    """The same clock in a scenario whose week repeats itself after so many hours."""
    week = summary["clock"]["week"]

    def cut(band: dict[str, list[float]]) -> dict[str, list[float]]:
        return {key: values[:hours] for key, values in band.items()}

    resources = {
        name: {key: cut(band) for key, band in each.items()} for name, each in week["resources"].items()
    }
    week["cycle"] = {"hours": hours, "held": cut(week["held"]), "resources": resources}
    return summary


def daily_sample() -> dict[str, Any]:
    """All days alike."""
    return repeated(clock_sample(), 24)


def even_sample() -> dict[str, Any]:
    """All hours alike."""
    return repeated(clock_sample(), 1)
