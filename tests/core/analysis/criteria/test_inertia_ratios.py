"""f(K) and the BIC, in fractions and by their definitions."""

from fractions import Fraction
from math import log, pi

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core.analysis.criteria import F_LIMIT, bic, f_k, f_weights


def weights_in_fractions(count: int, d: int) -> list[Fraction]:
    found = [1 - Fraction(3, 4 * d)]
    while len(found) < count - 1:
        found.append(found[-1] + (1 - found[-1]) / 6)
    return found


@pytest.mark.parametrize("d", [1, 2, 3, 10])
def test_weights_are_those_of_the_recursion_and_of_its_closed_form(d):
    weights = f_weights(30, d)
    assert np.isnan(weights[0])
    assert_allclose(weights[1:], [float(w) for w in weights_in_fractions(30, d)], rtol=1e-12)
    k = np.arange(2, 31)
    assert_allclose(weights[1:], 1 - 3 / (4 * d) * (5 / 6) ** (k - 2.0), rtol=1e-12)


@pytest.mark.parametrize("d", [1, 2, 5])
def test_f_of_given_inertias_in_fractions(d):
    inertias = [Fraction(n) for n in (261, 161, 98, 67, 0, 0, 25)]
    wanted = [Fraction(1)]
    for before, after, weight in zip(
        inertias, inertias[1:], weights_in_fractions(7, d), strict=False
    ):
        wanted.append(after / (weight * before) if before else Fraction(1))
    found = f_k([float(w) for w in inertias], d)
    assert_allclose(found, [float(f) for f in wanted], rtol=1e-12)
    assert found[0] == found[5] == found[6] == 1.0
    assert found[4] == 0.0


def test_exactly_the_limit_is_not_below_it():
    assert f_k([1.6, 0.85], 2)[1] == F_LIMIT
    assert not f_k([1.6, 0.85], 2)[1] < F_LIMIT


def test_what_is_not_known_stays_unknown():
    assert np.isnan(f_k([4.0, 2.0, np.nan, 1.0], 2)).tolist() == [False, False, True, True]


def test_the_bic_by_its_definition():
    sizes, n, d = [[10], [6, 4], [6, 0, 4]], 10, 2
    one = -10 * log(2 * pi * 8.0 / 18) - 9 - 3 / 2 * log(10)
    two = 6 * log(0.6) + 4 * log(0.4) - 10 * log(2 * pi * 3.0 / 16) - 8 - 6 / 2 * log(10)
    assert_allclose(bic([8.0, 3.0, 3.0], sizes, n, d), [one, two, two], rtol=1e-14)


def test_the_bic_is_not_defined_without_a_variance():
    assert np.isnan(bic([0.0, 1.0], [[3], [1, 1, 1]], 3, 2)).all()


@pytest.mark.parametrize(
    ("inertias", "error"),
    [([], ValueError), ([[1.0]], ValueError), (["1"], TypeError), ([1.0, -1.0], ValueError)],
)
def test_bad_inertias_are_named(inertias, error):
    with pytest.raises(error, match="inertias"):
        f_k(inertias, 2)
    with pytest.raises(error, match="inertias"):
        bic(inertias, [[1]] * len(inertias), 9, 2)


def test_bad_sizes_are_named():
    with pytest.raises(ValueError, match="sizes"):
        bic([3.0, 2.0], [[4]], 4, 2)
