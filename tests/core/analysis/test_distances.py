"""How far a point is from the centroids nearest to it."""

import numpy as np

from core.analysis.distances import distances_of

POINTS = np.array([[9.0, 9], [0, 0]])


def test_the_nearest_two_come_nearest_first():
    found = distances_of(POINTS, 1, np.array([[6.0, 8], [3, 4], [100, 0]]))
    assert (found.row, found.place) == (1, (0.0, 0.0))
    assert found.nearest == ((1, 5.0), (0, 10.0))


def test_the_lowest_index_comes_first_among_equals():
    found = distances_of(POINTS, 1, np.array([[9.0, 9], [0, 1], [1, 0], [0, -1]]))
    assert found.nearest == ((1, 1.0), (2, 1.0))


def test_one_centroid_is_all_there_is():
    assert distances_of(POINTS, 0, np.array([[9.0, 9]])).nearest == ((0, 0.0),)
