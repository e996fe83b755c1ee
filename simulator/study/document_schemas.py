"""JSON Schemas of every document but the scenario, for editors and programs.

Those of documents that people write are made of the keys that their readers know. Such a schema says less than the reader: what hangs on the
evidence or on another key is told by `check`, with its place and way out. Those of documents that the program writes are made of the types that
write them, and know no other key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from simulator.documents import FIRST, NEWEST, Block, mapping
from simulator.evidence import reading
from simulator.evidence.vocabulary import HANDS, KINDS, LABELS
from simulator.impact.measures import MEASURES
from simulator.results.values import DIALECT, Value
from simulator.study.board import limit_files
from simulator.study.cases import files as cases
from simulator.study.design import lever_files

TEXT: Block = {"type": "string"}
NUMBER: Block = {"type": "number"}
WHOLE: Block = {"type": "integer"}
YES: Block = {"type": "boolean"}
VERSION: Block = {"type": "integer", "minimum": FIRST, "maximum": NEWEST}
SAID: Block = {"anyOf": [TEXT, NUMBER]}
PAIR: Block = {"type": "array", "items": SAID, "minItems": 2, "maxItems": 2}
FREE: Block = {}
OF_KEY: dict[str, Block] = {
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


def _mapping(keys: Iterable[str], needed: Iterable[str], inside: Mapping[str, Block] | None = None) -> Block:
    """A mapping of these keys and no others."""
    told = OF_KEY | dict.fromkeys(ANYTHING, FREE) | dict(inside or {})
    properties: Block = {key: told.get(key, TEXT) for key in keys}
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }


def _list(of: Block) -> Block:
    return {"type": "array", "items": of, "minItems": 1}


def limits() -> Block:
    """A board's limits (docs/board.md)."""
    rule = _mapping(limit_files.RULE_KEYS, ("rule", "measure", "group", "reason"), {"source": TEXT})
    return _mapping(limit_files.FILE_KEYS, ("schema", "title", "limits"), {"limits": _list(rule)})


def case_file() -> Block:
    """Cases: what scenarios should give (docs/scenario.md)."""
    expected = _mapping(cases.EXPECT_KEYS, ("group", "quantity"), {"source": TEXT})
    foretold: Block = {"anyOf": [expected, {"type": "object"}]}  # of deployments: their own keys
    case = _mapping(cases.CASE_KEYS, ("name", "expect"), {"expect": _list(foretold)})
    several = _list(case)
    return {"anyOf": [several, _mapping(cases.FILE_KEYS, ("cases",), {"cases": several})]}


def levers() -> Block:
    """Levers of a design: numbers that may be moved, and options (docs/board.md)."""
    option = _mapping(lever_files.OPTION_KEYS, ("words", "set"))
    lever = _mapping((*lever_files.NUMBER_KEYS, "options"), ("lever", "label"), {"options": _list(option)})
    return _mapping(lever_files.FILE_KEYS, ("schema", "title", "levers"), {"levers": _list(lever)})


def source() -> Block:
    """`source.yaml` of an audit (docs/evidence.md)."""
    sentences: Block = {"type": "array", "items": TEXT}
    inside: dict[str, Block] = dict.fromkeys(reading.TEXTS, SAID) | dict.fromkeys(
        (*reading.LISTS, *reading.OPTIONAL_LISTS), sentences
    )
    inside |= dict.fromkeys(reading.OPTIONAL, SAID)
    inside |= {"kind": {"enum": list(KINDS)}, "hand": {"enum": list(HANDS)}}
    keys = (reading.VERSION, *reading.TEXTS, *reading.LISTS, *reading.OPTIONAL, *reading.OPTIONAL_LISTS)
    return _mapping(keys, (*reading.TEXTS, *reading.LISTS), inside)


def crosswalk() -> Block:
    """`crosswalk.yaml`: whose labels lead where (docs/evidence.md)."""
    entry: Block = {
        "type": "object",
        "properties": {"to": TEXT, "left_out": YES, "proxy_only": YES, "note": TEXT},
        "required": ["note"],
        "additionalProperties": False,
    }
    labels: Block = {"type": "object", "additionalProperties": entry}
    axes = dict.fromkeys(LABELS, labels)
    return _mapping((reading.VERSION, "id", "title", "extends", *LABELS), (), axes)


def difference() -> Block:
    """What `diff --json` prints (docs/diff.md)."""
    from pydantic import TypeAdapter

    from simulator.results.difference import Difference

    found: Block = TypeAdapter(Difference).json_schema()
    for part in (found, *map(mapping, mapping(found["$defs"]).values())):
        part["additionalProperties"] = False
    told: Block = {
        "schema": VERSION,
        "what": {"const": "diff"},
        "moved": {"anyOf": [NUMBER, {"type": "null"}]},
    }
    return found | {"properties": mapping(found["properties"]) | told}


def imported() -> Block:
    """`import.json`, of whatever kind of table (docs/import.md)."""
    from pydantic import TypeAdapter

    from simulator.records.imports.facts import Facts

    found: Block = TypeAdapter(Facts).json_schema()
    for part in map(mapping, mapping(found["$defs"]).values()):
        if "name" in mapping(part["properties"]):
            part["properties"] = mapping(part["properties"]) | FOLDER
    return found


def fit() -> Block:
    """`fit.json` (docs/records.md)."""
    from simulator.results.fit import Fit

    found: Block = Fit.model_json_schema()
    return found | {"properties": mapping(found["properties"]) | FOLDER}


FOLDER: Block = {"folder": {"type": "string", "description": "Where it lies: only as --json prints it."}}


def written() -> dict[str, type[Value]]:
    """The types of the other documents that the program writes or prints."""
    from simulator.results import Comparison, Summary
    from simulator.results.cases import CasesHeld
    from simulator.results.design import DesignFound
    from simulator.results.faults import Refusal
    from simulator.results.manifest import Manifest
    from simulator.results.remedies import Remedies
    from simulator.results.sweep import SweepPrinted
    from simulator.results.validation import Validation
    from simulator.results.what_if import WhatIf

    return {
        "summary": Summary,
        "comparison": Comparison,
        "manifest": Manifest,
        "validation": Validation,
        "sweep": SweepPrinted,
        "design": DesignFound,
        "what-if": WhatIf,
        "safe": Remedies,
        "held": CasesHeld,
        "faults": Refusal,
    }


OF_DOCUMENT: dict[str, Callable[[], Block]] = {
    "limits": limits,
    "cases": case_file,
    "levers": levers,
    "source": source,
    "crosswalk": crosswalk,
    "diff": difference,
    "import": imported,
    "fit": fit,
}


def schema_of(document: str) -> Block:
    """The JSON Schema of one of `OF_DOCUMENT` or of `written`. Raises KeyError for anything else."""
    made = OF_DOCUMENT[document]() if document in OF_DOCUMENT else written()[document].model_json_schema()
    return {"$schema": DIALECT} | made | {"title": f"detention-impact {document}"}
