"""Hours by their labels."""

from __future__ import annotations

import pytest

from simulator.evidence.hours import hour_of

LABELS = {
    "08:00": (None, 8), "8": (None, 8), "8 am": (None, 8), "12 am": (None, 0), "12 pm": (None, 12), "11 p.m.": (None, 23),
    "08:00-09:00": (None, 8), "23:00-24:00": (None, 23), "23:00 to 00:00": (None, 23), "8-9 am": (None, 8), "08:00-08:59": (None, 8),
    "00:00:00": (None, 0), "7h": (None, 7), "Mon 08:00": (0, 8), "monday-08": (0, 8), "Thu 9": (3, 9), "Sunday, 23:00": (6, 23),
}  # fmt: skip
NONE = (
    "24:00",
    "24",
    "25",
    "8:30",
    "h8",
    "noon",
    "",
    "T 9",
    "2019-01",
    "8-12",
    "all day",
    "Someday 8",
    "13 pm",
)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_names_its_hour(label: str) -> None:
    assert hour_of(label) == LABELS[label]


@pytest.mark.parametrize("label", NONE)
def test_what_names_no_hour(label: str) -> None:
    assert hour_of(label) is None
