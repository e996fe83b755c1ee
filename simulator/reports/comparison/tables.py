"""The tables of a comparison: a row a measure, a group or a rule, a column a proposal; every figure with its interval."""

from __future__ import annotations

from simulator.reports.language import comparing, covered, numbers
from simulator.reports.language import settling as settled
from simulator.reports.language import verdicts as said
from simulator.reports.language.comparison import COUNTS, Comparison
from simulator.reports.language.phrases import given, message, phrase
from simulator.reports.language.study import Estimate
from simulator.reports.language.words import FLAG_UNMEASURED, SPREAD, as_proxy
from simulator.reports.tables import EMPTY, Table, count_span, rate_span
from simulator.results.comparison import Pair, Shared
from simulator.results.summary import Group
from simulator.results.values import Ends

PER_ENCOUNTER = ("per_100k_encounters", "ratio_to_reference")
PROXY = message(
    "Proxy: where a proposal is marked so, its differences between groups come from an audit that measured something else."
)


def cell(found: Estimate, measure: str) -> str:
    """A figure with its interval: counts in full, rates to three figures."""
    if not found.known:
        return numbers.undefined()
    if measure in COUNTS:
        return f"{numbers.whole(found.median)} ({count_span(found)})"
    return f"{numbers.rate(found.median)} ({rate_span(found)})"


def side_by_side(c: Comparison, group: str) -> Table:
    """Every measure of one group, a column a proposal."""
    shared = c.group(group)
    rows = tuple(
        (_measure(c, measure), *(cell(c.value(each.name, measure, group), measure) for each in c.proposals))
        for measure in c.measures
    )
    return Table(
        id=f"side-by-side-{group}".replace("/", "-"),
        caption=phrase(
            "Side by side: {group}, {a_year}", group=comparing.lowered(shared.label), a_year=c.period.in_one
        ),
        columns=((phrase("Measure"), False), *_proposals(c)),
        rows=rows,
        notes=(
            *_notes(c, (shared,)),
            comparing.exposure(c),
            *((comparing.population(c),) if "per_100k_residents" in c.measures else ()),
            phrase(comparing.HOURS),
            comparing.people(c.period),
            *_nobody_wanted(c),
        ),
    )


def by_group(c: Comparison, measure: str) -> Table:
    """One measure of every shared group, a column a proposal."""
    rows = tuple(
        (_marked(c, group), *(_of(c, each.name, measure, group) for each in c.proposals)) for group in c.shown
    )
    return Table(
        id=f"by-group-{measure}",
        caption=phrase("{measure}, by group", measure=_measure(c, measure)),
        columns=((phrase("Group"), False), *_proposals(c)),
        rows=rows,
        notes=(
            *_notes(c, c.shown),
            *((comparing.exposure(c),) if measure in PER_ENCOUNTER else ()),
            *((comparing.population(c),) if measure == "per_100k_residents" else ()),
            *(_nobody_wanted(c) if measure == "wanted_found" else ()),
        ),
        emphasised=frozenset(i for i, group in enumerate(c.shown) if group.rollup),
    )


def _nobody_wanted(c: Comparison) -> tuple[str, ...]:
    """Why figures of wanted people are undefined, proposal by proposal."""
    return tuple(
        phrase(
            "{title}: figures of wanted people are undefined, for nobody enrolled is wanted ({who}).",
            title=each.title,
            who=given(each.nobody_wanted or ""),
        )
        for each in c.proposals
        if each.nobody_wanted and "wanted_found" in c.measures
    )


def _of(c: Comparison, proposal: str, measure: str, group: Shared) -> str:
    mark = f" {FLAG_UNMEASURED}" if group.unmeasured.get(proposal) else ""
    return cell(c.value(proposal, measure, group.id), measure) + mark


def verdicts(c: Comparison) -> Table:
    """Rules by proposals: the grade, and in how many of 100; last, how surely all rules are kept together."""
    rows = [
        (said.rule(rule), *(said.in_a_cell(c.verdict(each.name, rule.rule), rule) for each in c.proposals))
        for rule in c.rules
    ]
    if len(rows) > 1:
        rows.append(
            (
                phrase(said.ALL_RULES),
                *(said.together_in_a_cell(c.together(each.name)) for each in c.proposals),
            )
        )
    return Table(
        id="verdicts",
        caption=phrase("The board’s limits: is each kept, and how surely?"),
        columns=((phrase("Rule"), False), *((each.title, False) for each in c.proposals)),
        rows=tuple(rows),
        notes=(
            said.line(),
            phrase(said.OF_WHAT),
            *((phrase(said.EXAMPLE),) if c.limits and c.limits.example else ()),
        ),
        emphasised=frozenset({len(c.rules)}) if len(rows) > 1 else frozenset(),
    )


def rules(c: Comparison) -> Table:
    """The rules with their reasons."""
    rows = tuple(
        (
            said.rule(rule),
            given(rule.judged_on),
            given(rule.reason)
            + (f" {phrase('Source: {citation}', citation=rule.citation)}" if rule.citation else ""),
        )
        for rule in c.rules
    )
    return Table(
        id="rules",
        caption=phrase("The rules, and the board’s reason for each"),
        columns=((phrase("Rule"), False), (phrase("Judged on"), False), (phrase("Reason"), False)),
        rows=rows,
    )


def settling(c: Comparison) -> Table:
    """The inputs in their order, with the rules each might settle."""
    rows = tuple(
        (
            given(each.input.label),
            settled.whose(each),
            given(each.input.grade),
            numbers.prose(each.expected),
            "; ".join(
                f"{proposal.short}: {given(rule.label).lower()}, {given(rule.group_label).lower()} ({100 * one.decides:.0f} %)"
                for proposal, rule, one in each.rules
            ),
            given(each.input.publish),
        )
        for each in settled.ranked(c)
    )
    return Table(
        id="settling-table",
        caption=phrase("Inputs by how many open verdicts they would settle, were they known exactly"),
        columns=(
            (phrase("Input"), False),
            (phrase("Of"), False),
            (phrase("Rests on"), False),
            (phrase("Would settle"), True),
            (phrase("Which, and with what probability"), False),
            (phrase("Could be published by"), False),
        ),
        rows=rows,
        notes=(
            phrase(
                "“Would settle” adds up the probabilities of the verdicts listed: how many it settles on average. Each input is known "
                "alone, the others are as uncertain as before; inputs below {least} stand with their rules only.",
                least=numbers.written(f"{settled.LEAST:g}"),
            ),
        ),
    )


def differences(c: Comparison, pair: Pair, group: str) -> Table:
    """Every measure of one group: a less b, year by year."""
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    draws = c.told.draws
    rows = []
    for measure in c.measures:
        found = pair.differences[measure][group]
        if found.below is None:
            rows.append((_measure(c, measure), *(numbers.undefined(),) * 4))
            continue
        rows.append(
            (
                _measure(c, measure),
                comparing.signed_in(found.median, found.lo, found.hi),
                _ends(found.chance),
                _ends(found.audit),
                numbers.of_100(found.below, draws),
            )
        )
    return Table(
        id=f"differences-{a.name}-{b.name}",
        caption=phrase(
            "{first} less {second}: {group}, a year",
            first=a.title,
            second=b.title,
            group=comparing.lowered(c.group(group).label),
        ),
        columns=(
            (phrase("Measure"), False),
            (phrase("Difference (9 in 10 years)"), True),
            (phrase("From chance alone"), True),
            (phrase("From not knowing the rates"), True),
            (phrase("Lower in the first"), True),
        ),
        rows=tuple(rows),
        notes=(phrase(comparing.PAIRED),),
    )


def differs(c: Comparison, pair: Pair) -> Table:
    """What differs between two proposals' inputs."""
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    rows = tuple(
        (f"{given(each.label)} ({each.path})", given(each.a or EMPTY), given(each.b or EMPTY))
        for each in pair.differs
    )
    return Table(
        id=f"differs-{a.name}-{b.name}",
        caption=phrase("What differs between {first} and {second}", first=a.title, second=b.title),
        columns=((phrase("Input"), False), (a.title, False), (b.title, False)),
        rows=rows,
    )


def _ends(pair: Ends | None) -> str:
    return EMPTY if pair is None else comparing.signed_range(*pair)


def _proposals(c: Comparison) -> tuple[tuple[str, bool], ...]:
    return tuple((as_proxy(each.title, each.proxy), True) for each in c.proposals)


def _measure(c: Comparison, measure: str) -> str:
    """A measure's label; rates per encounter keep that word, whatever each proposal's own encounters are."""
    return given(c.measure(measure).label)


def _marked(c: Comparison, group: Shared) -> str:
    everywhere = all(group.unmeasured.get(each.name) for each in c.proposals)
    label = given(group.label)
    return f"{label} {FLAG_UNMEASURED}" if everywhere else label


def _notes(c: Comparison, groups: tuple[Shared, ...]) -> tuple[str, ...]:
    found = [comparing.of_what(c.period)]
    marked = [group for group in groups if any(group.unmeasured.values())]
    rates = {rate for group in marked for rate in group.rates.values()} or ({"spread"} if marked else set())
    if flag := covered.flag_note(rates, phrase(SPREAD)):
        found.append(flag)
    if c.proxy:
        found.append(phrase(PROXY))
    return (*found, *_holds(c, groups))


def _holds(c: Comparison, groups: tuple[Shared, ...]) -> tuple[str, ...]:
    """Whom roll-ups hold, proposal by proposal where they do not hold the same."""
    alike, apart = [], []
    for group in groups:
        lists = {each.name: group.holds.get(each.name) for each in c.proposals}
        if len(set(lists.values())) == 1:
            alike.append(Group(id=group.id, label=group.label, rollup=True, holds=lists[c.proposals[0].name]))
            continue
        told = "; ".join(
            f"{each.title}: {given(lists[each.name] or '') or phrase('by its name')}" for each in c.proposals
        )
        apart.append(
            phrase(
                "{group} do not hold the same people in every proposal. {lists}.",
                group=given(group.label),
                lists=told,
            )
        )
    return (*covered.holds(alike), *dict.fromkeys(apart))
