"""Point makers: the table DATASETS. All boards live in or near the square [-1, 1]².

Where the arithmetic allows it, a larger n keeps the first points of a smaller one and a larger
spread moves the same points outwards, so that a board changes smoothly under a slider.

A shape is first laid out, then drawn block by block into the result: ten million points need
little more memory than they take up themselves.
"""

import numpy as np
from numpy.typing import NDArray

from core.checks import checked_name, checked_whole
from core.datasets.making import DRAWN_AT_ONCE, LATTICE, Dataset, Layout, Truth
from core.progress import SILENT, Progress
from core.randomness import DATA, generator
from core.types import Points

ARTICLE_SPREAD = 0.10
"""The spread at which `gaussian` is the article's, and the sd of the blobs on its ring."""


SQUARE_MARGIN = 0.8
"""Blob centres keep this far inside the square, so that the blobs do too."""


def make_points(
    name: str,
    n: int,
    *,
    clusters: int = 5,
    spread: float = ARTICLE_SPREAD,
    seed: int = 0,
    progress: Progress = SILENT,
) -> tuple[Points, Truth | None]:
    """``n`` points of the data set called ``name``, and their true groups.

    Returns points (n, 2) float64 and labels (n,), the smallest signed integers that hold the
    groups, or None where the shape has no groups. The same arguments give the same points.

    Every coordinate is a multiple of 2⁻²⁴, 6·10⁻⁸, which no eye sees: sums of up to ten million
    of them, as far as 50 from 0, are then exact in float64. So they are the same in whatever
    order they are added, and fast ways of taking means agree with slow ones to the last bit.

    Raises ValueError for an unknown name, n or clusters below 1, a spread that is not in
    (0, 10], or a negative seed; TypeError for a number of the wrong kind; CancelledError where
    ``progress`` says that the points are wanted no more.
    """
    checked_name(name, DATASETS, "name")
    rng = generator(checked_whole(seed, "seed", 0), DATA)
    return DATASETS[name](n, clusters, spread, rng, progress)


class _Cycle:
    """Groups that take turns: row i belongs to ``pattern[i % len(pattern)]``."""

    def __init__(self, pattern: Truth) -> None:
        self._length = len(pattern)
        self._long: Truth = np.resize(pattern, DRAWN_AT_ONCE + len(pattern))

    def __call__(self, start: int, count: int) -> Truth:
        """The groups of ``count`` rows, at most a block, from row ``start`` on."""
        first = start % self._length
        return self._long[first : first + count]


def _cycle(groups: int) -> _Cycle:
    return _Cycle(np.arange(groups))


def _uniform(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    def drawing(start: int, block: Points, progress: Progress) -> None:
        rng.random(out=block)
        block *= 2.0
        block -= 1.0

    return Layout(drawing)


def _gaussian(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    """Draw each cluster's centre and sigma, and each point again until it is in the square."""
    centres = rng.uniform(-1.0, 1.0, size=(clusters, 2))
    sigmas = rng.uniform(0.05, 0.5, size=(clusters, 1)) * (spread / ARTICLE_SPREAD)
    turns = _cycle(clusters)

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        groups = turns(start, len(block))
        _scatter(block, centres, groups, sigmas[groups], rng)
        outside = _outside(block)
        while len(outside):
            progress.at(1.0 - len(outside) / len(block))
            again = np.empty((len(outside), 2))
            own = groups[outside]
            _scatter(again, centres, own, sigmas[own], rng)
            block[outside] = again
            outside = outside[_outside(again)]
        return groups

    return Layout(drawing, clusters)


def _outside(points: Points) -> NDArray[np.intp]:
    """The rows outside the open square; what snapping would put on its rim is outside, too."""
    out = np.abs(points) >= 1.0 - 0.5 * LATTICE
    return np.flatnonzero(out[:, 0] | out[:, 1])


def _blobs(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    return _around(_spaced_centres(clusters, rng, progress), spread, rng)


def _ring_of_blobs(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    angles = np.pi / 2 + 2 * np.pi * np.arange(clusters) / clusters
    centres = SQUARE_MARGIN * np.column_stack([np.cos(angles), np.sin(angles)])
    return _around(centres, spread, rng)


def _unequal_spread(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    centres = _spaced_centres(clusters, rng, progress)
    sds = spread * np.array([1.0, 2.5, 0.5])[np.arange(clusters) % 3][:, None]
    turns = _cycle(clusters)

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        groups = turns(start, len(block))
        _scatter(block, centres, groups, sds[groups], rng)
        return groups

    return Layout(drawing, clusters)


def _unequal_size(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    """Sizes fall geometrically, the first cluster being 50 times the last."""
    weights = np.geomspace(1.0, 0.02, clusters) if clusters > 1 else np.ones(1)
    bounds = np.cumsum(weights)[:-1] / weights.sum()
    centres = _spaced_centres(clusters, rng, progress)

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        # Multiples of the golden ratio fill [0, 1) evenly, so that every n has the right shares.
        rows = np.arange(start, start + len(block))
        golden = (0.5 + rows * (np.sqrt(5) - 1) / 2) % 1.0
        groups: Truth = np.searchsorted(bounds, golden, side="right")
        _scatter(block, centres, groups, spread, rng)
        return groups

    return Layout(drawing, clusters)


def _anisotropic(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    """Blobs, sheared along one common direction."""
    round_ones = _blobs(n, clusters, spread, rng, progress)

    def drawing(start: int, block: Points, progress: Progress) -> Truth | None:
        groups = round_ones.drawing(start, block, progress)
        # Column by column: a product of matrices may round otherwise in a block of another size.
        x, y = block.T.copy()
        block[:, 0] = 0.608 * x - 0.409 * y
        block[:, 1] = 0.853 * y - 0.637 * x
        return groups

    return Layout(drawing, clusters)


def _moons(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    turns = _cycle(2)

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        groups = turns(start, len(block))
        angle = np.pi * rng.random(len(block))
        side = np.where(groups == 0, 0.62, -0.62)
        _noise(block, 0.5 * spread, rng)
        block[:, 0] += side * (np.cos(angle) - 0.5)
        block[:, 1] += side * (np.sin(angle) - 0.25)
        return groups

    return Layout(drawing, 2)


def _rings(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    turns = _cycle(2)

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        groups = turns(start, len(block))
        angle = 2 * np.pi * rng.random(len(block))
        _noise(block, 0.3 * spread, rng)
        _add_arc(block, angle, np.where(groups == 0, 0.85, 0.4))
        return groups

    return Layout(drawing, 2)


def _grid(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    """A square lattice, full of exact ties; its last row may be short."""
    side = int(np.ceil(np.sqrt(n)))
    # Whole steps of LATTICE: snapped one by one, the points would no longer be equally far apart.
    half_step = max(1.0, np.rint(1.0 / LATTICE / side)) * LATTICE

    def drawing(start: int, block: Points, progress: Progress) -> None:
        rows, columns = np.divmod(np.arange(start, start + len(block)), side)
        block[:, 0] = (2 * columns + 1 - side) * half_step
        block[:, 1] = (2 * rows + 1 - side) * half_step

    return Layout(drawing)


def _smiley(
    n: int, clusters: int, spread: float, rng: np.random.Generator, progress: Progress
) -> Layout:
    """Face, mouth and two eyes."""
    turns = _Cycle(np.array([0, 0, 0, 1, 1, 2, 3]))
    radii = np.array([0.9, 0.55, 0.0, 0.0])
    middles = np.array([[0.0, 0.0], [0.0, 0.0], [-0.32, 0.32], [0.32, 0.32]])

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        groups = turns(start, len(block))
        round_face = 2 * np.pi * rng.random(len(block))
        along_mouth = np.pi * (1.2 + 0.6 * rng.random(len(block)))
        eyes = rng.standard_normal((len(block), 2))
        eyes *= np.where(groups > 1, 0.07, 0.0)[:, None]
        _noise(block, 0.25 * spread, rng)
        block += eyes
        block += middles[groups]
        _add_arc(block, np.where(groups == 0, round_face, along_mouth), radii[groups])
        return groups

    return Layout(drawing, 4)


def _around(centres: Points, sd: float, rng: np.random.Generator) -> Layout:
    """Round blobs of one size, which take turns."""
    turns = _cycle(len(centres))

    def drawing(start: int, block: Points, progress: Progress) -> Truth:
        groups = turns(start, len(block))
        _scatter(block, centres, groups, sd, rng)
        return groups

    return Layout(drawing, len(centres))


def _scatter(
    block: Points, centres: Points, groups: Truth, sd: float | Points, rng: np.random.Generator
) -> None:
    """Write normal points into ``block``, each around the centre of its group."""
    _noise(block, sd, rng)
    block += centres.take(groups, axis=0)


def _noise(block: Points, sd: float | Points, rng: np.random.Generator) -> None:
    rng.standard_normal(out=block)
    block *= sd


def _add_arc(block: Points, angle: Points, radius: Points) -> None:
    block[:, 0] += radius * np.cos(angle)
    block[:, 1] += radius * np.sin(angle)


def _spaced_centres(count: int, rng: np.random.Generator, progress: Progress) -> Points:
    """Random centres that keep away from each other: the best of 20 candidates (Mitchell 1991)."""
    centres = np.empty((count, 2))
    centres[0] = rng.uniform(-SQUARE_MARGIN, SQUARE_MARGIN, size=(1, 2))
    for found in range(1, count):
        progress.at(found / count)
        candidates = rng.uniform(-SQUARE_MARGIN, SQUARE_MARGIN, size=(20, 2))
        gaps = np.square(candidates[:, None] - centres[:found]).sum(axis=2).min(axis=1)
        centres[found] = candidates[gaps.argmax()]
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
