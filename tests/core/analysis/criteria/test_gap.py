"""The gap statistic of given inertias, and what its two rules pick."""

from math import e, sqrt

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core.analysis.criteria import gap_statistic, tibshirani_pick, whole_curve_pick


def test_gap_by_hand():
    gap, s = gap_statistic([e**3, e, 1.0], [[e**4, e**2, e], [e**4, e**4, e**3]])
    assert_allclose(gap, [1, 2, 2], rtol=1e-12)
    # Standard deviations 0, 1, 1 (by B, not B - 1), times √(1 + 1/2).
    assert_allclose(s, [0, sqrt(1.5), sqrt(1.5)], rtol=1e-12, atol=1e-12)


def test_logs_are_averaged_not_values():
    gap, _ = gap_statistic([1.0], [[e], [e**3]])
    assert gap[0] == pytest.approx(2.0, rel=1e-12)


def test_an_inertia_of_0_has_no_gap():
    gap, s = gap_statistic([2.0, 0.0, 1.0], [[3.0, 2.0, 0.0]])
    assert np.isnan(gap).tolist() == [False, True, True]
    assert np.isnan(s).tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("gap", "s", "picked"),
    [
        ([0.5, 0.4, 0.9], [0.0, 0.0, 0.0], 1),  # it stops at the first, however high the last
        ([0.1, 0.4, 0.4], [0.0, 0.0, 0.0], 2),  # equal satisfies it
        ([0.1, 0.4, 0.5], [0.0, 0.0, 0.1], 2),  # the error is that of the next
        ([0.1, 0.4, 0.5], [0.0, 0.1, 0.05], None),  # the last is never picked
        ([0.1, 0.4, np.nan, 0.2], [0.0] * 4, None),
        ([0.1], [0.0], None),
    ],
)
def test_tibshirani_rule(gap, s, picked):
    assert tibshirani_pick(gap, s) == picked


def test_the_whole_curve_looks_beyond_a_dip():
    inertias = np.exp([0.0, -0.8, -3.0, -3.5])
    references = np.exp([[0, -0.9, -1.4, -2.1], [0.1, -0.8, -1.3, -2.0]])
    gap, s = gap_statistic(inertias, references)
    assert gap[1] < gap[0] < gap[2]
    assert tibshirani_pick(gap, s) == 1
    assert whole_curve_pick(inertias, references) == 3


def test_the_factor_of_the_whole_curve_is_4_and_shared_noise_cancels():
    # Both references drop by 1 ± 0.1 while the level of each is far from the other's.
    references = np.exp([[5.0, 3.9], [0.0, -0.9]])
    limit = 4 * 0.1 * sqrt(1.5)
    for excess, picked in ((-1e-6, 1), (1e-6, 2)):
        inertias = np.exp([0.0, -1.0 - limit - excess])
        assert whole_curve_pick(inertias, references) == picked


def test_the_whole_curve_ends_where_an_inertia_is_0():
    references = [[4.0, 3.0, 2.0, 1.0], [4.1, 3.1, 2.1, 1.1]]
    assert whole_curve_pick([4.0, 1.0, 0.0, 0.0], references) == 2
    assert whole_curve_pick([0.0, 0.0, 0.0, 0.0], references) is None


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="reference_inertias"):
        gap_statistic([1.0, 2.0], [[1.0]])
    with pytest.raises(ValueError, match="reference_inertias"):
        whole_curve_pick([1.0], [1.0])
    with pytest.raises(ValueError, match="inertias"):
        gap_statistic([-1.0], [[1.0]])
    with pytest.raises(ValueError, match="s: got"):
        tibshirani_pick([1.0, 2.0], [1.0])
