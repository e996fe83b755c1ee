"""A board's levers in words: a list of 600 people, entries purged to 1 %, never a multiple or a power of ten."""

from __future__ import annotations

from simulator.reports.language.numbers import percent, prose, whole

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
