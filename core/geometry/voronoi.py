"""Voronoi cells, clipped to a rectangle."""

from math import inf

import numpy as np
from numpy.typing import ArrayLike

from core.checks import checked_points
from core.geometry.clipping import Corner, clipped_cell
from core.geometry.voronoi_walk import walked_cells
from core.types import Points, Rectangle

__all__ = ["Rectangle", "voronoi_cells"]

FEW = 24
"""Number of cells up to which they are clipped one by one; `walked_cells` is faster for more."""


def voronoi_cells(centroids: ArrayLike, rectangle: Rectangle) -> list[Points]:
    """Return the part of the rectangle nearest to each centroid, one polygon per centroid.

    ``centroids`` (K, 2); ``rectangle`` is xmin, ymin, xmax, ymax. A polygon has shape (M, 2) with
    corners counter-clockwise. M is 0 if the cell lies outside of the rectangle, or if the centroid
    equals one of lower index.

    A corner is exact up to rounding. Raises ValueError for centroids not in the plane and for a
    rectangle without area.
    """
    sites = checked_points(centroids, "centroids")
    if sites.shape[1] != 2:
        raise ValueError(f"centroids: got shape {sites.shape}, wanted (K, 2)")
    xmin, ymin, xmax, ymax = (float(side) for side in rectangle)
    if not (-inf < xmin < xmax < inf and -inf < ymin < ymax < inf):
        raise ValueError(f"rectangle: got {rectangle}, wanted xmin < xmax and ymin < ymax, finite")
    x, y = sites.T
    gaps = np.sqrt(np.square(x[:, None] - x) + np.square(y[:, None] - y))
    cells: list[Points | None] = [None] * len(sites)
    if len(sites) > FEW:
        cells = walked_cells(sites, gaps, (xmin, ymin, xmax, ymax))
    frame = [(xmin, ymin), (xmax, ymin), (xmax, ymax), (xmin, ymax)]
    corners: list[Corner] = [(px, py) for px, py in sites.tolist()]
    return [
        _clipped(own, frame, corners, gaps[own]) if cell is None else cell
        for own, cell in enumerate(cells)
    ]


def _clipped(own: int, frame: list[Corner], sites: list[Corner], gaps: Points) -> Points:
    order = gaps.argsort(kind="stable").tolist()
    corners = clipped_cell(own, frame, sites, order, gaps.tolist())
    return np.array(corners, np.float64).reshape(-1, 2)
