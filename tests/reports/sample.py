"""A summary in the shape `run` writes, with made-up numbers: SYNTHETIC TEST DATA, no finding of anything.

The shape follows the California scenario: 2 sexes × 8 races, four races no audit measured, one label not estimated.
"""

from __future__ import annotations

from typing import Any

from tests.reports.cells import cell, middle, quantile
from tests.reports.papers import evidence, inputs
from tests.reports.shares import hundred, people

RACES = {
    "american-indian": "American Indian",
    "asian": "Asian",
    "black": "Black",
    "hispanic": "Hispanic",
    "middle-eastern-south-asian": "Middle Eastern or South Asian",
    "multiracial": "Multiracial",
    "pacific-islander": "Pacific Islander",
    "white": "White",
}
SEXES = {"female": "women", "male": "men"}
UNMEASURED = ("hispanic", "middle-eastern-south-asian", "multiracial", "pacific-islander")
STOPS = dict(
    zip(RACES, (7_770, 198_894, 542_376, 1_432_058, 159_834, 42_478, 21_168, 1_195_530), strict=True)
)
WOMEN = 0.285
# Made-up wrongly held per 100,000 stops.
RATE = dict(zip(RACES, (920, 410, 540, 330, 260, 300, 280, 95), strict=True))
STAGES = [
    {"id": "roadside_review", "label": "Officer compares the photos at the roadside", "liberty": "prolonged"},
    {"id": "questioned", "label": "Held and questioned about identity", "liberty": "held"},
    {"id": "identity_check", "label": "Held while fingerprints are checked", "liberty": "held"},
    {"id": "arrested", "label": "Arrested and booked", "liberty": "held"},
]
KINDS = ("false_match", "stale_entry", "wanted")
PASS = {
    "false_match": (1.0, 0.53, 0.14, 0.005),
    "stale_entry": (1.0, 0.93, 0.55, 0.12),
    "wanted": (1.0, 0.93, 0.86, 0.79),
}


def _groups() -> list[dict[str, Any]]:
    cells = [
        {
            "id": f"{sex}/{race}",
            "label": f"{name} {people}",
            "rollup": False,
            "unmeasured": "no audit at hand reports this label" if race in UNMEASURED else None,
            "rates": "spread" if race in UNMEASURED else None,
            "proxy": False,
        }
        for sex, people in SEXES.items()
        for race, name in RACES.items()
    ]
    names = {"all": "Everyone", "women": "Women", "female": "Women", "male": "Men", **RACES}
    names |= {
        "minorities": "Racial and ethnic minorities",
        "women_or_minorities": "Women or racial and ethnic minorities",
    }
    axes = dict.fromkeys(SEXES, "sex") | dict.fromkeys(RACES, "race")
    rollups = [
        {"id": key, "label": label, "rollup": True, "unmeasured": None, "proxy": False, "axis": axes.get(key)}
        for key, label in names.items()
    ]
    return cells + rollups


def _stops(group: str) -> float:
    def one(sex: str, race: str) -> float:
        return STOPS[race] * (WOMEN if sex == "female" else 1 - WOMEN)

    def belongs(sex: str, race: str) -> bool:
        if "/" in group:
            return group == f"{sex}/{race}"
        tests = {
            "all": True,
            "women": sex == "female",
            "minorities": race != "white",
            "women_or_minorities": sex == "female" or race != "white",
        }
        return tests.get(group, group in (sex, race))

    return sum(one(sex, race) for sex in SEXES for race in RACES if belongs(sex, race))


def _rate(group: str) -> float:
    members = [
        (sex, race)
        for sex in SEXES
        for race in RACES
        if group in (f"{sex}/{race}", sex, race, "all")
        or (group == "women" and sex == "female")
        or (group == "minorities" and race != "white")
        or (group == "women_or_minorities" and (sex == "female" or race != "white"))
    ]
    held = sum(
        RATE[race] * (1.6 if sex == "female" else 1.0) * _stops(f"{sex}/{race}") for sex, race in members
    )
    return held / sum(_stops(f"{sex}/{race}") for sex, race in members)


def _measures(groups: list[str]) -> dict[str, Any]:
    reference = _rate("male/white")
    wanted = 0.0005
    spec: dict[str, tuple[str, str, Any, float, bool]] = {
        "encounters": ("Stops", "a year", lambda g: _stops(g), 1.2, True),
        "searches": ("Faces searched", "a year", lambda g: _stops(g) * 0.9, 1.25, True),
        "alerts": ("Alerts", "a year", lambda g: _stops(g) * _rate(g) / 5e4, 25.0, True),
        "false_alerts": ("False alerts", "a year", lambda g: _stops(g) * _rate(g) / 5.3e4, 25.0, True),
        "held_from_alert": (
            "Held from the alert",
            "people a year",
            lambda g: _stops(g) * _rate(g) / 6e4,
            25.0,
            True,
        ),
        "wrongly_held": ("Wrongly held", "people a year", lambda g: _stops(g) * _rate(g) / 1e5, 25.0, True),
        "wrongly_held_false_match": (
            "Wrongly held after a false match",
            "people a year",
            lambda g: _stops(g) * _rate(g) / 1.06e5,
            27.0,
            True,
        ),
        "wrongly_held_stale_entry": (
            "Wrongly held on a stale entry",
            "people a year",
            lambda g: _stops(g) * _rate(g) / 2.1e6,
            5.0,
            True,
        ),
        "wrongful_arrests": (
            "Wrongful arrests",
            "people a year",
            lambda g: _stops(g) * _rate(g) / 2e7,
            40.0,
            True,
        ),
        "wanted_found": ("Wanted people found", "people a year", lambda g: _stops(g) * wanted, 4.0, True),
        "per_100k_encounters": ("Wrongly held per 100,000 stops", "per 100,000 stops", _rate, 25.0, False),
        "per_100k_residents": (
            "Wrongly held per 100,000 residents",
            "per 100,000 residents",
            lambda g: _rate(g) * 0.091,
            25.0,
            False,
        ),
        "ratio_to_reference": ("Ratio to White men", "times", lambda g: _rate(g) / reference, 2.8, False),
        "ratio_per_resident": (
            "Ratio to White men per resident",
            "times",
            lambda g: _rate(g) / reference * 1.4,
            3.0,
            False,
        ),
        "excess": (
            "Excess over the best-served group",
            "people a year",
            lambda g: _stops(g) * max(_rate(g) - 95, 0) / 1e5,
            26.0,
            True,
        ),
        "wrongly_held_per_wanted_found": (
            "Wrongly held per wanted person found",
            "people",
            lambda g: _rate(g) / 1e5 / wanted,
            30.0,
            False,
        ),
        "ppv": (
            "Alerts that point at a wanted person",
            "share",
            lambda g: min(0.9, wanted / (_rate(g) / 5e4 + wanted)),
            1.9,
            False,
        ),
        "hours_held": (
            "Hours innocent people are held",
            "hours a year",
            lambda g: _stops(g) * _rate(g) / 1e5 * 0.21,
            26.0,
            True,
        ),
        "people_held_once": (
            "People wrongly held at least once",
            "people a year",
            lambda g: _stops(g) * _rate(g) / 1.2e5,
            24.0,
            True,
        ),
        "people_held_twice": (
            "People wrongly held at least twice",
            "people a year",
            lambda g: _stops(g) * _rate(g) / 1.6e6,
            30.0,
            True,
        ),
        "risk_per_person": ("One person's yearly risk", "share", lambda g: _rate(g) * 0.091e-5, 25.0, False),
    }
    measures: dict[str, Any] = {}
    for name, (label, unit, at, spread, count) in spec.items():
        values = {
            g: cell(at(g), spread * (2 if g.split("/")[-1] in UNMEASURED else 1), count) for g in groups
        }
        measures[name] = {"label": label, "unit": unit, "sentence": f"{label}, {unit}.", "values": values}
    for name in ("ratio_to_reference", "ratio_per_resident"):
        same = dict.fromkeys(("median", "mean", "lo", "hi", "q17", "q83"), 1.0)
        measures[name]["values"]["male/white"] |= {**same, "chance": [1.0, 1.0], "audit": [1.0, 1.0]}
    return measures


def _funnel(groups: list[str]) -> dict[str, Any]:
    def row(group: str, kind: str) -> list[dict[str, float]]:
        per = {"false_match": _rate(group) / 5e4, "stale_entry": _rate(group) / 1.95e6, "wanted": 0.00058}[
            kind
        ]
        alerts = _stops(group) * per
        spread = 25.0 if kind == "false_match" else 4.0
        return [
            {
                key: float(round(quantile(alerts * go_on, spread, p)))
                for key, p in (("median", 0.5), ("lo", 0.05), ("hi", 0.95))
            }
            for go_on in PASS[kind]
        ]

    return {
        "stages": STAGES,
        "kinds": list(KINDS),
        "values": {group: {kind: row(group, kind) for kind in KINDS} for group in groups},
    }


def sample(draws: int = 10_000) -> dict[str, Any]:
    """The whole summary, freshly built."""
    groups = _groups()
    ids = [group["id"] for group in groups]
    measures = _measures(ids)
    grid = [(i + 0.5) / 50 for i in range(50)]
    dotplot = {
        f"wrongly_held/{g}": [
            float(round(quantile(measures["wrongly_held"]["values"][g]["median"], 25.0, p))) for p in grid
        ]
        for g in ("all", "women", "minorities", "women_or_minorities")
    }
    return {
        "schema": 2,
        "name": "synthetic-patrol",
        "id": "0123456789abcdef",
        "title": "Synthetic test data: face recognition in patrol cars, eight made-up agencies",
        "kind": "traffic_stops",
        "status": "Made up for tests; nobody proposed it.",
        "summary": "Every number on this page is synthetic test data. It shows how a result is laid out and finds nothing.",
        "horizon": "1 year",
        "version": "0.1.0",
        "seed": 20190417,
        "draws": draws,
        "scope": "people stopped by these eight agencies",
        "words": {
            "encounter": "stop",
            "encounters": "stops",
            "person": "person stopped",
            "people": "people stopped",
            "scope": "people stopped by these eight agencies",
        },
        "cautions": [
            "The agency that asked was never named.",
            "The gallery stands in for a “database of suspects” nobody has described.",
        ],
        "groups": groups,
        "victim": "probe",
        "nobody_wanted": None,
        "gallery": {"holds": "wanted_list", "alerts_on": "any", "unlisted": False, "stopped_anyway": True},
        "without": None,
        "not_estimated": [
            {
                "label": "Transgender and gender-nonconforming people",
                "encounters": 7200,
                "why": "No audit at hand reports an error rate for them.",
            }
        ],
        "unmeasured_share": 0.5,
        "unmeasured_harm": None,
        "reference": "male/white",
        "best_served": "male/white",
        "measures": measures,
        "people": people(measures["wrongly_held"]["values"]["all"], dotplot["wrongly_held/all"]),
        "hundred": hundred(ids, _stops, _rate),
        "funnel": _funnel(["all", *ids[:16]]),
        "dotplot": dotplot,
        "inputs": inputs(),
        "held_fixed": ["scan", "gallery.persons", "encounters.year_to_year", "encounters.total"],
        "evidence": evidence(),
        "crosswalks": [
            {"source": "nist-ir-8280", "from": "East Asian and South Asian", "to": "asian", "note": "pooled"},
            {"source": "ripa-2018h2", "from": "Black/African American", "to": "black", "note": "perceived"},
        ],
        "warnings": ["The threshold lies outside the audit's points; the rate is extrapolated and widened."],
        "proxy": False,
        "typical_agency": {
            "label": "a typical agency (the median of eight by stops)",
            "share": 0.09,
            "values": {
                "encounters": middle(310_000, 1.2),
                "wrongly_held": middle(760, 26.0),
                "wanted_found": middle(150, 4.0),
            },
        },
        "decomposition": None,
        "differential": None,
        "sensitivity": None,
        "clock": None,
        "reproduce": {
            "command": "detention-impact run synthetic-patrol --draws 10000 --seed 20190417",
            "reference": "synthetic-patrol",
            "settings": {},
        },
    }
