"""What one cell says: a number, nothing, or text. Cells come without surrounding spaces."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.checks import LARGEST

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "-"})
"""Cells, in lower case, that stand for a missing number."""

EXPECTED = "a number like 1.5 or 1,5 was expected."

_SHOWN = 40
"""Characters of a cell that a message shows."""

_SPACES = "  \u00a0\u2009\u202f"
_CURRENCY = r"[$€£¥₹₽₩₺₪฿¢]|(?:USD|EUR|GBP|CHF|JPY|CNY|INR)(?![A-Za-z])"
_SIGN = "[+\\-\u2212]"
_THOUSANDS = {".": f",'’{_SPACES}", ",": f".'’{_SPACES}"}


def _pattern(mark: str) -> re.Pattern[str]:
    plain = rf"(?:\d+(?:[{mark}]\d*)?|[{mark}]\d+)(?:[eE]{_SIGN}?\d+)?"
    grouped = rf"[1-9]\d{{0,2}}(?P<by>[{_THOUSANDS[mark]}])\d{{3}}(?:(?P=by)\d{{3}})*"
    return re.compile(
        rf"(?P<sign>{_SIGN}?)[{_SPACES}]?(?P<before>{_CURRENCY})?[{_SPACES}]?(?P<own>{_SIGN}?)"
        rf"(?P<body>{grouped}(?:[{mark}]\d+)?|{plain})"
        rf"[{_SPACES}]?(?P<after>{_CURRENCY}|[%‰])?",
        re.ASCII,
    )


_NUMBER = {mark: _pattern(mark) for mark in ".,"}
_PLAIN = {".": re.compile(r"[0-9.eE+-]*"), ",": re.compile(r"[0-9,eE+-]*")}
_INFINITE = re.compile(rf"{_SIGN}?(?:inf|infinity|∞)", re.IGNORECASE)
_DIGITS = str.maketrans({"\u2212": "-", **dict.fromkeys(f"'’{_SPACES}")})


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that is written as a number."""

    value: float
    """Infinite where it is beyond the range of float64."""

    unit: str
    """A currency or per cent mark beside it, or ""."""


def is_missing(cell: str) -> bool:
    """Whether the cell stands for a missing number."""
    return cell.lower() in MISSING


def reading(cell: str, decimal: str) -> Reading | None:
    """Read a number with "." or "," before its fraction; None if the cell is none.

    Signs (U+2212, too), exponents, thousands parted by spaces, apostrophes or the other of the
    two marks, currency and per cent marks are read. Numbers beyond `core.checks.LARGEST`, too.
    """
    match = _NUMBER[decimal].fullmatch(cell)
    if match is None or (match["sign"] and match["own"]) or (match["before"] and match["after"]):
        return None
    other = "," if decimal == "." else "."
    body = (match["sign"] or match["own"]) + match["body"]
    body = body.replace(other, "").replace(",", ".").translate(_DIGITS)
    return Reading(float(body), match["before"] or match["after"] or "")


def number(cell: str, decimal: str) -> float | None:
    """The number that `reading` finds, if it is no larger than `core.checks.LARGEST`."""
    read = reading(cell, decimal)
    return None if read is None or abs(read.value) > LARGEST else read.value


def plain_numbers(cells: Sequence[str], decimal: str) -> NDArray[np.float64] | None:
    """All cells as numbers where they have digits, signs and decimal marks only; else None.

    The numbers are those of `number`, but may be beyond `core.checks.LARGEST`.
    """
    # Of these characters alone, Python makes the same numbers as we do.
    if _PLAIN[decimal].fullmatch("".join(cells)) is None:
        return None
    if decimal == ",":
        cells = [cell.replace(",", ".") for cell in cells]
    try:
        return np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None


def plain_number(cell: str, decimal: str) -> float | None:
    """One cell as `plain_numbers` reads many."""
    if cell and _PLAIN[decimal].fullmatch(cell):
        try:
            return float(cell.replace(",", "."))
        except ValueError:
            return None
    return None


def fault(cell: str, decimal: str) -> str:
    """Why a cell that was surely meant as a number is not read as one; "" for any other cell."""
    if _INFINITE.fullmatch(cell):
        return f"is infinite; {EXPECTED}"
    read = reading(cell, decimal)
    if read is not None:
        return "" if abs(read.value) <= LARGEST else TOO_LARGE
    if decimal == "." and "," in cell and reading(cell, ",") is not None:
        return "has a comma where a decimal point was expected, as in 1.5."
    if decimal == "," and "." in cell and reading(cell, ".") is not None:
        return "has a point where a decimal comma was expected, as in 1,5."
    return ""


TOO_LARGE = f"is too large; numbers up to {LARGEST:g} are read."


def number_error(cell: str, decimal: str) -> str:
    """Say what is wrong with a cell that should hold a number and does not."""
    return f'"{shown(cell)}" ' + (fault(cell, decimal) or f"is not a number; {EXPECTED}")


def shown(cell: str) -> str:
    """A cell as a message shows it: on one line, and not too long."""
    line = " ".join(cell.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def is_text(cell: str, decimal: str) -> bool:
    """Whether the cell is neither missing nor a number nor meant as one."""
    return not is_missing(cell) and reading(cell, decimal) is None and not fault(cell, decimal)


class Votes:
    """Counts what the cells of a file say about its decimal mark."""

    def __init__(self) -> None:
        self._sure = {".": 0, ",": 0}
        self._either = {".": 0, ",": 0}
        self._example = ""

    def add(self, cells: Iterable[str]) -> None:
        """Count among cells, which come without surrounding spaces."""
        for cell in cells:
            if "," in cell or "." in cell:
                self._count(cell)

    def decimal(self, separator: str) -> str:
        """The mark that more cells show for certain; else the one that more cells may show.

        1,250 may be either: where commas part the cells, it has thousands.
        """
        points, commas = self._sure["."], self._sure[","]
        if points == commas == 0 and separator != ",":
            points, commas = self._either["."], self._either[","]
        return "," if commas > points else "."

    def doubtful(self, decimal: str) -> str:
        """The first cell like 1,250 where none tells what its comma is, or ""."""
        return "" if self._sure[decimal] else self._example

    def _count(self, cell: str) -> None:
        match = _SIMPLE.fullmatch(cell)
        if match is not None and not match["either"]:
            self._sure[match["mark"]] += 1
            return
        by_point, by_comma = reading(cell, "."), reading(cell, ",")
        if by_point is not None and by_comma is not None:
            mark = "," if "," in cell else "."
            self._either[mark] += 1
            if mark == "," and not self._example:
                self._example = cell
        # What looks like 1.234.567 may be a version.
        elif by_point is not None or (by_comma is not None and not _VERSION.search(cell)):
            self._sure["." if by_comma is None else ","] += 1


# What most cells are, told apart at once: 1,5 and 0,250, but not 1,250.
_SIMPLE = re.compile(
    r"[+-]?(?:(?P<either>[1-9]\d{0,2}(?=[.,]\d{3}$))|\d*)(?P<mark>[.,])\d+(?:[eE][+-]?\d+)?",
    re.ASCII,
)
_VERSION = re.compile(r"^[^,]*\.\d+\.\d+$")
