"""JSON Schemas of the smaller documents, for editors and programs, made of the keys that their readers know.

A schema says less than the reader: what hangs on the evidence or on another key is told by `check`, with its place and way out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simulator.documents import FIRST, NEWEST
from simulator.evidence import reading
from simulator.evidence.vocabulary import HANDS, KINDS, LABELS
from simulator.impact.measures import MEASURES
from simulator.study.board import limit_files
from simulator.study.cases import files as cases
from simulator.study.design import lever_files

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT, NUMBER, WHOLE, YES = {"type": "string"}, {"type": "number"}, {"type": "integer"}, {"type": "boolean"}
VERSION = {"type": "integer", "minimum": FIRST, "maximum": NEWEST}
SAID = {"anyOf": [TEXT, NUMBER]}
PAIR = {"type": "array", "items": SAID, "minItems": 2, "maxItems": 2}
FREE: dict[str, Any] = {}
OF_KEY: dict[str, Any] = {
    "schema": VERSION, "example": YES, "inside": YES, "draws": WHOLE, "seed": WHOLE, "steps": WHOLE, "recorded": NUMBER,
    "at_most": NUMBER, "at_least": NUMBER, "between": PAIR, "set": {"type": "object"}, "measure": {"enum": list(MEASURES)},
    "quantity": {"enum": list(MEASURES)}, "judged_on": {"enum": list(limit_files.BASES)}, "at": {"enum": ["run", "medians"]},
}  # fmt: skip
"""What stands under a key, where that is not text."""
ANYTHING = (
    "range",
    "down_to",
    "up_to",
    "fnir",
    "burden",
    "kinds",
    "times",
    "deployments",
    "limits",
    "cases",
    "levers",
    "expect",
    "source",
)
"""Keys whose values have several forms."""
Schema = dict[str, Any]


def _mapping(
    keys: Iterable[str], needed: Iterable[str], inside: Mapping[str, Schema] | None = None
) -> Schema:
    """A mapping of these keys and no others."""
    told = OF_KEY | dict.fromkeys(ANYTHING, FREE) | dict(inside or {})
    properties = {key: told.get(key, TEXT) for key in keys}
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of, "minItems": 1}


def limits() -> Schema:
    """A board's limits (docs/board.md)."""
    rule = _mapping(limit_files.RULE_KEYS, ("rule", "measure", "group", "reason"), {"source": TEXT})
    return _mapping(limit_files.FILE_KEYS, ("schema", "title", "limits"), {"limits": _list(rule)})


def case_file() -> Schema:
    """Cases: what scenarios should give (docs/scenario.md)."""
    expected = _mapping(cases.EXPECT_KEYS, ("group", "quantity"), {"source": TEXT})
    foretold = {"anyOf": [expected, {"type": "object"}]}  # of deployments: their own keys
    case = _mapping(cases.CASE_KEYS, ("name", "expect"), {"expect": _list(foretold)})
    several = _list(case)
    return {"anyOf": [several, _mapping(cases.FILE_KEYS, ("cases",), {"cases": several})]}


def levers() -> Schema:
    """Levers of a design: numbers that may be moved, and options (docs/board.md)."""
    option = _mapping(lever_files.OPTION_KEYS, ("words", "set"))
    lever = _mapping((*lever_files.NUMBER_KEYS, "options"), ("lever", "label"), {"options": _list(option)})
    return _mapping(lever_files.FILE_KEYS, ("schema", "title", "levers"), {"levers": _list(lever)})


def source() -> Schema:
    """`source.yaml` of an audit (docs/evidence.md)."""
    sentences: Schema = {"type": "array", "items": TEXT}
    inside: dict[str, Schema] = dict.fromkeys(reading.TEXTS, SAID) | dict.fromkeys(
        (*reading.LISTS, *reading.OPTIONAL_LISTS), sentences
    )
    inside |= dict.fromkeys(reading.OPTIONAL, SAID)
    inside |= {"kind": {"enum": list(KINDS)}, "hand": {"enum": list(HANDS)}}
    keys = (reading.VERSION, *reading.TEXTS, *reading.LISTS, *reading.OPTIONAL, *reading.OPTIONAL_LISTS)
    return _mapping(keys, (*reading.TEXTS, *reading.LISTS), inside)


def crosswalk() -> Schema:
    """`crosswalk.yaml`: whose labels lead where (docs/evidence.md)."""
    entry = {
        "type": "object",
        "properties": {"to": TEXT, "left_out": YES, "proxy_only": YES, "note": TEXT},
        "required": ["note"],
        "additionalProperties": False,
    }
    axes = {axis: {"type": "object", "additionalProperties": entry} for axis in LABELS}
    return _mapping((reading.VERSION, "id", "title", "extends", *LABELS), (), axes)


def difference() -> Schema:
    """What `diff --json` prints (docs/diff.md)."""
    from pydantic import TypeAdapter

    from simulator.results.difference import Difference

    found: Schema = TypeAdapter(Difference).json_schema()
    found["properties"] |= {
        "schema": VERSION,
        "what": {"const": "diff"},
        "moved": {"anyOf": [NUMBER, {"type": "null"}]},
    }
    return found


OF_DOCUMENT: dict[str, Callable[[], Schema]] = {
    "limits": limits,
    "cases": case_file,
    "levers": levers,
    "source": source,
    "crosswalk": crosswalk,
    "diff": difference,
}


def schema_of(document: str) -> Schema:
    """The JSON Schema of one of `OF_DOCUMENT`."""
    return {"$schema": DIALECT, "title": f"detention-impact {document}", **OF_DOCUMENT[document]()}
