"""Round numbers along an axis."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, log10

from app.words.numbers import number

MOST_DIGITS = 12
"""More digits than these tell of rounding."""


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most ``most`` round numbers from ``low`` to ``high``: multiples of 1, 2 or 5 times 10ⁿ.

    None where the axis has no length.
    """
    width = high - low
    if not width > 0.0 or most < 1:
        return []
    unit = 10.0 ** floor(log10(width / most))
    steps = (times * unit for times in (1, 2, 5, 10, 20, 50))
    step = next((step for step in steps if _count(low, high, step) <= most), width)
    first = ceil(low / step - 1e-9)
    places = range(first, first + _count(low, high, step))
    found = (float(f"{place * step:.12g}") for place in places)
    return [place for place in found if low <= place <= high]


def _count(low: float, high: float, step: float) -> int:
    return max(0, floor(high / step + 1e-9) - ceil(low / step - 1e-9) + 1)


def tick_texts(places: Sequence[float]) -> list[str]:
    """The numbers at ``places`` as they are written along one axis: all in one notation."""
    size = max(map(abs, places), default=0.0)
    if size == 0.0 or 1e-4 <= size < 1e7:
        grouping = "," if size >= 1e4 else ""
        steps = [abs(right - left) for left, right in pairwise(places)]
        if steps and 0.0 < (step := min(steps)) >= 1e-6:
            decimals = max(0, -floor(log10(step) + 1e-9))
            texts = [f"{place:{grouping}.{decimals}f}" if place else "0" for place in places]
        else:
            texts = [f"{place:{grouping}.10g}" for place in places]
        return [text.replace(",", "\u202f").replace("-", "−") for text in texts]
    for more in range(-2, MOST_DIGITS):
        texts = [number(place, more) if place else "0" for place in places]
        if len(set(texts)) == len(set(places)):
            break
    return texts
