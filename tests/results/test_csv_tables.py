"""The tidy tables: one row an observation, full figures, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.results import Summary, as_json, datapackage, differences, tables
from simulator.results.encoding import as_lines
from tests.results.made import as_json_holds

SUMMARY: dict[str, Any] = {
    "schema": 2,
    "draws": 2000,
    **dict.fromkeys(("name", "id", "title", "kind", "summary", "horizon", "version", "scope", "victim"), ""),
    **dict.fromkeys(("status", "nobody_wanted", "unmeasured_share", "typical_agency", "decomposition"), None),
    **dict.fromkeys(("differential", "sensitivity", "clock", "without", "unmeasured_harm"), None),
    "gallery": {"holds": "wanted_list", "alerts_on": "any", "unlisted": False, "stopped_anyway": False},
    **dict.fromkeys(("cautions", "not_estimated", "held_fixed", "evidence", "crosswalks", "warnings"), ()),
    **{key: {} for key in ("words", "dotplot")},
    **dict.fromkeys(("reference", "best_served"), "female/black"),
    "seed": 1,
    "proxy": False,
    "reproduce": {"command": "", "reference": "", "settings": {}},
    "groups": [
        {"id": "female/black", "label": "Black women", "rollup": False, "unmeasured": None, "proxy": False},
        {
            "id": "female/hispanic",
            "label": "=SUM(A1)",
            "rollup": False,
            "unmeasured": "no audit",
            "proxy": False,
        },
        {"id": "women", "label": "Women", "rollup": True, "unmeasured": None, "proxy": True},
    ],
    "measures": {
        "wrongly_held": {
            "label": "Wrongly held",
            "unit": "a year",
            "sentence": "",
            "values": {
                "female/black": {
                    "median": 23.0,
                    "mean": 24.1,
                    "lo": 12.0,
                    "hi": 41.0,
                    "q17": 17.0,
                    "q83": 30.0,
                    "chance": [17.0, 30.0],
                    "audit": [13.0, 38.0],
                    "defined": 1.0,
                    "mc_error": 0.125,
                },
                "female/hispanic": {"median": None, "lo": None, "hi": None, "defined": 0.0},
                "women": {"median": 0.1 + 0.2, "lo": -1.0, "hi": 1e-9},
            },
        }
    },
    "funnel": {
        "stages": [
            {"id": "review", "label": "Review", "liberty": "free"},
            {"id": "questioned", "label": "Questioned", "liberty": "held"},
        ],
        "kinds": ["false_match"],
        "values": {
            "all": {"false_match": [{"median": 9, "lo": 5, "hi": 12}, {"median": 2, "lo": 0, "hi": 4}]},
        },
    },
    "inputs": [
        {
            "path": "scan",
            "label": "Scan",
            "text": "everyone",
            "unit": "",
            "grade": "measured",
            "source": "the-hill-2019",
            "identity": "scan",
            "spread": False,
            "drives": "every count",
        }
    ],
}


def made(summary: dict[str, Any]) -> dict[str, str]:
    return tables(Summary.of(summary))


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made(SUMMARY)[name])))


def test_a_measure_is_one_row_a_group_with_full_figures() -> None:
    black, hispanic, women = rows("measures.csv")
    assert (black["measure"], black["group"], black["label"]) == (
        "wrongly_held",
        "female/black",
        "Black women",
    )
    assert (black["median"], black["lo"], black["hi"], black["n_draws"]) == ("23.0", "12.0", "41.0", "2000")
    assert (black["chance_lo"], black["audit_hi"], black["mc_error"]) == ("17.0", "38.0", "0.125")
    assert float(women["median"]) == 0.1 + 0.2
    assert (women["rollup"], women["proxy"], women["unmeasured"]) == ("true", "proxy", "false")
    assert (hispanic["median"], hispanic["unmeasured"]) == ("", "true")


def test_a_label_is_never_a_formula_and_a_number_never_a_text() -> None:
    _, hispanic, women = rows("measures.csv")
    assert hispanic["label"] == "'=SUM(A1)"
    assert women["lo"] == "-1.0"


def test_the_funnel_has_a_row_for_each_stage() -> None:
    assert [(r["step"], r["stage"], r["median"]) for r in rows("funnel.csv")] == [
        ("0", "review", "9"),
        ("1", "questioned", "2"),
    ]


NO_HOURS: dict[str, tuple[float, ...]] = {"median": (), "lo": (), "hi": ()}
FURTHER: dict[str, Any] = {
    **SUMMARY,
    "decomposition": {
        "reference": "male/white",
        "factors": [{"id": "exposure", "label": "How often people are met"}],
        "values": {
            "female/black": {
                "total": {"median": 1.5, "lo": 1.0, "hi": 2.0, "defined": 1.0},
                "stale_entries": {"median": None, "lo": None, "hi": None, "defined": 0.0},
                "factors": {"exposure": {"median": 1.5, "lo": 1.0, "hi": 2.0, "defined": 1.0}},
            }
        },
    },
    "differential": {
        "female/black": {
            "own_group": {"median": 10.0, "lo": 3.0, "hi": 33.0},
            "this_gallery": {"median": 4.0},
        }
    },
    "sensitivity": {
        "measure": "wrongly_held",
        "method": "first order",
        "selections": {
            "all": {
                "unknowns": [
                    {
                        "identity": "x",
                        "path": "scan",
                        "label": "scan",
                        "grade": "assumed",
                        "first": 0.5,
                        "narrower": 0.25,
                    }
                ],
                "by_grade": {"assumed": 0.5},
            }
        },
    },
    "clock": {
        "engine": "replay",
        **dict.fromkeys(("fallback", "precision", "beyond_limit", "legal_limit")),
        **dict.fromkeys(("replications", "draws", "played", "effective", "weeks", "cases", "sites"), 5),
        "precise_enough": True,
        "week": {
            "resources": {},
            "held": NO_HOURS,
            "cycle": {"hours": 24, "resources": {}, "held": NO_HOURS},
            "waited": {},
        },
        "measures": {
            "held": {
                "unit": "people",
                "values": {"all": {"innocent": {"median": 2.0, "chance": [1.0, 3.0], "replications": 5}}},
            }
        },
    },
}


def test_what_the_summary_adds_gets_a_table_of_its_own() -> None:
    written = {name: list(csv.DictReader(io.StringIO(text))) for name, text in made(FURTHER).items()}
    assert [row["factor"] for row in written["decomposition.csv"]] == ["total", "exposure", "stale_entries"]
    assert written["decomposition.csv"][1]["label"] == "How often people are met"
    assert written["decomposition.csv"][2]["median"] == ""
    assert written["differential.csv"][0]["compared_with"] == "own_group"
    assert written["sensitivity.csv"][0] == {
        "measure": "wrongly_held",
        "selection": "all",
        "identity": "x",
        "path": "scan",
        "label": "scan",
        "grade": "assumed",
        "first": "0.5",
        "narrower": "0.25",
        "proxy": "",
    }
    (held,) = written["clock.csv"]
    assert (held["who"], held["median"], held["chance_hi"], held["audit_lo"], held["replications"]) == (
        "innocent",
        "2.0",
        "3.0",
        "",
        "5",
    )


def test_a_run_without_them_has_no_such_tables() -> None:
    assert sorted(made(SUMMARY)) == ["funnel.csv", "inputs.csv", "measures.csv"]


def test_every_column_has_a_meaning(tmp_path: Path) -> None:
    for name, text in made(FURTHER).items():
        (tmp_path / name).write_text(text)
    fields = [
        field
        for resource in datapackage(tmp_path, "patrol", "Patrol").resources
        for field in resource.columns.fields_of_it
    ]
    assert [field.name for field in fields if field.description is None] == []


def test_inputs_keep_their_origin() -> None:
    (row,) = rows("inputs.csv")
    assert (row["path"], row["source"], row["spread"], row["why"]) == ("scan", "the-hill-2019", "false", "")


def test_the_data_package_describes_every_column(tmp_path: Path) -> None:
    written = made(SUMMARY)
    for name, text in written.items():
        (tmp_path / name).write_text(text)
    package = as_json_holds(datapackage(tmp_path, "patrol", "Patrol"))
    described = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    assert described == {name: text.split("\n")[0].split(",") for name, text in sorted(written.items())}
    types = {f["name"]: f["type"] for r in package["resources"] for f in r["schema"]["fields"]}
    assert types["median"] == "number"
    assert types["n_draws"] == "integer"
    assert types["rollup"] == "boolean"
    assert types["label"] == "string"


def test_what_is_not_finite_is_null_in_json() -> None:
    text = as_json({"ratio": math.nan, "top": (math.inf, -math.inf), "fine": 0.1})
    assert json.loads(text) == {"ratio": None, "top": [None, None], "fine": 0.1}


@pytest.mark.parametrize("value", [{}, [], {"a": {"b": [1.5, None]}, "ü": "\n"}, [{"a": 1}, "x"], 3, None])
def test_json_by_lines_is_the_same_json(value: Any) -> None:
    text = as_lines(value)
    assert json.loads(text) == value
    assert text.count("\n") == (len(value) + 2 if value and isinstance(value, dict | list) else 1)


def test_arrays_become_lists_and_strangers_are_refused() -> None:
    assert json.loads(as_json({"a": np.array([1.5, np.nan]), "n": np.int64(3)})) == {
        "a": [1.5, None],
        "n": 3,
    }
    with pytest.raises(TypeError, match="object"):
        as_json({"a": object()})


def test_two_platforms_agree_within_rounding_and_no_further() -> None:
    one = {"a": [1.0, 2], "b": {"c": "x", "d": None, "e": True}}
    assert list(differences(one, {"a": [1.0 + 1e-9, 2], "b": {"c": "x", "d": None, "e": True}})) == []
    assert list(differences(one, {"a": [1.1, 2], "b": {"c": "y", "d": 0, "e": 1}})) == [
        "a[0]: 1.0 stored, 1.1 found",
        "b.c: 'x' stored, 'y' found",
        "b.d: None stored, 0 found",
        "b.e: True stored, 1 found",
    ]
    assert list(differences({"a": [1], "b": 1}, {"a": [1, 2], "c": 1})) == [
        "a: 1 items stored, 2 found",
        "b: only in the stored result",
        "c: only in the new one",
    ]


def test_where_a_proxy_shaped_the_numbers_every_row_of_every_table_says_so() -> None:
    written = made({**FURTHER, "proxy": True})
    for name in ("funnel.csv", "decomposition.csv", "differential.csv", "sensitivity.csv", "clock.csv"):
        told = [row["proxy"] for row in csv.DictReader(io.StringIO(written[name]))]
        assert told, name
        assert set(told) == {"proxy"}, name
