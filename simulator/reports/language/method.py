"""What a report says about its own method, made from the run and from what the model leaves out."""

from __future__ import annotations

from simulator.reports.language import covered, numbers
from simulator.reports.language.study import Study
from simulator.reports.language.words import held_point, joined, spread_of

AXIOMS = (
    "Records are events, not people: a person stopped twice counts as two encounters.",
    "A wrongful detention is a detention of somebody who is not validly wanted: after a false match, or on an entry that no longer "
    "justifies it. Where the encounter would have happened anyway, only the time beyond it is counted.",
    "A proxy is not a rate. Where an audit measured something else than face search, the word proxy stands beside every sentence, chart and table.",
    "No errors in an audit does not mean no errors: a finite test cannot show a rate of zero.",
    "Groups are the labels of the sources, often an officer’s perception. They may differ from how people describe themselves.",
    "Nothing here predicts one person’s fate, and nothing here measures how people feel about being scanned.",
    "Laboratory error rates are carried to the street by an assumption, or by what records of streets taught; either is listed with the others.",
)


def _origins(study: Study) -> str:
    told = covered.origins_of_rates((group.rates for group in study.cells), spread_of(study))
    return told or "not needed here: every group is covered"


def _learned(study: Study) -> str:
    """What a scenario takes from fits, and from how many rows; empty where it takes nothing."""
    found = study.summary.sensitivity
    drivers = found.selections["all"].unknowns if found is not None and "all" in found.selections else ()
    told = [
        f"{each.label[:1].upper()}{each.label[1:]} is one unknown: each draw reads all of it from one of {each.rows:,} rows learned together"
        for each in drivers
        if each.rows
    ]
    return " ".join(f"{each}." for each in told)


def method(study: Study) -> tuple[tuple[str, str], ...]:
    """Terms and their sentences, in the order of a STRESS-DES report: purpose, model, inputs, chance, output, software."""
    stages = joined([f"“{stage.label}”" for stage in study.stages]) or "none"
    draws = study.summary.draws
    rows = [
        (
            "Purpose",
            "To put numbers, with their doubt, on the wrongful detentions a face recognition deployment would cause, by sex and race.",
        ),
        (
            "Model",
            "Expected encounters by group; a search of each scanned face against a gallery, with error rates made of a level and each "
            "group’s ratio to it; then the stages of the pathway, at each of which a share of cases goes on. Counts at all stages are "
            "drawn jointly by Poisson splitting.",
        ),
        (
            "Stages",
            f"{stages}. A detention begins at the first stage where the person is held ({held_point(study)}).",
        ),
        (
            "Doubt",
            f"{draws:,} draws, each with its own value of every uncertain input and its own {study.period.one}. Intervals hold 9 of 10 draws. "
            f"Chance alone is the spread of {study.period.column} at the draw whose expected count is the median; not knowing the rates is the spread "
            "of expected counts over draws; the interval printed everywhere holds both. Rates and ratios are of expected counts: "
            f"they describe the system, and no single {study.period.of_one} luck is in them.",
        ),
        (
            "Groups the audits used do not cover",
            f"Their rates are {_origins(study)}; they are marked † and never dropped, and none has another group’s rate unless the scenario "
            "borrows it by name.",
        ),
        (
            "Time held",
            "Counts, arrests and hours are as if nobody queued. How long people are held, and how many walk on because nobody was free, is "
            "played through the stages with their queues, and said to be.",
        ),
        (
            "Chance under control",
            f"Seed {study.summary.seed}; one named stream of random numbers for each unknown and each count.",
        ),
        ("Software", f"detention-impact {study.summary.version}, study {study.summary.id}."),
    ]
    if learned := _learned(study):
        rows.insert(3, ("Learned from records", learned))
    if study.unmeasured and (share := covered.unknown_share(study)):
        rows.insert(5, ("Their share", f"{numbers.percent(share)} of all {study.word('exposure')}."))
    return tuple(rows)
