"""Brute force: every single stop of a year as a record. The oracle the kernel is tested against, and an export.

One world is lived stop by stop: when, where, who; then a coin for the alert and a coin at every stage of the pathway.
Nothing here uses the kernel's splitting, so agreement between the two is evidence for both (docs/method.md §2.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator import units
from simulator.kernel import lookalikes, variation
from simulator.kernel.funnel import counted_share
from simulator.kernel.layout import layout_of
from simulator.kernel.streams import stream
from simulator.model.cells import false_cells, kind_codes, kinds_of
from simulator.units import HOURS_A_WEEK

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

HOUR = round(units.HOUR)
NOTHING = -1
"""Code of `kind` and `last_stage` where there was no alert."""


@dataclass(frozen=True, slots=True)
class Records:
    """One week's encounters in order of time: codes, each as narrow as it may be.

    seconds: since the horizon began, a Monday 00:00. site, group: indices into the scenario's names. kind, last_stage:
    indices, or `NOTHING`. held_from_alert: whether the case counts as held from the alert on.
    """

    seconds: NDArray[np.int32]
    site: NDArray[np.uint16]
    group: NDArray[np.uint16]
    kind: NDArray[np.int8]
    last_stage: NDArray[np.int8]
    held_from_alert: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.seconds)


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of names: codes into `labels`; `NOTHING` stands for no name."""

    codes: NDArray[Any]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """What one year needs to be lived: rates by hour and cell, and the coins.

    hours: (hours,) expected encounters. cell: cumulative shares over sites × groups. alert: (groups, kinds) cumulative
    P(alert of a kind | encounter). proceeds, counted: (groups, kinds, stages).
    """

    hours: Array
    cell: Array
    groups: int
    alert: Array
    proceeds: Array
    counted: Array


def world(compiled: Compiled, values: Array, seed: int) -> World:
    """One world: fixed unknowns, and the year's, the sites' and the lookalikes' multipliers drawn once.

    Args:
        values: (unknowns,) or (unknowns, 1), as in `Compiled.unknowns`.

    Raises:
        ValueError: harm falls on people in the gallery, or a group has more alerts than encounters; then an encounter
            is not one record with one outcome.
    """
    if compiled.victim != "probe":
        raise ValueError("records tell of the person searched; with victim: gallery somebody else is harmed")
    column = np.asarray(values, dtype=np.float64).reshape(-1, 1)
    expected = compiled.expect(column)
    places = variation.place_and_time(compiled, seed, 0, 1)[:, 0]
    alike = lookalikes.clustered(compiled, expected, seed, 0)
    encounters, alerts = expected.encounters[:, 0], expected.alerts[..., 0].copy()
    if alike is not None:
        alerts[:, list(false_cells(len(compiled.kinds)))] *= alike[:, :1]
    per_encounter = np.cumsum(alerts / np.where(encounters > 0, encounters, np.inf)[:, None], axis=1)
    if np.any(per_encounter[:, -1] > 1):
        worst = compiled.groups[int(np.argmax(per_encounter[:, -1]))]
        raise ValueError(f"{worst} has more alerts than encounters; a record holds one outcome")
    rates = np.outer(places, encounters)
    cell = np.cumsum(rates.ravel()) / rates.sum()
    cell[-1] = 1.0
    layout = layout_of(compiled)
    counted = counted_share(layout.liberties, expected.minimum_share, layout.judged)
    shape = (len(compiled.groups), *counted.shape[:-1])
    return World(
        _hours(compiled) * rates.sum(),
        cell,
        len(compiled.groups),
        per_encounter,
        np.broadcast_to(expected.proceeds[..., 0], shape),
        np.broadcast_to(counted[..., 0], shape),
    )


def _hours(compiled: Compiled) -> Array:
    """(hours of the horizon,) share of the encounters, from the hour-of-day or hour-of-week profile."""
    number = max(round(compiled.horizon_years * units.YEAR / units.HOUR), 1)
    weights = np.resize(np.asarray(compiled.profile, dtype=np.float64), number)
    return np.asarray(weights / weights.sum())


def records(compiled: Compiled, values: Array, seed: int) -> Iterator[Records]:
    """Every encounter of the horizon, week by week; each week has its own stream, so weeks may be made in any order.

    Args, Raises: see `world`.
    """
    lived = world(compiled, values, seed)
    for number in range(-(-len(lived.hours) // HOURS_A_WEEK)):
        yield week(lived, seed, number)


def week(lived: World, seed: int, number: int) -> Records:
    """The records of one week."""
    rng = stream(seed, "records", number)
    first = number * HOURS_A_WEEK
    by_hour = rng.poisson(lived.hours[first : first + HOURS_A_WEEK])
    n = int(by_hour.sum())
    starts = np.arange(first, first + len(by_hour), dtype=np.int32) * HOUR
    seconds = np.repeat(starts, by_hour) + rng.integers(0, HOUR, n, dtype=np.uint16)
    cell = np.searchsorted(lived.cell, rng.random(n), side="right").astype(np.uint16)
    site, group = np.divmod(cell, np.uint16(lived.groups))
    kind = np.full(n, NOTHING, np.int8)
    last = np.full(n, NOTHING, np.int8)
    held = np.zeros(n, np.bool_)
    coin = rng.random(n)
    alerts = np.flatnonzero(coin < lived.alert[:, -1][group])
    kind[alerts] = np.sum(coin[alerts, None] >= lived.alert[group[alerts]], axis=1)
    last[alerts], held[alerts] = _walk(lived, group[alerts], kind[alerts], rng)
    return Records(np.sort(seconds), site, group, kind, last, held)


def _walk(
    lived: World, group: NDArray[Any], kind: NDArray[Any], rng: np.random.Generator
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Each case's last stage, one coin at a time, and whether it counts as held from the alert on."""
    last = np.zeros(len(group), np.int8)
    here = np.arange(len(group))
    for t in range(lived.proceeds.shape[2] - 1):
        goes_on = rng.random(len(here)) < lived.proceeds[group[here], kind[here], t]
        here = here[goes_on]
        last[here] = t + 1
    return last, rng.random(len(group)) < lived.counted[group, kind, last]


def columns(compiled: Compiled, week: Records, first_day: np.datetime64) -> dict[str, NDArray[Any] | Coded]:
    """A week's records as named columns, after the Stanford Open Policing Project where it has a name for one.

    `date`, `time` (seconds of the day), `location` (the site), `subject_` and the name of each axis, `alert` (its kind),
    `outcome` (the last stage), whether each stage was reached (`reached_` and its id) and `held_from_alert`.

    Args:
        first_day: a Monday, because profiles are weeks that begin on one.

    Raises:
        ValueError: another day of the week.
    """
    if not np.is_busday(first_day, weekmask="Mon"):
        raise ValueError(f"{first_day} is not a Monday; the hours of the week are counted from Monday 00:00")
    day, second = np.divmod(week.seconds, 24 * HOUR)
    levels = [group.split("/") for group in compiled.groups]
    table: dict[str, NDArray[Any] | Coded] = {
        "date": first_day + day.astype("timedelta64[D]"),
        "time": second,
        "location": Coded(week.site, compiled.sites),
    }
    for a, axis in enumerate(compiled.axes):
        names = tuple(sorted({level[a] for level in levels}))
        of_group = np.array([names.index(level[a]) for level in levels], np.uint8)
        table[f"subject_{axis}"] = Coded(of_group[week.group], names)
    table["alert"] = Coded(kind_codes(week.kind), kinds_of(compiled.kinds))
    table["outcome"] = Coded(week.last_stage, tuple(stage.id for stage in compiled.stages))
    for t, stage in enumerate(compiled.stages):
        table[f"reached_{stage.id}"] = week.last_stage >= t
    return table | {"held_from_alert": week.held_from_alert}
