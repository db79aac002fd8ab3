"""Restarts batch by batch, for a `Worker`."""

from collections.abc import Generator, Sequence

from core.analysis.best_known import BestKnown
from core.experiments import Batch, ManyRuns, restarts
from core.experiments.quick_restarts import known_of
from core.progress import Progress
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.session.background import TooLittleMemoryError

Batches = Generator[tuple[Batch, BestKnown], None, ValueError | None]


def restarted(
    recipe: Recipe, data: Data, methods: Sequence[str], count: int, progress: Progress
) -> Batches:
    """Batches of ``count`` restarts of each of the ``methods``, with the `BestKnown` of each.

    Returns the error that ended them, or None at the end.
    """
    try:
        runs = ManyRuns(data.assigner, recipe.k, recipe.empty)
        for batch in restarts(recipe, data, methods, count, progress, runs):
            yield batch, known_of(recipe, data, batch, runs)
    except ValueError as error:
        return error
    except MemoryError:
        return TooLittleMemoryError(len(data.points))
    return None
