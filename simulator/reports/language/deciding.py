"""What would settle an open rule: the input that most likely would, and how surely."""

from __future__ import annotations

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase
from simulator.results.verdicts import Deciding, Verdict

LIKELY = 0.2
"""Below this probability no input is called likely to settle a rule."""


def deciding(verdict: Verdict) -> list[str]:
    """The input that would most likely settle an open rule, how surely, and those the draws cannot tell from it."""
    if verdict.grade == "exceeds":
        return []
    if not verdict.deciding:
        return [
            phrase(
                "With {draws} draws it cannot be told which input would settle it: the rule stands too near a cut, or the draws are "
                "too few.",
                draws=numbers.exact(verdict.n_draws),
            )
        ]
    first, *others = verdict.deciding
    named = f"“{given(first.label)}” ({given(first.grade)})"
    if first.decides < LIKELY:
        settles = phrase(", with a probability of {chance}", chance=_chance(first)) if first.decides else ""
        return [
            phrase(
                "No single input is likely to settle it. The likeliest is {input}{settles}. It could be published by {publish}.",
                input=named,
                settles=settles,
                publish=given(first.publish),
            )
        ]
    lines = [
        phrase(
            "Most likely to settle it: {input}. Were it known exactly, the rule would be settled with a probability of {chance}. "
            "It could be published by {publish}.",
            input=named,
            chance=_chance(first),
            publish=given(first.publish),
        )
    ]
    alike = [each for each in others if each.decides >= first.interval[0]]
    less = [each for each in others if each not in alike]
    for start, listed in ((phrase("Alike, as far as these draws tell"), alike), (phrase("Next"), less)):
        if listed:
            told = "; ".join(
                phrase("“{input}” (about {share})", input=given(each.label), share=_percent(each.decides))
                for each in listed
            )
            lines.append(f"{start}: {told}.")
    return lines


def _chance(each: Deciding) -> str:
    """“about 50 % (with other draws it could be 39 % to 61 %)”."""
    lo, hi = each.interval
    return phrase(
        "about {share} (with other draws it could be {range})",
        share=_percent(each.decides),
        range=numbers.reach(_percent(lo), _percent(hi)),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
