"""A day as a paper writes it, whatever the machine's language."""

from __future__ import annotations

from datetime import date

from simulator.reports.language.phrases import message, phrase

MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)


def day(on: date) -> str:
    """“26 November 2026”."""
    return phrase("{day} {month} {year}", day=on.day, month=phrase(MONTHS[on.month - 1]), year=on.year)
