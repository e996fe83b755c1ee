"""The levers of one scenario: where each stands, where it could stand, and how far that is from here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log, log10

from simulator.documents import Fault, Faults, dotted, steps_of
from simulator.model.compile import compile_scenario
from simulator.model.tables import median_of
from simulator.model.unknowns import Registry
from simulator.reports.language import levers as words
from simulator.scenario import Loaded, load
from simulator.scenario.labels import label_of
from simulator.scenario.quantities import Quantity
from simulator.study.design import thresholds
from simulator.study.design.lever_files import NO_FNIR_HINT, THRESHOLDS, Entry, Number, Option, Origin
from simulator.study.points import counts_things, same, standing_at
from simulator.study.sweep.axes import between, number

ROUND = (1, 2, 5)
FEWEST, MOST = 2, 8
"""Places between the ends of a number: with fewer round numbers than that, three are spaced evenly; with more than the most, some are left out."""
NEAR = 0.1
"""A place nearer to where a number stands than this is no other place: a share of the number, or of its range if that is less."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a lever.

    settings: by path, as text that the grammar reads. change: 0 where the scenario has the lever, 1 at its farthest place.
    number: whether only numbers are set, which can be moved in place.
    """

    words: str
    settings: dict[str, str]
    change: float
    number: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever; its first place is where the scenario has it. burden: of moving it all the way, in the board's own unit."""

    id: str
    label: str
    places: tuple[Place, ...]
    burden: float | None
    note: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A lever, or an option of one, that does not fit the scenario."""

    lever: str
    why: str


def levers_of(
    loaded: Loaded, reference: str, listed: Sequence[Entry], own: Sequence[Entry]
) -> tuple[tuple[Lever, ...], tuple[LeftOut, ...]]:
    """The levers that fit a scenario, and those of the list that do not.

    Args:
        listed: of a file. own: asked for by path; a listed lever or option that sets the same value gives way.

    Raises:
        Faults: a lever asked for by path cannot be moved here, or two levers set the same value.
    """
    room = _Room(loaded, reference)
    levers = [lever for entry in own if (lever := room.own(entry)) is not None]
    taken = {path for lever in levers for path in room.paths(lever)}
    for entry in listed:
        try:
            lever = room.lever(entry, taken)
        except Faults as found:
            room.left_out.append(LeftOut(entry.label, found.faults[0].rule))
            continue
        if clash := taken & set(room.paths(lever)):
            raise Faults(
                [
                    _fault(
                        entry.id, min(clash), "is set by another lever too", "join the two as options of one"
                    )
                ]
            )
        taken |= set(room.paths(lever))
        if len(lever.places) > 1:
            levers.append(lever)
    _check_burdens(levers)
    return tuple(levers), tuple(room.left_out)


def _check_burdens(levers: Sequence[Lever]) -> None:
    """Raise Faults where some levers have a burden and others none: those would be taken for free."""
    without = [lever.id for lever in levers if lever.burden is None]
    if 0 < len(without) < len(levers):
        rule, hint = "has no burden, and other levers have one", "give every lever a burden, or none"
        raise Faults([_fault(name, "", rule, hint) for name in without])


class _Room:
    """One scenario, in which levers are placed."""

    def __init__(self, loaded: Loaded, reference: str) -> None:
        self.loaded, self.reference = loaded, reference
        self.compiled = compile_scenario(loaded.scenario, loaded.library)
        self.left_out: list[LeftOut] = []

    def lever(self, entry: Entry, taken: set[str]) -> Lever:
        """A listed lever. Raises Faults where it does not fit."""
        if entry.number is not None:
            if self._path(entry.number.path) in taken:
                return Lever(entry.id, entry.label, (self._here(),), None, "")
            return self.number(entry, entry.number)
        free = [
            option for option in entry.options if not {self._path(path) for path in option.settings} & taken
        ]
        places = [self._here()]
        for option in free:
            if option.kinds and self.loaded.scenario.kind not in option.kinds:
                continue
            if why := self._unfit(option):
                self.left_out.append(LeftOut(option.words, why))
            else:
                places.append(Place(option.words, option.settings, 1.0, False, option.origin))
        if free and all(option.kinds and self.loaded.scenario.kind not in option.kinds for option in free):
            self.left_out.append(LeftOut(entry.label, "no option is for a deployment of this kind"))
        return Lever(entry.id, entry.label, tuple(places), entry.burden, entry.note)

    def own(self, entry: Entry) -> Lever | None:
        """A lever asked for by path; None where moving it all the way changes no figure that a limit bounds."""
        assert entry.number is not None
        lever = self.number(entry, entry.number)
        farthest = load(self.reference, self.loaded.overrides | lever.places[-1].settings)
        if not same(compile_scenario(farthest.scenario, farthest.library), self.compiled):
            return lever
        self.left_out.append(
            LeftOut(lever.label, "changes how long people wait, and no figure that a limit bounds")
        )
        return None

    def number(self, entry: Entry, spec: Number) -> Lever:
        """A lever that moves a number; both of its ends are read and checked."""
        self._check_threshold(entry, spec)
        stands = self._stands(spec)
        values = _values(spec, stands, whole=counts_things(spec.path, self.loaded))
        if not values:
            raise Faults(
                [
                    _fault(
                        entry.id,
                        spec.path,
                        f"stands at {stands:,.10g} already, at the end of its range or beyond",
                    )
                ]
            )
        farthest = max(_distance(value, stands, values) for value in values)
        label = entry.label or label_of(self._path(spec.path), self.loaded.scenario)
        moved = [
            Place(
                words.place(self._path(spec.path), value, label),
                self._settings(spec, value, stands),
                _distance(value, stands, values) / farthest,
                not _kept_as_text(self.loaded, spec.path),
                spec.origin,
            )
            for value in values
        ]
        moved.sort(key=lambda place: place.change)
        for end in (moved[0], moved[-1]):
            load(self.reference, self.loaded.overrides | end.settings)
        return Lever(entry.id, label, (self._here(), *moved), entry.burden, entry.note)

    def _check_threshold(self, entry: Entry, spec: Number) -> None:
        """Raise Faults where a fit's threshold would be moved alone, or farther than the fit's table saw."""
        if thresholds.is_learned(spec.path):
            ends = (each for each in (spec.lo, spec.hi) if isfinite(each))
            if why := self._beyond(spec.path, *ends, missed=spec.fnir is not None):
                raise Faults([_fault(entry.id, spec.path, why, NO_FNIR_HINT)])

    def _beyond(self, path: str, *ends: float, missed: bool) -> str:
        return thresholds.unfit(self.loaded, path, min(ends), max(ends), missed=missed)

    def paths(self, lever: Lever) -> Iterator[str]:
        """Everything a lever sets, each path as the scenario calls it."""
        for place in lever.places:
            yield from map(self._path, place.settings)

    def _here(self) -> Place:
        return Place(words.AS_IT_STANDS, {}, 0.0, True, Origin("as it stands", ""))

    def _path(self, path: str) -> str:
        try:
            return dotted(steps_of(path.removesuffix(".value"), self.loaded.resolved), self.loaded.resolved)
        except KeyError:
            return path

    def _unfit(self, option: Option) -> str:
        """Why an option does not fit; empty where it does."""
        try:
            there = load(self.reference, self.loaded.overrides | option.settings)
        except Faults as found:
            return found.faults[0].rule
        for path, text in option.settings.items():
            missed = "mated.fnir" in option.settings
            if thresholds.is_learned(path) and (why := self._beyond(path, float(text), missed=missed)):
                return why
        changed = compile_scenario(there.scenario, there.library)
        return "changes nothing here" if same(changed, self.compiled) else ""

    def _stands(self, spec: Number) -> float | None:
        """The number at a lever's path, in the middle of its doubt; None for a threshold that the scenario does not hold.

        Raises:
            Faults: there is no one number.
        """
        here = standing_at(spec.path, self.loaded)
        if isinstance(here, int | float) and not isinstance(here, bool):
            return float(here)
        if isinstance(here, Quantity) and here.by_group is None:
            registry = Registry("", self.loaded.library)
            return median_of(registry.term(here, spec.path), registry)
        if spec.path.removesuffix(".value") in THRESHOLDS and isfinite(spec.lo) and isfinite(spec.hi):
            return None
        rule = "differs from group to group here" if here is not None else "is no number of this scenario"
        raise Faults(
            [
                _fault(
                    spec.path,
                    spec.path,
                    rule,
                    "`detention-impact explain` lists the paths and what they hold",
                )
            ]
        )

    def _settings(self, spec: Number, value: float, stands: float | None) -> dict[str, str]:
        """What is set where a number is moved; photos go with people, and a threshold takes its misses, or its true alerts, along."""
        settings = {spec.path: number(value)}
        if thresholds.is_learned(spec.path):
            settings |= dict.fromkeys(thresholds.together(self.loaded), number(value))
        images = self.loaded.scenario.gallery.images
        if spec.path.removesuffix(".value") == "gallery.persons" and images is not None and stands:
            registry = Registry("", self.loaded.library)
            each = median_of(registry.term(images, "gallery.images"), registry) / stands
            settings["gallery.images"] = str(max(round(value * each), round(value)))
        if spec.fnir is not None:
            share = (value - spec.lo) / (spec.hi - spec.lo)
            settings["mated.fnir"] = number(spec.fnir[0] + share * (spec.fnir[1] - spec.fnir[0]))
        return settings


def _values(spec: Number, stands: float | None, *, whole: bool) -> list[float]:
    """The places of a number from one end to the other, but for where it stands."""
    lo = spec.lo if isfinite(spec.lo) else stands
    hi = spec.hi if isfinite(spec.hi) else stands
    if lo is None or hi is None or lo >= hi:
        return []
    wide = lo > 0 and hi / lo >= 10
    if spec.steps is not None:
        values = between(lo, hi, spec.steps, wide)
    else:
        inner = _round_numbers(lo, hi)
        while len(inner) > MOST:
            inner = inner[len(inner) % 2 :: 2]
        inner = inner if len(inner) >= FEWEST else _short(between(lo, hi, 5, wide)[1:-1])
        values = [lo, *inner, hi]
    unlike = [
        each for each in values if stands is None or abs(each - stands) > NEAR * min(abs(stands), hi - lo)
    ]
    return list(dict.fromkeys(float(round(each)) for each in unlike)) if whole else unlike


def _short(values: Sequence[float]) -> list[float]:
    """Numbers of two figures, as somebody would name them."""
    return [float(f"{value:.2g}") for value in values]


def _round_numbers(lo: float, hi: float) -> list[float]:
    """1, 2 and 5 times the powers of ten strictly between two ends above 0."""
    if lo <= 0:
        return []
    powers = range(floor(log10(lo)), ceil(log10(hi)) + 1)
    every = [k * 10.0**power for power in powers for k in ROUND]
    return [each for each in every if lo * 1.001 < each < hi * 0.999]


def _distance(value: float, stands: float | None, values: Sequence[float]) -> float:
    """How far a place is from where the number stands: in ratio where the places span a factor of ten, else in size."""
    if stands is None:
        return 1.0
    ends = (*values, stands)
    if min(ends) > 0 and max(ends) / min(ends) >= 10:
        return abs(log(value / stands))
    return abs(value - stands)


def _kept_as_text(loaded: Loaded, path: str) -> bool:
    """Whether a number is no quantity, so that moving it is another scenario: a threshold to read at, a count of desks."""
    return not isinstance(standing_at(path, loaded), Quantity)


def _fault(lever: str, value: str, rule: str, hint: str = "") -> Fault:
    return Fault("--lever", 0, 0, lever, value, rule, hint)


def settings_of(design: Sequence[int], levers: Sequence[Lever]) -> dict[str, str]:
    """Everything a design sets."""
    found: dict[str, str] = {}
    for at, lever in zip(design, levers, strict=True):
        found |= lever.places[at].settings
    return found


def places_of(design: Sequence[int], levers: Sequence[Lever]) -> tuple[str, ...]:
    """A design in words: the places of the levers it moves."""
    return tuple(lever.places[at].words for at, lever in zip(design, levers, strict=True) if at)


def magnitude(design: Sequence[int], levers: Sequence[Lever]) -> tuple[float, ...]:
    """How much a design changes, to be ordered: the board's burdens if it gave any, then the levers moved, then how far."""
    moved: list[tuple[Lever, Place]] = [
        (lever, lever.places[at]) for at, lever in zip(design, levers, strict=True) if at
    ]
    burden = sum((lever.burden or 0.0) * place.change for lever, place in moved)
    return burden, float(len(moved)), sum(place.change for _, place in moved)


def grouped(
    designs: Sequence[tuple[int, ...]], levers: Sequence[Lever]
) -> Mapping[tuple[int, ...], list[tuple[int, ...]]]:
    """Designs that differ by numbers only, together: each lever of a group is moved in all of them or in none."""
    groups: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for design in designs:
        key = tuple(
            -1 if at and lever.places[at].number else at for at, lever in zip(design, levers, strict=True)
        )
        groups.setdefault(key, []).append(design)
    return groups
