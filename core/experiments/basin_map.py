"""The basins of one starting centroid: how the run ends for every place of it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.checks import LARGEST
from core.experiments.many_runs.endings import Endings
from core.experiments.many_runs.in_workers import MovedRuns, endings_in_workers
from core.experiments.many_runs.many_runs import ManyRuns
from core.geometry.voronoi import Rectangle
from core.progress import SILENT, Progress
from core.types import Points

STEPS = (8, 4, 2, 1)
"""Distance of the computed pixels, picture by picture; each a multiple of the next."""

FINER = 3
"""Times as many columns and rows at the borders between minima; odd, so that the middle of a
block of pixels is where the middle of the one pixel was."""

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Pixels:
    """A rectangle (xmin, ymin, xmax, ymax) of the plane as pixels; row 0 is the lowest."""

    rectangle: Rectangle
    columns: int
    rows: int

    def place_of(self, column: int, row: int) -> tuple[float, float]:
        """The middle of a pixel."""
        xmin, ymin, xmax, ymax = self.rectangle
        # Divided first: equal for the middle pixel of a block of `FINER` and for the block.
        return (
            xmin + (column + 0.5) / self.columns * (xmax - xmin),
            ymin + (row + 0.5) / self.rows * (ymax - ymin),
        )

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The column and row of the pixel at or nearest to a place."""
        xmin, ymin, xmax, ymax = self.rectangle
        column = int(np.floor((x - xmin) / (xmax - xmin) * self.columns))
        row = int(np.floor((y - ymin) / (ymax - ymin) * self.rows))
        return min(max(column, 0), self.columns - 1), min(max(row, 0), self.rows - 1)


@dataclass(frozen=True, slots=True, eq=False)
class MapPicture:
    """How the runs end, pixel by pixel, in arrays of shape (rows, columns)."""

    step: int
    """The pixels whose column and row are multiples of it are computed; the others show the
    nearest of these."""
    inertias: Points
    minima: NDArray[np.intp]
    iterations: NDArray[np.intp]
    borders: NDArray[np.bool_] | None = None
    """With `fine_borders`: the blocks of `FINER` × `FINER` pixels that are computed, shape
    (rows / FINER, columns / FINER). In the others all pixels show the middle one."""

    def source(self, column: int, row: int) -> tuple[int, int]:
        """The column and row of the pixel whose run this pixel shows: itself, if computed."""
        if self.borders is not None:
            if self.borders[row // FINER, column // FINER]:
                return column, row
            return column // FINER * FINER + FINER // 2, row // FINER * FINER + FINER // 2
        rows, columns = self.inertias.shape
        return int(_nearest(columns, self.step)[column]), int(_nearest(rows, self.step)[row])


def basins(
    runs: ManyRuns,
    centroids: Points,
    chosen: int,
    pixels: Pixels,
    progress: Progress = SILENT,
    start_seed: int = 0,
    steps: Sequence[int] = STEPS,
    executor: Executor | None = None,
) -> Iterator[MapPicture]:
    """Yield pictures, coarse to fine, of how the run from ``centroids`` (K, 2) ends.

    In each pixel, the ``chosen`` centroid starts at its `place_of`, the others where they are. Each
    picture computes the pixels that the one before has not. What "random" draws for empty clusters
    is drawn as `record` draws it under ``start_seed``. With an ``executor`` its workers compute the
    runs; the pictures do not depend on it.

    Raises as `ManyRuns.endings_around` does, and `WorkersLostError` if the executor is lost.
    """
    shape = (pixels.rows, pixels.columns)
    picture = MapPicture(0, np.empty(shape), np.empty(shape, np.intp), np.empty(shape, np.intp))
    done, total = 0, pixels.rows * pixels.columns
    for step in steps:
        rows, columns = _new_pixels(pixels, step, picture.step)
        part = progress.part(done / total, (done + len(rows)) / total)
        places = _places(pixels, rows, columns)
        begin = MovedRuns(centroids, chosen, places, start_seed)
        if executor is None:
            found = begin.endings(runs, part)
        else:
            found = endings_in_workers(runs, begin, executor, part)
        done += len(rows)
        picture = _finer(picture, step, rows, columns, found)
        yield picture


def fine_borders(
    runs: ManyRuns,
    centroids: Points,
    chosen: int,
    pixels: Pixels,
    picture: MapPicture,
    progress: Progress = SILENT,
    start_seed: int = 0,
) -> MapPicture:
    """A full ``picture`` of ``pixels``, with `FINER` times the columns and rows at its borders.

    Only pixels that have a neighbour of another minimum are computed in more detail. Raises as
    `basins` does.
    """
    borders = borders_of(picture)
    small = Pixels(pixels.rectangle, FINER * pixels.columns, FINER * pixels.rows)
    is_new = _in_blocks(borders)
    is_new[FINER // 2 :: FINER, FINER // 2 :: FINER] = False
    rows, columns = np.nonzero(is_new)
    places = _places(small, rows, columns)
    found = MovedRuns(centroids, chosen, places, start_seed).endings(runs, progress)

    def shown(known: NDArray[T], new: NDArray[T]) -> NDArray[T]:
        array = _in_blocks(known)
        array[rows, columns] = new
        array.setflags(write=False)
        return array

    return MapPicture(
        picture.step,
        shown(picture.inertias, found.inertias),
        shown(picture.minima, found.minima),
        shown(picture.iterations, found.iterations),
        borders,
    )


def borders_of(picture: MapPicture) -> NDArray[np.bool_]:
    """Which pixels have one of another minimum among their eight neighbours: (rows, columns)."""
    minima = picture.minima
    around = np.pad(minima, 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(around, (3, 3))
    is_border: NDArray[np.bool_] = (windows != minima[..., None, None]).any(axis=(2, 3))
    return is_border


def _in_blocks(values: NDArray[T]) -> NDArray[T]:
    """The array with each value as a block of `FINER` × `FINER`."""
    return np.repeat(np.repeat(values, FINER, axis=0), FINER, axis=1)


def _new_pixels(
    pixels: Pixels, step: int, before: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows and columns of the multiples of ``step`` that are none of ``before`` (or 0)."""
    rows, columns = np.mgrid[0 : pixels.rows : step, 0 : pixels.columns : step]
    if before:
        is_new = (rows % before > 0) | (columns % before > 0)
        return rows[is_new], columns[is_new]
    return rows.ravel(), columns.ravel()


def _places(pixels: Pixels, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Points:
    across = np.array([pixels.place_of(column, 0)[0] for column in range(pixels.columns)])
    up = np.array([pixels.place_of(0, row)[1] for row in range(pixels.rows)])
    # A view may extend beyond the greatest coordinate.
    places: Points = np.clip(np.column_stack([across[columns], up[rows]]), -LARGEST, LARGEST)
    return places


def _finer(
    picture: MapPicture,
    step: int,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    found: Endings,
) -> MapPicture:
    """The picture with some more pixels computed."""

    def shown(known: NDArray[np.generic], new: NDArray[np.generic]) -> NDArray[np.generic]:
        known = known.copy()
        known[rows, columns] = new
        return known[np.ix_(*(_nearest(size, step) for size in known.shape))]

    inertias = shown(picture.inertias, found.inertias)
    minima = shown(picture.minima, found.minima)
    iterations = shown(picture.iterations, found.iterations)
    for array in (inertias, minima, iterations):
        array.setflags(write=False)
    return MapPicture(step, inertias, minima, iterations)  # type: ignore[arg-type]


def _nearest(size: int, step: int) -> NDArray[np.intp]:
    """For each of ``size`` pixels in a row, the nearest multiple of ``step`` among them."""
    last = (size - 1) // step * step
    return np.minimum((np.arange(size) + step // 2) // step * step, last)
