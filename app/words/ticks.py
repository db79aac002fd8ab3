"""Round numbers along an axis."""

from math import floor, log10

from app.words.numbers import number


def ticks(low: float, high: float, count: int) -> list[float]:
    """About ``count`` round numbers from ``low`` to ``high``: steps of 1, 2 or 5 times 10ⁿ."""
    span = high - low
    if not span > 0.0:
        return []
    rough = span / count
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= rough * 0.999)
    first, last = floor(low / step) + 1, floor(high / step)
    return [float(f"{place * step:.12g}") for place in range(first, last + 1)]


def tick_text(place: float) -> str:
    """A round number as it is written at a tick."""
    if place == 0 or 1e-4 <= abs(place) < 1e6:
        return f"{place:.10g}".replace("-", "−")
    return number(place)
