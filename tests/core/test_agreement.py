"""The share of points in the best matching of clusters and groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.agreement import MOST_GROUPS, agreement

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
