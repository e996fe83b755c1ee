"""A figure typed beside a row of evidence, in a file of cases or of limits: the row's own, or times what is said to have been done to it."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from simulator.documents import did_you_mean
from simulator.evidence import CODED, UNSPLIT, Library, Row, UnknownEvidence
from simulator.impact.measures import MEASURES
from simulator.scenario.checks.agreement import equal

Said = tuple[str, str, str]
"""The key that is wrong, the rule and the way out."""

_STOPPED = (
    "share_of_false_alerts_*", "false_alerts_engaged", "persons_engaged_after_false_alert", "persons_stopped_wrongly",
    "persons_misidentified", "innocent_people_stopped", "people_checked_in_error", "interventions_from_false_alerts",
)  # fmt: skip
_FOUND = ("wanted_people_found", "true_alerts_engaged", "share_of_true_alerts_*", "persons_stopped_correctly")
RECORDED_AS: dict[str, tuple[str, ...]] = {
    "fpir": ("fpir",),
    "false_alerts": ("false_alerts", "false_positives", "fpir", "share_of_false_alerts"),
    "alerts": ("alerts",),
    "wrongly_held": _STOPPED,
    "wrongly_held_false_match": _STOPPED,
    "wanted_found": _FOUND,
    "found_only": _FOUND,
    "wrongful_arrests": ("wrongful_arrests_known", "mistaken_identity_arrests", "share_of_false_matches_arrested"),
    "encounters": ("encounters", "faces_seen", "stops*", "visitors_screened", "passages"),
    "searches": ("searches", "queries", "scans", "faces_seen", "investigations", "requests"),
}  # fmt: skip
"""What a measure is called where it was recorded; a `*` stands for any ending. Measures that are not here take any row."""


def unknown(key: str, library: Library) -> Said | None:
    """What is wrong with the name of a source or a row, if anything is."""
    try:
        library.row(key) if "/" in key else library.source(key)
    except UnknownEvidence as error:
        hint = f"did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        return "source", "is not in the evidence library", hint
    return None


def disagreements(
    number: float, key: str, measure: str, group: str, times: float | None, library: Library
) -> Iterator[Said]:
    """What a typed figure has against the row beside it.

    Args:
        number: the figure, under the key `recorded` or as a limit.
        key: the row; a whole source has no one figure, and nothing is held against it.
        times: what the row is multiplied by, where something was done to it.
    """
    if "/" not in key or unknown(key, library):
        return
    row = library.row(key)
    metrics = RECORDED_AS.get(measure)
    if metrics is not None and not any(fnmatchcase(row.metric, name) for name in metrics):
        near = did_you_mean(row.metric, metrics) or f"name a row of {', '.join(metrics[:4])}"
        yield "source", f"is a row of {row.metric}, and here stands {measure}", near
    elif not any(equal(number, figure, times or 1.0) for figure in _figures(row, measure)):
        rule = f"is not what {row.id} prints, {_printed(row)}"
        yield "", rule, "write its figure, or say what was done to it: times: <factor>, with the reason"
    yield from _of_whom(row, group, library)


def _figures(row: Row, measure: str) -> list[float]:
    """The numbers of a row that may stand for a measure: events for a count, the rate for a rate."""
    counted = measure not in MEASURES or MEASURES[measure].additive
    found = (row.numerator, row.value) if counted else (row.rate, row.lo, row.hi)
    return [each for each in found if each is not None]


def _printed(row: Row) -> str:
    if row.is_counted:
        return f"{row.numerator:,g} of {row.denominator:,g}"
    ends = [f"{each:.10g}" for each in (row.rate, row.lo, row.hi) if each is not None]
    return " to ".join(ends) or "no number"


def _of_whom(row: Row, group: str, library: Library) -> Iterator[Said]:
    """A row of one group is no record of another, nor of everybody."""
    walk = library.crosswalk(library.source(row.source).crosswalk)
    levels = [walk.to(axis, label) or label for axis in CODED if (label := getattr(row, axis)) not in UNSPLIT]
    other = next((level for level in levels if level not in group.split("/")), None)
    if other is not None:
        yield (
            "source",
            f"is of {other} people, and this is the number of {group}",
            "name a row of these people",
        )
