"""Places by their names: spelt differently they are still near, and parts of a town share their name's part.

Nobody keeps a list of areas: two names are as alike as the cosine of their groups of three letters, each group weighing
less the more places have it ("High St" says little, "Croydon" much). "Northend, Croydon", "North End, Croydon" and
"Croydon, George St" are near; "Shepherds Buh" finds "Shepherds Bush".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LARGEST = 120
"""Directions kept; more places than that differ in fewer ways that matter than in names."""


def normalised(place: str) -> tuple[str, ...]:
    """The words of a place: lower case, without what stands in brackets, in alphabetical order."""
    plain = (
        re.sub(r"\(.*?\)", " ", place.casefold())
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
        .replace("'", "")
    )
    return tuple(sorted(re.findall(r"\w+", plain)))


@lru_cache(maxsize=64)
def place_effects(places: tuple[tuple[str, tuple[str, ...]], ...]) -> Floats:
    """(rows, directions): independent unit effects of the columns give each place an effect, correlated by likeness.

    Half the square of what sets two places of a force apart is 1 on average, so that the scale of the effects is how much
    places differ: what the names of a whole table share ("Street") moves all of them alike and would be taken from it.

    Args:
        places: (rows,) the force and the words of the place; forces share nothing, a row without words has no effect.
    """
    unique = {each: number for number, each in enumerate(dict.fromkeys(places))}
    weights = _weights(list(unique))
    likeness = weights @ weights.T
    likeness /= 1.0 - _shared(likeness, [force for force, _ in unique])
    values, vectors = np.linalg.eigh(likeness)
    kept = np.argsort(values)[::-1][:LARGEST]
    kept = kept[values[kept] > 1e-8]
    columns: Floats = vectors[:, kept] * np.sqrt(values[kept])
    return columns[[unique[each] for each in places]]


def _shared(likeness: Floats, forces: Sequence[str]) -> float:
    """The mean likeness of two places of one force, at most 0.9; 0 where no force has two."""
    names = np.array(forces, object)
    pairs = (names[:, None] == names) & ~np.eye(len(names), dtype=bool)
    return min(float(likeness[pairs].mean()), 0.9) if pairs.any() else 0.0


def _weights(places: Sequence[tuple[str, tuple[str, ...]]]) -> Floats:
    """(places, groups of letters), each row of length 1, or 0 for a place without words."""
    columns: dict[tuple[str, str], int] = {}
    found = [
        [columns.setdefault((force, gram), len(columns)) for gram in _grams(words)] for force, words in places
    ]
    weights = np.zeros((len(places), max(len(columns), 1)))
    for number, grams in enumerate(found):
        np.add.at(weights[number], grams, 1.0)
    weights /= np.sqrt(np.maximum((weights > 0).sum(axis=0), 1))
    length = np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return np.asarray(np.divide(weights, length, out=weights, where=length > 0))


def _grams(words: Sequence[str]) -> list[str]:
    marked = [f"^{word}$" for word in words]
    return [word[i : i + 3] for word in marked for i in range(len(word) - 2)]
