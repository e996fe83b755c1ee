"""Lengths of time in seconds, which is what the program counts in."""

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
YEAR = 365.25 * DAY

HOURS_A_WEEK = 168
