"""Many Voronoi cells at once, by walking around all of them together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.types import Points, Rectangle

NEIGHBOURS = 20
"""Number of nearest sites tried first; cells that others may cut are computed with all sites."""

MOST_CORNERS = 40
"""Greatest number of steps of a walk."""

NARROW = 1e-7
"""A cell is left to clipping if a side is shorter than this share of the frame, or if two sides
meet at a smaller angle: there rounding may decide where a walk turns."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that may bound A cells: J a cell, with unit normals out of the cell."""

    across: Points
    up: Points
    """The normals, shape (A, J)."""
    far: Points
    """How far each line is from the cell's site, shape (A, J)."""


def walked_cells(sites: Points, gaps: Points, frame: Rectangle) -> list[Points | None]:
    """Return the polygon of every site, (M, 2), counter-clockwise, or None if uncertain.

    ``sites`` (K, 2), ``gaps`` (K, K) their distances. From the foot on its nearest bisector or side
    of the frame each walk goes on along that line to the first other line it meets, turns left into
    that, and so on until it is back (Jarvis 1973, on the lines instead of the points). It is
    uncertain if sites are equal, outside the frame, or four are nearly on a circle.
    """
    cells: list[Points | None] = [None] * len(sites)
    xmin, ymin, xmax, ymax = frame
    x, y = sites.T
    crowd = np.count_nonzero(gaps == 0.0, axis=1) > 1
    inside = (xmin < x) & (x < xmax) & (ymin < y) & (y < ymax) & ~crowd
    own = np.flatnonzero(inside)
    order = gaps.argsort(axis=1)
    for count in (min(NEIGHBOURS, len(sites) - 1), len(sites) - 1):
        if not len(own):
            break
        lines = _lines(sites, own, order[own, 1 : count + 1], gaps, frame)
        corners, lengths, reach = _walked(lines, frame)
        # A site cuts only from nearer than twice the cell's radius.
        is_whole = 2.0 * reach <= _next_gaps(gaps, order, own, count)
        corners += sites[own][:, None]
        for cell in np.flatnonzero(is_whole & (lengths > 0)).tolist():
            cells[own[cell]] = corners[cell, : lengths[cell]]
        own = own[~is_whole]
    return cells


def _next_gaps(
    gaps: Points, order: NDArray[np.intp], own: NDArray[np.intp], count: int
) -> Points | float:
    """Distance of each own site to the next one after its ``count`` neighbours."""
    return gaps[own, order[own, count + 1]] if count + 1 < len(gaps) else np.inf


def _lines(
    sites: Points, own: NDArray[np.intp], others: NDArray[np.intp], gaps: Points, frame: Rectangle
) -> _Lines:
    """The bisectors of each own site with its ``others`` (A, J), and the sides of the frame."""
    xmin, ymin, xmax, ymax = frame
    x, y = sites[own].T[:, :, None]
    distance = gaps[own[:, None], others]
    side = np.ones_like(x)
    none = np.zeros_like(x)
    return _Lines(
        np.hstack([(sites[:, 0][others] - x) / distance, side, none, -side, none]),
        np.hstack([(sites[:, 1][others] - y) / distance, none, side, none, -side]),
        np.hstack([0.5 * distance, xmax - x, ymax - y, x - xmin, y - ymin]),
    )


def _walked(lines: _Lines, frame: Rectangle) -> tuple[Points, NDArray[np.intp], Points]:
    """Walk around all cells.

    Returns the corners relative to the site, (A, M, 2), their number, (A,), 0 if uncertain, and the
    distance of the farthest one, (A,).
    """
    rows = np.arange(len(lines.far))
    shortest = NARROW * max(frame[2] - frame[0], frame[3] - frame[1])
    first = line = lines.far.argmin(axis=1)
    nx, ny, far = lines.across[rows, line], lines.up[rows, line], lines.far[rows, line]
    x, y = far * nx, far * ny
    way = np.empty((MOST_CORNERS, 2, len(rows)))
    lengths = np.zeros(len(rows), np.intp)
    sure = np.ones(len(rows), bool)
    for step in range(MOST_CORNERS):
        # The direction is (-ny, nx); a line lies ahead if that points out of it.
        ahead = lines.up * nx[:, None] - lines.across * ny[:, None]
        room = lines.far - lines.across * x[:, None] - lines.up * y[:, None]
        is_ahead = ahead > 0.0
        np.divide(room, ahead, out=room, where=is_ahead)
        np.copyto(room, np.inf, where=~is_ahead)
        line = room.argmin(axis=1)
        turn, length = ahead[rows, line], room[rows, line]
        mx, my, next_far = lines.across[rows, line], lines.up[rows, line], lines.far[rows, line]
        x, y = (far * my - next_far * ny) / turn, (next_far * nx - far * mx) / turn
        way[step] = x, y
        walking = lengths == 0
        sure &= ~walking | ((turn >= NARROW) & (length > shortest))
        lengths[walking & (line == first)] = step + 1
        if lengths.all():
            break
        nx, ny, far = mx, my, next_far
    corners = way[: step + 1].transpose(2, 0, 1).copy()
    distances = np.hypot(corners[..., 0], corners[..., 1])
    distances[np.arange(step + 1) >= lengths[:, None]] = 0.0
    return corners, lengths * sure, distances.max(axis=1)
