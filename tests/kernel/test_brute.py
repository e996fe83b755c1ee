"""The kernel against brute force: years lived stop by stop."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.kernel import brute, run
from simulator.model.cells import FALSE_MATCH, FALSE_UNLISTED, NOT_WANTED
from simulator.model.pathway import DurationLaw
from tests.kernel.chance import assert_same_law, assert_same_rate, assert_share
from tests.kernel.worlds import MUGSHOTS, World

pytestmark = pytest.mark.statistical

YEARS = 300
SMALL = World(encounters=(400, 300, 500, 600), horizon_years=1 / 26)
NO_VALUES = np.ones((0, 1))


def lived(world: World, years: int) -> NDArray[np.int64]:
    """(years, groups, kinds, stages + 1) cases that reach each stage, counted from records."""
    stages = len(world.stages)
    result = np.zeros((years, len(world.groups), len(world.kinds), stages + 1), np.int64)
    for year in range(years):
        for week in brute.records(world.compiled, NO_VALUES, year):
            cases = week.kind != brute.NOTHING
            g, k, last, held = (
                x[cases] for x in (week.group, week.kind, week.last_stage, week.held_from_alert)
            )
            for t in range(stages):
                np.add.at(result[year, :, :, t], (g[last >= t], k[last >= t]), 1)
            np.add.at(result[year, :, :, stages], (g[held], k[held]), 1)
    return result


def test_every_count_has_one_rate_in_both() -> None:
    by_stops, draws = lived(SMALL, YEARS), run(SMALL.compiled, 21, 20_000)
    for index in np.ndindex(by_stops.shape[1:]):
        ours = int(draws.counts.column(index).sum())
        assert_same_rate(int(by_stops[(slice(None), *index)].sum()), YEARS, ours, 20_000)


def test_every_count_has_one_rate_where_most_entries_are_of_people_never_wanted() -> None:
    """Of people not wanted those held count only if kept beyond the stop: three in four of those who leave."""
    world = MUGSHOTS.but(
        encounters=(4000, 3000, 5000, 6000), horizon_years=1 / 26, stop_left=DurationLaw(6, 0.5)
    )
    by_stops, draws = lived(world, 100), run(world.compiled, 23, 20_000)
    assert draws.layout.judged == (NOT_WANTED,)
    for index in np.ndindex(by_stops.shape[1:]):
        ours = int(draws.counts.column(index).sum())
        assert_same_rate(int(by_stops[(slice(None), *index)].sum()), 100, ours, 20_000)
    questioned, kept = (int(draws.counts.column((2, NOT_WANTED, t)).sum()) for t in (2, 4))
    assert questioned > 0
    stopped = int(draws.counts.column((2, NOT_WANTED, 1)).sum())
    assert_share(kept, stopped, 1 - world.short)


def test_records_tell_one_kind_of_false_match() -> None:
    week = next(
        brute.records(
            MUGSHOTS.but(encounters=(400, 300, 500, 600), horizon_years=1 / 26).compiled, NO_VALUES, 4
        )
    )
    table = brute.columns(MUGSHOTS.compiled, week, np.datetime64("2019-01-07"))["alert"]
    assert isinstance(table, brute.Coded)
    assert table.labels == ("false_match", "stale_entry", "wanted", "not_wanted")
    assert np.array_equal(table.codes == 0, (week.kind == FALSE_MATCH) | (week.kind == FALSE_UNLISTED))


def test_totals_have_one_law_under_every_variation() -> None:
    world = SMALL.but(year_cv=0.3, site_cv=0.4, sites=("a", "b"), people=(0.02, 1.0, 0.5, 2.0))
    by_stops, draws = lived(world, YEARS), run(world.compiled, 22, 20_000).counts.array()
    for index in ((0, 0, 0), (2, 0, 0), (2, 0, 2), (3, 1, 1)):
        at = (slice(None), *index)
        assert_same_law(by_stops[at], draws[at])
    assert_same_law(by_stops[..., 2].sum(axis=(1, 2)), draws[..., 2].sum(axis=(1, 2)))


def test_stops_follow_the_hours_of_the_week_and_the_sites() -> None:
    profile = np.arange(168, dtype=np.float64) % 24 + 1
    world = World(encounters=(4e5, 2e5, 1e5, 3e5), profile=profile, sites=("a", "b"), horizon_years=1 / 12)
    weeks = list(brute.records(world.compiled, NO_VALUES, 1))
    seconds = np.concatenate([week.seconds for week in weeks])
    assert np.all(np.diff(seconds) >= 0)
    hours = seconds // 3600
    weights = np.resize(profile, round(8766 / 12))
    for hour in (0, 5, 23):
        share = float(weights[np.arange(len(weights)) % 24 == hour].sum() / weights.sum())
        assert_share(int(np.sum(hours % 24 == hour)), len(seconds), share)
    site = np.concatenate([week.site for week in weeks])
    assert_share(int(np.sum(site == 1)), len(site), 0.5)
    group = np.concatenate([week.group for week in weeks])
    assert_share(int(np.sum(group == 0)), len(group), 0.4)


def test_weeks_can_be_made_in_any_order() -> None:
    whole = list(brute.records(SMALL.compiled, NO_VALUES, 4))
    again = brute.week(brute.world(SMALL.compiled, NO_VALUES, 4), 4, 1)
    assert np.array_equal(whole[1].seconds, again.seconds)
    assert np.array_equal(whole[1].kind, again.kind)


def test_what_is_not_one_outcome_per_stop_is_refused() -> None:
    with pytest.raises(ValueError, match="more alerts than encounters"):
        brute.world(SMALL.but(encounters=(10, 300, 500, 600)).compiled, NO_VALUES, 1)
    with pytest.raises(ValueError, match="victim: gallery"):
        brute.world(SMALL.but(victim="gallery").compiled, NO_VALUES, 1)


def test_records_have_the_names_stop_data_use() -> None:
    week = next(brute.records(SMALL.compiled, NO_VALUES, 4))
    table = brute.columns(SMALL.compiled, week, np.datetime64("2019-01-07"))
    assert list(table)[:5] == ["date", "time", "location", "subject_sex", "subject_race"]
    sex, race, date, time = (table[name] for name in ("subject_sex", "subject_race", "date", "time"))
    assert isinstance(sex, brute.Coded)
    assert isinstance(race, brute.Coded)
    assert isinstance(date, np.ndarray)
    assert isinstance(time, np.ndarray)
    names = [f"{sex.labels[s]}/{race.labels[r]}" for s, r in zip(sex.codes, race.codes, strict=True)]
    assert names == [SMALL.groups[g] for g in week.group]
    assert date.min() >= np.datetime64("2019-01-07")
    assert date.max() <= np.datetime64("2019-01-13")
    assert np.all((time >= 0) & (time < 86_400))
    reached = table["reached_review"]
    assert isinstance(reached, np.ndarray)
    assert np.array_equal(reached, week.kind != brute.NOTHING)
    with pytest.raises(ValueError, match="not a Monday"):
        brute.columns(SMALL.compiled, week, np.datetime64("2019-01-08"))
