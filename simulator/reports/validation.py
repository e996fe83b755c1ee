"""Predictions beside the record, told: rivals' table, totals, and what it does and does not establish."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.reports.fits import NAMES, number
from simulator.reports.language.numbers import reach
from simulator.results.validation import Gain, Held, Scores, Validation

HEADER = ("forecast", "log score", "CRPS", "50 %", "80 %", "90 %", "width", "fit better by (nats)")


def rows_of(found: Held) -> list[tuple[str, ...]]:
    """The table of one kind of count: the fit first, then rivals from the best on."""
    rows = [("**this fit**", *_figures(found.fit), "")]
    for name, each in sorted(found.rivals.items(), key=lambda item: -item[1].log):
        marks = [
            word
            for word, who in (("to beat", found.to_beat), ("best in hindsight", found.best))
            if who == name
        ]
        label = f"{name} ({', '.join(marks)})" if marks else name
        gain = each.gain
        rows.append((label, *_figures(each), f"{gain.in_all:+.1f} ± {_error(gain, found.rows)}"))
    return rows


def _error(gain: Gain, rows: int) -> str:
    return "?" if gain.error is None else f"{gain.error * rows:.1f}"


def _figures(each: Scores) -> tuple[str, ...]:
    shares = (f"{100 * share:.0f}" for share in each.coverage.values())
    return (f"{each.log:.4f}", f"{each.crps:.3f}", *shares, f"{each.width:.1f}")


def verdict(target: str, found: Held) -> str:
    """One sentence a kind of count: better or worse than the rival to beat, by how much and how surely."""
    gain = found.rivals[found.to_beat].gain
    error = gain.error or 0.0
    n = found.rows
    how = "better" if gain.a_row >= 0 else "worse"
    times = f"{abs(gain.a_row) / error:.1f} standard errors" if error > 0 else "no standard error"
    chosen = (
        f"chosen on {found.chosen_on} training row{'' if found.chosen_on == 1 else 's'}"
        if found.chosen_on
        else "the best in hindsight, as no training rows could choose"
    )
    total = found.total
    return (
        f"{NAMES[target]}: {abs(gain.in_all):.1f} nats {how} than the rival to beat, *{found.to_beat}* ({chosen}), over "
        f"{'one row' if n == 1 else f'{n} rows'}: {times} (over {gain.over}). Total recorded {number(total.recorded)}, predicted "
        f"{reach(number(total.low), number(total.high))} ({'inside' if total.inside else 'outside'}; width "
        f"{number(total.high - total.low)}, CRPS {number(total.crps)}, log probability {total.log_probability:.1f}; "
        f"rival's CRPS {number(found.rival_total.crps)}, log probability {found.rival_total.log_probability:.1f})."
    )


ESTABLISHES = (
    "It shows whether counts of deployments not yet seen lie where this fit says, and whether it says more than a rate "
    "anybody could compute. It does not show how many people were stopped who should not have been: the record counts "
    "people matched correctly but not wanted as true alerts, and calls false what officers recognised as false. It says "
    "nothing of who they were, of places without a record, or of a rule, a camera or a threshold that is still to come."
)


def markdown(told: Validation) -> str:
    """The whole validation as Markdown."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Validation) -> Iterator[str]:
    how = (
        "each month from all rows before it"
        if told.mode == "rolling"
        else "all rows from the training rows alone"
    )
    learned = "1 row" if told.trained_on == 1 else f"{told.trained_on:,} rows"
    yield f"Rows from {reach(told.first, told.last)}, {how}; {learned} to learn from at the start.\n"
    for target, found in told.targets.items():
        yield f"### {NAMES[target]}\n"
        yield verdict(target, found) + "\n"
        yield "| " + " | ".join(HEADER) + " |"
        yield "|---|" + "---:|" * (len(HEADER) - 1)
        for row in rows_of(found):
            yield "| " + " | ".join(row) + " |"
        yield (
            "\nPIT, tenths: "
            + ", ".join(f"{share:.2f}" for share in found.histogram)
            + " (0.10 each if honest)."
        )
        trusted = sorted(found.weights.items(), key=lambda item: -item[1])
        yield (
            "Laws at the end: " + ", ".join(f"{100 * weight:.0f} % {law}" for law, weight in trusted) + ".\n"
        )
    yield ESTABLISHES


def plain_text(text: str) -> str:
    """Markdown's emphasis taken away, for a terminal."""
    return text.replace("**", "").replace("*", "")
