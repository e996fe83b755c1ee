"""Every part of the law of records left out or changed in turn, with what speaks for it; used by validation.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import library
from simulator.fitting import features, fit, forecast, laws, places, scales, settings, trust, validation
from simulator.fitting.laws import Belief
from simulator.fitting.scores import gain
from simulator.fitting.stacking import stacked
from simulator.records.deployments import from_library
from tests.fitting.made import made

LONDON = "met-lfr-deployments"
SINCE = date(2024, 7, 1)
TARGETS = ("true_alerts", "arrests", "false_alerts")
NOTHING = 1e-3


def without(family: str, scale: float = NOTHING) -> ExitStack:
    """A family of effects with another scale of its prior; next to nothing leaves it out."""
    return _patched(patch.dict(laws.SCALES, {family: (scale, "")}))


def _patched(*patches: object) -> ExitStack:
    stack = ExitStack()
    for each in patches:
        stack.enter_context(each)  # type: ignore[arg-type]
    return stack


def beliefs(**changed: Belief) -> ExitStack:
    """Other beliefs about watchlist or threshold, for every kind of count."""
    return _patched(
        patch.dict(laws.TARGETS, {name: replace(each, **changed) for name, each in laws.TARGETS.items()})
    )


def only(*names: str) -> ExitStack:
    """Some of the laws."""
    kept = tuple(law for law in laws.LAWS if law.name in names)
    return _patched(*(patch.object(room, "LAWS", kept) for room in (laws, forecast, fit, trust)))


def believed(log_scores: np.ndarray, prior: np.ndarray | None = None, *_: object) -> np.ndarray:
    """The weights believed beforehand, whatever laws had said."""
    return np.full(log_scores.shape[1], 1.0 / log_scores.shape[1]) if prior is None else prior


def learned_alone(log_scores: np.ndarray, prior: np.ndarray | None = None, *_: object) -> np.ndarray:
    """Weights without a belief beforehand."""
    return stacked(log_scores, prior, 1e-6)


def alike(scores: np.ndarray, *_: object) -> trust.Trust:
    """The weights of known settings for new ones, too."""
    known = stacked(scores)
    return trust.Trust(known, known)


def never(*_: object) -> bool:
    """Whatever is asked."""
    return False


def by_name(places: tuple[tuple[str, tuple[str, ...]], ...]) -> np.ndarray:
    """Places as names that are the same or not."""
    return features._membership(places)


def _wide_settings() -> ExitStack:
    wide = tuple(replace(law, settings=1.0) for law in laws.LAWS)
    return _patched(*(patch.object(room, "LAWS", wide) for room in (laws, forecast, fit, trust)))


def _odd(none: float, one: float) -> ExitStack:
    return _patched(patch.object(scales, "ODD_DAYS", (none, one)))


@dataclass(frozen=True, slots=True)
class Ablation:
    """A change of the law, and why the law has what is changed. made: kinds of made tables on which the change is scored too."""

    change: Callable[[], ExitStack]
    why: str
    made: tuple[str, ...] = ()


SHIPPED = "as shipped"
SLIP = "one slip of a hundred times"
"""A made table, so many per face, in which one true count of the rows to learn from has been multiplied by a hundred."""
ABLATIONS = {
    SHIPPED: Ablation(ExitStack, ""),
    "law *faces* alone": Ablation(
        lambda: only("faces"), "wrong where a counter or a crowd changes", ("hours", "tenfold counter")
    ),
    "law *steady* alone": Ablation(
        lambda: only("steady"), "wrong where a crowd of ten times the people passes", ("tenfold crowd",)
    ),
    "law *hours* alone": Ablation(
        lambda: only("hours"), "wrong where more people pass in an hour", ("faces",)
    ),
    "law *free* alone": Ablation(
        lambda: only("free"),
        "as good where the rows teach its exponents",
        ("faces", "hours", "tenfold counter", "tenfold crowd"),
    ),
    "equal weights": Ablation(
        lambda: _patched(patch.object(trust, "stacked", believed)),
        "weights learned from a few months say little beyond equal ones, and lose nothing",
        ("hours",),
    ),
    "weights without a prior": Ablation(
        lambda: _patched(patch.object(trust, "stacked", learned_alone)),
        "a few lucky months must not decide for one law",
    ),
    "a new setting trusted to the laws of the known ones": Ablation(
        lambda: _patched(patch.object(forecast, "trust_of", alike)),
        "who predicts next month well need not know what a new counter does",
        ("tenfold counter", "tenfold crowd", "second counter", "second crowd"),
    ),
    "nothing learned from earlier settings": Ablation(
        lambda: _patched(patch.object(trust, "LEAPS", 1e9)),
        "what the last new counter did is the best hint at what the next will do",
        ("second counter", "second crowd"),
    ),
    "settings as far apart in every law": Ablation(
        _wide_settings,
        "a law that does not count faces across settings is not moved by a new counter",
        ("tenfold counter", "second counter"),
    ),
    "arrests not from true alerts": Ablation(
        lambda: _patched(*(patch.object(room, "can_thin", never) for room in (forecast, fit))),
        "true alerts know the places better, being twice as many",
    ),
    "no places": Ablation(lambda: without("place"), "streets differ"),
    "places by exact name": Ablation(
        lambda: _patched(patch.object(features, "place_effects", by_name)),
        "names share words: a new spot in a known street",
    ),
    "names' common part left in": Ablation(
        lambda: _patched(patch.object(places, "_shared", lambda *_: 0.0)),
        "the scale is how much places differ; without it 90 % intervals of it are too high where all names share a word",
    ),
    "no settings": Ablation(
        lambda: without("setting"), "what *faces seen* counts changes", ("tenfold counter",)
    ),
    "setting scale 0.35": Ablation(
        lambda: without("setting", 0.35),
        "0.7 lets a change of counter move a rate fourfold; London alone needs less",
    ),
    "a setting at a twofold shift": Ablation(
        lambda: _patched(patch.object(settings, "SHIFT", np.log(2.0))), "more settings, each with fewer rows"
    ),
    "a setting at a fivefold shift": Ablation(
        lambda: _patched(patch.object(settings, "SHIFT", np.log(5.0))), "misses changes"
    ),
    "four in a row": Ablation(
        lambda: _patched(patch.object(settings, "IN_A_ROW", 4)),
        "eight are slower and seldom fooled by a busy week",
    ),
    "no drift": Ablation(lambda: without("drift"), "a rate that can never wander is too sure of old rows"),
    "drift scale 0.3": Ablation(lambda: without("drift", 0.3), "a third in a month forgets too fast"),
    "no odd days": Ablation(
        lambda: _patched(patch.object(scales, "MOST_ODD", 1e-300)),
        "a few wild days must not spoil the forecasts of all others; London asks for none",
        ("outliers", "heavy", SLIP),
    ),
    "odd days one in ten": Ablation(lambda: _odd(1.0, 9.0), "too many excuses"),
    "no effect of the watchlist": Ablation(
        lambda: beliefs(watchlist=Belief(0.0, NOTHING, "")),
        "a longer list meets more of those on it",
        ("faces",),
    ),
    "no effect of the threshold": Ablation(
        lambda: beliefs(threshold=Belief(0.0, NOTHING, "")), "operators raise it to cut false alerts"
    ),
    "no belief about the threshold": Ablation(
        lambda: beliefs(threshold=Belief(0.0, 0.3, "")),
        "a few rows at a new threshold say little by themselves",
    ),
}

Logs = dict[str, tuple[NDArray[np.float64], NDArray[np.int64]]]
"""Log scores of the rows and their months, by kind of count, or by kind of made table."""


def scored(name: str) -> tuple[Logs, Logs]:
    """London's months from `SINCE`, each from the rows before; and true alerts of made tables, from their first rows alone."""
    changed = ABLATIONS[name]
    record = from_library(library(), LONDON)
    first = int((record.days < np.datetime64(SINCE)).sum())
    kept: forecast.Kept = {}
    with changed.change():
        london = {
            target: _logs(validation.validate(record, first, target, rolling=True, kept=kept))
            for target in TARGETS
        }
        return london, {kind: _of_made(kind) for kind in changed.made}


def shipped_on(kind: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The law as shipped, on true alerts of a made table."""
    return _of_made(kind)


def _of_made(kind: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    truth = made("faces" if kind == SLIP else kind, 0)
    if kind == SLIP:
        truth.table.numbers["true_alerts"][truth.first // 2] *= 100
    return _logs(validation.validate(truth.table, truth.first, "true_alerts", rolling=False))


def _logs(verdict: validation.Verdict | None) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    assert verdict is not None
    return verdict.fit.log, verdict.months


def table(found: dict[str, tuple[Logs, Logs]], on_made: Logs) -> Iterator[str]:
    """One line a change: nats gained or lost over all rows against the law as shipped, ± standard error over months."""
    base = found[SHIPPED][0]
    yield (
        "| change | "
        + " | ".join(each.replace("_", " ") for each in TARGETS)
        + " | made tables | why it is as it is |"
    )
    yield "|---|" + "---:|" * (len(TARGETS) + 1) + "---|"
    for name, (london, of_made) in found.items():
        if name == SHIPPED:
            cells = [f"{logs.mean():.4f} a row" for logs, _ in london.values()]
        else:
            cells = [_difference(london[target], base[target]) for target in TARGETS]
        also = "; ".join(f"{kind} {_difference(each, on_made[kind])}" for kind, each in of_made.items())
        yield f"| {name} | " + " | ".join(cells) + f" | {also} | {ABLATIONS[name].why} |"


def speaking(found: dict[str, tuple[Logs, Logs]]) -> Iterator[str]:
    """Which changes London decides: by more than two standard errors of at least one count."""
    base = found[SHIPPED][0]
    errors = {
        name: [gain(logs, base[target][0], months).errors for target, (logs, months) in london.items()]
        for name, (london, _) in found.items()
        if name != SHIPPED
    }
    worse = [name for name, each in errors.items() if min(each) < -2]
    better = [name for name, each in errors.items() if max(each) > 2]
    yield f"On London lose more than two standard errors of at least one count: {', '.join(worse) or 'none'}."
    yield f"Gain as much: {', '.join(better) or 'none'}. Of the others London says nothing either way; the last column says why the law has"
    yield "what they change, and the column before it what made tables say."


def _difference(
    ours: tuple[NDArray[np.float64], NDArray[np.int64]], base: tuple[NDArray[np.float64], NDArray[np.int64]]
) -> str:
    found, n = gain(ours[0], base[0], ours[1]), len(ours[0])
    return f"{found.mean * n:+.1f} ± {found.error * n:.1f}"
