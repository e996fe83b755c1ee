"""What is believed before a table is read: the laws that compete, and every constant with its reason.

None is taken from the record of one force. Logs are natural; a standard deviation of 0.5 on the log scale is a factor of
1.6 either way (two in three), of 2.3 (nineteen in twenty).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belief:
    """A normal prior, and why it is what it is."""

    mean: float
    sd: float
    why: str


@dataclass(frozen=True, slots=True)
class Law:
    """How the expected count follows what was seen: exponents of faces within and between settings, and of minutes.

    settings: how far settings differ beyond that, in terms of `SCALES`. leap: the share it has, all being alike otherwise, of
    what is said of a setting nobody has counted in yet; the shares of all laws add up to 1.
    """

    name: str
    says: str
    within: Belief
    between: Belief
    minutes: Belief
    settings: float
    leap: float


TIGHT = 0.1
"""A law that says *proportional* or *not at all* means it: 0.9 to 1.1."""

CAMERAS = 0.5
"""Where a law does not count faces from one setting to the next, a new counter changes nothing; new cameras may, by half as much."""

_ONE = Belief(1.0, TIGHT, "in proportion")
_NONE = Belief(0.0, TIGHT, "not at all")
_HALF = Belief(0.5, 0.5, "anything from not at all to in proportion")

LAWS: tuple[Law, ...] = (
    Law("faces", "so many per face seen, whatever a face is", _ONE, _ONE, _NONE, 1.0, 0.2),
    Law("steady", "exponents learned; as before in a new setting", _HALF, _NONE, _HALF, CAMERAS, 0.5),
    Law("hours", "so many per hour, however many faces pass", _NONE, _NONE, _ONE, CAMERAS, 0.15),
    Law("free", "exponents learned, in a new setting too", _HALF, _HALF, _HALF, CAMERAS, 0.15),
)
"""Of a new setting *as before* has 0.65 and *per face* 0.2: streets do not fill threefold for eight deployments on end; a counter,
a camera or a rule of counting changes in a day. What the table's own earlier settings did is then learned (`trust`)."""

THINNED = "{} × arrests per true alert"
"""What a law of true alerts is called where it speaks of arrests."""


def names_of(laws: int) -> tuple[str, ...]:
    """Names of the laws that a forecast mixes: those learned from the count itself, then those learned from true alerts."""
    return tuple(says_of())[:laws]


def says_of() -> dict[str, str]:
    """What each law says, by name."""
    own = {law.name: law.says for law in LAWS}
    return own | {THINNED.format(name): f"what *{name}* says of true alerts, times a share" for name in own}


LEVEL = Belief(
    0.0, 3.0, "around the table's own average, by a factor of twenty either way: the counts decide"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What one kind of count is believed to do when watchlist and threshold move."""

    name: str
    watchlist: Belief
    threshold: Belief


_LONGER = Belief(
    0.5, 0.3, "false matches grow with the list, at most in proportion (1), at least not at all (0)"
)
_RAISED = Belief(
    -0.35,
    0.3,
    "an operator raises the threshold by a hundredth or two to cut false alerts; it never adds any",
)
_MORE = Belief(0.5, 0.5, "a longer list meets more of those on it, not always in proportion")
_MISSED = Belief(
    -0.02, 0.05, "a stricter threshold misses more people: two in a hundred per hundredth, seven at most"
)

TARGETS: Mapping[str, Target] = {
    "true_alerts": Target("true_alerts", _MORE, _MISSED),
    "false_alerts": Target("false_alerts", _LONGER, _RAISED),
    "arrests": Target("arrests", _MORE, _MISSED),
}

SCALES: Mapping[str, tuple[float, str]] = {
    "force": (0.95, "forces differ by a factor of up to ten; below 1, so that the mean of a new one exists"),
    "setting": (0.7, "a changed counter or camera moves a rate up to fourfold"),
    "place": (0.5, "a busy shopping street has up to three times the alerts of a quiet one"),
    "drift": (0.1, "a rate wanders by a tenth in a month and a third in a year, unless the counts say more"),
    "dispersion": (1.0, "deployments of one place and month vary by up to their own mean and more"),
}
"""Scales of half-normal priors: of standard deviations on the log scale, and of the square root of the dispersion."""

ODD_DAYS = (1.0, 50.0)
"""Beta prior of the share of odd days: one in fifty, give or take as much; never none."""

LONGEST_GAP = 24
"""Months without a deployment after which a rate has drifted as far as it will."""
