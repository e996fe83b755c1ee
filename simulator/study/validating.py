"""Predictions held to a table of what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from simulator.documents import Fault, Faults
from simulator.fitting import scores
from simulator.fitting.fit import same_forces
from simulator.fitting.forecast import Kept
from simulator.fitting.validation import Scored, Verdict, validate
from simulator.records.deployments import TARGETS, Deployments
from simulator.results import validation as stored
from simulator.study.fits import laboratory_of, read_record


def hold_to(
    data: str,
    *,
    train: str = "",
    since: date | None = None,
    rolling: bool = True,
    targets: Sequence[str] = (),
    laboratory: str = "",
    force_name: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> stored.Validation:
    """Predict the rows of a table and score the predictions beside simple rivals.

    Args:
        train: the table to learn from before the first row of `data`; without it the earlier rows of `data` teach.
        since: the first day predicted, where `data` teaches itself; its last third where None.

    Raises:
        Faults: a table cannot be read, or there is nothing before or after the first day.
    """
    record, first, remarks = _record(data, train, since, force_name)
    bench = laboratory_of(laboratory) if laboratory else None
    found = {}
    kept: Kept = {}
    for target in targets or TARGETS:
        verdict = validate(
            record, first, target, rolling=rolling, laboratory=bench, progress=progress, kept=kept
        )
        if verdict is not None:
            found[target] = _held(verdict, record)
    if not found:
        rule = "no row to predict is counted, or no row before it"
        raise Faults([Fault(data, 0, 0, "", "", rule, "give --train TABLE, or another --from")])
    return stored.Validation(
        data=data,
        train=train,
        mode="rolling" if rolling else "frozen",
        trained_on=first,
        first=str(record.days[first:].min()),
        last=str(record.days[first:].max()),
        remarks=remarks,
        targets=found,
    )


def _record(
    data: str, train: str, since: date | None, force_name: str
) -> tuple[Deployments, int, tuple[str, ...]]:
    """All rows, how many of them are there to learn from, and remarks."""
    rows = read_record(data, force_name)
    if train:
        taught = read_record(train, force_name)
        rows, twice = _not_taught(rows, taught)
        if not len(rows):
            rule = f"all of its rows stand in {train} too: what was learned from is not foretold"
            raise Faults([Fault(data, 0, 0, "", "", rule, "leave --train out, or name other rows")])
        named, remarks = same_forces(taught, rows)
        remarks = (*twice, *remarks)
        kept = replace(taught.followed_by(named), rows=_apart(taught.rows, named.rows))
        return kept, len(taught), (*rows.remarks, *remarks)
    first = int((rows.days < np.datetime64(since)).sum()) if since else len(rows) - len(rows) // 3
    if not 0 < first < len(rows):
        rule = f"has no row {'before' if first == 0 else 'from'} the first day to predict"
        raise Faults([Fault(data, 0, 0, "", str(since or ""), rule, "name another day with --from")])
    return rows, first, rows.remarks


def _not_taught(rows: Deployments, taught: Deployments) -> tuple[Deployments, tuple[str, ...]]:
    """The rows that are not among those learned from, and a remark on those that are: their outcomes are known already."""
    known = set(_contents(taught))
    new = np.array([content not in known for content in _contents(rows)], bool)
    many = int((~new).sum())
    if not many:
        return rows, ()
    are = "row stands" if many == 1 else "rows stand"
    return rows.take(new), (
        f"{many} of {len(rows)} {are} among the training rows too and {'is' if many == 1 else 'are'} not scored: what was learned from "
        "is not foretold.",
    )


def _contents(table: Deployments) -> list[tuple[object, ...]]:
    """What each row says, whatever it is called."""
    columns = [table.texts["place"], *(np.nan_to_num(values, nan=-1.0) for values in table.numbers.values())]
    return list(zip(table.days.astype(str), *columns, strict=True))


def _apart(earlier: Sequence[str], later: Sequence[str]) -> tuple[str, ...]:
    taken = set(earlier)
    return (*earlier, *(f"{name}, data" if name in taken else name for name in later))


def _held(verdict: Verdict, record: Deployments) -> stored.Held:
    """A verdict as it is stored: means and gains a row, totals, and every row's forecast."""
    return stored.Held(
        rows=len(verdict.rows),
        months=len(np.unique(verdict.months)),
        recorded=float(verdict.recorded.sum()),
        fit=_scored(verdict.fit),
        rivals={
            name: stored.Rival(**dict(_scored(each)), gain=_gain(verdict.gain_on(name), len(verdict.rows)))
            for name, each in verdict.rivals.items()
        },
        to_beat=verdict.to_beat,
        chosen_on=verdict.chosen_on,
        best=verdict.best,
        total=verdict.total,
        rival_total=verdict.rival_total,
        histogram=tuple(verdict.histogram),
        weights=dict(verdict.weights),
        each=tuple(_each(verdict, record)),
    )


def _scored(each: Scored) -> stored.Scores:
    return stored.Scores(
        log=each.mean_log,
        crps=float(each.crps.mean()),
        coverage={f"{level:g}": share for level, share in each.coverage.items()},
        width=each.width,
    )


def _gain(gain: scores.Gain, rows: int) -> stored.Gain:
    return stored.Gain(a_row=gain.mean, error=gain.error, in_all=gain.mean * rows, over=gain.over)


def _each(verdict: Verdict, record: Deployments) -> Iterator[stored.Forecast]:
    reached = np.cumsum(verdict.tables, axis=1)
    low, high = (reached < 0.05).sum(axis=1), (reached < 0.95 - 1e-12).sum(axis=1)
    for row, recorded, mean, lo, hi, log in zip(
        verdict.rows.tolist(),
        verdict.recorded.tolist(),
        verdict.means.tolist(),
        low.tolist(),
        high.tolist(),
        verdict.fit.log.tolist(),
        strict=True,
    ):
        yield stored.Forecast(
            row=record.rows[row],
            date=str(record.days[row]),
            place=record.texts["place"][row],
            recorded=recorded,
            mean=mean,
            lo=lo,
            hi=hi,
            log=log,
        )
