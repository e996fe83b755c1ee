"""Roll-ups: the fixed ones mean the same everywhere, minorities hold nobody they cannot, and no two sums share a label."""

from __future__ import annotations

import re

from simulator.documents import did_you_mean
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.groups import FIXED, level_label, minorities_of, rollup_label, rollups_of

MINORITIES: Steps = ("groups", "rollups", "minorities")
_NOT_HISPANIC = re.compile(r"\b(?:non|not) (?:hispanic|latin[oax])\b")
_WHITE = re.compile(r"(?<!non )(?<!not )\b(?:white|caucasian)\b")
_MIXED = re.compile(r"\b(?:mixed|multiracial|multiple|and|black|asian|african|hispanic|latin[oax])\b")
_NOT_STATED = re.compile(
    r"\b(?:unknown|unstated|undisclosed|unspecified|unrecorded|unavailable|missing|declined|refused|withheld|blank|n a|"
    r"prefer not|unable to \w+|(?:not|non) (?:stated|known|recorded|given|provided|reported|specified|disclosed|available|"
    r"applicable|observed|asked))\b"
)


def rollups(context: Context) -> Found:
    """Roll-ups name axes and levels that exist, redefine nothing, and are told apart by their labels."""
    if (block := context.blocks.groups) is None:
        return
    for name, own in block.rollups.items():
        yield from _named(context, block, name)
        yield from _holds(context, block, name, own)
    yield from _minorities(context, block)
    yield from _labels(context, block)


def _named(context: Context, block: grammar.Groups, name: str) -> Found:
    here: Steps = ("groups", "rollups", name)
    if name in FIXED and name != "minorities":
        rule = f"always means “{FIXED[name]}” and cannot be redefined"
        hint = (
            f"give a roll-up of your own another name: our-{name.replace('_', '-')}: {{label: …, race: […]}}"
        )
        yield context.fault(here, context.written(here), rule, hint)
    elif name in context.levels:
        rule = f"is a level of {context.levels[name]}, which is summed over by itself and cannot be redefined"
        yield context.fault(here, context.written(here), rule, "give the roll-up another name")
    elif name in ("each", "default"):
        yield context.fault(here, context.written(here), "has a meaning of its own in files", "rename it")
    if name == "minorities" and block.rollups[name].label is not None:
        rule = f"is always told as “{FIXED['minorities']}”, with the list of its levels beside it"
        hint = "leave label out, or sum these levels under a name of your own"
        yield context.fault((*here, "label"), block.rollups[name].label, rule, hint)


def _holds(context: Context, block: grammar.Groups, name: str, own: grammar.Rollup) -> Found:
    here: Steps = ("groups", "rollups", name)
    if not own.holds or not all(own.holds.values()):
        yield context.fault(here, context.written(here), "holds nobody", "list levels, such as race: [black]")
    for axis, levels in own.holds.items():
        if axis not in block.axes:
            hint = did_you_mean(axis, block.axes) or f"the axes are {', '.join(block.axes)}"
            yield context.fault((*here, axis), axis, "is not an axis", hint)
            continue
        for i, level in enumerate(levels):
            if level not in block.axes[axis]:
                hint = did_you_mean(level, block.axes[axis]) or f"there are {', '.join(block.axes[axis])}"
                yield context.fault((*here, axis, i), level, f"is not a level of {axis}", hint)


def _minorities(context: Context, block: grammar.Groups) -> Found:
    """Never the reference's level, a White sub-group or people whose group nobody recorded, listed or not."""
    listed = "minorities" in block.rollups
    holds = {axis: levels for axis, levels in minorities_of(block).items() if axis in block.axes}
    if listed and (len(holds) > 1 or "sex" in holds):
        rule = "holds levels of one axis, and never of sex: “people of colour” are women and men of every age"
        hint = "sum narrower groups under a name of your own"
        yield context.fault(MINORITIES, context.written(MINORITIES), rule, hint)
        return
    reference = block.reference.split("/")
    for axis, levels in holds.items():
        doubtful = {level: why for level in levels if (why := _never(block, level, reference))}
        if listed:
            for level, why in doubtful.items():
                at = (*MINORITIES, axis, levels.index(level))
                yield context.fault(at, level, f"{why}, and no minority", "take it off this list")
        elif doubtful:
            rest = ", ".join(level for level in levels if level not in doubtful)
            told = " and ".join(f"{level} ({why})" for level, why in doubtful.items())
            rule = f"does not list who minorities are, and every level of {axis} but the reference’s would include {told}"
            hint = f"write rollups: {{minorities: {{{axis}: [{rest}]}}}}"
            yield context.fault(("groups",), None, rule, hint)


def _never(block: grammar.Groups, level: str, reference: list[str]) -> str | None:
    """Why a level cannot be among the minorities; None where it can. Read from its name and its label."""
    if level in reference:
        return "is the reference’s level"
    for text in (level, block.labels.get(level, "")):
        words = _NOT_HISPANIC.sub("", re.sub(r"[^a-z]+", " ", text.lower())).strip()
        if _NOT_STATED.search(words):
            return "says that the group is not known"
        if _WHITE.search(words) and not _MIXED.search(words):
            return "is a White group"
    return None


def _labels(context: Context, block: grammar.Groups) -> Found:
    """Two sums, or two levels, of different people never read alike."""
    members = rollups_of(block) if _whole(block) else {}
    told: dict[str, str] = {}
    for name in members:
        label = rollup_label(block, name)
        first = told.setdefault(label.casefold(), name)
        if members[first] != members[name]:
            rule = f"is also what {first} is called, which holds other people"
            yield context.fault(_label_place(block, name, first), label, rule, "tell them apart")
    for level in block.labels:
        other = next((x for x in context.levels if x != level and x == block.labels[level].casefold()), None)
        if level in context.levels and other is not None and level_label(block, other).casefold() != other:
            rule = f"is the name of another level, {other}"
            yield context.fault(("groups", "labels", level), block.labels[level], rule, "tell them apart")


def _label_place(block: grammar.Groups, *names: str) -> Steps:
    """Where the label of the first of these that has one was written."""
    for name in names:
        if name in block.rollups:
            at: Steps = ("groups", "rollups", name)
            return at if block.rollups[name].label is None else (*at, "label")
        if name in block.labels:
            return ("groups", "labels", name)
    return ("groups", "labels")


def _whole(block: grammar.Groups) -> bool:
    """Whether every level a roll-up names exists, so that its members can be told."""
    return all(
        level in block.axes.get(axis, ())
        for own in block.rollups.values()
        for axis, levels in own.holds.items()
        for level in levels
    )
