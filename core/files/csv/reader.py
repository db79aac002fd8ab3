"""The reader of text files: the csv module splits rows, numpy converts blocks of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.files.csv.arff import arff_dialect, is_arff
from core.files.csv.cells import Votes, number_error
from core.files.csv.columns import FEW, Column
from core.files.csv.dialect import Dialect, dialect_of, names_for
from core.files.csv.rows import ONE_COLUMN, Block, Record, Rows, Writing
from core.files.csv.text import encoding_of, line_blocks, sample_of
from core.files.names import names_classes
from core.files.source import BYTES_AT_ONCE, Source, TableError
from core.files.table import LabelColumn, Remarks, Table, holds_numbers, read_only
from core.progress import SILENT, Progress

MOST_COLUMNS = 1000
"""Greatest number of cells in a row; more are a mistake, such as a file on one line."""

CELLS = 2**14
"""Number of cells converted at once."""


class Fault(NamedTuple):
    """Why a row is left out."""

    row: int
    """The line on which it begins."""
    line: int
    column: int | None
    reason: str

    def error(self) -> TableError:
        """The message if it is the reason to refuse the file."""
        return TableError(self.reason, self.line, self.column)


def read_text(
    source: Source,
    max_rows: int,
    decimal: str = "",
    progress: Progress = SILENT,
    block: int = BYTES_AT_ONCE,
) -> Table:
    """Read a table from a text file; raises as `core.files.read_table` does.

    ``decimal`` is the decimal mark, "" to detect it. The result does not depend on ``block``, the
    number of bytes read at a time.
    """
    encoding = encoding_of(source, progress.part(0.0, 0.1))
    reader = _Reader(source, encoding, max_rows, block)
    dialect = reader.dialect(decimal, progress.part(0.1, 0.15))
    gathered = reader.gathered(dialect, progress.part(0.15, 0.8))
    doubtful = ""
    if gathered.shows_other_mark or dialect.decimal == ",":
        # The first rows may not be typical: now use all rows.
        votes = reader.votes(dialect, progress.part(0.8, 0.85))
        own = votes.decimal(dialect.writing.separator)
        doubtful = votes.doubtful(own)
        if own != dialect.decimal and not dialect.is_sure:
            dialect = replace(dialect, decimal=own)
            gathered = reader.gathered(dialect, progress.part(0.85, 0.95))
    return gathered.table(doubtful, progress.part(0.95, 1.0))


class _Reader:
    """Reads a file, repeatedly if necessary."""

    def __init__(self, source: Source, encoding: str, max_rows: int, block: int) -> None:
        self._source = source
        self._encoding = encoding
        self._max_rows = max_rows
        self._block = block

    def dialect(self, decimal: str, progress: Progress) -> Dialect:
        """Return the dialect; raises TableError if it cannot be found."""
        name = self._source.name
        lines = sample_of(self._source, self._encoding, progress.part(0.0, 0.5))
        if is_arff(lines):
            return arff_dialect(line_blocks(self._source, self._encoding, progress.part(0.5, 1.0)))
        dialect = dialect_of(lines, decimal)
        if dialect is None:
            blocks = line_blocks(self._source, self._encoding, progress.part(0.5, 1.0))
            for _ in Rows(blocks, Writing(ONE_COLUMN)):
                pass  # raises for a quotation mark that is never closed
            raise TableError(f"The file “{name}” has no rows of data.")
        if dialect.width > MOST_COLUMNS:
            raise TableError(
                f"this row has {dialect.width} cells; at most {MOST_COLUMNS} are read.",
                dialect.first_line,
            )
        return dialect

    def gathered(self, dialect: Dialect, progress: Progress) -> "Gathered":
        """Read all rows of data."""
        gathered = Gathered(self._source.name, dialect, self._max_rows)
        for rows in self._rows(dialect, progress).blocks(max(CELLS // dialect.width, 1)):
            gathered.add(rows)
        return gathered

    def votes(self, dialect: Dialect, progress: Progress) -> Votes:
        """Count the decimal marks in all cells."""
        votes = Votes()
        for rows in self._rows(dialect, progress).blocks(max(CELLS // dialect.width, 1)):
            votes.add(cell.strip() for cells in rows.cells for cell in cells)
        return votes

    def _rows(self, dialect: Dialect, progress: Progress) -> Rows:
        return Rows(self._blocks(dialect.first_line - 1, progress), dialect.writing)

    def _blocks(self, above: int, progress: Progress) -> Iterator[list[str]]:
        """The lines of the file; those ``above`` the table are blank."""
        for lines in line_blocks(self._source, self._encoding, progress, self._block):
            passed = min(above, len(lines))
            above -= passed
            yield ["\n"] * passed + lines[passed:] if passed else lines


class Gathered:
    """The rows of a table, collected in blocks."""

    def __init__(self, name: str, dialect: Dialect, max_rows: int) -> None:
        self._name = name
        self._dialect = dialect
        self._max_rows = max_rows
        self._columns = [Column(place, dialect.decimal) for place in range(dialect.width)]
        self._parts: list[NDArray[np.float64]] = []
        """The numbers of every block, (columns, rows), as `Column.add` gives them."""
        self._faults: list[Fault] = []
        self._skips = dialect.skipped_rows
        """Number of rows left before the data."""
        self._ragged = self._rows = 0
        """Number of rows of another width, and of all rows."""

    @property
    def shows_other_mark(self) -> bool:
        """Whether a number is written with the mark that is not the decimal mark."""
        return any(column.shows_other_mark for column in self._columns)

    def add(self, rows: Block) -> None:
        """Add rows, the header first; raises TableError for one too many."""
        if self._skips:
            passed = min(self._skips, len(rows.lines))
            self._skips -= passed
            rows = Block(rows.lines[passed:], rows.cells[passed:])
        if self._rows + len(rows.lines) > self._max_rows:
            raise TableError(
                f"the table goes on here, but at most {self._max_rows} rows of data are read.",
                rows.lines[self._max_rows - self._rows],
            )
        self._rows += len(rows.lines)
        if {*map(len, rows.cells)} != {self._dialect.width}:
            rows = self._fitting(rows)
        if rows.cells:
            cells = zip(*rows.cells, strict=True)
            columns = zip(self._columns, cells, strict=True)
            self._parts.append(np.array([column.add(own, rows) for column, own in columns]))

    def table(self, doubtful: str, progress: Progress) -> Table:
        """The table that the rows make."""
        dialect = self._dialect
        if not self._rows:
            raise TableError(f"The file “{self._name}” has a header, but no rows of data.")
        names = names_for(dialect.names or [""] * dialect.width)
        is_unnamed = bool(dialect.names) and not dialect.names[0] and self._columns[0].is_text
        columns = self._columns[dialect.has_row_names or is_unnamed :]
        numeric = [column for column in columns if column.is_numeric]
        self._refuse_large(numeric)
        if not numeric:
            raise self._no_numbers()
        values, kept = self._values(numeric, progress)
        left_out = self._rows - len(values)
        faults = self._first_faults(numeric)
        if 2 * left_out > self._rows:
            raise faults[0].error()
        # All numbers of a column may be in rows that are left out.
        filled = np.flatnonzero(holds_numbers(values)).tolist() if left_out else range(len(numeric))
        if len(filled) < len(numeric):
            numeric = [numeric[place] for place in filled]
            values = read_only(values[:, filled])
        if not numeric:
            raise self._no_numbers()
        units = dialect.units or ("",) * dialect.width
        labels = self._labels(columns, names, kept)
        return Table(
            self._name,
            tuple(names[column.place] for column in numeric),
            values,
            labels,
            own_of(labels, [names[place] for place in dialect.nominal]),
            tuple(column.unit or units[column.place] for column in numeric),
            Remarks(
                dialect.passed_over,
                left_out,
                tuple(str(fault.error()) for fault in faults),
                self._mixed(columns, names, labels),
                doubtful,
                dialect.decimal,
            ),
        )

    def _fitting(self, rows: Block) -> Block:
        """The rows of the right width; those that are only blank beyond it are cut."""
        wanted, fitting = self._dialect.width, Block([], [])
        for line, cells in zip(rows.lines, rows.cells, strict=True):
            if len(cells) < wanted or any(map(str.strip, cells[wanted:])):
                self._ragged += 1
                if self._ragged <= FEW:
                    self._faults.append(_ragged(Record(line, cells), wanted))
            else:
                fitting.lines.append(line)
                fitting.cells.append(cells[:wanted])
        return fitting

    def _refuse_large(self, numeric: Sequence[Column]) -> None:
        """Raise TableError for the first number that a board cannot hold."""
        large = [odd for column in numeric for odd in column.large]
        if large:
            first = min(large)
            raise TableError(
                number_error(first.cell, self._dialect.decimal), first.line, first.column
            )

    def _no_numbers(self) -> TableError:
        if 2 * self._ragged > self._rows:
            return self._faults[0].error()
        return TableError(f"The file “{self._name}” has no column of numbers.")

    def _values(
        self, numeric: Sequence[Column], progress: Progress
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the numbers of the complete rows, and a mask of these among the fitting rows.

        The parts are released meanwhile.
        """
        rows = self._rows - self._ragged
        values, kept = np.empty((rows, len(numeric))), np.empty(rows, np.bool_)
        places = [column.place for column in numeric]
        self._parts.reverse()
        filled = seen = 0
        while self._parts:
            progress.at(seen / rows)
            some = self._parts.pop()[places].T
            is_whole = np.max(np.isinf(some), axis=1) == 0
            some = some[is_whole]
            values[filled : filled + len(some)] = some
            kept[seen : seen + len(is_whole)] = is_whole
            filled, seen = filled + len(some), seen + len(is_whole)
        return read_only(values[:filled]), kept

    def _first_faults(self, numeric: Sequence[Column]) -> list[Fault]:
        """The first `FEW` of the rows that are left out."""
        faults = {fault.row: fault for fault in self._faults}
        for odd in sorted(odd for column in numeric for odd in column.odd):
            reason = number_error(odd.cell, self._dialect.decimal)
            faults.setdefault(odd.row, Fault(odd.row, odd.line, odd.column, reason))
        return [faults[row] for row in sorted(faults)][:FEW]

    def _labels(
        self, columns: Sequence[Column], names: Sequence[str], kept: NDArray[np.bool_]
    ) -> tuple[LabelColumn, ...]:
        found = [
            column.labels(
                names[column.place],
                kept,
                nominal=column.place in self._dialect.nominal or names_classes(names[column.place]),
            )
            for column in columns
        ]
        return tuple(labels for labels in found if labels is not None)

    def _mixed(
        self, columns: Sequence[Column], names: Sequence[str], labels: Sequence[LabelColumn]
    ) -> tuple[tuple[str, int, int], ...]:
        """Columns of text that contain numbers; see `Remarks.texts`."""
        offered = {each.name for each in labels}
        return tuple(
            (names[column.place], column.texts, column.texts + column.numbers)
            for column in columns
            if column.is_text and column.numbers and names[column.place] not in offered
        )


def own_of(labels: Sequence[LabelColumn], nominal: Sequence[str] = ()) -> int | None:
    """Return the index of the column of true classes, or None.

    The only one with a name of classes, or else the only one.
    """
    named = [place for place, each in enumerate(labels) if names_classes(each.name)]
    said = [place for place, each in enumerate(labels) if each.name in nominal]
    for places in (named, said, [*range(len(labels))]):
        if len(places) == 1:
            return places[0]
    return None


def _ragged(row: Record, wanted: int) -> Fault:
    width = len(row.cells)
    cells = "1 cell" if width == 1 else f"{width} cells"
    reason = f"this row has {cells}; {wanted} were expected, as other rows have."
    return Fault(row.line, row.line, None, reason)
