"""From the bytes of a file to its lines, and from lines to records of cells."""

import csv
import io
import re
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from core.progress import UNHEARD, Progress

Item = TypeVar("Item")

LARGEST_FILE = 2**30
"""Files of more bytes are not opened at all."""

BLOCK = 10_000
"""Rows or lines handled between two reports of progress: some milliseconds of work."""

BLOCK_BYTES = 2**20
"""Bytes handled between two reports of progress, where they are only read or decoded."""

ONE_COLUMN = "\x1f"
"""Stands for "no separator": a character that no table contains."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class TableError(ValueError):
    """A file that cannot be read as a table; .line and .column (1-based or None) say where.

    ``reason`` is a sentence for a person; where there is a line it stands before it:
    'Line 7, column 3: "abc" is not a number; a number like 1.5 or 1,5 was expected.'
    """

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f"Line {line}"
        place += "" if column is None else f", column {column}"
        super().__init__(f"{place}: {reason}" if place else reason)
        self.line = line
        self.column = column


class Record(NamedTuple):
    """One row of cells as they stand in the file, and the line (1-based) on which it begins."""

    line: int
    cells: list[str]

    def line_of(self, column: int) -> int:
        """Find the line on which cell ``column`` (0-based) begins; quoted cells may hold breaks."""
        return self.line + sum(len(_LINE_BREAK.findall(cell)) for cell in self.cells[:column])


def watched(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """Hand on the items one by one, and tell how many of them have been."""
    for start in range(0, len(items), BLOCK):
        progress.at(start / len(items))
        yield from items[start : start + BLOCK]


def read_lines(file: BinaryIO, name: str, progress: Progress = UNHEARD) -> list[str]:
    """Read the lines of a text file, which end in a line feed, a carriage return or both.

    Raises TableError for a file that is empty or is not text; ``name`` is what it is called.
    """
    data = _read_bytes(file, progress.part(0.0, 0.3))
    if not data or data.isspace():
        raise TableError(f'The file "{name}" is empty.')
    text = _decoded(data, name, progress.part(0.3, 0.6))
    return split_lines(text, progress.part(0.6, 1.0))


def split_lines(text: str, progress: Progress = UNHEARD) -> list[str]:
    """The lines of a text with their ends: a line feed, a carriage return or both."""
    lines: list[str] = []
    start = 0
    while start < len(text):
        progress.at(start / len(text))
        end = text.find("\n", start + BLOCK_BYTES) + 1 or len(text)
        # Not str.splitlines, which also parts at characters that may stand in a cell.
        lines += io.StringIO(text[start:end], newline="").readlines()
        start = end
    return lines


def _read_bytes(file: BinaryIO, progress: Progress) -> bytes:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    data = bytearray()
    while block := file.read(BLOCK_BYTES):
        data += block
        progress.at(min(len(data) / max(size, 1), 1.0))
    return bytes(data)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file to read its bytes.

    Raises TableError for what is none, is too large or cannot be opened, and for whatever the
    system refuses while it is open.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise TableError(f'"{path.name}" is a folder; a file was expected.')
        if not stat.S_ISREG(status.st_mode):
            raise TableError(f'"{path.name}" is a pipe or a device; a file was expected.')
        if status.st_size > LARGEST_FILE:
            raise TableError(f'The file "{path.name}" is larger than {LARGEST_FILE >> 30} GiB.')
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise TableError(f'The file "{path.name}" does not exist.') from error
    except PermissionError as error:
        raise TableError(f'There is no permission to read the file "{path.name}".') from error
    except OSError as error:
        why = error.strerror or error
        raise TableError(f'The file "{path.name}" cannot be read: {why}.') from error


def _decoded(data: bytes, name: str, progress: Progress) -> str:
    binary = TableError(
        f'The file "{name}" is binary; a table saved as text (such as CSV) was expected.'
    )
    is_utf16 = data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
    if not is_utf16 and b"\0" in data:
        raise binary
    if is_utf16:
        text = _as_utf16(data, name, progress)
    else:
        text = _as_utf8_or_cp1252(data.removeprefix(BOM_UTF8), progress)
    if "\0" in text:
        raise binary
    return text


def _in_blocks(data: bytes, encoding: str, progress: Progress) -> str:
    if len(data) <= BLOCK_BYTES:
        return data.decode(encoding)
    decoder = getincrementaldecoder(encoding)()
    parts = []
    for start in range(0, len(data), BLOCK_BYTES):
        progress.at(start / len(data))
        parts.append(decoder.decode(data[start : start + BLOCK_BYTES]))
    return "".join([*parts, decoder.decode(b"", final=True)])


def _as_utf16(data: bytes, name: str, progress: Progress) -> str:
    try:
        return _in_blocks(data, "utf-16", progress)
    except UnicodeDecodeError as error:
        raise TableError(f'The file "{name}" begins as UTF-16, but is damaged.') from error


def _as_utf8_or_cp1252(data: bytes, progress: Progress) -> str:
    try:
        return _in_blocks(data, "utf-8", progress.part(0.0, 0.5))
    except UnicodeDecodeError:
        pass
    try:
        return _in_blocks(data, "cp1252", progress.part(0.5, 1.0))
    except UnicodeDecodeError as error:
        place = _first_of(data, _UNDEFINED)
        line = len(_LINE_BREAK.findall(data[:place].decode("latin-1"))) + 1
        raise TableError(
            f"the byte {data[place]:#04x} is no character of UTF-8 or Windows-1252.", line
        ) from error


_UNDEFINED = bytes(byte for byte in range(256) if not bytes([byte]).decode("cp1252", "ignore"))


def _first_of(data: bytes, wanted: bytes) -> int:
    return min(place for byte in wanted if (place := data.find(byte)) >= 0)


def records(lines: Sequence[str], separator: str) -> Iterator[Record]:
    """Split the lines into rows of cells at ``separator``, without blank lines and # comments.

    A space stands for any run of white space. Raises TableError, with a line, for a quotation
    mark that is never closed and for a cell too long for the csv module.
    """
    feed = _Feed(lines, separator)
    reader = csv.reader(feed.lines(), delimiter=separator, skipinitialspace=separator != " ")
    try:
        for cells in reader:
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield Record(feed.began, cells)
            feed.between_records = True
    except csv.Error as error:
        raise TableError(f"this row cannot be split into cells ({error}).", feed.began) from error


def unquoted_records(lines: Sequence[str], separator: str) -> list[Record]:
    """What `records` gives for lines without quotation marks and # signs, only faster."""
    clean = map(_single_spaced, lines) if separator == " " else lines
    reader = csv.reader(clean, delimiter=separator, skipinitialspace=separator != " ")
    try:
        return [
            Record(line, cells)
            for line, cells in enumerate(reader, start=1)
            if len(cells) > 1 or (cells and cells[0].strip())
        ]
    except csv.Error as error:
        raise TableError(f"this row cannot be split into cells ({error}).") from error


class _Feed:
    """Hands lines to a csv reader and keeps track of where its records begin.

    The reader asks for a further line in the middle of a record only inside a quoted cell; there
    a # or a gap is part of the text.
    """

    def __init__(self, lines: Sequence[str], separator: str) -> None:
        self._lines = lines
        self._clean = _single_spaced if separator == " " else str
        self.between_records = True
        self.began = 0

    def lines(self) -> Iterator[str]:
        for number, line in enumerate(self._lines, start=1):
            first, self.between_records = self.between_records, False
            if first:
                self.began = number
            comment = first and line.lstrip().startswith("#")
            yield "\n" if comment else self._clean(line)
        if not self.between_records:
            raise TableError("a quotation mark opens a cell and is never closed.", self.began)


def _single_spaced(line: str) -> str:
    return " ".join(line.split()) + "\n"
