"""A fit: everything a table of deployments taught, enough to predict rows to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.features import features
from simulator.fitting.forecast import Forecast, Kept, Source, ahead, trust
from simulator.fitting.laboratory import Laboratory, with_laboratory
from simulator.fitting.laws import LAWS, TARGETS
from simulator.fitting.learning import POINTS, POINTS_PER_FACE, Learned, learn, recent
from simulator.fitting.thinning import can_thin
from simulator.fitting.trust import Trust
from simulator.records.deployments import UNNAMED_FORCE, Deployments

Floats = NDArray[np.float64]

SAME_PLACES = 0.25
"""Share of rows at places of the table from which on an unnamed force and a named one are taken for the same."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned of one kind of count: each law's scales, and how far each law is trusted."""

    scales: tuple[Learned, ...]
    trust: Trust


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted table. Targets that no row counts are not in `taught`."""

    record: Deployments
    taught: Mapping[str, Taught]
    laboratory: Laboratory | None = None


def fit_record(
    record: Deployments,
    laboratory: Laboratory | None = None,
    progress: Callable[[str], None] = lambda _: None,
    only: str = "",
) -> Fit:
    """Fit every law to every kind of count that the table holds.

    Args:
        record: deployments with outcomes, sorted by date.
        laboratory: a laboratory's count of false positives, taken as one more row by the law that counts per face.
        only: the one kind of count wanted, with what its laws are learned from; all where empty.
    """
    taught = {}
    kept: Kept = {}
    wanted = {only, "true_alerts"} if can_thin(record, only) else {only}
    for name, target in TARGETS.items():
        if only and name not in wanted:
            continue
        counted = np.isfinite(record[name]) & np.isfinite(record["faces_seen"])
        if not counted.any():
            continue
        progress(name)
        history = recent(record)
        scales = []
        for law in LAWS:
            rows = with_laboratory(history, laboratory, law, name)
            number = POINTS_PER_FACE if law is LAWS[0] else POINTS
            scales.append(learn(features(rows), rows[name], law, target, number)[0])
        taught[name] = Taught(tuple(scales), trust(record, name, kept))
    return Fit(record, taught, laboratory)


def predict(fit: Fit, new: Deployments, target: str, draws: int, seed: int) -> Forecast:
    """What is expected of new rows, each law weighing what it earned; only what was known before is read of them."""
    history = recent(fit.record)
    sources = {
        name: Source(
            name,
            tuple(with_laboratory(history, fit.laboratory, law, name) for law in LAWS),
            taught.scales,
        )
        for name, taught in fit.taught.items()
    }
    trusted = fit.taught[target].trust
    thin = len(trusted.known) > len(LAWS)
    return ahead(sources, history, new, target, thin, draws, seed).trusting(trusted)


def same_forces(record: Deployments, new: Deployments) -> tuple[Deployments, tuple[str, ...]]:
    """The new rows under the names of the table's forces, and sentences about what was taken for what.

    Where only one side names its force, rows at places of the table are of its force; otherwise they are another's.
    """
    known, given = set(record.forces), set(new.forces)
    if known == {UNNAMED_FORCE} and len(given) == 1 and given != known:
        ours = f"the force that {next(iter(given))!r} names"
    elif given == {UNNAMED_FORCE} and len(known) == 1 and given != known:
        ours = "the rows without a force"
    elif given == {UNNAMED_FORCE} and UNNAMED_FORCE not in known:
        return new, (
            "The rows name no force and the fit knows several: they are predicted as a new force's.",
        )
    else:
        fresh = sorted(given - known)
        return new, tuple(
            f"{name}: a force the fit has not seen; its predictions are wide." for name in fresh
        )
    if shared_places(record, new) >= SAME_PLACES:
        return new.of_force(next(iter(known))), (f"By their places, {ours} are taken as the fitted force's.",)
    return new.of_force("another force"), (
        f"By their places, {ours} are taken as another force's; predictions are wide.",
    )


def shared_places(record: Deployments, new: Deployments) -> float:
    """Share of the new rows whose place the table knows, by its words; 1 where no row names one."""
    from simulator.fitting.places import normalised

    known = {normalised(place) for place in record.texts["place"]}
    named: Sequence[tuple[str, ...]] = [normalised(place) for place in new.texts["place"] if place]
    return float(np.mean([words in known for words in named])) if named else 1.0
