"""What a report says about its own method, made from the run and from what the model leaves out."""

from __future__ import annotations

from simulator.reports.language import covered, numbers
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.study import Study
from simulator.reports.language.words import capital, held_point, joined, spread_of

AXIOMS = (
    message("Records are events, not people: a person stopped twice counts as two encounters."),
    message(
        "A wrongful detention is a detention of somebody who is not validly wanted: after a false match, or on an entry that no longer "
        "justifies it. Where the encounter would have happened anyway, only the time beyond it is counted."
    ),
    message(
        "A proxy is not a rate. Where an audit measured something else than face search, the word proxy stands beside every sentence, chart and table."
    ),
    message("No errors in an audit does not mean no errors: a finite test cannot show a rate of zero."),
    message(
        "Groups are the labels of the sources, often an officer’s perception. They may differ from how people describe themselves."
    ),
    message(
        "Nothing here predicts one person’s fate, and nothing here measures how people feel about being scanned."
    ),
    message(
        "Laboratory error rates are carried to the street by an assumption, or by what records of streets taught; either is listed with the others."
    ),
)


def _origins(study: Study) -> str:
    told = covered.origins_of_rates((group.rates for group in study.cells), spread_of(study))
    return told or phrase("not needed here: every group is covered")


def _learned(study: Study) -> str:
    """What a scenario takes from fits, and from how many rows; empty where it takes nothing."""
    found = study.summary.sensitivity
    drivers = found.selections["all"].unknowns if found is not None and "all" in found.selections else ()
    told = [
        plural(
            each.rows,
            "{label} is one unknown: each draw reads all of it from {rows} row learned together.",
            "{label} is one unknown: each draw reads all of it from one of {rows} rows learned together.",
            label=capital(given(each.label)),
            rows=numbers.exact(each.rows),
        )
        for each in drivers
        if each.rows
    ]
    return " ".join(told)


def method(study: Study) -> tuple[tuple[str, str], ...]:
    """Terms and their sentences, in the order of a STRESS-DES report: purpose, model, inputs, chance, output, software."""
    stages = joined([f"“{given(stage.label)}”" for stage in study.stages]) or phrase("none")
    detention = phrase(
        "{stages}. A detention begins at the first stage where the person is held ({held}).",
        stages=stages,
        held=held_point(study),
    )
    about = study.summary
    rows = (
        (phrase("Purpose"), phrase(PURPOSE)),
        (phrase("Model"), phrase(MODEL)),
        (phrase("Stages"), detention),
        (phrase("Learned from records"), _learned(study)),
        (phrase("Doubt"), _doubt(study)),
        *_uncovered(study),
        (phrase("Time held"), phrase(QUEUES)),
        (
            phrase("Chance under control"),
            phrase(
                "Seed {seed}; one named stream of random numbers for each unknown and each count.",
                seed=about.seed,
            ),
        ),
        (
            phrase("Software"),
            phrase("detention-impact {version}, study {id}.", version=about.version, id=about.id),
        ),
    )
    return tuple(row for row in rows if row[1])


PURPOSE = message(
    "To put numbers, with their doubt, on the wrongful detentions a face recognition deployment would cause, by sex and race."
)
MODEL = message(
    "Expected encounters by group; a search of each scanned face against a gallery, with error rates made of a level and each "
    "group’s ratio to it; then the stages of the pathway, at each of which a share of cases goes on. Counts at all stages are "
    "drawn jointly by Poisson splitting."
)
QUEUES = message(
    "Counts, arrests and hours are as if nobody queued. How long people are held, and how many walk on because nobody was free, is "
    "played through the stages with their queues, and said to be."
)


def _doubt(study: Study) -> str:
    return phrase(
        "{draws} draws, each with its own value of every uncertain input and its own {year}. Intervals hold 9 of 10 draws. "
        "Chance alone is the spread of {years} at the draw whose expected count is the median; not knowing the rates "
        "is the spread of expected counts over draws; the interval printed everywhere holds both. Rates and ratios are of "
        "expected counts: they describe the system, and no single {of_a_year} luck is in them.",
        draws=numbers.exact(study.summary.draws),
        year=study.period.one,
        years=study.period.column,
        of_a_year=study.period.of_one,
    )


def _uncovered(study: Study) -> tuple[tuple[str, str], ...]:
    """Where the rates of groups come from that no audit covers, and how many people these are."""
    origins = phrase(
        "Their rates are {origins}; they are marked † and never dropped, and none has another group’s rate unless the scenario "
        "borrows it by name.",
        origins=_origins(study),
    )
    named = (phrase("Groups the audits used do not cover"), origins)
    share = covered.unknown_share(study) if study.unmeasured else None
    if not share:
        return (named,)
    told = phrase("{share} of all {exposure}.", share=numbers.percent(share), exposure=study.word("exposure"))
    return (named, (phrase("Their share"), told))
