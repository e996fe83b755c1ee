"""One draw of the whole chain, written out again with loops and a root finder (fine print 1–7, 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import nbinom

from simulator.impact.decomposition import decompose
from simulator.kernel import draw_unknowns, expect
from simulator.model.cells import LISTED, UNLISTED
from simulator.model.compiled import Compiled
from simulator.model.policies import FixedFmr, FixedFpir
from simulator.model.unknowns import Term, Terms
from tests.impact.scenes import ROW, G, scene, with_unlisted

UNEQUAL = np.array([0.3, 0.1, 0.2, 0.1, 0.1, 0.2])


def whole(enrolled: float = 60_000.0, policy: dict[str, Any] | None = None, **changes: Any) -> Compiled:
    """The scene with every factor of the chain different from 1, and from one group to the next."""
    base = scene().matcher
    matcher = replace(
        base,
        level=replace(base.level, probes=UNEQUAL, enrolled=UNEQUAL[::-1].copy()),
        transfer_by_group=Terms(tuple(Term(x) for x in (1.5, 1.0, 0.7, 1.2, 0.9, 1.1))),
        **(policy or {}),
    )
    return scene(
        matcher=matcher, persons=Term(1.3), repeats=(Term(3.0), Term(0.4)), enrolled=Term(enrolled), **changes
    )


def fpir(rate: float, kappa: float) -> float:
    return float(1 - (1 + kappa * rate) ** (-1 / kappa))


def shown(rate: float, kappa: float, k: int) -> float:
    """E[min(K, k)], K negative binomial."""
    counts = np.arange(400)
    return float(np.sum(np.minimum(counts, k) * nbinom(1 / kappa, 1 / (1 + kappa * rate)).pmf(counts)))


def by_hand(c: Compiled, v: np.ndarray) -> dict[str, np.ndarray]:
    """Every expectation of one draw, `v` (unknowns, 1)."""

    def one(term: Any) -> float:
        return float(term.of(v)[0])

    def each(terms: Any) -> list[float]:
        return [float(x) for x in terms.of(v)[0]]

    m, groups, people = c.matcher, range(G), each(c.population)
    kappa, tau, shares = one(m.frailty), one(m.transfer), m.composition.shares
    cross = 1.0 if m.differential.cross is None else one(m.differential.cross)
    squared, own, n_ref = each(m.differential.effects), each(m.transfer_by_group), float(m.level.size or 0)
    d = np.array(
        [
            [
                m.differential.matrix[g, h] * (squared[g] * squared[h]) ** 0.5 * (g == h or cross)
                for h in groups
            ]
            for g in groups
        ]
    )
    counts = n_ref * (one(m.templates) / n_ref) ** one(m.growth)
    scanned, captured, met = each(c.scanned), each(c.captured), each(c.encounters)
    searches = [met[g] * one(c.persons) * scanned[g] * captured[g] for g in groups]

    def mean(level: float, weights: Any, size: float, gallery: Any) -> float:
        return float(sum(w * fpir(size * level * sum(gallery * d[g]), kappa) for g, w in enumerate(weights)))

    if isinstance(m.policy, FixedFmr):
        level = one(m.policy.value) / d[c.reference, c.reference]
    else:
        here = isinstance(m.policy, FixedFpir)
        goal = one(m.policy.value if isinstance(m.policy, FixedFpir) else m.level.value)
        at = (
            (np.array(searches) / sum(searches), counts, shares)
            if here
            else (m.level.probes, n_ref, m.level.enrolled)
        )
        level = np.exp(brentq(lambda x: mean(np.exp(x), *at) - goal, -40, 5, xtol=1e-13))
    rates = np.array([[tau * own[g] * level * d[g, h] for h in groups] for g in groups])
    rate = [counts * sum(shares * rates[g]) for g in groups]
    single, (k, rho) = [fpir(x, kappa) for x in rate], (one(term) for term in c.repeats)
    eta, stale, fnir = each(c.mated.encountered), each(c.mated.stale), each(c.mated.fnir)
    listed = each(c.mated.listed) if c.mated.listed else [1.0] * G
    templates = each(c.mated.templates) if c.mated.templates else listed
    enrolled = [min(one(c.enrolled) * shares[g], people[g]) for g in groups]
    mated = [min(1.0, eta[g] * enrolled[g] / people[g]) for g in groups]
    valid = [share * (1 - s) for share, s in zip(listed, stale, strict=True)]
    found = [searches[g] * mated[g] * (1 - fnir[g]) for g in groups]
    if c.victim == "probe":
        alert = [rho * fpir(x, kappa) + (1 - rho) * fpir(k * x, kappa) for x in rate]
        false = [
            searches[g] * (1 - mated[g] + mated[g] * fnir[g] * (1 - valid[g])) * alert[g] for g in groups
        ]
    else:  # the right face takes one of the places
        places = 1 if c.candidates == "top1" else int(c.candidates)
        seen = [
            (searches[g] - found[g]) * shown(rate[g], kappa, places)
            + found[g] * shown(rate[g], kappa, places - 1)
            for g in groups
        ]
        false = [sum(seen[g] * shares[h] * d[g, h] / sum(shares * d[g]) for g in groups) for h in groups]
    alerts = [
        [f * t for f, t in zip(false, templates, strict=True)],
        [f * share * s for f, share, s in zip(found, listed, stale, strict=True)],
        [f * v for f, v in zip(found, valid, strict=True)],
        [f * (1 - share) * c.mated.unlisted_alert for f, share in zip(found, listed, strict=True)],
        [f * (1 - t) * c.mated.unlisted_alert for f, t in zip(false, templates, strict=True)],
    ][: len(c.kinds)]
    exposed = [p * e for p, e in zip(people, each(c.people.exposed), strict=True)] if c.people else []
    exposed = enrolled if c.victim == "gallery" else exposed
    return {
        "searches": np.array(searches), "match_rate": np.array(rate), "fpir": np.array(single),
        "alerts": np.array(alerts).T, "rates": rates, "counts": np.array(counts), "exposed": np.array(exposed),
        "stale": np.array([e * share * s for e, share, s in zip(enrolled, listed, stale, strict=True)]),
        "unlisted": np.array([e * (1 - share) for e, share in zip(enrolled, listed, strict=True)]),
    }  # fmt: skip


UNEVENLY_LISTED = (0.1, 0.3, 0.05, 0.2, 0.15, 0.25)


def unlisted(templates: tuple[float, ...] | None = None, unlisted_alert: float = 1.0) -> dict[str, Any]:
    """A gallery most of whose entries are of people never wanted; the further cells follow a pathway of their own."""

    def terms(shares: tuple[float, ...]) -> Terms:
        return Terms(tuple(Term(share) for share in shares))

    of_templates = None if templates is None else terms(templates)
    mated = replace(scene().mated, listed=terms(UNEVENLY_LISTED), templates=of_templates)
    return {
        "mated": replace(mated, unlisted_alert=unlisted_alert),
        "kinds": (*LISTED, *UNLISTED),
        "stages": with_unlisted(scene().stages),
    }


WORLDS: dict[str, dict[str, Any]] = {
    "threshold kept": {},
    "fpir kept": {"policy": {"policy": FixedFpir(Term(2e-3))}},
    "fmr kept": {"policy": {"policy": FixedFmr(Term(1e-7)), "reference": 1}, "reference": 1},
    "more enrolled than people": {"enrolled": 3e6},
    "gallery, one face shown": {"victim": "gallery"},
    "gallery, five faces shown": {"victim": "gallery", "candidates": 5},
    "mugshots, any alerts": unlisted(),
    "mugshots, listed alert": unlisted(unlisted_alert=0.0),
    "mugshots, fewer photos of the listed": unlisted(templates=UNEVENLY_LISTED[::-1]),
    "mugshots, the victim enrolled": {"victim": "gallery", "candidates": 5, **unlisted()},
    "an audit that compared groups": {
        "policy": {"differential": replace(scene().matcher.differential, cross=None)}
    },
}


@pytest.mark.parametrize("name", WORLDS)
def test_expectations_are_what_loops_and_a_root_finder_give(name: str) -> None:
    compiled = whole(**WORLDS[name])
    values = draw_unknowns(compiled, 3, 0, 5)
    found = compiled.expect(values)
    for i in range(values.shape[1]):
        wanted = by_hand(compiled, values[:, [i]])
        for field in ("searches", "match_rate", "fpir", "alerts"):
            np.testing.assert_allclose(getattr(found, field)[..., i], wanted[field], rtol=1e-6, err_msg=field)
        assert found.people is not None
        np.testing.assert_allclose(found.people.exposed[:, i], wanted["exposed"])
        draws = expect(compiled, values)
        assert draws.years.people is not None
        np.testing.assert_allclose(draws.years.people.stale[:, i], wanted["stale"], rtol=1e-6)
        np.testing.assert_allclose(draws.years.people.unlisted[:, i], wanted["unlisted"], rtol=1e-6)


def test_matcher_and_gallery_are_the_mean_over_both_orders() -> None:
    """The formula of fine print 14 with loops: m° treats groups alike, c° is a gallery of equal shares."""
    compiled = whole()
    values = draw_unknowns(compiled, 3, 0, 5)
    told, shares = decompose(compiled, values), compiled.matcher.composition.shares
    at = {name: told.terms[f] for f, name in enumerate(told.factors)}
    for i in range(values.shape[1]):
        hand, kappa = by_hand(compiled, values[:, [i]]), values[ROW["matcher.frailty"], i]
        rates, n = hand["rates"], float(hand["counts"])
        off = ~np.eye(G, dtype=bool)
        alike = np.where(off, rates[off].mean(), np.diag(rates).mean())

        def v(m: np.ndarray, c: np.ndarray, n: float = n, kappa: float = kappa) -> np.ndarray:
            single = np.array([fpir(n * sum(c * m[g]), kappa) for g in range(G)])
            thrice = np.array([fpir(3 * n * sum(c * m[g]), kappa) for g in range(G)])
            logs = np.log(0.4 * single + 0.6 * thrice)
            return np.asarray(logs - logs[compiled.reference])

        equal = np.full(G, 1 / G)
        matcher, gallery, both = v(rates, equal), v(alike, shares), v(rates, shares)
        np.testing.assert_allclose(at["matcher"][:, i], (matcher + both - gallery) / 2, atol=1e-9)
        np.testing.assert_allclose(at["gallery"][:, i], (gallery + both - matcher) / 2, atol=1e-9)
        assert np.max(np.abs(both - gallery - matcher)) > 1e-3, "orders that agree would show nothing"
