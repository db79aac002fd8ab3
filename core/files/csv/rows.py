"""Splitting lines into rows of cells with the csv module."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from core.files.source import TableError

ONE_COLUMN = "\x1f"
"""Means "no separator": a character that no table contains."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")

# Python's split without arguments would also split 1 250 at its no-break space.
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


class Record(NamedTuple):
    """One row of cells, and the line (1-based) on which it begins."""

    line: int
    cells: list[str]

    def line_of(self, column: int) -> int:
        """Find the line on which cell ``column`` (0-based) begins; quoted cells may hold breaks."""
        return self.line + sum(len(_LINE_BREAK.findall(cell)) for cell in self.cells[:column])


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some rows: the line (1-based) on which each begins, and its cells."""

    lines: list[int]
    cells: list[list[str]]

    def row(self, place: int) -> Record:
        """One of the rows."""
        return Record(self.lines[place], self.cells[place])


@dataclass(frozen=True, slots=True)
class Writing:
    """How rows are written in a file."""

    separator: str
    """The separator; a space means any white space."""

    comment: str = "#"
    """First characters of lines that are not rows."""

    quote: str = '"'

    def is_comment(self, line: str) -> bool:
        """Whether a line is a comment; a header may begin with a column named #."""
        text = line.lstrip()
        if not text.startswith(self.comment):
            return False
        after = text[len(self.comment) :].lstrip(" ")[:1]
        return self.separator == " " or after != self.separator


class Rows:
    """The rows of a file, without blank lines and comments."""

    def __init__(
        self, blocks: Iterable[list[str]], writing: Writing, numbers: list[int] | None = None
    ) -> None:
        """Of ``blocks`` of lines, numbered from 1, or with these ``numbers``."""
        self._blocks = blocks
        self._writing = writing
        self._numbers = numbers
        self._ended = 0
        """Lines up to the end of the last row."""
        separator = writing.separator
        self._reader = csv.reader(
            chain.from_iterable(self._feed()),
            delimiter=separator,
            quotechar=writing.quote,
            skipinitialspace=separator != " ",
        )

    def __iter__(self) -> Iterator[Record]:
        """The rows one by one; raises as `blocks` does."""
        for block in self.blocks(1):
            yield block.row(0)

    def blocks(self, count: int) -> Iterator[Block]:
        """The rows, so many at a time; at the end they may be fewer.

        Raises TableError for a quotation mark that is never closed and for too long a cell.
        """
        reader, block = self._reader, Block([], [])
        try:
            # This loop runs for every row, so it is kept short.
            for cells in reader:
                if len(cells) > 1 or (cells and cells[0].strip()):
                    block.lines.append(self._ended + 1)
                    block.cells.append(cells)
                    if len(block.lines) == count:
                        self._ended = reader.line_num
                        yield self._numbered(block)
                        block = Block([], [])
                self._ended = reader.line_num
        except csv.Error as error:
            reason = f"this row cannot be split into cells ({error})."
            raise TableError(reason, self._number(self._ended + 1)) from error
        if block.lines:
            yield self._numbered(block)

    def _feed(self) -> Iterator[Iterable[str]]:
        mark, is_spaced = self._writing.comment, self._writing.separator == " "
        for lines in self._blocks:
            block = [_single_spaced(line) for line in lines] if is_spaced else lines
            yield self._without_comments(block) if any(mark in line for line in lines) else block
        yield self._end()

    def _without_comments(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            # In a quoted cell over several lines, a # is part of the text.
            is_between = self._ended == self._reader.line_num
            yield "\n" if is_between and self._writing.is_comment(line) else line

    def _end(self) -> Iterator[str]:
        if self._ended != self._reader.line_num:
            reason = "a quotation mark opens a cell and is never closed."
            raise TableError(reason, self._number(self._ended + 1))
        yield from ()

    def _numbered(self, block: Block) -> Block:
        if self._numbers is None:
            return block
        return Block([self._number(line) for line in block.lines], block.cells)

    def _number(self, line: int) -> int:
        return line if self._numbers is None else self._numbers[line - 1]


def _single_spaced(line: str) -> str:
    if line.isascii():
        return " ".join(line.split()) + "\n"
    return _SPACES.sub(" ", line).strip(" ") + "\n"
