"""Which reader a file is for."""

import os
from pathlib import Path

from core.checks import checked_whole
from core.files.arrays import MAGIC, read_array
from core.files.pieces import PIECE, read_text
from core.files.table import Table
from core.files.text import opened
from core.progress import UNHEARD, Progress

MOST_ROWS = 10_000_000
"""Rows of data that are read where nothing else is said."""


def read_table(
    path: str | os.PathLike[str],
    *,
    max_rows: int = MOST_ROWS,
    progress: Progress = UNHEARD,
    piece: int = PIECE,
) -> Table:
    """Read a table from a text file or a .npy file, whatever its name.

    A text file holds numbers and at most one column of classes. It may be UTF-8, UTF-16 with a
    byte order mark or Windows-1252; its cells are parted by tabs, semicolons, commas or spaces;
    fractions have a point or, except where commas part the cells, a comma; the first row may be
    a header. Blank lines and lines that begin with # are skipped. Columns of text are left out.
    Files of more than ``piece`` bytes are read in pieces of this size, with the same result.

    A .npy file holds an array of bool, whole or real numbers, of shape (rows, columns) or
    (rows,); NaN is a missing cell. See `core.files.arrays.read_array`.

    Raises TableError, with the line and column where there is one, for whatever cannot be read:
    a missing or binary file, more than 1 GiB, rows of unequal width, a cell that should be a
    number and is not, no numbers at all, or more than ``max_rows`` rows of data. Raises
    TypeError or ValueError if ``max_rows`` is not a whole number of at least 1, and whatever
    ``progress`` raises.
    """
    checked_whole(max_rows, "max_rows", 1)
    path = Path(path)
    progress.at(0.0)
    with opened(path) as file:
        if file.read(len(MAGIC)) == MAGIC:
            table = read_array(file, path, max_rows, progress)
        else:
            table = read_text(file, path.name, max_rows, progress, piece)
    progress.at(1.0)
    return table
