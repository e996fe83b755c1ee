"""What if: other places of the levers in sentences, each beside how things stand."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study
from simulator.reports.language.words import capital, held_point
from simulator.results.values import Interval
from simulator.results.what_if import Point, WhatIf


def words(found: WhatIf, point: Point) -> str:
    """“a list of 20,000 people; a second reviewer must agree”, or “as it stands”."""
    told = [given(lever.places[point.at[lever.id]]) for lever in found.levers if lever.id in point.at]
    return "; ".join(told) if told else phrase("as it stands")


def span(cell: Interval) -> str:
    """“600 (84–5,400)”."""
    lo, middle, hi = (numbers.prose_count(x) for x in (cell.lo, cell.median, cell.hi))
    return f"{middle} ({numbers.span(lo, hi)})"


def sentence(study: Study, found: WhatIf, base: Point, point: Point) -> str:
    """What a run at this place found, beside what it found as things stand; both with their intervals."""
    held, was = point.held["all"], base.held["all"]
    if not point.at:
        return phrase(
            "As it stands innocent people are wrongly detained {number} times {a_year} ({held}; in brackets 9 of 10 {years}){found}.",
            number=span(was),
            a_year=study.period.in_one,
            held=held_point(study),
            years=study.period.many,
            found=_found(base, None),
        )
    return phrase(
        "{setting}: innocent people would be wrongly detained {number} times {a_year} instead of {now} ({held}; in brackets 9 of "
        "10 {years}){found}.",
        setting=capital(words(found, point)),
        number=span(held),
        a_year=study.period.in_one,
        now=span(was),
        held=held_point(study),
        years=study.period.many,
        found=_found(point, base),
    )


def _found(point: Point, base: Point | None) -> str:
    if point.found is None:
        return ""
    number = span(point.found)
    if base is None:
        return phrase("; wanted people are found {number} times", number=number)
    if base.found is None:
        return phrase("; wanted people would be found {number} times", number=number)
    return phrase(
        "; wanted people would be found {number} times instead of {now}", number=number, now=span(base.found)
    )


KEPT = 0.9
"""A lever finds as many as before if it finds so many of them in the middle."""


def title(study: Study, found: WhatIf) -> str:
    """The finding: the lever that by itself spares most and finds as many wanted people; without such a one, that spares most."""
    base = found.points[0]
    single = [point for point in found.points if len(point.at) == 1]
    as_many = [point for point in single if _kept(point, base)]
    most = min(as_many or single, key=lambda point: point.held["all"].median or 0.0)
    text = phrase(
        "{setting}: {number} wrongful detentions {a_year} instead of {now}",
        setting=capital(words(found, most)),
        number=span(most.held["all"]),
        a_year=study.period.in_one,
        now=span(base.held["all"]),
    )
    if base.found is None or most.found is None:
        return text
    before, after = span(base.found), span(most.found)
    if before == after:
        return phrase("{finding}; wanted people found {number} as before", finding=text, number=after)
    return phrase(
        "{finding}; wanted people found {number} instead of {now}", finding=text, number=after, now=before
    )


def _kept(point: Point, base: Point) -> bool:
    if point.found is None or base.found is None:
        return True
    return (point.found.median or 0.0) >= KEPT * (base.found.median or 0.0)
