"""A Dask cluster of two processes gives the same as one thread, to the bit."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import Recipe, make_data, make_points
from core.experiments import restarts
from core.experiments.choose_k import BOXES, Plan, choose_k, choose_k_stages, stages
from core.experiments.many_runs import in_workers
from core.experiments.tasks import WorkersLostError, ordered_results
from core.progress import Progress

distributed = pytest.importorskip("distributed")

# What closing a cluster leaves to the collector is not ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*:UserWarning"),
]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=60
    )
    with cluster, distributed.Client(cluster, set_as_default=False) as own:
        yield own


@pytest.fixture
def executor(client: Any) -> Executor:
    return client.get_executor()


def test_choose_k(executor, monkeypatch):
    monkeypatch.setattr(stages, "CELLS", 2000)
    points = make_points("blobs", 150, seed=2)[0]
    alone = choose_k(points, 5, restarts=3, references=4)
    shared = choose_k(points, 5, restarts=3, references=4, executor=executor)
    for name in ("inertia", "silhouette", "davies_bouldin", "bic"):
        assert_array_equal(getattr(alone, name), getattr(shared, name))
    for box in BOXES:
        assert_array_equal(alone.references_of(box), shared.references_of(box))
        assert_array_equal(alone.s[box], shared.s[box])
    assert alone.picks == shared.picks


def test_restarts(executor, monkeypatch):
    monkeypatch.setattr(in_workers, "CELLS", 4000)
    recipe = Recipe(n=200, k=6)
    data = make_data(recipe)
    alone = restarts(recipe, data, ["random-points"], 150)
    shared = restarts(recipe, data, ["random-points"], 150, executor=executor)
    for one, many in zip(alone, shared, strict=True):
        for name in ("inertias", "iterations", "emptied", "converged", "minima"):
            assert_array_equal(getattr(one.endings, name), getattr(many.endings, name))


def _end_worker_once(marker: str, progress: Progress) -> str:
    """Ends the process that it runs in, the first time."""
    try:
        with open(marker, "x"):  # noqa: PTH123
            pass
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGTERM)
    return "never"


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_a_lost_worker_is_replaced(executor, tmp_path):
    assert ordered_results(_end_worker_once, [str(tmp_path / "lost")], executor) == ["done"]


def test_a_lost_scheduler_is_told_and_what_is_done_stays():
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=60
    )
    client = distributed.Client(cluster, set_as_default=False)
    points = make_points("blobs", 60, clusters=3)[0]
    stream = choose_k_stages(points, Plan(4, references=3), executor=client.get_executor())
    found = [next(stream) for _ in range(4)]
    client.close()
    cluster.close()
    with pytest.raises(WorkersLostError, match="0 of"):
        next(stream)
    assert len(found[-1].best) == 4
    assert np.isfinite(found[-1].inertia).all()
