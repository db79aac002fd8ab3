"""How a table is written: what separates its cells, and what marks a fraction."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice

from core.files.cells import has_decimal, is_missing, is_text, number
from core.files.text import BLOCK, ONE_COLUMN, Record, TableError, records, watched
from core.progress import UNHEARD, Progress

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


def sample_is_full(lines: Sequence[str]) -> bool:
    """Whether further lines could not change what `separator_of` finds."""
    return all(len(_sample(lines, separator)) == SAMPLE for separator in (*SEPARATORS, ONE_COLUMN))


class Marks:
    """Counts the cells of a file that show a decimal mark."""

    def __init__(self) -> None:
        self._seen = {".": False, ",": False}
        self._numbers = {".": 0, ",": 0}

    def add(self, cells: Sequence[str]) -> None:
        """Count among cells, which come without surrounding spaces."""
        for mark in self._seen:
            showing = [cell for cell in cells if mark in cell]
            self._seen[mark] |= bool(showing)
            self._numbers[mark] += sum(has_decimal(cell, mark) for cell in showing)

    def add_numbers(self, mark: str, count: int) -> None:
        """Count cells that are known to be numbers with this mark."""
        self._seen[mark] |= count > 0
        self._numbers[mark] += count

    @property
    def decimal(self) -> str:
        """The only mark seen, or else the one that more numbers show; a point in a tie."""
        if not (self._seen["."] and self._seen[","]):
            return "," if self._seen[","] else "."
        return "," if self._numbers[","] > self._numbers["."] else "."


def decimal_is_a_point(first: Record, separator: str) -> bool:
    """Whether a comma cannot be the decimal mark, whatever the numbers look like."""
    return separator == "," or (separator == ONE_COLUMN and not is_text(first.cells[0], ","))


def decimal_of(rows: Sequence[Record], separator: str, progress: Progress = UNHEARD) -> str:
    """Find the decimal mark of the file, "." or ",": the one that more of its numbers show.

    One mark for the whole file, so that 1.234 among decimal commas is refused instead of
    guessed to be 1234 or 1.234.
    """
    if decimal_is_a_point(rows[0], separator):
        return "."
    # Most files hold only one of the two, and counting takes its time.
    seen = _seen_marks(rows, progress.part(0.0, 0.3))
    if len(seen) < 2:
        return seen.pop() if seen else "."
    marks = Marks()
    counting = progress.part(0.3, 1.0)
    for start in range(0, len(rows), BLOCK):
        counting.at(start / len(rows))
        marks.add([cell.strip() for row in rows[start : start + BLOCK] for cell in row.cells])
    return marks.decimal


def _seen_marks(rows: Sequence[Record], progress: Progress) -> set[str]:
    seen: set[str] = set()
    for row in watched(rows, progress):
        seen.update(mark for mark in ".," if any(mark in cell for cell in row.cells))
        if len(seen) == 2:
            break
    return seen


def common_width(rows: Sequence[Record], progress: Progress = UNHEARD) -> int:
    """Count the cells that most rows have; the larger number in a tie."""
    return commonest(Counter(len(row.cells) for row in watched(rows, progress)))


def commonest(widths: Counter[int]) -> int:
    """The width that was counted most often; the larger one in a tie."""
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
