"""The Morton order is a permutation that puts neighbours side by side; blocks are all worked."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from core import Points
from core.assignment.morton import in_blocks, morton_order
from core.blocks import LONG_BLOCK
from core.progress import CancelledError
from tests.core.crowds import CROWDS, Listener


def check_order(points: Points) -> None:
    rows, codes = morton_order(points)
    assert rows.dtype == codes.dtype == np.uint32
    assert_array_equal(np.sort(rows), np.arange(len(points)))
    assert (codes[1:] >= codes[:-1]).all()
    same = codes[1:] == codes[:-1]
    assert (rows[1:][same] > rows[:-1][same]).all()


@pytest.mark.parametrize("crowd", CROWDS)
@given(n=st.integers(1, 300), seed=st.integers(0, 999))
def test_it_is_a_permutation_with_ascending_codes(crowd, n, seed):
    check_order(CROWDS[crowd](np.random.default_rng(seed), n))


@pytest.mark.parametrize("n", [LONG_BLOCK, LONG_BLOCK + 1, 3 * LONG_BLOCK + 5])
def test_it_is_one_of_as_many_points_as_are_sorted_in_parts(n):
    check_order(np.random.default_rng(n).random((n, 2)))


def test_quadrants_come_in_the_order_of_the_letter_z():
    points = np.array([[1.0, 1], [0, 1], [1, 0], [0, 0]])
    assert morton_order(points)[0].tolist() == [3, 2, 1, 0]


def test_equal_points_have_equal_codes_and_keep_their_order():
    rows, codes = morton_order(np.full((100, 2), 3.0))
    assert rows.tolist() == list(range(100))
    assert len(set(codes.tolist())) == 1


@pytest.mark.parametrize(
    "crowd", ["uniform", "heavy tails", "outlier at 1e6", "outlier at 1e100", "far along x", "flat"]
)
def test_few_points_share_a_cell_even_where_one_lies_far_away(crowd):
    points = CROWDS[crowd](np.random.default_rng(0), 50_000)
    _, codes = morton_order(points)
    assert np.unique(codes, return_counts=True)[1].max() < 100


def test_points_that_follow_one_another_are_near():
    points = np.random.default_rng(0).random((50_000, 2))
    ways = np.diff(points[morton_order(points)[0]], axis=0)
    assert np.median(np.hypot(*ways.T)) < 3 / np.sqrt(len(points))


# Blocks


@pytest.mark.parametrize("n", [1, 9, 10, 11, 95])
def test_every_row_is_worked_once(n):
    done = np.zeros(n, int)

    def work(start: int) -> None:
        done[start : start + 10] += 1

    in_blocks(work, n, block=10)
    assert (done == 1).all()


def test_blocks_tell_how_far_they_are():
    listener = Listener()
    in_blocks(lambda start: None, 95, listener, block=10)
    listener.check()
    assert len(listener.shares) == 10
    assert listener.shares[-1] == 1.0


@pytest.mark.parametrize("n", [5, 95])
def test_what_the_work_raises_is_passed_on(n):
    def work(start: int) -> None:
        raise ZeroDivisionError(start)

    with pytest.raises(ZeroDivisionError, match="0"):
        in_blocks(work, n, block=10)


def test_blocks_not_begun_are_left_out_after_a_fault():
    worked, gate = [], threading.Event()

    def work(start: int) -> None:
        worked.append(start)
        if start == 0:
            raise ZeroDivisionError
        gate.wait(0.001)

    with pytest.raises(ZeroDivisionError):
        in_blocks(work, 10_000, block=1)
    assert len(worked) < 5000


def test_blocks_not_begun_are_left_out_where_they_are_wanted_no_more():
    worked, gate = [], threading.Event()

    def work(start: int) -> None:
        worked.append(start)
        gate.wait(0.001)

    with pytest.raises(CancelledError):
        in_blocks(work, 10_000, Listener(patience=3), block=1)
    assert len(worked) < 5000


def test_an_order_wanted_no_more_is_not_found():
    with pytest.raises(CancelledError):
        morton_order(np.random.default_rng(0).random((3 * LONG_BLOCK, 2)), Listener(patience=1))
