"""Sums that do not depend on the order of their terms."""

from collections.abc import Sequence
from math import frexp, fsum

import numpy as np
from numpy.typing import NDArray

from core.checks import Points

Sums = list[list[Points]]
"""For each feature, for each part: its sum over the points of each cluster, shape (k,)."""

SMALLEST_EXPONENT = -1074
"""Every float64 is a multiple of 2 to this power."""

BLOCK = 1 << 18


class ExactSums:
    """How to add up some of N numbers without rounding, so that every order gives the same sum.

    A number is cut into parts, each a multiple of a power of two (the part's step) and so small
    that N of them stay below 2**53 steps: every sum of such parts is exact in float64 (the
    first half of Demmel and Hida 2004, with one bin a part). Numbers that are multiples of a
    coarse step already, as whole numbers or made points, have one part, which is themselves.
    """

    def __init__(self, points: Points) -> None:
        """Find the steps for ``points`` (N, d)."""
        self._bits = 53 - len(points).bit_length()
        self._steps = [self._steps_of(column) for column in points.T]

    @property
    def parts(self) -> tuple[int, ...]:
        """How many parts the numbers of each feature are cut into."""
        return tuple(len(steps) for steps in self._steps)

    def none(self, k: int) -> Sums:
        """The sums of no points in k clusters."""
        return [[np.zeros(k) for _ in range(parts)] for parts in self.parts]

    def add(self, sums: Sums, columns: Sequence[Points], labels: NDArray[np.integer]) -> None:
        """Add some of the points, given as d columns (n,), to the ``sums`` of their clusters."""
        labels = labels.astype(np.intp, copy=False)
        for feature, own in enumerate(sums):
            for total, part in zip(own, self.cut(columns[feature], feature), strict=True):
                total += np.bincount(labels, weights=part, minlength=len(total))

    def cut(self, column: Points, feature: int) -> list[Points]:
        """The parts of numbers of one feature; added up, they are the numbers."""
        steps = self._steps[feature]
        parts: list[Points] = []
        for step in steps[:-1]:
            parts.append(_rounded(column, step))
            column = column - parts[-1]
        return [*parts, column]

    def _steps_of(self, column: Points) -> list[float]:
        """The steps for one feature, coarsest first; the last leaves nothing over."""
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
        """The largest size of what the parts with these ``steps`` leave of the numbers."""
        largest = 0.0
        for start in range(0, len(column), BLOCK):
            rest = column[start : start + BLOCK]
            for step in steps:
                rest = rest - _rounded(rest, step)
            largest = max(largest, float(np.abs(rest).max()))
        return largest


def _rounded(numbers: Points, step: float) -> Points:
    """The multiples of ``step``, a power of two, nearest to the numbers."""
    result: Points = numbers / step
    np.rint(result, out=result)
    result *= step
    return result


def totals(sums: Sums) -> Points:
    """The sums of the parts put together, each rounded once, shape (k, d)."""
    return np.column_stack([_total(parts) for parts in sums])


def _total(parts: list[Points]) -> Points:
    if len(parts) <= 2:
        # One addition rounds once by itself.
        return parts[0] if len(parts) == 1 else parts[0] + parts[1]
    return np.array([fsum(cluster) for cluster in zip(*parts, strict=True)])


def means_of(sums: Points, counts: NDArray[np.integer], fallback: Points) -> Points:
    """``sums`` (k, d) divided by ``counts`` (k,); where there are none, ``fallback``."""
    filled = counts > 0
    result = fallback.copy()
    result[filled] = sums[filled] / counts[filled, None]
    return result
