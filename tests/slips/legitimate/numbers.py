"""Other numbers: another city's counts, another assumption, another gallery, another horizon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from simulator.scenario.quantities import Count, Positive, Probability, Quantity
from tests.slips.audits import Copied, Line, copied
from tests.slips.bases import Base
from tests.slips.evidence import says_its_row
from tests.slips.frozen.exposing import overlaid
from tests.slips.frozen.sizes import middle_of, total_of
from tests.slips.kinds import Slip, edit
from tests.slips.later.cells import with_lab
from tests.slips.pages import Steps

OURS = "our own count of last year"


def _rewritten(base: Base, steps: Steps, block: dict[str, Any], change: str) -> Slip:
    return Slip(f"{base.page.path(steps)}: {change}", (), partial(base.page.with_block, steps, block))


@edit("another-citys-totals")
def another_city(base: Base) -> Iterator[Slip]:
    """Another number of encounters, counted or guessed."""
    steps = ("encounters", "total")
    middle = middle_of(base.said(*steps))
    if middle is None or steps not in base.page.values:
        return
    for factor in (0.4, 0.7, 1.3, 1.9):
        low, high = round(middle * factor * 0.9), round(middle * factor * 1.1)
        yield _rewritten(
            base, steps, {"value": round(middle * factor), "assumed": OURS}, f"{middle * factor:.0f}"
        )
        yield _rewritten(base, steps, {"between": [low, high], "assumed": OURS}, f"{low} to {high}")


@edit("another-citys-table")
def another_table(base: Base) -> Iterator[Slip]:
    """An audit of one's own in the place of a shipped table, its counts those of another city."""
    for copy in copied(base):
        if not any(line["metric"] in ("stops", "population", "stops_in_hour") for _, line in copy.in_use()):
            continue
        for share in (0.13, 0.42):
            yield copy.slip(f"counts of a city of {share:.0%} of that size", _counts_of(copy, share), ())


def _counts_of(copy: Copied, share: float) -> list[Line]:
    """Every count so many times smaller; what is a sum of others stays their sum."""
    lines = [dict(line) for line in copy.lines]
    for line in lines:
        if line["unit"] in ("stops", "persons", "arrests") and line["value"]:
            line["value"] = str(round(float(line["value"]) * share))
            line["numerator"] = line["denominator"] = ""
        elif line["unit"] == "rate" and line["numerator"] and line["denominator"]:
            line["numerator"] = line["denominator"] = ""
    totals = [line for line in lines if line["row"] == "total"]
    for name in ("stops-by-race", "agencies"):
        parts = [line for line in lines if line["set"] == name]
        if totals and parts:
            rest = sum(int(line["value"]) for line in parts[1:])
            parts[0]["value"] = str(int(totals[0]["value"]) - rest)
    return lines


@edit("another-assumption")
def another_assumption(base: Base) -> Iterator[Slip]:
    """An assumed interval somewhat narrower, wider or further along."""
    for steps, block in base.blocks:
        if not isinstance(block, Probability | Positive) or block.between is None or block.assumed is None:
            continue
        if (*steps, "between", 0) not in base.page.values or block.shared_as is not None:
            continue
        low, high = block.between
        for change, pair in (
            ("narrower", (low * 1.1, high * 0.95)),
            ("wider", (low * 0.85, high * 1.1)),
            ("further along", (low * 1.15, high * 1.08)),
        ):
            if pair[0] >= pair[1] or (isinstance(block, Probability) and pair[1] >= 1):
                continue
            words = {(*steps, "between", i): f"{end:.6g}" for i, end in enumerate(pair)}
            yield Slip(f"{base.page.path(steps)}: {change}", (), partial(base.page.with_values, words))


@edit("another-guess")
def another_guess(base: Base) -> Iterator[Slip]:
    """An assumed number somewhat larger or smaller."""
    for steps, block in base.blocks:
        single = isinstance(block, Quantity) and block.value not in (None, 0, 1) and block.assumed is not None
        elsewhere = {"levels", "matcher", "gallery"} & set(steps)
        if not single or elsewhere or (*steps, "value") not in base.page.values:
            continue
        for factor in (0.8, 1.2):
            value = block.value * factor
            if isinstance(block, Probability) and value > 1:
                continue
            words = f"{round(value) if isinstance(block, Count) else value:.10g}"
            yield Slip(
                f"{base.page.path(steps)}: {words}",
                (),
                partial(base.page.with_values, {(*steps, "value"): words}),
            )


@edit("printed-rounding")
def printed_rounding(base: Base) -> Iterator[Slip]:
    """A number rounded as reports print it, beside the row it comes from."""
    for steps, block in base.blocks:
        if not isinstance(block, Quantity) or not says_its_row(base, block) or not 0 < (block.value or 0) < 1:
            continue
        words = f"{block.value:.3g}"
        if (*steps, "value") in base.page.values and words != base.page.written((*steps, "value")):
            yield Slip(
                f"{base.page.path(steps)}: {words}",
                (),
                partial(base.page.with_values, {(*steps, "value"): words}),
            )


def _half_of_all_searches(base: Base) -> bool:
    """Whether one more face in the gallery would make half of all searches return somebody: then a warning is right."""
    critics = str(base.said("matcher", "level", "audit")).startswith("aclu-rekognition/")
    return critics and base.said("matcher", "policy") == "fixed_threshold"


@edit("gallery-halved-or-doubled")
def another_gallery(base: Base) -> Iterator[Slip]:
    """A gallery of half or twice the size, its images with it, and still of fewer people than live there."""
    persons, images = (middle_of(base.said("gallery", key)) for key in ("persons", "images"))
    at = ("gallery",)
    if persons is None or at not in base.page.values or "persons" not in base.page.at(at):
        return
    if base.of.endswith("threshold-80"):  # a level that twice its gallery would carry above a half
        return
    most = total_of(base, "population") or float("inf")
    for factor in (0.5, 0.75, 1.25, 2):
        if persons * factor > most or (factor > 1 and _half_of_all_searches(base)):
            continue
        block = {**base.page.at(at), "persons": {"value": round(persons * factor), "assumed": OURS}}
        if images is not None:
            block["images"] = {"value": round(images * factor), "assumed": OURS}
        yield _rewritten(base, at, block, f"{persons * factor:g} persons")


@edit("population-of-another-size")
def another_population(base: Base) -> Iterator[Slip]:
    """Somewhat more or fewer residents."""
    steps = ("population", "total")
    middle = middle_of(base.said(*steps))
    if middle is not None and steps in base.page.values:
        for factor in (0.7, 1.4, 3):
            block = {"value": round(middle * factor), "assumed": OURS}
            yield _rewritten(base, steps, block, f"{middle * factor:.0f}")


@edit("another-horizon")
def another_horizon(base: Base) -> Iterator[Slip]:
    """Another span of time."""
    if base.form == "limits":
        return
    for horizon in ("26 weeks", "90 days", "2 years", "5 years", "10 years"):
        if ("horizon",) in base.page.values:
            yield Slip(f"horizon: {horizon}", (), partial(base.page.with_values, {("horizon",): horizon}))
        elif base.form == "overlay":
            yield Slip(f"--set horizon={horizon}", (), settings={"horizon": horizon})


@edit("threshold-within-reach")
def threshold_within(base: Base) -> Iterator[Slip]:
    """A threshold between those an audit measured, or a little beyond."""
    learned = (
        base.said("matcher", "level", "posterior") is not None
    )  # a fit says at which threshold its rate holds
    if base.form in ("file", "overlay") and not learned:
        for threshold in (0.56, 0.57, 0.585, 0.6, 0.61):
            slip = with_lab(base, threshold)
            yield Slip(slip.change, (), slip.text, slip.more)


@edit("other-times")
def other_times(base: Base) -> Iterator[Slip]:
    """Stages that take half as long, or a half longer."""
    for steps, value in base.page.mappings():
        match = [re.fullmatch(r"([\d.]+) (\w+)", str(value.get(key, ""))) for key in ("median", "p95")]
        if all(match) and "gives_up_after" not in steps and "source" not in value:
            for factor in (0.5, 1.5):
                words = {
                    (*steps, key): f"{float(found[1]) * factor:g} {found[2]}"
                    for key, found in zip(("median", "p95"), match, strict=True)
                    if found is not None
                }
                yield Slip(
                    f"{base.page.path(steps)}: times {factor}", (), partial(base.page.with_values, words)
                )


def faces(base: Base) -> float:
    """How many faces a search is compared with."""
    gallery = base.loaded.scenario.gallery
    return (gallery.images or gallery.persons).value or 0.0


@edit("another-policy")
def another_policy(base: Base) -> Iterator[Slip]:
    """A false positive rate that the operator holds."""
    if base.form not in ("file", "overlay") or base.said("matcher", "policy") == "no_threshold":
        return
    for rate in (0.0001, 0.001, 0.01):
        for key in ("fixed_fpir", "fixed_fmr"):
            number = {
                "value": rate if key == "fixed_fpir" else rate / 1000,
                "assumed": "written in the tender",
            }
            if key == "fixed_fmr" and rate / 1000 * faces(base) > 0.5:
                continue  # so loose a threshold for so many faces is told
            change = {"matcher": {"policy": {key: number}}}
            yield Slip(f"matcher.policy.{key}: {number['value']}", (), partial(overlaid, base, change))


@edit("several-searches")
def several_searches(base: Base) -> Iterator[Slip]:
    """Several searches an encounter, with how alike they are."""
    if base.form not in ("file", "overlay") or base.said("encounters", "search_correlation") is not None:
        return
    for number in (2, 5, 20):
        change = {
            "searches_per_encounter": {"value": number, "assumed": "frames of each pass"},
            "search_correlation": {"range": [0.5, 0.98], "assumed": "how far frames count as one search"},
        }
        yield Slip(f"{number} searches an encounter", (), partial(overlaid, base, {"encounters": change}))


@edit("more-or-fewer-servers")
def other_servers(base: Base) -> Iterator[Slip]:
    """Another number of officers or desks."""
    for steps, value in base.page.scalars():
        if steps and steps[-1] == "servers":
            for new in (value + 3, value + 6):
                yield Slip(
                    f"{base.page.path(steps)}: {new}", (), partial(base.page.with_values, {steps: str(new)})
                )
