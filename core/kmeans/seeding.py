"""Starting centroids: the table SEEDERS."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from core.assignment.nearest import BLOCK, label_dtype, squared_distances
from core.checks import checked_k, checked_points, checked_rng, distinct_count, first_distinct
from core.kmeans.measures import means
from core.progress import UNHEARD, Progress
from core.types import Labels, Points


class Seeder(Protocol):
    """A way to choose starting centroids."""

    def __call__(
        self,
        points: ArrayLike,
        k: int,
        rng: np.random.Generator,
        progress: Progress = UNHEARD,
    ) -> Points:
        """``k`` starting centroids for points (N, d): shape (k, d), float64.

        The same state of ``rng`` gives the same centroids. Raises TypeError or ValueError that
        names the argument: bad points, k below 1 or above the number of distinct points, no
        Generator; CancelledError where ``progress`` says that they are wanted no more.
        """


def _checked(seeder: Callable[[Points, int, np.random.Generator, Progress], Points]) -> Seeder:
    @wraps(seeder)
    def checked(
        points: ArrayLike, k: int, rng: np.random.Generator, progress: Progress = UNHEARD
    ) -> Points:
        points = checked_points(points)
        k = checked_k(k, points, progress=progress.part(0.0, 0.05))
        starts = seeder(points, k, checked_rng(rng), progress.part(0.05, 1.0))
        progress.at(1.0)
        return starts

    return checked


@_checked
def random_points(
    points: Points, k: int, rng: np.random.Generator, progress: Progress = UNHEARD
) -> Points:
    """``k`` distinct data points, every choice equally likely (Forgy 1965)."""
    rows = rng.choice(len(points), size=k, replace=False)
    if distinct_count(points[rows], k) < k:
        # Rows with equal coordinates were drawn: go through all rows in random order instead.
        return first_distinct(points, k, rng.permutation(len(points)), progress)
    return points[rows]


@_checked
def kmeans_plus_plus(
    points: Points, k: int, rng: np.random.Generator, progress: Progress = UNHEARD
) -> Points:
    """Data points drawn with a chance in proportion to D² (Arthur and Vassilvitskii 2007).

    D is the distance to the nearest centroid chosen before; the first is drawn uniformly.
    """
    chosen = [points[rng.integers(len(points))]]
    ways = _Ways(points)
    for count in range(1, k):
        ways.shorten(chosen[-1], progress.part((count - 1) / k, count / k))
        chosen.append(points[_drawn_row(ways, rng)])
    return np.array(chosen)


@_checked
def farthest_first(
    points: Points, k: int, rng: np.random.Generator, progress: Progress = UNHEARD
) -> Points:
    """A random point, then always the point farthest from all chosen (Gonzalez 1985)."""
    chosen = [points[rng.integers(len(points))]]
    ways = _Ways(points)
    for count in range(1, k):
        ways.shorten(chosen[-1], progress.part((count - 1) / k, count / k))
        block = int(ways.longest.argmax())
        if ways.longest[block] == 0.0:
            raise ValueError(VANISHING)
        chosen.append(points[block * BLOCK + int(ways.of(block).argmax())])
    return np.array(chosen)


@_checked
def random_partition(
    points: Points, k: int, rng: np.random.Generator, progress: Progress = UNHEARD
) -> Points:
    """The means of a random partition into k groups, none of them empty."""
    groups: Labels = np.empty(len(points), label_dtype(k))
    for start in range(0, len(points), BLOCK):
        progress.at(0.5 * start / len(points))
        block = groups[start : start + BLOCK]
        block[:] = rng.integers(k, size=len(block))
    groups[rng.choice(len(points), size=k, replace=False)] = np.arange(k)
    return means(points, groups, np.zeros((k, points.shape[1])))


@_checked
def random_box(
    points: Points, k: int, rng: np.random.Generator, progress: Progress = UNHEARD
) -> Points:
    """``k`` places uniform in the bounding box of the points, not data points themselves."""
    low = np.array([column.min() for column in points.T])
    high = np.array([column.max() for column in points.T])
    return rng.uniform(low, high, size=(k, points.shape[1]))


VANISHING = "points: got some so close together that their distances vanish"


class _Ways:
    """The squared distance of every point to the nearest of the centroids chosen so far.

    Kept by blocks of points, with the box around each: a block too far from a new centroid for
    any of its points to come nearer is passed over. Where neighbours in space are neighbours in
    the array, that is nearly all of them.
    """

    def __init__(self, points: Points) -> None:
        starts = range(0, len(points), BLOCK)
        self._points = points
        self._squared = np.full(len(points), np.inf)
        blocks = [points[start : start + BLOCK].T for start in starts]
        self._low = np.array([[column.min() for column in block] for block in blocks])
        self._high = np.array([[column.max() for column in block] for block in blocks])
        self.longest = np.full(len(blocks), np.inf)
        """The largest squared distance in every block."""
        self.totals = np.full(len(blocks), np.inf)
        """The sum of the squared distances in every block."""

    def of(self, block: int) -> Points:
        """The squared distances in one block."""
        return self._squared[block * BLOCK : (block + 1) * BLOCK]

    def shorten(self, centroid: Points, progress: Progress) -> None:
        """Take one more centroid into account."""
        inside = np.clip(centroid, self._low, self._high)
        # Rounding never turns "farther" into "nearer": no point is nearer than its box.
        reached = np.flatnonzero(squared_distances(inside, centroid) < self.longest)
        for done, block in enumerate(reached.tolist()):
            progress.at(done / len(reached))
            own = self.of(block)
            points = self._points[block * BLOCK : (block + 1) * BLOCK]
            np.minimum(own, squared_distances(points, centroid), out=own)
            self.longest[block] = own.max()
            # A sum in pairs is twice as fast; a lone block is added in a row, as a draw adds it.
            self.totals[block] = own.sum() if len(self.totals) > 1 else np.cumsum(own)[-1]


def _drawn_row(ways: _Ways, rng: np.random.Generator) -> int:
    """A row, with a chance in proportion to its squared distance: first a block, then in it."""
    chances = np.cumsum(ways.totals)
    if chances[-1] == 0.0:
        raise ValueError(VANISHING)
    draw = rng.random() * chances[-1]
    block = _place(draw, chances, ways.totals)
    own = ways.of(block)
    rest = draw - (chances[block - 1] if block else 0.0)
    return block * BLOCK + _place(rest, np.cumsum(own), own)


def _place(draw: float, chances: Points, shares: Points) -> int:
    place = int(np.searchsorted(chances, draw, side="right"))
    # Rounding may push the draw past the end: the last one that has a chance is meant.
    return place if place < len(chances) else int(np.flatnonzero(shares)[-1])


SEEDERS: dict[str, Seeder] = {
    "random-points": random_points,
    "kmeans++": kmeans_plus_plus,
    "farthest-first": farthest_first,
    "random-partition": random_partition,
    "random-box": random_box,
}
