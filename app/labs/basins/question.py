"""What a basin map is asked, and its answer picture by picture."""

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

LITTLE, SMALL = 2_000, 10_000
"""Points times clusters: up to here some hundred runs take a frame; or it is worth a try."""


@dataclass(frozen=True, eq=False)
class Question:
    """What a map tells: how runs end, the chosen centroid put anywhere, the others where they are.

    The place of the chosen one among ``centroids`` (K, 2) is of no matter.
    """

    runs: ManyRuns
    centroids: Points
    chosen: int
    pixels: Pixels
    start_seed: int = 0

    @cached_property
    def _parts(self) -> tuple[object, ...]:
        others = np.delete(self.centroids, self.chosen, axis=0).tobytes()
        # Only what is drawn for empty clusters depends on the seed.
        seed = self.start_seed if self.runs.empty == "random" else 0
        return self.runs, others, self.chosen, self.pixels, seed

    def is_like(self, other: "Question | None") -> bool:
        """Whether both have the same answer."""
        return other is not None and self._parts == other._parts

    @property
    def is_little(self) -> bool:
        """Whether a first picture is most often there at once."""
        return len(self.runs.points) * self.runs.k <= LITTLE

    @property
    def is_small(self) -> bool:
        """Whether a first picture may be tried for at once."""
        return len(self.runs.points) * self.runs.k <= SMALL

    @property
    def steps(self) -> tuple[int, ...]:
        """Every how many pixels are computed, picture by picture: the more to do, the coarser."""
        across = 24 if self.is_little else 12 if self.is_small else 3
        step = max(1, self.pixels.columns // across)
        return tuple(step >> halved for halved in range(step.bit_length()))

    def pictures(self, progress: Progress, count: int | None = None) -> Iterator[MapPicture]:
        """The first ``count`` pictures of the answer, or all."""
        return basins(
            self.runs,
            self.centroids,
            self.chosen,
            self.pixels,
            progress,
            self.start_seed,
            self.steps[:count],
        )

    def worked_out(self, step: int) -> int:
        """How many pixels are computed in the picture of this step."""
        return -(-self.pixels.columns // step) * -(-self.pixels.rows // step)


@dataclass(frozen=True, slots=True, eq=False)
class BasinMap:
    """A picture, and what it answers."""

    question: Question
    picture: MapPicture

    def under(self, place: tuple[float, float]) -> tuple[int, int] | None:
        """Column and row of the pixel that is computed for ``place``; None outside of the map."""
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

    Returns how long that would take; None where there is none such; or the error to be raised.
    """
    since, steps = monotonic(), question.steps[:count]
    try:
        pictures = question.pictures(progress, count)
        for step, finer in zip(steps, (*steps[1:], 0), strict=True):
            yield BasinMap(question, next(pictures))
            if finer:
                done = question.worked_out(step)
                seconds = (monotonic() - since) * (question.worked_out(finer) / done - 1.0)
                if seconds > longest:
                    return seconds
    except MemoryError:
        return TooLittleMemoryError()
    return None
