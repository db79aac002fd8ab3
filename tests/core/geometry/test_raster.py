"""The picture of many points is the one that painting them one after the other leaves."""

from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geometry.raster import LARGEST_DOT, Grid, Raster, rasterised
from core.progress import CancelledError, Progress

PLACE = st.floats(-3.0, 3.0)
GRIDS = st.builds(
    Grid,
    x=PLACE,
    y=PLACE,
    scale=st.floats(0.5, 40.0),
    middle=st.tuples(st.floats(0, 30), st.floats(0, 30)),
    width=st.integers(1, 30),
    height=st.integers(1, 30),
)


def painted(points, grid, side, step=1):
    """Row on top and number of dots at every pixel, by painting a square for each point."""
    top = np.full((grid.height, grid.width), -1)
    count = np.zeros((grid.height, grid.width), int)
    inside = 0
    for row in range(0, len(points), step):
        x, y = points[row].tolist()
        column = floor((x - grid.x) * grid.scale + grid.middle[0])
        line = floor((y - grid.y) * -grid.scale + grid.middle[1])
        inside += 0 <= column < grid.width and 0 <= line < grid.height
        for down, right in dot_of(side):
            if 0 <= line + down < grid.height and 0 <= column + right < grid.width:
                top[line + down, column + right] = row
                count[line + down, column + right] += 1
    return top, count, inside


def dot_of(side):
    """The pixels of a dot, as (down, right) from that of the point."""
    cut = [0, 0, 0, 0, 1, 1, 1][side] if side < 7 else 2
    reach = range(side)
    middle = (side - 1) // 2
    for down in reach:
        for right in reach:
            # Steps from the nearest corner: those nearer to it than ``cut`` are cut.
            if min(down, side - 1 - down) + min(right, side - 1 - right) >= cut:
                yield down - middle, right - middle


def unfolded(raster: Raster):
    size = raster.grid.width * raster.grid.height
    top, count = np.full(size, -1), np.zeros(size, int)
    top[raster.pixels], count[raster.pixels] = raster.rows, raster.counts
    shape = raster.grid.height, raster.grid.width
    return top.reshape(shape), count.reshape(shape)


@given(GRIDS, st.integers(0, 2**32 - 1), st.integers(0, 120), st.integers(1, 12), st.integers(1, 3))
def test_it_is_what_painting_every_point_in_order_leaves(grid, seed, n, side, step):
    rng = np.random.default_rng(seed)
    points = rng.normal(scale=2.0, size=(n, 2))
    points[: n // 2] = points[: n // 2].round(1)  # on the edges of pixels, and on each other
    raster = rasterised(points, grid, lambda n: side, step=step)
    top, count, inside = painted(points, grid, side, step)
    assert raster.n == inside
    assert raster.dot == side
    seen_top, seen_count = unfolded(raster)
    assert (seen_top == top).all()
    assert (seen_count == count).all()


@pytest.mark.parametrize("side", [1, 2, 3, 4])
def test_of_a_million_points_no_pixel_is_wrong(side):
    points = np.random.default_rng(5).normal(size=(1_000_000, 2))
    grid = Grid(0.1, -0.2, 131.7, (333.3, 250.5), 666, 501)
    raster = rasterised(points, grid, lambda n: side)
    columns = np.floor((points[:, 0] - 0.1) * 131.7 + 333.3).astype(int)
    lines = np.floor((points[:, 1] + 0.2) * -131.7 + 250.5).astype(int)
    top, count = np.full(666 * 501, -1), np.zeros(666 * 501, int)
    for down, right in dot_of(side):
        column, line = columns + right, lines + down
        inside = (column >= 0) & (column < 666) & (line >= 0) & (line < 501)
        places = (line * 666 + column)[inside]
        np.maximum.at(top, places, np.flatnonzero(inside))
        count += np.bincount(places, minlength=len(top))
    seen_top, seen_count = unfolded(raster)
    assert np.count_nonzero(seen_top.ravel() != top) == 0
    assert (seen_count.ravel() == count).all()


def test_pixels_come_in_the_order_of_their_rows_and_each_once():
    points = np.random.default_rng(1).uniform(size=(5000, 2))
    raster = rasterised(points, Grid(0.5, 0.5, 60.0, (30.0, 30.0), 60, 60), lambda n: 2)
    assert (np.diff(raster.rows) >= 0).all()
    assert len(np.unique(raster.pixels)) == len(raster.pixels)
    assert (raster.counts > 0).all()


def test_the_side_of_dots_follows_from_the_points_within_the_grid():
    points = np.concatenate([np.zeros((7, 2)), np.full((5, 2), 100.0)])
    asked: list[int] = []
    rasterised(points, Grid(0.0, 0.0, 1.0, (5.0, 5.0), 10, 10), lambda n: asked.append(n) or 1)
    assert asked == [7]


@pytest.mark.parametrize("side", [1, LARGEST_DOT])
def test_what_is_far_away_leaves_no_trace(side):
    points = np.array([[1e150, 0.0], [0.0, -1e150], [30.0, 30.0], [-25.0, 0.0]])
    raster = rasterised(points, Grid(0.0, 0.0, 1.0, (5.0, 5.0), 10, 10), lambda n: side)
    assert raster.n == len(raster.pixels) == 0


def test_it_is_called_off_where_it_is_wanted_no_more():
    with pytest.raises(CancelledError):
        rasterised(
            np.zeros((10, 2)),
            Grid(0.0, 0.0, 1.0, (5.0, 5.0), 10, 10),
            progress=Progress(is_wanted=lambda: False),
        )


def test_it_tells_how_far_it_has_come():
    told: list[float] = []
    points = np.zeros((600_000, 2))
    grid = Grid(0.0, 0.0, 1.0, (5.0, 5.0), 10, 10)
    rasterised(points, grid, progress=Progress(told.append))
    assert len(told) >= 3
    assert told == sorted(told)
