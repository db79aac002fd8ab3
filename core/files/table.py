"""Tables of numbers, and two columns of them as points in the plane."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.progress import UNHEARD, Progress

Kind = TypeVar("Kind", bound=np.generic)

STRETCH = 2**18
"""Numbers handled between two reports of progress: some milliseconds of work."""

INDEX_NAMES = frozenset({"id", "index", "unnamed: 0"})
"""Names, in lower case, of columns that may merely count the rows; so may unnamed columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Two columns of a table as points in the plane."""

    points: NDArray[np.float64]
    """Shape (n, 2), C-contiguous, read-only, finite; n may be 0."""

    truth: NDArray[np.intp] | None
    """The class of every point, shape (n,), or None where the table has no classes."""

    skipped: int
    """Rows left out because a chosen cell was missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Numbers read from a file, a row a line of data, a column a feature."""

    name: str
    """The file's name without its folder."""

    columns: tuple[str, ...]
    """The names of the numeric columns; column i of the file is "column i" without a header."""

    values: NDArray[np.float64]
    """Shape (rows, len(columns)), read-only, NaN where a cell is missing.

    That of a .npy file of float64 may be the file itself, mapped into memory: it is read where it
    is looked at, and must not be made shorter in the meantime.
    """

    truth: NDArray[np.intp] | None
    """A class number per row, in the alphabetical order of the classes.

    None unless exactly one text column has 2 to 50 distinct values, fewer than there are rows,
    and no missing ones.
    """

    truth_name: str
    """The name of the column of classes, or ""."""

    def points(
        self,
        columns: tuple[int, int],
        *,
        standardise: bool = False,
        progress: Progress = UNHEARD,
    ) -> Selection:
        """Pick the rows in which both columns have a number, as points (x, y).

        With ``standardise`` each column has mean 0 and standard deviation 1 over these rows, or
        is 0 throughout if it is constant. The only column of a table is shown on a line: (0, 0)
        gives y = 0. Takes little memory beside the points themselves. Raises ValueError for
        columns that do not exist or are not two different.
        """
        chosen = self._checked(columns)
        kept = self._complete_rows(chosen, progress.part(0.0, 0.2))
        points = self._rows_of(chosen, kept, progress.part(0.2, 0.5))
        if len(self.columns) == 1:
            points[:, 1] = 0.0
        if standardise:
            _standardise(points, progress.part(0.5, 1.0))
        truth = None if self.truth is None else read_only(self.truth[kept])
        return Selection(read_only(points), truth, len(kept) - len(points))

    def default_columns(self) -> tuple[int, int]:
        """Find the first two columns worth a look; (0, 0) if there is only one.

        Columns that merely count the rows come after all others, constant ones last.
        """
        order = sorted(range(len(self.columns)), key=self._dullness)
        first, second = sorted(order[:2]) if len(order) > 1 else (0, 0)
        return first, second

    def _complete_rows(self, chosen: list[int], progress: Progress) -> NDArray[np.bool_]:
        complete = np.empty(len(self.values), dtype=np.bool_)
        for rows in stretches(len(complete), progress):
            missing = np.isnan(self.values[rows][:, chosen])
            complete[rows] = ~(missing[:, 0] | missing[:, 1])
        return complete

    def _rows_of(
        self, chosen: list[int], kept: NDArray[np.bool_], progress: Progress
    ) -> NDArray[np.float64]:
        points = np.empty((np.count_nonzero(kept), 2))
        filled = 0
        for rows in stretches(len(kept), progress):
            some = self.values[rows][:, chosen][kept[rows]]
            points[filled : filled + len(some)] = some
            filled += len(some)
        return points

    def _checked(self, columns: tuple[int, int]) -> list[int]:
        count = len(self.columns)
        wanted = (
            "(0, 0), as the table has one column"
            if count == 1
            else f"two different numbers from 0 to {count - 1}"
        )
        whole = [column for column in columns if isinstance(column, (int, np.integer))]
        valid = len(columns) == len(whole) == 2 and all(0 <= column < count for column in whole)
        if not valid or (count > 1 and whole[0] == whole[1]):
            raise ValueError(f"columns: got {columns!r}, wanted {wanted}")
        return [int(column) for column in whole]

    def _dullness(self, column: int) -> int:
        values = self.values[:, column]
        if np.nanmin(values) == np.nanmax(values):
            return 2
        name = self.columns[column].lower()
        may_count = name in INDEX_NAMES or name.startswith("column ")
        return int(may_count and _counts(values))


def stretches(count: int, progress: Progress, width: int = 2) -> Iterator[slice]:
    """Part ``count`` rows of ``width`` numbers into stretches, and tell how many are done."""
    step = max(STRETCH // width, 1)
    for start in range(0, count, step):
        progress.at(start / count)
        yield slice(start, min(start + step, count))


def _counts(values: NDArray[np.float64]) -> bool:
    """Whether the values are 0, 1, 2 … or 1, 2, 3 …."""
    return values[0] in (0.0, 1.0) and all(
        np.array_equal(values[rows], values[0] + np.arange(rows.start, rows.stop))
        for rows in stretches(len(values), UNHEARD)
    )


def _standardise(points: NDArray[np.float64], progress: Progress) -> None:
    """Bring each column, in place, to mean 0 and standard deviation 1; a constant one to 0."""
    if not len(points):
        return
    # Measured from the minimum in units of the range first: then constant columns are exactly 0,
    # and neither large nor tiny numbers are lost when they are squared.
    ends = [
        (points[rows].min(axis=0), points[rows].max(axis=0))
        for rows in stretches(len(points), progress.part(0.0, 0.25))
    ]
    least, most = np.min(ends, axis=0)[0], np.max(ends, axis=0)[1]
    span = most - least
    total = np.zeros(2)
    for rows in stretches(len(points), progress.part(0.25, 0.5)):
        points[rows] -= least
        points[rows] /= np.where(span > 0, span, 1.0)
        total += points[rows].sum(axis=0)
    squares = np.zeros(2)
    for rows in stretches(len(points), progress.part(0.5, 0.75)):
        points[rows] -= total / len(points)
        squares += np.square(points[rows]).sum(axis=0)
    deviation = np.sqrt(squares / len(points))
    for rows in stretches(len(points), progress.part(0.75, 1.0)):
        points[rows] /= np.where(span > 0, deviation, 1.0)


def read_only(array: NDArray[Kind]) -> NDArray[Kind]:
    """The same array, which nothing can write to any more."""
    array.setflags(write=False)
    return array
