"""One YAML file as its text, changed as a person changes it: the rest of the text stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from simulator.documents import dotted, parse
from simulator.documents.names import Step, enter

Steps = tuple[Step, ...]
Span = tuple[int, int]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Page:
    """A file's name and text, with the places of its keys and values."""

    name: str
    text: str

    @cached_property
    def data(self) -> Any:
        """What the text says, as the simulator reads it."""
        return parse(self.text, self.name).data

    @cached_property
    def _spans(self) -> tuple[dict[Steps, Span], dict[Steps, Span]]:
        values: dict[Steps, Span] = {}
        keys: dict[Steps, Span] = {}
        starts = [0]
        for line in self.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))

        def span(node: Any) -> Span:
            mark, end = node.start_mark, node.end_mark
            first, last = starts[mark.line] + mark.column, starts[end.line] + end.column
            return first, first + len(
                self.text[first:last].rstrip()
            )  # a block's mark lies where the next one begins

        def note(node: Any, steps: Steps) -> None:
            values[steps] = span(node)
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    here = (*steps, str(key.value))
                    keys[here] = span(key)
                    note(value, here)
            elif isinstance(node, yaml.SequenceNode):
                for i, item in enumerate(node.value):
                    note(item, (*steps, i))

        note(yaml.compose(self.text, Loader=_Loader), ())
        return values, keys

    @property
    def values(self) -> Mapping[Steps, Span]:
        """Where each value stands in the text."""
        return self._spans[0]

    @property
    def keys(self) -> Mapping[Steps, Span]:
        """Where each key stands in the text."""
        return self._spans[1]

    def at(self, steps: Steps) -> Any:
        """The value at a place; None where there is none."""
        data = self.data
        for step in steps:
            data = enter(data, step)
        return data

    def written(self, steps: Steps) -> str:
        """A value as it stands in the text."""
        first, last = self.values[steps]
        return self.text[first:last]

    def path(self, steps: Steps) -> str:
        """A place as messages name it."""
        return dotted(steps, self.data)

    def line(self, steps: Steps) -> int:
        """The line of a value, from 1."""
        return self.text.count("\n", 0, self.values[steps][0]) + 1

    def scalars(self) -> Iterator[tuple[Steps, Any]]:
        """Every plain value with its place, in the order of the file."""
        for steps in self.values:
            value = self.at(steps)
            if not isinstance(value, dict | list):
                yield steps, value

    def mappings(self) -> Iterator[tuple[Steps, dict[str, Any]]]:
        """Every mapping with its place, in the order of the file."""
        for steps in self.values:
            value = self.at(steps)
            if isinstance(value, dict):
                yield steps, value

    def with_values(self, new: Mapping[Steps, str]) -> str:
        """The text with other words where these values stand; no place may lie inside another."""
        return self._put(dict(self._beside_its_key(steps, words) for steps, words in new.items()))

    def _beside_its_key(self, steps: Steps, words: str) -> tuple[Span, str]:
        """The span to write in: what stands on lines below its key comes up to the key's own line."""
        first, last = self.values[steps]
        key = self.keys.get(steps)
        if key is None or "\n" not in self.text[key[1] : first]:
            return (first, last), words
        return (key[1] + 1, last), f" {words}"

    def with_key(self, steps: Steps, word: str) -> str:
        """The text with a key called something else."""
        return self._put({self.keys[steps]: word})

    def without(self, steps: Steps) -> str:
        """The text without a key and its value, which stand in a flow mapping or on lines of their own."""
        first, last = self.keys[steps][0], self.values[steps][1]
        around = self.text[self.values[steps[:-1]][0]] == "{"
        if around:
            if self.text[last] == ",":
                last = last + 2
            else:
                first = self.text.rindex(",", 0, first)
            return self.text[:first] + self.text[last:]
        first = self.text.rfind("\n", 0, first) + 1
        line_end = self.text.find("\n", last)
        return self.text[:first] + self.text[line_end + 1 if line_end >= 0 else len(self.text) :]

    def with_block(self, steps: Steps, value: Any) -> str:
        """The text with a value written anew, on one line."""
        return self.with_values({steps: in_flow(value)})

    def _put(self, new: Mapping[Span, str]) -> str:
        text = self.text
        for (first, last), words in sorted(new.items(), reverse=True):
            text = text[:first] + words + text[last:]
        return text


class _Plain(yaml.SafeDumper):
    """Writes everything out, also what stands twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (the base class names it)
        return True


def in_flow(value: Any) -> str:
    """Plain data on one line of YAML."""
    return _dumped(value, flow=True).removesuffix("\n").removesuffix("\n...")


def in_blocks(value: Any) -> str:
    """Plain data as YAML of its own lines."""
    return _dumped(value, flow=False)


def _dumped(value: Any, *, flow: bool) -> str:
    text = yaml.dump(
        value, Dumper=_Plain, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=100_000
    )
    return str(text)
