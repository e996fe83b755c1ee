"""Programs with one thing wrong, which a calibration must find out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from simulator.model.compiled import Compiled
from simulator.model.laws import Beta, _tabled
from simulator.model.unknowns import Term
from simulator.study.calibration.experiments import Shares

Array = NDArray[np.float64]
Columns = Mapping[str, Array]
RIGHT = Beta.at


@contextmanager
def drawn(at: Callable[[Beta, Array], Array]) -> Iterator[None]:
    """Counted probabilities drawn otherwise. Quantiles are tabled by law: nothing tabled by a wrong program may stay."""
    _tabled.cache_clear()
    try:
        with patch.object(Beta, "at", at):
            yield
    finally:
        _tabled.cache_clear()


def larger_counts() -> AbstractContextManager[None]:
    """Every count half as large again."""
    return drawn(lambda law, z: RIGHT(Beta(1.5 * law.events, 1.5 * law.trials), z))


def narrower(share: float) -> AbstractContextManager[None]:
    """The spread of every counted probability times a share."""
    return drawn(lambda law, z: RIGHT(law, share * z))


@contextmanager
def never_read() -> Iterator[None]:
    """The new count is not read: the posterior is the prior."""
    with patch.object(Shares, "again", lambda experiment, _: Beta(experiment.events, experiment.trials)):
        yield


def without_a_stage(program: Compiled) -> Compiled:
    """Whoever is let through the review is questioned at once."""
    return replace(program, stages=(program.stages[0], *program.stages[2:]))


def a_tenth_more(program: Compiled) -> Compiled:
    """A factor of 1.1 on every search."""
    return replace(program, persons=Term(1.1))


def years_all_alike(program: Compiled) -> Compiled:
    """Poisson counts where years are busy and quiet."""
    return replace(program, year_cv=0.0)


def nobody_met_again(program: Compiled) -> Compiled:
    """Every false match somebody else's, everybody passing equally often."""
    assert program.people is not None
    return replace(program, people=replace(program.people, uneven=Term(0.0), repeat_match=Term(1e-6)))


def apart(made: Columns) -> Columns:
    """Each parameter's draws as they are, and nothing of what was learned together."""
    chance = np.random.default_rng(1)
    return {name: chance.permutation(values) for name, values in made.items()}


def nowhere_new(made: Columns) -> Columns:
    """Every place the average of those that are known."""
    return {
        name: np.full_like(each, 1e-6) if name.endswith("_setting") else each for name, each in made.items()
    }


def at_the_fits_threshold(made: Columns) -> Columns:
    """No rate moved by the threshold."""
    return {name: 0 * each if name.endswith("_threshold") else each for name, each in made.items()}


def as_if_known(made: Columns) -> Columns:
    """One row in place of all."""
    return {name: np.full_like(each, np.median(each)) for name, each in made.items()}


WRONG_COUNTS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "counts taken half as large again": larger_counts,
    "a spread a tenth too narrow": lambda: narrower(0.9),
    "a spread a twentieth too narrow": lambda: narrower(0.95),
    "a new count that is never read": never_read,
}
WRONG_YEARS: Mapping[str, Callable[[Compiled], Compiled]] = {
    "a stage left out": without_a_stage,
    "a factor of 1.1": a_tenth_more,
    "years all alike (Poisson)": years_all_alike,
    "nobody met again": nobody_met_again,
}
WRONG_FITS: Mapping[str, Callable[[Columns], Columns]] = {
    "a fit's parameters drawn apart": apart,
    "a new setting taken for the average": nowhere_new,
    "a fit's threshold not moved": at_the_fits_threshold,
    "a fit's middle taken for sure": as_if_known,
}
