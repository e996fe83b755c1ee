"""Overlays: a reform or a vendor swap is a short file that `extends` a baseline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.documents import (
    Document,
    Fault,
    Faults,
    did_you_mean,
    dotted,
    load,
    parse,
    put,
    shown,
    steps_of,
)
from simulator.documents.names import Step, enter
from simulator.scenario.references import resolve_reference

Steps = tuple[Step, ...]
DEEPEST = 8  # files in a chain of overlays


@dataclass(frozen=True, slots=True)
class Layers:
    """The files of a scenario from the overlay down to its base, merged, and where each value was written."""

    documents: tuple[Document, ...]
    files: tuple[Path, ...]
    data: dict[str, Any]
    settings: dict[Steps, str]

    def fault(self, steps: Steps, value: Any, rule: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault where the value was written: the topmost file that gives it, or `--set`."""
        path = dotted(steps, self.data)
        told = "" if value is None else shown(value)
        for setting, text in self.settings.items():
            if steps[: len(setting)] == setting:
                return Fault(
                    "--set",
                    0,
                    0,
                    f"{dotted(setting, self.data)}={text}",
                    _below(steps, setting, value),
                    rule,
                    hint,
                )
        for length in range(len(steps), -1, -1):
            for document in self.documents:
                own = _in_document(steps[:length], self.data, document)
                if own in document.values:
                    at_it = at_key and length == len(steps) and own in document.keys
                    line, column = (document.keys if at_it else document.values)[own]
                    return Fault(document.file, line, column, path, told, rule, hint)
        return Fault(self.documents[0].file, 1, 1, path, told, rule, hint)


def _below(steps: Steps, setting: Steps, value: Any) -> str:
    """The value in question, where it is not the setting's own."""
    return shown(value) if len(steps) > len(setting) + 1 and not isinstance(value, dict) else ""


def _in_document(steps: Steps, data: Any, document: Document) -> Steps:
    """Steps as this document writes them: an overlay addresses a pathway's stages by their ids."""
    own = document.data.get("pathway") if isinstance(document.data, dict) else None
    if isinstance(own, dict) and len(steps) > 1 and steps[0] == "pathway":
        return ("pathway", dotted(steps[:2], data).split(".")[1], *steps[2:])
    return steps


def read_layers(reference: str, settings: dict[str, str]) -> Layers:
    """Read a scenario and everything it extends, merge them, and apply `path=value` settings.

    Raises:
        Faults: all of a file's faults; a missing or circular base; an overlay key that changes nothing.
    """
    chain = _chain(resolve_reference(reference))
    faults: list[Fault] = []
    base = chain[-1][0].data
    merged: dict[str, Any] = {key: value for key, value in base.items() if key != "extends"}
    for document, _ in reversed(chain[:-1]):
        overlay = {key: value for key, value in document.data.items() if key != "extends"}
        inherited = merged.get("cautions")
        merged = _merge(merged, overlay, (), document, faults)
        if isinstance(inherited, list):
            merged["cautions"] = _with_inherited(merged.get("cautions", []), inherited)
    applied = {}
    for path, text in settings.items():
        try:
            applied[_set(merged, path, text)] = text
        except Faults as found:
            faults += found.faults
    if faults:
        raise Faults(faults)
    return Layers(tuple(d for d, _ in chain), tuple(f for _, f in chain), merged, applied)


def _with_inherited(own: Any, inherited: list[Any]) -> Any:
    """An overlay's cautions come first and its base's stay, so that a short variant never loses a warning."""
    return [*own, *(each for each in inherited if each not in own)] if isinstance(own, list) else own


def _chain(path: Path) -> list[tuple[Document, Path]]:
    chain: list[tuple[Document, Path]] = []
    seen: set[Path] = set()
    while True:
        document = load(path)
        if not isinstance(document.data, dict):
            raise Faults([document.fault((), None, "a scenario is a mapping of keys to values")])
        chain.append((document, path))
        seen.add(path.resolve())
        base = document.data.get("extends")
        if base is None:
            return chain
        if not isinstance(base, str):
            raise Faults([document.fault(("extends",), base, "names one scenario: a shipped name or a path")])
        path = _base(document, base, path)
        if path.resolve() in seen:
            raise Faults([document.fault(("extends",), base, "extends itself in the end; break the circle")])
        if len(chain) >= DEEPEST:
            rule = f"is file {DEEPEST + 1} of a chain; at most {DEEPEST} may extend one another"
            raise Faults([document.fault(("extends",), base, rule)])


def _base(document: Document, base: str, path: Path) -> Path:
    try:
        found = resolve_reference(base, path.parent)
    except Faults as fault:
        hint = fault.faults[0].hint
        raise Faults(
            [document.fault(("extends",), base, "no shipped scenario has this name", hint)]
        ) from None
    if not _is_file(found):
        raise Faults(
            [document.fault(("extends",), base, "there is no such file", "paths are relative to this file")]
        )
    return found


def _without_nulls(value: Any) -> Any:
    """What replaces a block whole: its nulls take nothing away any more."""
    return (
        {key: inner for key, inner in value.items() if inner is not None}
        if isinstance(value, dict)
        else value
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a null byte
        return False


def _merge(base: Any, overlay: Any, steps: Steps, document: Document, faults: list[Fault]) -> Any:
    """The base with the overlay's values: mappings merge, `null` takes a key away, anything else replaces.

    A mapping laid over a list of stages changes the stages it names.
    """
    if (
        isinstance(base, list)
        and isinstance(overlay, dict)
        and all(isinstance(x, dict) and isinstance(x.get("stage"), str) for x in base)
    ):
        return _merge_stages(base, overlay, steps, document, faults)
    if not (isinstance(base, dict) and isinstance(overlay, dict)) or _is_new_form(base, overlay):
        if base == overlay and steps != ("schema",):  # every file says which grammar it speaks
            faults.append(
                document.fault(steps, overlay, "changes nothing: the scenario it extends says the same")
            )
        return _without_nulls(overlay)
    if not overlay:
        faults.append(document.fault(steps, overlay, "is empty and changes nothing"))
    result = dict(base)
    for key, value in overlay.items():
        here = (*steps, key)
        if value is None:
            if key not in base:
                faults.append(
                    document.fault(here, value, "takes nothing away: the scenario it extends has no such key")
                )
            result.pop(key, None)
        elif key in base:
            result[key] = _merge(base[key], value, here, document, faults)
        else:
            result[key] = value
    return result


ORIGIN = (
    "value",
    "count",
    "between",
    "range",
    "audit",
    "by_group",
    "by_kind",
    "dataset",
    "levels",
    "median",
    "p5",
    "none",
    "fixed_fpir",
    "fixed_fmr",
)


def _is_new_form(base: dict[str, Any], overlay: dict[str, Any]) -> bool:
    """A number given in another form replaces the old one whole, so that no old source sticks to a new value."""
    forms = (*ORIGIN, "times")
    given, had = ({key for key in forms if each.get(key) is not None} for each in (overlay, base))
    simple = not any(isinstance(v, dict) for v in base.values()) or bool(given & {"by_group", "none"})
    return bool(given) and bool(had) and (given != had or simple)


def _merge_stages(
    base: list[Any], overlay: dict[str, Any], steps: Steps, document: Document, faults: list[Fault]
) -> list[Any]:
    known = {item["stage"]: i for i, item in enumerate(base)}
    result = list(base)
    for stage, change in overlay.items():
        if stage not in known:
            faults.append(
                document.fault((*steps, stage), change, f"is not a stage; the stages are {', '.join(known)}")
            )
        else:
            at = known[stage]
            result[at] = (
                None if change is None else _merge(base[at], change, (*steps, stage), document, faults)
            )
    return [item for item in result if item is not None]


def _set(data: dict[str, Any], path: str, text: str) -> Steps:
    """Apply `path=value`, the value being YAML. A number set here is assumed: the source it had is not its source."""
    called = f"--set {path}"
    value = parse(f"v: {text}" if text.strip() else "v:", called).data["v"]
    try:
        steps = steps_of(path, data)
    except KeyError as error:
        rule = f"there is no {error.args[0]} here"
        raise Faults([Fault(called, 0, 0, "", shown(value), rule, _ways(path, data))]) from None
    current, parent = enter_all(data, steps), enter_all(data, steps[:-1])
    if _is_number(current) and not isinstance(value, dict):
        value = {"value": value, "assumed": SET_HERE}
    elif isinstance(parent, dict) and steps[-1] in ORIGIN and parent.get("source") is not None:
        put(
            data,
            steps[:-1],
            {k: v for k, v in parent.items() if k not in ("source", "times")} | {"assumed": SET_HERE},
        )
    put(data, steps, value)
    return steps


SET_HERE = "set on the command line"


def _is_number(current: Any) -> bool:
    """Whether a quantity or a duration stands here, so that a bare value replaces it with its origin."""
    return isinstance(current, dict) and any(key in current for key in ORIGIN)


def _ways(path: str, data: dict[str, Any]) -> str:
    """What stands in the list that a path did not find its way through."""
    parts = path.split(".")
    for i in range(len(parts), 0, -1):
        try:
            found = enter_all(data, steps_of(".".join(parts[:i]), data))
        except KeyError:
            continue
        if isinstance(found, list):
            known = [dotted((j,), found) for j in range(len(found))]
            hint = did_you_mean(parts[i], known) if i < len(parts) else ""
            return hint or f"there are {', '.join(known)}"
    return ""


def enter_all(data: Any, steps: Steps) -> Any:
    """The value at a place; None where there is none."""
    for step in steps:
        data = enter(data, step)
    return data
