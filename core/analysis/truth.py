"""Agreement of a run with the true groups, by half-step."""

import numpy as np
from numpy.typing import NDArray

from core.analysis.agreement import adjusted_rand_index
from core.analysis.cached_per_run import cached_per_run
from core.analysis.matching import disagreeing
from core.kmeans.half_step import Phase
from core.runs.run import Run


@cached_per_run
def disagreeing_at(run: Run, index: int) -> NDArray[np.intp] | None:
    """Return the rows of the points whose cluster is not the one matched with their true group.

    Ascending; clusters and groups are matched as `matched_groups` does. None if the groups are not
    known or no point has a cluster yet. Takes O(N), unless the half-step changed no label.
    """
    mark = run.marks[index]
    if run.data.truth is None or mark.phase is Phase.SEED:
        return None
    if mark.changed == 0 and index > run.first + 1 and mark.numbers == run.marks[index - 1].numbers:
        return disagreeing_at(run, index - 1)
    rows = disagreeing(run[index].labels, run.data.truth, len(mark.numbers))
    rows.setflags(write=False)
    return rows


@cached_per_run
def agreement_at(run: Run, index: int) -> float | None:
    """Return the adjusted Rand index of the clusters at half-step ``index`` and the true groups.

    None if the groups are not known or no point has a cluster yet. Takes O(N), unless the half-step
    changed no label.
    """
    mark = run.marks[index]
    if run.data.truth is None or mark.phase is Phase.SEED:
        return None
    if mark.changed == 0 and index > run.first + 1:
        # A dropped cluster was empty: the partition is the same.
        return agreement_at(run, index - 1)
    return adjusted_rand_index(run[index].labels, run.data.truth)
