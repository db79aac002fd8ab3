"""The dialect of a table, found from its first rows: header, units, lines before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.files.csv.cells import Votes, is_missing, is_text, number
from core.files.csv.rows import ONE_COLUMN, Record, Writing
from core.files.csv.separators import common_width, sampled, separator_of, without_prose
from core.files.csv.text import SAMPLE_LINES, Line

LONGEST_NAME = 60
"""Greatest length of a column's name."""

YEARS = range(1500, 2200)

_SEPARATOR_LINE = re.compile(r'"?sep=(\\t|.)"?\s*', re.IGNORECASE)
_UNIT = re.compile(
    r"[\[(].{0,20}[\])]"
    r"|(?:[%‰°$€£¥µμΩA-Za-z]{1,4}|1)[²³]?(?:[ ·*/^.]?\(?(?:[A-Za-z°µμ]{1,4}|-?\d)[²³]?\)?){0,3}"
    r"|number|count|years?|days?|hours?|minutes?|seconds?|per cent|percent|pixels?|metres?|meters?"
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The dialect of a file."""

    writing: Writing
    decimal: str
    first_line: int
    """The line, 1-based, on which the table begins, with its header if it has one."""

    width: int
    """Number of cells in a row."""

    names: tuple[str, ...]
    """The names of the columns, "" for a missing one; () without a header."""

    units: tuple[str, ...] = ()
    skipped_rows: int = 0
    """Number of rows of header and units."""

    passed_over: int = 0
    """Number of lines before the table, if one of them is neither blank nor a comment."""

    has_row_names: bool = False
    """Whether the first column names the rows."""

    nominal: tuple[int, ...] = ()
    """Columns that the file declares as classes."""

    is_sure: bool = False
    """Whether the decimal mark is certain: requested, or not possibly a comma."""


def dialect_of(lines: Sequence[Line], decimal: str = "") -> Dialect | None:
    """Return the dialect of a file with these first lines; None without a row.

    ``decimal`` is "." or ",", or "" to detect it.
    """
    lines, before, separator = _after_separator_line(lines)
    writing = Writing(separator or separator_of(lines))
    rows = sampled(lines, writing, SAMPLE_LINES)
    if not rows:
        return None
    votes = Votes()
    votes.add(cell.strip() for row in rows for cell in row.cells)
    own = votes.decimal(writing.separator)
    if not decimal and writing.separator == ONE_COLUMN and not is_text(rows[0].cells[0], ","):
        # A comma in a single column is a decimal mark only under a header.
        decimal = "."
    dialect = replace(_Layout(rows, decimal or own).dialect(writing), is_sure=bool(decimal))
    dialect = _with_named_comment(dialect, lines)
    prose = any(row.line < dialect.first_line for row in rows)
    return replace(dialect, passed_over=dialect.first_line - 1 - before if prose else 0)


def _after_separator_line(lines: Sequence[Line]) -> tuple[Sequence[Line], int, str]:
    """Return the lines below a line like sep=; (Excel), its number, and the separator."""
    match = _SEPARATOR_LINE.fullmatch(lines[0].text) if lines else None
    if match is None:
        return lines, 0, ""
    mark = "\t" if match[1] == "\\t" else match[1]
    return lines[1:], lines[0].number, mark if mark not in '"\r\n' else ""


class _Layout:
    """What the rows of a sample are: prose, header, units, data."""

    def __init__(self, rows: Sequence[Record], decimal: str) -> None:
        self._rows = [[cell.strip() for cell in row.cells] for row in rows]
        self._lines = [row.line for row in rows]
        self._decimal = decimal
        self._width = common_width(without_prose(rows))
        # Header and prose are in the upper half.
        lower = self._numeric_in(self._rows[len(rows) // 2 :])
        self._numeric = lower or self._numeric_in(self._rows)

    def dialect(self, writing: Writing) -> Dialect:
        """Return the dialect, with the given decimal mark."""
        data = next((i for i in range(len(self._rows)) if self._is_data(i)), len(self._rows))
        found = self._header(data)
        if found is None:
            first = next((i for i in range(data) if not self._is_prose(i)), data)
            first = min(first, len(self._rows) - 1)
            names = self._numbers_as_names(first)
            return Dialect(
                writing, self._decimal, self._lines[first], self._width, names,
                skipped_rows=bool(names),
            )  # fmt: skip
        names, lacks = self._fitted(found)
        units: tuple[str, ...] = ()
        if found + 1 < data < len(self._rows) and self._are_units(found + 1):
            units = tuple("" if is_missing(cell) else cell for cell in self._rows[found + 1])
        return Dialect(
            writing, self._decimal, self._lines[found], self._width, names, _bare(units),
            skipped_rows=1 + bool(units), has_row_names=lacks,
        )  # fmt: skip

    def _numeric_in(self, rows: Sequence[Sequence[str]]) -> list[int]:
        fitting = [row for row in rows if len(row) == self._width]
        return [
            place
            for place in range(self._width)
            if self._is_numeric([row[place] for row in fitting])
        ]

    def _is_numeric(self, cells: Sequence[str]) -> bool:
        numbers = sum(number(cell, self._decimal) is not None for cell in cells)
        texts = sum(self._is_text(cell) for cell in cells)
        return numbers > 0 and texts <= numbers

    def _is_text(self, cell: str) -> bool:
        return is_text(cell, self._decimal)

    def _is_data(self, i: int) -> bool:
        """Whether row ``i`` has numbers or missing ones where others have numbers."""
        row = self._rows[i]
        if len(row) != self._width:
            return False
        cells = [row[place] for place in self._numeric]
        return any(cells) and not any(map(self._is_text, cells))

    def _is_prose(self, i: int) -> bool:
        row = self._rows[i]
        return len(row) != self._width and any(map(self._is_text, row))

    def _header(self, data: int) -> int | None:
        """Return the header among the rows before the first row of ``data``."""
        fit = [i for i in range(data) if self._fits(i)]
        fit = [i for i in fit if len(self._rows[i]) == self._width] or fit
        if data == len(self._rows):
            return 0 if 0 in fit else None
        if fit:
            # Of consecutive rows of text the first is a header, the next may be units.
            run = [
                i for i in fit if {*range(i, fit[-1] + 1)} <= {*fit} and self._is_close(i, fit[-1])
            ]
            full = [i for i in run if all(self._fitted(i)[0][1:])]
            return full[0] if full and self._width > 1 else fit[-1]
        # One name above numbers is enough.
        mixed = [i for i in range(data) if len(self._rows[i]) == self._width]
        has_names = mixed and any(self._is_text(self._rows[mixed[0]][at]) for at in self._numeric)
        return mixed[0] if has_names else None

    def _is_close(self, first: int, last: int) -> bool:
        """Whether no blank line is between two rows."""
        return self._lines[last] - self._lines[first] == last - first

    def _fits(self, i: int) -> bool:
        """Whether row ``i`` has a name for every column, or all but one."""
        row, (names, _) = self._rows[i], self._fitted(i)
        return len(names) == self._width and any(row) and all(self._is_text(c) for c in row if c)

    def _fitted(self, i: int) -> tuple[tuple[str, ...], bool]:
        """Return row ``i`` at the width of the others, if it is a header that differs by one.

        Also return whether the name of a first column of row names is missing, as R writes it.
        """
        names = tuple(self._rows[i])
        surplus = len(names) - self._width
        if surplus == 1 and not names[-1]:
            return names[:-1], False
        below = [row for row in self._rows[i + 1 :] if len(row) == self._width]
        if surplus == -1 and below:
            # Probably a separator at the end of every line except the header, not an empty column.
            is_trailing = not any(row[-1] for row in below)
            if is_trailing:
                return (*names, ""), False
            firsts = [row[0] for row in below]
            count = [str(number) for number in range(1, len(firsts) + 1)]
            # A single text may be prose.
            is_sure = len(names) > 1 or any(map(self._is_text, firsts)) or firsts == count
            if is_sure and any(self._numeric[-1:]):
                return ("", *names), True
        return names, False

    def _are_units(self, i: int) -> bool:
        row = self._rows[i]
        cells = [cell for cell in row if not is_missing(cell)]
        return len(row) == self._width and bool(cells) and all(map(_UNIT.fullmatch, cells))

    def _numbers_as_names(self, first: int) -> tuple[str, ...]:
        """Return the first row if it is years, or 0, 1, 2 …, above columns of fractions."""
        row = self._rows[first]
        below = [row for row in self._rows[first + 1 :] if len(row) == self._width]
        cells = [row[place] for place in self._numeric if place < len(row)]
        if len(row) != self._width or len(cells) < 2 or not all(map(str.isdecimal, cells)):
            return ()
        numbers = [int(cell[:9]) for cell in cells]
        are_years = len(set(numbers)) == len(numbers) and all(year in YEARS for year in numbers)
        counts = len(numbers) > 2 and numbers == list(range(len(numbers)))
        fractions = all(
            2 * sum(self._decimal in other[place] for other in below) > len(below)
            for place in self._numeric
        )
        return tuple(row) if (are_years or counts) and fractions and below else ()


def _bare(units: Sequence[str]) -> tuple[str, ...]:
    """Units without the brackets around them."""
    return tuple(unit[1:-1] if unit[:1] in ("(", "[") else unit for unit in units)


def _with_named_comment(dialect: Dialect, lines: Sequence[Line]) -> Dialect:
    """Use the comment directly above a table without a header as header, if it fits."""
    if dialect.names:
        return dialect
    above = [line for line in lines if line.number < dialect.first_line][-1:]
    if not above or not dialect.writing.is_comment(above[0].text):
        return dialect
    text = above[0].text.lstrip().removeprefix(dialect.writing.comment)
    [*rows] = sampled([Line(above[0].number, text)], replace(dialect.writing, comment="\0"))
    cells = [cell.strip() for row in rows for cell in row.cells]
    if len(cells) != dialect.width or not all(is_text(cell, dialect.decimal) for cell in cells):
        return dialect
    return replace(dialect, names=tuple(cells))


def names_for(header: Sequence[str]) -> list[str]:
    """Return a name per column; empty names are filled in, duplicates numbered."""
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
