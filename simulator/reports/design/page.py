"""A search for a design as a page: one file without a script or a request."""

from __future__ import annotations

from simulator.reports.figures.drawn import Spot, spots
from simulator.reports.language import designs as say
from simulator.reports.language.levers import designed
from simulator.reports.language.numbers import of_100, undefined, whole
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.page import environment, plain_style
from simulator.reports.tables import Table
from simulator.results.design import Design, DesignFound
from simulator.results.values import Interval


def design_html(found: DesignFound) -> str:
    """The whole page."""
    smallest = None if found.smallest is None else found.designs[found.smallest]
    return (
        environment()
        .get_template("design.html.j2")
        .render(
            style=plain_style(),
            found=found,
            say=say,
            designed=designed,
            smallest=smallest,
            rules=_rules(found, smallest),
            front=_front(found),
            designs=_designs(found),
            levers=_levers(found),
        )
    )


def _rules(found: DesignFound, smallest: Design | None) -> Table:
    """Each rule, as it stands and in the smallest design that holds."""
    columns = [(phrase("Rule"), False), (phrase("As it stands, kept in"), True)]
    others = [found.designs[0]]
    if smallest is not None and smallest is not found.designs[0]:
        columns.append((phrase("Smallest change that holds, kept in"), True))
        others.append(smallest)
    rows = [
        (
            phrase("{rule} (left aside)", rule=given(rule.words)) if rule.out_of_reach else given(rule.words),
            *(_share(each, i, found) for each in others),
        )
        for i, rule in enumerate(found.rules)
    ]
    together = (
        phrase("All of them together")
        if not any(r.out_of_reach for r in found.rules)
        else phrase("All but those left aside, together")
    )
    rows.append((together, *(say.kept(each, found) for each in others)))
    return Table(
        "rules",
        phrase("How surely each rule is kept"),
        tuple(columns),
        tuple(rows),
        emphasised=frozenset([len(rows) - 1]),
    )


def _share(design: Design, i: int, found: DesignFound) -> str:
    share = None if design.rules is None else design.rules[i]
    return phrase("not judged") if share is None or not found.rules[i].judged else of_100(share, found.draws)


def _front(found: DesignFound) -> str | None:
    points = [
        Spot(_ends(each.found), _ends(each.harm), kind, designed(each.moved))
        for each, kind in ((one, _kind(i, one)) for i, one in enumerate(found.designs))
        if kind is not None and each.harm.median is not None and each.found.median is not None
    ]
    if not points:
        return None
    order = ["front", "holds", "here"]
    points.sort(key=lambda point: order.index(point.kind))
    label = plural(
        len(points),
        "Harm against people found: {number} design",
        "Harm against people found: {number} designs",
        number=len(points),
    )
    return spots(points, say.found_label(found), say.harm_label(), label)


def _kind(i: int, design: Design) -> str | None:
    if i == 0:
        return "here"
    return "holds" if design.holds else "front" if design.on_front else None


def _ends(interval: Interval) -> tuple[float, float, float]:
    return float(interval.median or 0), float(interval.lo or 0), float(interval.hi or 0)


def _designs(found: DesignFound) -> Table:
    """The designs told of, least harm first."""
    ordered = sorted(found.designs, key=lambda each: (each.harm.median or 0, each.places))
    return Table(
        "designs",
        phrase("Designs on the front and those that hold"),
        (
            (phrase("Design"), False), (phrase("Innocent people kept a year"), True), (phrase("People found"), True),
            (phrase("Limits kept together in"), True), ("", False),
        ),
        tuple(
            (
                designed(each.moved),
                _cell(each.harm),
                _cell(each.found),
                say.kept(each, found),
                phrase("holds") if each.holds else phrase("on the front") if each.on_front else "",
            )
            for each in ordered
        ),
    )  # fmt: skip


def _cell(interval: Interval) -> str:
    if interval.median is None:
        return undefined()
    return f"{whole(interval.median)} ({whole(interval.lo)}–{whole(interval.hi)})"


def _levers(found: DesignFound) -> Table:
    rows = [
        (lever.label, place.words, say.origin(place), lever.note if i == 0 else "")
        for lever in found.levers
        for i, place in enumerate(lever.places[1:])
    ]
    return Table(
        "levers",
        phrase("Every place each lever was tried at, beside how it stands"),
        (
            (phrase("Lever"), False),
            (phrase("Moved to"), False),
            (phrase("Where that comes from"), False),
            (phrase("Note"), False),
        ),
        tuple(rows),
    )
