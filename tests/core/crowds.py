"""Crowds of points and places for centroids that an index may get wrong; a row a way to try it."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from core import Points
from core.checks import LARGEST
from core.progress import Progress


def blobs(rng: Generator, n: int) -> Points:
    return rng.random((5, 2))[rng.integers(5, size=n)] + rng.normal(size=(n, 2)) * 0.05


def with_outlier(far: float) -> Callable[[Generator, int], Points]:
    def make(rng: Generator, n: int) -> Points:
        points = rng.normal(size=(n, 2))
        points[rng.integers(n)] = far, -far
        return points

    return make


def horizontal(rng: Generator, n: int) -> Points:
    return np.column_stack([rng.random(n), np.full(n, 0.3)])


def diagonal(rng: Generator, n: int) -> Points:
    return np.repeat(rng.random((n, 1)), 2, axis=1)


def two_tight(rng: Generator, n: int) -> Points:
    return rng.random((n, 2)) * 1e-9 + rng.integers(2, size=(n, 1))


def of_all_sizes(rng: Generator, n: int) -> Points:
    return np.exp(rng.uniform(-340, 230, (n, 2))) * rng.choice([-1.0, 1.0], (n, 2))


CROWDS: dict[str, Callable[[Generator, int], Points]] = {
    "uniform": lambda rng, n: rng.random((n, 2)),
    "blobs": blobs,
    "heavy tails": lambda rng, n: rng.standard_cauchy((n, 2)),
    "outlier at 1e6": with_outlier(1e6),
    "outlier at 1e12": with_outlier(1e12),
    "outlier at 1e100": with_outlier(1e100),
    "all equal": lambda rng, n: np.full((n, 2), 0.1),
    "horizontal": horizontal,
    "diagonal": diagonal,
    "lattice": lambda rng, n: rng.integers(-6, 7, (n, 2)).astype(float),
    "far away": lambda rng, n: rng.random((n, 2)) + 1e7,
    "far along x": lambda rng, n: rng.random((n, 2)) + np.array([1e7, 0.0]),
    "two tight clusters": two_tight,
    "flat": lambda rng, n: rng.normal(size=(n, 2)) * [1.0, 1e-20],
    "of all sizes": of_all_sizes,
    "tiny": lambda rng, n: rng.normal(size=(n, 2)) * 1e-200,
    "squares are tiny": lambda rng, n: rng.normal(size=(n, 2)) * 1e-145,
    "subnormal": lambda rng, n: rng.normal(size=(n, 2)) * 1e-321,
    "huge": lambda rng, n: rng.normal(size=(n, 2)) * 1e95,
    "largest": lambda rng, n: rng.uniform(-LARGEST, LARGEST, (n, 2)),
}


def some_points(rng: Generator, points: Points, k: int) -> Points:
    return points[rng.integers(len(points), size=k)]


def half_lattice(rng: Generator, points: Points, k: int) -> Points:
    """Whole and half numbers: on a lattice, most bisectors run through points."""
    return np.rint(some_points(rng, points, k) * 2) / 2 + rng.choice([0.0, 0.5], (k, 2))


def neighbours(rng: Generator, points: Points, k: int) -> Points:
    """Few places, each there again and again, or a last bit beside itself."""
    few = some_points(rng, points, max(1, k // 3))[rng.integers(max(1, k // 3), size=k)]
    return np.where(
        rng.random((k, 1)) < 0.3, few, np.nextafter(few, rng.choice([-9e200, 9e200], few.shape))
    )


def outside(rng: Generator, points: Points, k: int) -> Points:
    reach = np.abs(points).max()
    return np.clip(points.mean(axis=0) + rng.normal(size=(k, 2)) * reach * 1e3, -LARGEST, LARGEST)


def around_a_point(rng: Generator, points: Points, k: int) -> Points:
    """All equally far from one of the points, but for rounding: whatever decides rounds, too."""
    angle = rng.uniform(0, 2 * np.pi, k)
    radius = np.ptp(points) * 10.0 ** -rng.integers(0, 9) + np.abs(points).max() * 1e-3
    circle = radius * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.clip(some_points(rng, points, 1) + circle, -LARGEST, LARGEST)


PLACES: dict[str, Callable[[Generator, Points, int], Points]] = {
    "points": some_points,
    "half lattice": half_lattice,
    "neighbours": neighbours,
    "outside": outside,
    "around a point": around_a_point,
}


class Listener(Progress):
    """Remembers the shares it hears; wants no more after ``patience`` of them."""

    def __init__(self, patience: float = np.inf) -> None:
        self.shares: list[float] = []
        super().__init__(self.shares.append, lambda: len(self.shares) < patience)

    def check(self) -> None:
        """Shares rise from 0 to 1 at most."""
        assert self.shares
        assert 0.0 <= min(self.shares) <= max(self.shares) <= 1.0
        assert sorted(self.shares) == self.shares
