"""A town with cameras, and one year of it lived by hand: person by person, search by search, case by case.

The numbers stand here once; `SCENARIO` and the audit beside it say them to the program. `live` uses none of the program's
formulas: no closed form of a search, no splitting of Poisson counts, no expectation of distinct people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import gamma

Array = NDArray[np.float64]
Truth = Mapping[str, float]

GROUPS = ("female/black", "female/white", "male/black", "male/white")
FACES = dict(zip(GROUPS, (12_000, 40_000, 16_000, 60_000), strict=True))
PEOPLE = dict(zip(GROUPS, (6_000, 20_000, 8_000, 30_000), strict=True))
WOMEN_ON_LIST, BLACK_ON_LIST = 0.3, 0.5
ON_LIST = dict(zip(GROUPS, (0.15, 0.15, 0.35, 0.35), strict=True))
LIST, LIST_OF_TEST = 2_000, 1_000
EXPOSED, UNEVEN, BUSY = 0.5, 1.0, 0.1

COUNTED = {
    "cameras-on": (40, 50),
    "listed": (12, 40),
    "stale": (8, 30),
    "missed": (6, 40),
    "let-pass": (18, 34),
    "walked-on": (14, 26),
    "lab/level": (20, 10_000),
    "lab/female-black": (60, 1_000_000),
    "lab/female-white": (20, 1_000_000),
    "lab/male-black": (30, 1_000_000),
    "lab/male-white": (12, 1_000_000),
}
"""Counted unknowns: events of trials."""
ASSUMED = {
    "met": (0.05, 0.2),
    "street": (0.5, 2.0),
    "across": (0.2, 0.6),
    "growth": (0.7, 1.0),
    "alike": (0.2, 1.0),
    "again": (0.05, 0.2),
    "blurred": (0.0, 0.1),
}
"""Assumed unknowns: 90 % intervals of `INTERVALS`, bounds of the others."""
INTERVALS = ("met", "street", "across")

STAGES = ("review", "stopped", "questioned", "arrested")
GOES_ON = {
    "stale_entry": (0.9, 0.8, 0.6),
    "wanted": (0.95, 0.9, 0.8),
    "not_wanted": (0.6, 0.5, 0.2),
}
"""From one stage to the next; of false matches the first two are counted, the third is `QUESTIONED`."""
QUESTIONED = 0.3
HELD = 2
"""The stage from which on somebody is held; those of the last are arrested."""


def write(folder: Path) -> Path:
    """The scenario and its audit, in a folder."""
    (folder / "lab").mkdir()
    (folder / "lab" / "source.yaml").write_text(SOURCE, encoding="utf-8")
    rows = [
        ",".join((name.removeprefix("lab/"), *labels, str(events), str(trials), "Table 1"))
        for name, (events, trials) in COUNTED.items()
        if name.startswith("lab/")
        for labels in [_labels(name)]
    ]
    head = "row,set,metric,sex,race,gallery_size,unit,numerator,denominator,locator"
    (folder / "lab" / "rates.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    (folder / "town.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder / "town.yaml"


def _labels(name: str) -> tuple[str, ...]:
    if name == "lab/level":
        return ("", "fpir", "", "", str(LIST_OF_TEST), "rate")
    sex, race = name.removeprefix("lab/").split("-")
    return ("by-group", "fmr", sex, race, "", "rate")


@dataclass(frozen=True, slots=True)
class Year:
    """What happened, by group: alerts, wrongful detentions, wrongful arrests, wanted people found, people wrongly detained."""

    alerts: Array
    wrongly_held: Array
    wrongful_arrests: Array
    wanted_found: Array
    people_held_once: Array


def live(truth: Truth, rng: np.random.Generator) -> Year:
    """One year of the town in a world whose truth is known."""
    busy = rng.gamma(1 / BUSY**2, BUSY**2)
    level = _level(truth)
    told = np.array([_group(group, truth, level, busy, rng) for group in GROUPS])
    return Year(*told.T)


def _alike(truth: Truth, probe: str, other: str) -> float:
    """How often two strangers of these groups match, relative to anything: the mean of their own rates, and a factor across."""
    own = [truth[f"lab/{group.replace('/', '-')}"] for group in (probe, other)]
    return float((own[0] * own[1]) ** 0.5 * (1.0 if probe == other else truth["across"]))


@cache
def _persons(variance: float) -> Array:
    """A thousand persons who resemble others more or less: the middles of a thousand equal parts of a gamma law of mean 1."""
    parts = (np.arange(1000) + 0.5) / 1000
    return np.asarray(gamma(1 / variance, scale=variance).ppf(parts))


def _level(truth: Truth) -> float:
    """The level at which the test's searches, as many of each group against a list of equal parts, match as often as counted."""
    persons = _persons(truth["alike"])
    by_group = [np.mean([_alike(truth, g, h) for h in GROUPS]) * LIST_OF_TEST for g in GROUPS]

    def matched(level: float) -> float:
        return float(np.mean([1 - np.mean(np.exp(-persons * each * level)) for each in by_group]))

    low, high = -10.0, 20.0  # of the logarithm
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if matched(np.exp(middle)) > truth["lab/level"] else (middle, high)
    return float(np.exp(low))


def _group(
    group: str, truth: Truth, level: float, busy: float, rng: np.random.Generator
) -> tuple[float, ...]:
    """A group's year: strangers taken for somebody, and people on the list who pass."""
    searches = FACES[group] * truth["cameras-on"] * (1 - truth["blurred"])
    templates = LIST_OF_TEST * (LIST / LIST_OF_TEST) ** truth["growth"]
    matches = truth["street"] * templates * level * sum(ON_LIST[h] * _alike(truth, group, h) for h in GROUPS)
    on_list = LIST * ON_LIST[group]
    share = min(1.0, truth["met"] * on_list / PEOPLE[group])
    strangers = _strangers(PEOPLE[group] * EXPOSED, searches * (1 - share) * busy, matches, truth, rng)
    mine, missed = _on_list(int(on_list), searches * share * busy, truth, rng)
    others = rng.random(missed) < 1 - np.exp(-matches * rng.gamma(1 / truth["alike"], truth["alike"], missed))
    strangers = np.append(strangers, -1 - np.arange(others.sum()))  # each another person
    listed = rng.random(len(strangers)) < truth["listed"]
    false = [
        _walk(strangers[listed], (truth["let-pass"], truth["walked-on"], QUESTIONED), rng),
        _walk(strangers[~listed], (truth["let-pass"], *GOES_ON["not_wanted"][1:]), rng),
    ]
    right = {kind: _walk(persons, GOES_ON[kind], rng) for kind, persons in mine.items()}
    wrongful = [*false, right["stale_entry"], right["not_wanted"]]
    return (
        sum(len(stages[0]) for stages in (*false, *right.values())),
        sum(len(stages[HELD]) for stages in wrongful),
        sum(len(stages[-1]) for stages in wrongful),
        len(right["wanted"][HELD]),
        len(set(np.concatenate([stages[HELD] for stages in false]).tolist()))
        + sum(len(set(right[kind][HELD].tolist())) for kind in ("stale_entry", "not_wanted")),
    )


def _strangers(
    persons: float, searches: float, matches: float, truth: Truth, rng: np.random.Generator
) -> NDArray[np.int64]:
    """The person of each false alert: who has lookalikes on the list, passes so often, and is taken for one of them."""
    n = int(persons)
    resembling = rng.gamma(1 / truth["alike"], truth["alike"], n)
    lookalikes = rng.poisson(resembling * matches / truth["again"])
    some = np.flatnonzero(lookalikes)
    sigma = np.log(1 + UNEVEN**2) ** 0.5
    passes = rng.poisson(searches / n * rng.lognormal(-(sigma**2) / 2, sigma, len(some)))
    alerts = rng.binomial(passes, 1 - (1 - truth["again"]) ** lookalikes[some])
    return np.repeat(some, alerts)


def _on_list(
    persons: int, searches: float, truth: Truth, rng: np.random.Generator
) -> tuple[dict[str, NDArray[np.int64]], int]:
    """The person of each right alert by kind, and how many searches of people not validly wanted missed theirs."""
    listed, stale = truth["listed"], truth["stale"]
    shares = {"stale_entry": listed * stale, "wanted": listed * (1 - stale), "not_wanted": 1 - listed}
    seen, unseen = {}, 0
    for kind, share in shares.items():
        people = max(round(persons * share), 1)
        often = rng.gamma(1 / UNEVEN**2, 1, people)
        who = rng.choice(people, rng.poisson(searches * share), p=often / often.sum())
        missed = rng.random(len(who)) < truth["missed"]
        seen[kind] = who[~missed]
        unseen += int(missed.sum()) if kind != "wanted" else 0
    return seen, unseen


def _walk(
    persons: NDArray[np.int64], goes_on: tuple[float, ...], rng: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Who reaches each stage, one coin a case and stage."""
    reached = [persons]
    for chance in goes_on:
        reached.append(reached[-1][rng.random(len(reached[-1])) < chance])
    return reached


SOURCE = """
id: lab
title: A laboratory made up for a test
url: https://example.org/
date: '2024'
licence: none
kind: identification
measured: made up
groups_coded: sex and race
thresholds: one
trials: made up
limits: [made up]
hand: first
known_discrepancies: []
crosswalk: our-labels
"""


def _table(numbers: Mapping[str, float]) -> str:
    return "{" + ", ".join(f"{group}: {{value: {n}, assumed: made up}}" for group, n in numbers.items()) + "}"


def _counted(name: str) -> str:
    return f"{{count: {list(COUNTED[name])}, assumed: made up, shared_as: {name}}}"


def _assumed(name: str, form: str) -> str:
    return f"{{{form}: {list(ASSUMED[name])}, assumed: made up, shared_as: {name}}}"


def _sure(number: float) -> str:
    return f"{{value: {number}, assumed: made up}}"


def _stages() -> str:
    text = ""
    false = (_counted("let-pass"), _counted("walked-on"), _sure(QUESTIONED))
    for number, (stage, liberty) in enumerate(zip(STAGES, ("free", "free", "held", "held"), strict=True)):
        text += f"  - stage: {stage}\n    label: {stage}\n    liberty: {liberty}\n    takes: {{value: {'2 h' if stage == 'arrested' else '5 min'}, assumed: made up}}\n"
        if number == len(STAGES) - 1:
            return text + "    counts_as: arrest\n"
        rest = "".join(f", {kind}: {_sure(chances[number])}" for kind, chances in GOES_ON.items())
        text += f"    proceeds: {{false_match: {false[number]}{rest}}}\n"
    return text


SCENARIO = f"""
schema: 1
lineage: town
title: A town made up for a test
kind: live_cameras
summary: Made up for a test.
words: {{person: passer-by, people: passers-by, encounter: face, encounters: faces, scope: a town}}
horizon: 1 year
audits: [./lab]
groups:
  axes: {{sex: [female, male], race: [black, white]}}
  reference: male/white
encounters:
  by_group: {_table(FACES)}
  year_to_year: {_sure(BUSY)}
population: {{by_group: {_table(PEOPLE)}}}
people:
  exposed: {_sure(EXPOSED)}
  uneven: {_sure(UNEVEN)}
  repeat_match: {_assumed("again", "range")}
scan: {_counted("cameras-on")}
capture: {{failure: {_assumed("blurred", "range")}}}
gallery:
  holds: mugshots
  alerts_on: any
  persons: {LIST}
  composition:
    sex: {{levels: {_table({"female": WOMEN_ON_LIST, "male": 1 - WOMEN_ON_LIST})}}}
    race: {{levels: {_table({"black": BLACK_ON_LIST, "white": 1 - BLACK_ON_LIST})}}}
mated:
  enrolled_encountered: {_assumed("met", "between")}
  listed: {_counted("listed")}
  stale: {_counted("stale")}
  fnir: {_counted("missed")}
matcher:
  level: {{audit: lab/level, as: fpir}}
  differential: {{audit: lab/by-group, cross_group: {_assumed("across", "between")}}}
  transfer: {_assumed("street", "between")}
  frailty: {_assumed("alike", "range")}
  growth: {_assumed("growth", "range")}
  policy: fixed_threshold
pathway:
{_stages()}
detention: {{minimum: 1 min, assumed: made up}}
"""
