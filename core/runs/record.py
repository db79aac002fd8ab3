"""Record a whole run of a recipe."""

from math import fsum

import numpy as np

from core.assignment.assigner import Assigner
from core.checks import TooManyClustersError
from core.kmeans.half_step import HalfStep, Phase, changed_count, changed_rows
from core.kmeans.lloyd import MAX_ITERATIONS, lloyd
from core.kmeans.seeding import SEEDERS
from core.progress import SILENT, Progress
from core.randomness import EMPTIES, STARTS, generator
from core.runs.data import Data, make_data
from core.runs.recipe import Recipe
from core.runs.run import FILMED, LONGEST, MOST_FILMED, Mark, Run
from core.types import Points


def record(
    recipe: Recipe,
    data: Data | None = None,
    progress: Progress = SILENT,
    *,
    is_draft: bool = False,
) -> Run:
    """Compute the whole run of ``recipe``, on ``data`` if given.

    A draft ends with the first assignment. Without centroids, or with fewer distinct points than
    placed centroids, the run has no half-step but the first: `Run.is_waiting`.

    Raises ValueError for more clusters to draw than distinct points, CancelledError if
    ``progress`` is cancelled.
    """
    if data is None:
        data, progress = make_data(recipe, progress=progress.part(0.0, 0.7)), progress.part(0.7, 1)
    starts = starts_of(recipe, data, progress.part(0.0, 0.3))
    if not recipe.k or (recipe.is_placed and data.distinct < recipe.k):
        return Run(recipe, data, [_seed_mark(starts, tuple(range(len(starts))))])
    steps = lloyd(
        data.assigner,
        starts,
        empty=recipe.empty,
        max_iterations=0 if is_draft else MAX_ITERATIONS,
        rng=generator(recipe.start_seed, EMPTIES),
    )
    is_filmed = recipe.start in FILMED and len(data.points) <= MOST_FILMED
    is_filmed = is_filmed and not recipe.held and not is_draft
    marks: list[Mark] = _film(starts) if is_filmed else []
    before: HalfStep | None = None
    for count, step in enumerate(steps):
        marks.append(_mark(data.assigner, step, before, marks[-1] if marks else None))
        before = step
        # The number of half-steps is not known; most runs are short.
        progress.at(0.3 + 0.7 * (count / LONGEST) ** 0.5)
    return Run(recipe, data, marks, is_draft=is_draft)


def starts_of(recipe: Recipe, data: Data, progress: Progress = SILENT) -> Points:
    """The starting centroids of ``recipe`` on ``data``, shape (K, 2); raises as `record` does."""
    if recipe.is_placed or not recipe.k:
        return np.array(recipe.placed[: recipe.k], float).reshape(-1, 2)
    if not len(data.points):
        raise TooManyClustersError(recipe.k, 0)
    rng = generator(recipe.start_seed, STARTS)
    return SEEDERS[recipe.start](data.points, recipe.k, rng, progress)


def _film(starts: Points) -> list[Mark]:
    """Return the marks with one centroid, two centroids, and so on, of the seeding."""
    return [_seed_mark(starts[:count], tuple(range(count))) for count in range(1, len(starts))]


def _seed_mark(centroids: Points, numbers: tuple[int, ...]) -> Mark:
    centroids.setflags(write=False)
    k = len(centroids)
    none = np.zeros(k, np.intp), np.zeros(k)
    return Mark(Phase.SEED, 0, centroids, (), numbers, *none, np.nan, 0)


def _mark(assigner: Assigner, step: HalfStep, before: HalfStep | None, last: Mark | None) -> Mark:
    k = len(step.centroids)
    if before is None or last is None:
        return _seed_mark(step.centroids, step.numbers)
    if step.labels is before.labels and step.centroids is before.centroids:
        sizes, inertias = last.sizes, last.inertias
    else:
        sizes = assigner.sizes(step.labels, k)
        inertias = assigner.inertias(step.labels, step.centroids)
    return Mark(
        step.phase,
        step.iteration,
        step.centroids,
        step.emptied,
        step.numbers,
        sizes,
        inertias,
        fsum(inertias),
        changed_count(before, step),
        _moved(before, step),
    )


def _moved(before: HalfStep, step: HalfStep) -> tuple[tuple[int, int], ...]:
    """The points that an update gave to empty clusters, with their new clusters."""
    unmoved = step.labels is before.labels or step.numbers != before.numbers
    if step.phase is not Phase.UPDATE or unmoved:
        return ()
    rows = changed_rows(before, step)
    return tuple(zip(rows.tolist(), step.labels[rows].tolist(), strict=True))


QUICK = 20_000
"""Greatest number of points times clusters for which recording takes less than two frames."""


def is_quick(count: int, k: int) -> bool:
    """Whether a run of ``count`` points and ``k`` clusters is recorded in the main thread."""
    return max(count, 1) * k <= QUICK
