"""What one cell says: a number, nothing, or text. Cells come without surrounding spaces."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.checks import LARGEST

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "-"})
"""Cells, in lower case, that stand for a missing number."""

EXPECTED = "a number like 1.5 or 1,5 was expected."

_SHOWN = 40
"""Characters of a cell that a message shows."""

_NUMBER = {
    mark: re.compile(rf"[+-]?(?:\d+(?:[{mark}]\d*)?|[{mark}]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
    for mark in ".,"
}
_PLAIN = re.compile(r"[0-9.eE+-]*")
_INFINITE = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)
# 1.234,5 or 1,234.5 or 1 234,5 or 1'234.5, and 1,234,567. Not 1.234.567: that may be a version.
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:([.,'’ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?!\1)[.,]\d+|(?:,\d{3}){2,})",
    re.ASCII,
)


def is_missing(cell: str) -> bool:
    """Whether the cell stands for a missing number."""
    return cell.lower() in MISSING


def number(cell: str, decimal: str) -> float | None:
    """Read a finite number with "." or "," before its fraction; None if the cell is none.

    Signs and exponents are read, thousands separators are not, and nothing beyond
    `core.checks.LARGEST`.
    """
    if _NUMBER[decimal].fullmatch(cell) is None:
        return None
    value = float(cell.replace(",", "."))
    return value if abs(value) <= LARGEST else None


def numbers(cells: Sequence[str], decimal: str) -> NDArray[np.float64]:
    """Read a number per cell as `number` does, only faster; NaN where the cell is none."""
    values = _plain_numbers(cells, decimal)
    if values is None:
        matches = _NUMBER[decimal].fullmatch
        read = [float(cell.replace(",", ".")) if matches(cell) else np.nan for cell in cells]
        values = np.array(read, dtype=np.float64)
    values[np.abs(values) > LARGEST] = np.nan
    return values


def _plain_numbers(cells: Sequence[str], decimal: str) -> NDArray[np.float64] | None:
    """All cells as numbers, or None if one of them is none."""
    # Of these characters alone, Python makes the same numbers as we do.
    if decimal != "." or _PLAIN.fullmatch("".join(cells)) is None:
        return None
    try:
        return np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None


def has_decimal(cell: str, decimal: str) -> bool:
    """Whether the cell is written as a number with this decimal mark."""
    return decimal in cell and _NUMBER[decimal].fullmatch(cell) is not None


def fault(cell: str, decimal: str) -> str:
    """Why a cell that was surely meant as a number is not read as one; "" for any other cell."""
    if _INFINITE.fullmatch(cell):
        return f"is infinite; {EXPECTED}"
    if number(cell, decimal) is not None:
        return ""
    if _NUMBER[decimal].fullmatch(cell):
        return f"is too large; numbers up to {LARGEST:g} are read."
    if _GROUPED.fullmatch(cell):
        return f"has thousands separators, which are not read; {EXPECTED}"
    if decimal == "." and _NUMBER[","].fullmatch(cell):
        return "has a comma where a decimal point was expected, as in 1.5."
    if decimal == "," and _NUMBER["."].fullmatch(cell):
        return "has a point where a decimal comma was expected, as in 1,5."
    return ""


def complaint(cell: str, decimal: str) -> str:
    """Say what is wrong with a cell that should hold a number and does not."""
    shown = " ".join(cell.split())
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return f'"{shown}" ' + (fault(cell, decimal) or f"is not a number; {EXPECTED}")


def is_text(cell: str, decimal: str) -> bool:
    """Whether the cell is neither missing nor a number nor meant as one."""
    return number(cell, decimal) is None and not is_missing(cell) and not fault(cell, decimal)
