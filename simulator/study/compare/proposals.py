"""What is compared: scenarios, answered now, or results answered before; each with its scenario and its stored summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from simulator import __version__
from simulator.documents import Fault, Faults
from simulator.results import (
    Result,
    ResultError,
    Summary,
)
from simulator.scenario import InputRow, Loaded, inputs, selections_in, selections_of
from simulator.study.asked import Asked, ask
from simulator.study.board.limit_files import LimitFile
from simulator.study.compare.evidence_once import fault, used_twice
from simulator.study.run import run_study
from simulator.study.stored import reload

DRAWS, SEED = 10_000, 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of the proposals compared.

    name: what it is called here: the scenario's name, with the beginning of its id, or a number, where two share it. title: the
    scenario's, with the name where two share it. rows: its inputs. folder: of its result. summary: of that result.
    """

    name: str
    title: str
    loaded: Loaded
    rows: tuple[InputRow, ...]
    folder: Path
    summary: Summary


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
    evidence_twice: bool = False,
    limits: LimitFile | None = None,
    wrong: Sequence[Faults] = (),
    progress: Callable[[float, str], None],
) -> Together:
    """Every proposal with its result; scenarios are run, results are checked and taken as they are.

    Args:
        references: shipped names and paths of scenarios; folders, ids and names of results stored under `out`.
        draws, seed: of what is run; where None, those of the results named, else the usual ones.
        evidence_twice: whether evidence that two proposals do not take in one way may be drawn apart, which the comparison then says.
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
    runs = [each for each in asked if isinstance(each, Loaded) or each.kind == "run"]
    loaded = [reload(each) if isinstance(each, Result) else each for each in runs]
    if not evidence_twice and (twice := used_twice(loaded)):
        names = [each.name for each in loaded]
        everything.append(Faults([fault(names, each) for each in twice]))
    if everything:
        faults = [fault for each in everything for fault in each.faults]
        raise Faults(faults, missing=all(each.missing for each in everything))
    studied = results[0].manifest.study if results else None
    draws = draws or (studied.draws if studied else DRAWS)
    seed = seed if seed is not None else studied.seed if studied else SEED
    found = []
    for i, (each, its) in enumerate(zip(asked, loaded, strict=True)):
        if isinstance(each, Result):
            found.append(_proposal(its, inputs(its), each.folder, each.summary))
            continue
        step = _step(progress, i, len(asked))
        answer = run_study(its, draws=draws, seed=seed, out=out, workers=workers, force=force, progress=step)
        found.append(_proposal(its, answer.rows, answer.folder, answer.summary))
    _refuse_itself(asked, found)
    return Together(_told_apart(found), draws, seed)


def _proposal(loaded: Loaded, rows: tuple[InputRow, ...], folder: Path, summary: Summary) -> Proposal:
    return Proposal(loaded.name, loaded.scenario.title, loaded, rows, folder, summary)


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
            asked.append(ask(reference, out, "compare"))
        except Faults as found:
            wrong.append(found)
        except ResultError as error:
            wrong.append(Faults([Fault("compare", 0, 0, "", reference, str(error))], missing=True))
    return asked, wrong


def _refuse_itself(asked: Sequence[Asked], found: Sequence[Proposal]) -> None:
    """Raise Faults where one is named twice; two files of one name and content are two proposals that differ in nothing."""
    named = list(zip(asked, found, strict=True))
    twice = {
        proposal.name: Fault("compare", 0, 0, "", proposal.name, "is compared with itself", "name it once")
        for i, (each, proposal) in enumerate(named)
        for other, before in named[:i]
        if proposal.loaded.name == before.loaded.name
        and proposal.summary.id == before.summary.id
        and not _two_files(each, other)
    }
    if twice:
        raise Faults(twice.values())


def _two_files(one: Asked, other: Asked) -> bool:
    return (
        isinstance(one, Loaded)
        and isinstance(other, Loaded)
        and one.files[0].resolve() != other.files[0].resolve()
    )


def _unpaired(results: Sequence[Result], draws: int | None, seed: int | None) -> list[Fault]:
    """Why results cannot be paired: another version, number of draws or seed, or no summary of one proposal."""
    faults = []
    for result in results:
        study, first = result.manifest.study, results[0].manifest.study
        called = f"{result.name}/{result.id}"
        if result.kind != "run":
            hint = "name results of `run`"
            faults.append(Fault(called, 0, 0, "", "", "is not the result of one proposal", hint))
            continue
        for key, has, wanted in (
            ("draws", study.draws, first.draws if draws is None else draws),
            ("seed", study.seed, first.seed if seed is None else seed),
            ("version", study.version, __version__),
        ):
            if has != wanted:
                rule = f"was made with {key} {has}, and {wanted} is wanted here"
                hint = "only results with the same seed, draws and version can be paired; run it again"
                faults.append(Fault(called, 0, 0, "", "", rule, hint))
    return faults


def _told_apart(found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Proposals with a name and a title of their own: two files may have one name, one title, or one content."""
    by_id = _numbered([f"{each.name}-{each.summary.id[:6]}" for each in found])
    names = [each.name for each in found]
    named = [
        replace(each, name=longer) if names.count(each.name) > 1 else each
        for each, longer in zip(found, by_id, strict=True)
    ]
    titles = [each.title for each in found]
    return tuple(
        replace(each, title=f"{each.title} ({each.name})") if titles.count(each.title) > 1 else each
        for each in named
    )


def _numbered(names: Sequence[str]) -> list[str]:
    """The names, with a number where several are one."""
    return [
        f"{name}-{names[: i + 1].count(name)}" if names.count(name) > 1 else name
        for i, name in enumerate(names)
    ]
