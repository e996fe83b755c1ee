"""What a table holds that a reader should know of: inconsistent rows are listed and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.records.deployments.table import KNOWN_BEFORE, OUTCOMES, TARGETS, UNNAMED_FORCE, Deployments

SHORTEST = 5.0  # minutes; below that a duration is taken as not known
LISTED = 8  # rows named in one remark
FAR = 100.0
"""Times the middle of a column beyond which a number is more likely a slip (a nought too many) than a deployment. A choice, not a law:
over London's 285 deployments no number is more than 8 times its column's middle."""
FEW = 3  # numbers of a column below which it has no middle worth the name
MOST_FACES, LONGEST = 1e7, 24 * 60.0
"""Faces seen and minutes on one deployment that are remarked on whatever stands beside them. Choices, too."""


def remarks_on(table: Deployments, unread: Sequence[str], counted: bool) -> tuple[str, ...]:
    """Sentences about the table, in the order a reader would ask."""
    return tuple(_remarks(table, unread, counted))


def _remarks(table: Deployments, unread: Sequence[str], counted: bool) -> Iterator[str]:
    if unread:
        yield f"Columns not read: {', '.join(unread)}."
    if UNNAMED_FORCE in table.forces:
        yield "The table names no force; its rows are taken as one force's (--force-name names it)."
    if np.any(np.diff(table.days) < np.timedelta64(0)):
        yield "The rows were not in the order of their dates; they are sorted."
    faces, minutes = table["faces_seen"], table["duration_min"]
    yield from _named(
        table, np.isnan(faces), "give no faces seen: they teach nothing, and are predicted as typical"
    )
    yield from _named(
        table, minutes < SHORTEST, "last under five minutes: their duration is taken as not known"
    )
    yield from _named(table, minutes > LONGEST, "last longer than a day; kept as they are")
    yield from _named(table, faces > MOST_FACES, "saw more than ten million faces; kept as they are")
    for name in (*KNOWN_BEFORE, *(OUTCOMES if counted else ())):
        yield from _far_off(table, name)
    if counted:
        yield from _named(table, faces == 0, "saw no face: they teach nothing, and are predicted as typical")
        yield from _about_counts(table)


def _about_counts(table: Deployments) -> Iterator[str]:
    true, false, alerts = table["true_alerts"], table["false_alerts"], table["alerts"]
    faces, most = table["faces_seen"], np.fmax.reduce([true, false, alerts])
    yield from _named(
        table, (faces > 0) & (most > faces), "have more alerts than faces seen; kept as they are"
    )
    yield from _named(
        table, true + false > alerts, "have more true and false alerts than alerts; kept as they are"
    )
    yield from _named(
        table, alerts > true + false, "have alerts that are neither true nor false; kept as they are"
    )
    yield from _named(table, table["arrests"] > alerts, "have more arrests than alerts; kept as they are")
    same: dict[tuple[object, ...], list[int]] = {}
    for i, key in enumerate(zip(table.days.tolist(), table.forces, table.texts["place"], strict=True)):
        same.setdefault(key, []).append(i)
    again = np.zeros(len(table), bool)
    again[[i for index in same.values() for i in index[1:]]] = True
    yield from _named(table, again, "repeat a day and place; taken as deployments of their own")
    for name in TARGETS:
        known = np.isfinite(table[name])
        if not known.any():
            yield f"No row says how many {name.replace('_', ' ')} there were: nothing can be told of them."
        elif not known.all():
            open_rows = int((~known).sum())
            subject = "1 row does" if open_rows == 1 else f"{open_rows:,} rows do"
            yield f"{subject} not say how many {name.replace('_', ' ')} there were; the others teach it."
        if known.any() and table[name][known].sum() == 0:
            yield f"Not one of the {name.replace('_', ' ')} was recorded: that is no rate of none."


def _far_off(table: Deployments, name: str) -> Iterator[str]:
    """Numbers that no other of their column comes near: a slip in one of them would decide what the whole table teaches."""
    given = table[name]
    known = given[given > 0]
    if name == "threshold" or len(known) < FEW:
        return
    middle = float(np.median(known))
    low = given * FAR < middle if name in KNOWN_BEFORE else np.zeros(len(given), bool)
    off = np.flatnonzero((given > FAR * middle) | (low & (given > 0)))
    if len(off):
        rows = ", ".join(f"{table.rows[i]} ({table.days[i]}): {given[i]:,.0f}" for i in off[:LISTED])
        more = f" and {len(off) - LISTED} more" if len(off) > LISTED else ""
        yield f"{name} is over {FAR:.0f} times off its middle of {middle:,.0f} in {rows}{more}; kept as they are: correct what is a slip."


def _named(table: Deployments, which: NDArray[np.bool_], what: str) -> Iterator[str]:
    rows = [f"{table.rows[i]} ({table.days[i]})" for i in np.flatnonzero(which)]
    if rows:
        more = f" and {len(rows) - LISTED} more" if len(rows) > LISTED else ""
        yield f"Rows that {what}: {', '.join(rows[:LISTED])}{more}."
