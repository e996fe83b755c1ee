"""A fit as it is stored: what was learned, how surely, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator import __version__
from simulator.documents import NEWEST
from simulator.fitting.checks import predictive_checks
from simulator.fitting.features import features
from simulator.fitting.fit import Fit
from simulator.fitting.laws import LAWS, names_of, says_of
from simulator.fitting.learning import LARGEST_HISTORY, recent
from simulator.fitting.posterior import Parameter
from simulator.quantiles import quantiles
from simulator.records.deployments import TARGETS, Deployments
from simulator.results import fit as stored

FEW = 10
"""Rows below which the prior says more than the table."""


def summarised(
    fit: Fit,
    rows: Mapping[str, Parameter],
    name: str,
    digest: str,
    seed: int,
    evidence: Sequence[str],
    rows_hash: str,
) -> stored.Fit:
    """Everything `fit.json` holds."""
    record = fit.record
    return stored.Fit(
        schema=NEWEST,
        kind="fit",
        name=name,
        table=digest,
        version=__version__,
        seed=seed,
        rows=len(record),
        first=str(record.days[0]),
        last=str(record.days[-1]),
        forces={force: record.forces.count(force) for force in dict.fromkeys(record.forces)},
        settings=tuple(_settings(fit)),
        reference=reference_of(fit),
        seen=dict(_seen(fit)),
        laws=says_of(),
        targets={target: _target(fit, target, seed) for target in fit.taught},
        parameters={each: _parameter(parameter) for each, parameter in rows.items()},
        posterior=stored.Rows(rows=len(next(iter(rows.values())).draws), sha256=rows_hash),
        laboratory=fit.laboratory.id if fit.laboratory else "",
        evidence=tuple(evidence),
        remarks=tuple(record.remarks),
        cannot_tell=tuple(_cannot_tell(fit)),
    )


def reference_of(fit: Fit) -> stored.Reference:
    """Where rates hold and slopes are counted from: the medians of the rows learned from; the threshold is 0 where none is known."""
    found = features(recent(fit.record)).reference
    return stored.Reference(
        faces_seen=float(np.exp(found.log_faces)),
        duration_min=float(np.exp(found.log_minutes)),
        watchlist_size=float(np.exp(found.log_watchlist)),
        threshold=found.threshold,
    )


def _parameter(parameter: Parameter) -> stored.Parameter:
    """What a scenario has to know of a column before it reads it."""
    lo, median, hi = quantiles(parameter.draws).tolist()
    return stored.Parameter(
        unit=parameter.unit,
        says=parameter.says,
        lo=lo,
        median=median,
        hi=hi,
        least=float(parameter.draws.min()),
        most=float(parameter.draws.max()),
        prior_scale=parameter.prior_scale,
    )


def _seen(fit: Fit) -> Iterator[tuple[str, tuple[float, float]]]:
    """The least and the largest of what rows were learned from, the laboratory's among them."""
    for name in ("threshold", "watchlist_size"):
        known = recent(fit.record)[name]
        values = known[np.isfinite(known)].tolist()
        if fit.laboratory is not None:
            values.append(fit.laboratory.threshold if name == "threshold" else fit.laboratory.gallery_size)
        if values:
            yield name, (min(values), max(values))


def _settings(fit: Fit) -> Iterator[stored.Stretch]:
    record = recent(fit.record)
    columns = features(record)
    for label in dict.fromkeys(columns.labels.tolist()):
        inside = np.flatnonzero(columns.labels == label)
        yield stored.Stretch(
            force=record.forces[inside[0]],
            first=str(record.days[inside[0]]),
            last=str(record.days[inside[-1]]),
            rows=len(inside),
            typical_faces=float(np.exp(columns.typical[inside[0]])),
        )


def _target(fit: Fit, target: str, seed: int) -> stored.Target:
    taught = fit.taught[target]
    counted = fit.record[target][np.isfinite(fit.record[target])]
    return stored.Target(
        rows=len(counted),
        total=float(counted.sum()),
        weights=_named(taught.trust.known),
        weights_new_setting=_named(taught.trust.fresh),
        scales={
            law.name: dict(zip(scales.names, np.exp(scales.weights @ scales.logs).tolist(), strict=True))
            for law, scales in zip(LAWS, taught.scales, strict=True)
        },
        checks=tuple(
            stored.Check(
                statistic=check.statistic,
                recorded=check.recorded,
                lo=check.low,
                hi=check.high,
                rank=check.rank,
                off=check.off,
            )
            for check in predictive_checks(fit, target, seed)
        ),
    )


def _named(weights: NDArray[np.float64]) -> dict[str, float]:
    return dict(zip(names_of(len(weights)), weights.tolist(), strict=True))


def _cannot_tell(fit: Fit) -> Iterator[str]:
    record = fit.record
    forces = set(record.forces)
    if len(forces) == 1:
        yield "One force: how much forces differ is the prior's, not the table's (grade: assumed)."
    for force in sorted(forces):
        if len(forces) > 1 and record.forces.count(force) < FEW:
            rows = _rows(record.forces.count(force))
            yield f"{force} has {rows}: its own rate is mostly the other forces'."
    if len(list(_settings(fit))) == len(forces):
        yield "One setting: how much a new counter or camera changes is the prior's, not the table's (grade: assumed)."
    yield from _of_counts(fit)
    yield from _of_inputs(record)


def _of_counts(fit: Fit) -> Iterator[str]:
    for target in TARGETS:
        words = target.replace("_", " ")
        counted = fit.record[target][np.isfinite(fit.record[target])]
        if target not in fit.taught:
            yield f"No row counts {words}: they cannot be predicted."
        elif len(counted) < FEW:
            says = f"{_rows(len(counted))} {'counts' if len(counted) == 1 else 'count'} {words}"
            yield f"{says}: the prior says more about them than the table."
        if len(counted) and counted.sum() == 0:
            yield f"Not one of the {words} was recorded; the rate's lower end is the prior's."


def _of_inputs(record: Deployments) -> Iterator[str]:
    for name, what in (
        ("threshold", "thresholds"),
        ("watchlist_size", "watchlists"),
        ("duration_min", "durations"),
    ):
        known = record[name][np.isfinite(record[name])]
        if not len(known):
            yield f"No row gives {what}: their effect is the prior's."
        elif len(np.unique(known)) == 1:
            yield f"All {what} are {known[0]:g}: their effect is the prior's."
    if len(record) > LARGEST_HISTORY:
        yield f"Learned from the latest {LARGEST_HISTORY:,} of {len(record):,} rows; older ones are kept and not read."


def _rows(n: int) -> str:
    return "1 row" if n == 1 else f"{n:,} rows"
