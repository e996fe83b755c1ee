"""What cannot be, or hardly can, of two things together: a gallery and its population, a change and what it inherits."""

from __future__ import annotations

from simulator.documents import shown
from simulator.scenario import grammar
from simulator.scenario.context import TABLES, Context, Found, Steps, Table
from simulator.scenario.spans import Span, over_groups, span_of, total_of

MET_OFTEN, MET_AT_MOST = 1_500, 30_000
"""Encounters per person of the population and year, all together: four a day, and one every quarter of an hour."""
MOST_ENROLLED = 0.9
"""Share of the people met who are enrolled."""
MOST_AT_THE_END = 2.0
"""The same at the upper end of how often they are met: beyond this the two numbers cannot both be meant."""
SELDOM = 0.1
"""How often people enrolled are met, against others, below which a gallery may hold mostly people from elsewhere."""
MANY_IMAGES = 100
"""Images per person enrolled: galleries at hand have one to five."""


def enrolled(context: Context) -> Found:
    """Of the people met, some are enrolled: the gallery over the population, times how much oftener its people are met.

    A gallery may hold people who never come here, if `mated.enrolled_encountered` says how seldom they do.
    """
    gallery: grammar.Gallery | None = context.blocks.gallery
    mated: grammar.Mated | None = context.blocks.mated
    people = all_of(context, "population")
    persons = span_of(gallery.persons, context.row) if gallery is not None else None
    oftener = over_groups(mated.enrolled_encountered, context.row) if mated is not None else None
    if persons is None or people is None or people.lo == 0:
        return
    at, shown, who = ("gallery", "persons"), f"{persons.middle:,.0f}", _residents(context)
    hint = (
        f"count only those {who} who are enrolled (images may count everybody’s), give the population they come from, or say in "
        "mated.enrolled_encountered how seldom they come"
    )
    told = f"{persons.middle:,.0f} people are enrolled, and the population has {people.middle:,.0f}"
    if oftener is None:
        if (
            mated is not None
            and mated.enrolled_encountered.fit is not None
            and persons.middle > people.middle
        ):
            rule = f"{told}: most of them must come from elsewhere, and a fit's true alerts are of people who pass"
            yield context.warning(at, shown, rule, hint)
        return
    share = oftener.middle * persons.middle / people.middle
    if oftener.lo * persons.lo / people.hi > 1:
        rule = f"{told}: of every 100 people met {100 * share:,.0f} would be enrolled"
        yield context.fault(at, shown, rule, hint)
    elif share > MOST_ENROLLED:
        rule = f"{told}: of every 100 people met {100 * share:,.0f} would be enrolled; more than {100 * MOST_ENROLLED:.0f} are not plausible"
        yield context.warning(at, shown, rule, hint)
    elif persons.middle > people.middle and oftener.middle > SELDOM:
        rule = f"{told}: most of them must come from elsewhere, and people enrolled are met {oftener.middle:,.3g} times as often as others"
        yield context.warning(at, shown, rule, hint)
    elif (most := oftener.hi * persons.middle / people.middle) > MOST_AT_THE_END:
        rule = f"{told}: at the upper end of mated.enrolled_encountered {100 * most:,.0f} of every 100 people met would be enrolled"
        yield context.warning(at, shown, rule, hint)


def met(context: Context) -> Found:
    """How often the population is met, all together: a unit of thousands on one side shows here."""
    encounters, people = all_of(context, "encounters"), all_of(context, "population")
    if encounters is None or people is None or context.blocks.kind == "mugshot_search":
        return
    if people.middle == 0:
        if encounters.middle > 0:
            yield context.fault(
                ("population",), None, "nobody is in it, and people are met", "give who could be met"
            )
        return
    each = encounters.middle / people.middle
    if each <= MET_OFTEN:
        return
    who = _residents(context)
    rule = f"{encounters.middle:,.0f} encounters a year of {people.middle:,.0f} {who} are {each:,.0f} for each, {each / 365:,.0f} a day"
    at, other = (_total_of(context, name) for name in TABLES)
    hint = f"give it in the same unit as {'.'.join(other)}, or say in population who else can be met"
    yield (context.fault if each > MET_AT_MOST else context.warning)(at, None, rule, hint)


def unestimated(context: Context) -> Found:
    """People met and not estimated are some of those met: there are no more of them than of everybody."""
    groups: grammar.Groups | None = context.blocks.groups
    everybody = all_of(context, "encounters")
    for i, left_out in enumerate(groups.not_estimated if groups is not None else ()):
        number = span_of(left_out.encounters, context.row)
        if number is not None and everybody is not None and number.middle > everybody.middle:
            at: Steps = ("groups", "not_estimated", i, "encounters")
            rule = f"more encounters of people left out than of everybody estimated ({everybody.middle:,.0f})"
            yield context.warning(
                at, f"{number.middle:,.0f}", rule, "give both for a year and in the same unit"
            )


def images(context: Context) -> Found:
    """Images belong to the people they are of: a changed number of people leaves no old number of images behind."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    if gallery is None or gallery.images is None:
        return
    at: Steps = ("gallery", "images")
    persons, count = (span_of(each, context.row) for each in (gallery.persons, gallery.images))
    if context.layer(("gallery", "persons")) < context.layer(at):
        rule = "were given for another number of people and are compared with every face still"
        hint = "give gallery.images too, or images: null where each person has one"
        yield context.warning(at, f"{count.middle:,.0f}" if count else None, rule, hint)
    elif persons and count and count.middle > MANY_IMAGES * persons.middle > 0:
        rule = f"are {count.middle / persons.middle:,.0f} for each person enrolled; more than {MANY_IMAGES} are not plausible"
        yield context.warning(at, f"{count.middle:,.0f}", rule, "look at the units of persons and images")


def candidates(context: Context) -> Found:
    """No more faces can be shown than are compared."""
    gallery: grammar.Gallery | None = context.blocks.gallery
    search: grammar.Search | None = context.blocks.search
    if gallery is None or search is None or not isinstance(search.candidates, int):
        return
    compared = span_of(gallery.images or gallery.persons, context.row)
    if compared is not None and search.candidates > compared.hi > 0:
        rule = f"more faces than the {compared.hi:,.0f} that are compared"
        yield context.fault(("search", "candidates"), search.candidates, rule, "show fewer")


def searches(context: Context) -> Found:
    """Several searches of one face are neither one search nor independent: how alike they are must be said."""
    block: grammar.Encounters | None = context.blocks.encounters
    if block is None:
        return
    times = span_of(block.searches_per_encounter, context.row) if block.searches_per_encounter else None
    at: Steps = ("encounters", "searches_per_encounter")
    if times is not None and times.hi > 1 and block.search_correlation is None:
        rule = "says nothing of how alike the searches of one encounter are, and taken as the same search they would change nothing"
        hint = "add search_correlation: {range: [0, 1], assumed: why} (1: the same search again, 0: independent ones)"
        yield context.fault(at, context.written(at), rule, hint)
    if block.search_correlation is not None and (times is None or times.hi <= 1):
        rule = "changes nothing: there is one search in an encounter"
        hint = "give searches_per_encounter, or leave it out"
        yield context.warning(("encounters", "search_correlation"), None, rule, hint)


def people_enrolled(context: Context) -> Found:
    """Where harm falls on the gallery the people at risk are those enrolled, each compared in every search."""
    search: grammar.Search | None = context.blocks.search
    if search is not None and search.victim == "gallery" and context.blocks.people is not None:
        rule = "changes nothing: harm falls on people enrolled, and every search compares each of them"
        yield context.warning(("people",), None, rule, "leave it out, or people: null where it is inherited")


def _total_of(context: Context, name: Table) -> tuple[str, ...]:
    """Where a table says how many there are all together."""
    table = context.table(name)
    return (name, "total") if table is not None and table.total is not None else (name,)


def all_of(context: Context, name: Table) -> Span | None:
    """All of a table's people or events; None where the table or the groups are wrong by themselves."""
    table = context.table(name)
    if table is None:
        return None
    return total_of(table, context.groups(), context.row, context.published)


def _residents(context: Context) -> str:
    words: grammar.Words | None = context.blocks.words
    return shown(words.residents) if words is not None else "residents"
