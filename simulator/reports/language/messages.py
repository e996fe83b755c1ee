"""Every message of the reports, found in the program itself, so that the list is never older than the sentences."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter

from jinja2 import Environment
from jinja2.nodes import Call, Const, Name

SAID = {"phrase": 1, "message": 1, "plural": 2}
"""The functions of `phrases` that are given messages, and how many; `plural` is given its count first."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a translator is shown. `many`: the form for several, of a message that depends on a count. where: a file and its function.

    note: the first line of that function's description.
    """

    text: str
    many: str = ""
    where: str = ""
    note: str = ""

    @property
    def slots(self) -> frozenset[str]:
        """The names in braces."""
        return slots_of(self.text) | slots_of(self.many)


def slots_of(text: str) -> frozenset[str]:
    """The names in braces in a text. Raises ValueError where a brace is not closed."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def messages() -> tuple[Message, ...]:
    """The messages of the reports in the order of their files, each once."""
    found: dict[str, Message] = {}
    for name, source in sorted(_sources(files("simulator.reports"), "reports")):
        for each in in_template(source, name) if name.endswith(".j2") else in_source(source, name):
            kept = found.setdefault(each.text, each)
            if each.many and not kept.many:
                found[each.text] = each
    return tuple(found.values())


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, str]]:
    for each in folder.iterdir():
        place = f"{name}/{each.name}"
        if each.is_dir():
            yield from _sources(each, place)
        elif each.name.endswith((".py", ".j2")):
            yield place, each.read_text(encoding="utf-8")


def in_source(source: str, name: str) -> Iterator[Message]:
    """The messages of one module."""
    yield from _in(ast.parse(source), name, "")


def in_template(source: str, name: str) -> Iterator[Message]:
    """The messages of one template."""
    for call in Environment().parse(source).find_all(Call):
        if isinstance(call.node, Name) and call.node.name in SAID:
            texts = [each.value for each in call.args if isinstance(each, Const)]
            if message := _message(call.node.name, texts, name, ""):
                yield message


def _message(function: str, values: list[object], where: str, note: str) -> Message | None:
    """What a call says; None where it says what is kept elsewhere."""
    texts = [each for each in values if isinstance(each, str)][: SAID[function]]
    if len(texts) < SAID[function]:
        return None
    return Message(texts[0], texts[1] if len(texts) > 1 else "", where, note)


def _in(node: ast.AST, where: str, note: str) -> Iterator[Message]:
    """The messages below a node, with the innermost function around them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            told = (ast.get_docstring(child) or "").split("\n", 1)[0]
            yield from _in(child, f"{where.split(':', 1)[0]}:{child.name}", told or note)
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in SAID:
            values: list[object] = [each.value for each in child.args if isinstance(each, ast.Constant)]
            if message := _message(child.func.id, values, where, note):
                yield message
        yield from _in(child, where, note)
