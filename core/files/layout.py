"""How the rows of a file make columns: equal widths, a header or none, numbers or text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.files.cells import fault, is_missing, is_text, numbers
from core.files.sniff import common_width
from core.files.text import Record, TableError

MOST_COLUMNS = 1000
"""A row of more cells is a mistake, such as a whole file on one line."""

LONGEST_NAME = 60
"""Characters of a column's name that are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The cells of one column, and what they are as numbers."""

    position: int
    """Its place in the file, 1-based."""

    name: str
    cells: Sequence[str]
    values: NDArray[np.float64]
    """A number per row, NaN where the cell holds none."""

    odd: Sequence[int]
    """Rows whose cell is neither a number nor missing."""

    texts: Sequence[int]
    """Those of them that were not meant as a number either."""

    @property
    def present(self) -> int:
        """How many cells are not missing."""
        return int(np.count_nonzero(~np.isnan(self.values))) + len(self.odd)

    @property
    def is_text(self) -> bool:
        """Whether fewer than half of the present cells are (meant as) numbers."""
        return 2 * len(self.texts) > self.present

    @property
    def is_numeric(self) -> bool:
        """Whether there are cells, and at least half of them are (meant as) numbers."""
        return self.present > 0 and not self.is_text

    @property
    def starts_with_text(self) -> bool:
        """Whether the first cell is text."""
        return 0 in self.texts[:1]

    def below_first(self) -> "Column":
        """Leave out the first cell."""
        return replace(
            self,
            cells=self.cells[1:],
            values=self.values[1:],
            odd=[row - 1 for row in self.odd if row],
            texts=[row - 1 for row in self.texts if row],
        )


def columns_of(rows: Sequence[Record], decimal: str) -> tuple[list[Column], Sequence[Record]]:
    """Columns under their names, and the rows of data: ``rows`` without the header.

    Without a header column i is called "column i"; row names (a first column of text that a
    header leaves unnamed) are left out. Raises TableError where the rows differ in width.
    """
    if len(rows[0].cells) > MOST_COLUMNS:
        raise TableError(
            f"this row has {len(rows[0].cells)} cells; at most {MOST_COLUMNS} are read.",
            rows[0].line,
        )
    first, header_lacks_row_names = _fitting_header(rows, decimal)
    _refuse_ragged([first, *rows[1:]])
    cells = zip(first.cells, *(row.cells for row in rows[1:]), strict=True)
    columns = [_column(position, own, decimal) for position, own in enumerate(cells, start=1)]
    below = [column.below_first() for column in columns]
    if not _has_header(columns, below):
        return _named(columns, [""] * len(columns)), rows
    named = _named(below, first.cells)
    unnamed = not first.cells[0].strip()
    skip_first = header_lacks_row_names or (unnamed and named[0].is_text)
    return named[1:] if skip_first else named, rows[1:]


def _column(position: int, cells: Sequence[str], decimal: str) -> Column:
    cells = [cell.strip() for cell in cells]
    values = numbers(cells, decimal)
    odd = [int(row) for row in np.flatnonzero(np.isnan(values)) if not is_missing(cells[row])]
    texts = [row for row in odd if not fault(cells[row], decimal)]
    return Column(position, "", cells, values, odd, texts)


def _fitting_header(rows: Sequence[Record], decimal: str) -> tuple[Record, bool]:
    """Bring the first row to the width of the others if it is a header that differs by one.

    Also say whether it lacks a name for a first column of row names, as R writes tables.
    """
    first, below = rows[0], rows[1:]
    widths = {len(row.cells) for row in below}
    names = [cell.strip() for cell in first.cells]
    if len(widths) != 1 or not all(is_text(name, decimal) for name in names if name):
        return first, False
    surplus = len(names) - widths.pop()
    if surplus == 1 and not names[-1]:
        return Record(first.line, first.cells[:-1]), False
    if surplus == -1:
        # A separator at the end of every line but the header is likelier than an empty column.
        trailing = not any(row.cells[-1].strip() for row in below)
        padded = [*first.cells, ""] if trailing else ["", *first.cells]
        return Record(first.line, padded), not trailing
    return first, False


def _refuse_ragged(rows: Sequence[Record]) -> None:
    wanted = common_width(rows)
    for row in rows:
        if len(row.cells) != wanted:
            raise TableError(
                f"this row has {_cells(len(row.cells))}; {wanted} were expected, "
                "as other rows have.",
                row.line,
            )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _has_header(columns: Sequence[Column], below: Sequence[Column]) -> bool:
    """Whether the first row holds names: text over numbers, or nothing but text."""
    return all(column.starts_with_text for column in columns) or any(
        column.starts_with_text and rest.is_numeric
        for column, rest in zip(columns, below, strict=True)
    )


def _named(columns: Sequence[Column], header: Sequence[str]) -> list[Column]:
    """Name the columns after a header; empty names are filled in, doubles numbered."""
    taken: set[str] = set()
    named = []
    for column, cell in zip(columns, header, strict=True):
        name = " ".join(cell.split())[:LONGEST_NAME] or f"column {column.position}"
        name = _free_name(name, taken)
        taken.add(name)
        named.append(replace(column, name=name))
    return named


def _free_name(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name} {count}"
    return free
