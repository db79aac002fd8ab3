"""Which centroids may be nearest, by a float32 matrix product, and which one is."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.assignment.nearest import squared_in_plane
from core.types import Points

SCORES_AT_ONCE = 1 << 19
"""Scores computed at once: they stay in the processor's cache."""

FARTHEST = 2.0
"""Greatest distance of a centroid from the middle of the points for which MARGIN holds, where
points are at most 1 away along each axis."""

MARGIN = 2.0**-17
"""Scores closer than this are compared by the reference formula.

With u = 2**-24, coordinates up to 1 and centroids up to 2, what is added up to a score is at most 8
in size, half of it the square. Rounding point, centroid and square to float32 is off by at most 2u
* 4 + u * 4 = 12u, multiplying and adding up in any order by 3u * 8 = 24u; so a score by 36u, a
difference by 72u, and 8u for taking the margin off: 80u and a little for terms in u**2, below
2**-17 = 128u. What the reference itself rounds, in float64, is less than u.
"""

LEAST_SCALE, LARGEST_SCALE = -400, 400
"""Exponents of two between which no square underflows or overflows."""

Members = NDArray[np.bool_]
"""Whether a point is in a cluster: (K, B, N) for cluster, run and point."""

Coordinates = Callable[[NDArray[np.intp], NDArray[np.intp]], tuple[Points, Points]]
"""``coordinates(runs, points)``: x and y of a point of the set of a run, each (n,)."""


class Scale:
    """Places of the plane in units in which some points are within 1 of their middle."""

    def __init__(self, points: Points) -> None:
        """For ``points`` (N, 2)."""
        low, high = points.min(axis=0), points.max(axis=0)
        self.origin: Points = low / 2 + high / 2
        """The middle, (2,)."""
        reach = np.abs(points - self.origin).max()
        exponent = int(np.frexp(reach)[1])
        self.can_score = LEAST_SCALE < exponent < LARGEST_SCALE
        """Whether scores of these points have the precision that MARGIN asks for."""
        self.factor = 2.0**-exponent if self.can_score else 1.0
        """One by the unit, a power of two: to multiply by it does not round."""
        factors = self.scaled(points).T if self.can_score else np.zeros((3, len(points)))
        factors[2:] = -1.0
        self.factors = np.ascontiguousarray(factors, np.float32)
        """Shape (3, N): x, y, -1; the product with a row of `scaled` is x·c - c·c/2."""

    def scaled(self, places: Points) -> Points:
        """Return x, y and half the squared distance from the middle for ``places`` (..., 2)."""
        return scaled(places, self.origin, self.factor)


def scaled(places: Points, origin: Points, factor: float | Points) -> Points:
    """As `Scale.scaled`, with an ``origin`` and a ``factor`` that may differ by place."""
    result = np.empty((*places.shape[:-1], 3))
    with np.errstate(over="ignore"):
        np.multiply(places - origin, factor, out=result[..., :2])
        squared = result[..., :2] * result[..., :2]
        np.add(squared[..., 0], squared[..., 1], out=result[..., 2])
        result[..., 2] *= 0.5
    return result


def candidates(scores: NDArray[np.float32]) -> Members:
    """The clusters that may be nearest by their ``scores`` (K, B, N): one or more a point."""
    least = np.maximum.reduce(scores, axis=0)
    least -= np.float32(MARGIN)
    members: Members = scores >= least
    return members


def decide(members: Members, centroids: Points, coordinates: Coordinates) -> NDArray[np.bool_]:
    """Leave one of the candidates for every point, in place, by the reference formula.

    ``centroids`` (B, K, 2). Returns the runs with ties, (B,): a point exactly as near to two
    centroids, of which the lower has it.
    """
    k, b, n = members.shape
    tied = np.zeros(b, bool)
    if np.count_nonzero(members) == b * n:
        return tied
    counts = np.add.reduce(members.view(np.uint8), axis=0, dtype=np.uint8)
    all_runs, all_points = np.divmod(np.flatnonzero(counts > 1), n)
    step = max(1, SCORES_AT_ONCE // k)
    for start in range(0, len(all_runs), step):
        runs, points = all_runs[start : start + step], all_points[start : start + step]
        x, y = coordinates(runs, points)
        squared = squared_in_plane(x[:, None], y[:, None], centroids[runs].transpose(2, 0, 1))
        owners = squared.argmin(axis=1)
        tied[runs[(squared == squared.min(axis=1)[:, None]).sum(axis=1) > 1]] = True
        members[:, runs, points] = False
        members[owners, runs, points] = True
    return tied
