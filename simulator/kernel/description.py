"""A scenario's closed forms in the kernel's order: draws last, each group's and kind's numbers contiguous."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.kernel import funnel, variation
from simulator.kernel.draws import Layout

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled, Expectations

Array = NDArray[np.float64]


def layout_of(compiled: Compiled) -> Layout:
    """Names of the axes of a scenario's draws."""
    stages = compiled.stages
    return Layout(
        compiled.groups,
        compiled.kinds,
        tuple(stage.id for stage in stages),
        compiled.sites,
        tuple(stage.liberty for stage in stages),
        tuple(stage.counts_as_arrest for stage in stages),
        compiled.victim,
    )


def describe(
    compiled: Compiled, values: Array, expected: Expectations
) -> tuple[dict[str, NDArray[Any]], Array, Array]:
    """What is expected given the unknowns: arrays of `Draws` by name (draws last), exit and counted shares.

    P(reach a stage) is held once if it is the same for every group.
    """
    grouped = any(
        len(set(terms.items)) > 1 for stage in compiled.stages if stage.proceeds for terms in stage.proceeds
    )
    proceeds = expected.proceeds if grouped else expected.proceeds[:, :1]
    reaching = funnel.reach(np.ascontiguousarray(np.moveaxis(proceeds, 0, -1)))
    leave = funnel.leaving(reaching)
    lasting = np.moveaxis(expected.minimum_share, 0, -1)
    counted = funnel.counted_share(tuple(stage.liberty for stage in compiled.stages), lasting)
    held = np.sum(leave * counted, axis=2, keepdims=True)
    arrays: dict[str, NDArray[Any]] = {
        "values": values,
        "alerts": np.ascontiguousarray(np.moveaxis(expected.alerts, 0, -1)),
        "reaching": np.concatenate([reaching, held], axis=2),
        "seconds": np.moveaxis(expected.mean_seconds, 0, -1),
        **{
            name: np.ascontiguousarray(getattr(expected, name).T)
            for name in ("encounters", "searches", "population", "fpir", "match_rate")
        },
    }
    people = expected.people
    if compiled.victim == "gallery":
        enrolled = compiled.enrolled.of(values)[:, None] * expected.matching.shares
        arrays["enrolled"] = np.ascontiguousarray(enrolled.T)
    if people is not None:
        stale = (
            compiled.enrolled.of(values)[:, None] * expected.matching.shares * compiled.mated.stale.of(values)
        )
        arrays |= {
            "exposed": np.ascontiguousarray(people.exposed.T),
            "stale": stale.T,
            "frailty": people.frailty,
        }
        arrays |= {"repeat": people.repeat_match, "exposure_cv": people.exposure_cv}
    return arrays, leave, counted


def exits_of(compiled: Compiled, leave: Array, counted: Array) -> list[list[funnel.Exits]]:
    """Exits of each group (one, if it is the same for all) and kind."""
    layout = layout_of(compiled)
    prolonged, held = layout.first("prolonged", "held"), layout.first("held")
    doubtful = tuple(prolonged <= t < held for t in range(len(layout.stages)))
    kinds = range(len(compiled.kinds))
    return [[funnel.Exits.of(of_group[k], counted[k], doubtful) for k in kinds] for of_group in leave]


def clustered(compiled: Compiled, arrays: dict[str, NDArray[Any]], seed: int, chunk: int) -> Array | None:
    """(groups, draws) multiplier of false alerts by lookalikes met again; None without the people block."""
    if "exposed" not in arrays:
        return None
    block = (arrays[name] for name in ("searches", "exposed", "frailty", "repeat", "exposure_cv"))
    variance = variation.lookalike_variance(compiled.victim, arrays["alerts"][:, 0], *block)
    return variation.lookalikes(compiled.groups, variance, seed, chunk)
