"""More slips of evidence: ids misspelled, reasons left blank, unrelated rows, sets of something else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.scenario.grammar import AxisTable, Differential
from simulator.scenario.quantities import Probability, Quantity
from tests.slips.bases import Base
from tests.slips.evidence import is_another, says_its_row
from tests.slips.frozen.exposing import overlaid
from tests.slips.kinds import Slip, kind

CITING = ("source", "audit", "dataset")
BLANK = (" ", "-", "?", ".", "...", "–")


@kind("id-misspelled")
def id_misspelled(base: Base) -> Iterator[Slip]:
    """An id of evidence with a letter lost, in capitals, or with an underscore."""
    for steps, value in base.page.scalars():
        key = steps[-2] if len(steps) > 1 and isinstance(steps[-1], int) else steps[-1] if steps else ""
        if key not in CITING or not isinstance(value, str):
            continue
        for new in (value[:3] + value[4:], value[:-1], value.upper(), value.replace("-", "_")):
            if new != value:
                yield Slip(
                    f"{base.page.path(steps)}: {value} → {new}",
                    (base.page.path(steps),),
                    partial(base.page.with_values, {steps: new}),
                )


@kind("reason-left-blank")
def reason_blank(base: Base) -> Iterator[Slip]:
    """A reason with nothing in it but a dash, a dot or a question mark."""
    for steps, value in base.page.scalars():
        reason = steps and (
            steps[-1] in ("assumed", "why", "reason") or "unmeasured" in steps or "left_out" in steps
        )
        if not reason or not isinstance(value, str):
            continue
        for new in BLANK:
            yield Slip(
                f'{base.page.path(steps)}: "{new}"',
                (base.page.path(steps), base.page.path(steps[:-1])),
                partial(base.page.with_values, {steps: f'"{new}"'}),
            )


UNRELATED = (
    "bka-mainz/hit-rate",
    "ripa-2018h2/stops-hispanic",
    "fbi-ucr-2019/race-black",
    "the-hill-2019/prison",
    "towler-2023/average-error",
    "orlando/watchlist",
    "nypd-fis/match-share-2019",
)


@kind("unrelated-row-for-a-guess")
def unrelated_row(base: Base) -> Iterator[Slip]:
    """A guess that cites some row of the library, whose number is another."""
    for steps, block in base.blocks:
        if not isinstance(block, Quantity) or block.value is None or block.assumed is None:
            continue
        at = (*steps, "assumed")
        if at not in base.page.keys:
            continue
        for key in UNRELATED:
            row = base.row(key)
            told = row is not None and is_another(row, block.value)
            new = {k: v for k, v in base.page.at(steps).items() if k != "assumed"} | {"source": key}
            yield Slip(
                f"{base.page.path(steps)}: {block.value:g} from {key}",
                (base.page.path(steps),),
                partial(base.page.with_block, steps, new),
                secret="" if told else "the row has no number to compare",
            )


@kind("trials-changed-beside-their-row")
def trials_changed(base: Base) -> Iterator[Slip]:
    """The number of trials typed wrongly beside the row it came from."""
    for steps, block in base.blocks:
        if isinstance(block, Quantity) and block.count is not None and says_its_row(base, block):
            x, n = block.count
            for new in (n + 10, n * 10, n * 2 + 1):
                yield Slip(
                    f"{base.page.path(steps)}.count: [{x:g}, {n:g}] → [{x:g}, {new:g}]",
                    (base.page.path(steps),),
                    partial(base.page.with_values, {(*steps, "count", 1): f"{new:g}"}),
                )


def _sets(base: Base, unit: str, *metrics: str) -> Iterator[tuple[str, str]]:
    """Sets of the library in a unit, of these metrics or, after a minus, of any other."""
    for source in base.library.sources():
        for name, rows in source.sets.items():
            metric = rows[0].metric
            if rows[0].unit == unit and metric in metrics:
                yield f"{source.id}/{name}", metric


@kind("differences-of-something-else")
def other_differences(base: Base) -> Iterator[Slip]:
    """The differences between groups taken from a table of misses, of human accuracy or of stops."""
    for steps, block in base.blocks:
        if not isinstance(block, Differential) or not isinstance(block.audit, str) or not base.whole:
            continue
        for key, metric in _sets(
            base, "rate", "fnmr", "human_accuracy", "share_searched", "share_arrested", "share_cited"
        ):
            yield Slip(
                f"matcher.differential.audit: {key} ({metric})",
                ("matcher.differential",),
                partial(base.page.with_values, {(*steps, "audit"): key}),
            )


@kind("rates-for-shares")
def rates_for_shares(base: Base) -> Iterator[Slip]:
    """A table of rates per group, such as the share searched, where each group's share of the whole is meant."""
    for steps, block in base.blocks:
        if not isinstance(block, AxisTable) or steps[-1] != "race" or not base.whole:
            continue
        if base.said("groups", "axes", "race") is None or "native" in str(base.said("groups", "axes")):
            continue
        for key, metric in _sets(base, "rate", "share_searched", "share_arrested", "share_cited"):
            if len(base.library.set(key)) < 8:
                continue
            yield Slip(
                f"{base.page.path(steps)}: {key} ({metric})",
                (base.page.path(steps),),
                partial(base.page.with_block, steps, {"dataset": key}),
            )


@kind("officers-for-stops")
def officers_for_stops(base: Base) -> Iterator[Slip]:
    """Agencies weighted by their officers where their stops are meant."""
    if base.said("encounters", "sites", "dataset") is None or base.form in ("copy", "limits"):
        return
    yield Slip(
        "encounters.sites.dataset: ripa-2018h2/sworn-personnel",
        ("encounters.sites",),
        partial(overlaid, base, {"encounters": {"sites": {"dataset": "ripa-2018h2/sworn-personnel"}}}),
    )


@kind("origin-forgotten")
def origin_forgotten(base: Base) -> Iterator[Slip]:
    """A number without its source or its reason."""
    for steps, block in base.blocks:
        if not isinstance(block, Probability) or block.form in ("audit", "by_group"):
            continue
        for key in ("source", "assumed"):
            other = "assumed" if key == "source" else "source"
            at = (*steps, key)
            if at in base.page.keys and getattr(block, other) is None and "policy" not in steps:
                new = {k: v for k, v in base.page.at(steps).items() if k != key}
                yield Slip(
                    f"{base.page.path(at)} left out",
                    (base.page.path(steps),),
                    partial(base.page.with_block, steps, new),
                )
