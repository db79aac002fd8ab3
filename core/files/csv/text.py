"""Decoding a text file into lines."""

import io
from codecs import (
    BOM_UTF8,
    BOM_UTF16_BE,
    BOM_UTF16_LE,
    IncrementalDecoder,
    getincrementaldecoder,
)
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from core.files.source import BYTES_AT_ONCE, Source, TableError
from core.progress import SILENT, Progress

LONGEST_LINE = 2**20
"""Greatest number of characters in a line of a table."""

SAMPLE_LINES, SAMPLE_CHARACTERS = 300, 2**18
"""Size of the sample for finding the dialect, without blank lines."""

LEAST_LINES = 4
"""Least number of lines in the sample."""

_NO_CHARACTER = bytes(byte for byte in range(256) if not bytes([byte]).decode("cp1252", "ignore"))


COMMENTS = ("#", "%")
"""First characters of comments; in ARFF, the second."""


class Line(NamedTuple):
    """One line of a file with its end, and its number, 1-based."""

    number: int
    text: str


def encoding_of(source: Source, progress: Progress = SILENT) -> str:
    """Return the codec of the file: UTF-8, UTF-16 with a byte order mark, or Windows-1252.

    Reads all bytes. Raises TableError for a file that is empty or is not text.
    """
    head = next(source.blocks(), b"")
    if head[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        return _checked_utf16(source, progress)
    decoder = getincrementaldecoder("utf-8")()
    is_utf8, is_blank, bad, place = True, True, -1, 0
    for data in source.blocks(progress):
        if b"\0" in data:
            raise _binary(source.name)
        is_blank = is_blank and data.isspace()
        is_utf8 = is_utf8 and _decodes(decoder, data)
        if bad < 0 and data.translate(None, _NO_CHARACTER) != data:
            bad = place + min(found for byte in _NO_CHARACTER if (found := data.find(byte)) >= 0)
        place += len(data)
    if is_blank:
        raise TableError(f"The file “{source.name}” is empty.")
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig" if head.startswith(BOM_UTF8) else "utf-8"
    if bad >= 0:
        raise _undefined(source, bad)
    return "cp1252"


def line_blocks(
    source: Source, encoding: str, progress: Progress = SILENT, block: int = BYTES_AT_ONCE
) -> Iterator[list[str]]:
    """Yield the lines of a file with their ends: a line feed, a carriage return or both.

    Raises TableError for a line of more than `LONGEST_LINE` characters.
    """
    decoder = getincrementaldecoder(encoding)()
    rest, count = "", 0
    for data in source.blocks(progress, block):
        text = rest + decoder.decode(data)
        # A carriage return at the end of a block may be followed by a line feed.
        end = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        lines, rest = _split(text[:end]), text[end:]
        if len(text) > LONGEST_LINE:
            _refuse_long([*lines, rest], count)
        count += len(lines)
        yield lines
    yield _split(rest + decoder.decode(b"", final=True))


def sample_of(source: Source, encoding: str, progress: Progress = SILENT) -> list[Line]:
    """Return the first lines of a file that are not blank, for finding the dialect.

    Of comments at the beginning only the last few are included.
    """
    comments: deque[Line] = deque(maxlen=LEAST_LINES)
    found: list[Line] = []
    number = characters = 0
    for lines in line_blocks(source, encoding, progress):
        for text in lines:
            number += 1
            if not text or text.isspace():
                continue
            if not found and text.lstrip()[:1] in COMMENTS:
                comments.append(Line(number, text))
                continue
            found.append(Line(number, text))
            characters += len(text)
            is_enough = len(found) >= SAMPLE_LINES or characters >= SAMPLE_CHARACTERS
            if is_enough and len(found) >= LEAST_LINES:
                return [*comments, *found]
    return [*comments, *found]


def _split(text: str) -> list[str]:
    # Not str.splitlines, which also splits at characters that may be in a cell.
    return io.StringIO(text, newline="").readlines()


def _decodes(decoder: IncrementalDecoder, data: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def _checked_utf16(source: Source, progress: Progress) -> str:
    decoder = getincrementaldecoder("utf-16")()
    try:
        for data in source.blocks(progress):
            if "\0" in decoder.decode(data):
                raise _binary(source.name)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise TableError(f"The file “{source.name}” begins as UTF-16, but is damaged.") from error
    return "utf-16"


def _binary(name: str) -> TableError:
    return TableError(
        f"The file “{name}” is binary; a table saved as text (such as CSV) was expected."
    )


def _undefined(source: Source, place: int) -> TableError:
    """Return the message for an invalid byte at ``place``."""
    line, last = 1, b""
    for data in source.blocks():
        above = data[:place]
        line += above.count(b"\n") + above.count(b"\r") - above.count(b"\r\n")
        line -= last == b"\r" and above[:1] == b"\n"
        if place < len(data):
            break
        place, last = place - len(data), data[-1:]
    reason = f"the byte {data[place]:#04x} is no character of UTF-8 or Windows-1252."
    return TableError(reason, line)


def _refuse_long(lines: list[str], above: int) -> None:
    for number, line in enumerate(lines, start=above + 1):
        if len(line) > LONGEST_LINE:
            raise TableError(
                f"this line has more than {LONGEST_LINE:,} characters; "
                "rows of a table, a line each, were expected.",
                number,
            )
