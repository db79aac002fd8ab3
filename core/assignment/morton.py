"""The Morton order (Z-order) of points in the plane."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from core.blocks import LONG_BLOCK
from core.progress import SILENT, Progress
from core.types import Points

BITS = 16
"""Bits of a cell's number along each axis."""

CELLS = 1 << BITS
SAMPLE = 1 << 16
CROWDED = 0.05
"""If one of 256 × 256 equal cells holds a larger share of the points, quantiles are used."""

Rows = NDArray[np.uint32]
Codes = NDArray[np.uint32]


def morton_order(points: Points, progress: Progress = SILENT) -> tuple[Rows, Codes]:
    """The order of ``points`` (N, 2) by the Morton code of their cells (Morton 1966).

    Returns the rows of the points in that order, and the ascending codes, both (N,) uint32;
    points of one cell stay in the order of their rows. The cells are 2**16 equal steps along
    each axis, or as many quantiles where equal steps would put most points into a few cells, as
    a far outlier does. N is below 2**32.
    """
    axes = [_Axis(points[:, feature]) for feature in (0, 1)]
    if _is_crowded(points, axes):
        axes = [_QuantileAxis(points[:, feature]) for feature in (0, 1)]
    keys = np.empty(len(points), np.uint64)

    def number(start: int) -> None:
        block = points[start : start + LONG_BLOCK]
        codes = _SPREAD[axes[0].cells(block[:, 0])] | _SPREAD[axes[1].cells(block[:, 1])] << 1
        own = keys[start : start + len(block)]
        np.left_shift(codes, 32, out=own, dtype=np.uint64)
        own |= np.arange(start, start + len(block), dtype=np.uint64)

    in_blocks(number, len(points), progress.part(0.0, 0.7))
    _sort(keys, progress.part(0.7, 1.0))
    rows = keys.astype(np.uint32)  # the lower half
    keys >>= 32
    return rows, keys.astype(np.uint32)


def in_blocks(
    work: Callable[[int], object], n: int, progress: Progress = SILENT, block: int = LONG_BLOCK
) -> None:
    """Call ``work(start)`` for the start of every block of n rows, two at a time.

    Raises what ``work`` raises, and CancelledError where ``progress`` does; blocks not yet
    begun are then left out.
    """
    if n <= block:
        work(0)
        return
    with ThreadPoolExecutor(2) as pool:
        try:
            for done, _ in enumerate(pool.map(work, range(0, n, block))):
                progress.at(min(1.0, (done + 1) * block / n))
        finally:
            pool.shutdown(cancel_futures=True)


def _sort(keys: NDArray[np.uint64], progress: Progress) -> None:
    """Sort unique keys in place: parts of ascending keys first, then each of them."""
    if len(keys) <= LONG_BLOCK:
        keys.sort()
        return
    quarter = -(-len(keys) // 4)
    keys.partition([quarter, 2 * quarter, 3 * quarter])
    progress.at(0.4)
    in_blocks(
        lambda start: keys[start : start + quarter].sort(),
        len(keys),
        progress.part(0.4, 1.0),
        block=quarter,
    )


class _Axis:
    """Cells of equal width."""

    def __init__(self, column: Points) -> None:
        self._least = float(column.min())
        span = float(column.max()) - self._least
        per_unit = (CELLS - 1) / span if span > 0 else 0.0
        # The inverse of the smallest spans is infinite; then all points share a cell.
        self._per_unit = per_unit if isfinite(per_unit) else 0.0

    def cells(self, column: Points) -> NDArray[np.uint16]:
        scaled = column - self._least
        scaled *= self._per_unit
        return scaled.astype(np.uint16)


class _QuantileAxis(_Axis):
    """Cells between quantiles of a sample, with about equally many points each."""

    def __init__(self, column: Points) -> None:
        self._bounds = np.sort(column[:: max(1, len(column) // SAMPLE)])[:SAMPLE]

    def cells(self, column: Points) -> NDArray[np.uint16]:
        rank = np.searchsorted(self._bounds, column)
        return (rank * (CELLS - 1) // len(self._bounds)).astype(np.uint16)


def _is_crowded(points: Points, axes: list[_Axis]) -> bool:
    sample = points[:: max(1, len(points) // SAMPLE)]
    x, y = (axis.cells(column) >> 8 for axis, column in zip(axes, sample.T, strict=True))
    most = np.bincount(x.astype(np.intp) << 8 | y).max()
    return bool(most > CROWDED * len(sample) + 1)


def _spread() -> NDArray[np.uint32]:
    """Every number below 2**16 with its bits spread to even positions."""
    spread = np.arange(CELLS, dtype=np.uint32)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spread = (spread | spread << np.uint32(shift)) & np.uint32(mask)
    return spread


_SPREAD = _spread()
