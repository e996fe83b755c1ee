"""The program is read like a paper: short files, short functions, and every value that crosses rooms has a type."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.test_files import ROOT

PROGRAM = sorted((ROOT / "simulator").rglob("*.py"))
OTHERS = sorted(path for room in ("tests", "benchmarks") for path in (ROOT / room).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 350, 60
ANYTHING = r"(?:dict|Mapping)\[str, Any\]"
TYPES_THEMSELVES = ["cli/exits.py:REFUSED", "scenario/examining.py:_ADAPTERS", "scenario/salvage.py:salvage"]


def body_length(function: ast.FunctionDef) -> int:
    """Lines after the signature and the docstring: a verb's signature is the list of its options."""
    first, *others = function.body
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and bool(others)
    return (function.end_lineno or 0) - (others[0] if said else first).lineno + 1


def signatures(module: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Every public function, method and field of a module, with its annotations as text."""
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
        yield name, [ast.unparse(part) for part in parts if part is not None]


def untyped(path: Path) -> Iterator[str]:
    """`file:name` of every public function, method and field of a module whose signature has a mapping of anything."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    aliases = [
        re.escape(ast.unparse(node.targets[0]))
        for node in module.body
        if isinstance(node, ast.Assign) and re.fullmatch(ANYTHING, ast.unparse(node.value))
    ]
    pattern = re.compile("|".join([ANYTHING, *(rf"(?<![\w.]){alias}(?!\w)" for alias in aliases)]))
    for name, parts in signatures(module):
        if any(map(pattern.search, parts)):
            yield f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{name}"


def anything(path: Path) -> Iterator[str]:
    """`file:name` of every public function, method and field of a module whose signature says `Any` at all."""
    for name, parts in signatures(ast.parse(path.read_text(encoding="utf-8"))):
        if any(re.search(r"\bAny\b", part) for part in parts):
            yield f"{path.relative_to(ROOT / 'simulator')}:{name}"


def test_no_file_is_longer_than_350_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in (*PROGRAM, *OTHERS)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for path in PROGRAM
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (length := body_length(node)) > LONGEST_FUNCTION
    }
    assert found == {}


def test_what_enters_and_what_is_read_has_a_type() -> None:
    """In these rooms not even one value is anything, but for types themselves, and the parser's own base class."""
    rooms = ("documents", "evidence", "scenario", "records", "cli")
    found = [
        name
        for path in PROGRAM
        if path.relative_to(ROOT / "simulator").parts[0] in rooms
        for name in anything(path)
    ]
    assert found == TYPES_THEMSELVES


def test_no_mapping_of_anything_crosses_rooms() -> None:
    """Public functions and fields that take or give one: what is in it has a type in results/, or is `documents.Plain`."""
    assert [name for path in PROGRAM for name in untyped(path)] == []


def test_a_mapping_of_anything_is_found(tmp_path: Path) -> None:
    file = tmp_path / "room.py"
    file.write_text(
        "Loose = dict[str, Any]\ndef given(rows: list[Loose]) -> int: ...\ndef typed(row: Row) -> int: ...\n"
    )
    assert [name.rpartition(":")[2] for name in untyped(file)] == ["given"]
