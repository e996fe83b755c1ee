"""Slips of the hand: commas, quotes, signs and misspelled keys. Nothing written so may pass as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from simulator.scenario.grammar import Scenario
from tests.slips.bases import Base
from tests.slips.kinds import PLAN, Slip, kind
from tests.slips.pages import Steps

WORDS = ("title", "summary", "status", "note", "assumed", "reason", "why", "label", "schema", "threshold")


def numbers(base: Base) -> Iterator[tuple[Steps, float]]:
    """Every number of the file with its place."""
    for steps, value in base.page.scalars():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and not is_text(steps):
            yield steps, value


def is_text(steps: Steps) -> bool:
    """Whether text or the grammar's own version stands here."""
    return any(step in WORDS for step in steps)


def told_at(base: Base, steps: Steps) -> tuple[str, ...]:
    """A number's own path, the block it is the number of, and its line."""
    return base.page.path(steps), base.page.path(block_of(steps)), f"{PLAN}:{base.page.line(steps)}"


def block_of(steps: Steps) -> Steps:
    """The block that a number stands in, out of its list and its form."""
    while steps and (isinstance(steps[-1], int) or steps[-1] in ("value", "between", "range", "count")):
        steps = steps[:-1]
    return steps


@kind("decimal-comma")
def decimal_comma(base: Base) -> Iterator[Slip]:
    """A comma instead of the decimal point: `0,5`."""
    for steps, value in numbers(base):
        words = base.page.written(steps).strip()
        if "." in words and "e" not in words and value != 0:
            new = words.replace(".", ",")
            yield Slip(
                f"{base.page.path(steps)}: {words} → {new}",
                told_at(base, steps),
                partial(base.page.with_values, {steps: new}),
            )


@kind("grouped-digits")
def grouped_digits(base: Base) -> Iterator[Slip]:
    """Thousands set apart by a comma, an apostrophe, an underscore or a space: `348,000`."""
    for steps, value in numbers(base):
        if not (isinstance(value, int) and value >= 1000 and base.page.written(steps).strip().isdigit()):
            continue
        for sign in (",", "'", "_", " "):
            new = f"{value:,}".replace(",", sign)
            yield Slip(
                f"{base.page.path(steps)}: {value} → {new}",
                told_at(base, steps),
                partial(base.page.with_values, {steps: new}),
            )


@kind("quoted-number")
def quoted_number(base: Base) -> Iterator[Slip]:
    """A number in quotes, as a spreadsheet exports it: `"348000"`."""
    for steps, _ in numbers(base):
        words = base.page.written(steps).strip()
        yield Slip(
            f'{base.page.path(steps)}: {words} → "{words}"',
            told_at(base, steps),
            partial(base.page.with_values, {steps: f'"{words}"'}),
        )


@kind("sign-or-unit-beside-a-number")
def sign_beside(base: Base) -> Iterator[Slip]:
    """A number with a sign or a word beside it: `50%`, `~5000`, `5000 people`, `5k`."""
    for steps, value in numbers(base):
        words = base.page.written(steps).strip()
        share = 0 < value < 1
        for new in (f"{value * 100:g}%",) if share else (f"~{words}", f"{words} people", f"{words}k"):
            yield Slip(
                f"{base.page.path(steps)}: {words} → {new}",
                told_at(base, steps),
                partial(base.page.with_values, {steps: new}),
            )


def _known_keys() -> frozenset[str]:
    """Every key of the grammar."""
    found: set[str] = set()

    def look(schema: Any) -> None:
        if isinstance(schema, dict):
            found.update(schema.get("properties", {}))
            for value in schema.values():
                look(value)
        elif isinstance(schema, list):
            for value in schema:
                look(value)

    look(Scenario.model_json_schema())
    return frozenset(found)


@kind("misspelled-key")
def misspelled_key(base: Base) -> Iterator[Slip]:
    """A key of the grammar with a letter lost, doubled, or in capitals: `betwen`, `Value`."""
    known = _known_keys()
    for steps in base.page.keys:
        key = str(steps[-1])
        # Names that the analyst chooses stand below these; what they are called is free, or another kind's business.
        free = len(steps) > 1 and steps[-2] in (
            "axes",
            "labels",
            "resources",
            "levels",
            "by_group",
            "rollups",
        )
        if key not in known or free or key in ("title", "reason") or len(key) < 4 or base.form == "limits":
            continue
        for new in (key[:2] + key[3:], key[:3] + key[2:], key.capitalize()):
            if new in known or re.fullmatch(r"\w+", new) is None:
                continue
            yield Slip(
                f"{base.page.path(steps)}: {key} → {new}",
                (
                    base.page.path((*steps[:-1], new)),
                    base.page.path(steps),
                    f"{PLAN}:{_line_of_key(base, steps)}",
                ),
                partial(base.page.with_key, steps, new),
            )


def _line_of_key(base: Base, steps: Steps) -> int:
    return base.page.text.count("\n", 0, base.page.keys[steps][0]) + 1
