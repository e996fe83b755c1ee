"""Comparisons that try a page: an example's limits, a proxy, one proposal, eight of one title, hostile words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.reports.hostile import HOSTILE
from tests.reports_comparison.made import made, proposal

Raw = dict[str, Any]


def plain() -> Raw:
    return made()


def example() -> Raw:
    found = made()
    found["limits"] |= {"example": True, "title": "Example limits"}
    found["draws"] = 10_000
    return found


def proxy() -> Raw:
    found = made()
    found["proposals"][1]["proxy"] = True
    return found


def unlimited() -> Raw:
    found = made()
    return found | {"limits": None, "pairs": [], "not_shared": [], "proposals": found["proposals"][:1]}


def eight() -> Raw:
    """Eight proposals of one title, every two of them a pair."""
    found = made()
    names = [f"gate-{letter}" for letter in "abcdefgh"]
    limits = found["limits"]
    pair, value = found["pairs"][0], found["values"]["gate-a"]
    verdict, whole = limits["verdicts"]["gate-a"], limits["together"]["gate-a"]
    found["proposals"] = [proposal(name, f"A gate ({name})") for name in names]
    for group in found["groups"]:
        group |= {key: dict.fromkeys(names) for key in ("unmeasured", "rates", "holds")}
    found["values"] = dict.fromkeys(names, value)
    found["pairs"] = [pair | {"a": a, "b": b} for i, a in enumerate(names) for b in names[i + 1 :]]
    limits |= {"verdicts": dict.fromkeys(names, verdict), "together": dict.fromkeys(names, whole)}
    return found


def ruled() -> Raw:
    """Three proposals by eight rules, an example's: what a board opens first."""
    found = example()
    third = found["proposals"][1] | {"name": "gate-c", "title": "Gate C"}
    found["proposals"].append(third)
    limits = found["limits"]
    more = [each | {"rule": f"{each['rule']}-again"} for each in limits["rules"][:3]]
    limits["rules"] += more
    verdicts = limits["verdicts"]["gate-a"]
    verdicts = verdicts + [each | {"rule": f"{each['rule']}-again"} for each in verdicts[:3]]
    limits["verdicts"] = dict.fromkeys(("gate-a", "gate-b", "gate-c"), verdicts)
    limits["together"]["gate-c"] = limits["together"]["gate-b"]
    for group in found["groups"]:
        for key in ("unmeasured", "rates", "holds"):
            group[key]["gate-c"] = None
    found["values"]["gate-c"] = found["values"]["gate-b"]
    found["pairs"] += [found["pairs"][0] | {"a": a, "b": "gate-c"} for a in ("gate-a", "gate-b")]
    return found


def no_limits() -> Raw:
    return made() | {"limits": None}


def hostile() -> Raw:
    found = example()
    found["proposals"][0] |= {
        "title": HOSTILE,
        "summary": HOSTILE,
        "status": HOSTILE,
        "cautions": [HOSTILE],
        "command": HOSTILE,
    }
    found["limits"] |= {"title": HOSTILE, "note": HOSTILE, "name": HOSTILE}
    found["limits"]["rules"][0] |= {"group_label": HOSTILE, "reason": HOSTILE, "citation": HOSTILE}
    found["groups"][1]["label"] = HOSTILE
    found["pairs"][0]["differs"][0] |= {"label": HOSTILE, "a": HOSTILE}
    return found


SAMPLES: dict[str, Callable[[], Raw]] = {
    "plain": plain,
    "example": example,
    "ruled": ruled,
    "proxy": proxy,
    "unlimited": unlimited,
    "no limits": no_limits,
    "eight": eight,
    "hostile": hostile,
}
