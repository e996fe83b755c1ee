"""What is compared: scenarios, answered now, or results answered before; each with its scenario and its stored summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.documents import Fault, Faults, did_you_mean
from simulator.results import (
    Result,
    ResultError,
    ResultMissing,
    open_result,
)
from simulator.results.finding import stored
from simulator.scenario import Loaded, load, selections_in, selections_of, shipped
from simulator.scenario.references import is_path
from simulator.study.limit_files import LimitFile
from simulator.study.run import run_study
from simulator.study.stored import reload

DRAWS, SEED = 10_000, 1

Asked = Loaded | Result


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of the proposals compared.

    name: what it is called here: the scenario's name, with the beginning of its id where two share it. folder: of its
    result. summary: of that result.
    """

    name: str
    loaded: Loaded
    folder: Path
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Together:
    """Proposals lived in the same simulated years."""

    proposals: tuple[Proposal, ...]
    draws: int
    seed: int


def gather(
    references: Sequence[str],
    *,
    draws: int | None,
    seed: int | None,
    out: Path,
    workers: int = 1,
    force: bool = False,
    limits: LimitFile | None = None,
    wrong: Sequence[Faults] = (),
    progress: Callable[[float, str], None],
) -> Together:
    """Every proposal with its result; scenarios are run, results are checked and taken as they are.

    Args:
        references: shipped names and paths of scenarios; folders, ids and names of results stored under `out`.
        draws, seed: of what is run; where None, those of the results named, else the usual ones.
        limits: whose groups some proposal must have.
        wrong: what was found elsewhere in what was asked for, to be said in the same pass.

    Raises:
        Faults: a scenario is wrong, or the proposals cannot be paired; all of it at once.
        ResultError: no such result, or a damaged one.
    """
    asked, unread = _asked(references, out)
    results = [each for each in asked if isinstance(each, Result)]
    everything = [*wrong, *unread]
    known = _groups(references, asked) if limits is not None else None
    if limits is not None and known is not None and (unknown := limits.unknown_groups(known)):
        everything.append(Faults(unknown))
    if unpaired := _unpaired(results, draws, seed):
        everything.append(Faults(unpaired))
    if everything:
        faults = [fault for each in everything for fault in each.faults]
        raise Faults(faults, missing=all(each.missing for each in everything))
    studied = results[0].manifest["study"] if results else {}
    draws = draws or studied.get("draws") or DRAWS
    seed = seed if seed is not None else studied.get("seed", SEED)
    found = []
    for i, each in enumerate(asked):
        step = _step(progress, i, len(asked))
        if isinstance(each, Result):
            found.append(Proposal(each.name, reload(each), each.folder, each.summary))
            continue
        answer = run_study(each, draws=draws, seed=seed, out=out, workers=workers, force=force, progress=step)
        found.append(Proposal(each.name, each, answer.folder, answer.summary))
    return Together(_named(found), draws, seed)


def _groups(references: Sequence[str], asked: Sequence[Asked]) -> dict[str, None] | None:
    """Groups and sums over groups of everything asked for; None where those of a scenario that is wrong cannot be read."""
    names: dict[str, None] = {}
    for each in asked:
        scenario = (reload(each) if isinstance(each, Result) else each).scenario
        names |= dict.fromkeys(selections_of(scenario.groups))
    for reference in references if len(asked) < len(references) else ():
        found = selections_in(reference)
        if found is None:
            return None
        names |= dict.fromkeys(found)
    return names


def _step(progress: Callable[[float, str], None], i: int, of: int) -> Callable[[float, str], None]:
    return lambda share, what: progress((i + share) / of, what)


def _asked(references: Sequence[str], out: Path) -> tuple[list[Asked], list[Faults]]:
    """Everything asked for that could be read, and what is wrong with the rest."""
    asked: list[Asked] = []
    wrong: list[Faults] = []
    for reference in references:
        try:
            asked.append(_ask(reference, out))
        except Faults as found:
            wrong.append(found)
        except ResultError as error:
            wrong.append(Faults([Fault("compare", 0, 0, "", reference, str(error))], missing=True))
    return asked, wrong


def _ask(reference: str, out: Path) -> Asked:
    """A result where the reference is a folder, an id or the name of one; else a scenario. A shipped name is a scenario."""
    if reference in shipped():
        return load(reference)
    path = Path(reference)
    if is_path(reference) and not path.is_dir():
        return load(reference)
    try:
        return open_result(reference, out)
    except ResultMissing:
        if path.is_dir():
            raise
    names = ", ".join(sorted({folder.parent.name for folder in stored(out)})) or "none yet"
    rule = f"is no shipped scenario and no result stored under {out} ({names})"
    hint = did_you_mean(reference, shipped()) or "a scenario of your own is a path that ends in .yaml"
    raise Faults([Fault("compare", 0, 0, "", reference, rule, hint)], missing=True)


def _unpaired(results: Sequence[Result], draws: int | None, seed: int | None) -> list[Fault]:
    """Why results cannot be paired: another version, number of draws or seed, or no summary of one proposal."""
    faults = []
    wanted = {"draws": draws, "seed": seed, "version": __version__}
    for result in results:
        study = result.manifest["study"]
        called = f"{result.name}/{result.id}"
        if result.kind != "run":
            hint = "name results of `run`"
            faults.append(Fault(called, 0, 0, "", "", "is not the result of one proposal", hint))
            continue
        for key, value in wanted.items():
            value = value if value is not None else results[0].manifest["study"].get(key)
            if study.get(key) != value:
                rule = f"was made with {key} {study.get(key)}, and {value} is wanted here"
                hint = "only results with the same seed, draws and version can be paired; run it again"
                faults.append(Fault(called, 0, 0, "", "", rule, hint))
    return faults


def _named(found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Names of their own: where two share one, the beginning of the id tells them apart.

    Raises:
        Faults: one result is named twice.
    """
    ids = [str(proposal.summary["id"]) for proposal in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise Faults(
            [Fault("compare", 0, 0, "", name, "is compared with itself", "name it once") for name in twice]
        )
    names = [proposal.name for proposal in found]
    return tuple(
        replace(each, name=f"{each.name}-{id_[:6]}") if names.count(each.name) > 1 else each
        for each, id_ in zip(found, ids, strict=True)
    )
