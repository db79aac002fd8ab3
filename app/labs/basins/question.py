"""The definition of a basin map, and its computation picture by picture."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf
from time import monotonic

import numpy as np

from core.experiments import ManyRuns, MapPicture, Pixels, basins
from core.progress import SILENT, Progress
from core.session.background import TooLittleMemoryError
from core.types import Points

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
        step = max(1, self.pixels.columns // across)
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

    def pixels_computed(self, step: int) -> int:
        """The number of pixels computed in the picture of this step."""
        return -(-self.pixels.columns // step) * -(-self.pixels.rows // step)


@dataclass(frozen=True, slots=True, eq=False)
class BasinMap:
    """A picture, and what it is of."""

    question: Question
    picture: MapPicture

    def under(self, place: tuple[float, float]) -> tuple[int, int] | None:
        """Column and row of the pixel computed for ``place``; None outside of the map."""
        (x, y), (xmin, ymin, xmax, ymax) = place, self.question.pixels.rectangle
        if not (xmin <= x <= xmax and ymin <= y <= ymax):
            return None
        return self.picture.source(*self.question.pixels.at(x, y))


def refined(
    question: Question,
    progress: Progress = SILENT,
    longest: float = inf,
    count: int | None = None,
) -> Generator[BasinMap, None, float | TooLittleMemoryError | None]:
    """The first ``count`` pictures, until one would take more than ``longest`` seconds.

    Returns the seconds of that one, None if there is none, or the error to be raised.
    """
    since, steps = monotonic(), question.steps[:count]
    try:
        pictures = question.pictures(progress, count)
        for step, finer in zip(steps, (*steps[1:], 0), strict=True):
            yield BasinMap(question, next(pictures))
            if finer:
                done = question.pixels_computed(step)
                seconds = (monotonic() - since) * (question.pixels_computed(finer) / done - 1.0)
                if seconds > longest:
                    return seconds
    except MemoryError:
        return TooLittleMemoryError()
    return None
