"""How far two partitions agree: the best matching of groups, and the adjusted Rand index."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from core import adjusted_rand_index
from core.analysis.agreement import MOST_GROUPS, agreement

LABELS = st.lists(st.integers(0, 3), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("labels", "truth", "share"),
    [
        ([0, 0, 1, 1], [0, 0, 1, 1], 1.0),
        ([1, 1, 0, 0], [0, 0, 1, 1], 1.0),
        ([0, 1, 0, 1], [0, 0, 1, 1], 0.5),
        ([0, 0, 0, 1], [0, 0, 1, 1], 0.75),
        ([0, 0, 0, 0], [0, 0, 1, 1], 0.5),
        ([0, 1, 2, 2], [0, 0, 1, 1], 0.75),
    ],
)
def test_known_cases(labels: list[int], truth: list[int], share: float) -> None:
    assert agreement(labels, truth) == share


@given(LABELS, st.permutations(range(4)))
def test_names_do_not_matter(labels: list[int], names: list[int]) -> None:
    assert agreement(np.array(names)[labels], labels) == 1.0


@given(LABELS, st.randoms())
def test_it_goes_both_ways_and_is_a_share(labels: list[int], chance: object) -> None:
    other = labels.copy()
    chance.shuffle(other)
    assert 0 < agreement(labels, other) == agreement(other, labels) <= 1


def test_too_many_groups_are_not_matched() -> None:
    assert agreement(range(MOST_GROUPS), range(MOST_GROUPS)) == 1
    assert np.isnan(agreement(range(MOST_GROUPS + 1), range(MOST_GROUPS + 1)))


@pytest.mark.parametrize(
    ("labels", "error"), [([0, -1], ValueError), ([0, 1, 1], ValueError), ([0.5, 1], TypeError)]
)
def test_what_are_no_labels_is_refused(labels: list[float], error: type[Exception]) -> None:
    with pytest.raises(error, match="labels"):
        agreement(labels, [0, 1])


# The adjusted Rand index


@given(
    st.integers(0, 40).flatmap(
        lambda n: st.tuples(*[st.lists(st.integers(0, 5), min_size=n, max_size=n)] * 2)
    )
)
def test_the_adjusted_rand_index_is_that_of_scikit_learn(pair):
    one, other = (np.array(labels, np.int64) for labels in pair)
    assert adjusted_rand_index(one, other) == pytest.approx(adjusted_rand_score(one, other))


@given(LABELS, st.permutations(range(4)))
def test_names_do_not_matter_to_the_index(labels: list[int], names: list[int]) -> None:
    assert adjusted_rand_index(labels, np.array(names)[labels]) == 1.0


@given(LABELS, st.integers(0, 10**6))
def test_the_index_is_mutual_and_no_matter_of_how_groups_are_numbered(
    own: list[int], seed: int
) -> None:
    labels = np.array(own)
    truth = np.random.default_rng(seed).integers(4, size=len(labels))
    found = adjusted_rand_index(labels, truth)
    assert adjusted_rand_index(truth, labels) == found
    # Numbers far apart are counted in another way.
    assert adjusted_rand_index(labels * 10**9, truth * 7**9) == found


@pytest.mark.parametrize(
    ("labels", "truth", "index"),
    [
        (np.zeros(0, int), np.zeros(0, int), 1.0),
        ([0], [5], 1.0),
        ([0, 0, 0], [1, 1, 1], 1.0),
        ([0, 1, 2], [2, 0, 1], 1.0),
        ([0, 0, 0, 0], [0, 1, 2, 3], 0.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
    ],
)
def test_degenerate_partitions_agree_as_in_scikit_learn(labels, truth, index):
    assert adjusted_rand_index(labels, truth) == index == adjusted_rand_score(labels, truth)


def test_ten_million_points_do_not_overflow_the_counts_of_pairs():
    truth = np.arange(10_000_000, dtype=np.int32) % 3
    labels = (truth > 0).astype(np.int8)
    # One group of a third is right, the other two thirds are taken for one.
    assert adjusted_rand_index(labels, truth) == pytest.approx(4 / 7, abs=1e-6)
    assert adjusted_rand_index(labels, labels) == 1.0


@pytest.mark.parametrize(
    ("labels", "truth", "error", "words"),
    [
        ([0, 1], [0], ValueError, r"^truth: got shape \(1,\), wanted \(2,\)"),
        ([[0]], [0], ValueError, r"^labels: got shape"),
        ([0, -1], [0, 0], ValueError, r"^labels: got values from -1 to 0, wanted 0 or more"),
        ([0, 0], [0, -2], ValueError, r"^truth: got values from -2"),
        ([0.5], [0], TypeError, r"^labels: got dtype float64, wanted whole numbers"),
        ([0], ["a"], TypeError, r"^truth: got dtype"),
    ],
)
def test_partitions_that_do_not_fit_are_refused(labels, truth, error, words):
    with pytest.raises(error, match=words):
        adjusted_rand_index(labels, truth)
