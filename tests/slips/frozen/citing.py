"""Slips of evidence: another row, another metric, a number changed beside the row it came from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.evidence import Row
from simulator.scenario.grammar import Level
from simulator.scenario.quantities import Count, Positive, Probability, Quantity
from tests.slips.bases import Base
from tests.slips.evidence import close, is_another, says_its_row
from tests.slips.frozen.sizes import PLAUSIBLE, scaled
from tests.slips.kinds import Slip, kind
from tests.slips.pages import in_flow

ERROR_RATES = ("fpir", "fmr")
MISSES = ("fnir", "fnmr")


@kind("number-changed-beside-its-row")
def number_changed(base: Base) -> Iterator[Slip]:
    """A copied file edited in one place: the number is new, the row it cites is the old one."""
    for steps, block in base.blocks:
        if not isinstance(block, Quantity) or not says_its_row(base, block):
            continue
        if block.count is not None:
            at = (*steps, "count", 0)
            new = f"{round(block.count[0] * 1.5) + 1:g}"
            yield Slip(
                f"{base.page.path(at)}: {block.count[0]:g} → {new}",
                (base.page.path(steps),),
                partial(base.page.with_values, {at: new}),
            )
            continue
        for factor in (0.5, 0.8, 1.25, 2.0):
            value = (block.value or 0.0) * factor
            if value == block.value or (isinstance(block, Probability) and value > 1):
                continue
            words = scaled(base, steps, block, factor)
            yield Slip(
                f"{base.page.path(steps)}: {block.value:g} → {value:g}, still from {block.source}",
                (base.page.path(steps),),
                partial(base.page.with_values, words),
            )


@kind("another-row-of-the-source")
def another_row(base: Base) -> Iterator[Slip]:
    """The number is right and the row cited beside it is another of the same source."""
    for steps, block in base.blocks:
        if (
            not isinstance(block, Quantity)
            or not says_its_row(base, block)
            or (*steps, "source") not in base.page.values
        ):
            continue
        row = base.row(block.source)
        assert row is not None
        others = [other for other in base.library.source(row.source).rows if other.row != row.row]
        for other in others[:: max(1, len(others) // 6)]:
            if block.count is not None:
                told = None not in (other.numerator, other.denominator)
            else:
                told = is_another(other, block.value or 0.0)
            yield Slip(
                f"{base.page.path(steps)}.source: {row.id} → {other.id}",
                (base.page.path(steps),),
                partial(base.page.with_values, {(*steps, "source"): other.id}),
                secret="" if told else "the other row has the same number, or none to compare",
            )


def _as_number(base: Base, metrics: tuple[str, ...], not_these: tuple[str, ...]) -> list[Row]:
    """Rows of rates that could be cited by mistake: complete, and of another metric."""
    return [
        row
        for source in base.library.sources()
        for row in source.rows
        if row.unit == "rate"
        and row.metric not in not_these
        and (not metrics or row.metric in metrics)
        and row.rate is not None
        and 0 < row.rate < 1
        and row.numerator is not None
        and row.denominator is not None
    ]


@kind("another-metric-for-an-error-rate")
def another_metric(base: Base) -> Iterator[Slip]:
    """A share of alerts, of stops or of searches cited where the matcher's false positive rate is meant."""
    for steps, block in base.blocks:
        if not isinstance(block, Level) or (*steps, "audit") not in base.page.values:
            continue
        for row in _as_number(base, (), (*ERROR_RATES, "fmr_worst_group")):
            size = {} if row.gallery_size else {"gallery_size": 10_000}
            level = {**base.page.at(steps), "audit": row.id, **size}
            yield Slip(
                f"{base.page.path(steps)}.audit: {block.audit} → {row.id} ({row.metric})",
                ("matcher.level",),
                partial(base.page.with_block, steps, level),
            )


@kind("hits-for-misses")
def hits_for_misses(base: Base) -> Iterator[Slip]:
    """The share found, or a false positive rate, cited as the share missed."""
    for steps, block in base.blocks:
        if steps != ("mated", "fnir") or not isinstance(block, Probability):
            continue
        rows = _as_number(base, ("tpir", *ERROR_RATES), ())
        bare = [
            base.library.row("npl-neoface-2023/t060-tpir"),
            base.library.row("npl-neoface-2023/t060-n10000"),
        ]
        for row in [*rows, *bare]:
            new = {
                "audit": row.id,
                "spread": {"between": [0.8, 1.25], "assumed": "about a quarter either way"},
            }
            yield Slip(
                f"mated.fnir: {row.id} ({row.metric})",
                ("mated.fnir",),
                partial(base.page.with_block, steps, new),
            )


@kind("fmr-for-fpir")
def fmr_for_fpir(base: Base) -> Iterator[Slip]:
    """A rate per search taken as a rate per comparison, or the other way round."""
    for steps, block in base.blocks:
        if not isinstance(block, Level) or block.audit is None or (*steps, "as") not in base.page.values:
            continue
        row = base.row(block.audit)
        if row is None or row.metric != block.as_:
            continue
        other = {"fpir": "fmr", "fmr": "fpir"}[block.as_]
        group = str(base.said("groups", "reference"))
        level = {**base.page.at(steps), "as": other}
        for more in ({"group": group}, {"group": group, "gallery_size": 1000}):
            yield Slip(
                f"matcher.level.as: {block.as_} → {other}, {in_flow(more)}",
                ("matcher.level",),
                partial(base.page.with_block, steps, {**level, **more}),
            )


@kind("gallery-size-of-another-test")
def another_gallery_size(base: Base) -> Iterator[Slip]:
    """A gallery size typed beside an audit's row that was measured at another."""
    for steps, block in base.blocks:
        row = base.row(block.audit) if isinstance(block, Level) else None
        if row is None or not row.gallery_size or (*steps, "audit") not in base.page.values:
            continue
        for size in (row.gallery_size / 10, row.gallery_size * 10, row.gallery_size + 1):
            new = {**base.page.at(steps), "gallery_size": int(size)}
            yield Slip(
                f"matcher.level.gallery_size: {size:g} beside {row.id}, measured at {row.gallery_size:g}",
                ("matcher.level",),
                partial(base.page.with_block, steps, new),
            )


@kind("people-for-events")
def people_for_events(base: Base) -> Iterator[Slip]:
    """Residents cited as encounters, or stops as residents."""
    wrong = {
        "encounters": ("census-2019", "london-census-2021"),
        "population": ("ripa-2018h2", "fresno-2022", "stanford-open-policing-chp"),
    }
    for name, sources in wrong.items():
        steps = (name, "total")
        if steps not in base.page.values or not base.whole:
            continue
        rows = [
            row
            for source in sources
            for row in base.library.source(source).rows
            if row.value is not None
            and row.value > 1000
            and row.unit in ("persons", "stops")
            and (row.metric == "population") == (name == "encounters")
        ]
        for row in rows[:: max(1, len(rows) // 8)]:
            yield Slip(
                f"{name}.total: {row.id} ({row.metric})",
                (f"{name}.total",),
                partial(base.page.with_block, steps, {"audit": row.id}),
            )


@kind("row-of-another-scale")
def row_of_another_scale(base: Base) -> Iterator[Slip]:
    """A row used as a number whose unit is another: a rate for people, hours for stops, a ratio for a share."""
    rows = {
        "count": (
            "documented-wrongful-arrests/robert-williams",
            "met-lfr/t060-minutes",
            "fresno-2022/per-1000-latinx",
        ),
        "share": ("fresno-2022/per-1000-latinx", "fbi-risc/enrolled", "ripa-2018h2/total"),
    }
    for steps, block in base.blocks:
        if (
            not isinstance(block, Count | Probability)
            or block.value is None
            or block.source is None
            or not base.whole
        ):
            continue
        if not isinstance(base.page.at(steps), dict) or isinstance(block, Level):
            continue
        for key in rows["count" if isinstance(block, Count) else "share"]:
            yield Slip(
                f"{base.page.path(steps)}: {{audit: {key}}}",
                (base.page.path(steps),),
                partial(base.page.with_block, steps, {"audit": key}),
            )


@kind("value-of-a-neighbouring-row")
def value_of_a_neighbour(base: Base) -> Iterator[Slip]:
    """The right row is cited and the number was read one line above or below it."""
    for steps, block in base.blocks:
        if (
            not isinstance(block, Positive | Probability)
            or block.value is None
            or not says_its_row(base, block)
        ):
            continue
        row = base.row(block.source)
        assert row is not None
        rows = base.library.source(row.source).rows
        at = rows.index(row)
        for other in (rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows)):
            number = other.rate
            if number is None or number == block.value or (isinstance(block, Probability) and number > 1):
                continue
            same = close(number, block.value) or abs(number - block.value) <= 0.005 * abs(block.value)
            words = scaled(base, steps, block, 1)
            yield Slip(
                f"{base.page.path(steps)}: {block.value:g} → {number:g}, the number of {other.id}",
                (base.page.path(steps),),
                partial(base.page.with_values, dict.fromkeys(words, f"{number:.10g}")),
                secret=PLAUSIBLE if same else "",
            )
