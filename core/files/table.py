"""Tables of numbers, and two columns of them as points in the plane."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.blocks import LONG_BLOCK
from core.files.names import is_latitude, is_longitude, names_rows
from core.files.source import TableError
from core.progress import SILENT, Progress

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Two columns of a table as points in the plane."""

    points: NDArray[np.float64]
    """Shape (n, 2), C-contiguous, read-only, finite; n may be 0."""

    truth: NDArray[np.intp] | None
    """The class of every point, shape (n,), or None where the table has no classes."""

    skipped: int
    """Number of rows left out because a chosen cell was missing."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelColumn:
    """A column of classes."""

    name: str
    classes: tuple[str, ...]
    """Names of the classes: numbers ascending, then texts in alphabetical order."""

    numbers: NDArray[np.signedinteger]
    """The class of every row as an index into ``classes``, shape (rows,), read-only."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """Remarks for the user on how a file was read."""

    passed_over: int = 0
    """Number of skipped lines before the table."""

    left_out: int = 0
    """Number of rows that could not be read."""

    faults: tuple[str, ...] = ()
    """Lines of the first few of them, with the reasons."""

    texts: tuple[tuple[str, int, int], ...] = ()
    """Columns left out because of too many invalid numbers: name, number of these, of cells."""

    doubtful: str = ""
    """An ambiguous number like 1,250: the comma may be a decimal mark or a thousands separator."""

    decimal: str = "."
    """The decimal mark used."""

    neighbour: str = ""
    """Why the file of labels beside it was not used, or ""."""


@dataclass(frozen=True, slots=True)
class Backing:
    """A mapped file, with its size and time when it was opened."""

    path: Path
    size: int
    modified: int
    """In nanoseconds."""

    @classmethod
    def of(cls, path: Path) -> "Backing":
        """Return the present size and time of the file; raises OSError if it does not exist."""
        status = path.stat()
        return cls(path, status.st_size, status.st_mtime_ns)

    def check(self) -> None:
        """Raise TableError if the file has changed: reading removed parts would end the program."""
        try:
            is_same = Backing.of(self.path) == self
        except OSError:
            is_same = False
        if not is_same:
            raise TableError(
                f"The file “{self.path.name}” has changed since it was opened; open it again."
            )


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Numbers read from a file."""

    name: str
    """The file's name without its folder."""

    columns: tuple[str, ...]
    """The names of the numeric columns; column i of the file is "column i" without a header."""

    values: NDArray[np.float64]
    """Shape (rows, len(columns)), read-only, NaN where a cell is missing.

    Those of a .npy file of float64 may be the file itself, mapped into memory: see ``backing``.
    """

    labels: tuple[LabelColumn, ...] = ()
    """Columns that may hold the true clusters: 2 to 50 distinct values (more in a separate file),
    fewer than rows, none missing."""

    own_labels: int | None = None
    """Index of the column of classes: the only one, or the only one with a name of classes."""

    units: tuple[str, ...] = ()
    """Unit of every column, or ""; () if the file has no units."""

    remarks: Remarks = field(default_factory=Remarks)
    """Remarks for the user."""

    asked_decimal: str = ""
    """The decimal mark that was requested; "" if detected."""

    backing: Backing | None = None
    """The file that is mapped into memory, if any."""

    offered: tuple[int, ...] = ()
    """The columns as in `order`, if already computed, as that takes O(rows)."""

    @property
    def truth(self) -> NDArray[np.intp] | None:
        """Class of every row, shape (rows,), or None."""
        return self.groups(None)

    @property
    def truth_name(self) -> str:
        """The name of the column of classes, or ""."""
        return "" if self.own_labels is None else self.labels[self.own_labels].name

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the columns, with their units where these are known."""
        return tuple(
            f"{name} ({unit})" if unit and unit not in name else name
            for name, unit in zip_longest(self.columns, self.units, fillvalue="")
        )

    def groups(self, labels: int | None) -> NDArray[np.intp] | None:
        """The class of every row by a column of `labels`; of `own_labels` by None, none by -1.

        Raises ValueError where there is no such column.
        """
        chosen = self.own_labels if labels is None else labels
        if chosen is None or chosen == -1:
            return None
        if not 0 <= chosen < len(self.labels):
            raise ValueError(f"labels: got {chosen}, wanted less than {len(self.labels)}")
        return read_only(self.labels[chosen].numbers.astype(np.intp))

    def points(
        self,
        columns: tuple[int, int],
        *,
        standardise: bool = False,
        labels: int | None = None,
        progress: Progress = SILENT,
    ) -> Selection:
        """Return the rows in which both columns have a number, as points (x, y).

        With ``standardise`` each column has mean 0 and standard deviation 1 over these rows, or is
        0 throughout if it is constant. The only column of a table is shown on a line: (0, 0) gives
        y = 0. Their classes are those of `groups`. Raises ValueError for columns that do not exist
        or are not different, and TableError if the mapped file has changed.
        """
        if self.backing is not None:
            self.backing.check()
        chosen = self._checked(columns)
        groups = self.groups(labels)
        kept = self._complete_rows(chosen, progress.part(0.0, 0.2))
        points = self._rows_of(chosen, kept, progress.part(0.2, 0.5))
        if len(self.columns) == 1:
            points[:, 1] = 0.0
        if standardise:
            _standardise(points, progress.part(0.5, 1.0))
        truth = None if groups is None else read_only(groups[kept])
        return Selection(read_only(points), truth, len(kept) - len(points))

    def default_columns(self) -> tuple[int, int]:
        """Return the default two columns; (0, 0) if there is only one.

        The first two of `order`, in the order of the file; but longitude is x, latitude y.
        """
        order = self.order()
        if len(order) == 1:
            return 0, 0
        first, second = sorted(order[:2])
        if is_latitude(self.columns[first]) or is_longitude(self.columns[second]):
            first, second = second, first
        return first, second

    def order(self) -> list[int]:
        """Return the columns in the order of relevance.

        Columns that count or name the rows come after all others, then columns of classes, then
        constant ones.
        """
        return list(self.offered) or sorted(range(len(self.columns)), key=self._rank)

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

    def _rank(self, column: int) -> int:
        values, name = self.values[:, column], self.columns[column]
        # A signalling NaN of a mapped .npy file is a missing cell.
        with np.errstate(invalid="ignore"):
            least, most = np.nanmin(values), np.nanmax(values)
        if least == most:
            return 3
        if any(each.name == name for each in self.labels):
            return 2
        return int(counts(values) or (names_rows(name) and are_whole(values)))


def stretches(count: int, progress: Progress, width: int = 2) -> Iterator[slice]:
    """Split ``count`` rows of ``width`` numbers into slices, and report progress."""
    step = max(LONG_BLOCK // width, 1)
    for start in range(0, count, step):
        progress.at(start / count)
        yield slice(start, min(start + step, count))


def counts(values: NDArray[np.float64]) -> bool:
    """Whether the values increase by 1 from row to row."""
    return len(values) > 2 and all(
        np.array_equal(values[rows], values[0] + np.arange(rows.start, rows.stop))
        for rows in stretches(len(values), SILENT)
    )


def holds_numbers(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which columns hold a number, shape (columns,)."""
    filled = np.zeros(values.shape[1], dtype=np.bool_)
    for rows in stretches(len(values), SILENT, values.shape[1]):
        filled |= ~np.isnan(values[rows]).all(axis=0)
    return filled


def are_whole(values: NDArray[np.float64]) -> bool:
    """Whether all values are whole numbers or missing."""
    return all(
        np.all(np.isnan(values[rows]) | (values[rows] == np.floor(values[rows])))
        for rows in stretches(len(values), SILENT)
    )


def _standardise(points: NDArray[np.float64], progress: Progress) -> None:
    """Scale each column, in place, to mean 0 and standard deviation 1; a constant one to 0."""
    if not len(points):
        return
    # First scaled to 0 … 1: then constant columns are exactly 0, and squares neither overflow nor
    # underflow.
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
    """Make an array read-only."""
    array.setflags(write=False)
    return array
