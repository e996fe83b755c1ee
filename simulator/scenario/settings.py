"""`--set path=value`: one place of a scenario changed from the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.documents import (
    Block,
    Fault,
    Faults,
    Plain,
    did_you_mean,
    dotted,
    enter_all,
    mapping,
    parse,
    put_in,
    shown,
    steps_of,
    without,
)
from simulator.documents.names import Step
from simulator.scenario.merging import ORIGIN, names_key, without_nulls

Steps = tuple[Step, ...]
FILE = "--set"
"""What faults call the command line, where they would name a file."""
SET_HERE = "set on the command line"


def with_settings(data: Block, settings: Mapping[str, str], found: list[Fault]) -> Block:
    """A scenario's data with settings by dotted path, each value being YAML.

    A number set here is assumed: the source it had is not its source. What is wrong with a setting, or changes nothing, goes
    to `found`, and the setting is left out.
    """
    for path, text in settings.items():
        slips: list[Fault] = []
        try:
            value = parse(f"v: {text}" if text.strip() else "v:", FILE, slips).keyed.get("v")
            data = _with(data, path, value, found)
        except Faults as faults:
            slips += faults.faults
        except KeyError as error:
            found.append(fault(path, shown(text), f"there is no {error.args[0]} here", _ways(path, data)))
        found += [_placed(each, path, text) for each in slips]
    return data


def places(data: Block, settings: Mapping[str, str]) -> dict[Steps, str]:
    """Where each setting that could be made stands, with its text."""
    found: dict[Steps, str] = {}
    for path, text in settings.items():
        try:
            found[steps_of(path, data)] = text
        except KeyError:  # a stage that was taken away, or that never was
            found[(path.split(".")[0],)] = text
    return found


def fault(path: str, value: str, rule: str, hint: str = "") -> Fault:
    """A fault of a setting."""
    return Fault(FILE, 0, 0, path, value, rule, hint)


def _placed(slip: Fault, path: str, text: str) -> Fault:
    """A fault of the YAML in a setting, which was read as the value of `v`, as one of the setting."""
    inside = slip.path.removeprefix("v")
    return replace(slip, line=0, column=0, path=path + inside, value=slip.value if inside else shown(text))


def _with(data: Block, path: str, value: Plain, found: list[Fault]) -> Block:
    """The data with one setting. Raises KeyError where the path leads nowhere in a list."""
    steps = steps_of(path, data)
    if value is None:
        return _without(data, steps, path, found)
    current, parent = enter_all(data, steps), enter_all(data, steps[:-1])
    if _is_number(current) and not isinstance(value, dict):
        value = {"value": value, "assumed": SET_HERE}
    elif isinstance(parent, dict) and steps[-1] in ORIGIN and parent.get("source") is not None:
        data = put_in(
            data,
            steps[:-1],
            {k: v for k, v in parent.items() if k not in ("source", "times")} | {"assumed": SET_HERE},
        )
    return put_in(data, steps, without_nulls(value, current, steps))


def _without(data: Block, steps: Steps, path: str, found: list[Fault]) -> Block:
    """`null` takes away a key that is there; one the grammar does not know stays, and is refused there."""
    parent = enter_all(data, steps[:-1])
    if enter_all(data, steps) is not None:
        return mapping(without(data, steps))
    if isinstance(parent, dict) and not names_key(steps[:-1], steps[-1], entries=True):
        return put_in(data, steps, None)
    rule = "takes nothing away: the scenario has no such key"
    found.append(replace(fault(path, "null", rule), warns=True, remark=True))
    return data


def _is_number(current: Plain) -> bool:
    """Whether a quantity or a duration stands here, so that a bare value replaces it with its origin."""
    return isinstance(current, dict) and any(key in current for key in ORIGIN)


def _ways(path: str, data: Block) -> str:
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
