"""Days and times as sources write them, and what is taken for none."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.records.imports.stamps import (
    MISSING,
    UNBELIEVABLE,
    UNREADABLE,
    in_zone,
    read_clock,
    read_day,
)

TODAY = date(2026, 1, 1).toordinal()
DAYS = st.dates(date(1970, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2015-03-04", "year", date(2015, 3, 4)),
        ("2015/03/04", "month", date(2015, 3, 4)),
        ("03/04/2015", "month", date(2015, 3, 4)),
        ("03/04/2015", "day", date(2015, 4, 3)),
        ("3-4-2015", "month", date(2015, 3, 4)),
        ("01012003", "month", date(2003, 1, 1)),
        ("1012005", "month", date(2005, 1, 1)),
        (" 7012014", "month", date(2014, 7, 1)),
        ("20150304", "year", date(2015, 3, 4)),
        ("3/4/15", "month", date(2015, 3, 4)),
        ("42067", "month", date(2015, 3, 4)),  # Excel's serial number
    ],
)
def test_a_day_is_read_as_its_source_writes_it(text: str, order: str, expected: date) -> None:
    assert read_day(text, order, TODAY).ordinal == expected.toordinal()


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", MISSING),
        ("(null)", MISSING),
        ("1900-01-01", UNBELIEVABLE),
        ("12/30/1899", UNBELIEVABLE),
        ("2031-01-01", UNBELIEVABLE),
        ("31/31/2015", UNREADABLE),
        ("########", UNREADABLE),
        ("yesterday", UNREADABLE),
        ("2015-02-30", UNREADABLE),
    ],
)
def test_what_is_no_day_says_why(text: str, trouble: str) -> None:
    day = read_day(text, "month", TODAY)
    assert (day.ordinal, day.trouble) == (0, trouble)


def test_a_day_that_could_be_two_is_none() -> None:
    day = read_day("03/04/2015", "", TODAY)
    assert day.trouble == UNREADABLE
    assert "does not say which" in day.form


@pytest.mark.parametrize(
    ("text", "bare", "minute"),
    [
        ("14:30", "", 870),
        ("14:30:59", "", 870),
        ("02:30:00PM", "", 870),
        ("12:05 AM", "", 5),
        ("1430", "", 870),
        ("930", "", 570),
        ("20", "hhmm", 20),
        ("20", "hour", 1200),
        ("14.0", "hour", 840),
        ("24:00", "", 1440),
        ("24:00:00", "", 1440),
        ("0.5", "", 720),
        ("20", "", -1),
        ("25:00", "", -1),
        ("13:00 PM", "", -1),
        ("", "", -1),
        ("noon", "", -1),
    ],
)
def test_a_time_is_read_or_is_none(text: str, bare: str, minute: int) -> None:
    assert read_clock(text, bare).minute == minute


@pytest.mark.parametrize(
    ("text", "offset"),
    [("13:30:00+00:00", 0), ("13:30:00Z", 0), ("13:30:00+01:00", 60), ("13:30:00-0500", -300)],
)
def test_an_offset_is_kept(text: str, offset: int) -> None:
    assert read_clock(text, "").offset == offset


@given(
    DAYS,
    st.sampled_from(
        [
            ("%Y-%m-%d", "year"),
            ("%m/%d/%Y", "month"),
            ("%d/%m/%Y", "day"),
            ("%m%d%Y", "month"),
            ("%Y%m%d", "year"),
        ]
    ),
)
def test_every_day_is_read_back(day: date, form: tuple[str, str]) -> None:
    assert read_day(day.strftime(form[0]), form[1], TODAY).ordinal == day.toordinal()


@given(st.integers(0, 1439), st.sampled_from(["%H:%M", "%H:%M:%S", "%I:%M%p", "%H%M"]))
def test_every_minute_is_read_back(minute: int, form: str) -> None:
    assert read_clock(datetime(2020, 1, 1, minute // 60, minute % 60).strftime(form), "").minute == minute


@given(
    st.text(max_size=12), st.sampled_from(["", "month", "day", "year"]), st.sampled_from(["", "hour", "hhmm"])
)
def test_no_text_breaks_the_reading(text: str, order: str, bare: str) -> None:
    day, clock = read_day(text, order, TODAY), read_clock(text, bare)
    assert (day.ordinal == 0) == bool(day.trouble)
    assert -1 <= clock.minute <= 1440


def test_clocks_go_forward_and_back_on_the_right_nights() -> None:
    london = ZoneInfo("Europe/London")
    assert in_zone(date(2023, 3, 26).toordinal(), 59, 0, london) == (date(2023, 3, 26).toordinal(), 59)
    assert in_zone(date(2023, 3, 26).toordinal(), 60, 0, london) == (date(2023, 3, 26).toordinal(), 120)
    assert in_zone(date(2023, 10, 29).toordinal(), 59, 0, london) == (date(2023, 10, 29).toordinal(), 119)
    assert in_zone(date(2023, 10, 29).toordinal(), 60, 0, london) == (date(2023, 10, 29).toordinal(), 60)
