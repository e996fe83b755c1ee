"""A search for a design: levers placed, designs searched, the smallest lived again, and the folder that tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from simulator import __version__
from simulator.documents import NEWEST, Block, Faults
from simulator.impact.doubt import ordered
from simulator.impact.intervals import interval
from simulator.results import StudyKey, answer_from, writing
from simulator.results import design as told
from simulator.results.encoding import read_json
from simulator.results.values import Interval
from simulator.scenario import Loaded, inputs, selections_of
from simulator.scenario.groups import selection_label
from simulator.scenario.references import is_path
from simulator.study.board.limit_files import LimitFile
from simulator.study.board.verdicts import rules_of
from simulator.study.design import levers as placing
from simulator.study.design.choosing import TOLD, Chosen, choose, lived_again
from simulator.study.design.lever_files import Entry, LeverFile
from simulator.study.design.search import Design, Search, designs_of, needed
from simulator.study.evidence_used import as_kept, evidence_used, input_hashes
from simulator.study.executors import Executor, Local
from simulator.study.living import Living, Single

DOCUMENT, FRONT, PAGE = "design.json", "front.csv", "design.html"
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Designed:
    """A finished search: its folder, what it found, and whether it was already stored."""

    folder: Path
    found: told.DesignFound
    reused: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a board asks for: its limits, the levers of a file, and levers asked for by path (`own`, as they were typed)."""

    limits: LimitFile
    file: LeverFile
    own: tuple[Entry, ...]
    typed: tuple[str, ...]
    limits_reference: str
    levers_reference: str


def design(
    loaded: Loaded,
    reference: str,
    asked: Asked,
    *,
    draws: int,
    seed: int,
    out: Path,
    executor: Executor | None = None,
    force: bool = False,
    progress: Progress = lambda _share, _what: None,
) -> Designed:
    """Look for the combinations of levers that keep a board's limits together, and leave what was found in a folder under `out`.

    Args:
        loaded: the scenario. reference: what it was loaded from.
        executor: where designs are lived; the numbers do not depend on it.

    Raises:
        Faults: a rule is about a group that there is not, a lever cannot be moved, or there are too many designs.
        results.DamagedResult: the stored answer is not what its manifest says, and `force` is not given.
    """
    if faults := asked.limits.unknown_groups(selections_of(loaded.scenario.groups)):
        raise Faults(faults)
    used = evidence_used(inputs(loaded), loaded.library)
    options: Block = {"limits": asked.limits.text, "levers": asked.file.text, "own": [*asked.typed]}
    key = StudyKey(
        f"{loaded.name}-design",
        loaded.resolved,
        as_kept(used),
        seed,
        draws,
        __version__,
        options,
        loaded.warned,
    )
    stored = answer_from(out, key, force=force)
    if stored is not None:
        return Designed(stored, read_design(stored), reused=True)
    levers, left_out = placing.levers_of(loaded, reference, asked.file.entries, asked.own)
    living = Living(tuple(limit.rule for limit in asked.limits.limits), draws, seed)
    search = Search(reference, loaded.overrides, loaded.digests, levers, living, executor or Local())
    chosen, impossible = choose(search, designs_of(levers), lambda share: progress(share, "searching"))
    progress(0.9, "living the smallest again")
    document = _document(loaded, asked, key, search, chosen, left_out, impossible)
    from simulator.reports.design.page import design_html

    with writing(out, key, input_hashes(loaded, used)) as draft:
        draft.json(DOCUMENT, document.plain())
        draft.text(FRONT, front_csv(document))
        draft.text(PAGE, design_html(document))
        draft.text("limits.yaml", asked.limits.text)
        draft.text("levers.yaml", asked.file.text)
    return Designed(draft.final, document, reused=False)


def read_design(folder: Path) -> told.DesignFound:
    """The document of a stored search."""
    return told.DesignFound.of(read_json(folder / DOCUMENT))


def _document(
    loaded: Loaded,
    asked: Asked,
    key: StudyKey,
    search: Search,
    chosen: Chosen,
    left_out: Sequence[placing.LeftOut],
    impossible: int,
) -> told.DesignFound:
    as_it_stands = next(iter(chosen.expected))
    names = dict.fromkeys((as_it_stands, *chosen.front, *chosen.holding[:TOLD], *chosen.nearest))
    numbers = {name: i for i, name in enumerate(names)}
    tried = lived_again(search, chosen, numbers)
    passed = [each for each in tried if each.confirmation.passed]
    robust = [each.design for each in passed if each.robust]
    designs = tuple(_design(name, search, chosen) for name in names)
    return told.DesignFound(
        schema=NEWEST,
        id=key.id,
        scenario=loaded.reference,
        title=loaded.scenario.title,
        draws=key.draws,
        seed=key.seed,
        version=key.version,
        limits=asked.limits.title,
        example_limits=asked.limits.example,
        searched=len(chosen.expected),
        impossible=impossible,
        needed=needed(key.draws),
        found_only=all(each.found_only for each in chosen.expected.values()),
        rules=_rules(loaded, asked, chosen, as_it_stands),
        levers=tuple(map(_lever, search.levers)),
        left_out=tuple(told.LeftOut(lever=each.lever, why=each.why) for each in left_out),
        designs=designs,
        holding=len(chosen.holding),
        tried=tried,
        smallest=passed[0].design if passed else None,
        smallest_robust=robust[0] if robust else None,
        ordered_by="burden" if any(lever.burden for lever in search.levers) else "fewest levers",
        warnings=(*loaded.warned, *(each.sentence for each in asked.limits.warnings)),
        reproduce=_command(loaded, asked, key),
        to_run=_to_run(loaded, designs[passed[0].design], passed[0].confirmation.seed) if passed else None,
    )


def _rules(loaded: Loaded, asked: Asked, chosen: Chosen, as_it_stands: Design) -> tuple[told.Rule, ...]:
    from simulator.reports.language.verdicts import rule as in_words

    groups = loaded.scenario.groups
    labels = {name: selection_label(groups, name) for name in selections_of(groups)}
    here = chosen.shares.get(as_it_stands)
    found = []
    for i, each in enumerate(rules_of(asked.limits, labels, loaded.library)):
        share = here.rules[chosen.wanted.index(i)] if here is not None and i in chosen.wanted else None
        found.append(
            told.Rule(
                rule=each.rule,
                words=in_words(each),
                reached=chosen.reached.get(i),
                out_of_reach=i not in chosen.wanted,
                judged=i not in chosen.wanted or share is not None,
            )
        )
    return tuple(found)


def _lever(lever: placing.Lever) -> told.Lever:
    return told.Lever(
        lever=lever.id,
        label=lever.label,
        note=lever.note,
        burden=lever.burden,
        places=tuple(
            told.Place(
                words=place.words,
                settings=place.settings,
                change=place.change,
                origin=place.origin.kind,
                told=place.origin.text,
            )
            for place in lever.places
        ),
    )


def _design(name: Design, search: Search, chosen: Chosen) -> told.Design:
    expected, shares = chosen.expected[name], chosen.shares.get(name)
    by_rule: tuple[float | None, ...] | None = None
    if shares is not None:
        counted = dict(zip(chosen.wanted, shares.rules, strict=True))
        by_rule = tuple(
            counted[i] if i in counted else expected.at_most([i]) for i in range(len(search.asked.rules))
        )
    return told.Design(
        places=name,
        moved=placing.places_of(name, search.levers),
        settings=placing.settings_of(name, search.levers),
        harm=_interval(expected.harm),
        found=_interval(expected.found),
        at_most=expected.at_most(chosen.wanted),
        together=None if shares is None else shares.together,
        rules=by_rule,
        on_front=name in chosen.front,
        holds=name in chosen.holding,
    )


def _interval(values: Single) -> Interval:
    return interval(ordered(values.astype(float)))


def _command(loaded: Loaded, asked: Asked, key: StudyKey) -> str:
    """What to type for the same search; files of one's own are named as from their folder."""
    settings = _settings(loaded.overrides)
    own = "".join(f" --lever {quote(text)}" for text in asked.typed)
    named = [
        f"./{Path(each).name}" if is_path(each) else each
        for each in (asked.limits_reference, asked.levers_reference)
    ]
    files = f" --limits {quote(named[0])} --levers {quote(named[1])}"
    return (
        f"detention-impact design {quote(loaded.reference)}{settings}{files}{own}"
        f" --draws {key.draws} --seed {key.seed}"
    )


def _to_run(loaded: Loaded, design: told.Design, seed: int) -> str | None:
    """What to type for a run of a design; None for the scenario as it stands."""
    if not design.settings:
        return None
    return f"detention-impact run {quote(loaded.reference)}{_settings(loaded.overrides)}{_settings(design.settings)} --seed {seed}"


def _settings(values: Mapping[str, str]) -> str:
    return "".join(f" --set {quote(f'{path}={value}')}" for path, value in values.items())


def front_csv(found: told.DesignFound) -> str:
    """The designs told of, one a line: where each lever stands, harm, people found, and how often the limits are kept."""
    import csv
    from io import StringIO

    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    ends = ("median", "lo", "hi")
    table.writerow(
        [
            *(lever.lever for lever in found.levers),
            *(f"harm_{end}" for end in ends),
            *(f"found_{end}" for end in ends),
            "kept_together",
            "on_front",
            "holds",
        ]
    )
    for each in found.designs:
        places = [lever.places[at].words for at, lever in zip(each.places, found.levers, strict=True)]
        numbers = [getattr(side, end) for side in (each.harm, each.found) for end in ends]
        table.writerow(
            [*places, *numbers, each.together, str(each.on_front).lower(), str(each.holds).lower()]
        )
    return text.getvalue()
