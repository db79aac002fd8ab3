"""The starting centroids of many runs over the same points."""

from collections.abc import Sequence

import numpy as np

from core.assignment.assigner import Assigner
from core.blocks import CACHED_BLOCK
from core.checks import checked_k, checked_points
from core.kmeans.seeding import SEEDERS, SeededPoints, drawn, shorten
from core.progress import SILENT, Progress
from core.randomness import STARTS, generator
from core.types import Points

TOGETHER = 1 << 17
"""Distances computed at once: they stay in the processor's cache."""

SETS_TOGETHER = 1 << 15
"""The same where each run has points of its own."""


class ManyStarts:
    """Starting centroids for many seeds over the same points, which are checked once."""

    def __init__(self, assigner: Assigner, k: int) -> None:
        """For the points (N, d) of ``assigner`` and ``k`` clusters; raises as a seeder does."""
        self._points = SeededPoints(checked_points(assigner.points), assigner)
        self._k = checked_k(k, self._points.points)
        self._block = max(1, TOGETHER // len(self._points.points))

    def of(self, start: str, seeds: Sequence[int], progress: Progress = SILENT) -> Points:
        """Return the starts (R, K, d) of a method in SEEDERS for each of ``seeds``.

        They are bit for bit those of the seeder alone. Raises as it does, and CancelledError if
        ``progress`` is cancelled.
        """
        draw, heard = SEEDERS[start].draw, Progress(is_wanted=lambda: progress.is_wanted)
        found = np.empty((len(seeds), self._k, self._points.points.shape[1]))
        for first in range(0, len(seeds), self._block):
            progress.at(first / len(seeds))
            rngs = [generator(seed, STARTS) for seed in seeds[first : first + self._block]]
            found[first : first + len(rngs)] = draw(self._points, self._k, rngs, heard)
        return found


def starts_of_sets(
    assigners: Sequence[Assigner],
    k: int,
    start: str,
    seeds: Sequence[Sequence[int]],
    progress: Progress = SILENT,
) -> list[Points]:
    """Return the starts (R, K, d) over each of some sets for its own ``seeds``.

    They are those of `ManyStarts.of`, of several sets at once where these are small and of one
    size, and the method is k-means++. Raises as it does.
    """
    sizes = {assigner.points.shape for assigner in assigners}
    counts = {len(own) for own in seeds}
    is_small = len(sizes) == 1 and min(sizes)[0] <= CACHED_BLOCK
    if start != "kmeans++" or not is_small or len(counts) > 1:
        found = []
        for place, (assigner, own) in enumerate(zip(assigners, seeds, strict=True)):
            part = progress.part(place / len(seeds), (place + 1) / len(seeds))
            found.append(ManyStarts(assigner, k).of(start, own, part))
        return found
    sets = [checked_points(assigner.points) for assigner in assigners]
    for points in sets:
        checked_k(k, points)
    found, block = [], max(1, SETS_TOGETHER // (len(sets[0]) * max(1, *counts)))
    for first in range(0, len(sets), block):
        progress.at(first / len(sets))
        own_sets = np.array(sets[first : first + block])
        found += list(_plus_plus_of_sets(own_sets, k, seeds[first : first + block]))
    return found


def _plus_plus_of_sets(sets: Points, k: int, seeds: Sequence[Sequence[int]]) -> Points:
    """As the seeder "kmeans++" for each set of ``sets`` (S, N, d), (S, R, K, d)."""
    s, n, d = sets.shape
    rngs = [generator(seed, STARTS) for own in seeds for seed in own]
    of = np.repeat(np.arange(s), len(seeds[0]))
    chosen = np.empty((len(rngs), k, d))
    chosen[:, 0] = sets[of, [rng.integers(n) for rng in rngs]]
    draws = np.array([rng.random(k - 1) for rng in rngs])
    squared = np.full((len(rngs), n), np.inf)
    columns = sets[of].transpose(2, 0, 1)
    for count in range(1, k):
        shorten(squared, columns, chosen[:, count - 1])
        chosen[:, count] = sets[of, drawn(draws[:, count - 1], squared)]
    return chosen.reshape(s, -1, k, d)
