"""Many points as one picture: how many lie in each pixel, and one of them to stand for all."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.checks import Points
from core.progress import UNHEARD, Progress

BLOCK = 1 << 18
"""Points between two looks at whether the picture is still wanted: a few milliseconds."""

LARGEST_DOT = 12
RIM = LARGEST_DOT // 2 + 2
"""Pixels kept around the grid: room for dots that reach into it, and one for all beyond."""

Pixels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Grid:
    """Square pixels over the plane, in columns to the right and rows downwards."""

    x: float
    y: float
    """The place of the plane at ``middle``."""
    scale: float
    """Pixels per unit of the plane."""
    middle: tuple[float, float]
    """Column and row, not whole in general, at which the place above lies."""
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """What painting a square dot for every point, in the order of the rows, leaves to be seen.

    The three arrays have a value for each pixel that is covered. They are in the order of
    ``rows``, so that looking up a label for each of them goes once through the labels.
    """

    grid: Grid
    pixels: Pixels
    """Place of each in the grid: row times width, plus column."""
    rows: NDArray[np.intp]
    """The point on top: the last whose dot covers the pixel."""
    counts: NDArray[np.intp]
    """How many dots cover the pixel."""
    n: int
    """Points within the grid."""
    dot: int
    """Side of a dot in pixels."""


def rasterised(
    points: Points,
    grid: Grid,
    dot: Callable[[int], int] = lambda n: 1,
    *,
    step: int = 1,
    progress: Progress = UNHEARD,
) -> Raster:
    """The picture of every ``step``-th of ``points`` (N, 2) on ``grid``.

    ``dot`` tells the side of a dot, 1 … `LARGEST_DOT` pixels, from the number of points within
    the grid. A dot of even side reaches one pixel farther to the right and down. Raises
    CancelledError where ``progress`` says that it is wanted no more.
    """
    shape = (grid.height + 2 * RIM, grid.width + 2 * RIM)
    counts, tops = np.zeros(shape, np.intp), np.full(shape, -1, np.int32)
    for start in range(0, len(points), BLOCK * step):
        stop = min(start + BLOCK * step, len(points))
        _paint(points[start:stop:step], range(start, stop, step), grid, counts, tops)
        progress.at(0.9 * stop / len(points))
    n = int(counts[RIM:-RIM, RIM:-RIM].sum())
    side = dot(n)
    tops_grown, counts_grown = _grown(tops, side, np.maximum), _grown(counts, side, np.add)
    progress.at(0.95)
    return Raster(grid, *_in_order_of_rows(tops_grown, counts_grown), n, side)


def _paint(
    points: Points, rows: range, grid: Grid, counts: Pixels, tops: NDArray[np.int32]
) -> None:
    """Add ``points`` to the pixels they lie in; all beyond the rim count at its outermost."""
    height, width = counts.shape
    places = _places(points[:, 1], -grid.scale, grid.y, grid.middle[1], height)
    places *= width
    places += _places(points[:, 0], grid.scale, grid.x, grid.middle[0], width)
    # Neighbouring rows are mostly neighbours in the plane: only a stretch of pixels is touched.
    first, last = int(places.min()), int(places.max())
    counts.reshape(-1)[first : last + 1] += np.bincount(places - first)
    # Where a place comes more than once, numpy leaves the last value there.
    tops.reshape(-1)[places] = np.arange(rows.start, rows.stop, rows.step, dtype=np.int32)


def _places(
    column: NDArray[np.float64], scale: float, origin: float, middle: float, size: int
) -> Pixels:
    """Pixels along one axis, the rim before the grid counted in."""
    places = column - origin
    places *= scale
    places += middle
    np.floor(places, out=places)
    places += RIM
    np.clip(places, 0, size - 1, out=places)
    return places.astype(np.intp)


def _grown(image: NDArray[np.integer], side: int, combine: np.ufunc) -> NDArray[np.integer]:
    """``image`` without its rim, each pixel of it grown to a square of so many pixels a side."""
    before = (side - 1) // 2
    for axis in (0, 1):
        away = np.moveaxis(image, axis, 0)
        size = len(away) - 2 * RIM
        first = RIM + before
        grown = away[first : first + size].copy()
        for shift in range(1, side):
            combine(grown, away[first - shift : first - shift + size], out=grown)
        image = np.moveaxis(grown, 0, axis)
    return image


def _in_order_of_rows(
    tops: NDArray[np.integer], counts: NDArray[np.integer]
) -> tuple[Pixels, NDArray[np.intp], NDArray[np.intp]]:
    tops, counts = tops.ravel(), counts.ravel()
    pixels = np.flatnonzero(counts)
    # One sort of pairs in a single number is several times as fast as sorting indices.
    pairs = (tops[pixels].astype(np.int64) << 32) | pixels
    pairs.sort()
    pixels = pairs & 0xFFFFFFFF
    return pixels, pairs >> 32, counts[pixels].astype(np.intp)
