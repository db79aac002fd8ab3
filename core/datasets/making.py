"""How a data set is drawn: types, the lattice, and the checks on spread."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.assignment.nearest import label_dtype
from core.checks import checked_rng, checked_whole
from core.progress import SILENT, Progress
from core.types import Labels, Points

Truth = Labels
"""The true group of every point, shape (N,): the smallest signed integers that hold them."""


DRAWN_AT_ONCE = 32_768
"""Points a block: more than the boards whose every point is pinned have, few enough for a cache."""


LATTICE = 2.0**-24
"""Every generated coordinate is a multiple of it."""


LARGEST_SPREAD = 10.0
"""Beyond it hardly a Gaussian point falls into the square, and drawing again would not end."""


Drawing = Callable[[int, Points, Progress], Truth | None]
"""``drawing(start, block, progress)`` writes the points from row ``start`` on into ``block`` (m, 2)
and returns their groups, (m,), or None. Blocks are asked for in order."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A shape that is ready to be drawn."""

    drawing: Drawing
    groups: int = 0
    """True groups; 0 where there are none."""


Maker = Callable[[int, int, float, np.random.Generator, Progress], Layout]
"""``maker(n, clusters, spread, rng, progress)`` lays out a shape, and keeps ``rng`` to draw it."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A point maker, and which choices it listens to."""

    lay_out: Maker
    uses_clusters: bool = True
    uses_spread: bool = True
    uses_seed: bool = True

    def __call__(
        self,
        n: int,
        clusters: int,
        spread: float,
        rng: np.random.Generator,
        progress: Progress = SILENT,
    ) -> tuple[Points, Truth | None]:
        """Points (n, 2) and the group of each, (n,), or None where there are no groups.

        Raises TypeError or ValueError that names the argument, as `make_points` does, and
        CancelledError where ``progress`` says that the points are wanted no more.
        """
        n, clusters = checked_whole(n, "n", 1), checked_whole(clusters, "clusters", 1)
        spread, rng = checked_spread(spread), checked_rng(rng)
        layout = self.lay_out(n, clusters, spread, rng, progress.part(0.0, 0.01))
        return _drawn(layout, n, progress.part(0.01, 1.0))


def checked_spread(spread: float) -> float:
    """``spread`` as a float in (0, LARGEST_SPREAD]; TypeError or ValueError else."""
    if not isinstance(spread, (int, float, np.integer, np.floating)) or isinstance(spread, bool):
        raise TypeError(f"spread: got {spread!r}, wanted a number")
    if not 0 < spread <= LARGEST_SPREAD:
        raise ValueError(f"spread: got {spread}, wanted a number above 0, up to {LARGEST_SPREAD}")
    return float(spread)


def _drawn(layout: Layout, n: int, progress: Progress) -> tuple[Points, Truth | None]:
    points = np.empty((n, 2))
    truth = np.empty(n, label_dtype(layout.groups)) if layout.groups else None
    for start in range(0, n, DRAWN_AT_ONCE):
        progress.at(start / n)
        block = points[start : start + DRAWN_AT_ONCE]
        piece = progress.part(start / n, (start + len(block)) / n)
        groups = layout.drawing(start, block, piece)
        _snap(block)
        if truth is not None:
            truth[start : start + len(block)] = groups
    progress.at(1.0)
    return points, truth


def _snap(points: Points) -> None:
    """Move every coordinate to the nearest multiple of LATTICE, in place."""
    points *= 1.0 / LATTICE
    np.rint(points, out=points)
    points *= LATTICE
