"""What was wrong about whom, apart and together, and what would happen without the system."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.sentences import in_nine
from simulator.reports.language.study import Study
from simulator.reports.language.words import held_point


def apart(study: Study) -> str | None:
    """Mistaken for somebody else, stale entry and not wanted, apart and then together."""
    false, stale = study.get("wrongly_held_false_match"), study.get("wrongly_held_stale_entry")
    if not (false.known and stale.known):
        return None
    inside = _unlisted(study) and not _stopped_anyway(study)
    text = phrase(
        "Wrongful detentions have {number} causes ({held}): being mistaken for somebody else, {mistaken} in a typical "
        "{year} ({range_of_mistaken}); being matched correctly to an entry that no longer justifies it, {stale} ({range_of_stale})",
        number=phrase("three") if inside else phrase("two"),
        held=held_point(study),
        mistaken=numbers.times(false.median),
        year=study.period.one,
        range_of_mistaken=in_nine(study, false),
        stale=numbers.times(stale.median),
        range_of_stale=in_nine(study, stale),
    )
    if inside:
        kept = study.get("kept_not_wanted")
        text += phrase(
            "; being recognised correctly and not wanted, {times} ({range})",
            times=numbers.times(kept.median),
            range=in_nine(study, kept),
        )
    also = beside(study)
    text = f"{text}. {phrase('Middles need not add up to the middle of the sum.')}"
    return f"{text} {also}" if also else text


def beside(study: Study) -> str:
    """Where people are stopped anyway: those recognised who are not wanted, beside the wrongful detentions and with them."""
    kept, together = study.get("kept_not_wanted"), study.get("innocent_kept")
    if not (_unlisted(study) and _stopped_anyway(study) and kept.known and together.known):
        return ""
    people = study.get("people_kept_not_wanted")
    different = (
        plural(
            numbers.whole_of(people.median),
            "; {number} person",
            "; {number} different people",
            number=numbers.prose_count(people.median),
        )
        if people.known
        else ""
    )
    return phrase(
        "Beside the wrongful detentions stand people who are recognised correctly and are not wanted: they were stopped for "
        "another reason and are kept beyond that stop because of the alert {times} ({range}{different}). All three "
        "together, innocent people are kept {times_together} ({range_together}).",
        times=numbers.times(kept.median),
        range=in_nine(study, kept),
        different=different,
        times_together=numbers.times(together.median),
        range_together=in_nine(study, together),
    )


def without(study: Study) -> str | None:
    """What is found and what goes wrong without the system, as far as it is known; what is not known is not subtracted."""
    told = study.summary.without
    if told is None:
        return None
    known = told.known
    parts = [] if study.nobody_wanted else [_found(study)]
    mistaken = known.get("mistaken")
    if mistaken:
        parts.append(
            plural(
                numbers.whole_of(mistaken.median),
                "Without the system {number} person is mistaken for another {a_year} all the same.",
                "Without the system {number} people are mistaken for others {a_year} all the same.",
                number=numbers.prose_count(mistaken.median),
                a_year=study.period.in_one,
            )
        )
    if known.get("averted") is None:
        parts.append(
            phrase("How many of those mistakes the system would spare is not known; none are subtracted.")
            if mistaken
            else phrase(
                "How many mistakes of identity made without the system it would spare is not known; none are subtracted."
            )
        )
    if known.get("name_check.stale") or (mistaken and known.get("averted")):
        beyond = study.get("harm_beyond")
        parts.append(
            phrase(
                "Beyond what is known to happen anyway, innocent people are expected to be kept {times} ({range}).",
                times=numbers.times(beyond.median),
                range=in_nine(study, beyond, count=False),
            )
        )
    if told.not_known:
        parts.append(
            phrase("What is not known: {not_known}.", not_known=given(told.not_known.strip().rstrip(".")))
        )
    return " ".join(parts)


def _found(study: Study) -> str:
    only, anyway = study.get("found_only"), study.get("found_anyway")
    if not (only.known and only.defined > 0):
        return phrase(
            "How many of the wanted people would be found without the system is not known; none are subtracted."
        )
    return phrase(
        "A check of the name would find wanted people anyway {times_anyway} ({range_anyway}); only because of the scan are they "
        "found {times} ({range}).",
        times_anyway=numbers.times(anyway.median),
        range_anyway=in_nine(study, anyway),
        times=numbers.times(only.median),
        range=in_nine(study, only),
    )


def _unlisted(study: Study) -> bool:
    return study.summary.gallery.unlisted


def _stopped_anyway(study: Study) -> bool:
    return study.summary.gallery.stopped_anyway
