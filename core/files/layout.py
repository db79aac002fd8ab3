"""How the rows of a file make columns: equal widths, a header or none, numbers or text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from core.files.cells import fault, is_missing, is_text, numbers
from core.files.sniff import common_width
from core.files.text import BLOCK, Record, TableError, watched
from core.progress import UNHEARD, Progress

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


def columns_of(
    rows: Sequence[Record], decimal: str, progress: Progress = UNHEARD
) -> tuple[list[Column], Sequence[Record]]:
    """Columns under their names, and the rows of data: ``rows`` without the header.

    Without a header column i is called "column i"; row names (a first column of text that a
    header leaves unnamed) are left out. Raises TableError where the rows differ in width.
    """
    if len(rows[0].cells) > MOST_COLUMNS:
        raise TableError(
            f"this row has {len(rows[0].cells)} cells; at most {MOST_COLUMNS} are read.",
            rows[0].line,
        )
    first, header_lacks_row_names = fitting_header(rows, decimal)
    _refuse_ragged([first, *rows[1:]], progress.part(0.0, 0.2))
    columns = _columns([first, *rows[1:]], decimal, progress.part(0.2, 1.0))
    below = [column.below_first() for column in columns]
    starts = [column.starts_with_text for column in columns]
    if not has_header(starts, [column.is_numeric for column in below]):
        names = names_for([""] * len(columns))
        return [replace(own, name=name) for own, name in zip(columns, names, strict=True)], rows
    names = names_for(first.cells)
    named = [replace(own, name=name) for own, name in zip(below, names, strict=True)]
    unnamed = not first.cells[0].strip()
    skip_first = header_lacks_row_names or (unnamed and named[0].is_text)
    return named[1:] if skip_first else named, rows[1:]


def _columns(rows: Sequence[Record], decimal: str, progress: Progress) -> list[Column]:
    width = len(rows[0].cells)
    columns = []
    for place in range(width):
        cells = (row.cells[place] for row in rows)
        part = progress.part(place / width, (place + 1) / width)
        columns.append(_long_column(place + 1, cells, len(rows), decimal, part))
    return columns


def _long_column(
    position: int, cells: Iterator[str], count: int, decimal: str, progress: Progress
) -> Column:
    blocks: list[Column] = []
    while some := list(islice(cells, BLOCK)):
        progress.at(len(blocks) * BLOCK / count)
        blocks.append(column_of(position, some, decimal))
    starts = range(0, count, BLOCK)
    return Column(
        position,
        "",
        [cell for block in blocks for cell in block.cells],
        np.concatenate([block.values for block in blocks]),
        [start + row for start, block in zip(starts, blocks, strict=True) for row in block.odd],
        [start + row for start, block in zip(starts, blocks, strict=True) for row in block.texts],
    )


def column_of(position: int, cells: Sequence[str], decimal: str) -> Column:
    """The column that these cells make, as yet without a name."""
    cells = [*map(str.strip, cells)]
    distinct = set(cells)
    if 4 * len(distinct) < len(cells):
        # Classes, or few different numbers: each is read once.
        read = dict(zip(distinct, numbers(list(distinct), decimal).tolist(), strict=True))
        values = np.fromiter(map(read.__getitem__, cells), np.float64, len(cells))
    else:
        values = numbers(cells, decimal)
    odd = [int(row) for row in np.flatnonzero(np.isnan(values)) if not is_missing(cells[row])]
    meant = {cell for cell in {cells[row] for row in odd} if fault(cell, decimal)}
    texts = [row for row in odd if cells[row] not in meant]
    return Column(position, "", cells, values, odd, texts)


def fitting_header(rows: Sequence[Record], decimal: str) -> tuple[Record, bool]:
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


def _refuse_ragged(rows: Sequence[Record], progress: Progress) -> None:
    wanted = common_width(rows, progress.part(0.0, 0.5))
    for row in watched(rows, progress.part(0.5, 1.0)):
        if len(row.cells) != wanted:
            raise ragged(len(row.cells), wanted, row.line)


def ragged(width: int, wanted: int, line: int) -> TableError:
    """What is said of the first row that is not as wide as most rows are."""
    return TableError(
        f"this row has {_cells(width)}; {wanted} were expected, as other rows have.", line
    )


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def has_header(starts: Sequence[bool], numeric_below: Sequence[bool]) -> bool:
    """Whether the first row holds names: text over numbers, or nothing but text.

    ``starts`` says of each column whether its first cell is text, ``numeric_below`` whether the
    cells below are numbers.
    """
    return all(starts) or any(map(all, zip(starts, numeric_below, strict=True)))


def names_for(header: Sequence[str]) -> list[str]:
    """A name per column after a header; empty names are filled in, doubles numbered."""
    taken: set[str] = set()
    names = []
    for position, cell in enumerate(header, start=1):
        name = " ".join(cell.split())[:LONGEST_NAME] or f"column {position}"
        names.append(_free_name(name, taken))
        taken.add(names[-1])
    return names


def _free_name(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name} {count}"
    return free
