"""Restarts are recorded runs; their tallies are pure; they fail as often as a peer's do."""

import csv
from itertools import islice
from math import isnan, sqrt

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn.cluster import KMeans, kmeans_plusplus
from threadpoolctl import threadpool_limits

from core import SEEDERS, Data, Points, Recipe, make_data, make_points, record
from core.experiments import (
    ManyRuns,
    Tally,
    best_of,
    csv_of,
    reference_cost,
    restart_of,
    restarts,
)
from core.experiments.restarts import FAILED
from core.progress import CancelledError, Progress

EVERY_SEEDER = pytest.mark.parametrize("method", SEEDERS)


def tallies_of(recipe: Recipe, data: Data, methods: list[str], count: int) -> dict[str, Tally]:
    tallies = {method: Tally(method) for method in methods}
    for batch in restarts(recipe, data, methods, count):
        tallies[batch.method] = tallies[batch.method].with_batch(batch)
    return tallies


@EVERY_SEEDER
@pytest.mark.parametrize("empty", ["farthest", "random"])
def test_a_restart_is_a_recorded_run(method, empty):
    recipe = Recipe(n=80, k=6, start_seed=999_985, empty=empty)
    data = make_data(recipe)
    tally = tallies_of(recipe, data, [method], 45)[method]
    assert tally.seeds.tolist() == [*range(999_985, 1_000_000), *range(30)]
    for index in range(45):
        own = restart_of(recipe, method, index)
        run = record(own, data)
        assert own.start_seed == tally.seeds[index]
        assert run.marks[-1].inertia == tally.inertias[index]
        assert run.marks[-1].iteration == tally.iterations[index]
        assert run.converged == tally.converged[index]
        assert any(mark.emptied for mark in run.marks) == tally.emptied[index]


def test_results_of_every_method_come_early_and_then_in_larger_batches():
    recipe = Recipe(n=60)
    methods = ["kmeans++", "by-hand", "random-box"]
    batches = list(restarts(recipe, make_data(recipe), methods, 500))
    assert {batch.method for batch in batches[:2]} == {"kmeans++", "random-box"}
    assert len(batches[0].seeds) < 20 < len(batches[6].seeds)
    for method in ("kmeans++", "random-box"):
        own = [batch for batch in batches if batch.method == method]
        firsts = np.cumsum([0, *(len(batch.seeds) for batch in own)])
        assert [batch.first for batch in own] == firsts[:-1].tolist()
        assert firsts[-1] == 500


def test_a_method_is_not_changed_by_the_others_nor_by_the_count():
    recipe = Recipe(n=100, k=5, shape="rings")
    data = make_data(recipe)
    alone = tallies_of(recipe, data, ["kmeans++"], 60)["kmeans++"]
    among = tallies_of(recipe, data, list(SEEDERS), 90)["kmeans++"]
    for name in ("seeds", "inertias", "iterations", "emptied"):
        assert_array_equal(getattr(alone, name), getattr(among, name)[:60])


def test_the_numbers_of_minima_are_those_of_the_runs_handed_in():
    recipe = Recipe(n=100)
    data = make_data(recipe)
    runs = ManyRuns(data.assigner, recipe.k)
    for batch in islice(restarts(recipe, data, ["kmeans++"], 60, runs=runs), 3):
        for seed, minimum in zip(batch.seeds.tolist(), batch.endings.minima, strict=True):
            end = record(recipe.but(start="kmeans++", start_seed=seed), data).marks[-1]
            told = runs.centroids_of(int(minimum))
            assert sorted(told.tolist()) == sorted(end.centroids.tolist())


def test_restarts_can_be_called_off():
    recipe = Recipe(n=60)
    with pytest.raises(CancelledError):
        next(
            restarts(recipe, make_data(recipe), ["kmeans++"], 5, Progress(is_wanted=lambda: False))
        )


def test_progress_rises_to_the_end():
    recipe, told = Recipe(n=60), []
    list(restarts(recipe, make_data(recipe), list(SEEDERS), 70, Progress(told.append)))
    assert told == sorted(told)
    assert 0.5 < told[-1] <= 1.0


# Tallies


def test_a_tally_says_what_its_batches_came_to():
    recipe = Recipe(n=150, k=5)
    data = make_data(recipe)
    tally = tallies_of(recipe, data, ["random-points"], 100)["random-points"]
    costs = tally.inertias.tolist()
    assert tally.best == min(costs)
    assert tally.best_seed == recipe.start_seed + costs.index(min(costs))
    assert sum(bar.count for bar in tally.bars) == 100
    assert [bar.inertia for bar in tally.bars] == sorted(bar.inertia for bar in tally.bars)
    assert {bar.minimum for bar in tally.bars} == set(tally.minima.tolist())
    assert tally.above(tally.best) == sum(c > min(costs) * (1 + 1e-9) for c in costs) / 100
    assert 0 < tally.failed(data.true_inertia) <= tally.above(tally.best) < 1
    assert tally.mean_iterations == pytest.approx(np.mean(tally.iterations))
    assert tally.sd_iterations == pytest.approx(np.std(tally.iterations, ddof=1))


def test_a_batch_leaves_the_tally_before_it_as_it_was_and_goes_to_its_own_method():
    recipe = Recipe(n=60)
    batch = next(restarts(recipe, make_data(recipe), ["kmeans++"], 5))
    empty = Tally("kmeans++")
    assert len(empty.with_batch(batch)) == 5
    assert len(empty) == 0
    assert isnan(empty.best)
    assert empty.best_seed is None
    assert empty.bars == ()
    with pytest.raises(ValueError, match="random-box"):
        Tally("random-box").with_batch(batch)


def test_the_reference_is_the_truth_where_it_compares_and_else_the_best():
    recipe = Recipe(n=100, blobs=5, k=5)
    data = make_data(recipe)
    tallies = tallies_of(recipe, data, ["kmeans++", "random-box"], 20).values()
    assert reference_cost(data, 5, tallies) == data.true_inertia
    assert reference_cost(data, 4, tallies) == min(tally.best for tally in tallies)
    assert best_of(tallies) == min(tally.best for tally in tallies)
    assert isnan(reference_cost(data, 4, []))


def test_the_table_as_text_says_everything_exactly():
    recipe = Recipe(n=70, k=4)
    tallies = tallies_of(recipe, make_data(recipe), ["kmeans++", "random-box"], 15)
    rows = list(csv.DictReader(csv_of(tallies.values()).splitlines()))
    assert [row["method"] for row in rows] == ["kmeans++"] * 15 + ["random-box"] * 15
    tally = tallies["random-box"]
    assert [float(row["inertia"]) for row in rows[15:]] == tally.inertias.tolist()
    assert [int(row["start_seed"]) for row in rows[15:]] == tally.seeds.tolist()
    assert [int(row["iterations"]) for row in rows[15:]] == tally.iterations.tolist()
    assert [row["emptied"] == "1" for row in rows[15:]] == tally.emptied.tolist()
    assert [int(row["minimum"]) for row in rows[15:]] == tally.minima.tolist()


# How often a method fails, against scikit-learn

COUNT, PEERS = 2000, 1500


@pytest.mark.parametrize("method", ["random-points", "kmeans++"])
@pytest.mark.parametrize("k", [5, 8])
def test_a_method_fails_as_often_as_that_of_the_peer(method, k):
    recipe = Recipe(shape="ring-of-blobs", n=60 * k, blobs=k, k=k, start_seed=0)
    data = make_data(recipe)
    tally = tallies_of(recipe, data, [method], COUNT)[method]
    reference = reference_cost(data, k, [tally])
    ours = tally.failed(reference)
    peers = np.mean([cost > FAILED * reference for cost in peer_costs(method, data.points, k)])
    both = (ours * COUNT + peers * PEERS) / (COUNT + PEERS)
    deviation = sqrt(both * (1 - both) * (1 / COUNT + 1 / PEERS))
    assert 0.05 < both < 0.999
    assert abs(ours - peers) < 2.576 * deviation


def peer_costs(method: str, points: Points, k: int) -> list[float]:
    """scikit-learn's, of k-means++ without its greedy trials."""
    # On a busy machine its threads would wait for each other far longer than they work.
    with threadpool_limits(1):
        return [peer_cost(method, points, k, seed) for seed in range(PEERS)]


def peer_cost(method: str, points: Points, k: int, seed: int) -> float:
    rng = np.random.RandomState(seed)
    if method == "kmeans++":
        starts = kmeans_plusplus(points, k, random_state=rng, n_local_trials=1)[0]
    else:
        starts = points[rng.permutation(len(points))[:k]]
    peer = KMeans(k, init=starts, n_init=1, algorithm="lloyd", tol=0)
    return float(peer.fit(points).inertia_)


def test_points_of_a_ring_of_blobs_are_those_of_make_points():
    data = make_data(Recipe(shape="ring-of-blobs", n=300, blobs=5))
    assert_array_equal(data.points, make_points("ring-of-blobs", 300, clusters=5, seed=11)[0])
