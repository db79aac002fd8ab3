"""Voronoi cells, clipped to a rectangle."""

from math import hypot, inf

import numpy as np
from numpy.typing import ArrayLike

from core.checks import Points, checked_points

Rectangle = tuple[float, float, float, float]
"""xmin, ymin, xmax, ymax."""

Corner = tuple[float, float]


def voronoi_cells(centroids: ArrayLike, rectangle: Rectangle) -> list[Points]:
    """The part of the rectangle that is nearest to each centroid, one polygon a centroid.

    ``centroids`` (K, 2); a polygon has shape (M, 2), its corners run counter-clockwise, and
    M is 0 where a centroid owns nothing of the rectangle: its cell lies outside, or it equals
    a centroid of lower index, which then owns everything as in the assignment.

    Each cell is the rectangle cut by the bisectors with the other centroids, nearest first, up
    to the first that is too far to cut: farther than twice the cell's radius. Raises ValueError
    for centroids not in the plane and for a rectangle without area.
    """
    sites = checked_points(centroids, "centroids")
    if sites.shape[1] != 2:
        raise ValueError(f"centroids: got shape {sites.shape}, wanted (K, 2)")
    xmin, ymin, xmax, ymax = (float(side) for side in rectangle)
    if not (-inf < xmin < xmax < inf and -inf < ymin < ymax < inf):
        raise ValueError(f"rectangle: got {rectangle}, wanted xmin < xmax and ymin < ymax, finite")
    frame = [(xmin, ymin), (xmax, ymin), (xmax, ymax), (xmin, ymax)]
    gaps = np.hypot(*(sites[:, None] - sites).transpose(2, 0, 1))
    order = gaps.argsort(axis=1, kind="stable").tolist()
    # Plain floats: on polygons of a few corners they beat arrays.
    corners: list[Corner] = [(x, y) for x, y in sites.tolist()]
    rows = gaps.tolist()
    return [
        np.array(_cell(own, frame, corners, order[own], rows[own]), np.float64).reshape(-1, 2)
        for own in range(len(corners))
    ]


def _cell(
    own: int, frame: list[Corner], sites: list[Corner], order: list[int], gaps: list[float]
) -> list[Corner]:
    x, y = site = sites[own]
    polygon = frame
    reach = _radius(polygon, x, y)
    for other in order:
        if gaps[other] > 2.0 * reach:
            break
        if sites[other] == site:
            if other < own:
                return []
            continue
        cut = _cut(polygon, site, sites[other])
        if cut is polygon:
            continue
        polygon = cut
        if not polygon:
            break
        reach = _radius(polygon, x, y)
    return polygon


def _radius(polygon: list[Corner], x: float, y: float) -> float:
    return max([hypot(px - x, py - y) for px, py in polygon])


def _cut(polygon: list[Corner], site: Corner, other: Corner) -> list[Corner]:
    """The part of a convex polygon nearer to ``site``; the same object where nothing is cut."""
    nx, ny = other[0] - site[0], other[1] - site[1]
    middle_x, middle_y = 0.5 * (site[0] + other[0]), 0.5 * (site[1] + other[1])
    # How far each corner lies beyond the bisector, in units of the distance of the sites.
    beyond = [(px - middle_x) * nx + (py - middle_y) * ny for px, py in polygon]
    if max(beyond) <= 0.0:
        return polygon
    kept: list[Corner] = []
    last, last_beyond = polygon[-1], beyond[-1]
    for corner, here in zip(polygon, beyond, strict=True):
        if here < 0.0 < last_beyond or last_beyond < 0.0 < here:
            t = last_beyond / (last_beyond - here)
            kept.append((last[0] + t * (corner[0] - last[0]), last[1] + t * (corner[1] - last[1])))
        if here <= 0.0:
            kept.append(corner)
        last, last_beyond = corner, here
    return kept if len(kept) > 2 else []
