"""The columns of a table, gathered block by block: what is in them, and of which kind it is."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.checks import LARGEST
from core.files.csv.cells import (
    TOO_LARGE,
    fault,
    is_missing,
    plain_number,
    plain_numbers,
    reading,
)
from core.files.csv.rows import Block, Record
from core.files.table import LabelColumn, read_only

CLASSES = range(2, 51)
"""A column with so many distinct values may tell classes apart."""

FEW = 3
"""Cells that are no numbers of which the place is kept."""

TEXTS_IN_TEN = 1
"""A column of numbers may have one text; or so many in ten cells."""


class InvalidCell(NamedTuple):
    """A cell that is neither a number nor missing."""

    row: int
    """The line, 1-based, on which its row begins."""
    line: int
    """The line on which it begins itself: cells above it in the row may hold line breaks."""
    column: int
    """Its place in the row, 1-based."""
    cell: str


class Column:
    """What is gathered of one column."""

    def __init__(self, place: int, decimal: str) -> None:
        self.place = place
        """Its place in the file, 0-based."""
        self.odd: list[InvalidCell] = []
        """The first `FEW` of them."""
        self.large: list[InvalidCell] = []
        """The first number that is too large, if there is one."""
        self.shows_other_mark = False
        """Whether a number is written with the mark that is not the decimal mark."""
        self._decimal = decimal
        self._classes = Classes()
        self._units: set[str] = set()
        self._numbers = self._texts = self._meant = 0

    @property
    def is_numeric(self) -> bool:
        """Whether it has cells, and all but a few are (meant as) numbers."""
        numbers = self._numbers + self._meant
        few = max(1, TEXTS_IN_TEN * (numbers + self._texts) // 10)
        return numbers > 0 and self._texts <= few and self._texts < numbers

    @property
    def is_text(self) -> bool:
        """Whether it has cells, and is not numeric."""
        return self._numbers + self._texts + self._meant > 0 and not self.is_numeric

    @property
    def texts(self) -> int:
        """How many cells are no numbers."""
        return self._texts + self._meant

    @property
    def numbers(self) -> int:
        """How many cells are numbers."""
        return self._numbers

    @property
    def unit(self) -> str:
        """The currency or per cent mark that stands in its cells; several are named."""
        return " or ".join(sorted(self._units))

    def add(self, cells: Sequence[str], rows: Block) -> NDArray[np.float64]:
        """Add its cells in a block of ``rows``; return their numbers.

        They are NaN where a cell is missing, and infinite where it is odd.
        """
        cells = [*map(str.strip, cells)]
        values = plain_numbers(cells, self._decimal)
        if values is None:
            values = self._each(cells)
        values[np.abs(values) > LARGEST] = np.inf
        self._classes.add(values, cells)
        odd = np.flatnonzero(np.isinf(values)).tolist()
        self._numbers += len(values) - len(odd) - int(np.count_nonzero(np.isnan(values)))
        if odd:
            self._take_odd(cells, odd, rows)
        return values

    def labels(self, name: str, kept: NDArray[np.bool_], *, nominal: bool) -> LabelColumn | None:
        """The classes that the column tells apart in the rows that are ``kept``, if it does.

        Numbers do only where they are whole, and said to be ``nominal`` by the column's name; a
        text column does without, unless most of its cells are numbers.
        """
        is_offered = nominal or (self.is_text and self.texts >= self.numbers)
        if not (self._classes.are_few and is_offered) or (
            self.is_numeric and not self._classes.are_whole
        ):
            return None
        return self._classes.of(name, kept)

    def _each(self, cells: Sequence[str]) -> NDArray[np.float64]:
        distinct = set(cells)
        if 4 * len(distinct) < len(cells):
            # Classes, or few different numbers: each is read once.
            known = {cell: self._value(cell) for cell in distinct}
            return np.fromiter(map(known.__getitem__, cells), np.float64, len(cells))
        return np.fromiter((self._value(cell) for cell in cells), np.float64, len(cells))

    def _value(self, cell: str) -> float:
        value = plain_number(cell, self._decimal)
        if value is not None:
            return value
        if is_missing(cell):
            return np.nan
        read = reading(cell, self._decimal)
        other = "," if self._decimal == "." else "."
        if other in cell and not self.shows_other_mark:
            self.shows_other_mark = read is not None or reading(cell, other) is not None
        if read is None:
            return np.inf
        if read.unit:
            self._units.add(read.unit)
        return read.value

    def _take_odd(self, cells: Sequence[str], odd: list[int], rows: Block) -> None:
        counts = Counter(cells[row] for row in odd)
        faults = {cell: fault(cell, self._decimal) for cell in counts}
        meant = sum(count for cell, count in counts.items() if faults[cell])
        self._meant += meant
        self._texts += len(odd) - meant
        self.odd += [self._odd(rows.row(row), cells[row]) for row in odd[: FEW - len(self.odd)]]
        if not self.large and TOO_LARGE in faults.values():
            first = next(row for row in odd if faults[cells[row]] == TOO_LARGE)
            self.large.append(self._odd(rows.row(first), cells[first]))

    def _odd(self, row: Record, cell: str) -> InvalidCell:
        return InvalidCell(row.line, row.line_of(self.place), self.place + 1, cell)


class Classes:
    """The distinct values of a column, as long as they may tell classes apart."""

    def __init__(self) -> None:
        self._numbers: dict[float | str, int] = {}
        self._parts: list[NDArray[np.int16]] = []
        self._are_too_many = False

    @property
    def are_few(self) -> bool:
        """Whether they may."""
        return not self._are_too_many and len(self._numbers) in CLASSES

    @property
    def are_whole(self) -> bool:
        """Whether all are whole numbers."""
        return all(isinstance(key, float) and key == int(key) for key in self._numbers)

    def add(self, values: NDArray[np.float64], cells: Sequence[str]) -> None:
        """Add a block; ``values`` are infinite where the cell is no number."""
        if self._are_too_many:
            return
        is_odd = np.isinf(values)
        if np.isnan(values).any():
            self._give_up()
        elif not is_odd.any():
            distinct, own = np.unique(values, return_inverse=True)
            self._take([float(value) for value in distinct], own)
        else:
            keys = [
                cell if odd else float(value)
                for cell, odd, value in zip(cells, is_odd, values, strict=True)
            ]
            distinct_keys = {key: place for place, key in enumerate(dict.fromkeys(keys))}
            own = np.fromiter(map(distinct_keys.__getitem__, keys), np.intp, len(keys))
            self._take(list(distinct_keys), own)

    def of(self, name: str, kept: NDArray[np.bool_]) -> LabelColumn | None:
        """The classes in the rows that are ``kept``: numbers first, then texts by alphabet.

        None where there is only one, or another in every row.
        """
        found = np.concatenate(self._parts)[kept]
        present = set(np.unique(found).tolist())
        if not (len(present) in CLASSES and len(present) < len(found)):
            return None
        order = sorted(
            (key for key, number in self._numbers.items() if number in present),
            key=lambda key: (isinstance(key, str), key),
        )
        ranks = np.full(len(self._numbers), -1, dtype=np.int16)
        ranks[[self._numbers[key] for key in order]] = np.arange(len(order))
        names = tuple(key if isinstance(key, str) else f"{key:g}" for key in order)
        return LabelColumn(name, names, read_only(ranks[found]))

    def _take(self, distinct: Sequence[float | str], own: NDArray[np.intp]) -> None:
        if len(distinct) >= CLASSES.stop:
            self._give_up()
            return
        numbers = [self._numbers.setdefault(key, len(self._numbers)) for key in distinct]
        if len(self._numbers) >= CLASSES.stop:
            self._give_up()
            return
        self._parts.append(np.array(numbers, np.int16)[own])

    def _give_up(self) -> None:
        self._are_too_many = True
        self._parts.clear()
        self._numbers.clear()
