"""YAML as people mean it: 1.2 core types, one document, no tricks, and the place of every key and value.

In YAML 1.2 `no` is a word, `22:30` is a word and `1e-4` is a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from simulator.documents.building import Builder, Place, Steps
from simulator.documents.characters import harmless, unsafe
from simulator.documents.faults import Fault, Faults, shown
from simulator.documents.names import dotted
from simulator.documents.plain import Block, Plain, mapping
from simulator.documents.reading_on import read_on
from simulator.documents.syntax import explained

MAX_BYTES = 1 << 20

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data and where it stands: `values` and `keys` map a place in the data to (line, column), from 1.

    raw: the bytes it was read from, for whoever keeps or hashes them: a file may be another a second later, a pipe is empty.
    unread: keys at its left edge that are not in `data`, because what is below them is not YAML.
    """

    file: str
    data: Plain
    values: dict[Steps, Place]
    keys: dict[Steps, Place]
    raw: bytes = field(repr=False)
    unread: frozenset[str] = frozenset()

    @property
    def keyed(self) -> Block:
        """The data as a mapping of keys; empty where they are none."""
        return mapping(self.data)

    @property
    def text(self) -> str:
        """What was read, as text."""
        return self.raw.decode("utf-8-sig")

    def source(self, steps: Steps) -> str:
        """The line from where a value stands, as it was written."""
        line, column = self.place(steps)
        return self.text.split("\n")[line - 1][column - 1 :]

    def place(self, steps: Steps) -> Place:
        """Where the value stands, or the nearest thing around it that was written."""
        while steps and steps not in self.values:
            steps = steps[:-1]
        return self.values.get(steps, (1, 1))

    def fault(self, steps: Steps, value: object, rule: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault at a place of this document."""
        line, column = self.keys.get(steps, self.place(steps)) if at_key else self.place(steps)
        return Fault(self.file, line, column, dotted(steps, self.data), shown(value), rule, hint)

    def remark(self, steps: Steps, value: object, rule: str, hint: str = "") -> Fault:
        """What is to be said of how the document is written; the number is what it would be without."""
        return replace(self.fault(steps, value, rule, hint), warns=True, remark=True)


def load(
    path: Path, name: str | None = None, slips: list[Fault] | None = None, apart: str | None = None
) -> Document:
    """Read a file.

    Args:
        name: what messages call the file; the path as given where None.
        slips, apart: as in `parse`.

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
    if found := unsafe(path.name):
        rule = f"has {found} in its name, a character that is obeyed and not shown"
        raise Faults([Fault(harmless(called), 0, 0, "", "", rule, "rename the file")])
    return parse(raw, called, slips, apart)


def parse(
    raw: bytes | str, name: str, slips: list[Fault] | None = None, apart: str | None = None
) -> Document:
    """Read YAML text.

    Args:
        slips: takes the faults that leave the rest of the document readable (a key given twice, an alias, a comma in a
            number), so that they hide nothing that is found later; where None, they are raised like all others.
        apart: with `slips`, what is not YAML goes there too, and its block is left out (`reading_on`); where None, it ends
            the reading.

    Raises:
        Faults: everything wrong with it as YAML.
    """
    text = _decode(raw, name).removeprefix("\ufeff")
    if not text.strip():
        raise Faults([_whole(name, "is empty; `detention-impact init` writes a scenario to start from")])
    builder, unread = Builder(name, text), frozenset[str]()
    try:
        _build(builder)
    except yaml.MarkedYAMLError as error:
        if slips is None or apart is None:
            raise Faults([*builder.faults, explained(error, text, name)]) from None
        rest, found, unread = read_on(error, text, name, lambda left: _build(Builder(name, left)), apart)
        if rest is None:
            raise Faults([*builder.faults, *found]) from None
        slips += found
        builder = rest
    except yaml.reader.ReaderError:
        raise Faults([*builder.faults, _unreadable(text, name)]) from None
    if builder.faults and slips is None:
        raise Faults(builder.faults)
    if slips is not None:
        slips += builder.faults
    whole = raw if isinstance(raw, bytes) else raw.encode()
    return Document(name, builder.root, builder.values, builder.keys, whole, unread)


def _build(builder: Builder) -> Builder:
    for event in yaml.parse(builder.text, Loader=_Parser):
        builder.take(event)
    return builder


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
