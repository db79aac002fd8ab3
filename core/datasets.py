"""Point makers: the table DATASETS. All boards live in or near the square [-1, 1]².

Where the arithmetic allows it, a larger n keeps the first points of a smaller one and a larger
spread moves the same points outwards, so that a board changes smoothly under a slider.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.checks import Points, checked_name, checked_rng, checked_whole
from core.randomness import DATA, generator

Truth = NDArray[np.intp]
Maker = Callable[[int, int, float, np.random.Generator], tuple[Points, Truth | None]]

ARTICLE_SPREAD = 0.10
"""The spread at which `gaussian` is the article's, and the sd of the blobs on its ring."""

LARGEST_SPREAD = 10.0
"""Beyond it hardly a Gaussian point falls into the square, and drawing again would not end."""

SQUARE_MARGIN = 0.8
"""Blob centres keep this far inside the square, so that the blobs do too."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A point maker, and which choices it listens to."""

    make: Maker
    uses_clusters: bool = True
    uses_spread: bool = True
    uses_seed: bool = True

    def __call__(
        self, n: int, clusters: int, spread: float, rng: np.random.Generator
    ) -> tuple[Points, Truth | None]:
        """Points (n, 2) and the group of each, (n,), or None where there are no groups.

        Raises TypeError or ValueError that names the argument, as `make_points` does.
        """
        n, clusters = checked_whole(n, "n", 1), checked_whole(clusters, "clusters", 1)
        return self.make(n, clusters, checked_spread(spread), checked_rng(rng))


def make_points(
    name: str, n: int, *, clusters: int = 5, spread: float = ARTICLE_SPREAD, seed: int = 0
) -> tuple[Points, Truth | None]:
    """``n`` points of the data set called ``name``, and their true groups.

    Returns points (n, 2) float64 and labels (n,), or None where the shape has no groups. The
    same arguments give the same points. Raises ValueError for an unknown name, n or clusters
    below 1, a spread that is not in (0, 10], or a negative seed; TypeError for a
    number of the wrong kind.
    """
    checked_name(name, DATASETS, "name")
    rng = generator(checked_whole(seed, "seed", 0), DATA)
    return DATASETS[name](n, clusters, spread, rng)


def checked_spread(spread: float) -> float:
    """``spread`` as a float in (0, LARGEST_SPREAD]; TypeError or ValueError else."""
    if not isinstance(spread, (int, float, np.integer, np.floating)) or isinstance(spread, bool):
        raise TypeError(f"spread: got {spread!r}, wanted a number")
    if not 0 < spread <= LARGEST_SPREAD:
        raise ValueError(f"spread: got {spread}, wanted a number above 0, up to {LARGEST_SPREAD}")
    return float(spread)


def _uniform(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    return rng.uniform(-1.0, 1.0, size=(n, 2)), None


def _gaussian(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    """Draw each cluster's centre and sigma, and each point again until it is in the square."""
    centres = rng.uniform(-1.0, 1.0, size=(clusters, 2))
    sigmas = rng.uniform(0.05, 0.5, size=clusters) * (spread / ARTICLE_SPREAD)
    groups = np.arange(n) % clusters
    points = centres[groups] + sigmas[groups, None] * rng.standard_normal((n, 2))
    outside = _outside(points, np.arange(n))
    while len(outside):
        own = groups[outside]
        drawn = rng.standard_normal((len(outside), 2))
        points[outside] = centres[own] + sigmas[own, None] * drawn
        outside = _outside(points, outside)
    return points, groups


def _outside(points: Points, rows: Truth) -> Truth:
    return rows[(np.abs(points[rows]) >= 1.0).any(axis=1)]


def _blobs(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    centres = _spaced_centres(clusters, rng)
    return _around(centres, np.arange(n) % clusters, spread, rng)


def _ring_of_blobs(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    angles = np.pi / 2 + 2 * np.pi * np.arange(clusters) / clusters
    centres = SQUARE_MARGIN * np.column_stack([np.cos(angles), np.sin(angles)])
    return _around(centres, np.arange(n) % clusters, spread, rng)


def _unequal_spread(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    centres = _spaced_centres(clusters, rng)
    factors = np.array([1.0, 2.5, 0.5])[np.arange(clusters) % 3]
    groups = np.arange(n) % clusters
    return _around(centres, groups, spread * factors[groups, None], rng)


def _unequal_size(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    """Sizes fall geometrically, the first cluster being 50 times the last."""
    weights = np.geomspace(1.0, 0.02, clusters) if clusters > 1 else np.ones(1)
    # Multiples of the golden ratio fill [0, 1) evenly, so that every n has the right shares.
    golden = (0.5 + np.arange(n) * (np.sqrt(5) - 1) / 2) % 1.0
    groups = np.searchsorted(np.cumsum(weights)[:-1] / weights.sum(), golden, side="right")
    return _around(_spaced_centres(clusters, rng), groups, spread, rng)


def _anisotropic(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    """Blobs, sheared along one common direction."""
    points, groups = _blobs(n, clusters, spread, rng)
    return points @ np.array([[0.608, -0.637], [-0.409, 0.853]]), groups


def _moons(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    groups = np.arange(n) % 2
    angle = np.pi * rng.random(n)
    arc = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    points = 0.62 * np.where(groups[:, None] == 0, arc, -arc)
    return points + 0.5 * spread * rng.standard_normal((n, 2)), groups


def _rings(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    groups = np.arange(n) % 2
    radius = np.where(groups == 0, 0.85, 0.4)
    return _on_circle(radius, rng) + 0.3 * spread * rng.standard_normal((n, 2)), groups


def _grid(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    """A square lattice, full of exact ties; its last row may be short."""
    side = int(np.ceil(np.sqrt(n)))
    place = np.arange(n)
    steps = np.column_stack([place % side, place // side])
    return (2.0 * steps + 1.0) / side - 1.0, None


def _smiley(
    n: int, clusters: int, spread: float, rng: np.random.Generator
) -> tuple[Points, Truth | None]:
    """Face, mouth and two eyes."""
    groups = np.array([0, 0, 0, 1, 1, 2, 3])[np.arange(n) % 7]
    face = _on_circle(np.full(n, 0.9), rng)
    angle = np.pi * (1.2 + 0.6 * rng.random(n))
    mouth = 0.55 * np.column_stack([np.cos(angle), np.sin(angle)])
    eyes = 0.07 * rng.standard_normal((n, 2)) + [[0.0, 0.32]]
    side = np.where(groups == 2, -0.32, 0.32)
    eyes[:, 0] += side
    points = np.where(groups[:, None] == 0, face, np.where(groups[:, None] == 1, mouth, eyes))
    return points + 0.25 * spread * rng.standard_normal((n, 2)), groups


def _around(
    centres: Points, groups: Truth, sd: float | Points, rng: np.random.Generator
) -> tuple[Points, Truth]:
    return centres[groups] + sd * rng.standard_normal((len(groups), 2)), groups


def _on_circle(radius: Points, rng: np.random.Generator) -> Points:
    angle = 2 * np.pi * rng.random(len(radius))
    directions: Points = np.column_stack([np.cos(angle), np.sin(angle)])
    return radius[:, None] * directions


def _spaced_centres(count: int, rng: np.random.Generator) -> Points:
    """Random centres that keep away from each other: the best of 20 candidates (Mitchell 1991)."""
    centres = rng.uniform(-SQUARE_MARGIN, SQUARE_MARGIN, size=(1, 2))
    while len(centres) < count:
        candidates = rng.uniform(-SQUARE_MARGIN, SQUARE_MARGIN, size=(20, 2))
        gaps = np.square(candidates[:, None] - centres).sum(axis=2).min(axis=1)
        centres = np.vstack([centres, candidates[gaps.argmax()]])
    return centres


DATASETS: dict[str, Dataset] = {
    "blobs": Dataset(_blobs),
    "gaussian": Dataset(_gaussian),
    "uniform": Dataset(_uniform, uses_clusters=False, uses_spread=False),
    "ring-of-blobs": Dataset(_ring_of_blobs),
    "unequal-spread": Dataset(_unequal_spread),
    "unequal-size": Dataset(_unequal_size),
    "anisotropic": Dataset(_anisotropic),
    "moons": Dataset(_moons, uses_clusters=False),
    "rings": Dataset(_rings, uses_clusters=False),
    "grid": Dataset(_grid, uses_clusters=False, uses_spread=False, uses_seed=False),
    "smiley": Dataset(_smiley, uses_clusters=False),
}
