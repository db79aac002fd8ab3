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
"""Memory that the index takes for a point, about: its row, its share of nodes and sums."""


@dataclass(frozen=True, eq=False)
class Data:
    """Points (N, 2), read-only, and the true group of each, (N,), where it is known.

    Many points are in the Morton order of their index, not in that of the file or the maker.
    What is asked of them again and again is found once.
    """

    points: Points
    truth: Truth | None = None
    table: Table | None = None
    """The file's content, where the points come from a file."""
    skipped: int = 0
    """Rows of the file left out because a cell was missing."""
    index: PointIndex | None = None
    """The index over the points, where they are many: its points are these."""

    @property
    def nbytes(self) -> int:
        """Memory of points, groups and index, in bytes, about."""
        groups = 0 if self.truth is None else self.truth.nbytes
        index = 0 if self.index is None else INDEXED_BYTES * len(self.points)
        return self.points.nbytes + groups + index

    @cached_property
    def assigner(self) -> Assigner:
        """Who tells the nearest centroids of these points, and the means."""
        return self.index if self.index is not None else assigner_of(self.points)

    @cached_property
    def bounds(self) -> Rectangle:
        """The smallest rectangle around the points: xmin, ymin, xmax, ymax."""
        columns = [self.points[:, feature] for feature in (0, 1)]
        xmin, ymin = (float(column.min()) for column in columns)
        xmax, ymax = (float(column.max()) for column in columns)
        return xmin, ymin, xmax, ymax

    @cached_property
    def true_centres(self) -> Points | None:
        """The mean of every true group, (G, 2), or None where the truth is not known."""
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
        """The number of distinct points, counted no further than the greatest K."""
        return self._count_distinct(SILENT)

    def find_distinct(self, progress: Progress) -> None:
        """Find `distinct` now, which takes long where few of many points are."""
        # Where cached_property keeps it.
        self.__dict__["distinct"] = self._count_distinct(progress)

    def _count_distinct(self, progress: Progress) -> int:
        return distinct_count(self.points, int(LIMITS["k"][1]), progress)

    @cached_property
    def _all_true_centres(self) -> Points:
        """A row for every number up to the greatest of a group; NaN where it has no points."""
        assert self.truth is not None
        nowhere = np.full((int(self.truth.max()) + 1, 2), np.nan)
        return self.assigner.means(self.truth, nowhere)

    def number_of(self, row: int) -> int:
        """The number of a point, from 1, in the order in which points were made or read.

        Rows of a file that were left out for a missing cell do not count.
        """
        return 1 + int(row if self.index is None else self.index.rows[row])

    def rows_within(self, rectangle: Rectangle, most: int) -> NDArray[np.intp] | None:
        """The points in a closed rectangle (xmin, ymin, xmax, ymax), as ascending rows.

        None where they are more than ``most``.
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
    """The points of ``recipe``; those of a file come from ``table`` if it has been read before.

    Raises `TableError` where the file cannot be read, ValueError where its columns are not
    there, CancelledError where ``progress`` says that the points are wanted no more.
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
    """Where the file of ``recipe`` is; TableError where one that is shipped is shipped no more."""
    if not recipe.file.startswith(SHIPPED):
        return recipe.file
    folder = Path(str(files("resources") / "data"))
    path = folder / recipe.file.removeprefix(SHIPPED)
    # The recipe has no way out of the folder in it; a symbolic link might still be one.
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TableError("the file is none of those that are shipped")
    return path


def _retouched(recipe: Recipe, points: Points, truth: Truth | None) -> tuple[Points, Truth | None]:
    """The points and their groups as edited by hand: some moved, some erased, some added.

    Where the group of an added point is not known, the truth about all of them is not.
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
    if not len(points):
        raise ValueError("erased: no point is left, wanted at least one")
    points.setflags(write=False)
    if not is_known:
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
    # Found here, where a person is told to wait, and not when the board is drawn.
    for count, name in enumerate(("bounds", "true_centres", "true_inertia")):
        progress.at(0.8 + 0.02 * count)
        getattr(data, name)
    data.find_distinct(progress.part(0.86, 1.0))
    progress.at(1.0)
    return data


def largest_k(data: Data, limit: int) -> int:
    """The greatest number of clusters these points can make, at most ``limit``."""
    return min(data.distinct, limit)
