"""What changes nothing where it stands: said, so that nobody waits for its effect."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.documents import did_you_mean
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.grammar import Scenario
from simulator.scenario.references import is_path, shipped


def victims(context: Context) -> Found:
    """Who is harmed is whoever is met, or whoever is enrolled where only pictures are searched; faces shown are for the latter."""
    search, kind = context.blocks.search, context.blocks.kind
    if search is None or kind is None:
        return
    at: Steps = ("search", "victim")
    if search.victim == "gallery" and kind != "mugshot_search":
        rule = f"counts people enrolled as those held, and {kind} hold whoever is met"
        yield context.warning(at, search.victim, rule, "leave it out, or write kind: mugshot_search")
    elif search.victim == "probe" and kind == "mugshot_search":
        rule = (
            "counts whoever is on the picture as held, and a search of mugshots points at somebody enrolled"
        )
        yield context.warning(at, search.victim, rule, "write victim: gallery")
    if search.victim == "probe" and search.candidates != "top1":
        rule = "changes nothing: whoever is met is stopped once, however many faces are shown"
        yield context.warning(("search", "candidates"), search.candidates, rule, "leave it out")


def waits(context: Context) -> Found:
    """Only where people are stopped anyway is there a stop to wait beyond."""
    kind = context.blocks.kind
    for i, stage in enumerate(context.blocks.pathway or []):
        if stage.waits and kind not in (None, "traffic_stops"):
            rule = f"changes nothing: nobody met by {kind} is stopped anyway"
            yield context.warning(("pathway", i, "waits"), True, rule, "leave it out")


def borrowed(context: Context) -> Found:
    """What is taken over is taken from a scenario that is there, and is a block of it."""
    block: grammar.BorrowedFrom | None = context.blocks.borrowed_from
    if block is None:
        return
    fields = [field.alias or name for name, field in Scenario.model_fields.items()]
    for i, name in enumerate(block.blocks):
        if name not in fields:
            hint = did_you_mean(name, fields) or "name top-level keys of a scenario"
            yield context.fault(("borrowed_from", "blocks", i), name, "is no block of a scenario", hint)
    names = shipped()
    if block.scenario not in names and not is_path(block.scenario):
        hint = did_you_mean(block.scenario, names) or "see `detention-impact list`"
        yield context.fault(("borrowed_from", "scenario"), block.scenario, "is no shipped scenario", hint)


def measured_elsewhere(context: Context) -> Found:
    """A source that measured this very place is a source of some number here; an overlay may have changed that number."""
    if context.layer(("measured_here",)) > 1:
        return
    cited = {key.split("/")[0] for key in _cited(context)}
    for i, name in enumerate(context.blocks.measured_here or []):
        if cited and name not in cited:
            at: Steps = ("measured_here", i)
            rule = "is said to have measured this very place, and no number here is from it"
            yield context.remark(at, name, rule, "take it off this list, or say what it is about")


def _cited(context: Context) -> Iterator[str]:
    """Every source, row and set that a number names."""
    for _, block in context.numbers():
        for name in ("source", "audit", "dataset"):
            value = getattr(block, name, None)
            yield from (value if isinstance(value, list) else [value] if isinstance(value, str) else [])
