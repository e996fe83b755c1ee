"""What was wrong about whom, apart and together, and what would happen without the system."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.sentences import in_nine
from simulator.reports.language.study import Study
from simulator.reports.language.words import held_point


def apart(study: Study) -> str | None:
    """Mistaken for somebody else, stale entry and not wanted, apart and then together."""
    false, stale = study.get("wrongly_held_false_match"), study.get("wrongly_held_stale_entry")
    if not (false.known and stale.known):
        return None
    inside = _unlisted(study) and not _stopped_anyway(study)
    text = (
        f"Wrongful detentions have {'three' if inside else 'two'} causes ({held_point(study)}): being mistaken for somebody else, "
        f"{numbers.times(false.median)} in a typical {study.period.one} ({in_nine(study, false)}); being matched correctly to an entry that no "
        f"longer justifies it, {numbers.times(stale.median)} ({in_nine(study, stale)})"
    )
    if inside:
        kept = study.get("kept_not_wanted")
        text += f"; being recognised correctly and not wanted, {numbers.times(kept.median)} ({in_nine(study, kept)})"
    also = beside(study)
    return f"{text}. Middles need not add up to the middle of the sum.{f' {also}' if also else ''}"


def beside(study: Study) -> str:
    """Where people are stopped anyway: those recognised who are not wanted, beside the wrongful detentions and with them."""
    kept, together = study.get("kept_not_wanted"), study.get("innocent_kept")
    if not (_unlisted(study) and _stopped_anyway(study) and kept.known and together.known):
        return ""
    people = study.get("people_kept_not_wanted")
    different = f"; {numbers.prose_count(people.median)} different people" if people.known else ""
    return (
        "Beside the wrongful detentions stand people who are recognised correctly and are not wanted: they were stopped for another reason and are kept beyond "
        f"that stop because of the alert {numbers.times(kept.median)} ({in_nine(study, kept)}{different}). All three together, innocent people "
        f"are kept {numbers.times(together.median)} ({in_nine(study, together)})."
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
            f"Without the system {numbers.prose_count(mistaken.median)} people are mistaken for others {study.period.in_one} all the same."
        )
    if known.get("averted") is None:
        mistakes = "of those mistakes" if mistaken else "mistakes of identity made without the system"
        spares = "the system would spare" if mistaken else "it would spare"
        parts.append(f"How many {mistakes} {spares} is not known; none are subtracted.")
    if known.get("name_check.stale") or (mistaken and known.get("averted")):
        beyond = study.get("harm_beyond")
        parts.append(
            f"Beyond what is known to happen anyway, innocent people are expected to be kept {numbers.times(beyond.median)} "
            f"({in_nine(study, beyond, count=False)})."
        )
    if told.not_known:
        parts.append(f"What is not known: {told.not_known.strip().rstrip('.')}.")
    return " ".join(parts)


def _found(study: Study) -> str:
    only, anyway = study.get("found_only"), study.get("found_anyway")
    if not (only.known and only.defined > 0):
        return "How many of the wanted people would be found without the system is not known; none are subtracted."
    return (
        f"A check of the name would find wanted people anyway {numbers.times(anyway.median)} ({in_nine(study, anyway)}); only because of the scan "
        f"are they found {numbers.times(only.median)} ({in_nine(study, only)})."
    )


def _unlisted(study: Study) -> bool:
    return study.summary.gallery.unlisted


def _stopped_anyway(study: Study) -> bool:
    return study.summary.gallery.stopped_anyway
