"""Which reader a file is for."""

import os
from dataclasses import replace
from pathlib import Path

from core.checks import checked_name, checked_whole
from core.files.csv.reader import read_text
from core.files.neighbour import with_neighbour
from core.files.npy import MAGIC, read_array
from core.files.source import BYTES_AT_ONCE, Source, opened
from core.files.table import Table
from core.progress import SILENT, Progress

MOST_ROWS = 10_000_000
"""Rows of data that are read where nothing else is said."""


def read_table(
    path: str | os.PathLike[str],
    *,
    max_rows: int = MOST_ROWS,
    decimal: str = "",
    progress: Progress = SILENT,
    block: int = BYTES_AT_ONCE,
) -> Table:
    """Read a table from a text file, packed by gzip or not, or a .npy file, whatever its name.

    A text file may be UTF-8, UTF-16 with a byte order mark or Windows-1252; its cells are parted
    by tabs, semicolons, commas or spaces; fractions have a point or a comma, which is found, or
    else is ``decimal``. Numbers may have thousands separators, currency and per cent marks. The
    first row may be a header, and the second one units. Blank lines, lines that begin with # and
    lines of text before the table are passed over. Columns of text are left out, but may be
    offered as the truth. Rows of another width than most, or with a cell that should be a number
    and is not, are left out and told of in `Table.remarks`. Weka's ARFF is read, too; the labels
    beside NAME.data are taken from NAME.labels0. Files are read ``block`` bytes at a time, with
    the same result whatever it is.

    A .npy file holds an array of bool, whole or real numbers, of shape (rows, columns) or
    (rows,); NaN is a missing cell. See `core.files.npy.read_array`.

    Raises TableError, with the line and column where there is one, for whatever cannot be read:
    a missing or binary file, more than 1 GiB, numbers beyond `core.checks.LARGEST`, no numbers at
    all, mostly rows that cannot be read, too little memory, or more than ``max_rows`` rows of
    data. Raises TypeError or ValueError if ``max_rows`` is not a whole number of at least 1 or
    ``decimal`` is none of ".", "," and "", and whatever ``progress`` raises.
    """
    checked_whole(max_rows, "max_rows", 1)
    checked_name(decimal, ("", ".", ","), "decimal")
    path = Path(path)
    progress.at(0.0)
    with opened(path) as file:
        if file.read(len(MAGIC)) == MAGIC:
            table = read_array(file, path, max_rows, progress)
        else:
            source = Source(file, path.name)
            table = read_text(source, max_rows, decimal, progress, block)
            # The bar is at its end already; only whether it is still wanted is of interest.
            heard = Progress(is_wanted=lambda: progress.is_wanted)
            table = with_neighbour(table, path, max_rows, heard)
        table = replace(table, asked_decimal=decimal, offered=tuple(table.order()))
    progress.at(1.0)
    return table
