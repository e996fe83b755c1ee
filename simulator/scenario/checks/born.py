"""A proxy by region of birth: its rows are rates, its levels stand where they say, and two figures are joined by groups both have."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.documents import did_you_mean
from simulator.evidence import UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.coverage import audits_of

HERE: Steps = ("matcher", "differential", "born")
MOST = 400.0
"""A ratio of false match rates beyond all that were measured: 400 times for pairs alike in age, sex and race (howard-2019)."""


def born(context: Context) -> Found:
    """What a proxy by region of birth needs beside the audits, all of it in one pass."""
    matcher: grammar.Matcher | None = context.blocks.matcher
    if matcher is None or matcher.differential.born is None:
        return
    spec, audits = matcher.differential.born, audits_of(matcher.differential)
    if spec.measured_by not in audits:
        rule = "is none of the audits, so the proxy is not used: these levels are drawn from the spread of the groups measured"
        hint = "name it among the audits, or say so: born: null"
        yield context.remark((*HERE, "measured_by"), spec.measured_by, rule, hint)
        return
    for at, key in _rows(spec):
        yield from _rate(context, at, key)
    yield from _stands_for(context, spec)
    yield from _levels(context, matcher.differential, spec)
    yield from _highest(context, spec.highest)


def _highest(context: Context, highest: float | None) -> Found:
    at = (*HERE, "highest")
    if highest is not None and highest <= 1:
        yield context.fault(
            at, highest, "is a largest ratio, and groups with one above 1 are measured", "give more than 1"
        )
    elif highest is not None and highest > MOST:
        rule = f"is a largest ratio above any measured ({MOST:g}): a per cent?"
        yield context.warning(at, highest, rule, "give it as so many times the reference's rate")


def _rows(spec: grammar.BornElsewhere) -> Iterator[tuple[Steps, str]]:
    for level, key in spec.regions.items():
        yield (*HERE, "regions", level), key
    for level, others in spec.across.items():
        for other, key in others.items():
            yield (*HERE, "across", level, other), key


def _stands_for(context: Context, spec: grammar.BornElsewhere) -> Found:
    """Each row is of people born where its crosswalk says that they may stand for the level."""
    for level, key in spec.regions.items():
        yield from _of_region(context, (*HERE, "regions", level), key, {level})
    for level, others in spec.across.items():
        for other, key in others.items():
            yield from _of_region(context, (*HERE, "across", level, other), key, {level, other})


def _of_region(context: Context, at: Steps, key: str, meant: set[str]) -> Found:
    row = context.row(key)
    crosswalk = context.crosswalk_of(key)
    if row is None or crosswalk is None:
        return
    for label in dict.fromkeys((row.race, row.race_gallery or row.race)):
        entry = crosswalk.find("race", label)
        if entry is None or not entry.proxy_only:
            rule = f"is of {label or 'all'} people, and here stands a region of birth"
            yield context.fault(at, key, rule, "name a row by region or country of birth")
        elif entry.to in context.levels and entry.to not in meant:
            rule = f"is of people {label.replace('-', ' ')}, who may stand for {entry.to}"
            yield context.fault(at, key, rule, f"name a row for {' and '.join(sorted(meant))}")


def _rate(context: Context, at: Steps, key: str) -> Found:
    try:
        row = context.library.row(key)
    except UnknownEvidence as error:
        near = next((each for each in error.suggestions if each != key), None)
        hint = f"did you mean {near}?" if near else "see `detention-impact evidence list`"
        yield context.fault(at, key, "is not in the evidence library", hint)
        return
    if row.metric != "fmr" or not row.rate:
        hint = "name a row with a false match rate (fmr)"
        yield context.fault(
            at, key, f"is {row.metric} ({row.unit}), and here stands a false match rate above 0", hint
        )


def _levels(context: Context, differential: grammar.Differential, spec: grammar.BornElsewhere) -> Found:
    known = context.levels
    for level in spec.regions:
        if level not in known:
            hint = did_you_mean(level, known) or "the levels are " + ", ".join(known)
            yield context.fault((*HERE, "regions", level), level, "is not a level", hint)
    for i, level in enumerate(spec.bridges):
        if level not in spec.regions or level in differential.unmeasured:
            rule = "joins the two figures only if the audits measured it and a region stands for it"
            yield context.fault((*HERE, "bridges", i), level, rule, "name measured levels of regions:")
    for level, others in spec.across.items():
        for other in (level, *others):
            if other not in spec.regions:
                rule = "has no region of its own, and a pair is told relative to both"
                yield context.fault((*HERE, "across", level), other, rule, "give its row in regions:")
