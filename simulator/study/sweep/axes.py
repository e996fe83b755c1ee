"""The axes of a sweep: a path, and the values it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from math import exp, isfinite, log

from simulator.documents import Fault, Faults
from simulator.scenario import Loaded
from simulator.study.points import counts_things

MOST = 100_000
"""Points of a grid."""
FORM = "path=lo:hi:n or path=lo:hi:n:log"


@dataclass(frozen=True, slots=True)
class Axis:
    """One varied path and its values, as text that the scenario's grammar reads. typed: the axis as it was asked for."""

    path: str
    values: tuple[str, ...]
    typed: str = ""


def axis_of(text: str, option: str = "--vary") -> Axis:
    """An axis from `path=lo:hi:n` or `path=lo:hi:n:log`, ends included.

    Raises:
        Faults: it is not of that form.
    """
    path, equals, form = text.partition("=")
    parts = form.split(":")
    scale = parts[3] if len(parts) == 4 else "linear"
    if not equals or not path.strip() or len(parts) not in (3, 4) or scale not in ("linear", "log"):
        raise fault(text, f"is not {FORM}", "as in scan=0.1:1:10", option)
    try:
        lo, hi, count = float(parts[0]), float(parts[1]), int(parts[2])
    except ValueError:
        rule = "lo and hi are numbers and n a whole number"
        raise fault(text, rule, "as in scan=0.1:1:10", option) from None
    if not (isfinite(lo) and isfinite(hi)) or not 2 <= count <= MOST:
        raise fault(text, f"ends are finite and n lies between 2 and {MOST:,}", "", option)
    if scale == "log" and min(lo, hi) <= 0:
        raise fault(text, "a logarithmic axis needs ends above zero", "leave :log out", option)
    return Axis(path.strip(), tuple(map(number, between(lo, hi, count, scale == "log"))), text)


def between(lo: float, hi: float, count: int, logarithmic: bool) -> list[float]:
    """So many values from lo to hi, evenly spaced or in equal steps of ratio; the ends exactly as given."""
    shares = [i / (count - 1) for i in range(count)]
    if logarithmic:
        values = [exp(log(lo) + (log(hi) - log(lo)) * share) for share in shares]
    else:
        values = [lo + (hi - lo) * share for share in shares]
    values[0], values[-1] = lo, hi
    return values


def number(value: float) -> str:
    """Twelve digits are more than any input has, and a whole number stays one."""
    text = f"{value:.12g}"
    return str(int(value)) if "e" in text and value == int(value) else text


def in_whole(axis: Axis, loaded: Loaded) -> Axis:
    """The axis with whole numbers where it counts people, faces, stops or desks; values that become one are one."""
    if not counts_things(axis.path, loaded):
        return axis
    return replace(axis, values=tuple(dict.fromkeys(str(round(float(text))) for text in axis.values)))


def grid_of(axes: Iterable[Axis]) -> list[dict[str, str]]:
    """Every point of the grid, the last axis running fastest.

    Raises:
        Faults: an axis is given twice, or the grid is too large.
    """
    every = list(axes)
    paths = [axis.path for axis in every]
    size = 1
    for axis in every:
        size *= len(axis.values)
        if paths.count(axis.path) > 1:
            raise fault(axis.path, "is varied twice")
    if size > MOST:
        raise fault(f"{size:,} points", f"a grid has at most {MOST:,}", "use fewer values an axis")
    return [dict(zip(paths, values, strict=True)) for values in product(*(axis.values for axis in every))]


def fault(value: str, rule: str, hint: str = "", option: str = "--vary") -> Faults:
    """What is wrong with an option of the command line."""
    return Faults([Fault(option, 0, 0, "", value, rule, hint)])
