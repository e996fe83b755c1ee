"""`evidence for SCENARIO PATH`: figures of the library that could stand at an input."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.options import AsJson, Settings, overrides
from simulator.cli.output import data, data_json, say_warnings, wrapped

if TYPE_CHECKING:
    from simulator.study.explain.candidates import Candidate, Candidates

NAMED = 3
"""So many figures that do not fit for one reason are told one by one; --json has all."""


def evidence_for(
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="A path to a YAML file, or the name of a shipped scenario."),
    ],
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="An input, such as mated.fnir or matcher.level.")
    ],
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Propose figures for one input of a scenario: the line to paste, what it would become, and why others do not fit.

    Every figure of the library (and of the scenario's own audits) that measures what stands there is tried in the scenario.
    """
    changes = overrides(settings)

    from simulator.scenario import load
    from simulator.study.explain.candidates import candidates

    loaded = load(scenario, changes)
    say_warnings(loaded.warnings)
    found = candidates(loaded, path)
    if as_json:
        data_json(asdict(found))
    else:
        data("\n".join(_text(found)))


def _text(found: Candidates) -> list[str]:
    lines = [*wrapped(f"{found.path}: {found.means}. Now: {found.now}.", 0), ""]
    lines.append(f"Fit ({len(found.fit)})" if found.fit else "Nothing in the library fits as it is.")
    for each in found.fit:
        lines += ["", *_told(each), *wrapped(f"becomes: {each.becomes}", 4), f"    paste:   {each.line}"]
        lines += [line for text in each.why for line in wrapped(f"beware: {text}", 4)]
    if found.do_not:
        lines += ["", f"Do not fit ({len(found.do_not)})"]
        lines += [line for why, those in _by_reason(found).items() for line in _refused(why, those)]
    if found.untried:
        lines += [
            "",
            f"{found.untried} more that measure the same were not tried; `evidence list --metric …` finds them.",
        ]
    return lines


def _by_reason(found: Candidates) -> dict[tuple[str, ...], list[Candidate]]:
    told: dict[tuple[str, ...], list[Candidate]] = {}
    for each in found.do_not:
        told.setdefault(each.why, []).append(each)
    return told


def _refused(why: tuple[str, ...], those: list[Candidate]) -> list[str]:
    """Figures that do not fit for one reason."""
    more = len(those) - NAMED
    lines = ["", *(line for each in those[:NAMED] for line in _told(each))]
    lines += [f"  and {more} more; --json names them"] if more > 0 else []
    lines += [line for text in why[:NAMED] for line in wrapped(text, 4)]
    lines += [f"    and {len(why) - NAMED} more reasons; --json gives them"] if len(why) > NAMED else []
    return lines + (
        [f"    paste:   {those[0].line}"]
        if those[0].line and len(why) == 1 and "<factor>" in those[0].line
        else []
    )


def _told(each: Candidate) -> list[str]:
    return wrapped(f"{each.id} ({each.kind}, {each.hand} hand): {each.figure}", 2)
