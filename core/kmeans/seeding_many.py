"""The starting centroids of many runs over the same points."""

from collections.abc import Sequence

import numpy as np

from core.assignment.assigner import Assigner
from core.checks import checked_k, checked_points
from core.kmeans.seeding import SEEDERS, SeededPoints
from core.progress import SILENT, Progress
from core.randomness import STARTS, generator
from core.types import Points

TOGETHER = 1 << 17
"""Distances at a time: they stay in the processor's cache."""


class ManyStarts:
    """Starting centroids for many seeds over the same points: what is checked is checked once."""

    def __init__(self, assigner: Assigner, k: int) -> None:
        """For the points (N, d) of ``assigner`` and ``k`` clusters; raises as a seeder does."""
        self._points = SeededPoints(checked_points(assigner.points), assigner)
        self._k = checked_k(k, self._points.points)
        self._block = max(1, TOGETHER // len(self._points.points))

    def of(self, start: str, seeds: Sequence[int], progress: Progress = SILENT) -> Points:
        """The starts (R, K, d) of a method in SEEDERS for each of ``seeds``, as `record` makes.

        Raises as the seeder does, and CancelledError where ``progress`` says so.
        """
        draw, heard = SEEDERS[start].draw, Progress(is_wanted=lambda: progress.is_wanted)
        found = np.empty((len(seeds), self._k, self._points.points.shape[1]))
        for first in range(0, len(seeds), self._block):
            progress.at(first / len(seeds))
            rngs = [generator(seed, STARTS) for seed in seeds[first : first + self._block]]
            found[first : first + len(rngs)] = draw(self._points, self._k, rngs, heard)
        return found
