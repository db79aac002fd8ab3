"""Sums that do not depend on the order of their terms."""

from collections.abc import Sequence
from math import frexp, fsum

import numpy as np
from numpy.typing import NDArray

from core.blocks import LONG_BLOCK
from core.types import Points

Sums = list[list[Points]]
"""For each feature, for each part: its sum over the points of each cluster, shape (k,)."""

SMALLEST_EXPONENT = -1074
"""Every float64 is a multiple of 2 to this power."""

SPLITTER = 2.0**27 + 1.0
"""Cuts the 53 digits of a float64 into halves whose products are exact."""


class ExactSums:
    """Sums of some of N numbers without rounding, so that every order gives the same sum.

    A number is cut into parts, each a multiple of a power of two (the part's step) and so small
    that N of them stay below 2**53 steps: every sum of such parts is exact in float64 (the first
    half of Demmel and Hida 2004, with one bin a part). Numbers that are multiples of a coarse step
    already, as whole numbers or made points, have one part, which is themselves.
    """

    def __init__(self, points: Points) -> None:
        """Find the steps for ``points`` (N, d)."""
        self._bits = 53 - len(points).bit_length()
        self._steps = [self._steps_of(column) for column in points.T]

    @property
    def parts(self) -> tuple[int, ...]:
        """Number of parts for each feature."""
        return tuple(len(steps) for steps in self._steps)

    def none(self, k: int) -> Sums:
        """Return zero sums for k clusters."""
        return [[np.zeros(k) for _ in range(parts)] for parts in self.parts]

    def add(self, sums: Sums, columns: Sequence[Points], labels: NDArray[np.integer]) -> None:
        """Add some of the points, given as d columns (n,), to the ``sums`` of their clusters."""
        labels = labels.astype(np.intp, copy=False)
        for feature, own in enumerate(sums):
            for total, part in zip(own, self.cut(columns[feature], feature), strict=True):
                total += np.bincount(labels, weights=part, minlength=len(total))

    def cut(self, column: Points, feature: int) -> list[Points]:
        """Return the parts of numbers of one feature; their sum is the numbers."""
        steps = self._steps[feature]
        parts: list[Points] = []
        for step in steps[:-1]:
            parts.append(_rounded(column, step))
            column = column - parts[-1]
        return [*parts, column]

    def _steps_of(self, column: Points) -> list[float]:
        """Return the steps for one feature, coarsest first; the last one leaves no remainder."""
        largest = float(max(column.max(), -column.min()))
        steps: list[float] = []
        while True:
            exponent = frexp(largest)[1] - self._bits
            steps.append(2.0 ** max(exponent, SMALLEST_EXPONENT))
            largest = self._largest_rest(column, steps)
            if largest == 0.0:
                return steps

    @staticmethod
    def _largest_rest(column: Points, steps: list[float]) -> float:
        """Return the largest remainder after the parts with these ``steps``."""
        largest = 0.0
        for start in range(0, len(column), LONG_BLOCK):
            rest = column[start : start + LONG_BLOCK]
            for step in steps:
                rest = rest - _rounded(rest, step)
            largest = max(largest, float(np.abs(rest).max()))
        return largest


def _rounded(numbers: Points, step: float) -> Points:
    """Round to multiples of ``step``, a power of two."""
    result: Points = numbers / step
    np.rint(result, out=result)
    result *= step
    return result


def totals(sums: Sums) -> Points:
    """Return the sums, each rounded once, shape (k, d)."""
    return np.column_stack([_total(parts)[0] for parts in sums])


def means_of(sums: Sums, counts: NDArray[np.integer], fallback: Points) -> Points:
    """The exact ``sums`` of k clusters divided by their ``counts`` (k,), shape (k, d).

    Each quotient is one of the two floats next to the exact mean, so it lies within the range of
    the numbers; where the exact mean is a float, as of equal numbers, it is that. An empty cluster
    has its row of ``fallback``.
    """
    divisor = np.maximum(counts, 1).astype(np.float64)[:, None]
    if all(len(parts) == 1 for parts in sums):
        # The sum is a float itself: a division rounds only once.
        result: Points = np.array([parts[0] for parts in sums]).T / divisor
    else:
        high, low = np.array([_total(parts) for parts in sums]).transpose(1, 2, 0)
        quotient = high / divisor
        # The exact remainder of the first division (Dekker 1971) corrects it.
        product, error = _exact_product(quotient, divisor)
        result = quotient + (((high - product) - error) + low) / divisor
    if not counts.all():
        result = np.where((counts > 0)[:, None], result, fallback)
    return result


def _total(parts: list[Points]) -> tuple[Points, Points]:
    """Return the sum of the parts, rounded once, and the rounding error."""
    first = parts[0]
    if len(parts) == 1:
        return first, np.zeros_like(first)
    if len(parts) == 2:
        total = first + parts[1]
        second = total - first
        return total, (first - (total - second)) + (parts[1] - second)  # Knuth's two-sum
    rows = list(zip(*parts, strict=True))
    sums = [fsum(row) for row in rows]
    return np.array(sums), np.array([fsum([*row, -s]) for row, s in zip(rows, sums, strict=True)])


def _exact_product(one: Points, other: Points) -> tuple[Points, Points]:
    """Return the rounded product of numbers below 1e150, and the rounding error."""
    product = one * other
    one_high, one_low = _halves(one)
    high, low = _halves(other)
    error = ((one_high * high - product) + one_high * low + one_low * high) + one_low * low
    return product, error


def _halves(numbers: Points) -> tuple[Points, Points]:
    """The upper and the lower half of the digits of each number (Veltkamp 1968)."""
    scaled = SPLITTER * numbers
    high = scaled - (scaled - numbers)
    return high, numbers - high
