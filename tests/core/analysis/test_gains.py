"""Gains: what a half-step saved, by cluster, adds up to what it saved."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from core import EMPTY_POLICIES, Phase, Recipe, Run, record
from core.analysis.gains import gains_at, gains_so_far, unsplit_at

HOLES = {"shape": "smiley", "n": 24, "k": 8, "start": "random-box", "start_seed": 2}
WITH_HOLES = {name: record(Recipe(**HOLES, empty=name)) for name in EMPTY_POLICIES}
EVERY_RUN = pytest.mark.parametrize("run", WITH_HOLES.values(), ids=WITH_HOLES)

RECIPES = st.builds(
    Recipe,
    shape=st.sampled_from(["smiley", "blobs", "grid", "uniform"]),
    n=st.integers(12, 60),
    k=st.integers(1, 9),
    data_seed=st.integers(0, 99),
    start=st.sampled_from(["random-box", "random-points", "kmeans++", "random-partition"]),
    start_seed=st.integers(0, 99),
)


def close(one: float, other: float, scale: float) -> bool:
    return abs(one - other) <= 1e-10 * scale


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
@given(recipe=RECIPES)
def test_the_gains_of_the_clusters_add_up_to_the_fall_of_inertia(empty, recipe):
    run = record(recipe.but(empty=empty))
    for index in range(run.first + 2, len(run)):
        gains, before, now = gains_at(run, index), run.marks[index - 1], run.marks[index]
        assert gains.numbers == before.numbers
        assert len(gains.amounts) == len(before.numbers)
        assert gains.total == before.inertia - now.inertia
        assert close(gains.amounts.sum(), gains.total, before.inertia)
        # No point joins a cluster that is farther, no mean costs more than another place.
        assert (gains.amounts >= -1e-10 * before.inertia).all()


@EVERY_RUN
def test_in_an_assignment_each_cluster_has_what_those_who_joined_it_saved(run: Run) -> None:
    for index in range(run.first + 3, len(run), 2):
        before, step = run[index - 1], run[index]
        saved = np.zeros(len(step.centroids))
        for row, point in enumerate(run.points):
            old, new = before.labels[row], step.labels[row]
            far, near = (((point - step.centroids[c]) ** 2).sum() for c in (old, new))
            saved[new] += far - near
        assert_allclose(gains_at(run, index).amounts, saved, atol=1e-12)


@EVERY_RUN
def test_in_an_update_each_cluster_has_what_its_move_to_the_mean_saved(run: Run) -> None:
    """And, with a new cluster that took a point, what that point had cost."""
    for index in range(run.first + 2, len(run), 2):
        before, step = run[index - 1], run[index]
        saved = dict.fromkeys(before.numbers, 0.0)
        for row, point in enumerate(run.points):
            old = before.centroids[before.labels[row]]
            new = step.centroids[step.labels[row]]
            own = step.numbers[step.labels[row]]
            saved[own] += ((point - old) ** 2).sum() - ((point - new) ** 2).sum()
        assert_allclose(gains_at(run, index).amounts, list(saved.values()), atol=1e-12)


def test_every_policy_had_something_to_do() -> None:
    for run in WITH_HOLES.values():
        assert any(mark.emptied and mark.phase is Phase.UPDATE for mark in run.marks)
    assert any(mark.moved for mark in WITH_HOLES["farthest"].marks)
    assert len(WITH_HOLES["drop"].marks[-1].numbers) < 8


@EVERY_RUN
def test_nothing_is_saved_up_to_the_first_assignment(run: Run) -> None:
    for index in range(run.first + 2):
        assert gains_at(run, index) is None
        assert gains_so_far(run, index) == (0.0, 0.0)


def test_the_film_of_a_seeding_saves_nothing() -> None:
    run = record(Recipe(n=60, start="kmeans++"))
    assert run.first > 0
    assert gains_at(run, run.first + 1) is None
    assert gains_at(run, run.first + 2) is not None


@EVERY_RUN
def test_what_is_saved_so_far_is_the_fall_since_the_first_assignment(run: Run) -> None:
    first = run.marks[run.first + 1].inertia
    for index in range(run.first + 1, len(run)):
        assign, update = gains_so_far(run, index)
        assert close(assign + update, first - run.marks[index].inertia, first)
        later = range(run.first + 2, index + 1)
        totals = [(run.marks[at].phase, gains_at(run, at).total) for at in later]
        assert assign == pytest.approx(sum(t for phase, t in totals if phase is Phase.ASSIGN))
        assert update == pytest.approx(sum(t for phase, t in totals if phase is Phase.UPDATE))


@EVERY_RUN
def test_the_largest_come_first_and_those_that_are_rounding_never(run: Run) -> None:
    for index in range(run.first + 2, len(run)):
        gains = gains_at(run, index)
        sizes = [amount for _, amount in gains.largest]
        assert sizes == sorted(sizes, reverse=True)
        assert all(amount > 1e-13 * gains.before for amount in sizes)
        assert (
            dict(gains.largest).items()
            <= dict(zip(gains.numbers, gains.amounts, strict=True)).items()
        )
    assert gains_at(run, run.last).largest == ()


@EVERY_RUN
def test_the_total_is_known_without_a_look_at_the_points(run: Run) -> None:
    assert unsplit_at(run, run.first + 1) is None
    for index in range(run.first + 2, len(run)):
        gains = unsplit_at(run, index)
        assert gains.total == gains_at(run, index).total
        assert gains.largest == ()
        assert gains.matters == (gains.total > 1e-12 * gains.before)


@EVERY_RUN
def test_what_is_kept_of_gains_is_read_only(run: Run) -> None:
    gains = gains_at(run, run.first + 2)
    assert gains is gains_at(run, run.first + 2)
    assert not gains.amounts.flags.writeable
