"""Colours stay with places, and there is always one for every centroid."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.matching import disagreeing, matched_slots

LINE = np.array([[0.0, 0], [10, 0], [20, 0], [30, 0]])


@given(
    old=st.integers(1, 8), new=st.integers(1, 8), seed=st.integers(0, 10**6), lattice=st.booleans()
)
def test_slots_are_always_a_permutation(old, new, seed, lattice):
    rng = np.random.default_rng(seed)
    places = [rng.normal(size=(k, 2)) for k in (old, new)]
    if lattice:
        places = [np.round(place) for place in places]
    slots = matched_slots(places[0], tuple(rng.permutation(old).tolist()), places[1])
    assert sorted(slots) == list(range(new))


@given(order=st.permutations(range(4)), slots=st.permutations(range(4)), seed=st.integers(0, 999))
def test_centroids_that_hardly_moved_keep_their_slots_in_whatever_order(order, slots, seed):
    moved = LINE[order] + np.random.default_rng(seed).uniform(-2, 2, size=(4, 2))
    assert matched_slots(LINE, tuple(slots), moved) == tuple(slots[i] for i in order)


def test_a_further_centroid_takes_the_lowest_slot_left():
    grown = np.vstack([LINE, [[100.0, 0]]])
    assert matched_slots(LINE, (2, 0, 3, 1), grown) == (2, 0, 3, 1, 4)


def test_the_nearest_pair_is_matched_first():
    assert matched_slots(LINE[:2], (0, 1), np.array([[6.0, 0], [9, 0]])) == (0, 1)
    assert matched_slots(LINE[:2], (0, 1), np.array([[9.0, 0], [8, 0]])) == (1, 0)


def test_with_fewer_centroids_the_slots_close_ranks():
    assert matched_slots(LINE, (0, 1, 2, 3), LINE[[1, 3]]) == (1, 0)
    assert matched_slots(LINE, (3, 2, 1, 0), LINE[:3]) == (0, 2, 1)


def test_points_disagree_whose_cluster_is_not_matched_with_their_group() -> None:
    truth = np.array([0, 0, 0, 1, 1, 1, 2])
    labels = np.array([2, 2, 0, 0, 0, 0, 0])
    # Group 0 is cluster 2, group 1 is cluster 0, and none is left for group 2.
    assert disagreeing(labels, truth, 3).tolist() == [2, 6]
    assert disagreeing(truth, truth, 3).tolist() == []
    assert disagreeing((truth + 1) % 3, truth, 3).tolist() == []
