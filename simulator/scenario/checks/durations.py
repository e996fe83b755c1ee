"""How long things take: hours written for seconds, a rare case that lasts a thousand times the usual one, a limit nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import Duration

SECOND, MINUTE, HOUR, DAY = 1.0, 60.0, 3600.0, 86400.0
YEAR = 365.25 * DAY


@dataclass(frozen=True, slots=True)
class Usual:
    """Seconds between which the middle case of something plausibly lies, and up to which its rare long case does."""

    what: str
    shortest: float
    longest: float
    rare: float


LOOK = Usual("a look while the person is still there", 0.0, HOUR, 6 * HOUR)
DESK = Usual("work at a desk on a picture", 0.0, 90 * DAY, 2 * YEAR)
PROLONGED = Usual("an encounter that goes on a little longer", SECOND, 30 * MINUTE, 6 * HOUR)
HELD = Usual("a hold before an arrest", 30 * SECOND, 3 * HOUR, DAY)
ARRESTED = Usual("an arrest or what follows it", 10 * MINUTE, 60 * DAY, 2 * YEAR)
STOP = Usual("what is left of a stop", SECOND, HOUR, 6 * HOUR)
WAIT = Usual("a wait until somebody walks on", 5 * SECOND, 12 * HOUR, 2 * DAY)
SPREAD = 50.0
"""How many times the middle case a case in twenty may last."""


def durations(context: Context) -> Found:
    """Every stage and every wait lasts about as long as such things do."""
    pathway: list[grammar.Stage] = context.blocks.pathway or []
    arrested = False
    for i, stage in enumerate(pathway):
        arrested = arrested or stage.counts_as == "arrest"
        free = DESK if context.blocks.kind == "mugshot_search" else LOOK
        usual = {"free": free, "prolonged": PROLONGED, "held": ARRESTED if arrested else HELD}[stage.liberty]
        for name, duration, of in (
            ("takes", stage.takes, usual),
            ("gives_up_after", stage.gives_up_after, WAIT),
        ):
            for inner, one in _each(duration):
                yield from _one(context, ("pathway", i, name, *inner), one, of)


def _each(duration: Duration | None) -> Iterator[tuple[Steps, Duration]]:
    if duration is not None and duration.by_kind is None:
        yield (), duration
    for kind, inner in ((duration.by_kind if duration is not None else None) or {}).items():
        yield ("by_kind", kind), inner


def _one(context: Context, at: Steps, duration: Duration, usual: Usual) -> Found:
    middle, rare = middle_of(duration), duration.p95 or duration.value or 0.0
    shown = context.written(at)
    if middle > 0 and not usual.shortest <= middle <= usual.longest:
        bounds = f"between {text(usual.shortest)} and {text(usual.longest)}"
        rule = f"lasts {text(middle)} in the middle case, which is not plausible for {usual.what} ({bounds})"
        yield context.warning(at, shown, rule, "look at the unit: s, min, h or days")
    elif rare > usual.rare:
        rule = f"lasts {text(rare)} in a long case, which is not plausible for {usual.what} (up to {text(usual.rare)})"
        yield context.warning(at, shown, rule, "look at the unit of p95")
    elif middle > 0 and rare > SPREAD * middle:
        rule = f"lasts {rare / middle:,.0f} times as long in a long case as in the middle one"
        yield context.warning(at, shown, rule, "look at the units of median and p95")


def middle_of(duration: Duration) -> float:
    """The median in seconds of a duration that is one for all kinds."""
    if duration.value is not None:
        return duration.value
    if duration.median is not None:
        return duration.median
    return float(((duration.p5 or 0.0) * (duration.p95 or 0.0)) ** 0.5)


def limits(context: Context) -> Found:
    """The shortest hold that counts and the longest lawful one fit each other, the pathway and the time answered for."""
    minimum: grammar.Detention | None = context.blocks.detention
    legal: grammar.LegalLimit | None = context.blocks.legal_limit
    if minimum is not None and minimum.minimum > HOUR:
        rule = f"counts nobody as held whose stop lasts less than {text(minimum.minimum)} longer; more than 1 h is not plausible"
        yield context.warning(("detention", "minimum"), text(minimum.minimum), rule, "look at the unit")
    prolonged = any(stage.liberty == "prolonged" for stage in context.blocks.pathway or [])
    if minimum is not None and minimum.minimum == 0 and prolonged:
        rule = "counts everybody as held whose encounter is prolonged by a second"
        yield context.warning(
            ("detention", "minimum"), 0, rule, "give the shortest hold that counts, such as 1 min"
        )
    for inner, one in _each(minimum.stop_left) if minimum is not None else ():
        yield from _one(context, ("detention", "stop_left", *inner), one, STOP)
    if legal is not None:
        yield from _legal(context, legal, minimum)
    horizon = context.blocks.horizon
    if isinstance(horizon, float) and not DAY <= horizon <= 20 * YEAR:
        rule = "is not plausible as the time answered for: between 1 day and 20 years is"
        yield context.warning(("horizon",), context.written(("horizon",)), rule, "such as 1 year")


def _legal(context: Context, legal: grammar.LegalLimit, minimum: grammar.Detention | None) -> Found:
    at: Steps = ("legal_limit", "value")
    if minimum is not None and legal.value <= minimum.minimum:
        rule = f"is not longer than the shortest hold that counts, {text(minimum.minimum)}: every detention would break it"
        yield context.fault(at, text(legal.value), rule, "look at the units of both")
        return
    if not HOUR <= legal.value <= 14 * DAY:
        rule = "is not plausible as the longest lawful hold without a judge: between 1 h and 14 days is"
        yield context.warning(at, text(legal.value), rule, "look at the unit")
    for stage in context.blocks.pathway or []:
        longest = max((middle_of(one) for _, one in _each(stage.takes)), default=0.0)
        if stage.liberty == "held" and longest > legal.value:
            rule = f"is shorter than the stage {stage.stage} lasts in the middle case ({text(longest)}): most people held there would be held unlawfully"
            yield context.warning(at, text(legal.value), rule, "look at the units of both")
        if stage.counts_as == "arrest":
            return  # whoever is held on after an arrest has seen a judge


def text(seconds: float) -> str:
    """Seconds in the largest unit that keeps the number at 1 or more."""
    for unit, size in (("years", YEAR), ("days", DAY), ("h", HOUR), ("min", MINUTE)):
        if seconds >= size and (unit != "years" or seconds >= 2 * size):
            return f"{seconds / size:.4g} {unit}"
    return f"{seconds:.4g} s"
