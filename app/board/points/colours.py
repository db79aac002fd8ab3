"""What the points are coloured by: their clusters, their true groups, or the odds of a draw."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.theme.palette import cluster_colour, tinted
from app.theme.theme import Theme
from core.analysis.cached_per_run import cached_per_run
from core.analysis.matching import matched_groups
from core.analysis.seeding_odds import STEPS
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import Pose
from core.types import Labels

PALEST = 0.08
"""Opacity of the least chance."""


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours that labels stand for."""

    names: tuple[str, ...]
    """Of label 0, 1, …; label -1 is a point without a cluster."""
    shapes: tuple[int, ...]
    """Which shape the points of each label have, where points have shapes."""
    cells: tuple[int, ...]
    """The slots of the cells that lie below the points."""


@dataclass(frozen=True, slots=True, eq=False)
class PointColours:
    """A label for every point, shape (N,), and what the labels look like."""

    labels: Labels
    inks: Inks


@lru_cache(maxsize=64)
def cluster_inks(slots: tuple[int, ...], cells: tuple[int, ...] | None = None) -> Inks:
    """The colours of ``slots``, over the cells of the same slots or of others."""
    names = tuple(cluster_colour(slot).name() for slot in slots)
    return Inks(names, slots, slots if cells is None else cells)


def tint_of(run: Run, pose: Pose, slots: tuple[int, ...], look: Look, theme: Theme) -> PointColours:
    """What colours the points of ``run`` in ``pose``; ``slots`` are those of its centroids."""
    if pose.seeding_odds is not None and look.seeding:
        ground, deep = theme.colour("board"), theme.colour("warning")
        shares = np.linspace(PALEST, 1.0, STEPS).tolist()
        names = tuple(tinted(ground, deep, share).name() for share in shares)
        return PointColours(pose.seeding_odds.steps, Inks(names, (0,) * STEPS, slots))
    if look.by_truth and run.data.truth is not None:
        return PointColours(
            run.data.truth, cluster_inks(_truth_slots(run, slots, pose.numbers), slots)
        )
    return PointColours(pose.labels, cluster_inks(slots))


def _truth_slots(run: Run, slots: tuple[int, ...], numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The slot of every true group: that of the cluster which holds most of it at the end."""
    # Colours may be carried over from another run, so the match is by number, not by slot.
    of_number = dict(zip(numbers, slots, strict=True))
    free = iter(range(max(slots, default=-1) + 1, 10_000))
    matched = _matched(run, run.last)
    return tuple(of_number[n] if n in of_number else next(free) for n in matched)


@cached_per_run
def _matched(run: Run, last: int) -> tuple[int, ...]:
    """The starting number of the cluster that each true group is matched with; -1 for none."""
    assert run.data.truth is not None
    numbers = run.marks[last].numbers
    if run.is_waiting:
        return (-1,) * (int(run.data.truth.max()) + 1)
    rows = matched_groups(run.data.truth, run[last].labels, len(numbers))
    return tuple(numbers[row] if row >= 0 else -1 for row in rows)
