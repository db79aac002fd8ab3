"""What the pieces of a text file add up to."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.files.cells import complaint
from core.files.layout import Column, column_of, has_header, names_for
from core.files.sniff import Marks
from core.files.table import Table, read_only
from core.files.text import Record, TableError
from core.files.whole import CLASSES, are_classes, no_numbers, too_many_rows
from core.progress import Progress


class IrregularError(Exception):
    """A file that is not for reading in pieces."""


class RaggedError(Exception):
    """A row that is not as wide as the others."""


class Classes:
    """The cells of a column of text as numbers, as long as they may be classes."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._parts: list[NDArray[np.int16]] = []

    def add(self, cells: Sequence[str], *, in_front: bool = False) -> None:
        """Add cells; forgets them all once they are too many different ones."""
        if len(self.numbers) >= CLASSES.stop:
            return
        for cell in sorted(set(cells) - self.numbers.keys()):
            self.numbers[cell] = len(self.numbers)
        if len(self.numbers) >= CLASSES.stop:
            self._parts.clear()
            return
        read = map(self.numbers.__getitem__, cells)
        part = np.fromiter(read, np.int16, len(cells))
        self._parts.insert(0 if in_front else len(self._parts), part)

    def in_order(self) -> NDArray[np.intp]:
        """A number per cell in the alphabetical order of the classes."""
        ranks = np.empty(len(self.numbers), dtype=np.intp)
        ranks[[self.numbers[cell] for cell in sorted(self.numbers)]] = np.arange(len(ranks))
        return ranks[np.concatenate(self._parts)]


class ColumnSums:
    """What is kept of the cells of one column; see `core.files.layout.Column`."""

    def __init__(self, position: int) -> None:
        self.position = position
        self.present = 0
        self.texts = 0
        self.odd: tuple[int, int, str] | None = None
        """Row (0-based, below the first), line and content of the first odd cell."""

        self.classes: Classes | None = None

    @property
    def is_text(self) -> bool:
        """As that of a `Column`."""
        return 2 * self.texts > self.present

    @property
    def is_numeric(self) -> bool:
        """As that of a `Column`."""
        return self.present > 0 and not self.is_text

    def add(self, column: Column, rows: Sequence[Record], above: int, lines: int) -> None:
        """Add cells, which stand in ``rows``, with so many rows and lines above them."""
        self.present += column.present
        self.texts += len(column.texts)
        if self.classes is not None:
            self.classes.add(column.cells, in_front=above < 0)
        if column.odd and (self.odd is None or above < self.odd[0]):
            row = column.odd[0]
            line = lines + rows[row].line_of(self.position - 1)
            self.odd = (above + row, line, column.cells[row])


class Gathered:
    """The rows of a file read so far.

    The first row is kept apart until the end, for only the rows below tell whether it is a header.
    """

    def __init__(
        self, first: Record, fitted: Record, lacks_row_names: bool, decimal: str, max_rows: int
    ) -> None:
        self.marks = Marks()
        self._first = first
        self._fitted = fitted
        self._lacks_row_names = lacks_row_names
        self._decimal = decimal
        self._max_rows = max_rows
        self._columns = [ColumnSums(i) for i in range(1, len(fitted.cells) + 1)]
        self._parts: list[NDArray[np.float64]] = []
        self._rows = 0
        """Rows read, the first included."""

        self._lines = 0
        self._beyond: list[int] = []
        """Lines of the rows from number ``max_rows`` on, the first being number 0."""

    def collect_classes(self, places: frozenset[int]) -> None:
        """Keep the cells of these columns as classes."""
        for place in places:
            self._columns[place].classes = Classes()

    @property
    def is_new(self) -> bool:
        """Whether the first row is yet to come."""
        return not self._rows

    @property
    def room(self) -> int:
        """How many more rows are looked at: one too many, and one for a header."""
        return self._max_rows + 2 - self._rows

    @property
    def is_full(self) -> bool:
        """Whether no more rows need be looked at."""
        return not self.room

    def has_room_for(self, rows: int) -> bool:
        """Whether so many rows, of which nothing but their numbers is known, can be added."""
        return not self.is_new and self._rows + rows <= self._max_rows

    def add_numbers(self, values: NDArray[np.float64], lines: int, marks: int) -> None:
        """Add rows, (rows, width), of so many lines, with so many decimal marks."""
        for column in self._columns:
            column.present += len(values)
        self.marks.add_numbers(self._decimal, marks)
        self._parts.append(values)
        self._rows += len(values)
        self._lines += lines

    def add_rows(self, rows: list[Record], lines: int, *, counts_marks: bool) -> None:
        """Add the rows of a piece that has so many lines; raises RaggedError."""
        if counts_marks:
            self.marks.add([cell.strip() for row in rows for cell in row.cells])
        below = rows[1:] if self.is_new else rows
        if any(len(row.cells) != len(self._columns) for row in below):
            raise RaggedError
        beyond = rows[max(self._max_rows - self._rows, 0) :]
        self._beyond += [self._lines + row.line for row in beyond]
        if below:
            self._add_below(below, above=max(self._rows - 1, 0))
        self._rows += len(rows)
        self._lines += lines

    def _add_below(self, rows: list[Record], above: int) -> None:
        cells = zip(*(row.cells for row in rows), strict=True)
        columns = [column_of(i, own, self._decimal) for i, own in enumerate(cells, start=1)]
        for sums, column in zip(self._columns, columns, strict=True):
            sums.add(column, rows, above, self._lines)
        self._parts.append(np.column_stack([column.values for column in columns]))

    def table(self, name: str, progress: Progress) -> Table:
        """The table that the rows make; raises TableError or IrregularError."""
        cells = enumerate(self._fitted.cells, start=1)
        first = [column_of(position, [cell], self._decimal) for position, cell in cells]
        headed = has_header(
            [column.starts_with_text for column in first],
            [column.is_numeric for column in self._columns],
        )
        if self._rows - headed > self._max_rows:
            raise too_many_rows(self._max_rows, self._beyond[headed])
        if not headed:
            self._take_in(first)
        names = names_for(self._fitted.cells if headed else [""] * len(first))
        unnamed = not self._fitted.cells[0].strip() and self._columns[0].is_text
        skips = headed and (self._lacks_row_names or unnamed)
        return self._made(name, names, self._columns[skips:], progress)

    def _take_in(self, first: list[Column]) -> None:
        """Make the first row a row of data."""
        for sums, column in zip(self._columns, first, strict=True):
            sums.add(column, [self._first], -1, 0)
        self._parts.insert(0, np.column_stack([column.values for column in first]))

    def _made(
        self, name: str, names: list[str], columns: list[ColumnSums], progress: Progress
    ) -> Table:
        numeric = [column for column in columns if column.is_numeric]
        if not numeric:
            raise no_numbers(name)
        self._refuse_odd_cells(numeric)
        if any(column.is_text and column.classes is None for column in columns):
            # It began with numbers, so its texts were not kept.
            raise IrregularError
        values = self._values([column.position - 1 for column in numeric], progress)
        kept = tuple(names[column.position - 1] for column in numeric)
        classes = [
            (column.classes, names[column.position - 1])
            for column in columns
            if column.is_text
            and column.classes is not None
            and are_classes(column.classes.numbers, len(values))
        ]
        if len(classes) != 1:
            return Table(name, kept, values, None, "")
        own, truth_name = classes[0]
        return Table(name, kept, values, read_only(own.in_order()), truth_name)

    def _refuse_odd_cells(self, columns: list[ColumnSums]) -> None:
        """Raise TableError for the first cell, in reading order, that is no number."""
        odd = [(column.odd[0], column.position, column.odd) for column in columns if column.odd]
        if odd:
            _, position, (_, line, cell) = min(odd)
            raise TableError(complaint(cell, self._decimal), line, position)

    def _values(self, places: list[int], progress: Progress) -> NDArray[np.float64]:
        """The chosen columns of all rows; gives up the pieces on the way."""
        rows = sum(map(len, self._parts))
        values = np.empty((rows, len(places)))
        filled, count = 0, len(self._parts)
        self._parts.reverse()
        while self._parts:
            progress.at(1.0 - len(self._parts) / count)
            part = self._parts.pop()
            values[filled : filled + len(part)] = part[:, places]
            filled += len(part)
        return read_only(values)
