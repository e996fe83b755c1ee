"""`compare`: proposals side by side, and a board's limits on each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from simulator.cli.exits import LIMIT
from simulator.cli.options import AsJson, Root
from simulator.cli.output import Progress, columns, data, data_json, say, say_warnings
from simulator.grades import at_least_as_bad

if TYPE_CHECKING:
    from simulator.documents import Faults
    from simulator.results.verdicts import Limits
    from simulator.study.board.limit_files import LimitFile

FAIL = "--fail-on-limit"
Failing = Literal["exceeds", "mostly-exceeds", "undecided", "mostly-within"]
EvidenceTwice = Annotated[
    bool,
    typer.Option(
        "--evidence-twice",
        help="Compare although a row of evidence is taken from a fit by one proposal and as it was published by another: it is "
        "then drawn twice, which the comparison says.",
    ),
]
NOT_JUDGED: Failing = "undecided"
"""As bad as this is a rule that could not be judged."""


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """The arguments with a bare `--fail-on-limit` as `--fail-on-limit=exceeds`, for a parser that has no optional values."""
    return [
        f"{FAIL}=exceeds" if each == FAIL and after not in get_args(Failing) else each
        for each, after in zip_longest(arguments, arguments[1:], fillvalue="")
    ]


def compare(
    proposals: Annotated[
        list[str],
        typer.Argument(
            metavar="PROPOSAL...",
            help="Scenarios (shipped names or paths), or finished results (folders, ids or names).",
        ),
    ],
    limits: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A board's limits: board-limits (the shipped example), or a path."),
    ] = None,
    fail_on_limit: Annotated[
        Failing | None,
        typer.Option(
            FAIL,
            help="Exit with code 6 if a limit has this grade or a worse one for a proposal; next to a cut the worse grade counts, "
            "and what cannot be judged is undecided. Without a value: exceeds.",
        ),
    ] = None,
    reasons: Annotated[
        bool,
        typer.Option("--reasons", help="Also print why each rule stands so, and what would settle it."),
    ] = False,
    evidence_twice: EvidenceTwice = False,
    draws: Annotated[
        int | None,
        typer.Option(
            min=100, max=10_000_000, help="Monte Carlo draws; those of the results named, or 10,000."
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**63 - 1, help="That of the results named, or 1.")
    ] = None,
    out: Root = Path("results"),
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="Processes; the numbers do not depend on it.")
    ] = 1,
    force: Annotated[bool, typer.Option("--force", help="Compute again, replacing what is stored.")] = False,
    as_json: AsJson = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the comparison in a browser.")] = False,
) -> None:
    """Put proposals side by side in the same simulated years; with --limits, say which rules each keeps, and how surely.

    Scenarios not yet run are run first, and each leaves its own result.
    """
    if fail_on_limit and limits is None:
        raise typer.BadParameter("needs a file of limits: add --limits", param_hint=FAIL)

    from simulator.study.compare.proposals import gather
    from simulator.study.compare.run import compare as compared

    board, wrong = _board(limits)
    progress = Progress()
    try:
        together = gather(
            proposals,
            draws=draws,
            seed=seed,
            out=out,
            workers=workers,
            force=force,
            evidence_twice=evidence_twice,
            limits=board,
            wrong=wrong,
            progress=lambda share, what: progress(0.5 * share, what),
        )
        answer = compared(
            together,
            board,
            out=out,
            force=force,
            progress=lambda share, what: progress(0.5 + 0.5 * share, what),
        )
    finally:
        progress.clear()
    remarks = [each for proposal in together.proposals for each in proposal.loaded.remarks]
    say_warnings((*remarks, *(board.warnings if board is not None else ())))
    page = answer.folder / "comparison.html"
    if answer.reused:
        say(
            "This comparison was already stored; its files are as they were written. --force computes it again."
        )
    if as_json:
        data_json({"folder": str(answer.folder), "page": str(page), "comparison": answer.comparison.plain()})
    else:
        from simulator.reports.comparison.text import comparison_text

        data(comparison_text(answer.comparison, reasons=reasons, width=columns()))
        data(str(page))
    if open_it:
        typer.launch(page.resolve().as_uri())
    if fail_on_limit is None:
        return
    if answer.comparison.limits and (broken := failing(answer.comparison.limits, fail_on_limit)):
        say(f"{FAIL}: {'; '.join(broken)}")
        raise typer.Exit(LIMIT)


def _board(reference: str | None) -> tuple[LimitFile | None, list[Faults]]:
    """A board's limits, and what is wrong with their file; None where none are asked for or they cannot be read."""
    from simulator.documents import Fault, Faults
    from simulator.study.board.limit_files import find_limits, read_limits

    slips: list[Fault] = []
    wrong: list[Faults] = []
    board = None
    try:
        board = read_limits(find_limits(reference), slips=slips) if reference is not None else None
    except Faults as found:
        wrong.append(found)
    return board, [*wrong, Faults(slips)] if slips else wrong


def failing(limits: Limits, strictness: Failing) -> list[str]:
    """Each proposal with the rules that have this grade or a worse one for it."""
    found = []
    for name, verdicts in limits.verdicts.items():
        rules = [
            f"{each.rule} ({each.worst or 'cannot be judged'})"
            for each in verdicts
            if at_least_as_bad(each.worst or NOT_JUDGED, strictness)
        ]
        if rules:
            found.append(f"{name}: {', '.join(rules)}")
    return found
