"""Numbers, shares and durations as text."""

from collections.abc import Iterable
from math import floor, isnan, log10

from app.words.translate import tr

MOST_DIGITS = 16
"""Digits more than usual that tell two numbers apart, at most."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def plural(count: int, one: str, many: str, **others: object) -> str:
    """The form for ``count`` of two translated texts, ``{n}`` and all others filled in."""
    return (one if count == 1 else many).format(n=grouped(count), **others)


def number(value: float, more: int = 0) -> str:
    """A number for reading: three or four figures that tell; of large ones all whole digits.

    Where others would read alike, so many ``more`` digits are written; below 0, fewer.
    """
    if isnan(value):
        return "–"
    size = abs(value)
    if size == 0:
        return "0"
    if 1e4 <= size < 1e9:
        return f"{value:,.{max(more, 0)}f}".replace(",", "\u202f").replace("-", "−")
    if size < 1e-3 or size >= 1e9:
        mantissa, exponent = f"{value:.{max(2 + more, 0)}e}".split("e")
        power = str(int(exponent)).translate(SUPERSCRIPTS)
        return f"{mantissa}×10{power}".replace("-", "−")
    decimals = 4 if size < 0.1 else 3 if size < 1 else 2 if size < 100 else 1 if size < 1000 else 0
    return f"{value:.{max(decimals + more, 0)}f}".replace("-", "−")


def digits_among(value: float, others: Iterable[float]) -> int:
    """How many ``more`` digits `number` needs for ``value`` to read unlike all ``others``."""
    others = [other for other in others if other != value]
    for more in range(MOST_DIGITS):
        said = number(value, more)
        if all(number(other, more) != said for other in others):
            return more
    return MOST_DIGITS


def number_among(value: float, others: Iterable[float]) -> str:
    """A number for reading, with as many digits as tell it from all ``others``."""
    return number(value, digits_among(value, others))


def coordinate(value: float, span: float = 0.0) -> str:
    """A coordinate for reading: two decimals, or three figures that tell.

    With the ``span`` of the data along its axis, as many decimals as tell a hundredth of it: all
    coordinates of an axis have the same.
    """
    if 1e-6 <= span < 1e7 and abs(value) < 1e7:
        decimals = max(0, 2 - floor(log10(span)))
        grouping = "," if abs(value) >= 1e4 else ""
        said = f"{round(value, decimals) or 0.0:{grouping}.{decimals}f}"
        return said.replace(",", "\u202f").replace("-", "−")
    if value == 0 or 0.01 <= abs(value) < 1000:
        return f"{value:.2f}".replace("-", "−")
    return number(value)


def change(saved: float) -> str:
    """What is ``saved`` as a change: a minus before it; a plus where it is below 0."""
    return number(-saved) if saved >= 0 else "+" + number(-saved)


def grouped(count: int) -> str:
    """A whole number for reading; from 10 000 on, its digits are in threes."""
    return f"{count:,}".replace(",", "\u202f") if abs(count) >= 10_000 else str(count)


def share_words(share: float) -> str:
    """A share as a percentage with one decimal, unless it is all or nothing."""
    if isnan(share):
        return "–"
    if 0.0 < share < 0.0005:
        return tr("<0.1 %")
    digits = f"{100.0 * share:.1f}"
    if digits == "100.0" and share < 1.0:
        digits = "99.9"
    return tr("{number} %").format(number=digits.removesuffix(".0") if share in (0, 1) else digits)


def duration_words(seconds: float) -> str:
    """How long something takes, roughly."""
    if seconds < 90.0:
        return tr("about {n} s").format(n=max(1, round(seconds)))
    if seconds < 5400.0:
        return tr("about {n} min").format(n=round(seconds / 60.0))
    return tr("about {n} h").format(n=grouped(round(seconds / 3600.0)))


def left_words(seconds: float) -> str:
    """How long something still takes."""
    return tr("{time} left").format(time=duration_words(seconds))


def percent(share: float) -> str:
    """A share as a percentage, with two or three figures that tell."""
    return tr("{number} %").format(number=number(100.0 * share))


def _plain_percent(share: float) -> str:
    """A share of points as a percentage: whole where it is."""
    return tr("{number} %").format(number=f"{100.0 * share:.1f}".removesuffix(".0"))
