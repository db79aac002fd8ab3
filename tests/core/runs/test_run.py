"""A recorded run is what the generator yielded, in whatever order it is sought."""

import gc
import tracemalloc
import weakref
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from core import (
    EMPTY_POLICIES,
    SEEDERS,
    HalfStep,
    Phase,
    Recipe,
    cluster_inertias,
    inertia,
    lloyd,
    make_data,
    record,
    sizes,
)
from core.assignment.brute_force import BruteForce
from core.kmeans.half_step import changed_rows
from core.progress import CancelledError
from core.randomness import EMPTIES, STARTS, generator
from core.runs.run import FILMED, Run, places
from tests.core.crowds import Listener

EVERY_POLICY = pytest.mark.parametrize("empty", EMPTY_POLICIES)

HOLES = {"shape": "smiley", "n": 24, "k": 8, "start": "random-box"}
"""A board on which clusters often lose all their points."""


@st.composite
def recipes(draw: st.DrawFn, empty: str) -> Recipe:
    return Recipe(
        shape=draw(st.sampled_from(["smiley", "blobs", "grid", "moons"])),
        n=draw(st.integers(9, 30)),
        k=draw(st.integers(1, 9)),
        start=draw(st.sampled_from(["random-box", "random-box", *SEEDERS])),
        start_seed=draw(st.integers(0, 999)),
        data_seed=draw(st.integers(0, 99)),
        empty=empty,
    )


def generated(recipe: Recipe) -> list[HalfStep]:
    points = make_data(recipe).points
    starts = SEEDERS[recipe.start](points, recipe.k, generator(recipe.start_seed, STARTS))
    chance = generator(recipe.start_seed, EMPTIES)
    return list(lloyd(points, starts, empty=recipe.empty, rng=chance))


def check_same(one: HalfStep, other: HalfStep) -> None:
    assert (one.phase, one.iteration) == (other.phase, other.iteration)
    assert (one.emptied, one.numbers) == (other.emptied, other.numbers)
    assert_array_equal(one.centroids, other.centroids, strict=True)
    assert_array_equal(one.labels, other.labels, strict=True)


@EVERY_POLICY
@given(data=st.data())
def test_any_order_of_seeking_finds_what_the_generator_yielded(empty, data):
    recipe = data.draw(recipes(empty))
    run, steps = record(recipe), generated(recipe)
    assert len(run) == run.first + len(steps) == run.last + 1
    for index in data.draw(st.permutations(range(len(steps)))):
        check_same(run[run.first + index], steps[index])
        check_same(run[index - len(steps)], steps[index])


@EVERY_POLICY
@given(data=st.data())
def test_what_a_half_step_leaves_alone_is_the_same_object(empty, data):
    recipe = data.draw(recipes(empty))
    run, steps = record(recipe), generated(recipe)
    pairs = data.draw(st.permutations(range(len(steps) - 1)))
    for index in pairs:
        two = [index, index + 1]
        later = {i: run[run.first + i] for i in data.draw(st.permutations(two))}
        for kind in ("centroids", "labels"):
            found = getattr(later[index], kind) is getattr(later[index + 1], kind)
            wanted = getattr(steps[index], kind) is getattr(steps[index + 1], kind)
            assert found == wanted


@EVERY_POLICY
@given(data=st.data())
def test_every_mark_says_the_cost_and_the_number_of_changes(empty, data):
    recipe = data.draw(recipes(empty))
    run, steps = record(recipe), generated(recipe)
    marks = run.marks[run.first :]
    assert all(np.isnan(mark.inertia) for mark in run.marks[: run.first + 1])
    assert all(mark.changed == 0 for mark in run.marks[: run.first + 1])
    assert marks[1].changed == len(run.points)
    for mark, step in zip(marks[1:], steps[1:], strict=True):
        assert mark.inertia == pytest.approx(inertia(run.points, *step), rel=1e-12, abs=1e-300)
        assert_allclose(mark.inertias, cluster_inertias(run.points, *step), rtol=1e-12)
        assert_array_equal(mark.sizes, sizes(step.labels, len(step.centroids)))
    for mark, (before, step) in zip(marks[2:], pairwise(steps[1:]), strict=True):
        was, own = (np.array(one.numbers)[one.labels] for one in (before, step))
        assert mark.changed == np.count_nonzero(own != was)


@pytest.mark.parametrize("start", FILMED)
@pytest.mark.parametrize("k", [1, 2, 5])
def test_a_choice_of_starts_in_turn_has_a_mark_for_each_of_them(start, k):
    run = record(Recipe(start=start, k=k))
    assert run.first == k - 1
    for index in range(k):
        step = run[index]
        assert step.phase is Phase.SEED
        assert_array_equal(step.centroids, run.starts[: index + 1])
        assert step.numbers == tuple(range(index + 1))
        assert step.labels is run[0].labels
        assert (step.labels == -1).all()
    assert run[k].phase is Phase.ASSIGN


def test_starts_that_are_not_chosen_in_turn_have_one_mark():
    assert record(Recipe(start="random-points")).first == 0


def test_a_draft_ends_with_the_first_assignment():
    whole, draft = record(Recipe()), record(Recipe(), is_draft=True)
    assert [mark.phase for mark in draft.marks] == [Phase.SEED, Phase.ASSIGN]
    assert draft.is_draft
    assert not draft.converged
    check_same(draft[1], whole[1])


def test_a_start_by_hand_begins_where_it_was_put():
    run = record(Recipe(start="by-hand", k=2, placed=((0.0, 5.0), (1, 1))))
    assert_array_equal(run.starts, [[0, 5], [1, 1]])
    assert run.first == 0


@EVERY_POLICY
def test_the_same_recipe_gives_the_same_run(empty):
    recipe = Recipe(**HOLES, empty=empty)
    for one, other in zip(record(recipe), record(recipe), strict=True):
        check_same(one, other)


def test_the_test_boards_do_have_clusters_that_become_empty():
    runs = [record(Recipe(**HOLES, start_seed=seed, empty="drop")) for seed in range(20)]
    assert sum(any(mark.emptied for mark in run.marks) for run in runs) > 10


def test_the_points_may_be_made_beforehand():
    data = make_data(Recipe(n=40))
    run = record(Recipe(n=40), data)
    assert run.data is data
    assert run.points is data.points


def test_arrays_of_a_run_are_read_only():
    run = record(Recipe(n=40))
    for step in run:
        assert not step.centroids.flags.writeable
        assert not step.labels.flags.writeable
    assert not run.points.flags.writeable


@pytest.fixture
def run() -> Run:
    return record(Recipe(n=200))


def test_slices_are_lists_of_half_steps(run):
    whole = list(run)
    assert len(whole) == len(run)
    for part in (slice(None), slice(2, 7), slice(None, None, -1), slice(-3, None), slice(9, 2)):
        for one, other in zip(run[part], whole[part], strict=True):
            check_same(one, other)


@pytest.mark.parametrize("beyond", [1, 10**6])
def test_an_index_outside_is_an_index_error(run, beyond):
    for index in (run.last + beyond, -len(run) - beyond):
        with pytest.raises(IndexError):
            run[index]


def test_a_run_goes_forward_and_back(run):
    forward, back = list(run), list(reversed(run))
    for one, other in zip(forward, reversed(back), strict=True):
        check_same(one, other)


def test_a_run_keeps_nothing_as_long_as_the_points_but_the_points():
    long = record(Recipe(shape="uniform", n=3000, k=7))
    assert len(long) > 30
    for mark in long.marks:
        assert mark.centroids.shape == (7, 2)
        assert len(mark.numbers) == 7
    seen = [weakref.ref(long[index].labels) for index in range(len(long))]
    gc.collect()
    alive = {id(labels()) for labels in seen if labels() is not None}
    assert 0 < len(alive) < 8


def test_a_run_converges_or_is_cut_short():
    assert record(Recipe(n=200)).converged
    marks = record(Recipe(n=200)).marks
    assert not Run(Recipe(n=200), make_data(Recipe(n=200)), marks[:4]).converged
    assert not Run(Recipe(n=200), make_data(Recipe(n=200)), marks[:2]).converged


def test_one_point_and_one_cluster():
    run = record(Recipe(n=1, k=1))
    assert [mark.phase.value for mark in run.marks] == ["seed", "assign", "update", "assign"]
    assert run.converged


def test_more_clusters_than_points_are_refused():
    with pytest.raises(ValueError, match="k: got 5 clusters for 3 distinct points"):
        record(Recipe(n=3, k=5))


def test_the_default_is_a_bad_start_that_teaches():
    """Two centroids share a blob, another serves two: worse than the true centres."""
    run = record(Recipe())
    truth = inertia(run.points, run.data.true_centres, run.data.truth)
    assert run.marks[-1].inertia > 1.5 * truth


@EVERY_POLICY
def test_changed_rows_follow_a_cluster_through_a_drop(empty):
    for seed in range(6):
        run = record(Recipe(**HOLES, start_seed=seed, empty=empty))
        for before, after in pairwise(run[1:]):
            own = [after.numbers[label] for label in after.labels]
            was = [before.numbers[label] for label in before.labels]
            wanted = [row for row, (a, b) in enumerate(zip(was, own, strict=True)) if a != b]
            assert changed_rows(before, after).tolist() == wanted


def test_every_point_changes_in_the_first_assignment(run):
    assert changed_rows(run[0], run[1]).tolist() == list(range(200))


def test_places_finds_centroids_by_their_numbers():
    for seed in range(6):
        run = record(Recipe(**HOLES, start_seed=seed, empty="drop"))
        numbers = run.marks[-1].numbers
        for mark in run.marks:
            wanted = [mark.centroids[mark.numbers.index(number)] for number in numbers]
            assert_array_equal(places(mark, numbers), wanted)


# Many points, which have an index


MANY = Recipe(shape="smiley", n=21_000, k=30, start="random-box", start_seed=2)
"""Some of the starts lie far from all points, so that clusters become empty."""


def generated_plainly(recipe: Recipe) -> list[HalfStep]:
    """What the generator yields without an index, for the points in the order of the run's."""
    points = make_data(recipe).points
    starts = SEEDERS[recipe.start](points, recipe.k, generator(recipe.start_seed, STARTS))
    chance = generator(recipe.start_seed, EMPTIES)
    return list(lloyd(BruteForce(points), starts, empty=recipe.empty, rng=chance))


@EVERY_POLICY
def test_any_half_step_of_many_points_is_what_brute_force_yields(empty):
    recipe = MANY.but(empty=empty)
    run, steps = record(recipe), generated_plainly(recipe)
    assert run.data.index is not None
    assert any(mark.emptied for mark in run.marks)
    assert len(run) == len(steps)
    for index in np.random.default_rng(0).permutation(len(steps)).tolist():
        check_same(run[index], steps[index])
    for mark, (before, step) in zip(run.marks[1:], pairwise(steps), strict=True):
        wanted = cluster_inertias(run.points, *step)
        assert_allclose(mark.inertias, wanted, rtol=1e-11)
        assert mark.inertia == pytest.approx(wanted.sum(), rel=1e-12)
        assert_array_equal(mark.sizes, sizes(step.labels, len(step.centroids)))
        assert mark.changed == len(changed_rows(before, step))


def test_a_long_run_of_many_points_keeps_but_a_few_labels():
    recipe = Recipe(shape="uniform", n=100_000, k=20)
    data = make_data(recipe)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        run = record(recipe, data)
        assert len(run) >= 40
        for index in range(0, len(run), max(1, len(run) // 20)):
            assert len(run[index].labels) == recipe.n
        gc.collect()
        kept = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    of_labels = recipe.n * run[1].labels.itemsize
    assert kept < 20 * of_labels


def test_recording_many_points_tells_how_far_it_is():
    listener = Listener()
    record(MANY, progress=listener)
    listener.check()


@pytest.mark.parametrize("patience", [0, 3, 20])
def test_recording_stops_where_the_run_is_wanted_no_more(patience):
    listener = Listener(patience)
    with pytest.raises(CancelledError):
        record(MANY, progress=listener)
    assert len(listener.shares) == patience
