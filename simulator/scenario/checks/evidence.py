"""Evidence: every number has an origin, every id exists, and one identity is one law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.evidence import EvidenceFaults, Row, UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.admitted import place_of
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.identity import identity_of
from simulator.scenario.quantities import Duration, Probability, Quantity
from simulator.scenario.walk import path_of_data

FORMS_OF_AXIS = ("dataset", "levels")
FORMS_OF_TABLE = ("dataset", "by_group", "total")


def origins(context: Context) -> Found:
    """Every number says where it comes from, or that it is assumed."""
    rule = "says neither where it comes from nor that it is assumed"
    hint = "add source: <id> or assumed: <why>"
    for steps, block in context.numbers():
        if isinstance(block, grammar.AxisTable):
            yield from _one_form(context, steps, block, FORMS_OF_AXIS)
        if isinstance(block, grammar.GroupTable):
            yield from _one_form(context, steps, block, FORMS_OF_TABLE)
        if _needs_origin(steps, block) and not (block.source or block.assumed):  # type: ignore[attr-defined]
            yield context.fault(steps, context.written(steps), rule, hint)


def _needs_origin(steps: Steps, block: Any) -> bool:
    if isinstance(block, Quantity):
        return block.form not in ("audit", "posterior", "by_group") and not is_design(steps)
    if isinstance(block, Duration):
        return block.by_kind is None
    return isinstance(block, grammar.Detention | grammar.LegalLimit)


def is_design(steps: Steps) -> bool:
    """Places where the deployment itself chooses the number."""
    return steps in (("gallery", "persons"), ("gallery", "images")) or steps[:2] == ("matcher", "policy")


def _one_form(context: Context, steps: Steps, block: Any, forms: tuple[str, ...]) -> Found:
    given = [form for form in forms if getattr(block, form) is not None]
    if len(given) != 1 and given != ["dataset", "by_group"]:
        found = " and ".join(given) if given else "none"
        rule = f"needs one of {', '.join(forms)}; it has {found}"
        yield context.fault(steps, context.written(steps), rule)
    if "total" in given and block.shares is None:
        rule = "a total needs shares along every axis"
        yield context.fault(
            steps, context.written(steps), rule, "add shares: {<axis>: {dataset: … or levels: …}}"
        )


def evidence(context: Context) -> Found:
    """Every id named exists in the library, and a row used as a number is one."""
    for steps, block in context.numbers():
        for name, find in (
            ("source", _any_of(context)),
            ("audit", context.library.row),
            ("dataset", context.library.set),
        ):
            value = getattr(block, name, None)
            if isinstance(block, grammar.Differential) and name == "audit":
                find = context.library.set
            for i, key in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(key, str):
                    at = (*steps, name, i) if isinstance(value, list) else (*steps, name)
                    yield from _found(context, at, key, find)
        if isinstance(block, grammar.Level):
            for i, key in enumerate(block.points):
                yield from _found(context, (*steps, "points", i), key, context.library.row)
        crosswalk = getattr(block, "crosswalk", None)
        if crosswalk is not None:
            yield from _found(context, (*steps, "crosswalk"), crosswalk, context.library.crosswalk)
        if isinstance(block, Quantity) and block.audit is not None:
            row = context.row(block.audit)
            if row is not None:
                yield from _usable(context, steps, block, row)


def own_places(context: Context) -> Found:
    """`measured_here` names sources of the library."""
    for i, key in enumerate(context.blocks.measured_here or []):
        at: Steps = ("measured_here", i)
        with_subject = isinstance(context.written(at), dict)  # {source: …, about: …}
        yield from _found(context, (*at, "source") if with_subject else at, key, context.library.source)


def _any_of(context: Context) -> Callable[[str], object]:
    """Finds a source, a row or a set: what `source:` may name."""

    def find(key: str) -> object:
        if "/" not in key:
            return context.library.source(key)
        try:
            return context.library.row(key)
        except UnknownEvidence:
            return context.library.set(key)

    return find


def _found(context: Context, steps: Steps, key: str, find: Callable[[str], object]) -> Found:
    try:
        find(key)
    except UnknownEvidence as error:
        near = [each for each in error.suggestions if each != key]
        hint = f"did you mean {near[0]}?" if near else "see `detention-impact evidence list`"
        yield context.fault(steps, key, "is not in the evidence library", hint)
    except EvidenceFaults:
        return  # an audit of the analyst's own; its faults are told where it is read


def _usable(context: Context, steps: Steps, block: Quantity, row: Row) -> Found:
    """A row that is used as a number has one, within bounds; a rate without trials or interval has a spread."""
    at, interval = (*steps, "audit"), row.lo is not None and row.hi is not None
    counts = isinstance(block, Probability) and row.numerator is not None and bool(row.denominator)
    if row.rate is None and not interval:
        yield context.fault(at, block.audit, "this row publishes a direction, not a number")
    elif row.rate is not None and not block.lowest <= row.rate <= block.highest:
        yield context.fault(at, block.audit, f"its value {row.rate:g} is not a {block.dimension}")
    elif row.value is None and not interval and not counts:
        rule = "this row publishes counts, and counts make a probability only"
        yield context.fault(at, block.audit, rule, "give value: with this row as source:")
    elif row.value is None and not counts and not _drawable(block, row):
        rule = f"its interval [{row.lo:g}, {row.hi:g}] reaches a bound, so no law has it as a 90 % interval"
        yield context.fault(at, block.audit, rule, "give range: with this row as source:")
    elif row.unit == "rate" and not _has_doubt(row) and block.spread is None:
        rule = "this rate was published without trials or interval, and a rate is never a fixed number"
        yield context.fault(
            at, block.audit, rule, "add spread: {between: [low, high], assumed: why} around 1"
        )


def _drawable(block: Quantity, row: Row) -> bool:
    assert row.lo is not None
    assert row.hi is not None
    return block.lowest < row.lo < row.hi < block.highest


def _has_doubt(row: Row) -> bool:
    return row.numerator is not None or (row.lo is not None and row.hi is not None)


def identities(context: Context) -> Found:
    """One identity is one unknown: it cannot be drawn from two laws."""
    laws: dict[str, tuple[Any, Steps]] = {}
    for steps, block in context.numbers():
        if not isinstance(block, Quantity) or block.form in ("by_group", "value", "posterior"):
            continue
        path = path_of_data(steps, context.layers.data)
        identity = identity_of(path, block, "")
        chance = isinstance(block, Probability)
        law = (block.form, getattr(block, block.form), chance if block.form in ("between", "audit") else None)
        known, first = laws.setdefault(identity, (law, steps))
        other = path_of_data(first, context.layers.data)
        if block.shared_as is not None and (said := _two_things(first, steps)):
            rule = f"{identity} is one unknown for {said} ({other}): where one is high so is the other"
            yield context.warning(steps, context.written(steps), rule, "give each of them a name of its own")
        if known != law:
            rule = f"{identity} is drawn from another law at {other}, and one name is one unknown"
            hint = "give both the same numbers, or this one a shared_as of its own"
            yield context.fault(steps, context.written(steps), rule, hint)


def _two_things(first: Steps, second: Steps) -> str:
    """What two places that share a name mean, where that is not the same; empty where it is."""
    if "proceeds" in first and "proceeds" in second:
        return ""  # kinds of case that go on alike, such as people found in a crowd whoever they are
    meant = [place_of(steps) for steps in (first, second)]
    names = [place.what for place in meant if place is not None]
    return " and for ".join(names) if len(set(names)) == 2 else ""
