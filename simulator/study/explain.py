"""One scenario explained: where each number comes from and what it drives, and one group's expected count, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.evidence import UnknownEvidence
from simulator.scenario import InputRow, Loaded

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled, Expectations

GRADES = {
    "measured": "measured here: the figure is about this place or these people",
    "measured elsewhere": "measured elsewhere: the same thing, at another place",
    "another algorithm": "measured for another algorithm than the one that would be used",
    "proxy": "a proxy: another task was measured, and no face was matched",
    "assumed": "assumed: no published figure was used",
    "unmeasured": "unmeasured: no audit at hand measured it; its doubt is the spread of what was measured",
    "design": "a choice of the deployment",
}

DRIVES = {
    "groups": "the people shown beside the estimate as not estimated",
    "encounters.association": "how women and men are split within each group",
    "encounters.profile": "at what hours cases arrive, and with it how long they queue; no yearly count",
    "encounters.sites": "how cases are spread over places, and with it queues and the typical site",
    "encounters.year_to_year": "how much a year's counts vary by chance; not their mean",
    "encounters": "every count, in proportion",
    "population": "everything said per resident, and how often people met are enrolled",
    "people": "how many different people the events fall on; no count of events",
    "scan": "every count, in proportion",
    "capture": "every count, through the faces that can be searched",
    "mated.fnir": "wanted people missed, and stale entries missed with them",
    "mated.stale": "how many people are held on entries that no longer justify a stop",
    "mated": "how often an enrolled person is met: stale entries and wanted people, and hardly any false match",
    "gallery.composition": "which groups resemble many enrolled faces, and whose entries are stale",
    "gallery": "how many faces each search is compared with: false matches, stale entries and wanted people alike",
    "matcher.level": "false matches of every group",
    "matcher.differential": "false matches of a group relative to the others",
    "matcher.transfer": "false matches of every group, in proportion while they are rare",
    "matcher.frailty": "how unequal people of one group are: repeated matches, and how rates grow with the gallery",
    "matcher.growth": "false matches of every group, where the gallery's size is not the audit's",
    "matcher": "false matches",
    "search": "who is harmed by a false match, and how many candidates are seen",
    "resources": "queues and time held; no yearly count",
    "detention": "what counts as held from the alert",
    "legal_limit": "the share of people held beyond it",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One input in plain words."""

    path: str
    value: str
    grade: str
    origin: str
    drives: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic: what it is, its number, and how it follows from the lines above."""

    what: str
    number: float
    how: str = ""


def drives(path: str) -> str:
    """What an input drives, by the longest part of its path that is known."""
    if path.startswith("pathway."):
        return "time held, not counts" if ".takes" in path else "how many cases go on to the next stage"
    parts = path.split(".")
    known = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((DRIVES[name] for name in known if name in DRIVES), "")


def explain_input(row: InputRow, loaded: Loaded) -> Explained:
    """Where an input comes from, how good that evidence is, what it drives and whether its doubt is counted."""
    doubt = "drawn anew in every simulated year" if row.spread else "held fixed: its doubt is in no interval"
    shared = row.identity if row.spread and row.identity != f"{loaded.base_name}:{row.path}" else ""
    return Explained(
        path=row.path,
        value=row.text if not row.unit or row.unit in row.text else f"{row.text} {row.unit}",
        grade=GRADES.get(row.grade, row.grade),
        origin=_origin(row, loaded),
        drives=drives(row.path),
        doubt=f"{doubt}, together with whatever else rests on {shared}" if shared else doubt,
    )


def _origin(row: InputRow, loaded: Loaded) -> str:
    said = [row.why] if row.why else []
    for name in (row.source or "").split(" + "):
        if not name:
            continue
        try:
            source = loaded.library.source(name.partition("/")[0])
        except UnknownEvidence:
            said.append(name)
            continue
        where = f", {row.locator}" if row.locator else ""
        said.append(f"{name}: {source.citation().rstrip('.')}{where}")
        if source.trials:
            said.append(f"trials: {source.trials}")
    return "; ".join(said)


def arithmetic(compiled: Compiled, group: str) -> tuple[Line, ...]:
    """The expected wrongful detentions of one group a year, with every unknown at its median.

    The last line is the kernel's own expectation, which the product of the lines above must be. It is not the median of
    the result: a median of a product is not the product of medians.

    Raises:
        ValueError: no such group, or the person harmed is not the person searched.
    """
    if group not in compiled.groups:
        raise ValueError(f"no group {group!r}; the groups are {', '.join(compiled.groups)}")
    if compiled.victim != "probe":
        raise ValueError(
            "line by line only where the person searched is the person harmed (search.victim: probe)"
        )
    values, g = compiled.medians(), compiled.groups.index(group)
    expected = compiled.expect(values)
    mated = _mated(compiled, expected, values, g)
    return (
        *_searches(compiled, expected, values, g),
        *_false_matches(compiled, expected, values, g, mated),
        *_pathway(compiled, expected, g, 0, "false matches"),
        *_stale(expected, g, mated),
        *_pathway(compiled, expected, g, 1, "people held on stale entries"),
        _total(compiled, expected, g),
    )


def _searches(compiled: Compiled, expected: Expectations, values: Any, g: int) -> list[Line]:
    return [
        Line("encounters a year", float(expected.encounters[0, g])),
        Line("× people searched an encounter", float(compiled.persons.of(values)[0])),
        Line("× share scanned", float(compiled.scanned.of(values)[0, g])),
        Line("× share whose face can be used", float(compiled.captured.of(values)[0, g])),
        Line("= searches a year", float(expected.searches[0, g])),
    ]


def _mated(compiled: Compiled, expected: Expectations, values: Any, g: int) -> tuple[float, float, float]:
    """Share of searches of people who are enrolled, share of their entries that are stale, and FNIR."""
    enrolled = float(compiled.enrolled.of(values)[0] * expected.matching.shares[0, g])
    residents = float(expected.population[0, g])
    met = float(compiled.mated.encountered.of(values)[0, g])
    share = min(met * enrolled / residents, 1.0) if residents else 0.0
    return share, float(compiled.mated.stale.of(values)[0, g]), float(compiled.mated.fnir.of(values)[0, g])


def _false_matches(
    compiled: Compiled, expected: Expectations, values: Any, g: int, mated: tuple[float, float, float]
) -> list[Line]:
    share, stale, fnir = mated
    times, correlation = (float(term.of(values)[0]) for term in compiled.repeats)
    single = float(expected.fpir[0, g])
    together = correlation * single + (1 - correlation) * (1 - (1 - single) ** times)
    return [
        Line(
            "Λ, false matches expected in a search",
            float(expected.match_rate[0, g]),
            "the gallery's faces × their rates",
        ),
        Line("κ, how unequal people are", float(expected.matching.frailty[0])),
        Line("FPIR, searches that err", single, "1 − (1 + κΛ)^(−1/κ)"),
        Line("× encounters that err", together, f"{times:g} searches each, correlation {correlation:g}"),
        Line("× searches of people who are not validly wanted", 1 - share + share * stale * fnir),
        Line("= false matches a year", float(expected.alerts[0, g, 0])),
    ]


def _stale(expected: Expectations, g: int, mated: tuple[float, float, float]) -> list[Line]:
    share, stale, fnir = mated
    return [
        Line("searches a year", float(expected.searches[0, g])),
        Line("× share of people met who are enrolled", share, "η × persons enrolled ÷ residents, at most 1"),
        Line("× share of entries that are stale", stale),
        Line("× share found", 1 - fnir, "1 − FNIR"),
        Line("= alerts on stale entries a year", float(expected.alerts[0, g, 1])),
    ]


def _pathway(compiled: Compiled, expected: Expectations, g: int, kind: int, who: str) -> list[Line]:
    lines = [
        Line(f"× go on from “{stage.label}”", float(expected.proceeds[0, g, kind, t]))
        for t, stage in enumerate(compiled.stages[: compiled.first_held])
    ]
    return [*lines, Line(f"= {who} a year", _held(compiled, expected, g, kind), _where(compiled))]


def _held(compiled: Compiled, expected: Expectations, g: int, kind: int) -> float:
    stages = len(compiled.stages)
    return 0.0 if compiled.first_held == stages else float(expected.reach()[0, g, kind, compiled.first_held])


def _where(compiled: Compiled) -> str:
    if compiled.first_held == len(compiled.stages):
        return "no stage holds anybody"
    return f"held from “{compiled.stages[compiled.first_held].label}”"


def _total(compiled: Compiled, expected: Expectations, g: int) -> Line:
    both = _held(compiled, expected, g, 0) + _held(compiled, expected, g, 1)
    return Line(
        "wrongful detentions expected a year",
        both,
        "false matches + stale entries; the kernel's own expectation",
    )
