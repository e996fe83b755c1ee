"""The sentences of a comparison: each stands alone and says of how many simulated years it speaks."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.comparison import COUNTS, Comparison, Proposal, Raw
from simulator.reports.language.numbers import LINES, of_100
from simulator.reports.language.sentences import nobody_to_find
from simulator.reports.language.study import Estimate
from simulator.reports.language.words import joined

LIKELY = 0.2
"""Below this probability no input is called likely to settle a rule."""

EXAMPLE = (
    "These limits are an example that comes with the program. Which rules a board sets, and how strict, is the board’s choice "
    "and no result of this tool."
)
VALUES = (
    "The verdicts follow from the rules as written and from the inputs listed. They do not say whether a proposal should be "
    "accepted: which harm is worth which benefit is for the board to decide."
)
LINE = (
    "Within: kept in at least 95 of 100 simulated years. Exceeds: kept in at most 5. Undecided: between. Where a rule is judged on "
    "expected rates, without a single year’s luck, the 100 are draws of what is not known."
)
PAIRED = (
    "All proposals are simulated with one seed: an uncertain input they share has one value in each simulated year, or, where its "
    "range is another, the same place in both ranges. Their differences are taken year by year."
)
ALIKE = "Nothing differs between them but words: they are one proposal under two names."
YEAR = (
    "All numbers are of one year, with the interval that 9 of 10 simulated years lie in. Rates, ratios and shares are of expected "
    "counts: a single year’s luck is in the counts alone."
)
HOURS = "Hours and arrests are counted as if nobody queued; each proposal’s own dashboard plays the queues."
PEOPLE = "Different people and one person’s risk are expected numbers: no luck of a single year is in their intervals."
LABELS = "Groups are compared by the name their sources use. The same name may cover other people in another country’s records."
VERDICTS = {
    "within": "within",
    "exceeds": "exceeds",
    "undecided": "undecided",
    "unknown": "cannot be judged",
}


def amount(x: float, unit: str = "") -> str:
    """A bound as written: 12, 0.1, and a small share also as one in so many."""
    text = f"{x:,.10f}".rstrip("0").rstrip(".")
    if unit.startswith(("share", "probability")) and 0 < x < 0.01:
        return f"{text} (1 in {1 / x:,.10g})" if abs(1 / x - round(1 / x)) < 1e-6 / x else text
    return text


def rule(each: Raw) -> str:
    """A rule, made of its numbers: “Wrongful detentions, women and people of colour: at most 12 a year”."""
    bound, word = (
        (each["at_most"], "at most") if each["at_most"] is not None else (each["at_least"], "at least")
    )
    when = ""
    if each["years"] is not None:
        when = " a year" if each["years"] == 1 else f" in {each['years']:g} years"
    return f"{each['label']}, {lowered(each['group_label'])}: {word} {amount(bound, each['unit'])}{when}"


def lowered(label: str) -> str:
    """A label inside a sentence: common words lose their capital, names keep it."""
    first = label.split(" ", 1)[0]
    return (
        label[:1].lower() + label[1:]
        if first in ("Women", "Men", "Everyone", "People", "Female", "Male")
        else label
    )


def counted(each: Raw) -> str:
    """What a rule's probability counts: simulated years, or draws of what is not known."""
    if each["judged_on"] == "expected rates":
        return "draws of what is not known"
    years = each["years"]
    return "simulated years" if years in (None, 1) else f"simulated stretches of {years:g} years"


def kept(each: Raw, verdict: Raw, draws: int) -> str:
    """“kept in 84 of 100 simulated years: undecided”."""
    if verdict["probability"] is None:
        return f"{VERDICTS[verdict['verdict']]}: {verdict['why']}"
    text = f"kept in {of_100(verdict['probability'], draws)} {counted(each)}: {VERDICTS[verdict['verdict']]}"
    if near(verdict):
        text += f", but too near the line to tell with {draws:,} draws"
    if verdict["undefined"] > 0:
        share = of_100(verdict["undefined"], draws)
        text += f" (in {share} there is nothing to divide by; they are left out)"
    return text


def near(verdict: Raw) -> bool:
    """Whether a verdict's line lies within the error of so many draws: other draws could give another verdict."""
    lo, hi = verdict["mc"] or (0.0, 0.0)
    return any(lo < line < hi for line in LINES)


def overall(c: Comparison, name: str) -> str:
    """How many rules a proposal keeps, breaks and leaves open, by these limits."""
    found = c.overall(name)
    total = len(c.rules)
    parts = [
        f"is within {found['within']}",
        f"exceeds {found['exceeds']}",
        f"is undecided on {found['undecided']}",
    ]
    if found["unknown"]:
        parts.append(f"cannot be judged on {found['unknown']}")
    text = f"{c.proposal(name).title}: of {total} rules it {', '.join(parts[:-1])} and {parts[-1]}."
    unsure = sum(near(c.verdict(name, each["rule"])) for each in c.rules)
    if not unsure:
        return text
    stand = "verdict stands" if unsure == 1 else "verdicts stand"
    return f"{text} {unsure} {stand} too near a line to tell with {c.raw['draws']:,} draws."


def why(c: Comparison, each: Raw, verdict: Raw) -> list[str]:
    """Why a rule is not surely kept, what would decide it, and where it would be kept."""
    lines = []
    found, say = verdict["found"], numbers.whole if each["measure"] in COUNTS else numbers.rate
    if found is not None and found["median"] is not None:
        hi = numbers.UNBOUNDED if found["hi"] is None else say(found["hi"])
        lines.append(
            f"{_whose(each)} is {say(found['median'])} in the middle, and in 9 of 10 {counted(each)} "
            f"{numbers.between(say(found['lo']), hi)}."
        )
    if verdict["broken_by"]:
        told = "; ".join(
            f"{each_group['label']} (kept in {of_100(each_group['probability'], c.raw['draws'])})"
            for each_group in verdict["broken_by"]
        )
        lines.append(f"Least surely kept for: {told}.")
    lines += _deciding(c, verdict)
    lines += safe(each, verdict)
    return lines


def _whose(each: Raw) -> str:
    """What the figure of a rule is; of a rule for every group, the worst group's, and that is another one from draw to draw."""
    if each["group"] != "each":
        return "The figure"
    most = "highest" if each["at_most"] is not None else "lowest"
    return f"The {most} figure of any group, whichever group that is each time,"


def _deciding(c: Comparison, verdict: Raw) -> list[str]:
    """The input that would most likely settle an undecided rule, how surely, and those the draws cannot tell from it."""
    if verdict["verdict"] != "undecided":
        return []
    if not verdict["deciding"]:
        return [
            f"With {c.raw['draws']:,} draws it cannot be told which input would settle it: the rule stands too near a line, or the "
            "draws are too few."
        ]
    first, *others = verdict["deciding"]
    named = f"“{first['label']}” ({first['grade']})"
    if first["decides"] < LIKELY:
        settles = f", with a probability of {_chance(first)}" if first["decides"] else ""
        return [
            f"No single input is likely to settle it. The likeliest is {named}{settles}. It could be published by {first['publish']}."
        ]
    lines = [
        f"Most likely to settle it: {named}. Were it known exactly, the rule would be settled with a probability of {_chance(first)}. "
        f"It could be published by {first['publish']}."
    ]
    alike = [each for each in others if each["decides"] >= first["interval"][0]]
    less = [each for each in others if each not in alike]
    for start, listed in (("Alike, as far as these draws tell", alike), ("Next", less)):
        if listed:
            told = "; ".join(f"“{each['label']}” (about {_percent(each['decides'])})" for each in listed)
            lines.append(f"{start}: {told}.")
    return lines


def _chance(each: Raw) -> str:
    """“about 50 % (with other draws it could be 39 % to 61 %)”."""
    lo, hi = each["interval"]
    return (
        f"about {_percent(each['decides'])} (with other draws it could be {_percent(lo)} to {_percent(hi)})"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def safe(each: Raw, verdict: Raw) -> list[str]:
    """The safe operating points, one sentence a lever; one for all where none is enough."""
    if verdict["safe_why"]:
        return [verdict["safe_why"]]
    points = verdict["safe"] or ()
    if len(points) > 1 and all(point["status"] == "never" for point in points):
        first, *others = [(_rarely(point["at_least"]), _least(point)) for point in points]
        told = [
            f"in {first[0]} {counted(each)} with {first[1]}",
            *(f"in {p} with {least}" for p, least in others),
        ]
        return [f"No lever is enough by itself. The rule would be kept {joined(told)}."]
    return [_safe(point, each) for point in points]


LEAST = {
    "false_match_level": "hardly any false matches (one in {} searches)",
    "gallery_size": "a gallery {} times smaller than proposed",
    "review": "a first check that lets hardly any false match pass (one in {})",
}


def _least(point: Raw) -> str:
    """The end of a lever in words, with its number."""
    return LEAST[point["lever"]].format(f"{1 / point['least']:,.0f}")


def _safe(point: Raw, each: Raw) -> str:
    if point["status"] == "never":
        least = _least(point)
        then = f"the rule would then be kept in {_rarely(point['at_least'])} {counted(each)}"
        return f"{least[:1].upper()}{least[1:]} would not be enough: {then}."
    if point["status"] == "always":
        return f"The rule would be kept whatever the {point['label'].split(':')[0]}."
    value = point["value"]
    told = {
        "false_match_level": f"at most {numbers.prose(1e6 * value)} in a million searches returned somebody else",
        "gallery_size": f"the gallery were at most {numbers.prose(value)} times the size proposed",
        "review": f"the first check let at most {numbers.percent(value)} of false matches pass",
    }[point["lever"]]
    p = point["probability"]  # found in steps: to a whole of 100 is as far as it goes
    reached = "more than 99 of 100" if p > 0.99 else f"{100 * p:.0f} of 100"
    return f"The rule would be kept in {reached} {counted(each)} if {told}, all else as it is."


def _rarely(p: float) -> str:
    return "fewer than 1 of 10,000" if p < 1e-4 else of_100(p, 10_000)


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
        f"{proposal.title}{mark}: in a typical simulated year innocent {people} are wrongly detained "
        f"{numbers.times(held.median)} ({held_from(proposal)}); {_range(held)}."
    )
    if proposal.nobody_wanted:
        text += f" {nobody_to_find(proposal.nobody_wanted)}"
    elif found.known:
        text += f" Wanted {people} are found {numbers.times(found.median)}; {_range(found)}."
    return text


def _range(cell: Estimate) -> str:
    """“in 9 of 10 simulated years between A and B”; where the middle is 0, the average says that it is not never."""
    say = numbers.prose_count
    text = f"in 9 of 10 simulated years {numbers.between(say(cell.lo), say(cell.hi))}"
    if say(cell.median) == "0" and cell.mean:
        return f"{text}, on average {numbers.prose(cell.mean)}"
    return text


def held_from(proposal: Proposal) -> str:
    """Where its detentions begin."""
    return f"held from the stage “{proposal.held}”" if proposal.held else "nobody is held"


def better(c: Comparison, pair: Raw, measure: str = "wrongly_held", group: str | None = None) -> str:
    """“A below B in k of 100 simulated years”, with the difference and its interval."""
    name = group or c.first.id
    cell = pair["differences"][measure][name]
    a, b = c.proposal(pair["a"]), c.proposal(pair["b"])
    what = f"{c.measure(measure)['label']} of {lowered(c.group(name).label)}"
    if cell["below"] is None:
        return f"{what}: “{a.title}” and “{b.title}” cannot be compared, for one of them is never defined."
    draws = c.raw["draws"]
    text = (
        f"{what}: “{a.title}” lies below “{b.title}” in {of_100(cell['below'], draws)} simulated years and above it in "
        f"{of_100(cell['above'], draws)}. The difference is {signed(cell['median'])}, and in 9 of 10 simulated years between "
        f"{signed(cell['lo'])} and {signed(cell['hi'])}."
    )
    if cell["defined"] < 1:
        text += f" (Of the {of_100(cell['defined'], draws)} simulated years in which both are defined.)"
    return text


def signed(x: float | None) -> str:
    """A difference with its sign, two significant figures."""
    if x is None:
        return numbers.UNDEFINED
    text = numbers.prose(abs(x))
    return text if x == 0 else f"{'−' if x < 0 else '+'}{text}"
