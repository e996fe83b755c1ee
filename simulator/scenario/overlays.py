"""Overlays: a reform or a vendor swap is a short file that `extends` a baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.documents import Block, Document, Fault, Faults, dotted, enter_all, load, put_in, shown
from simulator.documents.names import Step
from simulator.scenario import settings as command_line
from simulator.scenario.merging import base_of, laid_over
from simulator.scenario.outliving import Outlived, reconciled
from simulator.scenario.references import is_file, nearest_shipped, resolve_reference

Steps = tuple[Step, ...]
DEEPEST = 8  # files in a chain of overlays


@dataclass(frozen=True, slots=True)
class Layers:
    """The files of a scenario from the overlay down to its base, merged, and where each value was written.

    settings: the text of each `--set`, by its place. found: what was wrong with the files and settings themselves, or
    changes nothing; the rest could be read all the same. outlived: what was said of values that were changed.
    """

    documents: tuple[Document, ...]
    files: tuple[Path, ...]
    data: Block
    settings: dict[Steps, str]
    found: tuple[Fault, ...] = ()
    outlived: tuple[Outlived, ...] = ()

    @property
    def unread(self) -> frozenset[str]:
        """Blocks that are not YAML in one of the files: nothing is known of them, and nothing is said of them."""
        return frozenset().union(*(document.unread for document in self.documents))

    def fault(
        self,
        steps: Steps,
        value: object,
        rule: str,
        hint: str = "",
        *,
        at_key: bool = False,
        at: Steps | None = None,
    ) -> Fault:
        """A fault where the value was written: the topmost file that gives it, or `--set`.

        Args:
            at: the place to point at, where it is another than that of the value.
        """
        path = dotted(steps, self.data)
        told = "" if value is None else shown(value)
        for setting, text in self.settings.items():
            if (at or steps)[: len(setting)] == setting:
                inside = text.lstrip()[:1] in ("{", "[")
                path, told = (path, told) if inside else (dotted(setting, self.data), shown(text))
                return command_line.fault(path, told, rule, hint)
        file, line, column = self.place(steps if at is None else at, at_key=at_key)
        return Fault(file, line, column, path, told, rule, hint)

    def written(self, steps: Steps) -> str:
        """The line from where a value stands, or the text of the setting that gives it, as it was written."""
        for setting, text in self.settings.items():
            if steps[: len(setting)] == setting:
                return text
        for document in self.documents:
            own = in_document(steps, self.data, document)
            if own in document.values:
                return document.source(own)
        return ""

    def place(self, steps: Steps, *, at_key: bool = False) -> tuple[str, int, int]:
        """The file, line and column where a value, or the nearest thing around it, is written."""
        for length in range(len(steps), -1, -1):
            for document in self.documents:
                own = in_document(steps[:length], self.data, document)
                if own in document.values:
                    at_it = at_key and length == len(steps) and own in document.keys
                    return document.file, *(document.keys if at_it else document.values)[own]
        return self.documents[0].file, 1, 1


def in_document(steps: Steps, data: Block, document: Document) -> Steps:
    """Steps as this document writes them: an overlay addresses a pathway's stages by their ids."""
    if isinstance(document.keyed.get("pathway"), dict) and len(steps) > 1 and steps[0] == "pathway":
        return ("pathway", dotted(steps[:2], data).split(".")[1], *steps[2:])
    return steps


def read_layers(reference: str, settings: Mapping[str, str]) -> Layers:
    """Read a scenario and everything it extends, merge them, and apply `path=value` settings.

    Raises:
        Faults: a file that cannot be read, or a missing or circular base; with it what else was found so far.
    """
    slips: list[Fault] = []
    try:
        chain = _chain(resolve_reference(reference), slips)
    except Faults as found:
        raise Faults([*slips, *found.faults], missing=found.missing) from None
    return stacked([document for document, _ in chain], [file for _, file in chain], settings, slips)


def stacked(
    documents: Sequence[Document],
    files: Sequence[Path],
    settings: Mapping[str, str],
    slips: Sequence[Fault] = (),
) -> Layers:
    """Layers of documents already read, the overlay first."""
    found = list(slips)
    outlived: list[Outlived] = []
    merged = base_of(documents[-1])
    for document in reversed(documents[:-1]):
        base, merged = merged, laid_over(merged, document, found)
        merged = reconciled(base, merged, document.keyed, outlived)
    base, merged = merged, command_line.with_settings(merged, settings, found)
    placed = command_line.places(merged, settings)
    merged = reconciled(base, merged, _given(placed, merged), outlived)
    return Layers(tuple(documents), tuple(files), merged, placed, tuple(found), tuple(outlived))


def _given(placed: Mapping[Steps, str], data: Block) -> Block:
    """What was set, as an overlay would say it."""
    own: Block = {}
    for steps in placed:
        above = steps[:2] if steps[0] == "words" else steps[:1]
        own = put_in(own, above, enter_all(data, above))
    return own


def _chain(path: Path, slips: list[Fault]) -> list[tuple[Document, Path]]:
    chain: list[tuple[Document, Path]] = []
    seen: set[Path] = set()
    while True:
        document = load(path, slips=slips, apart="")
        if "extends" in document.unread:
            raise Faults([])  # what it extends cannot be told, and all it does not say would be missing
        if not isinstance(document.data, dict):
            raise Faults([document.fault((), None, "a scenario is a mapping of keys to values")])
        chain.append((document, path))
        seen.add(path.resolve())
        base = document.data.get("extends")
        if base is None:
            return chain
        if not isinstance(base, str):
            raise Faults([document.fault(("extends",), base, "names one scenario: a shipped name or a path")])
        path = _base(document, base, path, slips)
        if path.resolve() in seen:
            raise Faults([document.fault(("extends",), base, "extends itself in the end; break the circle")])
        if len(chain) >= DEEPEST:
            rule = f"is file {DEEPEST + 1} of a chain; at most {DEEPEST} may extend one another"
            raise Faults([document.fault(("extends",), base, rule)])


def _base(document: Document, base: str, path: Path, slips: list[Fault]) -> Path:
    """The file a base means. Where a shipped name is misspelt the nearest one is read, so that the rest can be checked."""
    try:
        found = resolve_reference(base, path.parent)
    except Faults as fault:
        told = document.fault(("extends",), base, "no shipped scenario has this name", fault.faults[0].hint)
        meant = nearest_shipped(base)
        if meant is None:
            raise Faults([told]) from None
        slips.append(told)
        return meant
    if not is_file(found):
        raise Faults(
            [document.fault(("extends",), base, "there is no such file", "paths are relative to this file")]
        )
    return found
