"""How a table is written: what separates its cells, and what marks a fraction."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from core.files.cells import has_decimal, is_missing, is_text, number
from core.files.text import ONE_COLUMN, Record, TableError, records

SEPARATORS = ("\t", ";", ",", " ")
"""In the order of preference where two fit equally well."""

SAMPLE = 100
"""Rows looked at to find the separator."""


def separator_of(lines: Sequence[str]) -> str:
    """Find the separator of SEPARATORS that splits the lines best, or ONE_COLUMN."""
    if _is_one_named_column(lines):
        return ONE_COLUMN
    fits = {separator: _fit(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=fits.__getitem__)
    return best if any(fits[best]) else ONE_COLUMN


def decimal_of(rows: Sequence[Record], separator: str) -> str:
    """Find the decimal mark of the file, "." or ",": the one that more of its numbers show.

    One mark for the whole file, so that 1.234 among decimal commas is refused instead of
    guessed to be 1234 or 1.234.
    """
    one_column_without_header = separator == ONE_COLUMN and not is_text(rows[0].cells[0], ",")
    if separator == "," or one_column_without_header:
        return "."
    cells = [cell.strip() for row in rows for cell in row.cells]
    # Most files hold only one of the two, and counting takes its time.
    seen = [mark for mark in ".," if any(mark in cell for cell in cells)] or ["."]
    if len(seen) == 1:
        return seen[0]
    points, commas = (sum(has_decimal(cell, mark) for cell in cells) for mark in seen)
    return "," if commas > points else "."


def common_width(rows: Sequence[Record]) -> int:
    """Count the cells that most rows have; the larger number in a tie."""
    widths = Counter(len(row.cells) for row in rows)
    return max(widths, key=lambda width: (widths[width], width))


def _is_one_named_column(lines: Sequence[str]) -> bool:
    """Whether a header that names one column stands over numbers, which may be like 1,5."""
    if any('"' in line for line in lines[:SAMPLE]):
        return False
    cells = [row.cells[0].strip() for row in _sample(lines, ONE_COLUMN)]
    header, below = "".join(cells[:1]), cells[1:]
    return (
        is_text(header, ",")
        and not any(separator in header for separator in "\t;,")
        and all(number(cell, ",") is not None or is_missing(cell) for cell in below)
    )


def _fit(lines: Sequence[str], separator: str) -> tuple[float, float]:
    """How well a separator fits: (numbers that come out clean, rows of equal width), 0 to 1."""
    sample = _sample(lines, separator)
    if not sample or (width := common_width(sample)) < 2:
        return 0.0, 0.0
    regular = sum(len(row.cells) == width for row in sample) / len(sample)
    cells = [cell.strip() for row in sample for cell in row.cells]
    numbers = sum(_is_number(cell, separator) for cell in cells)
    spoiled = sum(_is_spoiled(cell, separator) for cell in cells)
    return regular * numbers / max(numbers + spoiled, 1), regular


def _sample(lines: Sequence[str], separator: str) -> list[Record]:
    sample: list[Record] = []
    # What cannot be split any further is told when the whole file is read.
    with suppress(TableError):
        for record in islice(records(lines, separator), SAMPLE):
            sample.append(record)
    return sample


def _is_number(cell: str, separator: str) -> bool:
    comma = separator != "," and number(cell, ",") is not None
    return comma or number(cell, ".") is not None


def _is_spoiled(cell: str, separator: str) -> bool:
    """Whether a cell looks like several that another separator would have parted.

    Words with spaces between them are one text, but numbers with spaces between them are not.
    """
    if _is_number(cell, separator):
        return False
    parts = cell.split()
    if len(parts) > 1 and all(_is_number(part, separator) for part in parts):
        return True
    return any(other in cell for other in "\t;," if other != separator)
