"""The minima that a basin map shows: which of them are listed, and in what colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.labs.basins.question import BasinMap
from core.experiments import ManyRuns, MapPicture
from core.kmeans.measures import SAME

MOST = 8
"""Minima that are listed one by one."""

AS_GOOD = 1.0 + SAME
"""Inertias within this factor of each other count as equal."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """One minimum on a map."""

    number: int
    inertia: float
    share: float
    """Of all pixels, 0 … 1."""


def minima_of(picture: MapPicture) -> list[Minimum]:
    """All minima on a map, the best first."""
    numbers, first, counts = np.unique(picture.minima, return_index=True, return_counts=True)
    inertias = picture.inertias.ravel()[first].tolist()
    shares = (counts / picture.minima.size).tolist()
    found = map(Minimum, numbers.tolist(), inertias, shares)
    return sorted(found, key=lambda each: (each.inertia, each.number))


def levels_of(picture: MapPicture) -> NDArray[np.float64]:
    """The final inertias on a map, ascending, shape (L,); equal ones count once."""
    levels: list[float] = []
    for inertia in np.unique(picture.inertias).tolist():
        if not levels or inertia > levels[-1] * AS_GOOD:
            levels.append(inertia)
    return np.array(levels)


def ranks_in(levels: NDArray[np.float64], inertias: NDArray[np.float64]) -> NDArray[np.intp]:
    """The index into ``levels`` of each of ``inertias``, in an array of the same shape."""
    ranks: NDArray[np.intp] = np.searchsorted(levels, inertias, side="right") - 1
    return ranks


def ranked(picture: MapPicture, levels: NDArray[np.float64]) -> list[Minimum]:
    """The minima of a map, numbered by rank from 0; those of equal inertia count as one."""
    counts = np.bincount(ranks_in(levels, picture.inertias).ravel(), minlength=len(levels))
    shares = (counts / picture.inertias.size).tolist()
    return list(map(Minimum, range(len(levels)), levels.tolist(), shares))


def listed(found: Sequence[Minimum], most: int = MOST) -> list[Minimum]:
    """The best and, of the others, those with the largest shares; in the order of ``found``."""
    others = sorted(found[1:], key=lambda each: -each.share)[: most - 1]
    kept = {each.number for each in (*found[:1], *others)}
    return [each for each in found if each.number in kept]


def kept_slots(numbers: Sequence[int], before: Mapping[int, int]) -> dict[int, int]:
    """A colour slot for each of at most `MOST` minima: that of ``before``, unless it is taken.

    A new minimum takes a slot that was never used, or else one that is free now.
    """
    slots: dict[int, int] = {}
    for number in numbers:
        if number in before and before[number] not in slots.values():
            slots[number] = before[number]
    for number in numbers:
        if number not in slots:
            free = [slot for slot in range(MOST) if slot not in slots.values()]
            unused = [slot for slot in free if slot not in before.values()]
            slots[number] = (unused or free)[0]
    return slots


class MapMinima:
    """The minima of the current map; each keeps its colour from map to map of the same runs."""

    def __init__(self) -> None:
        self.found: list[Minimum] = []
        self.levels: list[float] = []
        """The final inertias on the map, ascending."""
        self.slots: dict[int, int] = {}
        """Colours of minima, by their numbers in the runs."""
        self._runs: ManyRuns | None = None

    def set_map(self, shown: BasinMap) -> None:
        """Find the minima of another map."""
        self.found = minima_of(shown.picture)
        self.levels = levels_of(shown.picture).tolist()
        if shown.question.runs is not self._runs:
            self.slots, self._runs = {}, shown.question.runs
        self.slots |= kept_slots([each.number for each in listed(self.found)], self.slots)

    def rank(self, inertia: float) -> int | None:
        """The index of an inertia among the levels; None if it is none of them."""
        rank = int(ranks_in(np.array(self.levels), np.array(inertia)))
        return rank if is_same(inertia, self.levels[max(rank, 0)]) else None

    def shown_slots(self) -> dict[int, int]:
        """Colours of the minima that are listed one by one."""
        return {each.number: self.slots[each.number] for each in listed(self.found)}


def is_best(inertia: float, best: float) -> bool:
    """Whether an inertia is as good as the ``best``, up to rounding."""
    return inertia <= best * AS_GOOD


def is_same(one: float, other: float) -> bool:
    """Whether two inertias are equal up to rounding."""
    return is_best(one, other) and is_best(other, one)
