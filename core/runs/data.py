"""The points of a board, made from a recipe."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import fsum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.assignment.assigner import Assigner
from core.assignment.nearest import label_dtype
from core.assignment.point_index import PointIndex
from core.assignment.row_order import assigner_of, is_worth_an_index
from core.blocks import BLOCK
from core.checks import distinct_count
from core.datasets.making import Truth
from core.datasets.shapes import make_points
from core.files import Table, TableError, read_table
from core.geometry.voronoi import Rectangle
from core.progress import SILENT, Progress
from core.runs.recipe import BY_HAND, FILE, SHIPPED, Recipe
from core.runs.recipe_limits import LIMITS
from core.types import Points

INDEXED_BYTES = 24
"""Approximate bytes of the index per point."""


@dataclass(frozen=True, eq=False)
class Data:
    """Points (N, 2), read-only, and the true group of each, (N,), where it is known.

    Many points are in the Morton order of their index, not in the original order. Derived values
    are cached.
    """

    points: Points
    truth: Truth | None = None
    table: Table | None = None
    """The file's content, where the points come from a file."""
    skipped: int = 0
    """Rows of the file left out because a cell was missing."""
    index: PointIndex | None = None
    """The index over the points, if they are many; it shares them."""

    @property
    def nbytes(self) -> int:
        """Approximate bytes of points, groups and index."""
        groups = 0 if self.truth is None else self.truth.nbytes
        index = 0 if self.index is None else INDEXED_BYTES * len(self.points)
        return self.points.nbytes + groups + index

    @cached_property
    def assigner(self) -> Assigner:
        """The assigner of these points."""
        return self.index if self.index is not None else assigner_of(self.points)

    @cached_property
    def bounds(self) -> Rectangle:
        """The smallest rectangle around the points: xmin, ymin, xmax, ymax.

        Without points it is the square of generated boards.
        """
        if not len(self.points):
            return -1.0, -1.0, 1.0, 1.0
        columns = [self.points[:, feature] for feature in (0, 1)]
        xmin, ymin = (float(column.min()) for column in columns)
        xmax, ymax = (float(column.max()) for column in columns)
        return xmin, ymin, xmax, ymax

    @cached_property
    def true_centres(self) -> Points | None:
        """The mean of every true group, (G, 2), or None if the groups are not known."""
        if self.truth is None:
            return None
        centres = self._all_true_centres
        return centres[np.isfinite(centres[:, 0])]

    @cached_property
    def true_inertia(self) -> float:
        """Within-cluster sum of squares of the true groups; NaN where they are not known."""
        if self.truth is None:
            return float("nan")
        return fsum(self.assigner.inertias(self.truth, self._all_true_centres))

    @cached_property
    def distinct(self) -> int:
        """Number of distinct points, counted up to the greatest K."""
        return self._count_distinct(SILENT)

    def find_distinct(self, progress: Progress) -> None:
        """Compute `distinct` now; it takes long if few of many points are distinct."""
        # cached_property stores it there.
        self.__dict__["distinct"] = self._count_distinct(progress)

    def _count_distinct(self, progress: Progress) -> int:
        return distinct_count(self.points, int(LIMITS["k"][1]), progress)

    @cached_property
    def _all_true_centres(self) -> Points:
        """One row for every group number up to the greatest; NaN if it has no points."""
        assert self.truth is not None
        nowhere = np.full((int(self.truth.max()) + 1, 2), np.nan)
        return self.assigner.means(self.truth, nowhere)

    def number_of(self, row: int) -> int:
        """Return the number of a point, from 1, in the order in which points were made or read.

        Rows of a file that were left out for a missing cell do not count.
        """
        return 1 + int(row if self.index is None else self.index.rows[row])

    def rows_within(self, rectangle: Rectangle, most: int) -> NDArray[np.intp] | None:
        """The points in a closed rectangle (xmin, ymin, xmax, ymax), as ascending rows.

        None if they are more than ``most``.
        """
        if self.index is not None:
            return self.index.rows_within(rectangle, most)
        xmin, ymin, xmax, ymax = rectangle
        found, count = [np.zeros(0, np.intp)], 0
        for start in range(0, len(self.points), BLOCK):
            x, y = self.points[start : start + BLOCK].T
            inside = (x >= xmin) & (x <= xmax) & (y >= ymin) & (y <= ymax)
            found.append(start + np.flatnonzero(inside))
            count += len(found[-1])
            if count > most:
                return None
        return np.concatenate(found)


def make_data(recipe: Recipe, table: Table | None = None, progress: Progress = SILENT) -> Data:
    """Make the points of ``recipe``; those of a file come from ``table`` if given.

    Raises `TableError` if the file cannot be read, ValueError if its columns do not exist,
    CancelledError if ``progress`` is cancelled.
    """
    making, rest = progress.part(0.0, 0.4), progress.part(0.4, 1.0)
    if recipe.shape == FILE:
        if table is None or table.asked_decimal != recipe.decimal:
            reading = making.part(0.0, 0.8)
            table = read_table(_path_of(recipe), decimal=recipe.decimal, progress=reading)
        chosen = table.points(
            recipe.columns,
            standardise=recipe.standardise,
            labels=recipe.labels,
            progress=making.part(0.8, 1.0),
        )
        if not len(chosen.points):
            raise TableError("no row has a number in both of the chosen columns")
        points, truth = _retouched(recipe, chosen.points, chosen.truth)
        return _indexed(points, truth, table, chosen.skipped, rest)
    if recipe.shape == BY_HAND:
        return _indexed(*_retouched(recipe, np.zeros((0, 2)), None), None, 0, rest)
    points, truth = make_points(
        recipe.shape,
        recipe.n,
        clusters=recipe.blobs,
        spread=recipe.spread,
        seed=recipe.data_seed,
        progress=making,
    )
    points.setflags(write=False)
    return _indexed(*_retouched(recipe, points, truth), None, 0, rest)


def _path_of(recipe: Recipe) -> str | Path:
    """Return the path of the file; raises TableError for a missing shipped file."""
    if not recipe.file.startswith(SHIPPED):
        return recipe.file
    folder = Path(str(files("resources") / "data"))
    path = folder / recipe.file.removeprefix(SHIPPED)
    # The path in a recipe cannot leave the folder, but a symbolic link could.
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TableError("the file is none of those that are shipped")
    return path


def _retouched(recipe: Recipe, points: Points, truth: Truth | None) -> tuple[Points, Truth | None]:
    """Return the points and groups with those moved, erased and added by hand.

    If the group of an added point is not known, the groups are None.
    """
    if not recipe.is_retouched:
        return points, truth
    touched = [*(row for row, *_ in recipe.moved[-1:]), *recipe.erased[-1:]]
    if max(touched, default=-1) >= len(points):
        raise ValueError(f"moved, erased: got row {max(touched)} of {len(points)} points")
    groups = [int(group) for *_, group in recipe.added]
    is_known = (truth is not None or not len(points)) and -1 not in groups
    rows = np.array(recipe.erased, np.intp)
    places = np.array([point[:2] for point in recipe.added], float).reshape(-1, 2)
    if recipe.moved:
        points = points.copy()
        points[[row for row, *_ in recipe.moved]] = [place for _, *place in recipe.moved]
    points = np.concatenate([np.delete(points, rows, axis=0), places])
    points.setflags(write=False)
    if not is_known or not len(points):
        return points, None
    kept = np.zeros(0, np.int8) if truth is None else np.delete(truth, rows)
    own: Truth = np.array(groups, label_dtype(1 + max(groups, default=0)))
    truth = np.concatenate([kept, own])
    truth.setflags(write=False)
    return points, truth


def _indexed(
    points: Points, truth: Truth | None, table: Table | None, skipped: int, progress: Progress
) -> Data:
    if not is_worth_an_index(points):
        return Data(points, truth, table, skipped)
    index = PointIndex(points, progress.part(0.0, 0.8))
    if truth is not None:
        truth = truth[index.rows]
        truth.setflags(write=False)
    data = Data(index.points, truth, table, skipped, index)
    # Computed here, while progress is shown, and not when the board is drawn.
    for count, name in enumerate(("bounds", "true_centres", "true_inertia")):
        progress.at(0.8 + 0.02 * count)
        getattr(data, name)
    data.find_distinct(progress.part(0.86, 1.0))
    progress.at(1.0)
    return data


def largest_k(data: Data, limit: int) -> int:
    """The greatest number of clusters these points can make, at most ``limit``."""
    return min(data.distinct, limit)
