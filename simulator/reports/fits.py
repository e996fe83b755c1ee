"""A fit in words, and as lines for a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.reports.language.numbers import reach
from simulator.results.fit import Fit

NAMES = {"true_alerts": "True alerts", "false_alerts": "False alerts", "arrests": "Arrests"}


def number(value: float) -> str:
    """Three figures, thousands apart, small rates as 1 in so many."""
    if value == 0:
        return "0"
    if abs(value) < 0.01:
        return f"{value:.2g}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _of(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def summary_text(fit: Fit) -> str:
    """`summary.md`: what was learned, in words an analyst can check."""
    return "\n".join(_lines(fit)) + "\n"


def _lines(fit: Fit) -> Iterator[str]:
    yield f"# What {_of(fit.rows, 'deployment')} teach{'es' if fit.rows == 1 else ''} ({fit.name})\n"
    forces = "; ".join(f"{force}: {rows:,}" for force, rows in fit.forces.items())
    yield f"{reach(fit.first, fit.last)}. Rows by force: {forces}.\n"
    yield "Settings, stretches in which *faces seen* means one thing, found from faces alone:\n"
    for each in fit.settings:
        yield (
            f"- {each.force}, {reach(each.first, each.last)}: {_of(each.rows, 'row')}, "
            f"typically {number(each.typical_faces)} faces"
        )
    for target, found in fit.targets.items():
        yield f"\n## {NAMES[target]}\n"
        yield f"{number(found.total)} in {_of(found.rows, 'deployment')}.\n"
        yield "How far each law is trusted, by what it had said of later rows before they were known:\n"
        for law, weight in sorted(found.weights.items(), key=lambda item: -item[1]):
            fresh = 100 * found.weights_new_setting.get(law, weight)
            yield f"- {100 * weight:.0f} % *{law}* (in a new setting {fresh:.0f} %): {fit.laws[law]}"
        if found.checks:
            yield "\nWould these laws have made such a table?\n"
            yield "| | recorded | 90 % of copies | |\n|---|---|---|---|"
        for check in found.checks:
            off = "**off**" if check.off else "as made"
            yield f"| {check.statistic} | {number(check.recorded)} | {reach(number(check.lo), number(check.hi))} | {off} |"
    yield "\n## What a scenario can take\n"
    yield f"{fit.posterior.rows:,} joint rows in `posterior.parquet`, of the law that counts per face.\n"
    at = fit.reference
    yield (
        f"Rates hold at a watchlist of {number(at.watchlist_size)} and a threshold of {at.threshold:g}; "
        f"growth and slope lead from there.\n"
    )
    yield "| parameter | median | 90 % | unit | says |\n|---|---|---|---|---|"
    for name, column in fit.parameters.items():
        interval = reach(number(column.lo), number(column.hi))
        yield f"| `{name}` | {number(column.median)} | {interval} | {column.unit} | {column.says} |"
    yield "\n## What it cannot tell\n"
    yield from (f"- {each}" for each in (*fit.cannot_tell, *ALWAYS))
    if fit.remarks:
        yield "\n## The table\n"
        yield from (f"- {each}" for each in fit.remarks)


ALWAYS = (
    "Who was stopped needlessly: people matched correctly and not wanted are true alerts in these records.",
    "Who the people were: no group is recorded.",
    "Whether faces seen are people: they are detections.",
)


TAKEN = (
    ("matcher.level", "false_rate", "as: fpir, "),
    ("matcher.growth", "false_watchlist", ""),
    ("matcher.transfer", "", "value: 1, assumed: the level is of streets already"),
    ("mated.enrolled_encountered", "true_rate", ""),
)
"""What a scenario of cameras takes of a fit, and what stands beside it."""


def overlay(fit: Fit) -> str:
    """`overlay.yaml`: a scenario that takes its quantities from this fit; it lies in the fit's folder and runs as it is."""
    return "\n".join(_overlay(fit)) + "\n"


def _overlay(fit: Fit) -> Iterator[str]:
    has, at = fit.parameters, fit.reference
    name = re.sub(r"[^a-z0-9_-]+", "-", fit.name.lower()).strip("-_")[:60] or "records"
    where = f", at: {{threshold: {at.threshold:g}}}" if at.threshold else ""
    new = ", new: {place: here, differs_by: [setting]}"
    yield f"# Quantities of {fit.name} (table {fit.table[:16]}), one unknown: all are read from the same row."
    yield f"# Its rates hold at a watchlist of {number(at.watchlist_size)}; its own slopes carry them to the gallery's size."
    yield "# Put your own scenario after extends, its threshold after at, and the name of its place after place."
    yield "extends: capital-cameras"
    yield f"title: A camera deployment as {fit.name} has it"
    yield f"fits: {{{name}: {{folder: .}}}}"
    blocks = (["matcher"] if "false_rate" in has else []) + (["mated"] if "true_rate" in has else [])
    for block in blocks:
        yield f"{block}:"
        for path, parameter, beside in TAKEN:
            if path.startswith(f"{block}.") and (parameter in has or not parameter):
                taken = f"posterior: {name}/{parameter}" if parameter else ""
                rate = f"{where}{new}" if parameter.endswith("_rate") else ""
                yield f"  {path.split('.')[1]}: {{{beside}{taken}{rate}}}"
