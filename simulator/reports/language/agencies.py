"""One site's answer beside the sum of all."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.sentences import how_often
from simulator.reports.language.study import NOTHING, Study, interval
from simulator.reports.language.words import uncapital
from simulator.results.summary import Place


def typical_agency(study: Study) -> str | None:
    """The same answer for one typical site, where the summary has one."""
    agency = study.summary.typical_agency
    return agency_sentence(study, agency) if agency else None


def agency_sentence(study: Study, agency: Place) -> str | None:
    """A sentence from `label` and the estimates `encounters` and `wrongly_held` of one site, which is the whole in its own size."""
    held, met = (
        interval(agency.values[key]) if key in agency.values else NOTHING
        for key in ("wrongly_held", "encounters")
    )
    if not held.known:
        return None
    meets = (
        f" ({numbers.prose_count(met.median)} {study.word('encounters')} {study.period.in_one})"
        if met.known
        else ""
    )
    told = how_often(study, held, phrase("innocent people are wrongly detained"))
    label = given(agency.label) if agency.label else phrase("the middle one by size")
    told = uncapital(told)
    if any(map(str.isalpha, label)):
        return phrase(
            "One agency alone, {label}{meets}; only its size is its own, all else is shared with the others: {told}",
            label=label,
            meets=meets,
            told=told,
        )
    return phrase(  # districts and beats go by numbers
        "One site alone, {label}{meets}; only its size is its own, all else is shared with the others: {told}",
        label=label,
        meets=meets,
        told=told,
    )
