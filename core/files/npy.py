"""Reading .npy files, mapped into memory, as tables."""

import io
import math
import tokenize
import warnings
from mmap import mmap
from pathlib import Path
from typing import BinaryIO, Literal

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from core.checks import LARGEST
from core.files.csv.reader import MOST_COLUMNS
from core.files.source import TableError
from core.files.table import Backing, Table, read_only, stretches
from core.progress import SILENT, Progress

IN_MEMORY = 1 << 28
"""Greatest size in bytes of numbers that are copied: more than sixteen million points."""

MAGIC = b"\x93NUMPY"
"""The first bytes of a .npy file."""

VERSIONS = ((1, 0), (2, 0), (3, 0))
"""Versions of the format."""

LONGEST_HEADER = 10_000
"""Bytes; headers for arrays of numbers have about a hundred."""

_KINDS = {
    "b": "bool",
    "i": "whole numbers",
    "u": "whole numbers",
    "f": "real numbers",
    "c": "complex numbers",
    "O": "Python objects, which are not loaded",
    "V": "records of several fields",
    "S": "texts",
    "U": "texts",
    "M": "dates",
    "m": "spans of time",
}
"""Names of numpy's kinds of numbers."""

_WANTED = "whole or real numbers were expected."

# What numpy raises for an invalid header.
_DAMAGE = (
    ValueError, TypeError, SyntaxError, OverflowError, RecursionError, MemoryError,
    tokenize.TokenError,
)  # fmt: skip


def read_array(file: BinaryIO, path: Path, max_rows: int, progress: Progress = SILENT) -> Table:
    """Read a table from a .npy file, open as ``file``, of shape (rows, columns) or (rows,).

    Bool, whole and real numbers are read; NaN is a missing cell; columns are "column 1",
    "column 2" and so on, without those that are missing throughout. The values of a float64
    array larger than `IN_MEMORY` are the file itself, mapped into memory; others are copied.

    Raises TableError for any other shape or kind, for a damaged or shortened file, for infinite
    numbers or such beyond `core.checks.LARGEST`, and for more than ``max_rows`` rows.
    """
    shape, order, dtype = _header(file, path.name)
    _refuse_kind(path.name, dtype)
    _refuse_shape(path.name, shape, max_rows)
    start = file.tell()
    if file.seek(0, io.SEEK_END) - start < math.prod(shape) * dtype.itemsize:
        raise TableError(f"The file “{path.name}” is damaged: it ends before its numbers do.")
    mapped = np.memmap(path, dtype, "r", start, shape, order)
    # A view as ndarray: numpy's reductions are slow on the subclass.
    array = np.asarray(mapped).reshape(shape[0], -1)
    values = _as_float64(path.name, array, progress.part(0.0, 0.5))
    filled = _checked_columns(path.name, values, progress.part(0.5, 1.0))
    if not filled:
        raise _no_numbers(path.name)
    if len(filled) < values.shape[1]:
        values = values[:, filled]
    names = tuple(f"column {place + 1}" for place in filled)
    backing = Backing.of(path) if values.dtype == array.dtype and _is_mapped(values) else None
    return Table(path.name, names, read_only(values), backing=backing)


def _is_mapped(values: NDArray[np.float64]) -> bool:
    """Whether the memory of an array is that of a file."""
    base: object = values
    while isinstance(base, np.ndarray):
        base = base.base
    return isinstance(base, mmap)


def _header(
    file: BinaryIO, name: str
) -> tuple[tuple[int, ...], Literal["C", "F"], np.dtype[np.generic]]:
    file.seek(0)
    damaged = TableError(f"The file “{name}” begins as a .npy file, but is damaged.")
    try:
        version = npy.read_magic(file)
        if version not in VERSIONS:
            raise TableError(
                f"The file “{name}” is of version {version[0]}.{version[1]} of the .npy format; "
                "1.0, 2.0 and 3.0 are read."
            )
        if _header_length(file, version) > LONGEST_HEADER:
            raise damaged
        # Version 3 differs from 2 only in the encoding of field names, which are not read.
        read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        with warnings.catch_warnings():
            # numpy warns of headers written by Python 2.
            warnings.simplefilter("ignore", UserWarning)
            shape, is_by_column, dtype = read(file)
    except _DAMAGE as error:
        if isinstance(error, TableError):
            raise
        raise damaged from error
    # In Python, True is an int.
    if any(isinstance(side, bool) or side < 0 for side in shape):
        raise damaged
    return shape, "F" if is_by_column else "C", dtype


def _header_length(file: BinaryIO, version: tuple[int, int]) -> int:
    """Return the length of a header in bytes; the position in ``file`` does not change."""
    width = 2 if version == (1, 0) else 4
    length = int.from_bytes(file.read(width), "little")
    file.seek(-width, io.SEEK_CUR)
    return length


def _refuse_kind(name: str, dtype: np.dtype[np.generic]) -> None:
    if dtype.kind not in "biuf":
        kind = _KINDS.get(dtype.kind, "something else")
        raise TableError(f"The file “{name}” holds {kind}; {_WANTED}")


def _refuse_shape(name: str, shape: tuple[int, ...], max_rows: int) -> None:
    if len(shape) not in (1, 2):
        raise TableError(
            f"The file “{name}” holds an array of shape {shape}; (rows, columns) was expected."
        )
    if shape[0] == 0:
        raise TableError(f"The file “{name}” has no rows of data.")
    if shape[-1] == 0:
        raise _no_numbers(name)
    if len(shape) == 2 and shape[1] > MOST_COLUMNS:
        raise TableError(
            f"The file “{name}” has {shape[1]} columns; at most {MOST_COLUMNS} are read."
        )
    if shape[0] > max_rows:
        raise TableError(
            f"The file “{name}” has {shape[0]} rows; at most {max_rows} rows of data are read."
        )


def _as_float64(name: str, array: NDArray[np.generic], progress: Progress) -> NDArray[np.float64]:
    """Return a copy in float64, or the mapped float64 array if larger than `IN_MEMORY`.

    If the file is truncated while open, reading the map ends the program; a copy is safe.
    """
    if array.dtype == np.float64 and array.nbytes > IN_MEMORY:
        return np.asarray(array, dtype=np.float64)
    values = np.empty(array.shape)
    # Numbers too large for float64 become infinite, and are refused.
    with np.errstate(over="ignore", invalid="ignore"):
        for rows in stretches(len(array), progress, array.shape[1]):
            _refuse_first_invalid(name, array[rows], rows.start)
            values[rows] = array[rows]
    return values


def _refuse_first_invalid(name: str, array: NDArray[np.generic], above: int) -> None:
    """Raise TableError for an 80-bit number that is invalid for the processor."""
    if array.dtype.kind != "f" or array.dtype.itemsize not in (12, 16):
        return
    if np.finfo(np.longdouble).nmant != 63:
        return  # another format of long double
    own = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("="), copy=False))
    parts = own.view(np.uint8).reshape(*array.shape, -1)
    # From the least significant byte: 8 of the mantissa, its leading bit written out, 2 of sign
    # and exponent. Only with an exponent of 0 may the leading bit be 0.
    has_exponent = (parts[..., 8] != 0) | (parts[..., 9] & 0x7F != 0)
    is_invalid = has_exponent & (parts[..., 7] < 0x80)
    if is_invalid.any():
        row, column = (int(place) for place in np.argwhere(is_invalid)[0])
        raise TableError(
            f"In the file “{name}” the number in row {above + row + 1}, column {column + 1} "
            "is no valid number of extended precision; the file is damaged."
        )


def _checked_columns(name: str, values: NDArray[np.float64], progress: Progress) -> list[int]:
    """Find the columns that hold a number; raises TableError for a number that is not read."""
    filled = np.zeros(values.shape[1], dtype=np.bool_)
    for rows in stretches(len(values), progress, values.shape[1]):
        some = values[rows]
        with np.errstate(invalid="ignore"):
            is_large = (np.abs(some) > LARGEST).any()
        if is_large:
            _refuse_first_large(name, some, rows.start)
        filled |= ~np.isnan(some).all(axis=0)
    return [int(place) for place in np.flatnonzero(filled)]


def _refuse_first_large(name: str, values: NDArray[np.float64], above: int) -> None:
    row, column = (int(place) for place in np.argwhere(np.abs(values) > LARGEST)[0])
    value = values[row, column]
    why = (
        "is infinite; a finite number was expected."
        if np.isinf(value)
        else f"is too large; numbers up to {LARGEST:g} are read."
    )
    raise TableError(
        f"In the file “{name}” the number in row {above + row + 1}, column {column + 1} {why}"
    )


def _no_numbers(name: str) -> TableError:
    return TableError(f"The file “{name}” has no column of numbers.")
