"""Named streams of randomness: every decision of the model has its own, so that nothing shifts anybody else's numbers.

A stream is keyed by the study's seed, its own name and the chunk of draws it serves (docs/method.md §5). It follows that
results depend neither on the number of workers nor on the order of the work, that an added group or stage leaves every
other stream alone, and that the first draws of a longer run are the draws of a shorter one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from simulator.documents import Fault, Faults

CHUNK = 8192
"""Draws served by one stream; also the unit of work and of memory."""


class DuplicateStream(ValueError):
    """Two decisions of one study share a stream, which would couple them; carries the `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"stream {name!r} is named twice; every decision needs a stream of its own")
        self.name = name


def stream(seed: int, name: str, chunk: int) -> np.random.Generator:
    """The generator of one decision in one chunk of draws.

    SHA-256 turns the name into entropy words, and `SeedSequence` mixes them with the seed and the chunk's number
    (O'Neill 2015, "Developing a seed_seq alternative"); equal arguments give equal randomness on every platform.
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(_entropy(seed, name, chunk))))


def _entropy(seed: int, name: str, chunk: int) -> NDArray[np.uint32]:
    """Seed, hash of the name and chunk as 32-bit words; an array, because `SeedSequence` is twice as quick with one."""
    words = max(-(-seed.bit_length() // 32), 1)
    return np.frombuffer(
        seed.to_bytes(4 * words, "little") + sha256(name.encode()).digest() + chunk.to_bytes(4, "little"),
        "<u4",
    )


def poisson(rng: np.random.Generator, mean: NDArray[np.float64], name: str) -> NDArray[np.int64]:
    """Poisson counts of an array of means; the stream's name says what of.

    Raises:
        Faults: a mean is larger than any count can be.
    """
    try:
        return rng.poisson(mean)
    except ValueError:
        rule = "are expected, and so many cannot be counted"
        hint = "a number of the scenario is far too large; `check` lists them"
        raise Faults(
            [Fault("counts", 0, 0, name.removeprefix("count/"), f"{np.max(mean):.2g} cases", rule, hint)]
        ) from None


def chunks(draws: int) -> Iterator[tuple[int, int, int]]:
    """(number, first draw, how many draws) of each chunk of a run of `draws`; only the last may be short."""
    for number, start in enumerate(range(0, draws, CHUNK)):
        yield number, start, min(CHUNK, draws - start)


def check_unique(names: Iterable[str]) -> None:
    """Raise `DuplicateStream` unless every name occurs once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DuplicateStream(name)
        seen.add(name)
