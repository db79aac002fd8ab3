"""What the board shows at one time: a half-step and the progress of its animation."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.analysis.cached_per_run import cached_per_run
from core.analysis.facts import newly_empty
from core.analysis.seeding_odds import SeedingOdds, seeding_odds_at
from core.kmeans.half_step import Phase, changed_rows
from core.runs.run import Run, places
from core.types import Labels, Points

HALF_STEP_SECONDS = 0.8
"""Duration of a half-step at speed 1."""

GLIDE_SHARE = 0.35 / HALF_STEP_SECONDS
"""Share of that time in which centroids move."""

NO_ROWS = np.zeros(0, np.intp)
NO_ROWS.setflags(write=False)

NO_PLACES = np.zeros((0, 2))
NO_PLACES.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """What the board shows. Arrays that do not change are the same objects in the next frame."""

    half_step: int
    centroids: Points
    """Shape (K, 2), on their way during an update."""
    labels: Labels
    numbers: tuple[int, ...]
    changed: NDArray[np.intp]
    """Rows to mark with a ring."""
    ring_strength: float
    """From 1, just changed, to 0, faded."""
    seeding_odds: SeedingOdds | None
    """How the last of the centroids was chosen, while that is filmed."""
    trail: Points
    """Earlier positions of the centroids, shape (T, K, 2), oldest first."""
    emptied: Points = field(default_factory=lambda: NO_PLACES)
    """Positions of the centroids that have just lost their last point, shape (M, 2)."""
    flash: float = 1.0
    """Progress of the pulse around them, 0 … 1."""
    flash_strength: float = 0.0
    """From 1, just emptied, to 0, faded."""


def eased(progress: float) -> float:
    """Ease in and out, from 0 at 0 to 1 at GLIDE_SHARE."""
    t = min(1.0, max(0.0, progress / GLIDE_SHARE))
    return t * t * (3.0 - 2.0 * t)


def pose_at(run: Run, half_step: int, progress: float = 1.0) -> Pose:
    """Return what the board shows at ``half_step``, at ``progress`` (0 … 1) of its time."""
    step = run[half_step]
    way = eased(progress)
    centroids = step.centroids
    if step.phase is Phase.UPDATE and way < 1.0:
        before = places(run.marks[half_step - 1], step.numbers)
        centroids = before + way * (centroids - before)
    changed, strength = _rings(run, half_step, way)
    trail, emptied = trail_at(run, half_step), emptied_places(run, half_step)
    # Marks of empty clusters fade in the next update, as rings do.
    is_fading = step.phase is Phase.UPDATE
    flash = 1.0 if is_fading else way
    mark = (1.0 - way if is_fading else 1.0) if len(emptied) else 0.0
    seeding_odds = seeding_odds_at(run, half_step)
    own = (centroids, step.labels, step.numbers, changed, strength, seeding_odds, trail)
    return Pose(half_step, *own, emptied, flash, mark)


@cached_per_run
def trail_at(run: Run, half_step: int) -> Points:
    """Earlier positions of the centroids of ``half_step``, shape (T, K, 2)."""
    numbers = run.marks[half_step].numbers
    moved_from = [
        places(run.marks[index], numbers)
        for index in range(run.first, half_step)
        if run.marks[index].phase is not Phase.ASSIGN
        and run.marks[index].iteration < run.marks[half_step].iteration
    ]
    trail = np.array(moved_from).reshape(len(moved_from), len(numbers), 2)
    trail.setflags(write=False)
    return trail


@cached_per_run
def emptied_places(run: Run, half_step: int) -> Points:
    """Positions of the centroids that the last assignment left without points, shape (M, 2)."""
    at = half_step - 1 if run.marks[half_step].phase is Phase.UPDATE else half_step
    numbers = newly_empty(run, at)
    if not numbers:
        return NO_PLACES
    found = places(run.marks[at], numbers)
    found.setflags(write=False)
    return found


def _rings(run: Run, half_step: int, way: float) -> tuple[NDArray[np.intp], float]:
    """Strength of the rings: 1 in the assignment, fading in the next update."""
    changed, fades = _ringed(run, half_step)
    strength = 1.0 - way if fades else 1.0
    return (changed, strength) if len(changed) and strength > 0.0 else (NO_ROWS, 0.0)


@cached_per_run
def _ringed(run: Run, half_step: int) -> tuple[NDArray[np.intp], bool]:
    """Return the points with a ring, and whether the rings fade."""
    if half_step < run.first + 2:
        return NO_ROWS, False
    changed = changed_rows(run[half_step - 1], run[half_step])
    mark = run.marks[half_step]
    # The first assignment changes all points: no rings.
    fades = mark.phase is Phase.UPDATE and mark.iteration > 1 and not len(changed)
    if fades:
        changed = changed_rows(run[half_step - 2], run[half_step - 1])
    changed.setflags(write=False)
    return changed, fades
