"""What the headings of a force's table mean: known names, names that could mean several things, and where the header stands.

A heading is read only where it can mean one thing. Whatever else counts alerts or people is asked about and left out until
`--column` says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.documents import Fault, Faults, did_you_mean
from simulator.records.deployments.table import NUMBERS, TEXTS
from simulator.records.imports.deployments.sheets import Sheet

START, END = "start", "end"
ROLES = ("row", "date", *TEXTS, *NUMBERS, START, END)
"""What a column may be: a column of the table of deployments, or the clock time at which a deployment began or ended."""
NONE = "none"
DEEPEST = 20
"""The header is looked for in so many lines."""
MINUTES, HOURS = "minutes", "hours"

KNOWN: Mapping[str, tuple[str, ...]] = {
    "row": ("row", "id", "ref", "reference", "deployment id", "deployment ref", "deployment reference", "deployment"),
    "date": ("date", "deployment date", "date of deployment", "day", "date deployed"),
    "force": ("force", "police force", "police", "agency", "constabulary"),
    "place": ("place", "location", "deployment location", "location of deployment", "site", "venue", "town"),
    "area": ("area", "borough", "district", "ward", "bcu", "county"),
    "algorithm": ("algorithm", "software", "software version", "algorithm version", "system"),
    "counting_rule": ("counting rule",),
    "threshold": ("threshold", "match threshold", "alert threshold", "threshold setting", "score threshold", "similarity threshold"),
    "watchlist_size": ("watchlist", "watchlist size", "size of watchlist", "watch list", "watch list size", "size of watch list", "watchlist total",
                       "on watchlist", "watchlist images", "watchlist entries"),
    "duration_min": ("duration", "length", "length of deployment", "deployment length", "deployment duration", "duration of deployment", "time deployed"),
    "faces_seen": ("faces", "faces seen", "faces scanned", "faces processed", "faces captured", "faces detected", "estimated faces seen", "estimated faces",
                   "faces in view", "people scanned", "persons scanned"),
    "alerts": ("alerts", "alerts generated", "system alerts", "alerts raised", "all alerts"),
    "true_alerts": ("true alerts", "confirmed true alerts", "true positives", "true positive", "true positive alerts", "correct alerts", "confirmed alerts",
                    "true alert"),
    "false_alerts": ("false alerts", "confirmed false alerts", "false positives", "false positive", "false positive alerts", "incorrect alerts", "false alert"),
    "arrests": ("arrests", "arrest", "persons arrested", "people arrested", "arrests made", "arrested"),
    "engagements": ("engagements", "engaged", "persons engaged", "people engaged", "interventions", "persons stopped", "people stopped"),
    "no_action": ("no action", "no further action", "nfa", "no action taken"),
    START: ("start", "start time", "time start", "time on", "from", "commenced", "time commenced"),
    END: ("end", "end time", "time end", "time off", "to", "finish", "finish time", "concluded"),
}  # fmt: skip
COULD_BE: Mapping[str, tuple[str, ...]] = {
    "matches": ("alerts", "true_alerts"), "match": ("alerts", "true_alerts"), "hits": ("alerts", "true_alerts"),
    "positive": ("alerts", "true_alerts"), "positives": ("alerts", "true_alerts"), "identifications": ("true_alerts", "arrests"),
    "identified": ("true_alerts", "arrests"), "stops": ("engagements", "alerts"), "disposals": ("engagements", "arrests"),
    "outcomes": ("engagements", "arrests", "no_action"), "true": ("true_alerts",), "false": ("false_alerts",), "correct": ("true_alerts",),
    "incorrect": ("false_alerts",), "crowd": ("faces_seen",), "footfall": ("faces_seen",), "people": ("faces_seen", "engagements"),
    "size": ("watchlist_size",), "time": (START, "duration_min"), "score": ("threshold",),
}  # fmt: skip
"""Words that count something of a deployment and do not say what."""
TELLING: Mapping[str, frozenset[str]] = {
    "alerts": frozenset({"alert", "alerts"}),
    "arrests": frozenset({"arrest", "arrests", "arrested"}),
    "faces_seen": frozenset({"faces"}),
    "watchlist_size": frozenset({"watchlist", "watchlists"}),
    "threshold": frozenset({"threshold"}),
}
"""Words that make a heading worth a question, whatever else stands in it."""
RATE = frozenset({"rate", "rates", "percentage", "percent", "%", "ratio", "per", "average", "mean"})
FILLERS = frozenset({"the", "of", "number", "no", "nr", "num", "count", "total", "a", "by", "lfr"})
UNITS = {
    "min": MINUTES, "mins": MINUTES, "minutes": MINUTES, "minute": MINUTES, "hr": HOURS, "hrs": HOURS, "hours": HOURS, "hour": HOURS, "h": HOURS,
}  # fmt: skip
ESTIMATED = frozenset({"estimated", "estimate", "est", "approx", "approximate"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a table: what it is read as (empty: left out), and why.

    unit: of a duration, where the heading says it. could: what it may mean, where somebody has to say. estimated: it calls itself so.
    """

    text: str
    role: str
    why: str
    unit: str = ""
    could: tuple[str, ...] = ()
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: where it stands in `lines`, and its headings in order."""

    at: int
    headings: tuple[Heading, ...]

    def place(self, role: str) -> int | None:
        """The column that is read as a role."""
        return next((i for i, each in enumerate(self.headings) if each.role == role), None)


def header_of(sheet: Sheet, given: Mapping[str, str]) -> Header | None:
    """The header of a sheet: the first line with a date's heading and two others known; None where no line is one.

    Args:
        given: headings that somebody named, by role; `none` for a column that is not to be read.
    """
    for at, (_, cells) in enumerate(sheet.lines[:DEEPEST]):
        headings = _headings(cells, given)
        roles = {each.role for each in headings} - {""}
        if "date" in roles and len(roles) >= 3:
            return Header(at, headings)
    return None


def _headings(cells: Sequence[str], given: Mapping[str, str]) -> tuple[Heading, ...]:
    named = {_normal(name): role for role, name in given.items() if name != NONE}
    found = [_heading(cell, named) for cell in cells]
    return tuple(_alone(each, found, given) for each in found)


def _heading(cell: str, named: Mapping[str, str]) -> Heading:
    text = " ".join(cell.split())
    if not text:
        return Heading(text, "", "has no heading")
    if role := named.get(_normal(text)):
        return Heading(text, role, "--column says so", _unit(text), estimated=_is_estimate(text))
    words = _words(text)
    if RATE & set(words):
        return Heading(text, "", "a rate, which is worked out from counts")
    for candidate in (" ".join(words), " ".join(word for word in words if word not in FILLERS)):
        role = next((role for role, names in KNOWN.items() if candidate in names), "")
        if role:
            return Heading(text, role, "by its name", _unit(text), estimated=_is_estimate(text))
    could = dict.fromkeys(role for word in words for role in COULD_BE.get(word, ()))
    near = (role for role, words_of in TELLING.items() if words_of & set(words))
    if roles := list(dict.fromkeys((*could, *near))):
        return Heading(text, "", f"could be {' or '.join(roles)}", could=tuple(roles))
    return Heading(text, "", "not known, and no part of a table of deployments")


def _alone(each: Heading, found: Sequence[Heading], given: Mapping[str, str]) -> Heading:
    """A heading whose role no other has; one that `--column` names goes before all."""
    if not each.role:
        return each
    if given.get(each.role) == NONE:
        return Heading(each.text, "", "--column says that it is not to be read")
    rivals = [other for other in found if other.role == each.role]
    if len(rivals) == 1 or each.why != "by its name":
        return each
    if any(other.why != "by its name" for other in rivals):
        return Heading(each.text, "", f"{each.role} is another column, by --column")
    told = " or ".join(repr(other.text) for other in rivals)
    return Heading(each.text, "", f"{each.role} could be {told}", could=(each.role,))


def _words(text: str) -> list[str]:
    """The words of a heading without its notes and units."""
    plain = re.sub(r"\[[^]]*\]|[*†‡]+", " ", text.casefold()).replace("_", " ").replace("%", " % ")
    words = [word for word in re.split(r"[^a-z0-9%]+", plain) if word]
    return [word for word in words if word not in UNITS and word not in ("hh", "mm", "ss")] or words


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())


def _unit(text: str) -> str:
    words = re.split(r"[^a-z]+", text.casefold())
    return next((UNITS[word] for word in words if word in UNITS), "")


def _is_estimate(text: str) -> bool:
    return bool(ESTIMATED & set(re.split(r"[^a-z]+", text.casefold())))


def unplaced(sheets: Sequence[Sheet], headers: Sequence[Header], given: Mapping[str, str]) -> list[Fault]:
    """Headings that somebody named and no sheet has."""
    known = [each.text for header in headers for each in header.headings]
    normal = {_normal(text) for text in known}
    return [
        Fault(sheets[0].named, 0, 0, f"--column {role}", name, "is no heading of it", did_you_mean(name, known) or f"its headings are {', '.join(known[:30])}")
        for role, name in given.items()
        if name != NONE and _normal(name) not in normal
    ]  # fmt: skip


def no_header(sheet: Sheet) -> Faults:
    """Why a file has no table of deployments in it."""
    widest = max(
        (cells for _, cells in sheet.lines[:DEEPEST]), key=lambda cells: sum(map(bool, cells)), default=()
    )
    rule = "has no line with the headings of a table of deployments: a date, and at least two more that are known"
    hint = f"name them, --column date=NAME --column faces_seen=NAME …; a line of it reads {', '.join(cell for cell in widest if cell)[:200]}"
    return Faults([Fault(sheet.named, 0, 0, "", "", rule, hint)])
