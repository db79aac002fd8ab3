"""Finding the separator of a table."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from core.files.csv.cells import is_missing, is_text, reading
from core.files.csv.rows import ONE_COLUMN, Record, Rows, Writing
from core.files.csv.text import LEAST_LINES, Line
from core.files.source import TableError

SEPARATORS = ("\t", ";", ",", " ")
"""Separators, in the order of preference if two fit equally well."""

SAMPLE = 100
"""Number of rows examined."""

MOST_SEPARATORS = 10_000
"""Greatest number of one separator in a line; of spaces several may be between two cells."""

SAMPLE_CELLS = 10_000
"""Number of cells that are enough, even of few rows."""


def separator_of(lines: Sequence[Line]) -> str:
    """Find the separator of SEPARATORS that splits the lines best, or ONE_COLUMN."""
    if _is_one_named_column(lines):
        return ONE_COLUMN
    fits = {separator: _fit(lines, separator) for separator in _possible(lines)}
    best = max(fits, key=fits.__getitem__, default=ONE_COLUMN)
    if best == ONE_COLUMN:
        return best
    return best if any(fits[best]) else ONE_COLUMN


def _possible(lines: Sequence[Line]) -> list[str]:
    """Return the separators that are in a line at most as often as in a row of a table.

    Raises TableError if none of those in the line is left.
    """
    possible = list(SEPARATORS)
    for line in lines:
        if len(line.text) > MOST_SEPARATORS:
            counts = {each: line.text.count(each) for each in SEPARATORS}
            many = [each for each in SEPARATORS if counts[each] > MOST_SEPARATORS]
            if many and not any(counts[each] for each in SEPARATORS if each not in many):
                cells = counts[many[0]] + 1
                raise TableError(
                    f"this line has some {cells:,} cells; rows of a table were expected.",
                    line.number,
                )
            possible = [each for each in possible if each not in many]
    return possible


def sampled(lines: Sequence[Line], writing: Writing, most: int = SAMPLE) -> list[Record]:
    """Return the first rows of some lines, up to the first that cannot be split."""
    numbers = [line.number for line in lines]
    rows: list[Record] = []
    cells = 0
    # The error is raised when the whole file is read.
    with suppress(TableError):
        for row in Rows([[line.text for line in lines]], writing, numbers):
            rows.append(row)
            cells += len(row.cells)
            if len(rows) == most or (cells > SAMPLE_CELLS and len(rows) >= LEAST_LINES):
                break
    return rows


def without_prose(rows: Sequence[Record]) -> Sequence[Record]:
    """Return the rows from the first with several cells, if those before are only text."""
    for place, row in enumerate(rows):
        if len(row.cells) > 1:
            return rows[place:]
        if not any(map(str.isalpha, row.cells[0])) or not is_text(row.cells[0].strip(), "."):
            break
    return rows


def common_width(rows: Sequence[Record]) -> int:
    """Return the most frequent number of cells in a row; the larger one in a tie."""
    widths = Counter(len(row.cells) for row in rows[1:])
    first = [cell.strip() for cell in rows[0].cells]
    # A header may end in a separator where the other rows do not.
    widths[len(first) - (min(len(first), len(rows)) > 1 and not first[-1])] += 1
    return max(widths, key=lambda width: (widths[width], width))


def _is_one_named_column(lines: Sequence[Line]) -> bool:
    """Whether a header of one column is above numbers, which may be like 1,5."""
    if any('"' in line.text for line in lines[:SAMPLE]):
        return False
    cells = [row.cells[0].strip() for row in sampled(lines, Writing(ONE_COLUMN))]
    header, below = "".join(cells[:1]), cells[1:]
    return (
        is_text(header, ",")
        and not any(separator in header for separator in "\t;,")
        and all(reading(cell, ",") is not None or is_missing(cell) for cell in below)
        and not any(" " in cell for cell in below)
    )


def _fit(lines: Sequence[Line], separator: str) -> tuple[float, float]:
    """Return how well a separator fits: (share of valid numbers, share of rows of equal width)."""
    sample = without_prose(sampled(lines, Writing(separator)))
    if not sample or (width := common_width(sample)) < 2:
        return 0.0, 0.0
    regular = sum(len(row.cells) == width for row in sample) / len(sample)
    cells = [cell.strip() for row in sample for cell in row.cells]
    spoiled = [_is_spoiled(cell, separator) for cell in cells]
    numbers = sum(
        _is_number(cell, separator)
        for cell, is_spoiled in zip(cells, spoiled, strict=True)
        if not is_spoiled
    )
    return regular * numbers / max(numbers + sum(spoiled), 1), regular


def _is_number(cell: str, separator: str) -> bool:
    comma = separator != "," and reading(cell, ",") is not None
    return comma or reading(cell, ".") is not None


def _is_spoiled(cell: str, separator: str) -> bool:
    """Whether a cell looks like several cells with another separator.

    Words with spaces are one text, but numbers with spaces are not.
    """
    # Not at no-break spaces, which separate thousands.
    parts = [part for part in cell.replace("\t", " ").split(" ") if part]
    if len(parts) > 1 and all(_is_number(part, separator) for part in parts):
        return True
    if _is_number(cell, separator):
        return False
    return any(other in cell for other in "\t;," if other != separator)
