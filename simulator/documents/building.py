"""A document from the parser's *events*, one after the other and without recursion: a bomb is refused before it grows.

100,000 nested brackets or a file of aliases never reach a tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from simulator.documents.characters import unsafe
from simulator.documents.faults import Fault, Faults, shown
from simulator.documents.names import Step, dotted
from simulator.documents.numerals import numeral
from simulator.documents.plain import Block, Plain
from simulator.documents.scalars import scalar

MAX_DEPTH = 40
MAX_NODES = 50_000
MOST_PARTS = 8  # between the commas of a number

_COLON = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*:")

Place = tuple[int, int]
Steps = tuple[Step, ...]


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the key whose value comes next.

    braces: a mapping in braces. last, word: the key before, and the event of its value where that is a plain word.
    strays: the events of what stood after it between commas, without a colon. cut: the parser's empty value for the last
    of them comes next.
    """

    holder: list[Plain] | Block
    steps: Steps
    key: str | None = None
    braces: bool = False
    last: str = ""
    word: Any = None
    strays: list[Any] = field(default_factory=list)
    cut: bool = False

    @property
    def at_key(self) -> bool:
        """Whether a key comes next."""
        return isinstance(self.holder, dict) and self.key is None


@dataclass(slots=True)
class Builder:
    """Turns events into plain data, gathering faults. Stops the parse where going on could not end well.

    text: what is parsed; events know their places in it.
    """

    name: str
    text: str
    root: Plain = None
    values: dict[Steps, Place] = field(default_factory=dict)
    keys: dict[Steps, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Take the parser's next event.

        Raises:
            Faults: the document goes on in a way that is not read; everything found so far.
        """
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(event, "starts a second document; put one scenario in one file")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._settle(self.open.pop())

    def _node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(event, f"has more than {MAX_NODES:,} values")
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"*{event.anchor}", "aliases are not read; write the value out")
            top = self.open[-1] if self.open else None
            if top is not None and top.at_key:
                top.key = f"*{event.anchor}"  # what follows is this key's value
            else:
                self._place(event, None)
            return
        if event.anchor:
            self._fault(event, f"&{event.anchor}", "anchors are not read; write the value out")
        if event.tag is not None and event.tag != "!":
            self._fault(event, event.tag, "tags are not read; write the plain value")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._enter(event, {} if isinstance(event, yaml.MappingStartEvent) else [])

    def _scalar(self, event: Any) -> None:
        if found := unsafe(event.value):
            self._fault(
                event, event.value, f"holds {found}, a character that is obeyed and not shown", "take it out"
            )
        top = self.open[-1] if self.open else None
        plain = event.implicit[0]
        if top is not None and top.cut:
            top.cut = False
        elif top is not None and top.at_key:
            self._key(event, top)
        else:
            self._place(event, scalar(event.value) if plain else event.value)
            if top is not None and plain:
                top.word = event

    def _key(self, event: Any, top: _Open) -> None:
        if top.braces and not self._has_colon(event):
            top.strays.append(event)
            top.cut = True
            return
        self._settle(top)
        key = str(event.value)
        steps = (*top.steps, key)
        if key in top.holder:
            rule = f"this key is already given in line {self.keys[steps][0]}"
            path = dotted(steps, self.root)
            self.faults.append(Fault(self.name, *_at(event), path, "", rule, "keep one of them"))
        else:
            self.keys[steps] = _at(event)
        top.key = top.last = key
        top.word = None

    def _has_colon(self, key: Any) -> bool:
        """Whether a key in braces has a colon; `{0,5}` and `{half, or so}` are read as keys without one."""
        return bool(_COLON.match(self.text, key.end_mark.index))

    def _settle(self, top: _Open) -> None:
        """Name what stood in braces without a colon: most often the rest of a number or of a text cut at its comma."""
        strays, word = top.strays, top.word
        top.strays, top.word = [], None
        if not strays:
            return
        rest = strays if word is None else self._cut(top, word, strays)
        for event in rest:
            path, value = dotted(top.steps, self.root), shown(event.value)
            rule, hint = "stands in braces without a colon and a value", f"write {value}: …, or take it out"
            self.faults.append(Fault(self.name, *_at(event), path, value, rule, hint))

    def _cut(self, top: _Open, word: Any, strays: list[Any]) -> list[Any]:
        """Name the number or the text that a plain word is the beginning of; what is not part of it is returned."""
        path, place = dotted((*top.steps, top.last), self.root), _at(word)
        for count in range(min(len(strays), MOST_PARTS), 0, -1):
            text = self._written(word, strays[count - 1])
            if meant := numeral(text):
                self.faults.append(Fault(self.name, *place, path, text, "is not a number", meant.way))
                return strays[count:]
        if not isinstance(scalar(word.value), str):
            return strays
        text = shown(self._written(word, strays[-1]))
        mark = "'" if '"' in text else '"'
        rule = "goes on after a comma, and in braces a comma ends a text"
        hint = f"put it in quotes: {top.last}: {mark}{text}{mark}"
        self.faults.append(Fault(self.name, *place, path, text, rule, hint))
        return []

    def _written(self, first: Any, last: Any) -> str:
        """The text from one event to another, on one line."""
        return " ".join(self.text[first.start_mark.index : last.end_mark.index].split())

    def _enter(self, event: Any, holder: list[Plain] | Block) -> None:
        if len(self.open) >= MAX_DEPTH:
            self._stop(event, f"is nested more than {MAX_DEPTH} deep")
        top = self.open[-1] if self.open else None
        if top is not None and top.at_key:
            self._stop(event, "a key must be a word, not a list or a mapping")
        steps = self._place(event, holder)
        braces = isinstance(holder, dict) and bool(event.flow_style)
        self.open.append(_Open(holder, steps, braces=braces))

    def _place(self, event: Any, value: Plain) -> Steps:
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
        self.values[steps] = _at(event)
        return steps

    def _fault(self, event: Any, value: str, rule: str, hint: str = "") -> None:
        path = dotted(self.open[-1].steps, self.root) if self.open else ""
        self.faults.append(Fault(self.name, *_at(event), path, shown(value), rule, hint))

    def _stop(self, event: Any, rule: str) -> None:
        self.faults.append(Fault(self.name, *_at(event), "", "", rule))
        raise Faults(self.faults)


def _at(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
