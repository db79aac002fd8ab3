"""One Voronoi cell by clipping: the reference for faster methods."""

from math import hypot

Corner = tuple[float, float]


def clipped_cell(
    own: int, frame: list[Corner], sites: list[Corner], order: list[int], gaps: list[float]
) -> list[Corner]:
    """Return the corners of the cell of site ``own``, counter-clockwise; none if it is empty.

    ``frame`` holds the corners of the view, counter-clockwise; ``order`` all sites, nearest first;
    ``gaps`` the distance of each. The frame is cut by the bisectors with the other sites up to the
    first that is too far to cut: farther than twice the cell's radius. Of equal sites that of
    lowest index has the cell.

    Floats are faster than arrays for polygons with few corners.
    """
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
