"""The points of a board, made from a recipe."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.checks import Points, distinct_count
from core.datasets import DATASETS, Truth, make_points
from core.files import Table, TableError, read_table
from core.measures import means
from core.recipe import FILE, Recipe
from core.voronoi import Rectangle

BLOCK = 1 << 16
"""Points that are compared with a rectangle at once."""


# Without slots: what is worked out once is kept beside the fields.
@dataclass(frozen=True, eq=False)
class Data:
    """Points (N, 2), read-only, and the true group of each, (N,), where it is known."""

    points: Points
    truth: Truth | None = None
    table: Table | None = None
    """The file's content, where the points come from a file."""
    skipped: int = 0
    """Rows of the file left out because a cell was missing."""

    @cached_property
    def bounds(self) -> Rectangle:
        """The smallest rectangle around the points."""
        columns = [self.points[:, feature] for feature in (0, 1)]
        xmin, ymin = (float(column.min()) for column in columns)
        xmax, ymax = (float(column.max()) for column in columns)
        return xmin, ymin, xmax, ymax

    def rows_within(self, rectangle: Rectangle, most: int) -> NDArray[np.intp] | None:
        """The rows of the points in the closed ``rectangle`` (xmin, ymin, xmax, ymax), ascending.

        None where there are more than ``most`` of them.
        """
        found, count = [np.zeros(0, np.intp)], 0
        for start in range(0, len(self.points), BLOCK):
            found.append(start + _inside(self.points[start : start + BLOCK], rectangle))
            count += len(found[-1])
            if count > most:
                return None
        return np.concatenate(found)

    def true_centres(self) -> Points | None:
        """The mean of every true group, (G, 2), or None where the truth is not known."""
        return self._true_centres

    @cached_property
    def _true_centres(self) -> Points | None:
        if self.truth is None:
            return None
        groups = int(self.truth.max()) + 1
        present = np.bincount(self.truth, minlength=groups) > 0
        return means(self.points, self.truth, np.zeros((groups, 2)))[present]


def _inside(points: Points, rectangle: Rectangle) -> NDArray[np.intp]:
    xmin, ymin, xmax, ymax = rectangle
    x, y = points[:, 0], points[:, 1]
    return np.flatnonzero((x >= xmin) & (x <= xmax) & (y >= ymin) & (y <= ymax))


def make_data(recipe: Recipe, table: Table | None = None) -> Data:
    """The points of ``recipe``; those of a file come from ``table`` if it has been read before.

    Raises `TableError` where the file cannot be read, ValueError where its columns are not
    there.
    """
    if recipe.shape == FILE:
        table = table or read_table(recipe.file)
        chosen = table.points(recipe.columns, standardise=recipe.standardise)
        if not len(chosen.points):
            raise TableError("no row has a number in both of the chosen columns")
        return Data(chosen.points, chosen.truth, table, chosen.skipped)
    points, truth = make_points(
        recipe.shape,
        recipe.n,
        clusters=recipe.blobs,
        spread=recipe.spread,
        seed=recipe.data_seed,
    )
    points.setflags(write=False)
    return Data(points, truth)


def data_fields(shape: str) -> tuple[str, ...]:
    """The fields of a recipe that the points of ``shape`` depend on."""
    if shape == FILE:
        return ("shape", "file", "columns", "standardise")
    maker = DATASETS[shape]
    heeded = {"blobs": maker.uses_clusters, "spread": maker.uses_spread}
    heeded["data_seed"] = maker.uses_seed
    return ("shape", "n", *(name for name, heeds in heeded.items() if heeds))


def same_data(one: Recipe, other: Recipe) -> bool:
    """Whether two recipes describe the same points."""
    return all(getattr(one, name) == getattr(other, name) for name in data_fields(one.shape))


def largest_k(data: Data, limit: int) -> int:
    """The greatest number of clusters these points can make, at most ``limit``."""
    return distinct_count(data.points, limit)
