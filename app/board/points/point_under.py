"""The point under the pointer."""

import numpy as np

from app.board.layers.hover import MOST_NEAR, NARROWEST, REACH
from app.board.points.samples import Rows
from app.paint.view import View
from core.assignment.nearest import squared_distances
from core.runs.data import Data
from core.types import Points


def point_under(view: View, data: Data, px: float, py: float, pixels: float = REACH) -> int | None:
    """The row of the point nearest to a pixel, if within reach; the lowest among equals.

    The reach is so many ``pixels``.
    """
    place = np.array(view.place(px, py))
    farthest = reach = pixels / view.scale
    rows = _around(data, place, reach, MOST_NEAR)
    while rows is None and reach > NARROWEST * farthest:
        reach *= 0.5
        rows = _around(data, place, reach, MOST_NEAR)
    if reach < farthest and (rows is None or not len(rows)):
        # A great many at one place, or just outside the square that was narrowed down to.
        reach, rows = farthest, _around(data, place, farthest, len(data.points))
    if rows is None or not len(rows):
        return None
    row, distance = _nearest(data, rows, place)
    if distance > reach:
        # One outside the square may be nearer than one in a corner of it.
        rows = _around(data, place, distance * (1.0 + 1e-9), len(data.points))
        assert rows is not None
        row, distance = _nearest(data, rows, place)
    return row if distance <= farthest else None


def _around(data: Data, place: Points, reach: float, most: int) -> Rows | None:
    x, y = place.tolist()
    return data.rows_within((x - reach, y - reach, x + reach, y + reach), most)


def _nearest(data: Data, rows: Rows, place: Points) -> tuple[int, float]:
    squared = squared_distances(data.points[rows], place)
    nearest = int(squared.argmin())
    return int(rows[nearest]), float(np.sqrt(squared[nearest]))
