"""More slips of the hand: times without units, indentation, letters for digits, lines pasted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tests.slips.bases import Base
from tests.slips.frozen.writing import numbers, told_at
from tests.slips.kinds import PLAN, Slip, kind
from tests.slips.pages import Steps


def _changed(base: Base, steps: Steps, new: str, *places: str) -> Slip:
    words = base.page.written(steps).strip()
    change = f"{base.page.path(steps)}: {words} → {new}"
    return Slip(change, (*told_at(base, steps), *places), partial(base.page.with_values, {steps: new}))


@kind("letter-for-a-digit")
def letter_for_digit(base: Base) -> Iterator[Slip]:
    """A capital O for a zero, a small l for a one, or a dash that is no minus: `5OO`, `l000`."""
    for steps, _ in numbers(base):
        words = base.page.written(steps).strip()
        new = words.replace("0", "O", 2) if "0" in words else words.replace("1", "l", 1)
        if new != words:
            yield _changed(base, steps, new)
        yield _changed(base, steps, f"−{words}")  # the typographic minus, as pasted from a report


@kind("number-below-zero")
def number_below_zero(base: Base) -> Iterator[Slip]:
    """A minus before a number of people, a share or a factor."""
    for steps, value in numbers(base):
        if value > 0 and "threshold" not in steps and base.form != "limits":
            yield _changed(base, steps, f"-{base.page.written(steps).strip()}", base.page.path(steps[:-1]))


@kind("interval-in-words")
def interval_in_words(base: Base) -> Iterator[Slip]:
    """An interval as text: `0.02 to 0.5`, `0.02-0.5`, `0.02, 0.5` without its brackets."""
    for steps, value in base.page.mappings():
        for form in ("between", "range", "count"):
            pair = value.get(form)
            if not isinstance(pair, list) or len(pair) != 2:
                continue
            at = (*steps, form)
            block = "\n" in base.page.written(at)
            for sign in (" to ", "-", " and ") if block else (" to ", "-", " and ", ", "):
                yield Slip(
                    f"{base.page.path(at)}: {pair[0]}{sign}{pair[1]}",
                    (base.page.path(at), base.page.path(steps), f"{PLAN}:{base.page.line(at)}"),
                    partial(base.page.with_values, {at: f"{pair[0]}{sign}{pair[1]}"}),
                )


@kind("one-end-of-an-interval")
def one_end(base: Base) -> Iterator[Slip]:
    """An interval with one number, or with three."""
    for steps, value in base.page.mappings():
        for form in ("between", "range", "count"):
            pair = value.get(form)
            if isinstance(pair, list) and len(pair) == 2:
                at = (*steps, form)
                for new in (f"[{pair[0]}]", f"[{pair[0]}, {pair[1]}, {pair[1]}]", f"{pair[0]}"):
                    yield Slip(
                        f"{base.page.path(at)}: {new}",
                        (base.page.path(at), base.page.path(steps)),
                        partial(base.page.with_values, {at: new}),
                    )


@kind("time-without-a-known-unit")
def unknown_unit(base: Base) -> Iterator[Slip]:
    """A time without its unit, or with one that nobody can read for sure: `60`, `5 m`, `1 month`, `5 minuts`, `1:30`."""
    for steps, value in base.page.scalars():
        match = (
            re.fullmatch(r"([\d.]+) (s|min|h|days|year|years|hours)", value)
            if isinstance(value, str)
            else None
        )
        if match is None:
            continue
        for new in (
            match[1],
            f"{match[1]} m",
            f"{match[1]} {match[2]}ts",
            f"{match[1]}:30",
            f"about {value}",
            f"{match[1]} months",
        ):
            yield Slip(
                f"{base.page.path(steps)}: {value} → {new}",
                (base.page.path(steps), base.page.path(steps[:-1])),
                partial(base.page.with_values, {steps: f"'{new}'" if ":" in new else new}),
            )


@kind("word-for-a-number")
def word_for_number(base: Base) -> Iterator[Slip]:
    """A word where a number is meant: `yes`, `no`, `none`, `unknown`, `pending`, nothing at all."""
    for steps, _ in numbers(base):
        for word in ("yes", "no", "none", "unknown", "pending", "true"):
            yield _changed(base, steps, word)


@kind("number-forgotten")
def number_forgotten(base: Base) -> Iterator[Slip]:
    """A key with nothing behind it."""
    for steps, value in base.page.mappings():
        for key in ("value", "between", "range", "count", "median", "p95", "at_most", "at_least", "servers"):
            at = (*steps, key)
            if key in value and not isinstance(value[key], dict):
                yield Slip(
                    f"{base.page.path(at)}: nothing",
                    (base.page.path(at), base.page.path(steps)),
                    partial(base.page.with_values, {at: "null"}),
                )


@kind("line-pasted-twice")
def line_twice(base: Base) -> Iterator[Slip]:
    """A line of a block pasted a second time below itself."""
    lines = base.page.text.splitlines(keepends=True)
    for steps in base.page.keys:
        number = base.page.text.count("\n", 0, base.page.keys[steps][0])
        line = lines[number]
        starts = line.lstrip().startswith(str(steps[-1])) and base.page.line(steps) == number + 1
        closed = line.count("{") == line.count("}") and line.count("[") == line.count("]")
        if not starts or not closed or base.page.written(steps).count("\n") or ">-" in line:
            continue
        text = "".join([*lines[: number + 1], line, *lines[number + 1 :]])
        yield Slip(
            f"line {number + 1} twice: {line.strip()[:60]}",
            (base.page.path(steps), f"{PLAN}:{number + 2}"),
            partial(str, text),
        )


@kind("tab-for-spaces")
def tab_for_spaces(base: Base) -> Iterator[Slip]:
    """A line indented with a tab."""
    lines = base.page.text.splitlines(keepends=True)
    for i, line in enumerate(lines):
        key = re.match(r"( +)([\w-]+):", line)
        before = lines[i - 1].rstrip() if i else ""
        if key is None or before.endswith((",", ">-")) or "  - " in line:
            continue
        text = "".join([*lines[:i], "\t" + line.lstrip(), *lines[i + 1 :]])
        yield Slip(
            f"line {i + 1} indented with a tab: {line.strip()[:60]}",
            (f"{PLAN}:{i}", f"{PLAN}:{i + 1}", f"{PLAN}:{i + 2}"),
            partial(str, text),
        )


@kind("bracket-forgotten")
def bracket_forgotten(base: Base) -> Iterator[Slip]:
    """A closing bracket or brace forgotten."""
    lines = base.page.text.splitlines(keepends=True)
    for i, line in enumerate(lines):
        if line.rstrip().endswith(("}", "]")) and '"' not in line and ": " in line:
            cut = line.rstrip()[:-1] + "\n"
            near = tuple(f"{PLAN}:{i + j}" for j in range(4))
            yield Slip(
                f"line {i + 1} without its last bracket: {line.strip()[:60]}",
                near,
                partial(str, "".join([*lines[:i], cut, *lines[i + 1 :]])),
            )


@kind("colon-in-a-text")
def colon_in_text(base: Base) -> Iterator[Slip]:
    """A reason with a colon and no quotes: `assumed: our guess: a third`."""
    for steps, value in base.page.scalars():
        words = base.page.written(steps)
        if not steps or steps[-1] not in ("assumed", "note", "why", "reason") or words[:1] in "\"'>|":
            continue
        if isinstance(value, str) and len(value) > 12 and "\n" not in words and ":" not in words:
            cut = words.index(" ") if " " in words else 6
            line = base.page.line(steps)
            yield Slip(
                f"{base.page.path(steps)}: {words[:cut]}: {words[cut:].strip()[:40]}",
                (f"{PLAN}:{line}", f"{PLAN}:{line + 1}", base.page.path(steps), base.page.path(steps[:-1])),
                partial(base.page.with_values, {steps: f"{words[:cut]}: {words[cut:].strip()}"}),
            )
