"""`safe`: what would make a limit hold, and what it would take to prove it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.options import AsJson, Settings, overrides
from simulator.cli.output import bulleted, data, data_json, say_warnings, table

if TYPE_CHECKING:
    from simulator.results.remedies import Remedies


def safe(
    scenario: Annotated[str, typer.Argument(help="A shipped scenario's name, or a path.")],
    at_most: Annotated[float, typer.Option("--at-most", min=0, help="The limit, a year.")],
    measure: Annotated[
        str, typer.Option(help="A count or rate of people, such as wrongly_held.")
    ] = "wrongly_held",
    group: Annotated[str, typer.Option(help="A group or roll-up, such as women_or_minorities.")] = "all",
    probability: Annotated[float, typer.Option(min=0.5, max=0.999, help="How surely it must hold.")] = 0.95,
    sobol: Annotated[
        bool, typer.Option("--sobol", help="Also Sobol indices of every unknown (some seconds).")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1)] = 1,
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """What one lever alone would have to do so that a limit holds: fewer false matches, a shorter list, a stricter review, a
    purged list; the audit to prove it; what tips it."""
    changes = overrides(settings)
    if not isfinite(at_most):
        raise typer.BadParameter(f"{at_most} is no limit; give a number", param_hint="--at-most")

    from simulator.scenario import load

    loaded = load(scenario, changes)
    say_warnings(loaded.warnings)

    from simulator.impact.limits import over
    from simulator.impact.safe_point import Limit
    from simulator.model.compile import compile_scenario
    from simulator.scenario.groups import selection_label
    from simulator.study.board.remedies import remedies

    compiled = over(compile_scenario(loaded.scenario, loaded.library), 1.0)
    known = (*compiled.groups, *compiled.rollups)
    if group not in known:
        raise typer.BadParameter(f"{group!r} is not one of {', '.join(known)}", param_hint="--group")
    try:
        limit = Limit(measure, group, at_most, probability)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--measure") from None
    found = remedies(compiled, limit, seed, indices=sobol)
    if as_json:
        data_json(found.plain())
        return
    data(_text(found, selection_label(loaded.scenario.groups, group).lower()))


def _text(found: Remedies, whom: str) -> str:
    from simulator.reports.language.levers import rarely

    share = f"{100 * found.probability:g} of 100 simulated years"
    lines = [
        f"{found.label}, {whom}: at most {found.at_most:g} a year in {share}.",
        f"As the scenario stands that holds in {rarely(found.as_is)}.\n",
        "One lever alone:",
        *("\n".join(bulleted(each.words)) for each in found.levers.values()),
    ]
    if found.audit:
        lines.append(
            "\nTo show with 95 % confidence, in the audit's own conditions, that the false-match level is that low:\n"
            + "\n".join(
                f"  {each.trials:,.0f} independent searches of people not enrolled, with at most {each.errors} false match{'' if each.errors == 1 else 'es'}"
                for each in found.audit
            )
        )
    tipping = [(name, each) for name, each in found.tipping.items() if each.values]
    lines.append(
        "\nUnknowns that tip the expected number over the limit by themselves, all others at their medians:"
    )
    lines += [f"  {name} at {', '.join(f'{x:.3g}' for x in each.values)}" for name, each in tipping]
    fits = [(name, each.quantiles[0]) for name, each in found.tipping.items() if each.by_rows]
    lines += [f"  {name}, which keeps it in {rarely(kept)} of its rows" for name, kept in fits]
    lines += [] if tipping or fits else ["  none"]
    if found.sobol:
        rows = [
            (each.identity, _index(each.first, each.first_interval), _index(each.total, each.total_interval))
            for each in found.sobol[:10]
        ]
        lines.append("\n" + table(("unknown", "alone", "with all its interactions"), rows))
    return "\n".join(lines)


def _index(value: float, interval: tuple[float, float]) -> str:
    return f"{value:.2f} ({interval[0]:.2f} to {interval[1]:.2f})"
