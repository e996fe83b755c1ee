"""Small trusted reading of a source's YAML: every scalar stays text, every key keeps its line.

Built from the parser's event stream, so that aliases, tags, several documents, deep nesting and duplicate keys
are refused before anything is composed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from simulator.evidence.faults import EvidenceFault

LARGEST_BYTES = 1 << 20
DEEPEST = 20
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data (dicts, lists and strings) and the line of every dotted path in it."""

    data: dict[str, Any]
    lines: dict[str, int]
    faults: tuple[EvidenceFault, ...]


def read_tree(path: Path, shown: str) -> Tree:
    """Read a YAML mapping; `shown` is the name used in faults. Never raises for bad content."""
    text, faults = read_text(path, shown, LARGEST_BYTES)
    if text is None:
        return Tree({}, {}, tuple(faults))
    builder = _Builder(shown)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
            if builder.faults:
                return Tree({}, {}, tuple(builder.faults))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = str(getattr(error, "problem", None) or error)
        return Tree({}, {}, (EvidenceFault(shown, line, "", "", f"is not YAML ({problem})", "correct it"),))
    if not isinstance(builder.root, dict):
        rule = "must be a mapping of keys to values"
        return Tree({}, {}, (EvidenceFault(shown, 1, "", "", rule, "start with `id: …`"),))
    return Tree(builder.root, builder.lines, ())


def read_text(path: Path, shown: str, largest: int) -> tuple[str | None, list[EvidenceFault]]:
    """A file's UTF-8 text, or None and the faults: missing, a folder, too large, not UTF-8."""
    if not path.is_file():
        rule = "is a folder" if path.is_dir() else "does not exist"
        return None, [
            EvidenceFault(shown, 1, "", "", rule, "a source is a folder with source.yaml and rates.csv")
        ]
    size = path.stat().st_size
    if size > largest:
        rule = f"is larger than {largest} bytes"
        return None, [EvidenceFault(shown, 1, "", str(size), rule, "split it into several sources")]
    try:
        return path.read_bytes().decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        rule = f"is not UTF-8 at byte {error.start}"
        return None, [EvidenceFault(shown, 1, "", "", rule, "save it as UTF-8")]


class _Builder:
    """Composes one document of mappings, lists and text from parser events."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.root: Any = None
        self.lines: dict[str, int] = {}
        self.faults: list[EvidenceFault] = []
        self._documents = 0
        self._stack: list[tuple[str, Any, str | None]] = []

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line = 1 if mark is None else mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(line, "---", "holds more than one document", "keep one")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(line, "*", "uses an alias", "write the value out")
        elif isinstance(event, yaml.ScalarEvent):
            self._put(event, event.value, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, {}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [], line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()

    def _open(self, event: Any, container: Any, line: int) -> None:
        path = self._put(event, container, line)
        if len(self._stack) >= DEEPEST:
            self._refuse(line, path, f"is nested deeper than {DEEPEST}", "flatten it")
            return
        self._stack.append((path, container, None))

    def _put(self, event: Any, value: Any, line: int) -> str:
        if event.anchor or event.tag:
            self._refuse(line, str(event.anchor or event.tag), "uses an anchor or a tag", "write plain YAML")
        if not self._stack:
            self.root = value
            return ""
        path, container, key = self._stack[-1]
        if isinstance(container, list):
            container.append(value)
            return self._mark(f"{path}.{len(container) - 1}".lstrip("."), line)
        if key is None:
            if not isinstance(value, str):
                self._refuse(line, path, "has a key that is not text", "use a plain key")
                return path
            if value in container:
                self._refuse(line, value, "is written twice", "keep one")
            self._stack[-1] = (path, container, value)
            return self._mark(f"{path}.{value}".lstrip("."), line)
        container[key] = value
        self._stack[-1] = (path, container, None)
        return f"{path}.{key}".lstrip(".")

    def _mark(self, path: str, line: int) -> str:
        self.lines.setdefault(path, line)
        return path

    def _refuse(self, line: int, value: str, rule: str, way_out: str) -> None:
        self.faults.append(EvidenceFault(self.shown, line, "", value, rule, way_out))
