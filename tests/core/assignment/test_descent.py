"""The descent: every point is in one node; what is decided is so for each of its points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Points
from core.assignment.descent import FEW, TOP, Decision, decide
from core.assignment.morton import morton_order
from core.assignment.nearest import nearest
from core.assignment.quadtree import Quadtree, quadtree
from tests.core.crowds import CROWDS, PLACES


def planted(points: Points) -> tuple[Quadtree, Points]:
    rows, codes = morton_order(points)
    return quadtree(points[rows], codes), points[rows]


def check_decision(tree: Quadtree, points: Points, centroids: Points) -> Decision:
    """Nodes part the points; owners and candidates are those that brute force finds."""
    decision = decide(tree, centroids)
    labels = nearest(points, centroids)
    two, more = decision.between_two, decision.between_more
    met = np.zeros(len(points), int)

    def own(node: int) -> slice:
        leaves = tree.leaf_starts
        return slice(leaves[tree.first_leaf[node]], leaves[tree.end_leaf[node]])

    for node, owner in zip(decision.nodes, decision.owners, strict=True):
        met[own(node)] += 1
        assert (labels[own(node)] == owner).all()
    for node, lower, higher in zip(*two, strict=True):
        met[own(node)] += 1
        assert lower < higher
        assert np.isin(labels[own(node)], [lower, higher]).all()
    candidates = np.split(more.candidates, np.cumsum(more.counts)[:-1])
    for node, few in zip(more.nodes, candidates, strict=len(more.nodes) > 0):
        met[own(node)] += 1
        assert len(few) > 2
        assert (np.diff(few) > 0).all()
        assert np.isin(labels[own(node)], few).all()
    # Only where they are few are points of inner nodes left to be compared.
    cut = np.append(two[0], more.nodes)
    inner = [own(node) for node in cut[tree.children[cut] > 0]]
    assert sum(points.stop - points.start for points in inner) <= 2 * FEW
    assert (met == 1).all()
    return decision


@pytest.mark.parametrize("crowd", CROWDS)
@given(data=st.data())
def test_decisions_are_those_of_brute_force(crowd, data):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    points = CROWDS[crowd](rng, data.draw(st.integers(1, 400)))
    place = PLACES[data.draw(st.sampled_from(list(PLACES)))]
    check_decision(*planted(points), place(rng, points, data.draw(st.integers(1, 12))))


def cut_points(tree: Quadtree, decision: Decision) -> int:
    leaves = np.append(decision.between_two[0], decision.between_more.nodes)
    starts = tree.leaf_starts
    return int((starts[tree.end_leaf[leaves]] - starts[tree.first_leaf[leaves]]).sum())


@pytest.mark.parametrize("crowd", ["uniform", "blobs", "far away", "far along x"])
def test_few_points_are_left_to_be_decided_one_by_one(crowd):
    points = CROWDS[crowd](np.random.default_rng(0), 50_000)
    tree, points = planted(points)
    decision = check_decision(tree, points, points[::5000])
    assert cut_points(tree, decision) < 0.25 * len(points)


@pytest.mark.parametrize("far", ["outlier at 1e6", "outlier at 1e12", "outlier at 1e100"])
def test_a_point_far_away_makes_the_others_no_harder_to_decide(far):
    tree, points = planted(CROWDS[far](np.random.default_rng(0), 50_000))
    decision = check_decision(tree, points, points[::5000])
    assert cut_points(tree, decision) < 0.25 * len(points)


def test_of_equal_centroids_only_the_first_is_a_candidate():
    tree, points = planted(np.random.default_rng(0).random((5000, 2)))
    once = np.random.default_rng(1).random((4, 2))
    again = np.concatenate([once, once[::-1], once])
    wanted = decide(tree, once)
    found = check_decision(tree, points, again)
    assert found.nodes.tolist() == wanted.nodes.tolist()
    assert found.owners.tolist() == wanted.owners.tolist()


def test_one_centroid_owns_the_nodes_at_once():
    tree, points = planted(np.random.default_rng(0).random((5000, 2)))
    decision = check_decision(tree, points, np.array([[3.0, 4.0]]))
    assert len(decision.nodes) <= TOP < len(points)
    assert cut_points(tree, decision) == 0
