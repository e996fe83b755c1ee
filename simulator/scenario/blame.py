"""Who causes a fault in what is inherited: the line of the analyst's own file, and the `null` that is the way out.

Nothing here knows the rules. Layers are laid one upon another, from the base up, and examined again: a fault belongs to the
first of them with which it appears, and there to the smallest part without which it does not. A key is the way out if the
scenario without it has this fault no more, and no other one instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from simulator.documents import Document, Fault, dotted, enter_all, mapping, shown, steps_of, without
from simulator.documents.names import Step
from simulator.evidence import Library
from simulator.scenario.examining import examine
from simulator.scenario.overlays import Layers, in_document, stacked
from simulator.scenario.settings import FILE

Steps = tuple[Step, ...]
Told = frozenset[tuple[str, str]]
"""Faults by what they say: path and rule, not the place."""
MOST_TRIALS = 400  # of some milliseconds each
MOST_KEYS = 14  # inherited keys of a block that are tried as ways out


def blamed(found: list[Fault], layers: Layers, shelf: Library, settings: Mapping[str, str]) -> list[Fault]:
    """The faults of a scenario that extends another or is set from the command line, each at what causes it.

    Args:
        found: what `examine` found in these layers.
        settings: of the command line, by dotted path.
    """
    if len(layers.documents) == 1 and not settings:
        return found
    search = _Search(layers, shelf, settings)
    return [search.blame(fault) for fault in found]


class _Search:
    """Trials with parts of a scenario, none made twice.

    Layers are counted from the base, 0; settings come after the files, one by one.
    """

    def __init__(self, layers: Layers, shelf: Library, settings: Mapping[str, str]) -> None:
        self.layers, self.shelf, self.settings = layers, shelf, list(settings.items())
        self.files = len(layers.documents)
        self.whole = self._told(layers)
        self.tried: dict[tuple[int, Steps], Told] = {}
        self.freed: dict[tuple[Steps, ...], Told] = {}

    def blame(self, fault: Fault) -> Fault:
        """The fault at its cause, with its way out; as it is where the base has it by itself."""
        layer, steps = self._first(fault), self._place(fault.path)
        if fault.warns or not layer or steps is None:
            return fault
        if layer >= self.files:
            return self._at_setting(fault, steps, *self.settings[layer - self.files])
        document = self.layers.documents[-1 - layer]
        ways = self._ways(fault, steps, lambda at: self._own(at, document) in document.values)
        way = f"write {_and(f'{key[-1]}: null' for key in ways)} under {self._called(ways)}" if ways else ""
        if fault.file == document.file and not self._is_part(steps, document):
            return _with(fault, way)
        at = self._smallest(fault, steps, layer, document) or ("extends",)
        line, column = document.keys.get(at, document.place(at))
        placed = replace(fault, file=document.file, line=line, column=column)
        return _with(placed, _origin(fault, document.file), way)

    def _at_setting(self, fault: Fault, steps: Steps, path: str, text: str) -> Fault:
        own = self.layers.settings
        ways = self._ways(fault, steps, lambda at: any(s[: len(at)] == at or at[: len(s)] == s for s in own))
        way = f"add {_and(f'--set {dotted(key, self.layers.data)}=null' for key in ways)}" if ways else ""
        inside = (self._place(path) or ())[: len(steps)] == steps
        if fault.file == FILE:
            return _with(fault, way)
        if inside:
            return _with(replace(fault, file=FILE, line=0, column=0, path=path, value=shown(text)), way)
        called = f"{FILE} {path}={shown(text)}"
        return _with(replace(fault, file=called, line=0, column=0), _origin(fault, FILE), way)

    def _place(self, path: str) -> Steps | None:
        """The steps of a dotted path in the data; None where it leads nowhere."""
        try:
            return steps_of(path, self.layers.data) if path else ()
        except KeyError:
            return None

    def _first(self, fault: Fault) -> int | None:
        """The first layer with which a fault appears; None where it is no matter of layers, such as a key given twice."""
        said = (fault.path, fault.rule)
        if said not in self.whole:
            return None
        return next((i for i in range(self.files + len(self.settings)) if said in self._up_to(i)), None)

    def _smallest(self, fault: Fault, steps: Steps, layer: int, document: Document) -> Steps:
        """The smallest part of a layer's file without which the fault does not appear, and no other one instead.

        Where other faults would, a part is named all the same, and its own parts are not looked into.
        """
        said, own, whole = (fault.path, fault.rule), self._own(steps, document), self._up_to(layer)
        at: Steps = ()
        while isinstance(node := enter_all(document.data, at), dict):
            parts = [(*at, key) for key in node]
            parts.sort(key=lambda part: part != own[: len(part)])
            free = [part for part in parts if said not in self._up_to(layer, part)]
            clean = next((part for part in free if self._up_to(layer, part) <= whole), None)
            if clean is None:
                return free[0] if free else at
            at = clean
        return at

    def _ways(self, fault: Fault, steps: Steps, written: Callable[[Steps], bool]) -> tuple[Steps, ...]:
        """Inherited keys, as few as possible, that a `null` would take away and the fault with them."""
        block = enter_all(self.layers.data, steps)
        near = [steps] if steps and isinstance(enter_all(self.layers.data, steps[:-1]), dict) else []
        near += [(*steps, key) for key in block] if steps and isinstance(block, dict) else []
        inherited = [at for at in near if not written(at)][:MOST_KEYS]
        for count in (1, 2):
            for keys in combinations(inherited, count):
                left = self._free_of(keys)
                if (fault.path, fault.rule) not in left and left < self.whole:
                    return keys
        return ()

    def _up_to(self, layer: int, lacking: Steps = ()) -> Told:
        """What is said of the layers up to one, the file of the last lacking what stands at a place."""
        if (layer, lacking) not in self.tried:
            if len(self.tried) > MOST_TRIALS:
                return self.whole
            documents = list(self.layers.documents[max(0, self.files - 1 - layer) :])
            if lacking:
                documents[0] = replace(documents[0], data=without(documents[0].data, lacking))
            settings = dict(self.settings[: max(0, layer + 1 - self.files)])
            files = self.layers.files[-len(documents) :]
            self.tried[layer, lacking] = self._told(stacked(documents, files, settings))
        return self.tried[layer, lacking]

    def _free_of(self, keys: tuple[Steps, ...]) -> Told:
        """What is said of the whole scenario without some keys."""
        if keys not in self.freed:
            if len(self.freed) > MOST_TRIALS:
                return self.whole
            data = self.layers.data
            for key in keys:
                data = mapping(without(data, key))
            self.freed[keys] = self._told(replace(self.layers, data=data))
        return self.freed[keys]

    def _told(self, layers: Layers) -> Told:
        _, found = examine(layers, self.shelf)
        return frozenset((fault.path, fault.rule) for fault in found if not fault.warns)

    def _own(self, steps: Steps, document: Document) -> Steps:
        return in_document(steps, self.layers.data, document)

    def _is_part(self, steps: Steps, document: Document) -> bool:
        """Whether a file writes only a part of the block that stands at a place."""
        own, block = enter_all(document.data, self._own(steps, document)), enter_all(self.layers.data, steps)
        return isinstance(own, dict) and isinstance(block, dict) and not set(block) <= set(own)

    def _called(self, ways: tuple[Steps, ...]) -> str:
        return f"{dotted(ways[0][:-1], self.layers.data)} to take away what is inherited"


def _origin(fault: Fault, cause: str) -> str:
    """Where a value stands that another file made wrong."""
    return "" if fault.file == cause else f"it is inherited from {Path(fault.file).name}, line {fault.line}"


def _with(fault: Fault, *hints: str) -> Fault:
    return replace(fault, hint="; ".join(hint for hint in (fault.hint, *hints) if hint))


def _and(words: Iterable[str]) -> str:
    return " and ".join(words)
