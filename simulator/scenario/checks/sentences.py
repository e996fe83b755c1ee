"""What a scenario says in words: every path it is about exists, and nothing is said of a base's values any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from simulator.documents import Plain, did_you_mean, enter_all, items, mapping, steps_of
from simulator.documents.faults import clean
from simulator.documents.names import Step, enter
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.outliving import Outlived, about, text_of
from simulator.scenario.schema import keys_at

QUOTED = 100
"""Characters of a sentence that a message repeats."""


def subjects(context: Context) -> Found:
    """Every path that a sentence is about leads somewhere."""
    data = context.layers.data
    for steps, said in _said(data):
        for path in about(said):
            if not _leads(path, context):
                rule = "is about a path that leads nowhere"
                hint = did_you_mean(path, _near(path, data)) or "`check` lists the paths of this scenario"
                yield context.fault((*steps, "about"), path, rule, hint)


def outlived(context: Context) -> Found:
    """What a base said of values that were changed is left out, and that is told where they were changed."""
    for each in context.layers.outlived:
        yield context.remark(_steps(each.changed, context.layers.data), None, *_told(each, context))


def _told(each: Outlived, context: Context) -> tuple[str, str]:
    place = next(_places(each, context), "the scenario it extends")
    rule = f"is changed here, so what {place} says of it is left out: “{clean(each.text, QUOTED)}”"
    if each.key == "cautions":
        way = f"say it anew under cautions, as {{text: …, about: {each.changed}}}, or take it away with text: null"
    else:
        way = f"say it anew under {each.key}"
    return rule, way


def _places(each: Outlived, context: Context) -> Iterator[str]:
    """Where the sentence stands."""
    for document in context.layers.documents:
        for steps, said in _said(document.data):
            if text_of(said) == each.text:
                yield f"{Path(document.file).name}:{document.place(steps)[0]}"


def _said(data: Plain) -> Iterator[tuple[Steps, Plain]]:
    """Every entry that may say what it is about, with its place."""
    for key in ("summary", "status"):
        yield (key,), enter(data, key)
    for key in ("cautions", "measured_here"):
        for i, each in enumerate(items(enter(data, key))):
            yield (key, i), each
    for key, each in mapping(enter(data, "words")).items():
        yield ("words", key), each


def _steps(path: str, data: Plain) -> Steps:
    try:
        return steps_of(path, data)
    except KeyError:
        return (path.split(".")[0],)


def _leads(path: str, context: Context) -> bool:
    """Whether a path is given, or could be: an overlay may add what its base leaves out."""
    data = context.layers.data
    try:
        steps = steps_of(path, data)
    except KeyError:
        return False
    *above, key = steps
    if enter_all(data, steps) is not None or any(
        at == tuple(above) and key in _keys(block) for at, block in context.numbers()
    ):
        return True
    return key in keys_at(tuple(above))  # last: to gather the whole grammar is a tenth of a check


def _keys(block: BaseModel) -> list[Step]:
    return [info.alias or name for name, info in type(block).model_fields.items()]


def _near(path: str, data: Plain) -> list[str]:
    """Paths that begin like this one, as far as it leads."""
    above = path.rpartition(".")[0]
    value = enter_all(data, _steps(above, data) if above else ())
    return [f"{above}.{key}".lstrip(".") for key in mapping(value)]
