"""The bytes of a file: opened, unpacked where it is compressed, and read in blocks."""

import gzip
import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOMEM
from pathlib import Path
from typing import BinaryIO

from core.progress import SILENT, CancelledError, Progress

LARGEST_FILE = 2**30
"""Greatest size of a file in bytes, compressed or not."""

INFLATED, RATIO = 2**26, 200
"""A compressed file is refused if it expands to more bytes than this and by more than this ratio:
numbers as text have a ratio of 3 to 10."""

GZIP = b"\x1f\x8b"
"""The first bytes of a file compressed by gzip."""

_UNPACK = "of packed files only those of gzip are read"
OTHER_KINDS = {
    b"BZh": f"packed by bzip2; {_UNPACK}",
    b"\xfd7zXZ\0": f"packed by xz; {_UNPACK}",
    b"\x28\xb5\x2f\xfd": f"packed by Zstandard; {_UNPACK}",
    b"7z\xbc\xaf": f"packed by 7-Zip; {_UNPACK}",
    b"PK\x03\x04": "a ZIP archive or an office document; a table saved as CSV was expected",
    b"\xd0\xcf\x11\xe0": "an old office document; a table saved as CSV was expected",
    b"%PDF-": "a PDF document; a table saved as CSV was expected",
}
"""Other kinds of files, by their first bytes."""

LONGEST_MAGIC = max(map(len, OTHER_KINDS))

BYTES_AT_ONCE = 2**16
"""Bytes read at once: some dozen milliseconds of work; the cells of a block take 3 MB."""


class TableError(ValueError):
    """A file that cannot be read as a table; .line and .column (1-based or None) say where.

    ``reason`` is a sentence for the user, after the line if there is one: 'Line 7, column 3: "abc"
    is not a number; a number like 1.5 or 1,5 was expected.'
    """

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f"Line {line}"
        place += "" if column is None else f", column {column}"
        super().__init__(f"{place}: {reason}" if place else reason)
        self.line = line
        self.column = column


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file to read its bytes.

    Raises TableError if it is not a regular file, is too large or cannot be opened, and for OSError
    and MemoryError while it is open.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise TableError(f"“{path.name}” is a folder; a file was expected.")
        if not stat.S_ISREG(status.st_mode):
            raise TableError(f"“{path.name}” is a pipe or a device; a file was expected.")
        if status.st_size > LARGEST_FILE:
            raise TableError(f"The file “{path.name}” is larger than {LARGEST_FILE >> 30} GiB.")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise TableError(f"The file “{path.name}” does not exist.") from error
    except PermissionError as error:
        raise TableError(f"There is no permission to read the file “{path.name}”.") from error
    except (MemoryError, OSError) as error:
        # Where a file is mapped, the system says itself that memory is insufficient.
        if isinstance(error, MemoryError) or error.errno == ENOMEM:
            said = f"There is too little memory to read so many rows as the file “{path.name}” has."
        else:
            said = f"The file “{path.name}” cannot be read: {error.strerror or error}."
        raise TableError(said) from error


class _ReportingFile(io.RawIOBase):
    """A file that reports progress at every read, as gzip reads many empty members at once."""

    def __init__(self, file: BinaryIO, progress: Progress) -> None:
        self._file, self._progress = file, progress

    def read(self, size: int = -1) -> bytes:
        if not self._progress.is_wanted:
            raise CancelledError
        return self._file.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)


def _refuse_other_kinds(head: bytes, name: str) -> None:
    """Raise TableError for a file of another kind, known by its first bytes."""
    for magic, kind in OTHER_KINDS.items():
        if head.startswith(magic):
            raise TableError(f"The file “{name}” is {kind}.")


class Source:
    """The bytes of an open file, decompressed if necessary; can be read repeatedly."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self._file = file
        self._size = max(file.seek(0, io.SEEK_END), 1)
        file.seek(0)
        head = file.read(LONGEST_MAGIC)
        self._is_packed = head.startswith(GZIP)
        _refuse_other_kinds(head, name)

    def blocks(self, progress: Progress = SILENT, block: int = BYTES_AT_ONCE) -> Iterator[bytes]:
        """The bytes from the beginning, at most ``block`` at a time.

        Raises TableError if a compressed file is damaged or expands too much.
        """
        self._file.seek(0)
        for data in self._unpacked(block, progress) if self._is_packed else self._plain(block):
            progress.at(min(self._file.tell() / self._size, 1.0))
            yield data

    def _plain(self, block: int) -> Iterator[bytes]:
        while data := self._file.read(block):
            yield data

    def _unpacked(self, block: int, progress: Progress) -> Iterator[bytes]:
        count = 0
        try:
            with gzip.GzipFile(fileobj=_ReportingFile(self._file, progress)) as unpacked:
                while data := unpacked.read(block):
                    if not count and data.startswith(GZIP):
                        raise TableError(f"The file “{self.name}” is packed by gzip twice.")
                    count += len(data)
                    self._refuse_too_many(count)
                    yield data
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise TableError(
                f"The file “{self.name}” begins as a gzip file, but is damaged."
            ) from error

    def _refuse_too_many(self, count: int) -> None:
        if count > LARGEST_FILE:
            raise TableError(
                f"The file “{self.name}” unpacks to more than {LARGEST_FILE >> 30} GiB."
            )
        if count > INFLATED and count > RATIO * self._size:
            raise TableError(
                f"The file “{self.name}” unpacks to more than {RATIO} times its size; "
                "no table of numbers does."
            )
