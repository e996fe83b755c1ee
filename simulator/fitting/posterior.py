"""Joint draws of a fit's parameters, as a scenario takes them: one row is one possible world.

The parameters are those of the law that counts per face, for a scenario counts encounters. Rows are sorted along the first
principal component of the parameters on their unconstrained scales, so that neighbouring rows are alike and the number of
the row can be treated as one uncertain quantity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from simulator.fitting.features import SINGLE, Features, features
from simulator.fitting.fit import Fit
from simulator.fitting.laboratory import force_of, with_laboratory
from simulator.fitting.laws import LAWS, SCALES, TARGETS
from simulator.fitting.learning import beliefs_of, effects_drawn, problem_of, recent, relearn
from simulator.kernel.streams import stream
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]

ROWS = 8_192
BITS = 13
PER_FACE = LAWS[0]
SHORT = {"true_alerts": "true", "false_alerts": "false", "arrests": "arrest"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column of the posterior: its draws, its unit, what it says, and the scale on which it has no bounds.

    prior_scale: of the half-normal prior of a standard deviation of logs.
    """

    draws: Floats
    unit: str
    says: str
    scale: str  # log, logit or plain
    prior_scale: float | None = None

    @property
    def unconstrained(self) -> Floats:
        """The draws where nothing bounds them."""
        return np.asarray({"log": np.log, "logit": logit, "plain": np.asarray}[self.scale](self.draws))


def posterior(fit: Fit, seed: int, rows: int = ROWS) -> dict[str, Parameter]:
    """Joint draws of every parameter, by name, in sorted rows."""
    found: dict[str, Parameter] = {}
    for target in fit.taught:
        found |= _of_target(fit, target, seed, rows)
    if {"true_alerts", "arrests"} <= fit.taught.keys():
        found |= _arrest_share(fit.record, seed, rows)
    found = {name: replace(each, draws=_short(each.draws)) for name, each in found.items()}
    order = sorted_rows(found)
    return {name: replace(each, draws=each.draws[order]) for name, each in found.items()}


def _short(draws: Floats) -> Floats:
    """The draws to 13 bits, one part in 8,000: far less than they differ by, and a third of the room."""
    mantissa, exponent = np.frexp(draws)
    return np.asarray(np.ldexp(np.round(mantissa * 2**BITS) / 2**BITS, exponent))


def sorted_rows(found: Mapping[str, Parameter]) -> NDArray[np.int64]:
    """(rows,) the order along the first principal component of the standardised unconstrained parameters."""
    columns = np.column_stack([each.unconstrained for each in found.values()])
    spread = columns.std(axis=0)
    standard = (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    first = np.linalg.eigh(standard.T @ standard)[1][:, -1]
    first = first * np.sign(first[np.argmax(np.abs(first))])
    return np.argsort(standard @ first, kind="stable")


def _of_target(fit: Fit, target: str, seed: int, rows: int) -> dict[str, Parameter]:
    history = with_laboratory(recent(fit.record), fit.laboratory, PER_FACE, target)
    columns, law, aim = features(history), PER_FACE, TARGETS[target]
    made = relearn(columns, history[target], law, aim, fit.taught[target].scales[0])
    effects, logs = effects_drawn(made, rows, stream(seed, f"posterior/{target}", 0))
    _, _, offset = problem_of(columns, history[target], law, aim)
    means = np.array([belief.mean for belief in beliefs_of(law, aim)])
    constant = float(offset[0] - columns.matrix[0, : len(SINGLE)] @ means)
    per_face = constant - columns.reference.log_faces
    short = SHORT[target]
    single = dict(zip(SINGLE, effects[: len(SINGLE)], strict=True))
    level = per_face + single["level"]
    words = target.replace("_", " ")
    found = {
        f"{short}_rate": Parameter(
            np.exp(level), "per face", f"{words} per face in an average setting", "log"
        ),
        f"{short}_watchlist": Parameter(
            _growth(aim.watchlist.mean + single["watchlist"], target),
            "exponent",
            f"growth of {words} with the watchlist",
            "plain",
        ),
        f"{short}_threshold": Parameter(
            aim.threshold.mean + single["threshold"], "log per 0.01", f"{words} by threshold", "plain"
        ),
        f"{short}_faces": Parameter(
            law.within.mean + single["within"], "exponent", f"{words} by faces", "plain"
        ),
    }
    names = (*(family.name for family in columns.families), "dispersion", "odd")
    alone = [
        name
        for name, levels in (("force", fit.record.forces), ("setting", columns.labels))
        if len(set(levels)) == 1
    ]
    for name in alone:  # one of a kind says nothing of how they differ
        normals = stream(seed, f"posterior/{target}/{name}", 0).standard_normal(rows)
        logs[:, names.index(name)] = np.log(SCALES[name][0] * np.abs(normals))
    for number, name in enumerate(names):
        scale = "logit" if name == "odd" else "log"
        draws = np.minimum(np.exp(logs[:, number]), 0.9) if name == "odd" else np.exp(logs[:, number])
        unit = {"dispersion": "variance = μ + φμ²", "odd": "share of days"}.get(name, "sd of logs")
        prior = SCALES[name][0] if unit == "sd of logs" else None
        found[f"{short}_{name}"] = Parameter(draws, unit, f"{words}: {name}", scale, prior)
    known = _settings(history, columns, effects, level, short, words)
    return found | known | _step(np.exp(level), known, history, fit)


def _growth(exponent: Floats, target: str) -> Floats:
    """False alerts grow at most in proportion to the list and at least not at all; rows beyond are taken at the end."""
    return np.clip(exponent, 0.0, 1.0) if target == "false_alerts" else exponent


def _step(
    average: Floats, known: dict[str, Parameter], history: Deployments, fit: Fit
) -> dict[str, Parameter]:
    """A street's rate in an average setting over the laboratory's, with the same list and threshold."""
    if fit.laboratory is None or history.forces[0] != force_of(fit.laboratory):
        return {}
    of_laboratory = known["false_rate_setting_1"].draws
    says = f"false alerts per face, an average setting over {fit.laboratory.id}"
    return {"false_step": Parameter(average / of_laboratory, "times the laboratory's", says, "log")}


def _settings(
    history: Deployments, columns: Features, effects: Floats, level: Floats, short: str, words: str
) -> dict[str, Parameter]:
    """The rate in each setting that the table knows, as it stood at the setting's last deployment, at an average place."""
    found = {}
    families = {family.name: family.columns for family in columns.families}
    kept = [families[name] for name in ("force", "setting", "drift") if name in families]
    for number, label in enumerate(dict.fromkeys(columns.labels.tolist()), start=1):
        last = int(np.flatnonzero(columns.labels == label)[-1])
        rate = level.copy()
        for family in kept:
            rate += columns.matrix[last, family] @ effects[family]
        first = history.days[int(np.flatnonzero(columns.labels == label)[0])]
        days = f"from {first} to {history.days[last]}" if first != history.days[last] else f"of {first}"
        says = f"{words} per face, {history.forces[last]}, setting {days}"
        found[f"{short}_rate_setting_{number}"] = Parameter(np.exp(rate), "per face", says, "log")
    return found


def _arrest_share(record: Deployments, seed: int, rows: int) -> dict[str, Parameter]:
    """Arrests per true alert: a beta law whose counts are divided by the over-dispersion of the deployments' shares."""
    true, arrests = record["true_alerts"], record["arrests"]
    use = np.isfinite(true) & np.isfinite(arrests) & (arrests <= true) & (true > 0)
    n, x = true[use], arrests[use]
    share = (x.sum() + 0.5) / (n.sum() + 1.0)
    excess = 1.0
    if len(n) > 1:
        excess = max(float(((x - n * share) ** 2 / (n * share * (1 - share))).sum()) / (len(n) - 1), 1.0)
    draws = stream(seed, "posterior/arrest_share", 0).beta(
        x.sum() / excess + 0.5, (n - x).sum() / excess + 0.5, rows
    )
    kept = np.clip(draws, 1e-9, 1 - 1e-9)
    return {"arrest_share": Parameter(kept, "share", "arrests per true alert", "logit")}
