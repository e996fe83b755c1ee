"""The arithmetic of one group's expected count, line by line, with every unknown at its median.

Every line is a small sum a reader can repeat: what is counted, the numbers, the result. The last lines equal
`Compiled.expect` at the medians (tests/study_explain/test_explain.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.layout import layout_of
from simulator.model.cells import FALSE_MATCH, FALSE_UNLISTED
from simulator.model.compiled import Compiled, Expectations
from simulator.model.exposure import FromTrueAlerts
from simulator.model.matcher import Matcher
from simulator.model.policies import FixedThreshold, NoThreshold
from simulator.model.unknowns import Term, Terms
from simulator.scenario.grammar import Words

Array = NDArray[np.float64]
KIND_WORDS = (
    "innocent people taken for somebody else",
    "people on stale entries",
    "wanted people",
    "people not wanted",
    "innocent people taken for somebody who is not wanted",
)
ADDED = (
    "taken for somebody else",
    "held on a stale entry",
    "",
    "recognised and not wanted",
    "taken for somebody who is not wanted",
)


_NONE = 1e-9
"""Frailty up to which there is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it counts, in words; the sum, as it is printed; its value; why, where that is not plain."""

    what: str
    sum: str
    value: float
    why: str = ""


def arithmetic(compiled: Compiled, words: Words, group: int) -> tuple[Line, ...]:
    """From encounters to wrongful detentions of one group, at the medians of the unknowns.

    Args:
        group: index in `compiled.groups`; of the gallery where the person harmed is enrolled.
    """
    return tuple(_Arithmetic(compiled, words, group).lines())


def figure(x: float) -> str:
    """A number with six significant digits, without exponents where people write none."""
    if x == 0 or not np.isfinite(x):
        return f"{x:g}"
    if abs(x) >= 1e15 or abs(x) < 1e-9:
        return f"{x:.5e}"
    digits = max(0, 5 - int(np.floor(np.log10(abs(x)))))
    text = f"{x:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Arithmetic:
    def __init__(self, compiled: Compiled, words: Words, group: int) -> None:
        self.compiled, self.words, self.g = compiled, words, group
        self.values = compiled.medians()
        self.expected: Expectations = compiled.expect(self.values)
        self.label = compiled.group_labels[group]

    def at(self, terms: Terms | FromTrueAlerts | Term, group: int | None = None) -> float:
        """A term, or a group's, at the medians."""
        if isinstance(terms, Term):
            return float(terms.of(self.values)[0])
        return float(terms.of(self.values)[0, self.g if group is None else group])

    def lines(self) -> Iterator[Line]:
        yield from self._exposure()
        yield from self._mated()
        yield from self._matching()
        yield from self._false_alerts()
        yield from self._stale()
        yield from self._pathway()

    # --- who is searched ----------------------------------------------------------------------------------------

    def _exposure(self) -> Iterator[Line]:
        compiled, words = self.compiled, self.words
        numbers, years = compiled.encounters, compiled.horizon_years
        scale = self.at(numbers.scale)
        parts, why = [], []
        if numbers.numbers is not None:
            parts.append(self.at(numbers.numbers))
            why.append(f"{words.encounters} counted")
        else:
            assert numbers.total is not None
            assert numbers.joint is not None
            parts += [self.at(numbers.total), float(numbers.joint.of(self.values)[0, self.g])]
            why += [f"all {words.encounters} counted", f"the share of {self.label}"]
        for factor, told in ((scale, "scale to a year"), (years, "years")):
            if factor != 1:
                parts.append(factor)
                why.append(told)
        yield self._product(
            f"{words.encounters}, {self.label}", parts, self._mine(self.expected.encounters), why
        )
        factors = [
            (self.at(compiled.persons), f"people a {words.encounter}"),
            (self.at(compiled.scanned), "the share scanned"),
            (self.at(compiled.captured), "the share with a usable face"),
        ]
        parts = [self._mine(self.expected.encounters), *(value for value, _ in factors)]
        told_all = [words.encounters, *(told for _, told in factors)]
        yield self._product("searches", parts, self._mine(self.expected.searches), told_all)

    def _mine(self, numbers: Array) -> float:
        """This group's of (groups, draws) numbers."""
        return float(numbers[self.g, 0])

    def _any(self, rate: float, times: str = "") -> str:
        """P(any false match) where so many are expected, as a sum: the gamma's transform, or the exponential without frailty."""
        kappa = float(self.expected.matching.frailty[0])
        if kappa <= _NONE:
            return f"1 − exp(−{times}{figure(rate)})"
        return f"1 − (1 + {figure(kappa)} × {times}{figure(rate)})^(−1 ÷ {figure(kappa)})"

    def _product(self, what: str, parts: list[float], value: float, why: list[str]) -> Line:
        return Line(what, " × ".join(figure(part) for part in parts), value, " × ".join(why))

    def _mated(self) -> Iterator[Line]:
        compiled, matching = self.compiled, self.expected.matching
        persons, share = self.at(compiled.enrolled), float(matching.shares[0, self.g])
        self.enrolled = self._mine(self.expected.enrolled)
        why = ["people enrolled", f"the gallery's share of {self.label}"]
        yield self._product(f"people enrolled, {self.label}", [persons, share], self.enrolled, why)
        often, population = self.at(compiled.mated.encountered), self._mine(self.expected.population)
        plain = often * self.enrolled / population if population > 0 else 0.0
        self.mated = min(plain, 1.0)
        text = f"{figure(often)} × {figure(self.enrolled)} ÷ {figure(population if population > 0 else inf)}"
        why_ = f"how much more often an enrolled person is met × people enrolled ÷ {self.words.residents}"
        if plain > 1:
            text, why_ = f"min(1, {text})", f"{why_}, at most 1"
        yield Line("share of searches that are of somebody enrolled", text, self.mated, why_)

    # --- the matcher --------------------------------------------------------------------------------------------

    def _matching(self) -> Iterator[Line]:
        matching, matcher = self.expected.matching, self.compiled.matcher
        templates, level = self.at(matcher.templates), float(matching.level[0])
        comparisons, kappa = float(matching.comparisons[0]), float(matching.frailty[0])
        if matcher.level.counted_at is not None:
            size, growth = matcher.level.counted_at, self.at(matcher.growth)
            text = f"{figure(size)} × ({figure(templates)} ÷ {figure(size)})^{figure(growth)}"
            why = "the gallery errors were counted on × (this gallery ÷ that one)^growth: how far errors grow with the gallery"
        else:
            text, why = figure(templates), "all faces enrolled"
        if matcher.entries.rows:
            text = f"{text} × {figure(self.at(matcher.entries))}"
            why = f"{why}; times how much this list's entries happen to resemble people"
        yield Line("faces that count in a search", text, comparisons, why)
        relative = matcher.differential.onto(matching.amplitude, matching.shares, self.values)[0, self.g]
        home = self.compiled.group_labels[self.compiled.reference]
        often = f": 1 in {figure(float(f'{1 / level:.3g}'))}" if level > 0 else ""
        why = f"how often the faces of two different people match{often} ({home}); {_solved(matcher)}"
        yield Line("rate of one comparison in the reference group", figure(level), level, why)
        why = "the rates against each group of the gallery, relative to the reference's, weighted by the gallery's shares"
        yield Line(f"this group's rate relative to it, {self.label}", figure(relative), float(relative), why)
        transfer = float(matching.transfer[0, self.g])
        rate = self._mine(self.expected.match_rate)
        told = ["laboratory to street", "faces that count", "rate of one comparison", "relative rate"]
        parts = [transfer, comparisons, level, float(relative)]
        yield self._product("false matches expected in a search", parts, rate, told)
        if isinstance(matcher.policy, NoThreshold):
            text, why = "1", "there is no threshold: every search returns faces"
        else:
            frail = "less than the expected number, because some people resemble many others (frailty)"
            text, why = (
                self._any(rate),
                frail if kappa > _NONE else "a search may match several faces, and is one alert",
            )
        yield Line("share of searches with a false match (FPIR)", text, self._mine(self.expected.fpir), why)

    # --- alerts -------------------------------------------------------------------------------------------------

    def _false_alerts(self) -> Iterator[Line]:
        if self.compiled.victim == "gallery":
            yield from self._onto_gallery()
            return
        stale, missed = self._not_valid(), self.at(self.compiled.mated.fnir)
        searches = self._mine(self.expected.searches)
        innocent = searches * (1 - self.mated + self.mated * stale * missed)
        m = figure(self.mated)
        text = f"{figure(searches)} × (1 − {m} + {m} × {figure(stale)} × {figure(missed)})"
        why = (
            "searches of people not enrolled, or enrolled without being validly wanted whom the search misses"
        )
        yield Line("searches of innocent people who may be taken for somebody else", text, innocent, why)
        fpir, alerts = self._mine(self.expected.fpir), self._false()
        times, correlation = (self.at(term) for term in self.compiled.repeats)
        if times != 1 and correlation != 1:
            both = alerts / innocent if innocent else fpir
            p, k, r = figure(fpir), figure(times), figure(correlation)
            rate = self._mine(self.expected.match_rate)
            text = f"{r} × {p} + (1 − {r}) × ({self._any(rate, f'{k} × ')})"
            why = f"{k} searches of each, correlated by {r}"
            yield Line(f"share of {self.words.encounters} with a false match", text, both, why)
            fpir = both
        why_parts = ["searches of innocent people", "share with a false match"]
        if self.compiled.mated.listed is None:
            yield self._product("false alerts", [innocent, fpir], alerts, why_parts)
            return
        of_any = innocent * fpir
        yield self._product(
            "searches of innocent people that return somebody else", [innocent, fpir], of_any, why_parts
        )
        yield from self._by_claim(of_any)

    def _onto_gallery(self) -> Iterator[Line]:
        """Where the person harmed is enrolled: candidates of every group's probes that fall on this group."""
        compiled, matching = self.compiled, self.expected.matching
        enrolled, population = self.expected.enrolled[:, 0], self.expected.population[:, 0]
        met = compiled.mated.encountered.of(self.values)[0] * enrolled
        mated = np.minimum(np.divide(met, population, out=np.zeros_like(met), where=population > 0), 1.0)
        fnir = compiled.mated.fnir.of(self.values)[0]
        searches = self.expected.searches[:, 0]
        found = searches * mated * (1 - fnir)
        alone = matching.candidates(compiled.candidates)[0]
        beside = matching.candidates(compiled.candidates, beside_mate=True)[0]
        parts = []
        for g, label in enumerate(compiled.group_labels):
            cases = np.zeros((1, len(searches)))
            missed = searches[g] - found[g]
            cases[0, g] = missed * alone[g] + found[g] * beside[g]
            falling = float(matching.onto_gallery(cases, self.values)[0, self.g])
            if cases[0, g] > 0:
                parts.append(falling)
                shown = f"{figure(missed)} × {figure(alone[g])} + {figure(found[g])} × {figure(beside[g])}"
                text = f"({shown}) × {figure(falling / cases[0, g])}"
                why = "searches whose person is not returned × wrong faces shown, and those that return him beside others, × the share on this group"
                yield Line(f"candidates from searches for {label}", text, falling, why if g == 0 else "")
        total = sum(parts)
        text = " + ".join(figure(part) for part in parts) or "0"
        yield Line(f"false candidates among the enrolled, {self.label}", text, total)
        yield from self._by_claim(total)

    def _false(self) -> float:
        return self._mine(self.expected.false_alerts)

    def _listed(self) -> float:
        """The share of people enrolled whom the file calls wanted."""
        return 1.0 if self.compiled.mated.listed is None else self.at(self.compiled.mated.listed)

    def _not_valid(self) -> float:
        """The share of people enrolled who are not validly wanted."""
        return (1 - self._listed()) + self._listed() * self.at(self.compiled.mated.stale)

    def _by_claim(self, false: float) -> Iterator[Line]:
        """False alerts by what the entry claims, where some entries are of people never wanted."""
        mated = self.compiled.mated
        if mated.listed is None:
            return
        share = self.at(mated.listed if mated.templates is None else mated.templates)
        parts = [false, share], [false, 1 - share, mated.unlisted_alert]
        for cell, factors, of in zip((FALSE_MATCH, FALSE_UNLISTED), parts, ("listed", "other"), strict=True):
            why = [f"all × the share of faces on {of} entries", "whether those raise an alert"][
                : len(factors) - 1
            ]
            value = float(self.expected.alerts[self.g, cell, 0])
            yield self._product(f"false alerts on {of} entries", factors, value, why)

    def _stale(self) -> Iterator[Line]:
        stale, missed = self.at(self.compiled.mated.stale), self.at(self.compiled.mated.fnir)
        text = f"{figure(self._mine(self.expected.searches))} × {figure(self.mated)} × (1 − {figure(missed)}) × {figure(stale)}"
        why = "searches × share enrolled × share the search does not miss × share of entries that are stale"
        if self.compiled.mated.listed is not None:
            text += f" × {figure(self._listed())}"
            why += " × share of entries that are listed"
        yield Line("alerts on stale entries", text, float(self.expected.alerts[self.g, 1, 0]), why)

    # --- the pathway --------------------------------------------------------------------------------------------

    def _pathway(self) -> Iterator[Line]:
        compiled, reach = self.compiled, self.expected.reach()[self.g, ..., 0]
        held = compiled.first_held
        if held == len(compiled.stages):
            yield Line("wrongful detentions", "0", 0.0, "no stage of the pathway holds anybody")
            return
        proceeds = self.expected.proceeds[min(self.g, len(self.expected.proceeds) - 1), ..., 0]
        wrongful = layout_of(compiled).wrongful
        for k in wrongful:
            for t in range(held):
                going_on = float(proceeds[k, t])
                text = f"{figure(reach[k, t])} × {figure(going_on)}"
                stage, following = compiled.stages[t], compiled.stages[t + 1]
                what = f"{KIND_WORDS[k]}: from “{stage.label}” to “{following.label}”"
                yield Line(what, text, float(reach[k, t + 1]), "cases × the share that goes on")
        total = float(sum(reach[k, held] for k in wrongful))
        text = " + ".join(figure(reach[k, held]) for k in wrongful)
        why = " + ".join(ADDED[k] for k in wrongful)
        yield Line(f"wrongful detentions, {self.label}", text, total, why)


def _solved(matcher: Matcher) -> str:
    """What the level was solved for."""
    if isinstance(matcher.policy, NoThreshold):
        return "solved so that as many faces as are shown come out of a search on average"
    if matcher.as_with is not None:
        return "solved so that all people searched meet as many false alerts as with the audit's own ratios"
    if isinstance(matcher.policy, FixedThreshold):
        return "solved so that the level given comes out"
    return "solved so that the operator's policy is kept"
