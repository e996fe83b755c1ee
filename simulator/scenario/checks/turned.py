"""What is most likely turned round: women and men, a share and its rest, people recognised rightly and wrongly, free and held."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from simulator.scenario import grammar
from simulator.scenario.checks.plausibility import all_of
from simulator.scenario.checks.shares import part_of
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import Quantity
from simulator.scenario.spans import over_groups

MOSTLY_WOMEN = 0.6
"""Share of women above which a list of wanted people, or the people stopped by police, would be unlike any at hand."""
MOSTLY_LISTED = 0.5
"""Share of booking photos or licences above which most of them would be of wanted people."""
ALIKE = 0.05
"""How near a factor may come to the share of people who are enrolled before it is taken for that share."""
LIBERTY = ("free", "prolonged", "held")


def sexes(context: Context) -> Found:
    """Nine in ten people arrested or stopped by police are men or nearly so: most of them women is two columns turned round."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    encounters: grammar.Encounters | None = context.blocks.encounters
    if gallery is not None and gallery.holds in ("wanted_list", "mugshots"):
        table = gallery.composition.get("sex")
        yield from _women(context, table, ("gallery", "composition", "sex"), "people on such a list")
    if encounters is not None and context.blocks.kind == "traffic_stops":
        table = (encounters.shares or {}).get("sex")
        yield from _women(context, table, ("encounters", "shares", "sex"), "people stopped")


def _women(context: Context, table: grammar.AxisTable | None, at: Steps, who: str) -> Found:
    if table is None or table.levels is None or "female" not in table.levels:
        return
    share = _share(context, table.levels, "female")
    if share is not None and share > MOSTLY_WOMEN:
        rule = f"makes {share:.0%} of {who} women, and no count at hand has more than half"
        yield context.warning(
            (*at, "levels", "female"), f"{share:.3g}", rule, "are female and male turned round?"
        )


def _share(context: Context, levels: Mapping[str, Quantity], name: str) -> float | None:
    parts = {level: part_of(context, quantity) for level, quantity in levels.items()}
    middles = {level: (part.lo + part.hi) / 2 for level, part in parts.items() if part is not None}
    whole = sum(middles.values())
    return middles[name] / whole if len(middles) == len(parts) and whole else None


def enrolled_share(context: Context) -> Found:
    """How many times as often is no share: a factor that is the share of people enrolled was meant as that."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    mated: grammar.Mated | None = context.blocks.mated
    people = all_of(context, "population")
    if gallery is None or mated is None or people is None or not people.middle:
        return
    times, persons = over_groups(mated.enrolled_encountered, context.row), part_of(context, gallery.persons)
    if times is None or persons is None or not times.middle:
        return
    share = (persons.lo + persons.hi) / 2 / people.middle
    if abs(times.middle / share - 1) <= ALIKE if 0 < share < 0.5 else False:
        at = ("mated", "enrolled_encountered")
        rule = "is the share of people who are enrolled, and here stands how many times as often they are met as others"
        yield context.warning(
            at, f"{times.middle:.3g}", rule, "where they are met as often as others, write 1"
        )


def mostly_listed(context: Context) -> Found:
    """Most booking photos are of people nobody is looking for."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    mated: grammar.Mated | None = context.blocks.mated
    if (
        gallery is None
        or mated is None
        or mated.listed is None
        or gallery.holds not in ("mugshots", "licences")
    ):
        return
    listed = over_groups(mated.listed, context.row)
    if listed is not None and listed.middle == 0 and gallery.nobody_wanted is None:
        rule = "calls nobody enrolled wanted, so that nobody can be found"
        hint = "give their share, or say in gallery.nobody_wanted who is enrolled"
        yield context.warning(("mated", "listed"), 0, rule, hint)
    if listed is not None and MOSTLY_LISTED < listed.middle < 1:
        rule = f"calls {listed.middle:.0%} of the people behind these {gallery.holds} wanted"
        yield context.warning(
            ("mated", "listed"), f"{listed.middle:.3g}", rule, "is it the share that is not?"
        )


def always_right(context: Context) -> Found:
    """No list of wanted people that anybody reviewed was without entries that no longer held."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    mated: grammar.Mated | None = context.blocks.mated
    if gallery is not None and gallery.nobody_wanted is None and mated is not None and mated.stale.value == 0:
        rule = "is a list without a stale entry, and those that were reviewed had 4 to 40 in 100"
        yield context.warning(("mated", "stale"), 0, rule, "give a range, such as between: [0.04, 0.4]")


def going_on(context: Context) -> Found:
    """At no stage do people taken for somebody else go on oftener than wanted people do."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    volunteers = gallery is None or gallery.nobody_wanted is not None
    for i, stage in enumerate(context.blocks.pathway or []):
        shares = {
            kind: over_groups(quantity, context.row) for kind, quantity in (stage.proceeds or {}).items()
        }
        wanted = shares.get("wanted")
        for kind in ("false_match", "stale_entry"):
            wrong = shares.get(kind)
            if wrong is not None and wanted is not None and not volunteers and wrong.middle > wanted.middle:
                rule = (
                    f"lets {kind} go on oftener ({wrong.middle:.2g}) than wanted people ({wanted.middle:.2g})"
                )
                at = ("pathway", i, "proceeds", kind)
                yield context.warning(at, f"{wrong.middle:.3g}", rule, "are two kinds turned round?")


def liberty(context: Context) -> Found:
    """Whoever is held stays held until the last stage or goes: no later stage is free again."""
    for i, (before, stage) in enumerate(pairwise(context.blocks.pathway or []), start=1):
        if LIBERTY.index(stage.liberty) < LIBERTY.index(before.liberty):
            rule = (
                f"comes after {before.stage}, where people are {before.liberty}, and is not counted as such"
            )
            yield context.warning(
                ("pathway", i, "liberty"), stage.liberty, rule, f"write liberty: {before.liberty}"
            )
