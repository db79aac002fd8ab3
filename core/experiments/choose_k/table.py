"""The table of Choose K: a row for each K."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.analysis.criteria import bic, f_k, gap_statistic
from core.experiments.choose_k.agreement import Reason, agreement_of, reasons_of
from core.experiments.choose_k.picks import Curves, Pick, picks_of
from core.experiments.choose_k.plan import BOXES, WARM, Plan
from core.experiments.choose_k.shapes import Shape
from core.runs.recipe import Recipe
from core.types import Points

Array = TypeVar("Array", bound=NDArray[np.generic])


@dataclass(frozen=True, slots=True, eq=False)
class BestRun:
    """The best run found with K clusters, and how to repeat it."""

    k: int
    restart: int
    """Number of the restart, or WARM."""
    seed: int
    """Start seed."""
    start: str
    """A name in SEEDERS, or BY_HAND for a warm start."""
    empty: str
    """A name in EMPTY_POLICIES."""
    placed: Points | None
    """The initial centroids of a warm start, (K, d)."""
    inertia: float
    centroids: Points
    """The last centroids, (K, d); fewer where some were dropped."""
    sizes: NDArray[np.intp]
    """Points of each."""

    @property
    def is_warm(self) -> bool:
        """Whether it began from the best run with a cluster less."""
        return self.restart == WARM

    def recipe(self, recipe: Recipe) -> Recipe:
        """The recipe of this run on the points of ``recipe``, for points of the plane.

        The run recorded from it has the same inertia to the last digit. ValueError where the
        points are not of the plane.
        """
        placed: tuple[tuple[float, float], ...] = ()
        if self.placed is not None:
            if self.placed.shape[1] != 2:
                raise ValueError(f"placed: got {self.placed.shape[1]} features, wanted 2")
            placed = tuple((x, y) for x, y in self.placed.tolist())
        return recipe.but(
            k=self.k,
            start=self.start,
            start_seed=self.seed,
            empty=self.empty,
            placed=placed,
            held=False,
        )


@dataclass(frozen=True, eq=False)
class KTable:
    """The criteria for K = 1 … ``k_max``: row K - 1, NaN where undefined or not computed yet.

    All arrays are read-only. Derived values are cached.
    """

    plan: Plan
    n: int
    """Number of points."""
    d: int
    """Number of features."""
    largest: int
    """Greatest K that is tried: at most k_max, and one less than there are distinct points."""
    distinct: int
    """Number of distinct points, of the sample if the gap is of one; counted up to k_max + 1."""
    silhouette: Points
    """Mean silhouettes, (k_max,)."""
    calinski_harabasz: Points
    davies_bouldin: Points
    best: tuple[BestRun, ...] = ()
    """The best run for K = 1, 2, …: as many as are computed."""
    shapes: tuple[Shape, ...] = ()
    """The shape of each partition in ``best``."""
    silhouette_sample: int | None = None
    """Number of points that the silhouettes are of, drawn from all; None for all."""
    reference_size: int = 0
    """Number of points of a reference set: n, or fewer where the gap is of a sample."""
    sample_inertia: Points | None = None
    """The least inertias of the sample that the gap is of, (k_max,); None where it is of all."""
    reference_inertias: Mapping[str, Points] | None = None
    """For each of BOXES, the least inertias over the reference sets computed, (B, k_max)."""
    is_complete: bool = False
    """Whether nothing is left to compute."""

    @cached_property
    def inertia(self) -> Points:
        """The least inertias found, (k_max,)."""
        return padded([run.inertia for run in self.best], self.plan.k_max)

    @cached_property
    def clusters(self) -> NDArray[np.intp]:
        """The number of clusters that have points, (k_max,): less than K where some are empty."""
        counts = np.zeros(self.plan.k_max, np.intp)
        for run in self.best:
            counts[run.k - 1] = np.count_nonzero(run.sizes)
        return _frozen(counts)

    @cached_property
    def smallest(self) -> NDArray[np.intp]:
        """Points of the smallest cluster that has any, (k_max,)."""
        counts = np.zeros(self.plan.k_max, np.intp)
        for run in self.best:
            counts[run.k - 1] = run.sizes[run.sizes > 0].min()
        return _frozen(counts)

    @cached_property
    def f_k(self) -> Points:
        """f(K), (k_max,)."""
        return _frozen(f_k(self.inertia, self.d))

    @cached_property
    def bic(self) -> Points:
        """The Bayesian information criterion, (k_max,)."""
        if not self.best:
            return self.inertia
        rows = [run.sizes for run in self.best]
        values = bic(self.inertia[: len(rows)], rows, self.n, self.d)
        return padded(values, self.plan.k_max)

    @property
    def gap_inertia(self) -> Points:
        """The inertias that the gap is of, (k_max,): of all points, or of the sample."""
        return self.inertia if self.sample_inertia is None else self.sample_inertia

    @property
    def gap(self) -> Mapping[str, Points]:
        """The gap for each of BOXES, (k_max,); NaN without a reference set."""
        return {box: self._gaps[box][0] for box in BOXES}

    @property
    def s(self) -> Mapping[str, Points]:
        """The standard error of the gap, as `gap_statistic` defines it, for each of BOXES."""
        return {box: self._gaps[box][1] for box in BOXES}

    @cached_property
    def _gaps(self) -> dict[str, tuple[Points, Points]]:
        found = {}
        for box in BOXES:
            references = self.references_of(box)
            if len(references):
                gap, s = gap_statistic(self.gap_inertia, references)
                found[box] = _frozen(gap), _frozen(s)
            else:
                found[box] = (padded([], self.plan.k_max),) * 2
        return found

    def references_of(self, box: str) -> Points:
        """The least inertias over the reference sets computed so far, (B, k_max)."""
        known = (self.reference_inertias or {}).get(box)
        return np.zeros((0, self.plan.k_max)) if known is None else known

    def references_done(self, box: str) -> int:
        """Number of reference sets computed, of ``plan.references``."""
        return len(self.references_of(box))

    def reference_curve(self, box: str) -> Points:
        """What inertia would be for uniform points, (k_max,).

        exp of the mean over the reference sets of log W, scaled to the same inertia for K = 1.
        """
        references = self.references_of(box)
        positive = np.where(references > 0.0, references, np.nan)
        if not len(references) or not len(self.best):
            return padded([], self.plan.k_max)
        curve = np.exp(np.log(positive).mean(axis=0))
        return _frozen(curve / curve[0] * self.inertia[0])

    @cached_property
    def picked(self) -> Mapping[str, Pick]:
        """What each criterion says, by its name in CRITERIA."""
        references = {box: self.references_of(box)[:, : self.largest] for box in BOXES}
        rows = slice(0, self.largest)
        curves = Curves(
            self.silhouette[rows],
            self.calinski_harabasz[rows],
            self.davies_bouldin[rows],
            self.f_k[rows],
            self.bic[rows],
            self.gap_inertia[rows],
            references,
            {box: self.gap[box][rows] for box in BOXES},
            {box: self.s[box][rows] for box in BOXES},
        )
        return picks_of(curves)

    @property
    def picks(self) -> Mapping[str, int | None]:
        """The K that each criterion picks, by its name in CRITERIA; None for no clear answer."""
        return {name: pick.k for name, pick in self.picked.items()}

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why each criterion picks what it picks, or nothing."""
        return {name: pick.reason for name, pick in self.picked.items()}

    @cached_property
    def causes(self) -> tuple[Reason, ...]:
        """Computed reasons for which the criteria may not agree."""
        return reasons_of(self.picked, self.shapes)

    @property
    def agreement(self) -> str:
        """A sentence on whether the criteria agree, and if not, why they may not."""
        return agreement_of(self.picked, self.causes)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know: samples, fewer rows than asked for, what is not done."""
        return tuple(_notes(self))


def _notes(table: KTable) -> list[str]:
    notes = []
    if table.distinct == 1:
        notes.append("all points are equal: only one cluster can be tried")
    elif table.largest < table.plan.k_max:
        notes.append(
            f"K ends at {table.largest}: of {table.distinct} distinct points as many clusters "
            "have inertia 0"
        )
    emptied = [run.k for run in table.best if table.clusters[run.k - 1] < run.k]
    if emptied:
        rows = ", ".join(f"{k} ({table.clusters[k - 1]})" for k in emptied)
        notes.append(f"clusters left empty; K (clusters with points): {rows}")
    if table.silhouette_sample is not None:
        notes.append(
            f"silhouettes are of a sample of {table.silhouette_sample} of {table.n} points, "
            f"seed {table.plan.seed}"
        )
    if table.sample_inertia is not None:
        notes.append(
            f"the gap is that of a sample of {table.reference_size} of {table.n} points, "
            f"seed {table.plan.seed}"
        )
    if not table.is_complete:
        rows_done, done = len(table.best), table.references_done(BOXES[-1])
        if rows_done < table.largest:
            notes.append(f"not complete: K = 1 to {rows_done} of {table.largest}")
        elif table.plan.references:
            notes.append(f"not complete: {done} of {table.plan.references} reference sets")
    return notes


def padded(values: Sequence[float] | Points, count: int) -> Points:
    """``values``, then NaN, (count,), read-only."""
    array = np.full(count, np.nan)
    array[: len(values)] = values
    return _frozen(array)


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array
