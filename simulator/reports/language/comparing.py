"""The sentences of a comparison: each stands alone and says of how many simulated years it speaks."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.comparison import Comparison, Proposal
from simulator.reports.language.finding import spread_on
from simulator.reports.language.middles import average
from simulator.reports.language.numbers import of_100
from simulator.reports.language.periods import Period
from simulator.reports.language.sentences import nobody_to_find
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import joined
from simulator.results.comparison import Pair

PAIRED = (
    "All proposals are simulated with one seed: an uncertain input they share has one value in each simulated year, or, where its "
    "range is another, the same place in both ranges. Their differences are taken year by year."
)
ALIKE = "Nothing differs between them but words: they are one proposal under two names."
HOURS = "Hours and arrests are counted as if nobody queued; each proposal’s own dashboard plays the queues."
LABELS = "Groups are compared by the name their sources use. The same name may cover other people in another country’s records."

MANY = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def many(count: int) -> str:
    """A count in a word, up to ten."""
    return MANY[count] if count < len(MANY) else str(count)


def lowered(label: str) -> str:
    """A label inside a sentence: common words lose their capital, names keep it."""
    first = label.split(" ", 1)[0]
    return (
        label[:1].lower() + label[1:]
        if first in ("Women", "Men", "Everyone", "People", "Female", "Male")
        else label
    )


def of_what(period: Period) -> str:
    """What all the numbers are of, and what their intervals hold."""
    return (
        f"All numbers are of {period.in_one.removeprefix('in ').replace('a year', 'one year')}, with the interval that 9 of 10 "
        f"{period.many} lie in. Rates, ratios and shares are of expected counts: a single {period.of_one} luck is in the counts alone."
    )


def people(period: Period) -> str:
    """That measures of people have no luck in them."""
    return (
        f"Different people and one person’s risk are expected numbers: no luck of a single {period.one.removeprefix('simulated ')} "
        "is in their intervals."
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
        told.append(f"Encounters are {next(iter(titles))}.")
    elif titles:
        named = [f"{what} ({'; '.join(whose)})" for what, whose in titles.items()]
        told.append(f"Encounters are {joined(named)}.")
    if enrolled:
        told.append(
            f"Where a table says per encounter, the rates of {enrolled} are per person enrolled and year."
        )
    return " ".join(told)


def population(c: Comparison) -> str:
    """Who the population is in each proposal: not the same people."""
    words = {each.residents for each in c.proposals}
    if len(words) == 1:
        return f"The population is each proposal’s own {words.pop()}."
    told = joined([f"{each.residents} ({each.title})" for each in c.proposals])
    return f"The population is {told}."


def headline(c: Comparison, name: str) -> str:
    """A proposal's wrongful detentions of the group spoken of first, and how often people of the same group are found."""
    proposal, group = c.proposal(name), c.first
    held, found = (c.value(name, measure, group.id) for measure in ("wrongly_held", "wanted_found"))
    if not held.known:
        return f"{proposal.title}: wrongful detentions could not be estimated."
    mark = " (proxy)" if proposal.proxy else ""
    people = "people" if group.id == "all" else lowered(group.label)
    text = (
        f"{proposal.title}{mark}: in a typical {c.period.one} innocent {people} are wrongly detained "
        f"{numbers.times(held.median)} ({held_from(proposal)}); {_range(c, held)}."
    )
    if proposal.nobody_wanted:
        text += f" {nobody_to_find(proposal.nobody_wanted)}"
    elif found.known:
        text += f" Wanted {people} are found {numbers.times(found.median)}; {_range(c, found)}."
    return text


def _range(c: Comparison, cell: Estimate) -> str:
    """“in 9 of 10 simulated years between A and B”, with the average where the middle would hide it."""
    say = numbers.prose_count
    text = f"in 9 of 10 {c.period.many} {numbers.between(say(cell.lo), say(cell.hi))}"
    mean = average(cell)
    return f"{text}, on average {mean}" if mean else text


def held_from(proposal: Proposal) -> str:
    """Where its detentions begin."""
    return f"held from the stage “{proposal.held}”" if proposal.held else "nobody is held"


def better(c: Comparison, pair: Pair, measure: str = "wrongly_held", group: str | None = None) -> str:
    """“A below B in k of 100 simulated years”, with the difference and its interval."""
    name = group or c.first.id
    cell = pair.differences[measure][name]
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    what = f"{c.measure(measure).label} of {lowered(c.group(name).label)}"
    if cell.below is None or cell.above is None:
        return f"{what}: “{a.title}” and “{b.title}” cannot be compared, for one of them is never defined."
    draws = c.told.draws
    text = (
        f"{what}: “{a.title}” lies below “{b.title}” in {of_100(cell.below, draws)} simulated years and above it in "
        f"{of_100(cell.above, draws)}. The difference is {signed(cell.median)}, and in 9 of 10 simulated years between "
        f"{signed(cell.lo)} and {signed(cell.hi)}."
    )
    if cell.defined < 1:
        text += f" (Of the {of_100(cell.defined, draws)} simulated years in which both are defined.)"
    return text


def signed(x: float | None) -> str:
    """A difference with its sign, two significant figures."""
    if x is None:
        return numbers.UNDEFINED
    text = numbers.prose(abs(x))
    return text if x == 0 else f"{'−' if x < 0 else '+'}{text}"


def question(c: Comparison) -> str:
    """What the page answers, where no sentence can."""
    count = len(c.proposals)
    whom = "it" if count == 1 else f"each of {many(count)} proposals"
    return f"How many innocent people would {whom} wrongly detain?"


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
        return f"Which of {many(len(known))} proposals would wrongly detain innocent people least often cannot be told"
    others = "the other" if len(known) == 2 else f"each of the {many(len(known) - 1)} others"
    years = of_100(min(surely), c.told.draws)
    least_of = "at least " if len(surely) > 1 and years[:1].isdigit() else ""
    return f"{least.short} would wrongly detain innocent people less often than {others}, in {least_of}{years} simulated {c.period.column}"


def harms(c: Comparison) -> str:
    """What the grid of harms counts."""
    return f"Wrongful detentions {c.period.in_one}: the middle, and between which numbers 9 of 10 {c.period.many} lie"


def how_sure(study: Study) -> tuple[str, str]:
    """How wide the range is, and how much of the spread rests on assumptions, as short as a cell needs."""
    cell = study.get("wrongly_held")
    if not cell.known or not cell.hi:
        return "", ""
    certain = cell.stretch is not None and numbers.prose_count(cell.lo) != "0"
    wide = f"high end {numbers.prose(cell.stretch)} × the low" if certain else "low end 0"
    told = [
        f"{numbers.percent(part)} of the spread rests on {what}" for what, part in spread_on(study).items()
    ]
    return wide, "; ".join(told)


def told_apart(c: Comparison, each: Proposal) -> str:
    """Of proposals with one title: in what this one differs from the first of them, two inputs at most; else nothing."""
    titles = {one.name: one.title.removesuffix(f" ({one.name})") for one in c.proposals}
    alike = [one for one in c.proposals if titles[one.name] == titles[each.name]]
    if len(alike) < 2:
        return ""
    other = alike[1] if alike[0] is each else alike[0]
    pair = next((one for one in c.pairs if {one.a, one.b} == {each.name, other.name}), None)
    if pair is None or not pair.differs:
        return ALIKE
    told = [
        f"{one.label} {(one.a if pair.a == each.name else one.b) or 'not there'}" for one in pair.differs[:2]
    ]
    more = len(pair.differs) - len(told)
    return f"Unlike {other.short}: {'; '.join(told)}{f'; {more} more' if more else ''}."


def pairs_caption(c: Comparison) -> str:
    """What the grid of pairs counts."""
    return (
        f"Wrongful detentions of {lowered(c.first.label)}: in how many of 100 {c.period.many} the proposal of the row is lower than that "
        "of the column"
    )


def differences_told(period: Period) -> str:
    """What stands under each share of the grid."""
    return f"Under each share the difference in the middle, and between which numbers it lies in 9 of 10 {period.many}."


def harm_title(c: Comparison) -> str:
    """The chart's finding: where more innocent people are detained than wanted people found."""
    known = [
        each
        for each in c.proposals
        if c.value(each.name, "wrongly_held", "all").known and c.value(each.name, "wanted_found", "all").known
    ]
    more = [each for each in known if _middle(c, each, "wrongly_held") > _middle(c, each, "wanted_found")]
    if not known:
        return "What each proposal costs"
    which = (
        "Every proposal"
        if len(more) == len(known) == len(c.proposals)
        else joined([each.short for each in more])
    )
    if not more:
        return "In the middle, no proposal wrongly detains more often than it finds wanted people"
    verb = "wrongly detains" if len(more) == 1 or which == "Every proposal" else "wrongly detain"
    it = "it finds" if verb == "wrongly detains" else "they find"
    return f"{which} {verb} more often than {it} wanted people, in the middle"


def _middle(c: Comparison, each: Proposal, measure: str) -> float:
    return c.value(each.name, measure, "all").median or 0.0


def harm_told(c: Comparison) -> str:
    """Both numbers of every proposal, with their intervals and the stage that is counted."""
    told = []
    for each in c.proposals:
        held, found = (c.value(each.name, measure, "all") for measure in ("wrongly_held", "wanted_found"))
        if not held.known:
            continue
        text = f"{each.short}: innocent people wrongly detained {numbers.times(held.median)} {c.period.in_one} ({held_from(each)}; {_range(c, held)})"
        if found.known:
            text += f", wanted people found {numbers.times(found.median)} ({_range(c, found)})"
        told.append(text)
    return f"{'. '.join(told)}."


def marks(c: Comparison) -> str:
    """How to read the chart."""
    return (
        f"Dot: the middle of the simulated {c.period.column}; thick line: 2 of 3 of them; thin line: 9 of 10. Wanted people are "
        "counted where wrongful detentions are."
    )


def citation(c: Comparison) -> str:
    """Whose numbers these are, and how to find them again."""
    told = c.told
    limits = ""
    if c.limits:
        limits = f" by the limits “{c.limits.title}”{' (an example)' if c.limits.example else ''}"
    proxy = " Proxy estimates." if c.proxy else ""
    return f"Comparison {told.id}{limits}, detention-impact {told.version}, {told.draws:,} draws, seed {told.seed}.{proxy}"


def quoted(c: Comparison, text: str) -> str:
    """A sentence with what it must be quoted with."""
    return f"{text} ({citation(c)})"


def warnings(c: Comparison) -> list[str]:
    """What may be a slip in a proposal or in the limits, or is doubtful in the draws; each with whose it is."""
    return [f"{each.short}. {text}" for each in c.proposals for text in each.warnings] + c.limit_warnings


def kicker(c: Comparison) -> str:
    """What the page is."""
    return f"Comparison by the limits “{c.limits.title}”" if c.limits else "Comparison"
