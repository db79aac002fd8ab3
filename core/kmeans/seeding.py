"""Starting centroids: the table SEEDERS."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.assignment.assigner import Assigner
from core.assignment.brute_force import BruteForce
from core.assignment.nearest import label_dtype, squared_distances
from core.blocks import CACHED_BLOCK
from core.checks import (
    checked_k,
    checked_points,
    checked_rng,
    distinct_count,
    first_distinct,
    resolved,
)
from core.progress import SILENT, Progress
from core.types import Labels, Points

VANISHING = "points: got some so close together that their distances vanish"

Rngs = Sequence[np.random.Generator]


class SeededPoints:
    """Points (N, d), with values that all seedings of them share."""

    def __init__(self, points: Points, assigner: Assigner | None = None) -> None:
        self.points = points
        self._assigner = assigner

    @property
    def assigner(self) -> Assigner:
        """Computes means of the points."""
        return self._assigner or BruteForce(self.points)

    @cached_property
    def bounds(self) -> tuple[Points, Points]:
        """The lowest and the highest coordinates, (d,) each."""
        columns = self.points.T
        low, high = [column.min() for column in columns], [column.max() for column in columns]
        return np.array(low), np.array(high)

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        """A number for the place of every point, (N,): equal for equal points."""
        places: NDArray[np.intp] = np.unique(resolved(self.points), axis=0, return_inverse=True)[1]
        return places.reshape(-1)

    def repeating(self, rows: NDArray[np.intp]) -> list[int]:
        """Which of the choices ``rows`` (R, k) have equal points in them."""
        count, k = rows.shape
        if count == 1:  # for one choice comparing k points is faster
            return [0] if distinct_count(self.points[rows[0]], k) < k else []
        places = np.sort(self._places[rows], axis=1)
        return np.flatnonzero((places[:, 1:] == places[:, :-1]).any(axis=1)).tolist()


Draw = Callable[[SeededPoints, int, Rngs, Progress], Points]
"""Starting centroids for R generators at once, (R, k, d): those of each do not depend on the
others. Nothing is checked."""


def _random_points(data: SeededPoints, k: int, rngs: Rngs, progress: Progress) -> Points:
    """``k`` distinct data points, every choice equally likely (Forgy 1965)."""
    n = len(data.points)
    rows = np.array([rng.choice(n, size=k, replace=False) for rng in rngs])
    starts: Points = data.points[rows]
    for run in data.repeating(rows):
        # Rows with equal coordinates were drawn: go through all rows in random order instead.
        starts[run] = first_distinct(data.points, k, rngs[run].permutation(n), progress)
    return starts


def _kmeans_plus_plus(data: SeededPoints, k: int, rngs: Rngs, progress: Progress) -> Points:
    """Data points drawn with probability proportional to D² (Arthur and Vassilvitskii 2007).

    D is the distance to the nearest centroid chosen before. The first is drawn uniformly.
    """
    chosen, distances = _first_chosen(data, k, rngs)
    draws = np.array([rng.random(k - 1) for rng in rngs])
    for count in range(1, k):
        distances.shorten(chosen[:, count - 1], progress.part((count - 1) / k, count / k))
        chosen[:, count] = data.points[distances.drawn_rows(draws[:, count - 1])]
    return chosen


def _farthest_first(data: SeededPoints, k: int, rngs: Rngs, progress: Progress) -> Points:
    """A random point, then always the point farthest from all chosen (Gonzalez 1985)."""
    chosen, distances = _first_chosen(data, k, rngs)
    for count in range(1, k):
        distances.shorten(chosen[:, count - 1], progress.part((count - 1) / k, count / k))
        chosen[:, count] = data.points[distances.farthest_rows()]
    return chosen


def _random_partition(data: SeededPoints, k: int, rngs: Rngs, progress: Progress) -> Points:
    """The means of a random partition into k groups, none of them empty."""
    n, d = data.points.shape
    groups: Labels = np.empty(n, label_dtype(k))
    assigner, nowhere = data.assigner, np.zeros((k, d))
    starts = np.empty((len(rngs), k, d))
    for own, rng in zip(starts, rngs, strict=True):
        for first in range(0, n, CACHED_BLOCK):
            progress.at(0.5 * first / n)
            block = groups[first : first + CACHED_BLOCK]
            block[:] = rng.integers(k, size=len(block))
        groups[rng.choice(n, size=k, replace=False)] = np.arange(k)
        own[:] = assigner.means(groups, nowhere)
    return starts


def _random_box(data: SeededPoints, k: int, rngs: Rngs, progress: Progress) -> Points:
    """``k`` places uniform in the bounding box of the points, not data points themselves."""
    size = (k, data.points.shape[1])
    return np.array([rng.uniform(*data.bounds, size=size) for rng in rngs])


def _first_chosen(data: SeededPoints, k: int, rngs: Rngs) -> tuple[Points, "_NearestSquared"]:
    """Return an array for the centroids with the first one drawn, and the distances."""
    points = data.points
    chosen = np.empty((len(rngs), k, points.shape[1]))
    chosen[:, 0] = points[[rng.integers(len(points)) for rng in rngs]]
    return chosen, _NearestSquared(points, len(rngs))


class _NearestSquared:
    """The squared distance of every point to the nearest centroid chosen so far, in R runs.

    Points are in blocks with bounding boxes: a block that is too far from a new centroid is
    skipped. In Morton order nearly all blocks are.
    """

    def __init__(self, points: Points, runs: int) -> None:
        self._points = points
        self._squared = np.full((runs, len(points)), np.inf)
        self._blocks = [
            slice(start, start + CACHED_BLOCK) for start in range(0, len(points), CACHED_BLOCK)
        ]
        columns = [points[block].T for block in self._blocks]
        self._low = np.array([[column.min() for column in block] for block in columns])
        self._high = np.array([[column.max() for column in block] for block in columns])
        # By run and block: the largest squared distance, and the sum of them.
        self._longest = np.full((runs, len(self._blocks)), np.inf)
        self._totals = np.full((runs, len(self._blocks)), np.inf)

    def shorten(self, centroids: Points, progress: Progress) -> None:
        """Take one more centroid of each run, (R, d), into account."""
        if len(self._blocks) == 1:
            shorten(self._squared, self._points.T, centroids)
            return
        for run, centroid in enumerate(centroids):
            inside = np.clip(centroid, self._low, self._high)
            # Rounding is monotonic: no computed distance of a point is below that of its box.
            reached = squared_distances(inside, centroid) < self._longest[run]
            blocks = np.flatnonzero(reached).tolist()
            for done, block in enumerate(blocks):
                progress.at(done / len(blocks))
                own = self._squared[run, self._blocks[block]]
                points = self._points[self._blocks[block]]
                np.minimum(own, squared_distances(points, centroid), out=own)
                self._longest[run, block] = own.max()
                self._totals[run, block] = own.sum()

    def farthest_rows(self) -> NDArray[np.intp]:
        """The farthest point of each run; raises ValueError where all distances are 0."""
        if len(self._blocks) == 1:
            rows: NDArray[np.intp] = self._squared.argmax(axis=1)
        else:
            blocks = self._longest.argmax(axis=1).tolist()
            runs = zip(self._squared, blocks, strict=True)
            own = [int(squared[self._blocks[block]].argmax()) for squared, block in runs]
            rows = np.array(blocks) * CACHED_BLOCK + np.array(own)
        if not np.take_along_axis(self._squared, rows[:, None], axis=1).all():
            raise ValueError(VANISHING)
        return rows

    def drawn_rows(self, draws: Points) -> NDArray[np.intp]:
        """Draw a row for each run with probability proportional to its squared distance.

        ``draws`` (R,) are uniform in [0, 1). First a block is drawn, then a point in it. Raises
        ValueError where all distances are 0.
        """
        if len(self._blocks) == 1:
            return drawn(draws, self._squared)
        rows = []
        for run, draw in enumerate(draws.tolist()):
            totals = self._totals[run]
            block = int(drawn(np.array([draw]), totals[None])[0])
            chances = np.cumsum(totals)
            rest = draw * chances[-1] - (chances[block - 1] if block else 0.0)
            own = self._squared[run, self._blocks[block]]
            rows.append(block * CACHED_BLOCK + _place(rest, np.cumsum(own), own))
        return np.array(rows)


def shorten(squared: Points, columns: Points, centroids: Points) -> None:
    """Lower ``squared`` (R, N) to the squared distances to one centroid of each run, (R, d).

    ``columns`` are the features of the points, (d, N), or of those of each run, (d, R, N).
    """
    total = np.zeros_like(squared)
    for feature, column in enumerate(columns):
        difference = column - centroids[:, feature, None]
        difference *= difference
        total += difference
    np.minimum(squared, total, out=squared)


def drawn(draws: Points, shares: Points) -> NDArray[np.intp]:
    """Draw an index into each row of ``shares`` (R, n) with probability proportional to it."""
    chances = np.cumsum(shares, axis=1)
    if not chances[:, -1].all():
        raise ValueError(VANISHING)
    draw = draws * chances[:, -1]
    rows: NDArray[np.intp] = np.count_nonzero(chances <= draw[:, None], axis=1)
    # Rounding may move the draw past the end: then take the last with a positive share.
    for run in np.flatnonzero(rows == shares.shape[1]).tolist():
        rows[run] = np.flatnonzero(shares[run])[-1]
    return rows


def _place(draw: float, chances: Points, shares: Points) -> int:
    place = int(np.searchsorted(chances, draw, side="right"))
    return place if place < len(chances) else int(np.flatnonzero(shares)[-1])


@dataclass(frozen=True, slots=True)
class Seeder:
    """A method to choose starting centroids."""

    draw: Draw

    def __call__(
        self,
        points: ArrayLike,
        k: int,
        rng: np.random.Generator,
        progress: Progress = SILENT,
    ) -> Points:
        """``k`` starting centroids for points (N, d): shape (k, d), float64.

        The same state of ``rng`` gives the same centroids. Raises TypeError or ValueError that
        names the argument: bad points, k below 1 or above the number of distinct points, no
        Generator; CancelledError if ``progress`` is cancelled.
        """
        points = checked_points(points)
        k = checked_k(k, points, progress=progress.part(0.0, 0.05))
        data, rngs = SeededPoints(points), (checked_rng(rng),)
        starts: Points = self.draw(data, k, rngs, progress.part(0.05, 1.0))[0]
        progress.at(1.0)
        return starts


SEEDERS: dict[str, Seeder] = {
    "random-points": Seeder(_random_points),
    "kmeans++": Seeder(_kmeans_plus_plus),
    "farthest-first": Seeder(_farthest_first),
    "random-partition": Seeder(_random_partition),
    "random-box": Seeder(_random_box),
}
