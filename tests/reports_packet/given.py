"""A comparison of two proposals made of the stored example, whose words may be replaced by somebody's bad will."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

from simulator.documents import NEWEST
from simulator.reports.packet.source import Source
from tests.reports.told import of_one_run, source
from tests.reports_comparison.made import DECIDES, LEVEL, UNKNOWNS, rule, together, verdict

EXAMPLE = Path(__file__).resolve().parents[2] / "results" / "example" / "prison-gate"
NAMES = ("gate-a", "gate-b")
DAY = date(2026, 11, 26)
"""The day on which the papers of these tests are made."""
HOSTILE = "=cmd()|<script>alert(1)</script> # 1. *x* [a](javascript:b) \x00\x07\x1b\ud800\n\n- y\n\n| a | b |\n|---|---|\n---"


def summary(name: str = "prison-gate", title: str | None = None) -> dict[str, Any]:
    """The stored example under another name and title, taken for one of today's version."""
    found: dict[str, Any] = json.loads(next(EXAMPLE.glob("*/summary.json")).read_text(encoding="utf-8"))
    return found | {"schema": NEWEST, "name": name, "title": title or found["title"]}


def difference(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """What a paired cell looks like; its ends are those of the first proposal."""
    return {
        "median": (a["median"] or 0.0) - (b["median"] or 0.0), "lo": -1.5, "hi": 2.25, "below": 0.25, "equal": 0.25, "above": 0.5,
        "audit": [-1.0, 1.0], "chance": None, "defined": 1.0,
    }  # fmt: skip


def limits(example: bool = True) -> dict[str, Any]:
    """Rules with every kind of verdict."""
    rules = [
        rule("kept"),
        rule("broken", measure="ratio_to_best_served", label="Ratio", unit="times", group="each", group_label="every single group",
             at_most=1.25, years=None, judged_on="expected rates"),
        rule("open", years=5.0),
        rule("nobody", group="hispanic", group_label="Hispanic people", at_most=None, at_least=1.0),
    ]  # fmt: skip
    verdicts = [
        verdict("kept", "within", 1.0),
        verdict("broken", "exceeds", 0.004, safe_why="No level evens groups out.",
                broken_by=[{"group": "female/black", "label": "Black women", "probability": 0.02}]),
        verdict("open", "mostly-within", 0.84, deciding=[DECIDES], safe=[LEVEL]),
        verdict("nobody", None, None, found=None, undefined=1.0, why="this proposal has no group called hispanic"),
    ]  # fmt: skip
    whole = together(0.004, "exceeds", within=1, mostly_within=1, exceeds=1, not_judged=1)
    return {
        "name": "ours", "title": "Our limits", "example": example, "note": "Ours.", "rules": rules,
        "verdicts": dict.fromkeys(NAMES, verdicts), "together": dict.fromkeys(NAMES, whole),
    }  # fmt: skip


def comparison(titles: tuple[str, str] = ("Gate A", "Gate B"), example: bool = True) -> dict[str, Any]:
    """`comparison.json` of two gates that differ in one input."""
    first, second = (of_one_run(summary(name, title)) for name, title in zip(NAMES, titles, strict=True))
    made = copy.deepcopy(first)
    made |= {
        "proposals": [first["proposals"][0], second["proposals"][0]],
        "values": first["values"] | second["values"],
    }
    for group in made["groups"]:
        for key in ("unmeasured", "rates", "holds"):
            group[key] = dict.fromkeys(NAMES, group[key]["gate-a"])
    differences = {
        measure["id"]: {
            group["id"]: difference(*(made["values"][name][measure["id"]][group["id"]] for name in NAMES))
            for group in made["groups"]
        }
        for measure in made["measures"]
    }
    made["pairs"] = [
        {"a": NAMES[0], "b": NAMES[1], "unknowns": UNKNOWNS, "differences": differences,
         "differs": [{"path": "scan", "label": "share scanned", "a": "1 (design)", "b": None}]},
    ]  # fmt: skip
    made["limits"] = limits(example)
    return made


def two(titles: tuple[str, str] = ("Gate A", "Gate B"), example: bool = True) -> Source:
    """The comparison, opened."""
    return source(
        comparison(titles, example),
        {name: summary(name, title) for name, title in zip(NAMES, titles, strict=True)},
    )


def one() -> Source:
    """One run, opened as a comparison of one."""
    run = summary()
    return source(of_one_run(run), {run["name"]: run})


def hostile() -> Source:
    """A comparison in which every free text of scenarios and board is hostile."""
    summaries = {name: summary(name, HOSTILE) for name in NAMES}
    raw = comparison((HOSTILE, HOSTILE))
    for each in (*summaries.values(), *raw["proposals"]):
        each |= {"summary": HOSTILE, "status": HOSTILE, "scope": HOSTILE, "cautions": [HOSTILE]}
        each["not_estimated"] = [{"label": HOSTILE, "encounters": 3, "why": HOSTILE}]
        each["words"] = dict.fromkeys(("person", "people", "encounter", "encounters", "exposure"), HOSTILE)
    for each in summaries.values():
        for row in each["inputs"]:
            row |= {
                "label": HOSTILE,
                "text": HOSTILE,
                "why": HOSTILE,
                "citation": HOSTILE,
                "locator": HOSTILE,
            }
        for group in each["groups"]:
            group["label"] = HOSTILE
        for found in each["evidence"]:
            found |= {
                "title": HOSTILE,
                "measured": HOSTILE,
                "limits": [HOSTILE],
                "url": "javascript:alert(1)",
            }
    for group in raw["groups"]:
        group["label"] = HOSTILE
    for each in raw["proposals"]:
        each |= {"held": HOSTILE, "command": HOSTILE}
    raw["limits"] |= {"title": HOSTILE, "note": HOSTILE}
    for each in raw["limits"]["rules"]:
        each |= {"reason": HOSTILE, "label": HOSTILE, "group_label": HOSTILE}
    return source(raw, summaries)
