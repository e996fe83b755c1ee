"""Stored variants beside a run: what they are called, what their figures are of, and what they find together."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.study import Study
from simulator.reports.language.words import as_proxy, capital, held_point
from simulator.results.summary import Summary


def label(each: Summary, names: Sequence[str]) -> str:
    """A variant by what its title, or else its file's name, adds to what all names have in common.

    “If errors do not grow with the gallery” of “California patrol, if errors do not grow with the gallery”.
    """
    parts = [name.split("-") for name in names]
    common = next(
        (i for i, words in enumerate(zip(*parts, strict=False)) if len({*words}) > 1), min(map(len, parts))
    )
    words = each.name.split("-")
    start = f"{' '.join(words[:common])}, "
    tail = each.title[len(start) :] if each.title.lower().startswith(start) else ""
    told = given(tail) if tail else " ".join(words[common:] or words)
    return as_proxy(capital(told), each.proxy)


def as_it_stands(title: str) -> str:
    """The run whose page it is."""
    return phrase("{title}: as it stands", title=title)


def title(study: Study, count: int, least: str, most: str, own: str) -> str:
    """The finding: between which middles the variants lie, beside the run's own interval."""
    return plural(
        count,
        "The stored variant has a middle of {least} wrongful detentions {a_year}; as it stands {own}",
        "The {count} stored variants have middles from {least} to {most} wrongful detentions {a_year}; as it stands {own}",
        count=count,
        least=least,
        most=most,
        a_year=study.period.in_one,
        own=own,
    )


def axis(study: Study) -> str:
    """What the axis counts."""
    return phrase("wrongful detentions {a_year}", a_year=study.period.in_one)


def caption(study: Study, draws: int) -> str:
    """What the rows are of, and why they may stand beside one another."""
    return phrase(
        "Wrongful detentions {a_year} ({held}), each a run of its own with the same seed and the same {draws} draws. Mark: the middle; "
        "line: 9 of 10 {years}.",
        a_year=study.period.in_one,
        held=held_point(study),
        draws=numbers.exact(draws),
        years=study.period.many,
    )


def alt(title: str) -> str:
    """For those who do not see it."""
    return phrase("Dot-and-interval chart. {finding}.", finding=title)


def columns(study: Study) -> tuple[str, ...]:
    """The headings of the table."""
    years = study.period.many
    return (
        phrase("Variant"),
        phrase("Title"),
        phrase("Wrongful detentions {a_year}: middle", a_year=study.period.in_one),
        phrase("low end of 9 in 10 {years}", years=years),
        phrase("high end of 9 in 10 {years}", years=years),
    )
