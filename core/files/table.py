"""Tables of numbers from people's files, and two columns of them as points in the plane."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.checks import checked_whole
from core.files.cells import complaint, is_missing
from core.files.layout import Column, columns_of
from core.files.sniff import decimal_of, separator_of
from core.files.text import Record, TableError, read_lines, records

__all__ = ["Selection", "Table", "TableError", "read_table"]

Kind = TypeVar("Kind", bound=np.generic)

CLASSES = range(2, 51)
"""A text column with so many distinct values is taken for classes."""

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
    """Shape (rows, len(columns)), read-only, NaN where a cell is missing."""

    truth: NDArray[np.intp] | None
    """A class number per row, in the alphabetical order of the classes.

    None unless exactly one text column has 2 to 50 distinct values, fewer than there are rows,
    and no missing ones.
    """

    truth_name: str
    """The name of the column of classes, or ""."""

    def points(self, columns: tuple[int, int], *, standardise: bool = False) -> Selection:
        """Pick the rows in which both columns have a number, as points (x, y).

        With ``standardise`` each column has mean 0 and standard deviation 1 over these rows, or
        is 0 throughout if it is constant. The only column of a table is shown on a line: (0, 0)
        gives y = 0. Raises ValueError for columns that do not exist or are not two different.
        """
        chosen = self.values[:, self._checked(columns)]
        kept = ~np.isnan(chosen).any(axis=1)
        points = np.ascontiguousarray(chosen[kept])
        if len(self.columns) == 1:
            points[:, 1] = 0.0
        if standardise:
            points = _z_scores(points)
        truth = None if self.truth is None else _read_only(self.truth[kept])
        return Selection(_read_only(points), truth, int(np.count_nonzero(~kept)))

    def default_columns(self) -> tuple[int, int]:
        """Find the first two columns worth a look; (0, 0) if there is only one.

        Columns that merely count the rows come after all others, constant ones last.
        """
        order = sorted(range(len(self.columns)), key=self._dullness)
        first, second = sorted(order[:2]) if len(order) > 1 else (0, 0)
        return first, second

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
        count = np.arange(len(values))
        return int(may_count and any(np.array_equal(values, count + start) for start in (0, 1)))


def read_table(path: str | os.PathLike[str], *, max_rows: int = 100_000) -> Table:
    """Read a table from a text file: numbers, and at most one column of classes.

    The text may be UTF-8, UTF-16 with a byte order mark or Windows-1252; its cells are parted
    by tabs, semicolons, commas or spaces; fractions have a point or, except where commas part
    the cells, a comma; the first row may be a header.
    Blank lines and lines that begin with # are skipped. Columns of text are left out.

    Raises TableError, with the line and column where there is one, for whatever cannot be read:
    a missing or binary file, rows of unequal width, a cell that should be a number and is not,
    no numbers at all, or more than ``max_rows`` rows of data. Raises TypeError or ValueError if
    ``max_rows`` is not a whole number of at least 1.
    """
    checked_whole(max_rows, "max_rows", 1)
    path = Path(path)
    lines = read_lines(path)
    separator = separator_of(lines)
    # One row more than allowed, and one for the header, are enough to see that it is too many.
    found = list(islice(records(lines, separator), max_rows + 2))
    if not found:
        raise TableError(f'The file "{path.name}" has no rows of data.')
    decimal = decimal_of(found, separator)
    columns, rows = columns_of(found, decimal)
    if not rows:
        raise TableError(f'The file "{path.name}" has a header, but no rows of data.')
    if len(rows) > max_rows:
        raise TableError(
            f"the table goes on here, but at most {max_rows} rows of data are read.",
            rows[max_rows].line,
        )
    return _table(path.name, columns, rows, decimal)


def _table(name: str, columns: Sequence[Column], rows: Sequence[Record], decimal: str) -> Table:
    numeric = [column for column in columns if column.is_numeric]
    if not numeric:
        raise TableError(f'The file "{name}" has no column of numbers.')
    _refuse_odd_cells(numeric, rows, decimal)
    values = _read_only(np.column_stack([column.values for column in numeric]))
    names = tuple(column.name for column in numeric)
    classes = [column for column in columns if column.is_text and _holds_classes(column)]
    if len(classes) != 1:
        return Table(name, names, values, None, "")
    _, truth = np.unique(classes[0].cells, return_inverse=True)
    return Table(name, names, values, _read_only(truth), classes[0].name)


def _refuse_odd_cells(columns: Sequence[Column], rows: Sequence[Record], decimal: str) -> None:
    """Raise TableError for the first cell, in reading order, that is no number."""
    firsts = [(column.odd[0], column.position, column) for column in columns if column.odd]
    if firsts:
        row, position, column = min(firsts, key=lambda found: found[:2])
        line = rows[row].line_of(position - 1)
        raise TableError(complaint(column.cells[row], decimal), line, position)


def _holds_classes(column: Column) -> bool:
    distinct = set(column.cells)
    # A text that is another in every row names the row, not a class.
    shared = len(distinct) < len(column.cells)
    return shared and len(distinct) in CLASSES and not any(is_missing(cell) for cell in distinct)


def _z_scores(points: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(points):
        return points
    # Measured from the minimum in units of the range first: then constant columns are exactly 0,
    # and neither large nor tiny numbers are lost when they are squared.
    least, span = points.min(axis=0), np.ptp(points, axis=0)
    placed = (points - least) / np.where(span > 0, span, 1.0)
    scores: NDArray[np.float64] = placed - placed.mean(axis=0)
    scores /= np.where(span > 0, placed.std(axis=0), 1.0)
    return scores


def _read_only(array: NDArray[Kind]) -> NDArray[Kind]:
    array.setflags(write=False)
    return array
