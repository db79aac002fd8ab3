"""The table of Choose K: every row a run, inertia that never rises, one table a seed."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import EMPTY_POLICIES, SEEDERS, Data, Recipe, lloyd, make_data, make_points, record
from core.analysis.criteria import (
    calinski_harabasz,
    davies_bouldin,
    gap_statistic,
    silhouette_samples,
)
from core.experiments.choose_k import (
    BOXES,
    KTable,
    Plan,
    choose_k,
    choose_k_stages,
    csv_of,
    reference_set,
    stages,
)
from core.progress import CancelledError, Progress

FEW = {"restarts": 3, "references": 3}


def assert_same(one: KTable, other: KTable, rows: int | None = None) -> None:
    """To the bit, in the first ``rows``."""
    for name in ("inertia", "silhouette", "calinski_harabasz", "davies_bouldin", "f_k", "bic"):
        assert_array_equal(getattr(one, name)[:rows], getattr(other, name)[:rows])
    for box in BOXES:
        assert_array_equal(one.references_of(box)[:, :rows], other.references_of(box)[:, :rows])
        assert_array_equal(one.gap[box][:rows], other.gap[box][:rows])
        assert_array_equal(one.s[box][:rows], other.s[box][:rows])
    assert [run.seed for run in one.best[:rows]] == [run.seed for run in other.best[:rows]]


# Every row is a run


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
@pytest.mark.parametrize("start", SEEDERS)
def test_every_inertia_is_that_of_a_recorded_run(start, empty):
    recipe = Recipe(shape="rings", n=70, data_seed=3)
    data = make_data(recipe)
    table = choose_k(data.assigner, 12, restarts=2, references=0, start=start, empty=empty)
    assert len(table.best) == 12
    for run in table.best:
        end = record(run.recipe(recipe), data).marks[-1]
        assert end.inertia == run.inertia == table.inertia[run.k - 1]
        assert_array_equal(end.centroids, run.centroids)
        assert_array_equal(end.sizes, run.sizes)


def test_best_runs_are_restarts_and_warm_starts():
    points = make_points("uniform", 200, seed=2)[0]
    table = choose_k(points, 12, restarts=2, references=0)
    warm = [run.is_warm for run in table.best]
    assert any(warm)
    assert not all(warm)
    for run in table.best:
        assert (run.start == "by-hand") == run.is_warm == (run.placed is not None)


@pytest.mark.parametrize("shape", ["blobs", "uniform", "unequal-size", "moons"])
@pytest.mark.parametrize("empty", EMPTY_POLICIES)
def test_inertia_never_rises_with_one_restart(shape, empty):
    for seed in range(3):
        points = make_points(shape, 90, clusters=5, seed=seed)[0]
        table = choose_k(points, 15, restarts=1, references=2, seed=seed, empty=empty)
        assert (np.diff(table.inertia) < 0).all()
        for box in BOXES:
            assert (np.diff(table.references_of(box), axis=1) < 0).all()


def test_a_reference_inertia_is_that_of_the_best_run_over_the_reference_set():
    points = make_points("blobs", 80, seed=4)[0]
    table = choose_k(points, 4, seed=9, **FEW)
    for box in BOXES:
        found = reference_set(points, box, 1, seed=9)
        w = table.references_of(box)[1]
        assert w[0] == pytest.approx(((found - found.mean(axis=0)) ** 2).sum(), rel=1e-12)
        best = min(
            ((found - end.centroids[end.labels]) ** 2).sum()
            for start in np.random.default_rng(0).permutation(found)[:60].reshape(-1, 4, 2)
            for end in [list(lloyd(found, start))[-1]]
        )
        assert w[3] == pytest.approx(best, rel=0.15)


def test_the_columns_are_the_criteria_of_the_best_runs():
    points = make_points("blobs", 150, seed=1)[0]
    table = choose_k(points, 6, **FEW)
    assert np.isnan([table.silhouette[0], table.calinski_harabasz[0]]).all()
    for run in table.best[1:]:
        labels = ((points[:, None] - run.centroids) ** 2).sum(axis=2).argmin(axis=1)
        row = run.k - 1
        assert table.silhouette[row] == pytest.approx(silhouette_samples(points, labels).mean())
        assert table.calinski_harabasz[row] == calinski_harabasz(points, labels)
        assert table.davies_bouldin[row] == davies_bouldin(points, labels)
        assert table.smallest[row] == np.bincount(labels).min()
    for box in BOXES:
        gap, s = gap_statistic(table.inertia, table.references_of(box))
        assert_array_equal(table.gap[box], gap)
        assert_array_equal(table.s[box], s)
        curve = table.reference_curve(box)
        assert curve[0] == pytest.approx(table.inertia[0])
        assert np.log(curve / table.inertia) == pytest.approx(gap - gap[0], abs=1e-12)


# One seed, one table


def test_workers_and_the_cut_into_tasks_change_nothing(monkeypatch):
    points = make_points("blobs", 120, seed=5)[0]
    table = choose_k(points, 5, seed=3, **FEW)
    with ThreadPoolExecutor(3) as executor:
        for cells in (1, 1000, 10**9):
            monkeypatch.setattr(stages, "CELLS", cells)
            assert_same(choose_k(points, 5, seed=3, executor=executor, **FEW), table)
            assert_same(choose_k(points, 5, seed=3, **FEW), table)
    assert (choose_k(points, 5, seed=4, **FEW).gap["box"] != table.gap["box"]).all()


def test_a_larger_k_max_and_more_references_change_no_row():
    points = make_points("blobs", 120, seed=5)[0]
    small, large = choose_k(points, 4, **FEW), choose_k(points, 9, restarts=3, references=5)
    assert_same(
        small,
        replace(large, reference_inertias={box: large.references_of(box)[:3, :] for box in BOXES}),
        4,
    )


def test_points_are_not_written_to():
    points = make_points("blobs", 60)[0]
    before = points.copy()
    table = choose_k(points, 3, **FEW)
    assert_array_equal(points, before)
    arrays = [table.inertia, table.silhouette, table.f_k, table.bic, table.gap["pca"]]
    assert not any(array.flags.writeable for array in arrays)


# As it grows


def tables(points: np.ndarray, plan: Plan, progress: Progress) -> Iterator[KTable]:
    return choose_k_stages(points, plan, progress=progress)


def test_data_comes_before_references_and_k_by_k(monkeypatch):
    monkeypatch.setattr(stages, "CELLS", 1)
    points, told = make_points("blobs", 60)[0], []
    found = list(tables(points, Plan(4, **FEW), Progress(told.append)))
    assert [len(table.best) for table in found] == [1, 2, 3, 4] + [4] * 6
    done = [[table.references_done(box) for box in BOXES] for table in found]
    assert done == [[0, 0]] * 4 + [[1, 0], [1, 1], [2, 1], [2, 2], [3, 2], [3, 3]]
    assert [table.is_complete for table in found] == [False] * 9 + [True]
    assert found[1].notes == ("not complete: K = 1 to 2 of 4",)
    assert found[7].notes == ("not complete: 2 of 3 reference sets",)
    assert np.isfinite(found[4].gap["box"]).all()
    assert told == sorted(told)
    assert 0.9 < told[-1] <= 1.0


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(2)])
def test_what_is_there_stays_when_it_is_cancelled(monkeypatch, executor):
    monkeypatch.setattr(stages, "CELLS", 1)
    wanted = True
    found: list[KTable] = []
    progress = Progress(is_wanted=lambda: wanted)
    plan = Plan(4, restarts=2, references=6)
    points = make_points("blobs", 60, clusters=3)[0]
    stream = choose_k_stages(points, plan, executor=executor, progress=progress)
    while wanted:
        found.append(next(stream))
        wanted = min(found[-1].references_done(box) for box in BOXES) < 2
    with pytest.raises(CancelledError):
        deque(stream, maxlen=0)
    assert not found[-1].is_complete
    assert 2 <= found[-1].references_done("pca") <= 6
    assert "6 reference sets" in found[-1].notes[0]
    assert found[-1].picks["gap"] == 3


# Few, equal, far and many points


@pytest.mark.parametrize("points", [[[3.0, 4.0]], [[3.0, 4.0]] * 7])
def test_equal_points_have_one_cluster(points):
    table = choose_k(points, 5, **FEW)
    assert table.largest == 1
    assert table.inertia[0] == 0.0
    assert np.isnan(table.inertia[1:]).all()
    assert set(table.picks.values()) == {None}
    assert table.notes == ("all points are equal: only one cluster can be tried",)
    assert table.agreement == "No criterion has an answer: there is only one K."


def test_k_ends_before_the_number_of_distinct_points():
    points = np.repeat([[0.0, 0], [1, 0], [5, 5], [9, 1]], 6, axis=0)
    table = choose_k(points, 8, **FEW)
    assert len(table.best) == table.largest == 3
    assert len(table.inertia) == len(table.gap["pca"]) == 8
    assert np.isnan(table.inertia).tolist() == [False] * 3 + [True] * 5
    assert "K ends at 3: of 4 distinct points" in table.notes[0]


@pytest.mark.parametrize("points", [[[0.0, 0], [1, 1]], [[0.0, 0], [1, 1], [0, 0]]])
def test_two_distinct_points(points):
    table = choose_k(points, 4, **FEW)
    assert table.largest == 1
    assert table.inertia[0] > 0
    assert set(table.picks.values()) == {None}


def test_points_on_a_line_in_one_and_in_two_features():
    x = np.linspace(0, 1, 40)
    for points in (x[:, None], np.column_stack([x, 2 * x])):
        table = choose_k(points, 5, **FEW)
        assert np.isfinite(table.gap["box"]).all()
        assert np.isfinite(table.gap["pca"]).all()


def test_more_than_two_features():
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(size=(30, 5)), rng.normal(size=(30, 5)) + 20])
    table = choose_k(points, 4, **FEW)
    assert table.d == 5
    assert {table.picks[name] for name in ("silhouette", "f_k", "bic", "gap")} == {2}


@pytest.mark.parametrize(("scale", "offset"), [(1e-9, 0.0), (1e6, 0.0), (1.0, 1e6), (8.0, 2.0**53)])
def test_scale_and_place_change_no_pick(scale, offset):
    points = make_points("blobs", 90, clusters=3, seed=3)[0]
    moved = points * scale + offset if offset < 2.0**50 else np.round(points * scale) * 2 + offset
    table = choose_k(moved, 5, **FEW)
    assert table.picks["gap"] == table.picks["silhouette"] == 3


def test_of_many_points_silhouette_and_gap_are_of_samples(monkeypatch):
    monkeypatch.setattr(stages, "EXACT_SILHOUETTES", 300)
    monkeypatch.setattr(stages, "LARGEST_REFERENCE", 200)
    points = make_points("blobs", 400, clusters=4, seed=3)[0]
    table, whole = choose_k(points, 5, **FEW), choose_k(points, 5, restarts=3, references=0)
    assert_array_equal(table.inertia, whole.inertia)
    assert table.silhouette_sample == 300
    assert table.reference_size == 200
    assert table.notes == (
        "silhouettes are of a sample of 300 of 400 points, seed 0",
        "the gap is that of a sample of 200 of 400 points, seed 0",
    )
    assert table.sample_inertia == pytest.approx(table.inertia / 2, rel=0.2)
    assert set(table.picks.values()) == {4}
    assert len(reference_set(points, "box", 0)) == 200


def test_many_points_in_tasks_have_the_runs_that_are_recorded(monkeypatch):
    monkeypatch.setattr(stages, "EXACT_SILHOUETTES", 500)
    recipe = Recipe(n=20_500, data_seed=3)
    data: Data = make_data(recipe)
    plan = Plan(3, restarts=2, references=0)
    with ThreadPoolExecutor(2) as executor:
        found = list(choose_k_stages(data.assigner, plan, executor=executor))[-1]
    for run in found.best:
        assert record(run.recipe(recipe), data).marks[-1].inertia == run.inertia
    assert_same(found, list(choose_k_stages(data.assigner, plan))[-1])


def test_empty_clusters_are_counted(monkeypatch):
    points = make_points("blobs", 40)[0]
    table = choose_k(points, 3, **FEW)
    run = replace(table.best[2], sizes=np.array([30, 0, 10]))
    table = replace(table, best=(*table.best[:2], run))
    assert table.clusters.tolist() == [1, 2, 2]
    assert table.smallest.tolist()[2] == 10
    assert table.notes == ("clusters left empty; K (clusters with points): 3 (2)",)


# Arguments and text


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("k_max", 1, ValueError),
        ("k_max", 201, ValueError),
        ("k_max", 3.0, TypeError),
        ("restarts", 0, ValueError),
        ("references", -1, ValueError),
        ("seed", -1, ValueError),
        ("start", "by-hand", ValueError),
        ("empty", "none", ValueError),
    ],
)
def test_wrong_arguments_are_named(name, value, error):
    with pytest.raises(error, match=name):
        choose_k(make_points("blobs", 30)[0], **{name: value})


def test_wrong_points_are_named():
    with pytest.raises(ValueError, match="points"):
        choose_k([[np.nan, 0.0]])


def test_a_recipe_is_of_the_plane():
    run = choose_k(np.random.default_rng(0).normal(size=(20, 3)), 3, **FEW).best[1]
    with pytest.raises(ValueError, match="placed"):
        replace(run, placed=np.zeros((2, 3))).recipe(Recipe())


def test_csv_has_all_digits_and_empty_cells_where_undefined():
    table = choose_k(make_points("blobs", 60)[0], 3, **FEW)
    head, *rows = [line.split(",") for line in csv_of(table).splitlines()]
    assert head[:3] == ["k", "inertia", "clusters"]
    for row, cells in enumerate(rows):
        found = dict(zip(head, cells, strict=True))
        assert float(found["inertia"]) == table.inertia[row]
        assert float(found["gap_pca"]) == table.gap["pca"][row]
        assert (found["silhouette"] == "") == (row == 0)
