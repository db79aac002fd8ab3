"""The silhouettes of the points at a half-step of a run."""

from core.analysis.cached_per_run import cached_per_run
from core.analysis.criteria import silhouette_samples
from core.kmeans.half_step import Phase
from core.runs.run import Run
from core.types import Points


@cached_per_run
def silhouettes_at(run: Run, index: int) -> Points | None:
    """Return the silhouettes at half-step ``index``, (N,), or None.

    None where no point has a cluster yet, or where fewer than two clusters have points. See
    `silhouette_samples` for what they are, and what they cost.
    """
    if run.marks[index].phase is Phase.SEED:
        return None
    labels = run[index].labels
    if not (labels != labels[0]).any():
        return None
    silhouettes = silhouette_samples(run.points, labels)
    silhouettes.setflags(write=False)
    return silhouettes
