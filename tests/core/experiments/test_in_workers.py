"""Restarts, basin maps and Choose K are the same in any executor, to the bit."""

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import EMPTY_POLICIES, PointIndex, Recipe, lloyd, make_data, make_points, record
from core.experiments import ManyRuns, Pixels, basins, restarts
from core.experiments.choose_k import BOXES, choose_k
from core.experiments.many_runs import in_workers
from core.experiments.tasks import WorkersLostError

EVERY_POLICY = pytest.mark.parametrize("empty", EMPTY_POLICIES)
COLUMNS = ("inertias", "iterations", "emptied", "converged", "minima")


@pytest.fixture(scope="module", params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    pool: Executor = ThreadPoolExecutor(2)
    if request.param == "processes":
        pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    with pool:
        yield pool


@EVERY_POLICY
@pytest.mark.parametrize("cells", [500, 4000])
def test_restarts(executor, empty, cells, monkeypatch):
    monkeypatch.setattr(in_workers, "CELLS", cells)
    recipe = Recipe(shape="rings", n=90, k=7, empty=empty)
    data = make_data(recipe)
    runs, other = ManyRuns(data.assigner, 7, empty), ManyRuns(data.assigner, 7, empty)
    methods = ["random-box", "kmeans++"]
    alone = list(restarts(recipe, data, methods, 120, runs=runs))
    shared = list(restarts(recipe, data, methods, 120, runs=other, executor=executor))
    assert len(alone) == len(shared)
    for one, many in zip(alone, shared, strict=True):
        assert (one.method, one.first) == (many.method, many.first)
        assert_array_equal(one.seeds, many.seeds)
        for name in COLUMNS:
            assert_array_equal(getattr(one.endings, name), getattr(many.endings, name))
    for number in range(len(runs.found)):
        assert_array_equal(runs.centroids_of(number), other.centroids_of(number))


@EVERY_POLICY
def test_basin_maps(executor, empty, monkeypatch):
    monkeypatch.setattr(in_workers, "CELLS", 9000)
    recipe = Recipe(n=100, k=5, empty=empty)
    data = make_data(recipe)
    starts = record(recipe, data).marks[0].centroids
    pixels = Pixels(data.bounds, 19, 13)
    alone = list(basins(ManyRuns(data.assigner, 5, empty), starts, 1, pixels))
    shared = basins(ManyRuns(data.assigner, 5, empty), starts, 1, pixels, executor=executor)
    for one, many in zip(alone, shared, strict=True):
        for name in ("inertias", "minima", "iterations"):
            assert_array_equal(getattr(one, name), getattr(many, name))


def test_choose_k(executor):
    points = make_points("blobs", 100, seed=2)[0]
    alone = choose_k(points, 4, restarts=2, references=2)
    shared = choose_k(points, 4, restarts=2, references=2, executor=executor)
    assert_array_equal(alone.inertia, shared.inertia)
    assert_array_equal(alone.bic, shared.bic)
    for box in BOXES:
        assert_array_equal(alone.references_of(box), shared.references_of(box))
    assert alone.picks == shared.picks


def test_restarts_over_many_points(executor):
    recipe = Recipe(n=21_000, k=3)
    data = make_data(recipe)
    alone = [batch.endings for batch in restarts(recipe, data, ["kmeans++"], 4)]
    shared = restarts(recipe, data, ["kmeans++"], 4, executor=executor)
    for one, many in zip(alone, shared, strict=True):
        for name in COLUMNS:
            assert_array_equal(getattr(one, name), getattr(many.endings, name))


def test_an_index_can_be_pickled():
    index = PointIndex(make_points("blobs", 500)[0])
    other = pickle.loads(pickle.dumps(index))
    one, two = (list(lloyd(own, index.points[:3]))[-1] for own in (index, other))
    assert_array_equal(one.labels, two.labels)
    assert_array_equal(one.centroids, two.centroids)
    assert_array_equal(
        index.inertias(one.labels, one.centroids), other.inertias(two.labels, two.centroids)
    )


def test_batches_before_a_loss_stay():
    recipe = Recipe(n=60)
    pool = ThreadPoolExecutor(1)
    stream = restarts(recipe, make_data(recipe), ["kmeans++"], 200, executor=pool)
    first = next(stream)
    pool.shutdown()
    with pytest.raises(WorkersLostError):
        next(stream)
    assert np.isfinite(first.endings.inertias).all()
