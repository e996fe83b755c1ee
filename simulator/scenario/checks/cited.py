"""Evidence is held against its use: what a row measures, in which unit, of whom, and whether the number typed beside it is its own."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from simulator.documents import Fault
from simulator.evidence import CODED, UNSPLIT, EvidenceFaults, Row, UnknownEvidence
from simulator.scenario import grammar
from simulator.scenario.admitted import Place, place_of
from simulator.scenario.checks.agreement import agrees
from simulator.scenario.context import Context, Found, Steps
from simulator.scenario.quantities import Duration, Quantity

PLAIN = (Duration, grammar.LegalLimit, grammar.Detention, grammar.Resource)
NAMED = 4  # metrics named in a way out


def cited(context: Context) -> Found:
    """Every row and set stands where its metric and unit may stand, and a number typed beside a row is that row's."""
    for steps, block in context.numbers():
        level = block.as_ if isinstance(block, grammar.Level) else "fpir"
        place = place_of(steps, level=level)
        if place is None:
            continue
        if isinstance(block, (Quantity, *PLAIN)):
            if isinstance(block, Quantity) and block.audit is not None:
                yield from _audit(context, steps, block, place)
            elif isinstance(block.source, str) and _has_number(block):
                yield from _source(context, steps, block, place)
        elif isinstance(block, grammar.Differential):
            for i, audit in enumerate([block.audit] if isinstance(block.audit, str) else block.audit or []):
                at = (*steps, "audit") if isinstance(block.audit, str) else (*steps, "audit", i)
                yield from _set(context, at, audit, place)
        elif getattr(block, "dataset", None) is not None:
            yield from _set(context, (*steps, "dataset"), block.dataset, place)  # type: ignore[attr-defined]


def _has_number(block: Any) -> bool:
    """Whether a number stands here, and not one for each group or kind inside."""
    return getattr(block, "by_group", None) is None and getattr(block, "by_kind", None) is None


def _audit(context: Context, steps: Steps, block: Quantity, place: Place) -> Found:
    row = context.row(block.audit or "")
    if row is None or row.unit == "direction":
        return
    at = (*steps, "audit")
    if row.is_proxy:
        yield _proxy(context, at, row)
    elif not (place.admits(row) or (block.times is not None and place.derives(row))):
        yield _not_this(context, at, row, place)
    else:
        yield from _of_whom(context, steps, at, row)


def _source(context: Context, steps: Steps, block: Any, place: Place) -> Found:
    """The number beside a source: of the row named, or of one of the rows of the source or set named."""
    at = (*steps, "source")
    rows = _rows_of(context, block.source)
    single = rows[0] if len(rows) == 1 and rows[0].id == block.source else None
    fitting = [row for row in rows if (place.derives(row) or place.sizes(row)) and not row.is_proxy]
    if not rows:
        return
    if single is not None and not fitting:
        yield _proxy(context, at, single) if single.is_proxy else _not_this(context, at, single, place)
    elif not fitting:
        rule = f"prints nothing that could be {place.what}, so it is no source of it"
        yield context.fault(at, block.source, rule, "name the source it comes from, or write assumed: <why>")
    elif not any(agrees(block, row, place) for row in fitting):
        yield _another_number(context, steps, block, fitting, place)
    elif single is not None:
        yield from _of_whom(context, steps, at, single)


def _rows_of(context: Context, key: str) -> tuple[Row, ...]:
    """The rows a `source:` names: one, a set, or all of a document."""
    if "/" in key:
        row = context.row(key)
        return (row,) if row is not None else context.rows(key)
    try:
        return context.library.source(key).rows
    except (UnknownEvidence, EvidenceFaults):
        return ()


def _set(context: Context, at: Steps, dataset: str, place: Place) -> Found:
    rows = [row for row in context.rows(dataset) if row.unit != "direction"]
    wrong = next((row for row in rows if not place.admits(row)), None)
    proxy = next((row for row in rows if row.is_proxy), None)
    if proxy is not None and at[:2] != ("matcher", "differential"):
        yield _proxy(context, at, proxy)
    elif wrong is not None:
        rule = f"its row {wrong.id} is {_measured(wrong)}, and here stands {place.what}"
        yield context.fault(at, dataset, rule, _way_out(place, wrong.metric))


def _not_this(context: Context, at: Steps, row: Row, place: Place) -> Fault:
    hint = _way_out(place, row.metric)
    if place.derives(row):
        hint = "say what makes the one the other: times: <factor> and note: <why>"
    return context.fault(at, row.id, f"is {_measured(row)}, and here stands {place.what}", hint)


def _proxy(context: Context, at: Steps, row: Row) -> Fault:
    rule = "measured another task than matching faces, and a proxy may serve only as a differential"
    return context.fault(at, row.id, rule, "name a test of face matching, or write assumed: <why>")


def _another_number(context: Context, steps: Steps, block: Any, rows: list[Row], place: Place) -> Fault:
    rule = f"is not what {block.source} prints, {_figure(rows[0])}"
    if len(rows) > 1:
        rule = f"is none of the figures {block.source} prints for {place.what}"
    elif not place.admits(rows[0]) and getattr(block, "times", None) is None:
        rule = f"{block.source} is {_measured(rows[0])}, {_figure(rows[0])}, and here stands {place.what}"
    return context.fault(steps, _typed(context.written(steps)), rule, _ways(block, rows))


def _ways(block: Any, rows: list[Row]) -> str:
    """What may stand beside such rows instead of the number typed."""
    assumed = "or write assumed: <why> instead of source"
    if not isinstance(block, Quantity):
        return f"write its figure (a note may say where an end of it comes from), {assumed}"
    if len(rows) == 1 and rows[0].rate is None and rows[0].unit != "direction":
        return f"write its range, a number inside it with a note that says why this one, {assumed}"
    if block.count is not None:
        return f"write its counts (where it has events alone, a note says of how many), {assumed}"
    return f"write its figure; or say what was done to it, times: <factor> and note: <why>; {assumed}"


def _measured(row: Row) -> str:
    return f"{row.metric} ({row.unit})"


def _way_out(place: Place, metric: str = "") -> str:
    near = metric.lower().replace("-", "_")
    if near != metric and near in place.metrics:
        return f"did you mean {near}?"
    names = place.metrics[:NAMED]
    more = " …" if len(place.metrics) > NAMED else ""
    return f"name evidence of {', '.join(names)}{more}, see docs/evidence.md; or write assumed: <why>"


def _figure(row: Row) -> str:
    if row.is_counted:
        return f"{row.numerator:g} of {row.denominator:g}"
    if row.rate is not None:
        return f"{row.rate:.10g}"
    ends = [f"{end:.10g}" for end in (row.lo, row.hi) if end is not None]
    return " to ".join(ends) or "a direction and no number"


def _typed(written: Any) -> Any:
    """The number somebody typed, as it was typed."""
    names = ("value", "count", "between", "range", "minimum", "servers", "median", "p5")
    return next((written[name] for name in names if isinstance(written, dict) and name in written), written)


def _of_whom(context: Context, steps: Steps, at: Steps, row: Row) -> Found:
    """A row of some groups does not stand for others: neither at another level nor, without a word, for everybody."""
    if steps[:2] == ("matcher", "level") or steps[0] == "groups":
        return  # whom these are of is said there: in group: or probes:, and in the label of people not estimated
    if not context.axes:
        return  # the groups are wrong by themselves, and whom a number is of cannot be told
    for axis in CODED:
        label = getattr(row, axis)
        if label in UNSPLIT:
            continue
        ours, chosen = context.level_of(axis, label, row.source), _chosen(context, steps, axis)
        if chosen is None:
            rule = f"was measured on one group, {label}, and stands for everybody here"
            hint = "name a row of everybody, or give by_group where numbers may differ"
            yield context.warning(at, row.id, rule, hint)
        elif chosen != ours and ours in context.axes.get(axis, ()):
            yield context.fault(at, row.id, f"is of {label} people, and this is the number of {chosen}")


def _chosen(context: Context, steps: Steps, axis: str) -> str | None:
    """The level of an axis that a place is of; None where it is of all of them."""
    for before, word in pairwise(steps):
        if before in ("levels", "by_group"):
            named = [each for each in str(word).split("/") if each in context.axes.get(axis, ())]
            return named[0] if named else None
    return None
