"""Long text files, piece by piece: numpy reads plain numbers, the csv module all else.

The result, or the complaint, is that of `core.files.whole`. A file in which that cannot be sure
is left to it.
"""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from core.checks import LARGEST
from core.files.gathering import Gathered, IrregularError, RaggedError
from core.files.layout import MOST_COLUMNS, column_of, fitting_header, ragged
from core.files.sniff import (
    SAMPLE,
    commonest,
    decimal_is_a_point,
    decimal_of,
    sample_is_full,
    separator_of,
)
from core.files.table import Table
from core.files.text import ONE_COLUMN, Record, TableError, records, split_lines, unquoted_records
from core.files.whole import read_whole
from core.progress import Progress

PIECE = 2**17
"""Bytes of a piece: some milliseconds of numpy's work, some dozen of the csv module's."""

HEAD = 2**22
"""Bytes from which the layout is found, and the longest line that is read in pieces."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is written, as far as its first rows tell."""

    separator: str
    decimal: str
    first: Record
    """The first row as it stands in the file."""

    fitted: Record
    """The first row, brought to the width of the others if it is a header."""

    lacks_row_names: bool
    """Whether the first row is a header that leaves out the column of row names."""

    ends_blank: bool
    """Whether a header was fitted because the other rows end in a blank cell."""

    texts: frozenset[int]
    """Places (0-based) of columns that begin as text."""

    @property
    def width(self) -> int:
        """Cells of a row."""
        return len(self.fitted.cells)

    @property
    def points_only(self) -> bool:
        """Whether the decimal mark is known without counting."""
        return decimal_is_a_point(self.first, self.separator)


def read_text(
    file: BinaryIO, name: str, max_rows: int, progress: Progress, piece: int = PIECE
) -> Table:
    """Read a table from a text file of any size; raises as `core.files.read_table` does."""
    size = file.seek(0, io.SEEK_END)
    reached = 0.0
    if size > piece:

        def tell(share: float) -> None:
            nonlocal reached
            progress.at(share)
            reached = share

        try:
            return _read_in_pieces(file, name, max_rows, tell, piece)
        except IrregularError:
            pass
    return read_whole(file, name, max_rows, progress.part(reached, 1.0))


def _read_in_pieces(
    file: BinaryIO, name: str, max_rows: int, tell: Callable[[float], None], piece: int
) -> Table:
    lines = _head(file)
    separator = separator_of(lines)
    low = 0.0
    decimal = None
    for high in (0.9, 0.95):
        plan = _plan(lines, separator, decimal, max_rows + 2)
        progress = Progress(tell, span=(low, high))
        try:
            gathered = _gathered(file, plan, max_rows, piece, progress)
        except RaggedError:
            _refuse_ragged(file, plan, max_rows, piece, Progress(tell, span=(high, 1.0)))
            raise IrregularError from None
        if plan.points_only or gathered.marks.decimal == plan.decimal:
            return gathered.table(name, Progress(tell, span=(high, 1.0)))
        decimal, low = gathered.marks.decimal, high
    raise IrregularError


def _head(file: BinaryIO) -> list[str]:
    """The lines at the beginning of the file, enough to find its layout."""
    file.seek(0)
    data = file.read(HEAD)
    if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        raise IrregularError
    is_all = not file.read(1)
    data = data.removeprefix(BOM_UTF8)
    lines = split_lines(_text(data if is_all else data[: data.rfind(b"\n") + 1]))
    if not is_all and not sample_is_full(lines):
        raise IrregularError
    return lines


def _plan(lines: list[str], separator: str, decimal: str | None, at_most: int) -> Plan:
    try:
        rows = list(islice(records(lines, separator), min(at_most, SAMPLE)))
    except TableError:
        raise IrregularError from None
    if len(rows) < 2 or len(rows[0].cells) > MOST_COLUMNS:
        raise IrregularError
    decimal = decimal or decimal_of(rows, separator)
    fitted, lacks = fitting_header(rows, decimal)
    widened = len(fitted.cells) > len(rows[0].cells)
    below = rows[1:]
    texts = frozenset(
        place
        for place in range(len(fitted.cells))
        if column_of(
            place + 1, [row.cells[place] for row in below if place < len(row.cells)], decimal
        ).is_text
    )
    return Plan(separator, decimal, rows[0], fitted, lacks, widened and not lacks, texts)


def _gathered(
    file: BinaryIO, plan: Plan, max_rows: int, piece: int, progress: Progress
) -> Gathered:
    gathered = Gathered(plan.first, plan.fitted, plan.lacks_row_names, plan.decimal, max_rows)
    gathered.collect_classes(plan.texts)
    for data in _pieces(file, piece, progress):
        if gathered.is_full:
            # Its text decides what is said of the file, and nothing else of it does.
            _text(data)
            continue
        values = (
            _plain_numbers(data, plan) if gathered.has_room_for(data.count(b"\n") + 1) else None
        )
        if values is None:
            rows, lines = _rows(data, plan.separator, gathered.room)
            if plan.ends_blank and any(row.cells[-1].strip() for row in rows[gathered.is_new :]):
                raise IrregularError
            gathered.add_rows(rows, lines, counts_marks=not plan.points_only)
        else:
            gathered.add_numbers(values, data.count(b"\n"), data.count(plan.decimal.encode()))
    return gathered


def _pieces(file: BinaryIO, piece: int, progress: Progress) -> Iterator[bytes]:
    """The bytes of the file, cut after line feeds; raises IrregularError for endless lines."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    rest = file.read(piece).removeprefix(BOM_UTF8)
    while rest:
        progress.at(min(file.tell() / size, 1.0))
        end = rest.rfind(b"\n") + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > HEAD:
            raise IrregularError
        block = file.read(piece - len(rest) if len(rest) < piece else piece)
        if not block and rest:
            yield rest
            return
        rest += block


def _plain_numbers(data: bytes, plan: Plan) -> NDArray[np.float64] | None:
    """The numbers of a piece, (rows, width), or None if anything else might stand in it."""
    if plan.texts or plan.ends_blank or len(data) > csv.field_size_limit():
        return None
    if data.translate(None, _plain(plan)) or data.count(b"\r") != data.count(b"\r\n"):
        return None
    if data.isspace():
        return np.empty((0, plan.width))
    spaced = plan.separator in (" ", ONE_COLUMN)
    try:
        # With these characters alone numpy takes the same cells for numbers as we do.
        values = np.loadtxt(
            io.BytesIO(data.replace(b",", b".") if plan.decimal == "," else data),
            delimiter=None if spaced else plan.separator,
            comments=None,
            ndmin=2,
        )
    except ValueError:
        return None
    fits = values.shape[1] == plan.width and values.max() <= LARGEST and values.min() >= -LARGEST
    return values if fits else None


def _plain(plan: Plan) -> bytes:
    """The characters of numbers, and of what parts them."""
    tab = "\t" if plan.separator == " " else ""
    parting = "" if plan.separator == ONE_COLUMN else plan.separator
    return f"0123456789+-eE \r\n{plan.decimal}{parting}{tab}".encode()


def _rows(data: bytes, separator: str, at_most: int) -> tuple[list[Record], int]:
    """The rows of a piece, their lines counted from its beginning, and how many lines it has."""
    lines = split_lines(_text(data))
    try:
        if b'"' not in data and b"#" not in data:
            return unquoted_records(lines, separator)[:at_most], len(lines)
        return list(islice(records(lines, separator), at_most)), len(lines)
    except TableError:
        # A cell may go on in the next piece.
        raise IrregularError from None


def _text(data: bytes) -> str:
    if b"\0" in data:
        raise IrregularError
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise IrregularError from None


def _refuse_ragged(
    file: BinaryIO, plan: Plan, max_rows: int, piece: int, progress: Progress
) -> None:
    """Raise TableError for the first row that is not as wide as most."""
    widths: Counter[int] = Counter()
    firsts: dict[int, int] = {}
    line, room = 0, max_rows + 2
    for data in _pieces(file, piece, progress):
        rows, lines = _rows(data, plan.separator, room)
        room -= len(rows)
        for row in rows:
            widths[len(row.cells)] += 1
            firsts.setdefault(len(row.cells), line + row.line)
        line += lines
    wanted = commonest(widths)
    others = [(line, width) for width, line in firsts.items() if width != wanted]
    if others:
        line, width = min(others)
        raise ragged(width, wanted, line)
