"""What the board shows between half-steps: glides, rings and trails."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from core import EMPTY_POLICIES, Phase, Recipe, Run, record
from core.analysis.facts import newly_empty
from core.session.pose import GLIDE_SHARE, eased, pose_at, trail_at

RUN = record(Recipe(n=120, start_seed=0))
DROPPING = record(Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=2, empty="drop"))
RUNS = pytest.mark.parametrize("run", [RUN, DROPPING], ids=["plain", "dropping"])
UPDATES, ASSIGNMENTS = range(2, RUN.last, 2), range(1, RUN.last + 1, 2)


def test_one_of_the_runs_drops_a_cluster():
    assert any(
        mark.emptied and mark.phase is Phase.UPDATE and index > 2
        for index, mark in enumerate(DROPPING.marks)
    )


def test_easing_goes_from_0_to_1_without_turning_back():
    ways = [eased(progress) for progress in np.linspace(-0.5, 1.5, 400)]
    assert (ways[0], ways[-1]) == (0.0, 1.0)
    assert ways == sorted(ways)
    assert (eased(0.0), eased(GLIDE_SHARE), eased(1.0)) == (0.0, 1.0, 1.0)


def test_easing_begins_and_ends_gently():
    assert eased(0.01 * GLIDE_SHARE) < 0.001
    assert eased(0.99 * GLIDE_SHARE) > 0.999
    assert eased(0.5 * GLIDE_SHARE) == pytest.approx(0.5)


@pytest.mark.parametrize("half_step", UPDATES)
def test_a_glide_begins_where_the_centroids_were_and_ends_where_they_are(half_step):
    assert_array_equal(pose_at(RUN, half_step, 0.0).centroids, RUN[half_step - 1].centroids)
    for progress in (GLIDE_SHARE, 0.8, 1.0):
        assert pose_at(RUN, half_step, progress).centroids is RUN[half_step].centroids


@RUNS
@given(data=st.data(), one=st.floats(0, 1), other=st.floats(0, 1))
def test_a_glide_has_no_jumps_and_keeps_to_its_straight_way(run, data, one, other):
    half_step = data.draw(st.sampled_from(range(2, run.last, 2)))
    begin, end = (pose_at(run, half_step, progress).centroids for progress in (0.0, 1.0))
    poses = [pose_at(run, half_step, progress).centroids for progress in (one, other)]
    # The steepest part of the easing is half as fast again as its mean.
    allowed = 1.5 * abs(one - other) / GLIDE_SHARE * np.abs(end - begin) + 1e-12
    assert (np.abs(poses[0] - poses[1]) <= allowed).all()
    assert_allclose(poses[0], begin + eased(one) * (end - begin), atol=1e-12)


@pytest.mark.parametrize("half_step", [0, *ASSIGNMENTS])
def test_centroids_stand_still_but_for_updates(half_step):
    for progress in (0.0, 0.2, 1.0):
        assert pose_at(RUN, half_step, progress).centroids is RUN[half_step].centroids


@RUNS
def test_labels_and_numbers_are_those_of_the_half_step(run):
    for index, step in enumerate(run):
        pose = pose_at(run, index, 0.1)
        assert_array_equal(pose.labels, run[index].labels)
        assert pose.numbers == step.numbers
        assert len(pose.centroids) == len(step.numbers)


def test_a_dropped_centroid_is_gone_and_the_others_glide_from_their_own_places():
    for index, mark in enumerate(DROPPING.marks):
        if mark.phase is Phase.UPDATE and mark.emptied:
            before = DROPPING.marks[index - 1]
            start = pose_at(DROPPING, index, 0.0).centroids
            wanted = [before.centroids[before.numbers.index(number)] for number in mark.numbers]
            assert_array_equal(start, wanted)


@RUNS
def test_what_a_glide_leaves_alone_is_the_same_object_from_frame_to_frame(run):
    for index in range(len(run)):
        one, other = pose_at(run, index, 0.1), pose_at(run, index, 0.2)
        assert one.labels is other.labels
        assert one.changed is other.changed
        assert one.trail is other.trail


def test_what_a_pose_shares_is_read_only():
    for index in range(len(RUN)):
        pose = pose_at(RUN, index, 0.1)
        assert not pose.changed.flags.writeable
        assert not pose.trail.flags.writeable
        assert not pose.labels.flags.writeable


# Rings


def changed_by_hand(run: Run, half_step: int) -> list[int]:
    return np.flatnonzero(run[half_step].labels != run[half_step - 1].labels).tolist()


def test_no_rings_before_there_was_a_first_assignment_to_change():
    for half_step in (0, 1, 2):
        pose = pose_at(RUN, half_step, 0.1)
        assert (pose.changed.tolist(), pose.ring_strength) == ([], 0.0)


@pytest.mark.parametrize("half_step", ASSIGNMENTS[1:])
def test_an_assignment_rings_the_points_it_changed(half_step):
    changed = changed_by_hand(RUN, half_step)
    for progress in (0.0, 0.5, 1.0):
        pose = pose_at(RUN, half_step, progress)
        assert pose.changed.tolist() == changed
        assert pose.ring_strength == (1.0 if changed else 0.0)


@pytest.mark.parametrize("half_step", UPDATES[1:])
def test_the_rings_fade_in_the_update_after_it(half_step):
    changed = changed_by_hand(RUN, half_step - 1)
    strengths = [pose_at(RUN, half_step, p).ring_strength for p in np.linspace(0, GLIDE_SHARE, 9)]
    assert changed
    assert pose_at(RUN, half_step, 0.1).changed.tolist() == changed
    assert (strengths[0], strengths[-1]) == (1.0, 0.0)
    assert strengths == sorted(strengths, reverse=True)
    assert pose_at(RUN, half_step, 1.0).changed.tolist() == []


def test_the_end_has_no_rings():
    assert pose_at(RUN, RUN.last).changed.tolist() == []


def test_a_drop_rings_no_point_that_only_got_another_index():
    for index, mark in enumerate(DROPPING.marks):
        if mark.phase is Phase.UPDATE and mark.emptied:
            assert pose_at(DROPPING, index, 1.0).changed.tolist() == []


def test_a_point_that_an_empty_cluster_takes_has_a_ring():
    recipe = DROPPING.recipe.but(empty="farthest")
    run = record(recipe)
    taking = [i for i, mark in enumerate(run.marks) if mark.phase is Phase.UPDATE and mark.emptied]
    for index in taking:
        assert len(pose_at(run, index).changed) == run.marks[index].changed > 0
    assert taking


# The flash of an emptied cluster

HOLES = {policy: record(DROPPING.recipe.but(empty=policy)) for policy in EMPTY_POLICIES}
EVERY_POLICY = pytest.mark.parametrize("run", HOLES.values(), ids=HOLES)


def flashing(run: Run) -> list[int]:
    found = [index for index in range(len(run)) if newly_empty(run, index)]
    assert found
    return found


@EVERY_POLICY
def test_an_assignment_that_empties_clusters_flashes_where_their_centroids_are(run):
    for half_step in flashing(run):
        mark = run.marks[half_step]
        wanted = [mark.centroids[mark.numbers.index(n)] for n in newly_empty(run, half_step)]
        flashes = []
        for progress in np.linspace(0.0, 1.0, 9):
            pose = pose_at(run, half_step, progress)
            assert_array_equal(pose.emptied, wanted)
            assert pose.flash_strength == 1.0
            flashes.append(pose.flash)
        assert flashes == sorted(flashes)
        assert (flashes[0], flashes[-1]) == (0.0, 1.0)
        assert pose_at(run, half_step, GLIDE_SHARE).flash == 1.0


@EVERY_POLICY
def test_its_mark_stays_where_it_was_and_fades_in_the_update_after(run):
    for half_step in flashing(run):
        if half_step == run.last:
            continue
        mark = pose_at(run, half_step).emptied
        poses = [pose_at(run, half_step + 1, p) for p in np.linspace(0.0, GLIDE_SHARE, 7)]
        strengths = [pose.flash_strength for pose in poses]
        assert strengths == sorted(strengths, reverse=True)
        assert (strengths[0], strengths[-1]) == (1.0, 0.0)
        for pose in poses:
            assert_array_equal(pose.emptied, mark)
            assert pose.flash == 1.0


@EVERY_POLICY
def test_no_other_half_step_has_a_mark_of_an_emptied_cluster(run):
    marked = {at for index in flashing(run) for at in (index, index + 1)}
    for half_step in set(range(len(run))) - marked:
        pose = pose_at(run, half_step, 0.1)
        assert (len(pose.emptied), pose.flash_strength) == (0, 0.0)


@EVERY_POLICY
def test_the_places_of_emptied_clusters_are_the_same_object_from_frame_to_frame(run):
    for half_step in flashing(run):
        one, other = pose_at(run, half_step, 0.1), pose_at(run, half_step, 0.2)
        assert one.emptied is other.emptied
        assert not one.emptied.flags.writeable


# Trails


def test_a_trail_is_the_places_before_oldest_first():
    places = [RUN.marks[index].centroids for index in (0, *UPDATES)]
    for half_step in range(len(RUN)):
        gone = RUN.marks[half_step].iteration
        assert_array_equal(trail_at(RUN, half_step), np.reshape(places[:gone], (gone, 5, 2)))


@RUNS
def test_the_trail_ends_where_the_glide_begins(run):
    for index in range(2, run.last, 2):
        pose = pose_at(run, index, 0.0)
        assert_array_equal(pose.trail[-1], pose.centroids)


def test_the_trail_of_a_run_that_drops_has_the_centroids_that_are_alive():
    for index, mark in enumerate(DROPPING.marks):
        trail = trail_at(DROPPING, index)
        assert trail.shape == (mark.iteration, len(mark.numbers), 2)
        if len(trail):
            assert_array_equal(trail[0], DROPPING.marks[0].centroids[list(mark.numbers)])
