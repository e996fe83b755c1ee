"""The pathway: stages are named once, wait for resources that exist, and all but the last say who goes on."""

from __future__ import annotations

from simulator.documents import did_you_mean
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps, kinds_met
from simulator.scenario.quantities import Duration


def resources(context: Context) -> Found:
    """Resources that stages wait for exist, and a shift pattern has an hour for each of its servers."""
    known: dict[str, grammar.Resource] | None = context.blocks.resources
    if known is None and "resources" not in context.layers.data:
        known = {}
    for name, resource in (known or {}).items():
        yield from _servers(context, name, resource)
        shifts = resource.shifts
        if shifts is not None and (len(shifts) not in (24, 168) or min(shifts) < 0 or max(shifts) < 1):
            rule = "a shift pattern is the number of servers in each of 24 or 168 hours, 0 or more"
            at: Steps = ("resources", name, "shifts")
            yield context.fault(at, f"{len(shifts)} numbers", rule, "somebody must be there at some hour")
    if known is None:
        return
    for i, stage in enumerate(context.blocks.pathway or []):
        wanted = [("by", stage.by)] if stage.by else []
        for key, name in [*wanted, *(("keeps", each) for each in stage.keeps)]:
            if name not in known:
                hint = did_you_mean(name, known) or "name it under resources:"
                yield context.fault(("pathway", i, key), name, "is not a resource", hint)


def _servers(context: Context, name: str, resource: grammar.Resource) -> Found:
    """How many there are is said once: at all hours, or hour by hour."""
    at: Steps = ("resources", name)
    if resource.servers is None and resource.shifts is None:
        rule = "does not say how many there are"
        yield context.fault(at, context.written(at), rule, "give servers: 2, or shifts: [24 or 168 numbers]")
    elif resource.servers is not None and resource.shifts is not None:
        rule = "is not used: shifts says how many there are at each hour"
        hint = "leave servers out (servers: null over a base), or shifts"
        yield context.warning((*at, "servers"), resource.servers, rule, hint)


def priorities(context: Context) -> Found:
    """Who goes first is said for every kind, at every stage that waits for the resource: what is not said counts as 0."""
    pathway: list[grammar.Stage] = context.blocks.pathway or []
    said = {stage.by for stage in pathway if stage.by and stage.priority}
    gallery, mated = context.blocks.gallery, context.blocks.mated
    unlisted = gallery is not None and mated is not None and grammar.some_unlisted(gallery, mated)
    met = [kind for kind in grammar.KINDS if unlisted or kind != grammar.NOT_WANTED]
    for i, stage in enumerate(pathway):
        at: Steps = ("pathway", i)
        if stage.priority is not None and stage.by is None:
            rule = "changes nothing: this stage waits for no resource"
            yield context.warning(
                (*at, "priority"), stage.priority, rule, "add by: <resource>, or leave it out"
            )
        missing = [kind for kind in met if stage.priority is not None and kind not in stage.priority]
        if missing:
            kinds = " and ".join([", ".join(missing[:-1]), missing[-1]] if len(missing) > 1 else missing)
            rule = f"says nothing for {kinds}, who then count as 0 and so go before any number above it"
            yield context.warning((*at, "priority"), stage.priority, rule, "give every kind a number")
        if stage.by in said and stage.priority is None:
            rule = f"waits for {stage.by} without a priority, and other stages that do have one: here everybody counts as 0"
            yield context.warning((*at, "by"), stage.by, rule, "give each of them a priority, or none")


def list_without_wanted(context: Context) -> Found:
    """Where nobody enrolled is wanted, nobody is held for being recognised: no measure would count such a person."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    if gallery is None or gallery.nobody_wanted is None:
        return
    for i, stage in enumerate(context.blocks.pathway or []):
        if stage.liberty == "held":
            rule = (
                "nobody enrolled is wanted (gallery.nobody_wanted), and people on the list would be held here"
            )
            hint = "write proceeds: {wanted: {value: 0, assumed: why}} at a stage before it"
            yield context.fault(("pathway", i, "liberty"), stage.liberty, rule, hint)
        going_on = (stage.proceeds or {}).get("wanted")
        if stage.liberty == "held" or going_on is None or going_on.value == 0:
            return


def stages(context: Context) -> Found:
    """Stages are named once; all but the last say, for every kind of case, who goes on."""
    pathway: list[grammar.Stage] = context.blocks.pathway or []
    names = [stage.stage for stage in pathway]
    for i, stage in enumerate(pathway):
        here: Steps = ("pathway", i)
        if names.index(stage.stage) < i:
            yield context.fault((*here, "stage"), stage.stage, "this stage is given twice", "rename one")
        if i < len(pathway) - 1 and stage.proceeds is None:
            rule = "only the last stage may leave out proceeds"
            yield context.fault(here, None, rule, "say who goes on to the next")
        for kind in kinds_met(context) if stage.proceeds is not None else ():
            if kind not in (stage.proceeds or {}):
                at, hint = (*here, "proceeds"), "nobody is written {value: 0, assumed: why}"
                yield context.fault(at, None, f"says nothing for {kind}", hint)
    for steps, block in context.numbers():
        if isinstance(block, Duration) and block.uncertain is not None and block.uncertain.value == 0:
            rule = "multiplies the duration and must be above 0"
            yield context.fault((*steps, "uncertain"), 0, rule)
