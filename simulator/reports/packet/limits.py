"""Section 3 of the annexes: the figure each rule is judged by, the board's reason for it, and why a rule is not surely kept."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.reports.language import numbers, verdicts
from simulator.reports.language import packet as told
from simulator.reports.language.comparison import COUNTS, Comparison
from simulator.reports.language.phrases import given, phrase
from simulator.reports.markdown import markdown_table, plain
from simulator.reports.packet.board import no_limits
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import bullets, line, table
from simulator.results.verdicts import Rule, Verdict


def limits(source: Source) -> Iterator[str]:
    """The section; without limits, that none were applied."""
    c = source.comparison
    yield f"## {phrase(told.LIMITS)}"
    if c.limits is None:
        yield no_limits()
        return
    note = phrase(verdicts.EXAMPLE) if c.limits.example else given(c.limits.note or "")
    yield f"{plain(given(c.limits.title))}. {plain(note)}".strip()
    yield bullets((*c.limit_warnings, *(verdicts.overall(c, each.name) for each in c.proposals)))
    heads = (
        phrase(told.RULE),
        phrase(told.JUDGED_ON),
        phrase(told.REASON),
        *(each.short for each in c.proposals),
    )
    yield markdown_table(table("rules", phrase(told.RULES), heads, [_row(c, rule) for rule in c.rules]))
    yield plain(phrase(told.RULES_NOTE, line=verdicts.line(), of_what=phrase(verdicts.OF_WHAT)))
    reasons = list(_reasons(c))
    yield phrase(told.WHY if reasons else told.ALL_WITHIN)
    yield from reasons


def _row(c: Comparison, rule: Rule) -> tuple[str, ...]:
    reason = given(rule.reason)
    if rule.citation:
        reason = phrase(told.GRADED_BY, reason=reason, source=rule.citation)
    return (
        verdicts.rule(rule),
        verdicts.counted(rule),
        reason,
        *(_figure(rule, c.verdict(each.name, rule.rule)) for each in c.proposals),
    )


def _figure(rule: Rule, verdict: Verdict) -> str:
    """What the verdict is on: “6,110 (954–46,600)”; why there is none."""
    found = verdict.found
    if found is None or found.median is None:
        return given(verdict.why or "") or numbers.undefined()
    say = numbers.whole if rule.measure in COUNTS else numbers.rate
    hi = numbers.unbounded() if found.hi is None else say(found.hi)
    return f"{say(found.median)} ({numbers.span(say(found.lo), hi)})"


def _reasons(c: Comparison) -> Iterator[str]:
    """A rule's reasons, a line a proposal; what is the same of several stands once, with their names."""
    for rule in c.rules:
        merged: dict[str, list[str]] = {}
        for each in c.proposals:
            for reason in verdicts.unsettled(rule, c.verdict(each.name, rule.rule)):
                merged.setdefault(reason, []).append(each.short)
        told_of: dict[tuple[str, ...], list[str]] = {}
        for reason, names in merged.items():
            told_of.setdefault(tuple(names), []).append(line(reason))
        lines = [
            f"  - {_whose(names, len(c.proposals))}{' '.join(reasons)}" for names, reasons in told_of.items()
        ]
        if lines:
            yield "\n".join([f"- {plain(verdicts.rule(rule))}", *lines])


def _whose(names: tuple[str, ...], all_of_them: int) -> str:
    return "" if len(names) == all_of_them else f"{plain(', '.join(names))}: "
