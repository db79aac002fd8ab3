"""What starts have found: the better of both, each start once, and about one board only."""

import numpy as np
import pytest

from core import Recipe, make_data, record
from core.analysis.best_known import BestKnown, Tried
from core.experiments import ManyRuns, restarts
from core.experiments.quick_restarts import known_of, quick_set
from core.session.session import Session


def batches(recipe: Recipe, data, methods: list[str], count: int) -> list[BestKnown]:
    runs = ManyRuns(data.assigner, recipe.k, recipe.empty)
    return [
        known_of(recipe, data, batch, runs)
        for batch in restarts(recipe, data, methods, count, runs=runs)
    ]


def joined(parts: list[BestKnown]) -> BestKnown:
    known = parts[0]
    for part in parts[1:]:
        known = known.joined(part)
    return known


def test_what_is_known_is_what_the_recorded_runs_come_to():
    recipe = Recipe(shape="uniform", n=80, k=6)
    data = make_data(recipe)
    known = joined(batches(recipe, data, ["random-points", "random-box"], 30))
    ends = {
        (method, seed): record(recipe.but(start=method, start_seed=seed), data).marks[-1].inertia
        for method in ("random-points", "random-box")
        for seed in range(4, 34)
    }
    assert known.count == len(ends) == 60
    assert known.inertia == min(ends.values())
    assert ends[known.method, known.seed] == known.inertia
    assert known.reached == sum(end <= known.inertia * (1 + 1e-9) for end in ends.values())


def test_the_centroids_are_those_of_the_best_run():
    recipe = Recipe(n=100)
    data = make_data(recipe)
    known = quick_set(recipe, data)
    assert known is not None
    end = record(recipe.but(**known.choices), data).marks[-1]
    assert sorted(known.centroids.tolist()) == pytest.approx(
        np.array(sorted(end.centroids.tolist()))
    )


def test_a_start_that_is_tried_twice_counts_once():
    recipe = Recipe(n=90)
    data = make_data(recipe)
    some = joined(batches(recipe, data, ["kmeans++"], 40))
    more = joined(batches(recipe.but(start_seed=24), data, ["kmeans++"], 40))
    assert some.joined(some).count == some.count == 40
    assert some.joined(some).reached == some.reached
    both = some.joined(more)
    assert both.count == 60
    assert both.tried["kmeans++"].seeds.tolist() == list(range(4, 64))
    assert both.inertia == min(some.inertia, more.inertia)


def test_the_order_in_which_things_are_learnt_does_not_matter():
    recipe = Recipe(shape="uniform", n=100, k=5)
    data = make_data(recipe)
    parts = batches(recipe, data, ["random-points", "kmeans++"], 60)
    there, back = joined(parts), joined(parts[::-1])
    assert (there.count, there.reached) == (back.count, back.reached)
    assert there.inertia == pytest.approx(back.inertia, rel=1e-9)


def test_what_is_about_other_points_is_not_joined():
    recipe = Recipe(n=60)
    one, other = (quick_set(recipe, make_data(recipe)) for _ in range(2))
    assert one is not None
    assert other is not None
    with pytest.raises(ValueError, match="other points"):
        one.joined(other)


def test_a_quick_set_depends_on_points_k_and_policy_alone():
    recipe = Recipe(n=80, start="by-hand", k=2, placed=((0.0, 0.0), (1.0, 1.0)))
    data = make_data(recipe)
    one = quick_set(recipe, data)
    other = quick_set(Recipe(n=80, k=2, start_seed=77, start="random-box"), data)
    assert one is not None
    assert other is not None
    assert (one.method, one.seed, one.inertia) == (other.method, other.seed, other.inertia)
    assert one.count == other.count == 100


def test_points_too_close_together_for_one_method_still_have_what_the_others_found():
    near = tuple((1.0 + i * 1e-200, 0.0, -1) for i in range(3))
    recipe = Recipe(shape="by-hand", k=1, added=(*near, (2.0, 0.0, -1)))
    assert quick_set(recipe, make_data(recipe)) is not None


def test_joining_leaves_both_as_they_were():
    one = Tried(np.array([1, 3]), np.array([0.5, 0.7]))
    other = Tried(np.array([2, 3]), np.array([0.6, 0.7]))
    both = one.joined(other)
    assert both.seeds.tolist() == [1, 2, 3]
    assert both.inertias.tolist() == [0.5, 0.6, 0.7]
    assert (len(one.seeds), len(other.seeds)) == (2, 2)


# In a session


def taught(**choices: object) -> Session:
    session = Session(Recipe(**choices))
    known = quick_set(session.state.recipe, session.state.run.data)
    assert known is not None
    session.learn(known)
    assert session.state.known is known
    return session


@pytest.mark.parametrize(
    "choices", [{"k": 4}, {"data_seed": 12}, {"n": 200}, {"empty": "keep"}, {"shape": "moons"}]
)
def test_what_is_known_goes_with_points_k_and_policy(choices):
    session = taught()
    former = session.state.known
    session.edit(**choices)
    assert session.state.known is None
    session.learn(former)
    assert session.state.known is None


@pytest.mark.parametrize("choices", [{"start": "kmeans++"}, {"start_seed": 9}])
def test_what_is_known_stays_for_another_start(choices):
    session = taught()
    session.edit(**choices)
    assert session.state.known is not None


def test_showing_the_best_is_an_edit_that_can_be_undone():
    session = taught()
    stuck = session.state.run
    better = session.state.better
    assert better is not None
    session.show_best()
    assert session.state.run.marks[-1].inertia == better.inertia
    assert session.state.better is None
    session.show_best()
    session.undo()
    assert session.state.run is stuck
    assert not session.state.can_undo


def test_learning_moves_nothing_and_is_no_edit():
    session = Session(Recipe(), 5)
    before = session.state
    known = quick_set(before.recipe, before.run.data)
    assert known is not None
    session.learn(known)
    after = session.state
    assert (after.run, after.half_step, after.can_undo) == (before.run, 5, False)
