"""The bars of a histogram of minima: one each, unless they are too close to be seen apart."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.experiments import Tally
from core.kmeans.measures import SAME
from core.types import Points


@dataclass(frozen=True, slots=True)
class HistogramBar:
    """One minimum of one method, or several whose inertias are close."""

    method: str
    low: float
    """The least inertia in the bar."""
    high: float
    """The greatest inertia in the bar; equal to ``low``, up to rounding, if it is one minimum."""
    minima: int
    count: int
    """Restarts that ended in this bar."""
    of: int
    """Restarts of the method."""

    @property
    def share(self) -> float:
        """Share of the method's restarts that ended in this bar, 0 … 1."""
        return self.count / self.of

    def holds(self, inertia: float) -> bool:
        """Whether a run of this ``inertia`` belongs to the bar."""
        return self.low * (1 - SAME) <= inertia <= self.high * (1 + SAME)


Row = tuple[HistogramBar, ...]


def limits_of(tallies: Iterable[Tally]) -> tuple[float, float]:
    """The least and the greatest inertia of all restarts; (0, 1) where there are none."""
    ends = [(tally.best, float(tally.inertias.max())) for tally in tallies if len(tally)]
    if not ends:
        return 0.0, 1.0
    return min(low for low, _ in ends), max(high for _, high in ends)


def rows_of(tallies: Iterable[Tally], gap: float) -> list[Row]:
    """The bars of each method, by ascending inertia.

    Minima whose inertias differ by less than ``gap`` share a bar. Bars begin at the same inertias
    for all methods, so that they can be compared.
    """
    several = list(tallies)
    begins = (
        _bar_starts(np.concatenate([tally.inertias for tally in several]), gap) if several else []
    )
    return [_row(tally, np.array(begins)) for tally in several]


def seeds_of(tally: Tally, bar: HistogramBar) -> list[int]:
    """The start seeds that ended in a bar, by ascending inertia."""
    costs = tally.inertias
    inside = np.flatnonzero((costs >= bar.low) & (costs <= bar.high))
    # Inertias of one minimum may differ in their last digits: they count as equal here.
    order = np.round(costs[inside] / bar.low if bar.low else costs[inside], 9).argsort(
        kind="stable"
    )
    seeds: list[int] = tally.seeds[inside[order]].tolist()
    return seeds


def _bar_starts(inertias: Points, gap: float) -> list[float]:
    """The inertias at which bars begin, at least ``gap`` apart."""
    costs = np.sort(inertias)
    begins: list[float] = []
    place = 0
    while place < len(costs):
        begins.append(float(costs[place]))
        # Inertias that differ only by rounding share a bar.
        past = max(begins[-1] + gap, begins[-1] * (1 + SAME))
        place = int(np.searchsorted(costs, past, side="right"))
    return begins


def _row(tally: Tally, begins: Points) -> Row:
    if not len(tally):
        return ()
    own = np.searchsorted(begins, tally.inertias, side="right") - 1
    counts = np.bincount(own, minlength=len(begins))
    low, high = np.full(len(begins), np.inf), np.full(len(begins), -np.inf)
    np.minimum.at(low, own, tally.inertias)
    np.maximum.at(high, own, tally.inertias)
    minima = _minima_counts(own, tally.minima, len(begins))
    return tuple(
        HistogramBar(
            tally.method,
            float(low[bar]),
            float(high[bar]),
            int(minima[bar]),
            int(counts[bar]),
            len(tally),
        )
        for bar in np.flatnonzero(counts).tolist()
    )


def _minima_counts(own: NDArray[np.intp], minima: NDArray[np.intp], bars: int) -> NDArray[np.intp]:
    """The number of minima in each bar; a minimum is in one bar only."""
    home = np.full(int(minima.max()) + 1, -1)
    home[minima] = own
    return np.bincount(home[home >= 0], minlength=bars)
