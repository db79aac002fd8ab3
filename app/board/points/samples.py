"""Which points are marked one by one: those in view, or an even sample where they are many."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.paint.view import View
from core.geometry.raster import Raster
from core.runs.data import Data
from core.types import Points

Rows = NDArray[np.intp]

MOST_DISCS = 20_000
"""Points in view that are drawn as discs; at more, discs would cover each other anyway."""

MOST_RINGS = 2_000
MOST_RINGS_OVER_IMAGE = 400
MOST_LINKS = 5_000
"""Lines that are drawn where an image shows the points; more would hide it, and take long."""

MOST_SEARCHED = 100_000
"""Changed points that are looked at one by one to find those in view: a few milliseconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Some points, and of how many they are an even sample."""

    rows: Rows
    """Ascending."""
    points: Points
    """Shape (len(rows), 2)."""
    of: int
    """As many as there are rows, where none was left out."""

    @property
    def is_part(self) -> bool:
        """Whether some were left out."""
        return self.of > len(self.rows)


NONE = Sample(np.zeros(0, np.intp), np.zeros((0, 2)), 0)


def in_view(data: Data, view: View, reach: float) -> Sample | None:
    """The points in view, or no more than ``reach`` pixels out of it; None where too many."""
    left, bottom, right, top = view.rectangle
    rim = reach / view.scale
    rows = data.rows_within((left - rim, bottom - rim, right + rim, top + rim), MOST_DISCS)
    return None if rows is None else Sample(rows, data.points[rows], len(rows))


def thinned(rows: Rows, most: int) -> Rows:
    """``rows``, or ``most`` of them, evenly spaced, if they are more."""
    if len(rows) <= most:
        return rows
    return rows[np.arange(most) * len(rows) // most]


def ringed(data: Data, changed: Rows, seen: Sample | None, view: View) -> Sample:
    """The points of ``changed`` (ascending rows) to ring, of those in view."""
    if seen is not None:
        rows = _common(seen.rows, changed)
        of = len(rows)
    else:
        searched = thinned(changed, MOST_SEARCHED)
        x, y = view.pixels(data.points[searched]).T
        inside = (x >= 0) & (x <= view.width) & (y >= 0) & (y <= view.height)
        rows = searched[inside]
        # Where not all were searched it is only known how many changed in all.
        of = len(rows) if len(searched) == len(changed) else len(changed)
    # Over an image many rings would run into one another, and be taken for points.
    rows = thinned(rows, MOST_RINGS if seen is not None else MOST_RINGS_OVER_IMAGE)
    return Sample(rows, data.points[rows], of)


def linked(data: Data, seen: Sample | None, raster: Raster | None) -> Sample:
    """The points to join to their centroids: those in view, or some that are seen."""
    if seen is not None:
        rows, of = thinned(seen.rows, MOST_LINKS), len(seen.rows)
    elif raster is not None:
        rows, of = np.unique(thinned(raster.rows, MOST_LINKS)), raster.n
    else:
        return NONE
    return Sample(rows, data.points[rows], of)


def _common(some: Rows, others: Rows) -> Rows:
    """The rows that are in both; each ascending and without repetition."""
    if not len(others):
        return others
    places = np.minimum(np.searchsorted(others, some), len(others) - 1)
    common: Rows = some[others[places] == some]
    return common
