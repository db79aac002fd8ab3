"""The starting centroids of many runs: those of SEEDERS, bit for bit, without their checks."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.assignment.nearest import BLOCK, label_dtype
from core.checks import checked_k, checked_points, first_distinct, resolved
from core.kmeans.seeding import SEEDERS, VANISHING
from core.progress import UNHEARD, Progress
from core.randomness import STARTS, generator
from core.types import Points

TOGETHER = 1 << 17
"""Distances at a time: they stay in the processor's cache."""

Rngs = Sequence[np.random.Generator]


class ManyStarts:
    """Starting centroids for many seeds over the same points: what is checked is checked once."""

    def __init__(self, assigner: Assigner, k: int) -> None:
        """For the points (N, d) of ``assigner`` and ``k`` clusters; raises as a seeder does."""
        self._assigner = assigner
        self._points = checked_points(assigner.points)
        self._k = checked_k(k, self._points)
        self._block = max(1, TOGETHER // len(self._points))
        self._low, self._high = self._points.min(axis=0), self._points.max(axis=0)

    def of(self, start: str, seeds: Sequence[int], progress: Progress = UNHEARD) -> Points:
        """The starts (R, K, d) of a method in SEEDERS for each of ``seeds``, as `record` makes.

        Raises as the seeder does, and CancelledError where ``progress`` says so.
        """
        # In larger blocks than a seeder's, what it adds up is added up in another order.
        draw = self._drawings.get(start) if len(self._points) <= BLOCK else None
        found = np.empty((len(seeds), self._k, self._points.shape[1]))
        for first in range(0, len(seeds), self._block):
            progress.at(first / len(seeds))
            rngs = [generator(seed, STARTS) for seed in seeds[first : first + self._block]]
            own = found[first : first + len(rngs)]
            own[:] = draw(rngs) if draw else [self._checked(start, rng, progress) for rng in rngs]
        return found

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        """A number for the place of every point, (N,): equal for equal points."""
        # Of millions it takes long, and is never asked for.
        places: NDArray[np.intp] = np.unique(resolved(self._points), axis=0, return_inverse=True)[1]
        return places.reshape(-1)

    @property
    def _drawings(self) -> dict[str, Callable[[Rngs], Points]]:
        return {
            "random-points": self._random_points,
            "kmeans++": self._kmeans_plus_plus,
            "farthest-first": self._farthest_first,
            "random-partition": self._random_partition,
            "random-box": self._random_box,
        }

    def _checked(self, start: str, rng: np.random.Generator, progress: Progress) -> Points:
        heard = Progress(is_wanted=lambda: progress.is_wanted)
        return SEEDERS[start](self._points, self._k, rng, heard)

    def _random_points(self, rngs: Rngs) -> Points:
        n, k = len(self._points), self._k
        rows = np.array([rng.choice(n, size=k, replace=False) for rng in rngs])
        starts: Points = self._points[rows]
        places = np.sort(self._places[rows], axis=1)
        for run in np.flatnonzero((places[:, 1:] == places[:, :-1]).any(axis=1)).tolist():
            starts[run] = first_distinct(self._points, k, rngs[run].permutation(n))
        return starts

    def _kmeans_plus_plus(self, rngs: Rngs) -> Points:
        chosen, squared = self._first_of(rngs)
        # One after the other, as the seeder draws them.
        draws = np.array([rng.random(self._k - 1) for rng in rngs])
        for count in range(1, self._k):
            self._shorten(squared, chosen[:, count - 1])
            chances = np.cumsum(squared, axis=1)
            if not chances[:, -1].all():
                raise ValueError(VANISHING)
            draw = draws[:, count - 1] * chances[:, -1]
            rows = np.count_nonzero(chances <= draw[:, None], axis=1)
            for run in np.flatnonzero(rows == len(self._points)):
                rows[run] = np.flatnonzero(squared[run])[-1]
            chosen[:, count] = self._points[rows]
        return chosen

    def _farthest_first(self, rngs: Rngs) -> Points:
        chosen, squared = self._first_of(rngs)
        for count in range(1, self._k):
            self._shorten(squared, chosen[:, count - 1])
            if not squared.any(axis=1).all():
                raise ValueError(VANISHING)
            chosen[:, count] = self._points[squared.argmax(axis=1)]
        return chosen

    def _random_partition(self, rngs: Rngs) -> Points:
        n, k = len(self._points), self._k
        groups, nowhere = np.empty(n, label_dtype(k)), np.zeros((k, self._points.shape[1]))
        found = []
        for rng in rngs:
            groups[:] = rng.integers(k, size=n)
            groups[rng.choice(n, size=k, replace=False)] = np.arange(k)
            found.append(self._assigner.means(groups, nowhere))
        return np.array(found)

    def _random_box(self, rngs: Rngs) -> Points:
        size = (self._k, self._points.shape[1])
        return np.array([rng.uniform(self._low, self._high, size=size) for rng in rngs])

    def _first_of(self, rngs: Rngs) -> tuple[Points, Points]:
        """Room for the starts, the first of them drawn, and for the squared distances (R, N)."""
        n = len(self._points)
        chosen = np.empty((len(rngs), self._k, self._points.shape[1]))
        chosen[:, 0] = self._points[[rng.integers(n) for rng in rngs]]
        return chosen, np.full((len(rngs), n), np.inf)

    def _shorten(self, squared: Points, centroids: Points) -> None:
        """Take one more centroid of each run, (R, d), into account."""
        total = np.zeros_like(squared)
        for feature, column in enumerate(self._points.T):
            difference = column - centroids[:, feature, None]
            difference *= difference
            total += difference
        np.minimum(squared, total, out=squared)
