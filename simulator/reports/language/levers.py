"""A board's levers in words: a list of 600 people, entries purged to 1 %, never a multiple or a power of ten."""

from __future__ import annotations

from simulator.reports.language.numbers import of_100, percent, prose, prose_count, whole, written
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.words import capital
from simulator.results.verdicts import Lever

AS_IT_STANDS = message("as it stands")


def place(path: str, value: float, label: str) -> str:
    """Where a number would be moved to."""
    path = path.removesuffix(".value")
    if path == "gallery.persons":
        return plural(value, "a list of {number} person", "a list of {number} people", number=whole(value))
    if path == "mated.stale":
        return phrase("entries purged until at most {share} no longer hold", share=percent(value))
    if path == "scan":
        return phrase("{share} of encounters scanned", share=percent(value))
    if path == "encounters.searches_per_encounter":
        return plural(value, "one search an encounter", "{number} searches an encounter", number=prose(value))
    if path.startswith("pathway.") and ".proceeds." in path:
        return f"{given(label)}: {percent(value)}"
    if path in ("matcher.policy.fixed_fpir", "matcher.policy.fixed_fmr"):
        if not value:
            return phrase("no false alerts")
        if path.endswith("fpir"):
            return phrase("a threshold held at one false alert in {number} searches", number=whole(1 / value))
        return phrase("a threshold held at one false alert in {number} comparisons", number=whole(1 / value))
    if path == "matcher.level.threshold" or path.endswith(".at.threshold"):
        return phrase("a threshold of {number}", number=written(f"{value:g}"))
    return f"{given(label)}: {written(f'{value:g}') if abs(value) < 1000 else whole(value)}"


def designed(places: tuple[str, ...]) -> str:
    """A whole design: the places of the levers that are moved."""
    return "; ".join(given(place) for place in places) if places else phrase(AS_IT_STANDS)


def moved(point: Lever, what: str, counted: str) -> str:
    """How far one lever alone must move so that something is kept. what: “The rule”; counted: what its probability counts."""
    if point.status == "never":
        end = least(point)
        then = phrase(
            "{what} would then be kept in {share} {counted}",
            what=what.lower(),
            share=rarely(point.at_least),
            counted=counted,
        )
        return phrase("{end} would not be enough: {then}.", end=capital(end), then=then)
    if point.status == "always" and point.lever == "threshold":
        return phrase("{what} would be kept whatever the threshold, of those the fit's table saw.", what=what)
    if point.status == "always":
        return phrase(
            "{what} would be kept whatever the {lever}.", what=what, lever=given(point.label.split(":")[0])
        )
    p = point.probability  # found in steps: to a whole of 100 is as far as it goes
    reached = phrase("more than 99 of 100") if p > 0.99 else phrase("{share} of 100", share=f"{100 * p:.0f}")
    told = phrase(
        "{what} would be kept in {share} {counted} if {reached}, all else as it is.",
        what=what,
        share=reached,
        counted=counted,
        reached=_reached(point),
    )
    return f"{told} {_cost(point)}" if point.lever == "threshold" else told


def least(point: Lever) -> str:
    """The end of a lever in words, with its number."""
    if point.people:
        _, fewest, proposed = point.people
        return phrase(
            "a list of {fewest} people ({proposed} are proposed)",
            fewest=prose_count(fewest),
            proposed=prose_count(proposed),
        )
    if point.lever == "threshold":
        return phrase(
            "the strictest threshold the fit's table saw, {number},", number=written(f"{point.least:g}")
        )
    told = {
        "false_match_level": message("hardly any false matches (one in {number} searches)"),
        "review": message("a first check that lets hardly any false match pass (one in {number})"),
        "stale_share": message("a list in which every entry still holds"),
    }[point.lever]
    return phrase(told, number=written(f"{1 / point.least:,.0f}"))


def _reached(point: Lever) -> str:
    """Where a lever must stand, in people and per cents."""
    if point.people:
        most, _, proposed = point.people
        return phrase(
            "the list held at most {most} people ({proposed} are proposed)",
            most=prose_count(most),
            proposed=prose_count(proposed),
        )
    if point.lever == "threshold":
        return phrase("the threshold were at least {number}", number=written(f"{point.value:.3f}"))
    if point.lever == "review":
        return phrase("the first check let at most {share} of false matches pass", share=percent(point.value))
    if point.lever == "stale_share":
        return phrase(
            "the list were purged until at most {share} of its entries no longer hold",
            share=percent(point.value),
        )
    return phrase(
        "at most {number} in a million searches returned somebody else",
        number=prose(1e6 * (point.value or 0.0)),
    )


def _cost(point: Lever) -> str:
    """What a stricter threshold takes from the other side."""
    if point.found is None:
        return phrase("How many wanted people it would miss is not known here.")
    now, then = map(prose_count, point.found)
    return phrase(
        "In the middle of the draws {then} wanted people would then be found; it is {now} as it stands.",
        then=then,
        now=now,
    )


def rarely(p: float) -> str:
    """“84 of 100”; what is too rare to tell from never is not printed as a figure."""
    return phrase("fewer than 1 of 10,000") if p < 1e-4 else of_100(p, 10_000)
