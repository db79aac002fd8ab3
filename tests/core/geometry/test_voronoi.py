"""Voronoi cells: they share out the rectangle as the nearest centroid does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from core import Points, voronoi_cells
from core.assignment.nearest import nearest
from core.geometry.clipping import clipped_cell
from core.geometry.voronoi import Rectangle
from core.geometry.voronoi_walk import walked_cells

FRAME = (-2.0, -1.5, 3.0, 2.5)


def area(polygon: Points) -> float:
    """The area by the shoelace formula: above 0 where the corners run counter-clockwise."""
    x, y = (polygon - polygon.mean(axis=0)).T
    return 0.5 * float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))


def areas(cells: list[Points]) -> list[float]:
    return [area(cell) if len(cell) else 0.0 for cell in cells]


def depth(polygon: Points, place: Points) -> float:
    """How far inside a convex polygon a place lies; below 0 outside."""
    if not len(polygon):
        return -np.inf
    edges = np.roll(polygon, -1, axis=0) - polygon
    lengths = np.hypot(*edges.T)
    ways = place - polygon
    cross = edges[:, 0] * ways[:, 1] - edges[:, 1] * ways[:, 0]
    return float((cross[lengths > 0] / lengths[lengths > 0]).min())


@st.composite
def sites(draw: st.DrawFn, most: int = 9) -> Points:
    k = draw(st.integers(1, most))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    kind = draw(st.sampled_from(["lattice", "smooth", "line", "outside", "crowd"]))
    if kind == "lattice":  # ties and duplicates
        return rng.integers(-2, 3, size=(k, 2)).astype(float)
    if kind == "line":
        return rng.normal(size=(k, 1)) * [[1.0, 0.5]]
    if kind == "outside":
        return rng.normal(size=(k, 2)) * 10
    return rng.normal(size=(k, 2)) * (1e-6 if kind == "crowd" else 1.0)


def by_clipping(centroids: Points, rectangle: Rectangle) -> list[Points]:
    """Every cell the plain way."""
    xmin, ymin, xmax, ymax = rectangle
    frame = [(xmin, ymin), (xmax, ymin), (xmax, ymax), (xmin, ymax)]
    places = [(x, y) for x, y in centroids.tolist()]
    cells = []
    for own in range(len(centroids)):
        gaps = np.hypot(*(centroids - centroids[own]).T)
        order = gaps.argsort(kind="stable").tolist()
        cell = clipped_cell(own, frame, places, order, gaps.tolist())
        cells.append(np.array(cell).reshape(-1, 2))
    return cells


@given(centroids=sites(most=200))
def test_the_cells_are_those_of_plain_clipping(centroids):
    cells, wanted = voronoi_cells(centroids, FRAME), by_clipping(centroids, FRAME)
    assert areas(cells) == pytest.approx(areas(wanted), abs=1e-9)
    for cell, plain in zip(cells, wanted, strict=True):
        if len(plain) and area(plain) > 1e-9:
            for one, other in ((cell, plain), (plain, cell)):
                gaps = np.hypot(*(one[:, None] - other).transpose(2, 0, 1)).min(axis=1)
                assert gaps.max() < 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_many_cells_are_nearly_all_found_by_walking(seed):
    centroids = np.random.default_rng(seed).uniform([-2, -1.5], [3, 2.5], size=(200, 2))
    gaps = np.hypot(*(centroids[:, None] - centroids).transpose(2, 0, 1))
    found = walked_cells(centroids, gaps, FRAME)
    assert sum(cell is None for cell in found) < 5


def test_a_walk_is_not_sure_of_equal_sites_and_of_those_outside():
    centroids = np.array([[0.0, 0.0], [0.0, 0.0], [9.0, 0.0], [1.0, 1.0]])
    gaps = np.hypot(*(centroids[:, None] - centroids).transpose(2, 0, 1))
    found = walked_cells(centroids, gaps, FRAME)
    assert [cell is None for cell in found] == [True, True, True, False]
    assert_allclose(area(found[3]), area(by_clipping(centroids, FRAME)[3]))


def test_a_cell_of_more_corners_than_a_walk_goes_round():
    angles = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    centroids = np.vstack([[[0.0, 0.0]], np.column_stack([np.cos(angles), np.sin(angles)])])
    cells = voronoi_cells(centroids, FRAME)
    assert len(cells[0]) == 100
    assert sum(areas(cells)) == pytest.approx(20)


@given(centroids=sites(most=60))
def test_the_cells_share_out_the_whole_rectangle(centroids):
    cells = voronoi_cells(centroids, FRAME)
    assert len(cells) == len(centroids)
    assert sum(areas(cells)) == pytest.approx(20.0, rel=1e-9)


@given(centroids=sites(most=60))
def test_cells_are_polygons_inside_the_rectangle_that_run_counter_clockwise(centroids):
    xmin, ymin, xmax, ymax = FRAME
    for cell in voronoi_cells(centroids, FRAME):
        assert cell.dtype == np.float64
        assert cell.ndim == 2
        assert cell.shape[1] == 2
        assert len(cell) == 0 or len(cell) >= 3
        if len(cell):
            assert area(cell) >= 0
            assert (cell >= np.array([xmin, ymin]) - 1e-12).all()
            assert (cell <= np.array([xmax, ymax]) + 1e-12).all()


@given(centroids=sites(most=60), seed=st.integers(0, 10**6))
def test_every_place_lies_in_the_cell_of_its_nearest_centroid_and_in_no_other(centroids, seed):
    xmin, ymin, xmax, ymax = FRAME
    places = np.random.default_rng(seed).uniform([xmin, ymin], [xmax, ymax], size=(25, 2))
    cells = voronoi_cells(centroids, FRAME)
    for place, owner in zip(places, nearest(places, centroids), strict=True):
        depths = [depth(cell, place) for cell in cells]
        assert depths[owner] > -1e-9
        assert all(d < 1e-9 for c, d in enumerate(depths) if c != owner)


@given(centroids=sites(most=60))
def test_every_corner_is_as_near_to_its_own_centroid_as_to_any_other(centroids):
    for own, cell in zip(centroids, voronoi_cells(centroids, FRAME), strict=True):
        for corner in cell:
            gaps = np.hypot(*(centroids - corner).T)
            assert np.hypot(*(own - corner)) <= gaps.min() + 1e-9 * (1 + gaps.min())


@pytest.mark.parametrize("centroid", [(0, 0), (3, 2.5), (900, -900)])
def test_one_centroid_owns_the_whole_rectangle(centroid):
    (cell,) = voronoi_cells([centroid], FRAME)
    assert cell.tolist() == [[-2, -1.5], [3, -1.5], [3, 2.5], [-2, 2.5]]


def test_two_centroids_are_parted_by_their_bisector():
    left, right = voronoi_cells([[-1.0, 0], [1, 0]], (-2, -2, 2, 2))
    assert sorted(left.tolist()) == [[-2, -2], [-2, 2], [0, -2], [0, 2]]
    assert sorted(right.tolist()) == [[0, -2], [0, 2], [2, -2], [2, 2]]


def test_a_slanted_bisector():
    below, above = voronoi_cells([[0.0, 0], [2, 2]], (0, 0, 2, 2))
    assert sorted(below.tolist()) == [[0, 0], [0, 2], [2, 0]]
    assert sorted(above.tolist()) == [[0, 2], [2, 0], [2, 2]]


def test_centroids_in_a_row_cut_the_rectangle_into_strips():
    cells = voronoi_cells([[5.0, 1], [1, 1], [9, 1], [3, 1]], (0, 0, 10, 2))
    assert areas(cells) == pytest.approx([6.0, 4.0, 6.0, 4.0])


def test_a_square_grid_has_square_cells_and_corners_of_four():
    centroids = [[x, y] for y in range(4) for x in range(5)]
    cells = voronoi_cells(centroids, (-0.5, -0.5, 4.5, 3.5))
    assert areas(cells) == pytest.approx([1.0] * 20)
    for (x, y), cell in zip(centroids, cells, strict=True):
        assert_allclose(np.abs(cell - [x, y]), 0.5)


def test_of_equal_centroids_the_first_owns_the_cell():
    cells = voronoi_cells([[3.0, 0], [1, 0], [3, 0], [1, 0], [1, 0]], (0, -1, 4, 1))
    assert areas(cells) == pytest.approx([4, 4, 0, 0, 0])
    assert [cell.shape for cell in cells[2:]] == [(0, 2)] * 3


def test_equal_centroids_alone():
    cells = voronoi_cells(np.ones((3, 2)), FRAME)
    assert areas(cells) == pytest.approx([20, 0, 0])


def test_a_centroid_that_only_touches_the_rectangle_owns_nothing():
    outside, inside = voronoi_cells([[-3.0, 0], [1, 0]], (-1, -1, 1, 1))
    assert outside.shape == (0, 2)
    assert area(inside) == pytest.approx(4)


@given(centroids=sites(most=60))
def test_no_corner_comes_twice_in_a_row(centroids):
    for cell in voronoi_cells(np.round(centroids), (-2, -2, 2, 2)):
        assert (np.roll(cell, -1, axis=0) != cell).any(axis=1).all()


def test_a_far_centroid_owns_nothing_in_the_rectangle():
    near, far = voronoi_cells([[0.0, 0], [100, 0]], (-1, -1, 1, 1))
    assert area(near) == pytest.approx(4)
    assert far.shape == (0, 2)


def test_centroids_outside_still_share_the_rectangle():
    cells = voronoi_cells([[-10.0, 0], [10, 0]], (-1, -1, 1, 1))
    assert areas(cells) == pytest.approx([2, 2])


@given(centroids=sites(most=60))
@pytest.mark.parametrize(("scale", "offset"), [(1e-9, 0), (1e9, 0), (1e98, 0), (1.0, 1e6)])
def test_the_cells_do_not_depend_on_the_unit_or_the_origin(scale, offset, centroids):
    frame: Rectangle = tuple(scale * side + offset for side in FRAME)
    moved = voronoi_cells(centroids * scale + offset, frame)
    shares = np.array(areas(moved)) / scale / scale / 20
    wanted = np.array(areas(voronoi_cells(centroids, FRAME))) / 20
    # Far from the origin the places themselves are rounded, the more so in a narrow crowd.
    crowded = offset and np.ptp(centroids, axis=0).max() < 0.01
    assert_allclose(shares, wanted, atol=1e-3 if crowded else 1e-6)


@pytest.mark.parametrize(
    ("centroids", "frame", "error", "words"),
    [
        ([[0.0, 0, 0]], FRAME, ValueError, ["centroids", "(1, 3)", "(K, 2)"]),
        ([[np.nan, 0]], FRAME, ValueError, ["centroids", "nan", "finite"]),
        (3, FRAME, TypeError, ["centroids", "3"]),
        ([[0.0, 0]], (0, 0, 0, 1), ValueError, ["rectangle", "(0, 0, 0, 1)", "xmin < xmax"]),
        ([[0.0, 0]], (0, 1, 1, 0), ValueError, ["rectangle", "(0, 1, 1, 0)", "ymin < ymax"]),
        ([[0.0, 0]], (0, 0, np.inf, 1), ValueError, ["rectangle", "inf", "finite"]),
        ([[0.0, 0]], (0, 0, np.nan, 1), ValueError, ["rectangle", "nan", "finite"]),
    ],
)
def test_a_wrong_argument_is_named(centroids, frame, error, words):
    with pytest.raises(error) as caught:
        voronoi_cells(centroids, frame)
    for word in words:
        assert word in str(caught.value)
