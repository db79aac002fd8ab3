"""Round numbers along an axis."""

from math import ceil, floor, log10


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most ``most`` round numbers between ``low`` and ``high``: multiples of 1, 2 or 5."""
    width = high - low
    if width <= 0 or most < 1:
        return [low]
    unit = 10.0 ** floor(log10(width / most))
    step = next(
        (
            times * unit
            for times in (1, 2, 5, 10, 20, 50)
            if _count(low, high, times * unit) <= most
        ),
        width,
    )
    first = ceil(low / step - 1e-9)
    return [place * step for place in range(first, first + _count(low, high, step))]


def tick_words(places: list[float]) -> list[str]:
    """The numbers at ``places``, all with the same number of decimals."""
    if len(places) < 2:
        return [f"{place:.4g}" for place in places]
    step = places[1] - places[0]
    if max(abs(places[0]), abs(places[-1])) >= 1e7 or step < 1e-6:
        return [f"{place:.4g}" for place in places]
    decimals = max(0, -floor(log10(step) + 1e-9))
    return [f"{place:,.{decimals}f}".replace(",", "\u202f") for place in places]


def _count(low: float, high: float, step: float) -> int:
    return max(0, floor(high / step + 1e-9) - ceil(low / step - 1e-9) + 1)
