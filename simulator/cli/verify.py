"""`verify`: is a stored result what was written, and does the study give it again?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.exits import MISMATCH
from simulator.cli.opening import opened
from simulator.cli.options import Root
from simulator.cli.output import data, say

if TYPE_CHECKING:
    from simulator.results import Result

SHOWN = 20


def verify_result(
    result: Annotated[
        str,
        typer.Argument(
            metavar="RESULT",
            help="A folder, the beginning of an id, or a scenario's name (the one asked for last).",
        ),
    ],
    out: Root = Path("results"),
    again: Annotated[bool, typer.Option("--again", help="Also run the study again and compare.")] = False,
) -> None:
    """Check every file of a stored result against its manifest; with --again, repeat the study too. Exit 5 if they differ."""
    from simulator.results import find, verify

    folder = find(result, out)
    verification = verify(folder, out)
    for name in verification.extra:
        say(f"{name} was added later and is not part of the result")
    if not verification.intact:
        for problem in verification.problems:
            say(f"{folder}: {problem}")
        raise typer.Exit(MISMATCH)
    data(f"{folder}: {verification.checked} files, each as it was written")
    stored = opened(result, out)
    if again:
        if stored.kind != "run":
            raise typer.BadParameter(
                f"{folder} is no single study; verify the results it was made of", param_hint="--again"
            )
        _repeat(stored)


def _repeat(stored: Result) -> None:
    """Run the stored scenario again: the same bytes on one platform, the same numbers within rounding on another."""
    from simulator.results import differences, environment, open_result
    from simulator.study import run_study
    from simulator.study.stored import reload

    study, loaded = stored.manifest["study"], reload(stored)
    with TemporaryDirectory() as place:
        outcome = run_study(
            loaded,
            draws=study["draws"],
            seed=study["seed"],
            out=Path(place),
            **study["options"],
        )
        new = open_result(str(outcome.folder), Path(place))
        if new.manifest["outputs"] == stored.manifest["outputs"]:
            data("run again: the same bytes")
            return
        found = list(differences(stored.summary.plain(), new.summary.plain()))
    same_platform = stored.manifest["environment"] == environment()
    if not found and not same_platform:
        data("run again on another platform: equal within tolerance")
        return
    changed = sorted(
        name
        for name in {*stored.manifest["outputs"], *new.manifest["outputs"]}
        if stored.manifest["outputs"].get(name) != new.manifest["outputs"].get(name)
    )
    say(f"run again: {', '.join(changed)} differ")
    for sentence in found[:SHOWN]:
        say(f"  {sentence}")
    raise typer.Exit(MISMATCH)
