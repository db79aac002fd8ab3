"""The small set of restarts that is computed for every board."""

from core.analysis.best_known import QUICK, QUICK_METHODS, QUICK_STARTS, BestKnown, Tried
from core.experiments.many_runs.many_runs import ManyRuns
from core.experiments.restarts import Batch, restarts
from core.progress import SILENT, Progress
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.runs.run import Run


def known_of(recipe: Recipe, data: Data, batch: Batch, runs: ManyRuns) -> BestKnown:
    """Return the best of one batch of restarts; ``runs`` has numbered its minima."""
    best = int(batch.endings.inertias.argmin())
    order = batch.seeds.argsort()
    return BestKnown(
        data,
        recipe.k,
        recipe.empty,
        float(batch.endings.inertias[best]),
        batch.method,
        int(batch.seeds[best]),
        runs.centroids_of(int(batch.endings.minima[best])),
        {batch.method: Tried(batch.seeds[order], batch.endings.inertias[order])},
    )


def is_quick(run: Run) -> bool:
    """Whether a quick set for the points and K of ``run`` takes less than a second."""
    return len(run.points) * run.recipe.k <= QUICK


def quick_set(recipe: Recipe, data: Data, progress: Progress = SILENT) -> BestKnown | None:
    """Run 50 starts of each quick method, independent of the recipe's start seed.

    Returns None if no start is possible, as for points too close together for k-means++. Raises
    CancelledError if ``progress`` is cancelled.
    """
    recipe = recipe.but(start="random-points", start_seed=0, placed=(), held=False)
    known: BestKnown | None = None
    try:
        runs = ManyRuns(data.assigner, recipe.k, recipe.empty)
        for batch in restarts(recipe, data, QUICK_METHODS, QUICK_STARTS, progress, runs):
            more = known_of(recipe, data, batch, runs)
            known = more if known is None else known.joined(more)
    except ValueError:
        pass
    return known
