"""What the engine's tests share: slow and plain versions to compare with, and boards to try."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import strategies as st

from core import Points

Board = tuple[Points, Points]


@pytest.fixture(scope="session")
def nearest_by_loop() -> Callable[[Points, Points], list[int]]:
    """The nearest centroid of every point: two loops over plain floats, the lowest among equals."""

    def nearest(points: Points, centroids: Points) -> list[int]:
        rows = centroids.tolist()
        labels = []
        for point in points.tolist():
            best, label = float("inf"), 0
            for index, centroid in enumerate(rows):
                distance = 0.0
                for x, c in zip(point, centroid, strict=True):
                    distance += (x - c) * (x - c)
                if distance < best:
                    best, label = distance, index
            labels.append(label)
        return labels

    return nearest


@pytest.fixture(scope="session")
def mean_by_loop() -> Callable[[Points], list[float]]:
    """The mean of some points, feature by feature, over plain floats."""

    def mean(points: Points) -> list[float]:
        return [sum(column) / len(column) for column in points.T.tolist()]

    return mean


@st.composite
def _boards(draw: st.DrawFn) -> Board:
    """Points and as many starts as they can carry; rich in duplicates, ties and empty clusters."""
    n, d = draw(st.integers(1, 24)), draw(st.sampled_from([1, 2, 3, 7]))
    # Numbers from a generator, as drawing each by itself takes ten times as long.
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    reach = draw(st.integers(1, 4))
    points = rng.integers(-reach, reach, size=(n, d), endpoint=True).astype(float)
    if draw(st.booleans()):
        points += rng.normal(size=(n, d)).round(2)
    offset = draw(st.sampled_from([0.0, 0.0, 1e7]))
    points += offset
    k = draw(st.integers(1, min(6, len(np.unique(points, axis=0)))))
    if draw(st.booleans()):
        starts = points[rng.integers(n, size=k)]
    else:
        starts = offset + rng.integers(-reach, reach, size=(k, d), endpoint=True)
    starts[draw(st.integers(0, k - 1))] *= draw(st.sampled_from([1.0, 1.0, 1000.0]))
    return points, starts


@pytest.fixture(scope="session")
def boards() -> Callable[[], st.SearchStrategy[Board]]:
    """Make the strategy of boards: points (N, d) and starts (K, d), K no more than they carry."""
    return _boards
