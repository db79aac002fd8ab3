"""What happened at a half-step, in numbers."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core import EMPTY_POLICIES, Phase, Recipe, record
from core.analysis.facts import facts_at, newly_empty
from core.runs.run import Run

RUN = record(Recipe(n=150, start_seed=1))
HOLES = {"shape": "smiley", "n": 24, "k": 8, "start": "random-box", "start_seed": 2}
WITH_HOLES = {name: record(Recipe(**HOLES, empty=name)) for name in EMPTY_POLICIES}
EVERY_RUN = pytest.mark.parametrize("run", [RUN, *WITH_HOLES.values()], ids=["plain", *WITH_HOLES])


def by_number(run: Run, index: int) -> dict[int, tuple[float, float]]:
    mark = run.marks[index]
    return dict(zip(mark.numbers, map(tuple, mark.centroids.tolist()), strict=True))


def filled(run: Run, index: int) -> set[int]:
    step = run[index]
    return {step.numbers[label] for label in step.labels.tolist() if label >= 0}


def test_the_runs_with_holes_have_some_after_the_first_assignment():
    for run in WITH_HOLES.values():
        assert any(mark.emptied for mark in run.marks[2:])


@EVERY_RUN
def test_sizes_and_shares_add_up(run):
    for index in range(1, len(run)):
        facts = facts_at(run, index)
        assert len(facts.sizes) == len(facts.inertias) == facts.k == len(run[index].centroids)
        assert facts.sizes.sum() == facts.n == len(run.points)
        assert facts.inertias.sum() == pytest.approx(facts.inertia)


@EVERY_RUN
def test_the_moves_are_those_of_each_centroid_from_its_own_place(run):
    for index in range(1, len(run)):
        before, now = by_number(run, index - 1), by_number(run, index)
        moves = [math.dist(before[number], place) for number, place in now.items()]
        facts = facts_at(run, index)
        assert facts.largest_shift == pytest.approx(max(moves))
        assert facts.moved == sum(move > 0 for move in moves)
        if facts.phase is Phase.ASSIGN:
            assert (facts.moved, facts.largest_shift) == (0, 0.0)


@EVERY_RUN
def test_the_cost_before_is_that_of_the_half_step_before(run):
    for index in range(2, len(run)):
        assert facts_at(run, index).inertia_before == facts_at(run, index - 1).inertia


@EVERY_RUN
def test_changes_are_those_of_the_mark(run):
    for index, mark in enumerate(run.marks):
        facts = facts_at(run, index)
        assert (facts.phase, facts.iteration, facts.changed) == (
            mark.phase,
            mark.iteration,
            mark.changed,
        )


@EVERY_RUN
def test_emptied_are_the_clusters_without_a_point_by_their_numbers(run):
    for index in range(1, len(run)):
        facts = facts_at(run, index)
        at = index if facts.phase is Phase.ASSIGN else index - 1
        assert set(facts.emptied) == set(run.marks[at].numbers) - filled(run, at)


@EVERY_RUN
def test_newly_empty_are_those_that_had_a_point_or_a_new_chance_before(run):
    for index in range(len(run)):
        found = set(newly_empty(run, index))
        if run.marks[index].phase is not Phase.ASSIGN:
            assert found == set()
            continue
        empty = set(run.marks[index].numbers) - filled(run, index)
        lasting = run.recipe.empty == "keep" and index > 1
        stale = set(run.marks[index].numbers) - filled(run, index - 1) if lasting else set()
        assert found == empty - stale


@EVERY_RUN
def test_only_the_last_half_step_is_the_end(run):
    ends = [facts_at(run, index).at_end for index in range(len(run))]
    assert ends == [False] * run.last + [True]
    assert facts_at(run, run.last).converged
    assert not any(facts_at(run, index).converged for index in range(run.last))


def test_a_run_cut_short_ends_without_convergence():
    short = Run(RUN.recipe, RUN.data, RUN.marks[:4])
    facts = facts_at(short, 3)
    assert (facts.at_end, facts.converged) == (True, False)


def test_the_start_has_no_cost_and_no_sizes():
    facts = facts_at(RUN, 0)
    assert math.isnan(facts.inertia)
    assert math.isnan(facts.inertia_before)
    assert facts.sizes.tolist() == [0] * 5
    assert facts.inertias.tolist() == [0.0] * 5
    assert (facts.moved, facts.changed, facts.emptied) == (0, 0, ())


def test_the_first_assignment_has_a_cost_but_none_before():
    facts = facts_at(RUN, 1)
    assert facts.inertia > 0
    assert math.isnan(facts.inertia_before)
    assert facts.changed == 150


@EVERY_RUN
def test_the_shares_are_those_of_the_shown_half_step(run):
    for index in range(1, len(run)):
        step = run[index]
        shares = np.zeros(len(step.centroids))
        np.add.at(
            shares, step.labels, ((run.points - step.centroids[step.labels]) ** 2).sum(axis=1)
        )
        assert_allclose(facts_at(run, index).inertias, shares)
