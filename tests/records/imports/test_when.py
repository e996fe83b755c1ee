"""Hours and years: filled-in dates and times are kept out of the hours, and what lacks months is in no yearly mean."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.records.imports.findings import Findings
from tests.records.imports import made
from tests.records.imports.made import imported, table


def rows_of(days: list[date], time: str = "") -> list[dict[str, str]]:
    """A row a day, at a time of day that differs from row to row unless it is given."""
    chance = random.Random(1)
    return [
        made.stanford(
            str(day), time or f"{chance.randrange(24):02}:{chance.randrange(1, 60):02}", raw_row_number=str(i)
        )
        for i, day in enumerate(days)
    ]


def every_day(first: date, last: date, times: int = 1) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1) for _ in range(times)]


def kept_out(found: Findings) -> dict[str, int]:
    return {each.why: each.count for each in found.hours.kept_out}


def test_an_ordinary_year_keeps_everything_in_the_hours(tmp_path: Path) -> None:
    found = imported(tmp_path, table(rows_of(every_day(date(2015, 1, 1), date(2015, 12, 31)))))
    assert kept_out(found) == {}
    assert len(found.hours.week) == 168
    assert sum(found.hours.week) == found.hours.used == 365
    assert found.whole_years == 1
    assert found.spread is not None
    assert (found.spread.mean, found.spread.cv) == (365.0, None)


def test_the_week_begins_on_monday(tmp_path: Path) -> None:
    mondays = [date(2015, 1, 5) + timedelta(7 * n) for n in range(30)]
    rest = every_day(date(2015, 1, 6), date(2015, 1, 11))
    found = imported(tmp_path, table([*rows_of(mondays, "09:15"), *rows_of(rest, "10:15")]))
    assert found.hours.week[9] == 30
    assert [found.hours.week[24 * d + 10] for d in range(7)] == [0, 1, 1, 1, 1, 1, 1]


def test_first_days_of_periods_are_kept_out_of_the_hours_and_stay_in_the_year(tmp_path: Path) -> None:
    days = every_day(date(2015, 1, 1), date(2015, 12, 31), 2) + [date(2015, m, 1) for m in (1, 4, 7, 10)] * 50
    found = imported(tmp_path, table(rows_of(days)))
    assert kept_out(found) == {"first day of a period (4 days)": 208}
    assert found.hours.used == 722
    assert found.years[0].count == 930


def test_a_file_of_first_days_alone_has_no_hours_and_shows_no_missing_months(tmp_path: Path) -> None:
    found = imported(tmp_path, table(rows_of([date(y, 1, 1) for y in (2014, 2015) for _ in range(30)])))
    assert found.hours.week == ()
    assert found.hours.day == ()
    assert "believed" in found.hours.why_not
    assert {year.lacks for year in found.years} == {
        "dates are first days of periods, so missing months cannot be seen"
    }
    assert found.a_year is None


def test_a_year_on_one_day_is_a_spike(tmp_path: Path) -> None:
    """Nevada's 2012: nearly all stops on 14 February."""
    days = every_day(date(2012, 1, 1), date(2012, 12, 31)) + [date(2012, 2, 14)] * 500
    found = imported(tmp_path, table(rows_of(days)))
    assert kept_out(found) == {"one-day spike (1 days)": 501}
    assert found.hours.kept_out[0].example == "2012-02-14 has 501"


def test_midnight_for_no_time_is_kept_out_and_its_hour_stands_on_its_other_minutes(tmp_path: Path) -> None:
    days = every_day(date(2015, 1, 1), date(2015, 12, 31), 4)
    rows = rows_of(days) + rows_of(every_day(date(2015, 1, 1), date(2015, 12, 31), 2), "00:00")
    found = imported(tmp_path, table(rows))
    assert kept_out(found) == {"00:00 to the minute, filled in for no time": 730}
    assert found.hours.filled == ()
    assert 30 < found.hours.day[0] < 100


def test_hours_alone_with_a_midnight_spike_take_the_mean_of_the_hours_beside(tmp_path: Path) -> None:
    days = every_day(date(2016, 1, 1), date(2016, 12, 31))
    rows = [
        made.chicago("BLK", hour=str(i % 24), day=day.strftime("%m/%d/%Y")) for i, day in enumerate(days * 4)
    ]
    rows += [made.chicago("BLK", hour="0", day=day.strftime("%m/%d/%Y")) for day in days]
    found = imported(tmp_path, table(rows))
    assert found.hours.filled == (0,)
    assert found.hours.day[0] == round((found.hours.day[1] + found.hours.day[23]) / 2)


def test_the_end_of_a_day_is_its_last_hour(tmp_path: Path) -> None:
    found = imported(tmp_path, table([made.nypd_2017("BLACK", "2017-01-16", "24:00:00")] * 3))
    assert [found.hours.day[h] for h in (0, 23)] == [0, 3]


def test_half_a_year_is_never_made_a_year(tmp_path: Path) -> None:
    found = imported(tmp_path, table(rows_of(every_day(date(2018, 7, 1), date(2018, 12, 31)))))
    assert found.years[0].lacks == "no record in January, February, March, April, May, June"
    assert (found.a_year, found.spread) == (None, None)
    assert "stops-a-year" not in (tmp_path / "mine" / "rates.csv").read_text()
    assert "how many such periods make a year?" in (tmp_path / "mine" / "report.md").read_text()


@pytest.mark.parametrize(
    ("gone", "lacks"),
    [
        ((date(2016, 3, 1), date(2016, 3, 31)), "no record in March"),
        ((date(2016, 3, 2), date(2016, 3, 30)), "hardly any record in March"),
        ((date(2016, 1, 1), date(2016, 1, 9)), ""),
    ],
)
def test_a_year_with_a_missing_month_is_not_whole(
    tmp_path: Path, gone: tuple[date, date], lacks: str
) -> None:
    days = every_day(date(2015, 1, 1), date(2017, 12, 31))
    found = imported(tmp_path, table(rows_of([day for day in days if not gone[0] <= day <= gone[1]])))
    assert [year.lacks for year in found.years] == ["", lacks, ""]
    assert found.whole_years == 2 + (not lacks)


@pytest.mark.parametrize(
    ("first", "last", "lacks"),
    [
        (date(2015, 1, 20), date(2015, 12, 31), "records begin on 2015-01-20"),
        (date(2015, 1, 1), date(2015, 12, 10), "records end on 2015-12-10"),
        (date(2015, 1, 5), date(2015, 12, 28), ""),
    ],
)
def test_a_year_is_covered_from_end_to_end_or_not_whole(
    tmp_path: Path, first: date, last: date, lacks: str
) -> None:
    assert imported(tmp_path, table(rows_of(every_day(first, last)))).years[0].lacks == lacks


def test_the_spread_is_over_whole_years_only(tmp_path: Path) -> None:
    days = every_day(date(2014, 1, 1), date(2014, 12, 31)) + every_day(
        date(2015, 1, 1), date(2015, 12, 31), 2
    )
    days += every_day(date(2016, 1, 1), date(2016, 6, 30), 9)
    found = imported(tmp_path, table(rows_of(days)))
    assert found.spread is not None
    assert (found.spread.years, found.spread.mean) == (2, 547.5)
    assert found.spread.cv == pytest.approx(0.4714, abs=1e-4)
    assert found.a_year is not None
    assert found.a_year.middle.tolist() == [[548]]  # half of 365 + 730


def test_one_day_has_no_week(tmp_path: Path) -> None:
    found = imported(tmp_path, table(rows_of([date(2015, 3, 4)] * 40)))
    assert found.hours.week == ()
    assert found.hours.why_not == "only 1 of 7 days of the week have records"
    assert sum(found.hours.day) == 40


def test_records_without_a_day_are_in_the_totals_and_in_no_year(tmp_path: Path) -> None:
    rows = rows_of([date(2015, 3, 4)] * 5) + [made.stanford(day) for day in ("", "1900-01-01", "2031-01-01")]
    found = imported(tmp_path, table(rows))
    assert (found.people, found.undated, found.years[0].count) == (8, 3, 5)
    report = (tmp_path / "mine" / "report.md").read_text()
    assert "| before 1970 | not believed | 1 | 1900-01-01 |" in report
    assert "3 stops have no day that can be believed" in report


def test_an_agency_that_began_later_is_told(tmp_path: Path) -> None:
    first = rows_of(every_day(date(2015, 1, 1), date(2015, 12, 31)))
    later = rows_of(every_day(date(2015, 7, 1), date(2015, 12, 31)))
    imported(tmp_path, table([*first, *(row | {"department_name": "Shelbyville Police"} for row in later)]))
    report = (tmp_path / "mine" / "report.md").read_text()
    assert "Shelbyville Police / 1 in 6 of 12" in report
