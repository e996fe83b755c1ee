"""A comparison made by hand: two proposals, three groups, rules of every grade, one without, one that cannot be judged."""

from __future__ import annotations

from typing import Any

from simulator.grades import Grade


def row(median: float, lo: float, hi: float, defined: float = 1.0) -> dict[str, Any]:
    return {
        "median": median, "lo": lo, "hi": hi, "q17": lo, "q83": hi, "mean": median, "chance": [lo, hi], "audit": [lo, hi],
        "defined": defined, "n_draws": 1000,
    }  # fmt: skip


def difference(median: float, below: float) -> dict[str, Any]:
    return {
        "median": median, "lo": median - 1, "hi": median + 1, "below": below, "equal": 0.0, "above": 1 - below,
        "audit": [median, median], "chance": None, "defined": 1.0,
    }  # fmt: skip


GROUPS = ("women_or_minorities", "all", "female/black")
MEASURES = ("wrongly_held", "wanted_found", "per_100k_encounters", "per_100k_residents", "ratio_to_reference")


def rule(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "rule": name, "measure": "wrongly_held", "label": "Wrongful detentions", "unit": "detentions a year", "group": "all",
        "group_label": "Everyone", "at_most": 12.0, "at_least": None, "years": 1.0, "judged_on": "simulated years",
        "reason": "because", "source": None, "citation": None,
    } | changes  # fmt: skip


def judged(grade: Grade | None, p: float | None, **changes: Any) -> dict[str, Any]:
    """Kept in a share `p` of 1,000 draws; None could not be judged."""
    return {
        "grade": grade, "neighbours": None, "kept": round(1000 * (p or 0)), "n_draws": 0 if p is None else 1000, "probability": p,
        "mc": None if p is None else [p, p], "undefined": 0.0,
    } | changes  # fmt: skip


def verdict(name: str, grade: Grade | None, p: float | None, **changes: Any) -> dict[str, Any]:
    return judged(grade, p) | {
        "rule": name, "why": None, "found": {"lo": 1.0, "median": 2.0, "hi": 3.0}, "broken_by": [], "deciding": [], "safe": None,
        "safe_why": None,
    } | changes  # fmt: skip


def together(p: float, grade: Grade | None, **counts: int) -> dict[str, Any]:
    """All rules together, one of which says nothing."""
    names = ("within", "mostly-within", "undecided", "mostly-exceeds", "exceeds", "no-grade", "not-judged")
    return judged(grade, p) | {
        "counts": {name: counts.get(name.replace("-", "_"), 0) for name in names},
        "not_judged": ["nobody"],
    }


def proposal(name: str, title: str) -> dict[str, Any]:
    return {
        "name": name, "id": "0123456789abcdef", "title": title, "kind": "facility_gate", "status": None, "summary": "A gate.",
        "cautions": ["Nothing is measured here."], "horizon": "1 year", "scope": "visitors",
        "words": {"encounter": "entry", "encounters": "entries", "exposure": "entries"}, "proxy": False,
        "reference": "male/white", "best_served": "male/white", "victim": "probe", "nobody_wanted": None, "warnings": [], "held": "Kept in a side room",
        "not_estimated": [{"label": "Transgender visitors", "encounters": 110, "why": "no audit"}],
        "command": f"detention-impact run {name}",
    }  # fmt: skip


DECIDES = {
    "identity": "a:stale", "path": "mated.stale", "label": "share of entries that are stale", "grade": "assumed", "decides": 0.5,
    "interval": [0.39, 0.61], "moves": 0.2, "publish": "the agency: an audit of its gallery",
}  # fmt: skip
LEVEL = {
    "lever": "false_match_level", "label": "false matches: x", "unit": "share", "status": "reached", "value": 2e-5,
    "probability": 0.95, "at_least": 0.99, "as_is": 0.5, "least": 1e-10, "people": None,
}  # fmt: skip

UNKNOWNS = {
    "shared": [
        {"identity": "lab-to-street", "path": "matcher.transfer", "label": "laboratory to street", "by": "name", "alike": False},
        {"identity": ":mated.fnir", "path": "mated.fnir", "label": "wanted people missed", "by": "path", "alike": True},
        {"identity": "npl/t060", "path": "matcher.level", "label": "error level", "by": "evidence", "alike": True},
    ],
    "only_a": [],
    "only_b": [{"identity": "b:scan", "path": "scan", "label": "share scanned"}],
}  # fmt: skip


def made() -> dict[str, Any]:
    """The comparison, anew each time."""
    rules = [
        rule("kept"),
        rule("broken", measure="ratio_to_best_served", label="Ratio", unit="times", group="each", group_label="every single group",
             at_most=1.25, years=None, judged_on="expected rates"),
        rule("open", years=5.0),
        rule("nobody", group="hispanic", group_label="Hispanic people", at_most=None, at_least=1.0),
        rule("rare", measure="fpir", label="False positive identification rate", unit="share of searches", at_most=0.001, years=None,
             judged_on="expected rates", citation="South Wales Police", source="bridges-2020/x"),
    ]  # fmt: skip
    verdicts = [
        verdict("kept", "within", 1.0),
        verdict("broken", "exceeds", 0.004, safe_why="No level evens groups out.",
                broken_by=[{"group": "female/black", "label": "Black women", "probability": 0.02}]),
        verdict("open", "mostly-within", 0.84, deciding=[DECIDES], safe=[LEVEL]),
        verdict("nobody", None, None, found=None, undefined=1.0, why="this proposal has no group called hispanic"),
        verdict("rare", None, 0.9496, neighbours=["within", "mostly-within"], undefined=0.25, deciding=[DECIDES | {"decides": 0.0}],
                safe=[LEVEL | {"status": "never", "value": None, "at_least": 0.3}]),
    ]  # fmt: skip
    whole = together(0.004, "exceeds", within=1, mostly_within=1, exceeds=1, no_grade=1, not_judged=1)
    labels = ("Women and people of colour", "Everyone", "Black women")
    return {
        "schema": 2, "what": "comparison", "id": "feedfacefeedface", "version": "0.1", "seed": 1, "draws": 1000, "horizon": "1 year",
        "proposals": [proposal("gate-a", "Gate A"), proposal("gate-b", "Gate B")],
        "groups": [
            {"id": name, "label": label, "rollup": name != "female/black",
             "unmeasured": {"gate-a": None, "gate-b": "nobody looked" if name == "female/black" else None},
             "rates": {"gate-a": None, "gate-b": "spread" if name == "female/black" else None},
             "holds": {"gate-a": None, "gate-b": None}}
            for name, label in zip(GROUPS, labels, strict=True)
        ],
        "not_shared": [{"id": "hispanic", "label": "Hispanic people", "proposals": ["gate-a"]}],
        "measures": [
            {"id": name, "label": name.replace("_", " ").capitalize(), "unit": "a year", "sentence": "x", "good": name == "wanted_found"}
            for name in MEASURES
        ],
        "values": {
            name: {measure: {group: row(10 * k, 1 * k, 100 * k) for group in GROUPS} for measure in MEASURES}
            for k, name in ((1, "gate-a"), (2, "gate-b"))
        },
        "pairs": [
            {"a": "gate-a", "b": "gate-b", "unknowns": UNKNOWNS,
             "differs": [{"path": "scan", "label": "share scanned", "a": "1 (design)", "b": None}],
             "differences": {measure: {group: difference(-10, 0.98) for group in GROUPS} for measure in MEASURES}},
        ],
        "limits": {
            "name": "ours", "title": "Our limits", "example": False, "note": "Ours.", "rules": rules,
            "verdicts": {"gate-a": verdicts, "gate-b": verdicts}, "together": {"gate-a": whole, "gate-b": whole},
        },
    }  # fmt: skip
