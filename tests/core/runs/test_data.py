"""The points of a recipe, and which choices they depend on."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from core import DATASETS, Recipe, make_data, make_points
from core.assignment.point_index import INDEXED_FROM
from core.files import TableError
from core.progress import CancelledError
from core.runs.data import Data, largest_k
from core.runs.recipe import FILE, same_data
from tests.core.crowds import Listener


def test_the_points_are_those_of_the_shape_and_read_only():
    data = make_data(Recipe(shape="moons", n=50, spread=0.2, data_seed=3))
    assert data.points.tolist() == make_points("moons", 50, spread=0.2, seed=3)[0].tolist()
    with pytest.raises(ValueError, match="read-only"):
        data.points[0] = 0


def test_true_centres_are_the_means_of_the_groups():
    data = make_data(Recipe(shape="blobs", n=100, blobs=4))
    centres = [data.points[data.truth == group].mean(axis=0) for group in range(4)]
    assert_allclose(data.true_centres, centres)
    assert make_data(Recipe(shape="uniform")).true_centres is None


def test_true_centres_skip_the_groups_without_points():
    data = make_data(Recipe(shape="blobs", n=3, blobs=5, k=1))
    assert_allclose(data.true_centres, data.points)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"k": 3}, True),
        ({"start": "kmeans++", "start_seed": 9}, True),
        ({"empty": "drop"}, True),
        ({"n": 10}, False),
        ({"data_seed": 1}, False),
        ({"spread": 0.2}, False),
        ({"shape": "moons"}, False),
        ({"blobs": 3}, False),
    ],
)
def test_which_choices_change_the_points(change, same):
    assert same_data(Recipe(), Recipe(**change)) == same
    one, other = make_data(Recipe()).points, make_data(Recipe(**change)).points
    assert np.array_equal(one, other) == same


def test_the_largest_k_is_the_number_of_distinct_points_up_to_the_limit():
    assert largest_k(make_data(Recipe(n=7, k=1)), 50) == 7
    assert largest_k(make_data(Recipe(n=70)), 50) == 50


def test_the_bounds_hold_all_points():
    data = Data(np.array([[0.0, 5.0], [-2.0, 7.0], [1.0, 6.0]]))
    assert data.bounds == (-2.0, 5.0, 1.0, 7.0)


def test_rows_within_a_closed_rectangle_are_those_in_it():
    points = np.random.default_rng(3).integers(-9, 10, size=(200_000, 2)).astype(float)
    data = Data(points)
    for xmin, ymin, xmax, ymax in [(-3, -2, 4, 0), (0, 0, 0, 0), (5, 5, 1, 1), (-99, -99, 99, 99)]:
        x, y = points.T
        inside = (xmin <= x) & (x <= xmax) & (ymin <= y) & (y <= ymax)
        rectangle = (float(xmin), float(ymin), float(xmax), float(ymax))
        rows = data.rows_within(rectangle, len(points))
        assert rows is not None
        assert rows.tolist() == np.flatnonzero(inside).tolist()


def test_rows_within_are_none_where_they_are_more_than_asked_for():
    data, all_of_it = Data(np.zeros((100_000, 2))), (-1.0, -1.0, 1.0, 1.0)
    assert data.rows_within(all_of_it, 99_999) is None
    assert len(data.rows_within(all_of_it, 100_000)) == 100_000
    assert len(data.rows_within((1.0, 1.0, 2.0, 2.0), 0)) == 0


# Many points, which have an index


MANY = Recipe(shape="blobs", n=30_000, blobs=6, spread=0.2)


def test_many_points_are_those_of_the_shape_in_morton_order_and_the_truth_follows():
    data = make_data(MANY)
    points, truth = make_points("blobs", 30_000, clusters=6, spread=0.2, seed=MANY.data_seed)
    assert data.index is not None
    assert data.points is data.index.points
    assert data.assigner is data.index
    assert_array_equal(data.points, points[data.index.rows])
    assert_array_equal(data.truth, truth[data.index.rows], strict=True)
    for array in (data.points, data.truth):
        assert not array.flags.writeable


def test_few_points_have_no_index_and_stay_in_their_order():
    data = make_data(Recipe(n=INDEXED_FROM - 1))
    assert data.index is None
    assert_array_equal(data.points, make_points("blobs", INDEXED_FROM - 1, seed=11)[0])
    assert make_data(Recipe(n=INDEXED_FROM)).index is not None


@pytest.mark.parametrize("shape", [name for name in DATASETS if name != "grid"])
def test_what_is_told_of_many_points_is_what_plain_computing_tells(shape):
    data = make_data(MANY.but(shape=shape))
    points, truth = data.points, data.truth
    assert data.bounds == (*points.min(axis=0), *points.max(axis=0))
    assert data.distinct == 200
    if truth is None:
        assert data.true_centres is None
        assert np.isnan(data.true_inertia)
        return
    groups = [points[truth == group] for group in np.unique(truth)]
    assert_allclose(data.true_centres, [own.mean(axis=0) for own in groups], rtol=1e-12, atol=1e-15)
    wanted = sum(np.square(own - own.mean(axis=0)).sum() for own in groups)
    assert data.true_inertia == pytest.approx(wanted, rel=1e-12)


def test_rows_within_are_the_same_with_an_index_and_without():
    data = make_data(MANY)
    plain = Data(data.points)
    rng = np.random.default_rng(0)
    for size in (0.0, 0.01, 0.3, 3.0):
        x, y = rng.uniform(-1, 1, 2)
        rectangle = (x, y, x + size, y + size)
        rows = plain.rows_within(rectangle, 30_000)
        assert_array_equal(data.rows_within(rectangle, 30_000), rows)
        assert_array_equal(data.rows_within(rectangle, len(rows)), rows)
        for either in (data, plain):
            assert not len(rows) or either.rows_within(rectangle, len(rows) - 1) is None


def test_points_of_a_file_have_an_index_where_they_are_many(tmp_path):
    points = np.random.default_rng(0).integers(-99, 99, (25_000, 2)) / 8
    path = tmp_path / "many.csv"
    np.savetxt(path, points, delimiter=",", header="x,y", comments="", fmt="%.3f")
    data = make_data(Recipe(shape="file", file=str(path)))
    assert_array_equal(data.points, points[data.index.rows])


@pytest.mark.parametrize("n", [300, 30_000, 600_000])
def test_making_points_tells_how_far_it_is(n):
    listener = Listener()
    make_data(MANY.but(n=n), progress=listener)
    listener.check()
    assert n < INDEXED_FROM or listener.shares[-1] == 1.0


@pytest.mark.parametrize("patience", [0, 2, 9])
def test_making_points_stops_where_they_are_wanted_no_more(patience):
    listener = Listener(patience)
    with pytest.raises(CancelledError):
        make_data(MANY.but(n=600_000), progress=listener)
    assert len(listener.shares) == patience


def test_a_point_keeps_its_number_in_the_order_of_the_index():
    points = make_points("blobs", 25_000, seed=3)[0]
    data = make_data(Recipe(n=25_000, shape="blobs", data_seed=3, blobs=5))
    for row in (0, 7, 24_999):
        assert (points[data.number_of(row) - 1] == data.points[row]).all()
    assert make_data(Recipe(n=50)).number_of(7) == 8


def test_a_link_among_the_shipped_files_leads_nowhere_else(tmp_path, monkeypatch):
    outside, folder = tmp_path / "x.csv", tmp_path / "data"
    outside.write_text("x,y\n1,2\n3,4\n")
    folder.mkdir()
    (folder / "own.csv").write_text("x,y\n1,2\n3,4\n")
    (folder / "link.csv").symlink_to(outside)
    monkeypatch.setattr("core.runs.data.files", lambda package: tmp_path)
    assert len(make_data(Recipe(shape=FILE, file="resource:own.csv")).points) == 2
    with pytest.raises(TableError, match="that are shipped"):
        make_data(Recipe(shape=FILE, file="resource:link.csv"))
