"""A proxy by region of birth: its rows are rates, its levels stand where they say, and two figures are joined by groups both have."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.documents import did_you_mean
from simulator.evidence import UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.coverage import audits_of

HERE: Steps = ("matcher", "differential", "born")


def born(context: Context) -> Found:
    """What a proxy by region of birth needs beside the audits, all of it in one pass."""
    matcher: grammar.Matcher | None = context.block("matcher")
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
    yield from _levels(context, matcher.differential, spec)


def _rows(spec: grammar.BornElsewhere) -> Iterator[tuple[Steps, str]]:
    for level, key in spec.regions.items():
        yield (*HERE, "regions", level), key
    for level, others in spec.across.items():
        for other, key in others.items():
            yield (*HERE, "across", level, other), key


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
