"""The making of an index, against the making of the points that it is over."""

from collections.abc import Iterator
from functools import partial

from sklearn.datasets import make_blobs

from core.assignment.point_index import PointIndex
from core.datasets.shapes import make_points
from tests.benchmarks.table import Row, count, duration, medians, times_slower

N = 10_000_000
REPEATS = 3
SHAPES = ("blobs", "gaussian", "uniform")


def rows() -> Iterator[Row]:
    """A row a shape; scikit-learn's way to make blobs is told beside."""
    (blobs,) = medians(REPEATS, partial(make_blobs, N, centers=5, random_state=0))
    for shape in SHAPES:
        points = make_points(shape, N)[0]
        build, make = medians(REPEATS, partial(PointIndex, points), partial(make_points, shape, N))
        yield times_slower(
            f"index of {shape}, N = {count(N)}",
            build,
            ("make_points", make),
            2.0,
            f"make_blobs: {duration(blobs)}",
        )
