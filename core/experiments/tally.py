"""Counts of how restarts ended, per initialisation method."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from core.experiments.restarts import FAILED, Batch, Flags, Whole
from core.kmeans.measures import SAME
from core.runs.data import Data
from core.types import Points


@dataclass(frozen=True, slots=True)
class InertiaBar:
    """A minimum, and how often it was reached."""

    minimum: int
    inertia: float
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The results of the restarts of one method so far; each array has shape (R,)."""

    method: str
    seeds: Whole = field(default_factory=lambda: np.zeros(0, np.intp))
    inertias: Points = field(default_factory=lambda: np.zeros(0))
    iterations: Whole = field(default_factory=lambda: np.zeros(0, np.intp))
    emptied: Flags = field(default_factory=lambda: np.zeros(0, bool))
    converged: Flags = field(default_factory=lambda: np.zeros(0, bool))
    minima: Whole = field(default_factory=lambda: np.zeros(0, np.intp))

    def __len__(self) -> int:
        return len(self.seeds)

    def with_batch(self, batch: Batch) -> "Tally":
        """The tally after one more batch; ValueError where it is of another method."""
        if batch.method != self.method:
            raise ValueError(f"batch: got one of {batch.method!r}, wanted {self.method!r}")
        more = batch.endings
        return Tally(
            self.method,
            np.concatenate([self.seeds, batch.seeds]),
            np.concatenate([self.inertias, more.inertias]),
            np.concatenate([self.iterations, more.iterations]),
            np.concatenate([self.emptied, more.emptied]),
            np.concatenate([self.converged, more.converged]),
            np.concatenate([self.minima, more.minima]),
        )

    @property
    def bars(self) -> tuple[InertiaBar, ...]:
        """The distinct minima, the best first; each at the least inertia it was reached with."""
        numbers, own, counts = np.unique(self.minima, return_inverse=True, return_counts=True)
        least = np.full(len(numbers), np.inf)
        np.minimum.at(least, own, self.inertias)
        order = np.lexsort((numbers, least))
        return tuple(InertiaBar(int(numbers[i]), float(least[i]), int(counts[i])) for i in order)

    @property
    def best(self) -> float:
        """The least inertia; NaN without restarts."""
        return float(self.inertias.min()) if len(self) else float("nan")

    @property
    def best_seed(self) -> int | None:
        """The first start seed that led to the least inertia; None without restarts."""
        return int(self.seeds[self.inertias.argmin()]) if len(self) else None

    def failed(self, reference: float, times: float = FAILED) -> float:
        """The share of restarts whose inertia is above ``times`` the ``reference``."""
        return _share(self.inertias > times * reference)

    def above(self, best: float) -> float:
        """Share of restarts with more inertia than ``best``, by more than rounding."""
        return self.failed(best, 1.0 + SAME)

    @property
    def emptied_share(self) -> float:
        """Share of restarts in which a cluster was empty at some time."""
        return _share(self.emptied)

    @property
    def mean_iterations(self) -> float:
        """Mean number of updates."""
        return float(self.iterations.mean()) if len(self) else float("nan")

    @property
    def sd_iterations(self) -> float:
        """The standard deviation of the updates; NaN of fewer than two restarts."""
        return float(self.iterations.std(ddof=1)) if len(self) > 1 else float("nan")


def reference_cost(data: Data, k: int, tallies: Iterable[Tally]) -> float:
    """Reference inertia: that of the true groups, if they are known and number k.

    Else the least inertia of any method; NaN if there is none.
    """
    centres = data.true_centres
    if centres is not None and len(centres) == k:
        return data.true_inertia
    return best_of(tallies)


def best_of(tallies: Iterable[Tally]) -> float:
    """The least inertia of any method; NaN without restarts."""
    return min((tally.best for tally in tallies if len(tally)), default=float("nan"))


def csv_of(tallies: Iterable[Tally]) -> str:
    """Return all restarts as CSV, one row each, with inertias in full precision."""
    lines = ["method,start_seed,inertia,iterations,emptied,minimum"]
    for tally in tallies:
        columns = (
            tally.seeds.tolist(),
            map(repr, tally.inertias.tolist()),
            tally.iterations.tolist(),
            tally.emptied.astype(int).tolist(),
            tally.minima.tolist(),
        )
        for row in zip(*columns, strict=True):
            lines.append(",".join([tally.method, *map(str, row)]))
    return "\n".join(lines) + "\n"


def _share(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else float("nan")
