"""The sentences of a comparison: each stands alone and says of how many simulated years it speaks."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.finding import resting
from simulator.reports.language.middles import average
from simulator.reports.language.numbers import of_100
from simulator.reports.language.periods import Period
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.sentences import nobody_to_find
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import as_proxy, joined, uncapital
from simulator.results.comparison import Pair

PAIRED = message(
    "All proposals are simulated with one seed: an uncertain input they share has one value in each simulated year, or, where its "
    "range is another, the same place in both ranges. Their differences are taken year by year."
)
ALIKE = message("Nothing differs between them but words: they are one proposal under two names.")
HOURS = message(
    "Hours and arrests are counted as if nobody queued; each proposal’s own dashboard plays the queues."
)
LABELS = message(
    "Groups are compared by the name their sources use. The same name may cover other people in another country’s records."
)

MANY = (
    message("no"),
    message("one"),
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("eight"),
    message("nine"),
    message("ten"),
)


def many(count: int) -> str:
    """A count in a word, up to ten."""
    return phrase(MANY[count]) if count < len(MANY) else str(count)


def lowered(label: str) -> str:
    """A label inside a sentence: common words lose their capital, names keep it."""
    first = label.split(" ", 1)[0]
    common = first in ("Women", "Men", "Everyone", "People", "Female", "Male")
    return given(uncapital(label) if common else label)


def of_what(period: Period) -> str:
    """What all the numbers are of, and what their intervals hold."""
    return phrase(
        "All numbers are of {length}, with the interval that 9 of 10 {years} lie in. Rates, ratios and shares are of expected "
        "counts: a single {of_a_year} luck is in the counts alone.",
        length=period.length,
        years=period.many,
        of_a_year=period.of_one,
    )


def people(period: Period) -> str:
    """That measures of people have no luck in them."""
    return phrase(
        "Different people and one person’s risk are expected numbers: no luck of a single {year} is in their intervals.",
        year=period.real,
    )


def exposure(c: Comparison) -> str:
    """What an encounter is in each proposal; where people enrolled are harmed, that rates are of those and of a year."""
    titles: dict[str, list[str]] = {}
    for each in c.proposals:
        if not each.harms_enrolled:
            titles.setdefault(each.exposure, []).append(each.title)
    enrolled = joined([each.title for each in c.proposals if each.harms_enrolled])
    told = []
    if len(titles) == 1 and not enrolled:
        told.append(phrase("Encounters are {encounters}.", encounters=next(iter(titles))))
    elif titles:
        named = [f"{what} ({'; '.join(whose)})" for what, whose in titles.items()]
        told.append(phrase("Encounters are {encounters}.", encounters=joined(named)))
    if enrolled:
        told.append(
            phrase(
                "Where a table says per encounter, the rates of {proposals} are per person enrolled and year.",
                proposals=enrolled,
            )
        )
    return " ".join(told)


def population(c: Comparison) -> str:
    """Who the population is in each proposal: not the same people."""
    words = {each.residents for each in c.proposals}
    if len(words) == 1:
        return phrase("The population is each proposal’s own {residents}.", residents=words.pop())
    told = joined([f"{each.residents} ({each.title})" for each in c.proposals])
    return phrase("The population is {residents}.", residents=told)


def headline(c: Comparison, name: str) -> str:
    """A proposal's wrongful detentions of the group spoken of first, and how often people of the same group are found."""
    proposal, group = c.proposal(name), c.first
    held, found = (c.value(name, measure, group.id) for measure in ("wrongly_held", "wanted_found"))
    if not held.known:
        return phrase("{title}: wrongful detentions could not be estimated.", title=proposal.title)
    people = phrase("people") if group.id == "all" else lowered(group.label)
    text = phrase(
        "{title}: in a typical {year} innocent {people} are wrongly detained {times} ({held}); {range}.",
        title=as_proxy(proposal.title, proposal.proxy),
        year=c.period.one,
        people=people,
        times=numbers.times(held.median),
        held=held_from(proposal),
        range=range_of(c, held),
    )
    if proposal.nobody_wanted:
        text += f" {nobody_to_find(proposal.nobody_wanted)}"
    elif found.known:
        text += " " + phrase(
            "Wanted {people} are found {times}; {range}.",
            people=people,
            times=numbers.times(found.median),
            range=range_of(c, found),
        )
    return text


def range_of(c: Comparison, cell: Estimate) -> str:
    """“in 9 of 10 simulated years between A and B”, with the average where the middle would hide it."""
    say = numbers.prose_count
    text = phrase(
        "in 9 of 10 {years} {between}",
        years=c.period.many,
        between=numbers.between(say(cell.lo), say(cell.hi)),
    )
    mean = average(cell)
    return phrase("{range}, on average {mean}", range=text, mean=mean) if mean else text


def held_from(proposal: Proposal) -> str:
    """Where its detentions begin."""
    return (
        phrase("held from the stage “{stage}”", stage=proposal.held)
        if proposal.held
        else phrase("nobody is held")
    )


def better(c: Comparison, pair: Pair, measure: str = "wrongly_held", group: str | None = None) -> str:
    """“A below B in k of 100 simulated years”, with the difference and its interval."""
    name = group or c.first.id
    cell = pair.differences[measure][name]
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    what = phrase(
        "{measure} of {group}",
        measure=given(c.measure(measure).label),
        group=lowered(c.group(name).label),
    )
    if cell.below is None or cell.above is None:
        return phrase(
            "{what}: “{a_title}” and “{b_title}” cannot be compared, for one of them is never defined.",
            what=what,
            a_title=a.title,
            b_title=b.title,
        )
    draws = c.told.draws
    text = phrase(
        "{what}: “{a_title}” lies below “{b_title}” in {below} simulated years and above it in {above}. The difference is "
        "{median}, and in 9 of 10 simulated years {range}.",
        what=what,
        a_title=a.title,
        b_title=b.title,
        below=of_100(cell.below, draws),
        above=of_100(cell.above, draws),
        median=signed(cell.median),
        range=numbers.between(signed(cell.lo), signed(cell.hi)),
    )
    if cell.defined < 1:
        text += " " + phrase(
            "(Of the {defined} simulated years in which both are defined.)",
            defined=of_100(cell.defined, draws),
        )
    return text


def signed(x: float | None) -> str:
    """A difference with its sign, two significant figures."""
    if x is None:
        return numbers.undefined()
    text = numbers.prose(abs(x))
    return text if x == 0 else f"{'−' if x < 0 else '+'}{text}"


def signed_range(lo: float | None, hi: float | None) -> str:
    """“−3.0 to +40”."""
    return numbers.reach(signed(lo), signed(hi))


def signed_in(middle: float | None, lo: float | None, hi: float | None) -> str:
    """“+12 (−3.0 to +40)”."""
    return f"{signed(middle)} ({signed_range(lo, hi)})"


def question(c: Comparison) -> str:
    """What the page answers, where no sentence can."""
    count = len(c.proposals)
    return plural(
        count,
        "How many innocent people would it wrongly detain?",
        "How many innocent people would each of {many} proposals wrongly detain?",
        many=many(count),
    )


def finding(c: Comparison) -> str:
    """Which proposal would wrongly detain least often, and how surely, two by two; the question where that is not known."""
    known = [each for each in c.proposals if c.value(each.name, "wrongly_held", "all").known]
    if len(known) < 2 or len(known) < len(c.proposals):
        return question(c)
    least = min(known, key=lambda each: c.value(each.name, "wrongly_held", "all").median or 0.0)
    shares = [
        pair.differences["wrongly_held"]["all"].below
        if pair.a == least.name
        else pair.differences["wrongly_held"]["all"].above
        for pair in c.pairs
        if least.name in (pair.a, pair.b)
    ]
    surely = [share for share in shares if share is not None]
    if len(surely) < len(known) - 1:
        return question(c)
    if min(surely) < 0.5:
        return phrase(
            "Which of {many} proposals would wrongly detain innocent people least often cannot be told",
            many=many(len(known)),
        )
    others = plural(len(known) - 1, "the other", "each of the {many} others", many=many(len(known) - 1))
    years = of_100(min(surely), c.told.draws)
    if len(surely) > 1 and years[:1].isdigit():
        years = phrase("at least {number}", number=years)
    return phrase(
        "{short} would wrongly detain innocent people less often than {others}, in {number} simulated {years}",
        short=least.short,
        others=others,
        number=years,
        years=c.period.column,
    )


def how_sure(study: Study) -> tuple[str, str]:
    """How wide the range is, and how much of the spread rests on assumptions, as short as a cell needs."""
    cell = study.get("wrongly_held")
    if not cell.known or not cell.hi:
        return "", ""
    certain = cell.stretch is not None and numbers.prose_count(cell.lo) != "0"
    wide = (
        phrase("high end {times} × the low", times=numbers.prose(cell.stretch))
        if certain
        else phrase("low end 0")
    )
    return wide, "; ".join(resting(study))


def told_apart(c: Comparison, each: Proposal) -> str:
    """Of proposals with one title: in what this one differs from the first of them, two inputs at most; else nothing."""
    titles = {one.name: one.title.removesuffix(f" ({one.name})") for one in c.proposals}
    alike = [one for one in c.proposals if titles[one.name] == titles[each.name]]
    if len(alike) < 2:
        return ""
    other = alike[1] if alike[0] is each else alike[0]
    pair = next((one for one in c.pairs if {one.a, one.b} == {each.name, other.name}), None)
    if pair is None or not pair.differs:
        return phrase(ALIKE)
    told = [
        f"{given(one.label)} {(one.a if pair.a == each.name else one.b) or phrase('not there')}"
        for one in pair.differs[:2]
    ]
    more = len(pair.differs) - len(told)
    return phrase(
        "Unlike {proposal}: {differences}.",
        proposal=other.short,
        differences="; ".join([*told, *([phrase("{number} more", number=more)] if more else [])]),
    )


def pairs_caption(c: Comparison) -> str:
    """What the grid of pairs counts."""
    return phrase(
        "Wrongful detentions of {group}: in how many of 100 {years} the proposal of the row is lower than that of the column",
        group=lowered(c.first.label),
        years=c.period.many,
    )


def differences_told(period: Period) -> str:
    """What stands under each share of the grid."""
    return phrase(
        "Under each share the difference in the middle, and between which numbers it lies in 9 of 10 {years}.",
        years=period.many,
    )


def citation(c: Comparison) -> str:
    """Whose numbers these are, and how to find them again."""
    told = c.told
    limits = ""
    if c.limits:
        title = given(c.limits.title)
        told_limits = (
            phrase("by the limits “{title}” (an example)", title=title)
            if c.limits.example
            else phrase("by the limits “{title}”", title=title)
        )
        limits = f" {told_limits}"
    proxy = f" {phrase('Proxy estimates.')}" if c.proxy else ""
    return phrase(
        "Comparison {id}{limits}, detention-impact {version}, {draws} draws, seed {seed}.{proxy}",
        id=told.id,
        limits=limits,
        version=told.version,
        draws=numbers.exact(told.draws),
        seed=told.seed,
        proxy=proxy,
    )


def quoted(c: Comparison, text: str) -> str:
    """A sentence with what it must be quoted with."""
    return f"{text} ({citation(c)})"


def warnings(c: Comparison) -> list[str]:
    """What may be a slip in a proposal or in the limits, or is doubtful in the draws; each with whose it is."""
    return [f"{each.short}. {text}" for each in c.proposals for text in each.warnings] + c.limit_warnings


def kicker(c: Comparison) -> str:
    """What the page is."""
    return (
        phrase("Comparison by the limits “{title}”", title=given(c.limits.title))
        if c.limits
        else phrase("Comparison")
    )
