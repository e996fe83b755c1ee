"""What the entries claim, and what would happen without the system: said wherever it cannot be taken for granted."""

from __future__ import annotations

from simulator.scenario import grammar
from simulator.scenario.context import Context, Found
from simulator.scenario.without import Without

LINES = (
    "add these lines to it: schema: 2; gallery: {{holds: {holds}, alerts_on: any}}; "
    "mated: {{listed: {{between: [low, high], assumed: why}}}}; without: {{not_known: why}}"
)
MEANT = {
    "mugshots": "booking photos are of people once arrested, wanted or not",
    "licences": "licences are of drivers",
    "volunteers": "volunteers stand in for wanted people, or do not",
    "other": "nothing says that these people are wanted",
}


def held_in_gallery(context: Context) -> Found:
    """Version 2 says what the entries are. Version 1 took them all for wanted people, which stands unless its kind denies it."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    if gallery is None or "holds" in gallery.model_fields_set:
        return
    if context.version > 1:
        rule = "nothing says what its entries are, so nobody knows whom an alert is about"
        hint = "add holds: wanted_list, or mugshots, licences, volunteers, other"
        yield context.fault(("gallery",), None, rule, hint)
        return
    taken = "version 1 takes everybody in a gallery for wanted"
    if context.blocks.kind == "mugshot_search":
        rule = f"{taken}, and {MEANT['mugshots']}"
        yield context.fault(("schema",), 1, rule, LINES.format(holds="mugshots"))
    elif gallery.nobody_wanted is not None:
        rule = f"{taken}, and this one says that nobody is"
        yield context.fault(("schema",), 1, rule, LINES.format(holds="volunteers"))
    else:
        hint = "write schema: 2 and gallery: {holds: wanted_list}, or what else it holds"
        yield context.remark(("schema",), 1, taken, hint)


def listed(context: Context) -> Found:
    """Anything but a wanted list says whom its entries call wanted, and whether the others raise an alert."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    mated: grammar.Mated | None = context.blocks.mated
    if gallery is None or mated is None:
        return
    if gallery.holds == "wanted_list":
        yield from _wanted_list(context, gallery, mated)
        return
    why = MEANT[gallery.holds]
    if mated.listed is None:
        rule = f"the gallery holds {gallery.holds}: {why}. The share of people enrolled who are listed as wanted is missing"
        yield context.fault(
            ("mated",), None, rule, "add listed: {between: [low, high], assumed: why}, or a source"
        )
    if gallery.alerts_on is None:
        rule = f"the gallery holds {gallery.holds}: {why}. Nothing says which entries raise an alert"
        yield context.fault(("gallery",), None, rule, "add alerts_on: any, or alerts_on: listed")
    if grammar.some_unlisted(gallery, mated):
        return
    if gallery.listed_templates is not None:
        rule = "every entry is listed (mated.listed is 1), so there is no share of templates that are"
        yield context.warning(("gallery", "listed_templates"), None, rule, "leave it out")


def _wanted_list(context: Context, gallery: grammar.Gallery, mated: grammar.Mated) -> Found:
    rule = "everybody on a wanted list is listed; this changes nothing"
    hint = "leave it out, or say what else the gallery holds (gallery.holds: mugshots)"
    if mated.listed is not None and mated.listed.value != 1:
        rule_ = "everybody on a wanted list is listed as wanted: their share is 1"
        yield context.fault(("mated", "listed"), None, rule_, hint)
    if gallery.listed_templates is not None:
        yield context.warning(("gallery", "listed_templates"), None, rule, hint)
    if gallery.alerts_on is not None:
        yield context.warning(("gallery", "alerts_on"), gallery.alerts_on, rule, hint)


def without(context: Context) -> Found:
    """What the world without the system is not said to be is said to be unknown, with the reason."""
    block: Without | None = context.blocks.without
    if block is None:
        if context.version > 1 and "without" not in context.layers.data:
            rule = "nothing says what would happen without the system, so harm cannot be told apart from what happens anyway"
            yield context.fault((), None, f"without is missing: {rule}", "add without: {not_known: why}")
        return
    if block.not_known is not None or not block.missing:
        return
    rule = f"says nothing of {' and '.join(block.missing)}"
    yield context.fault(("without",), None, rule, "add the number, or not_known: why it is not known")


def stop_left(context: Context) -> Found:
    """Only where people are stopped anyway is there a stop that still has to run."""
    detention: grammar.Detention | None = context.blocks.detention
    kind = context.blocks.kind
    if detention is None or detention.stop_left is None or kind in (None, "traffic_stops"):
        return
    rule = f"nobody met by {kind} is stopped anyway, so no stop still has to run"
    yield context.fault(("detention", "stop_left"), None, rule, "leave it out")
