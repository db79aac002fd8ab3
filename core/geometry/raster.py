"""Many points as one picture: how many lie in each pixel, and one of them to stand for all."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.blocks import LONG_BLOCK
from core.progress import SILENT, Progress
from core.types import Points

LARGEST_DOT = 12
REACH = LARGEST_DOT // 2
"""No dot reaches farther than so many pixels from that of its point."""

RIM = 2 * REACH + 2
"""Pixels kept around the grid: for points whose dots reach into it, and for all of those dots."""

Pixels = NDArray[np.intp]
Image = NDArray[np.int32]


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
    """What painting a dot for every point, in the order of the rows, leaves to be seen.

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
    progress: Progress = SILENT,
) -> Raster:
    """The picture of every ``step``-th of ``points`` (N, 2) on ``grid``.

    ``dot`` tells the side of a dot, 1 … `LARGEST_DOT` pixels, from the number of points within
    the grid. A dot of even side reaches one pixel farther to the right and down. Raises
    CancelledError where ``progress`` says that it is wanted no more.
    """
    shape = (grid.height + 2 * RIM, grid.width + 2 * RIM)
    counts, tops = np.zeros(shape, np.int32), np.full(shape, -1, np.int32)
    for start in range(0, len(points), LONG_BLOCK * step):
        stop = min(start + LONG_BLOCK * step, len(points))
        _paint(points[start:stop:step], range(start, stop, step), grid, counts, tops)
        progress.at(0.9 * stop / len(points))
    n = int(counts[RIM:-RIM, RIM:-RIM].sum())
    side = dot(n)
    occupied = np.flatnonzero(_without_ring(counts))
    is_sparse = len(occupied) * side * side < 2 * counts.size
    dotted = _stamped(tops, counts, occupied, side) if is_sparse else _dotted(tops, counts, side)
    progress.at(0.95)
    return Raster(grid, *_in_order_of_rows(*dotted), n, side)


def _paint(points: Points, rows: range, grid: Grid, counts: Image, tops: Image) -> None:
    """Add ``points`` to the pixels they lie in; all beyond the rim count at its outermost."""
    height, width = counts.shape
    places = _places(points[:, 1], -grid.scale, grid.y, grid.middle[1], height)
    places *= width
    places += _places(points[:, 0], grid.scale, grid.x, grid.middle[0], width)
    # Neighbouring rows are mostly neighbours in the plane: only a stretch of pixels is touched.
    first, last = int(places.min()), int(places.max())
    counts.reshape(-1)[first : last + 1] += np.bincount(places - first).astype(np.int32)
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


def _without_ring(counts: Image) -> Image:
    """``counts`` with nothing where no dot reaches into the grid, as at the outermost pixels."""
    for outer in (slice(None, REACH + 1), slice(-REACH - 1, None)):
        counts[outer] = 0
        counts[:, outer] = 0
    return counts


def _stamped(tops: Image, counts: Image, occupied: Pixels, side: int) -> tuple[Image, Image]:
    """What is seen of dots, and how many of them, from the ``occupied`` pixels: few for an image.

    Each pixel of a dot in turn is painted for all of them, which come to no place twice.
    """
    top, count = np.full(tops.size, -1, np.int32), np.zeros(counts.size, np.int32)
    own_top, own_count = tops.reshape(-1)[occupied], counts.reshape(-1)[occupied]
    for down, right in _pixels_of_dot(side):
        places = occupied + (down * tops.shape[1] + right)
        top[places] = np.maximum(top[places], own_top)
        count[places] += own_count
    inner = (slice(RIM, -RIM), slice(RIM, -RIM))
    return top.reshape(tops.shape)[inner], count.reshape(counts.shape)[inner]


def _pixels_of_dot(side: int) -> set[tuple[int, int]]:
    """The pixels of a dot, as steps down and to the right from that of its point."""
    return {
        (down - (high - 1) // 2, right - (wide - 1) // 2)
        for wide, high in dot_shape(side)
        for down in range(high)
        for right in range(wide)
    }


def _dotted(tops: Image, counts: Image, side: int) -> tuple[Image, Image]:
    """The same from all pixels, whether occupied or not."""
    shape = dot_shape(side)
    top = _grown(tops, shape[0], np.maximum)
    count = _grown(counts, shape[0], np.add)
    for before, box in pairwise(shape):
        np.maximum(top, _grown(tops, box, np.maximum), out=top)
        count += _grown(counts, box, np.add)
        # Boxes from wide to high: what one shares with all before it, it shares with the last.
        count -= _grown(counts, (box[0], before[1]), np.add)
    return top, count


def dot_shape(side: int) -> list[tuple[int, int]]:
    """The boxes (width, height), all around one middle, that make up a dot.

    Small dots are squares; larger ones have their corners cut, to look round.
    """
    cut = 0 if side < 4 else 1 if side < 7 else 2
    return [(side - 2 * step, side - 2 * (cut - step)) for step in range(cut + 1)]


def _grown(image: Image, box: tuple[int, int], combine: np.ufunc) -> Image:
    """``image`` without its rim, each pixel of it grown to a box of so many pixels."""
    for axis, side in ((0, box[1]), (1, box[0])):
        away = np.moveaxis(image, axis, 0)
        size = len(away) - 2 * RIM
        first = RIM + (side - 1) // 2
        grown = away[first : first + size].copy()
        for shift in range(1, side):
            combine(grown, away[first - shift : first - shift + size], out=grown)
        image = np.moveaxis(grown, 0, axis)
    return image


def _in_order_of_rows(
    tops: Image, counts: Image
) -> tuple[Pixels, NDArray[np.intp], NDArray[np.intp]]:
    tops, counts = tops.ravel(), counts.ravel()
    pixels = np.flatnonzero(counts)
    # One sort of pairs in a single number is several times as fast as sorting indices.
    pairs = (tops[pixels].astype(np.int64) << 32) | pixels
    pairs.sort()
    pixels = pairs & 0xFFFFFFFF
    return pixels, pairs >> 32, counts[pixels].astype(np.intp)
