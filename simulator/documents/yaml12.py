"""YAML as people mean it: 1.2 core types, one document, no tricks, and the place of every key and value.

The document is built from the parser's *events*, one after the other and without recursion, so that a bomb is refused
before it grows: 100,000 nested brackets or a file of aliases never reach a tree. In YAML 1.2 `no` is a word, `22:30` is a
word and `1e-4` is a number (https://yaml.org/spec/1.2.2/#103-core-schema).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator.documents.faults import Fault, Faults, shown
from simulator.documents.names import Step, dotted

MAX_BYTES = 1 << 20
MAX_DEPTH = 40
MAX_NODES = 50_000
LONGEST_INTEGER = 300  # digits; a longer one is a mistake, and is too long to print

_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}  # fmt: skip

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[int, int]
Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data and where it stands: `values` and `keys` map a place in the data to (line, column), from 1.

    raw: the bytes it was read from, for whoever keeps or hashes them: a file may be another a second later, a pipe is empty.
    """

    file: str
    data: Any
    values: dict[Steps, Place]
    keys: dict[Steps, Place]
    raw: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """What was read, as text."""
        return self.raw.decode("utf-8-sig")

    def place(self, steps: Steps) -> Place:
        """Where the value stands, or the nearest thing around it that was written."""
        while steps and steps not in self.values:
            steps = steps[:-1]
        return self.values.get(steps, (1, 1))

    def fault(self, steps: Steps, value: Any, rule: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault at a place of this document."""
        line, column = self.keys.get(steps, self.place(steps)) if at_key else self.place(steps)
        return Fault(self.file, line, column, dotted(steps, self.data), shown(value), rule, hint)


def load(path: Path, name: str | None = None) -> Document:
    """Read a file.

    Args:
        name: what messages call the file; the path as given where None.

    Raises:
        Faults: everything wrong with it; `missing` where there is no such file.
    """
    called = name or str(path)
    try:
        if path.is_dir():
            raise Faults([_whole(called, "is a folder; name a YAML file in it")])
        if path.is_char_device() and path.resolve() != Path("/dev/stdin").resolve():
            raise Faults([_whole(called, "is a device; name a YAML file")])
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            size = f"{path.stat().st_size:,}" if path.is_file() else f"over {MAX_BYTES:,}"
            raise Faults([_whole(called, f"has {size} bytes; at most {MAX_BYTES:,} are read")])
    except FileNotFoundError:
        raise Faults(
            [_whole(called, "there is no such file; `detention-impact list` names the shipped ones")],
            missing=True,
        ) from None
    except (OSError, ValueError) as error:
        raise Faults([_whole(called, f"cannot be read: {error}")], missing=True) from None
    return parse(raw, called)


def parse(raw: bytes | str, name: str) -> Document:
    """Read YAML text.

    Raises:
        Faults: everything wrong with it as YAML.
    """
    text = _decode(raw, name)
    if not text.strip():
        raise Faults([_whole(name, "is empty; `detention-impact init` writes a scenario to start from")])
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_Parser):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.faults.append(Fault(name, *at, "", "", f"is not YAML here: {error.problem or error.context}"))
    except yaml.reader.ReaderError:
        builder.faults.append(_unreadable(text, name))
    if builder.faults:
        raise Faults(builder.faults)
    whole = raw if isinstance(raw, bytes) else raw.encode()
    return Document(name, builder.root, builder.values, builder.keys, whole)


def scalar(text: str) -> Any:
    """A plain word as YAML 1.2 core reads it."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        if len(text) > LONGEST_INTEGER:
            return text if text[:2] in ("0o", "0x") else float(text)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.match(text) else text


def _decode(raw: bytes | str, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise Faults([_whole(name, f"is longer than {MAX_BYTES:,} bytes")])
    if isinstance(raw, str):
        try:
            raw.encode()
        except UnicodeEncodeError as error:
            rule = f"is not UTF-8 at character {error.start + 1}"
            raise Faults([Fault(name, 0, 0, "", raw, rule)]) from None
        return raw
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        rule = f"is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}"
        raise Faults([Fault(name, line, 1, "", "", rule, "save the file as UTF-8")]) from None


def _unreadable(text: str, name: str) -> Fault:
    """A character that no YAML may hold, at its place."""
    found = next((i for i, c in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(c)), 0)
    before = text[:found]
    line, column = before.count("\n") + 1, found - before.rfind("\n")
    rule = f"is not YAML: the character U+{ord(text[found]):04X} cannot stand in it"
    return Fault(name, line, column, "", "", rule, "take it out, or save the file as plain UTF-8 text")


def _whole(name: str, rule: str) -> Fault:
    return Fault(name, 0, 0, "", "", rule)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the key whose value comes next."""

    holder: Any
    steps: Steps
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Turns events into plain data, gathering faults. Stops the parse where going on could not end well."""

    name: str
    root: Any = None
    values: dict[Steps, Place] = field(default_factory=dict)
    keys: dict[Steps, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(event, "starts a second document; put one scenario in one file")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()

    def _node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(event, f"has more than {MAX_NODES:,} values")
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"*{event.anchor}", "aliases are not read; write the value out")
            top = self.open[-1] if self.open else None
            if top is not None and isinstance(top.holder, dict) and top.key is None:
                top.key = f"*{event.anchor}"  # what follows is this key's value
            else:
                self._place(event, None)
            return
        if event.anchor:
            self._fault(event, f"&{event.anchor}", "anchors are not read; write the value out")
        if event.tag is not None and event.tag != "!":
            self._fault(event, event.tag, "tags are not read; write the plain value")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            self._scalar(event, plain)
        else:
            self._enter(event, {} if isinstance(event, yaml.MappingStartEvent) else [])

    def _scalar(self, event: Any, plain: bool) -> None:
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.holder, dict) and top.key is None:
            self._key(event, top)
        else:
            self._place(event, scalar(event.value) if plain else event.value)

    def _key(self, event: Any, top: _Open) -> None:
        key = str(event.value)
        steps = (*top.steps, key)
        if key in top.holder:
            first = self.keys[steps][0]
            path = ".".join(str(step) for step in steps)
            rule = f"this key is already given in line {first}"
            self.faults.append(Fault(self.name, *self._at(event), path, "", rule, "keep one of them"))
        else:
            self.keys[steps] = self._at(event)
        top.key = key

    def _enter(self, event: Any, holder: Any) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._stop(event, f"is nested more than {MAX_DEPTH} deep")
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.holder, dict) and top.key is None:
            self._stop(event, "a key must be a word, not a list or a mapping")
        steps = self._place(event, holder)
        self.open.append(_Open(holder, steps))

    def _place(self, event: Any, value: Any) -> Steps:
        """Put a finished or opened value where it belongs."""
        steps: Steps = ()
        if not self.open:
            self.root = value
        else:
            top = self.open[-1]
            if isinstance(top.holder, list):
                steps = (*top.steps, len(top.holder))
                top.holder.append(value)
            else:
                key = top.key if top.key is not None else ""
                steps = (*top.steps, key)
                top.holder[key] = value
                top.key = None
        self.values[steps] = self._at(event)
        return steps

    def _at(self, event: Any) -> Place:
        return event.start_mark.line + 1, event.start_mark.column + 1

    def _fault(self, event: Any, value: str, rule: str, hint: str = "") -> None:
        path = ".".join(str(step) for step in self.open[-1].steps) if self.open else ""
        self.faults.append(Fault(self.name, *self._at(event), path, shown(value), rule, hint))

    def _stop(self, event: Any, rule: str) -> None:
        self.faults.append(Fault(self.name, *self._at(event), "", "", rule))
        raise Faults(self.faults)
