"""The program is read like a paper: short files, short functions, and every value that crosses rooms has a type."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.test_files import ROOT

PROGRAM = sorted((ROOT / "simulator").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 350, 60
ANYTHING = r"(?:dict|Mapping)\[str, Any\]"
JSON = ("simulator/results/encoding.py", "simulator/results/values.py")
"""Where mappings of anything are what is meant: JSON's bytes, and the one way of every document to and from JSON."""


def body_length(function: ast.FunctionDef) -> int:
    """Lines after the signature and the docstring: a verb's signature is the list of its options."""
    first, *others = function.body
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and bool(others)
    return (function.end_lineno or 0) - (others[0] if said else first).lineno + 1


def untyped(path: Path) -> Iterator[str]:
    """`file:name` of every public function, method and field of a module whose signature has a mapping of anything."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    aliases = [
        re.escape(ast.unparse(node.targets[0]))
        for node in module.body
        if isinstance(node, ast.Assign) and re.fullmatch(ANYTHING, ast.unparse(node.value))
    ]
    pattern = re.compile("|".join([ANYTHING, *(rf"(?<![\w.]){alias}(?!\w)" for alias in aliases)]))
    classes = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
    for node in (*module.body, *(member for each in classes for member in each.body)):
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            parts = [*(each.annotation for each in arguments), node.returns]
            name = node.name
        elif isinstance(node, ast.AnnAssign):
            parts, name = [node.annotation], ast.unparse(node.target)
        else:
            continue
        if any(pattern.search(ast.unparse(part)) for part in parts if part is not None):
            yield f"{path.relative_to(ROOT)}:{name}"


def test_no_file_of_the_program_is_longer_than_350_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in PROGRAM}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for path in PROGRAM
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (length := body_length(node)) > LONGEST_FUNCTION
    }
    assert found == {}


def test_no_mapping_of_anything_crosses_rooms() -> None:
    """Public functions and fields that take or give one: what is in it has a type in results/, or is `documents.Plain`."""
    found = [
        name for path in PROGRAM if not str(path.relative_to(ROOT)).startswith(JSON) for name in untyped(path)
    ]
    assert found == []


def test_a_mapping_of_anything_is_found() -> None:
    file = ROOT / "simulator" / "results" / "encoding.py"
    assert f"{file.relative_to(ROOT)}:read_json" in set(untyped(file))
