"""The definition of a basin map, and its computation picture by picture."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf
from time import monotonic

import numpy as np

from core.experiments import ManyRuns, MapPicture, Pixels, basins, borders_of, fine_borders
from core.experiments.basin_map import FINER
from core.geometry.voronoi import Rectangle
from core.progress import SILENT, Progress
from core.session.background import TooLittleMemoryError
from core.types import Points

MARGIN = 0.05
"""Of the longer side of the points' box, how far a map extends beyond it."""

TINY, SMALL = 2_000, 10_000
"""Points times clusters: up to `TINY`, some hundred runs take a frame; up to `SMALL`, they may."""


@dataclass(frozen=True, eq=False)
class Question:
    """What a map is of: runs whose ``chosen`` centroid starts anywhere, the others where they are.

    The position of the chosen one in ``centroids`` (K, 2) does not matter.
    """

    runs: ManyRuns
    centroids: Points
    chosen: int
    pixels: Pixels
    start_seed: int = 0

    @cached_property
    def _parts(self) -> tuple[object, ...]:
        others = np.delete(self.centroids, self.chosen, axis=0).tobytes()
        # Only the random choices for empty clusters depend on the seed.
        seed = self.start_seed if self.runs.empty == "random" else 0
        return self.runs, others, self.chosen, self.pixels, seed

    def is_like(self, other: "Question | None") -> bool:
        """Whether both have the same map."""
        return other is not None and self._parts == other._parts

    @property
    def is_tiny(self) -> bool:
        """Whether a first picture usually takes less than a frame."""
        return len(self.runs.points) * self.runs.k <= TINY

    @property
    def is_small(self) -> bool:
        """Whether a first picture may take less than a frame."""
        return len(self.runs.points) * self.runs.k <= SMALL

    @property
    def steps(self) -> tuple[int, ...]:
        """The distance of computed pixels in each picture; with many points the first is coarse."""
        across = 24 if self.is_tiny else 12 if self.is_small else 3
        step = max(1, max(self.pixels.columns, self.pixels.rows) // across)
        return tuple(step >> halved for halved in range(step.bit_length()))

    def pictures(self, progress: Progress, count: int | None = None) -> Iterator[MapPicture]:
        """The first ``count`` pictures of the map, or all."""
        return basins(
            self.runs,
            self.centroids,
            self.chosen,
            self.pixels,
            progress,
            self.start_seed,
            self.steps[:count],
        )

    def with_fine_borders(self, picture: MapPicture, progress: Progress) -> MapPicture:
        """A full picture, with more detail at the borders between minima."""
        return fine_borders(
            self.runs,
            self.centroids,
            self.chosen,
            self.pixels,
            picture,
            progress,
            self.start_seed,
        )

    def pixels_computed(self, step: int) -> int:
        """The number of pixels computed in the picture of this step."""
        return -(-self.pixels.columns // step) * -(-self.pixels.rows // step)


@dataclass(frozen=True, slots=True, eq=False)
class BasinMap:
    """A picture, and what it is of."""

    question: Question
    picture: MapPicture

    @property
    def pixels(self) -> Pixels:
        """The pixels of the picture: those that were asked for, or finer ones."""
        rows, columns = self.picture.minima.shape
        return Pixels(self.question.pixels.rectangle, columns, rows)

    def under(self, place: tuple[float, float]) -> tuple[int, int] | None:
        """Column and row of the pixel computed for ``place``; None outside of the map."""
        (x, y), (xmin, ymin, xmax, ymax) = place, self.pixels.rectangle
        if not (xmin <= x <= xmax and ymin <= y <= ymax):
            return None
        return self.picture.source(*self.pixels.at(x, y))


def refined(
    question: Question,
    progress: Progress = SILENT,
    longest: float = inf,
    count: int | None = None,
) -> Generator[BasinMap, None, float | TooLittleMemoryError | None]:
    """The first ``count`` pictures, then that with fine borders.

    It ends before one that would take more than ``longest`` seconds. Returns the seconds of that
    one, None if there is none, or the error to be raised.
    """
    since, steps = monotonic(), question.steps[:count]
    try:
        pictures = question.pictures(progress, count)
        for step, finer in zip(steps, (*steps[1:], 0), strict=True):
            latest = next(pictures)
            yield BasinMap(question, latest)
            if finer:
                done = question.pixels_computed(step)
                seconds = (monotonic() - since) * (question.pixels_computed(finer) / done - 1.0)
                if seconds > longest:
                    return seconds
            elif step == 1:
                yield from _bordered(question, latest, progress, longest, monotonic() - since)
    except MemoryError:
        return TooLittleMemoryError()
    return None


def _bordered(
    question: Question, full: MapPicture, progress: Progress, longest: float, seconds: float
) -> Iterator[BasinMap]:
    """The full picture with fine borders, unless there are none or that would take too long."""
    new = int(borders_of(full).sum()) * (FINER**2 - 1)
    if new and seconds * new / question.pixels_computed(1) <= longest:
        yield BasinMap(question, question.with_fine_borders(full, progress))


def pixels_around(bounds: Rectangle, longest: int) -> Pixels:
    """Square pixels over the box of the points and a margin, ``longest`` along its longer side.

    Around points that are all equal, the box has sides of 1.
    """
    xmin, ymin, xmax, ymax = bounds
    wide, high = xmax - xmin, ymax - ymin
    if max(wide, high) == 0.0:
        wide = high = 1.0
    margin = MARGIN * max(wide, high)
    side = (max(wide, high) + 2 * margin) / longest
    sizes = [max(1, round((size + 2 * margin) / side)) for size in (wide, high)]
    middle = ((xmin + xmax) / 2, (ymin + ymax) / 2)
    (left, right), (bottom, top) = (
        (at - count * side / 2, at + count * side / 2)
        for at, count in zip(middle, sizes, strict=True)
    )
    return Pixels((left, bottom, right, top), *sizes)
