"""The numbers of centroids are legible wherever these are."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.board.layers.centroids import moved_aside

SIZE = 12, 14


def boxes(pixels: np.ndarray, offsets: list[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(x + a, y + b) for (x, y), (a, b) in zip(pixels.tolist(), offsets, strict=True)]


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda each: [*map(float, each)]),
        min_size=1,
        max_size=20,
    )
)
def test_no_number_covers_another(places: list[list[float]]) -> None:
    pixels = np.array(places)
    offsets = moved_aside(pixels, SIZE, 10)
    for one, other in combinations(boxes(pixels, offsets), 2):
        assert abs(one[0] - other[0]) >= SIZE[0] or abs(one[1] - other[1]) >= SIZE[1]


def test_a_number_that_covers_none_stays_at_the_upper_right() -> None:
    pixels = np.array([[0.0, 0.0], [100.0, 0.0], [0.0, 100.0]])
    assert moved_aside(pixels, SIZE, 10) == [(0, 0)] * 3
