"""A board's levers in words: a list of 600 people, entries purged to 1 %, never a multiple or a power of ten."""

from __future__ import annotations

from simulator.reports.language.numbers import of_100, percent, prose, prose_count, whole
from simulator.results.verdicts import Lever

AS_IT_STANDS = "as it stands"


def place(path: str, value: float, label: str) -> str:
    """Where a number would be moved to."""
    path = path.removesuffix(".value")
    if path == "gallery.persons":
        return f"a list of {whole(value)} people"
    if path == "mated.stale":
        return f"entries purged until at most {percent(value)} no longer hold"
    if path == "scan":
        return f"{percent(value)} of encounters scanned"
    if path == "encounters.searches_per_encounter":
        return "one search an encounter" if value == 1 else f"{prose(value)} searches an encounter"
    if path.startswith("pathway.") and ".proceeds." in path:
        return f"{label}: {percent(value)}"
    if path in ("matcher.policy.fixed_fpir", "matcher.policy.fixed_fmr"):
        of = "searches" if path.endswith("fpir") else "comparisons"
        return (
            f"a threshold held at one false alert in {whole(1 / value)} {of}" if value else "no false alerts"
        )
    if path == "matcher.level.threshold":
        return f"a threshold of {value:g}"
    return f"{label}: {value:g}" if abs(value) < 1000 else f"{label}: {whole(value)}"


def designed(places: tuple[str, ...]) -> str:
    """A whole design: the places of the levers that are moved."""
    return "; ".join(places) if places else AS_IT_STANDS


def moved(point: Lever, what: str, counted: str) -> str:
    """How far one lever alone must move so that something is kept. what: “The rule”; counted: what its probability counts."""
    if point.status == "never":
        end = least(point)
        then = f"{what.lower()} would then be kept in {rarely(point.at_least)} {counted}"
        return f"{end[:1].upper()}{end[1:]} would not be enough: {then}."
    if point.status == "always":
        return f"{what} would be kept whatever the {point.label.split(':')[0]}."
    p = point.probability  # found in steps: to a whole of 100 is as far as it goes
    reached = "more than 99 of 100" if p > 0.99 else f"{100 * p:.0f} of 100"
    return f"{what} would be kept in {reached} {counted} if {_reached(point)}, all else as it is."


def least(point: Lever) -> str:
    """The end of a lever in words, with its number."""
    if point.people:
        _, fewest, proposed = point.people
        return f"a list of {prose_count(fewest)} people ({prose_count(proposed)} are proposed)"
    if point.lever == "threshold":
        return f"the strictest threshold the fit's table saw, {point.least:g},"
    told = {
        "false_match_level": "hardly any false matches (one in {} searches)",
        "review": "a first check that lets hardly any false match pass (one in {})",
        "stale_share": "a list in which every entry still holds",
    }[point.lever]
    return told.format(f"{1 / point.least:,.0f}")


def _reached(point: Lever) -> str:
    """Where a lever must stand, in people and per cents."""
    if point.people:
        most, _, proposed = point.people
        return f"the list held at most {prose_count(most)} people ({prose_count(proposed)} are proposed)"
    if point.lever == "threshold":
        return f"the threshold were at least {point.value:.3g}"
    if point.lever == "review":
        return f"the first check let at most {percent(point.value)} of false matches pass"
    if point.lever == "stale_share":
        return f"the list were purged until at most {percent(point.value)} of its entries no longer hold"
    return f"at most {prose(1e6 * (point.value or 0.0))} in a million searches returned somebody else"


def rarely(p: float) -> str:
    """“84 of 100”; what is too rare to tell from never is not printed as a figure."""
    return "fewer than 1 of 10,000" if p < 1e-4 else of_100(p, 10_000)
