"""Text files read whole, a record for every row: slow, and never surprised."""

from collections.abc import Collection, Sequence
from itertools import islice
from typing import BinaryIO

import numpy as np

from core.files.cells import complaint, is_missing
from core.files.layout import Column, columns_of
from core.files.sniff import decimal_of, separator_of
from core.files.table import Table, read_only
from core.files.text import BLOCK, Record, TableError, read_lines, records
from core.progress import UNHEARD, Progress

CLASSES = range(2, 51)
"""A text column with so many distinct values is taken for classes."""


def read_whole(file: BinaryIO, name: str, max_rows: int, progress: Progress = UNHEARD) -> Table:
    """Read a table as `read_table` does, from a text file of any kind.

    Takes some hundred bytes of memory per cell.
    """
    lines = read_lines(file, name, progress.part(0.0, 0.2))
    separator = separator_of(lines)
    # One row more than allowed, and one for the header, are enough to see that it is too many.
    found = _records(lines, separator, max_rows + 2, progress.part(0.2, 0.5))
    del lines
    if not found:
        raise TableError(f'The file "{name}" has no rows of data.')
    decimal = decimal_of(found, separator, progress.part(0.5, 0.6))
    columns, rows = columns_of(found, decimal, progress.part(0.6, 1.0))
    if not rows:
        raise TableError(f'The file "{name}" has a header, but no rows of data.')
    if len(rows) > max_rows:
        raise too_many_rows(max_rows, rows[max_rows].line)
    return _table(name, columns, rows, decimal)


def too_many_rows(max_rows: int, line: int) -> TableError:
    """What is said of the first row that is one too many."""
    return TableError(
        f"the table goes on here, but at most {max_rows} rows of data are read.", line
    )


def no_numbers(name: str) -> TableError:
    """What is said of a file without any column of numbers."""
    return TableError(f'The file "{name}" has no column of numbers.')


def are_classes(distinct: Collection[str], rows: int) -> bool:
    """Whether so many rows of text with these distinct values tell classes apart."""
    # A text that is another in every row names the row, not a class.
    shared = len(distinct) < rows
    return shared and len(distinct) in CLASSES and not any(is_missing(cell) for cell in distinct)


def _records(
    lines: Sequence[str], separator: str, at_most: int, progress: Progress
) -> list[Record]:
    found: list[Record] = []
    source = islice(records(lines, separator), at_most)
    while block := list(islice(source, BLOCK)):
        found += block
        progress.at(min(block[-1].line / len(lines), 1.0))
    return found


def _table(name: str, columns: Sequence[Column], rows: Sequence[Record], decimal: str) -> Table:
    numeric = [column for column in columns if column.is_numeric]
    if not numeric:
        raise no_numbers(name)
    _refuse_odd_cells(numeric, rows, decimal)
    values = read_only(np.column_stack([column.values for column in numeric]))
    names = tuple(column.name for column in numeric)
    classes = [
        column
        for column in columns
        if column.is_text and are_classes(set(column.cells), len(column.cells))
    ]
    if len(classes) != 1:
        return Table(name, names, values, None, "")
    cells = classes[0].cells
    number_of = {cell: number for number, cell in enumerate(sorted(set(cells)))}
    truth = np.fromiter(map(number_of.__getitem__, cells), np.intp, len(cells))
    return Table(name, names, values, read_only(truth), classes[0].name)


def _refuse_odd_cells(columns: Sequence[Column], rows: Sequence[Record], decimal: str) -> None:
    """Raise TableError for the first cell, in reading order, that is no number."""
    firsts = [(column.odd[0], column.position, column) for column in columns if column.odd]
    if firsts:
        row, position, column = min(firsts, key=lambda found: found[:2])
        line = rows[row].line_of(position - 1)
        raise TableError(complaint(column.cells[row], decimal), line, position)
