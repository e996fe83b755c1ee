"""`verify`: is a stored result what was written, and does the study give it again?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.exits import MISMATCH
from simulator.cli.opening import opened
from simulator.cli.options import AsJson, Root
from simulator.cli.output import data, data_json, say

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
    as_json: AsJson = False,
) -> None:
    """Check every file of a stored result against its manifest; with --again, repeat the study too. Exit 5 if they differ."""
    from simulator.results import find, verify

    folder = find(result, out)
    verification = verify(folder, out)
    told: dict[str, Any] = {
        "folder": str(folder),
        "files": verification.checked,
        "intact": verification.intact,
        "problems": [asdict(each) for each in verification.problems],
        "later": list(verification.extra),
        "again": None,
    }
    for name in verification.extra:
        say(f"{name} was added later and is not part of the result")
    for problem in verification.problems:
        say(f"{folder}: {problem}")
    if verification.intact and not as_json:
        data(f"{folder}: {verification.checked} files, each as it was written")
    stored = opened(result, out) if verification.intact else None
    if again and stored is not None:
        if stored.kind != "run":
            raise typer.BadParameter(
                f"{folder} is no single study; verify the results it was made of", param_hint="--again"
            )
        told["again"] = asdict(_repeat(stored))
        if told["again"]["equal"] and not as_json:
            data(f"run again: {told['again']['says']}")
    if as_json:
        data_json(told)
    if not verification.intact or (told["again"] and not told["again"]["equal"]):
        raise typer.Exit(MISMATCH)


@dataclass(frozen=True, slots=True)
class Again:
    """What came of running a study again: whether it is equal, in words, and which files and values differ."""

    equal: bool
    says: str
    files: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


def _repeat(stored: Result) -> Again:
    """Run the stored scenario again: the same bytes on one platform, the same numbers within rounding on another."""
    from simulator.results import RunOptions, differences, environment, open_result
    from simulator.study import run_study
    from simulator.study.stored import reload

    study, loaded = stored.manifest.study, reload(stored)
    options = RunOptions.of(study.options)
    with TemporaryDirectory() as place:
        outcome = run_study(
            loaded,
            draws=study.draws,
            seed=study.seed,
            out=Path(place),
            clock=options.clock,
            replications=options.replications,
            log=options.log,
            keep_draws=options.keep_draws,
            what_if=bool(options.what_if),
        )
        new = open_result(str(outcome.folder), Path(place))
        if new.manifest.outputs == stored.manifest.outputs:
            return Again(True, "the same bytes")
        found = list(differences(stored.summary.plain(), new.summary.plain()))
    same_platform = stored.manifest.environment == environment()
    if not found and not same_platform:
        return Again(True, "on another platform, equal within tolerance")
    changed = sorted(
        name
        for name in {*stored.manifest.outputs, *new.manifest.outputs}
        if stored.manifest.outputs.get(name) != new.manifest.outputs.get(name)
    )
    say(f"run again: {', '.join(changed)} differ")
    for sentence in found[:SHOWN]:
        say(f"  {sentence}")
    return Again(False, "differs", tuple(changed), tuple(map(str, found)))
