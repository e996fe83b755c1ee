"""What if: other places of the levers in sentences, each beside how things stand."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.study import Study
from simulator.reports.language.words import capital, held_point
from simulator.results.values import Interval
from simulator.results.what_if import Point, WhatIf


def words(found: WhatIf, point: Point) -> str:
    """“a list of 20,000 people; a second reviewer must agree”, or “as it stands”."""
    told = [lever.places[point.at[lever.id]] for lever in found.levers if lever.id in point.at]
    return "; ".join(told) if told else "as it stands"


def span(cell: Interval) -> str:
    """“600 (84–5,400)”."""
    lo, middle, hi = (numbers.prose_count(x) for x in (cell.lo, cell.median, cell.hi))
    return f"{middle} ({numbers.span(lo, hi)})"


def sentence(study: Study, found: WhatIf, base: Point, point: Point) -> str:
    """What a run at this place found, beside what it found as things stand; both with their intervals."""
    held, was = point.held["all"], base.held["all"]
    if not point.at:
        return (
            f"As it stands innocent people are wrongly detained {span(was)} times {study.period.in_one} ({held_point(study)}; in brackets 9 of 10 "
            f"{study.period.many}){_found(base, None)}."
        )
    return (
        f"{capital(words(found, point))}: innocent people would be wrongly detained {span(held)} times {study.period.in_one} instead of "
        f"{span(was)} ({held_point(study)}; in brackets 9 of 10 {study.period.many}){_found(point, base)}."
    )


def _found(point: Point, base: Point | None) -> str:
    if point.found is None:
        return ""
    text = f"; wanted people {'would be ' if base else 'are '}found {span(point.found)} times"
    return f"{text} instead of {span(base.found)}" if base and base.found else text


KEPT = 0.9
"""A lever finds as many as before if it finds so many of them in the middle."""


def title(study: Study, found: WhatIf) -> str:
    """The finding: the lever that by itself spares most and finds as many wanted people; without such a one, that spares most."""
    base = found.points[0]
    single = [point for point in found.points if len(point.at) == 1]
    as_many = [point for point in single if _kept(point, base)]
    most = min(as_many or single, key=lambda point: point.held["all"].median or 0.0)
    text = (
        f"{capital(words(found, most))} would change {numbers.prose_count(base.held['all'].median)} wrongful detentions {study.period.in_one} into "
        f"{numbers.prose_count(most.held['all'].median)} in the middle"
    )
    if base.found is None or most.found is None:
        return text
    return f"{text}, and {numbers.prose_count(base.found.median)} wanted people found into {numbers.prose_count(most.found.median)}"


def _kept(point: Point, base: Point) -> bool:
    if point.found is None or base.found is None:
        return True
    return (point.found.median or 0.0) >= KEPT * (base.found.median or 0.0)
