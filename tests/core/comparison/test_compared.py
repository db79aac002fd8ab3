"""What stands side by side: one film for all, colours that match, the best of them best_boards."""

from dataclasses import replace

import numpy as np
import pytest

from core import SEEDERS, Phase, Recipe, Run, record
from core.comparison.compared import FEWEST, MOST, Compared, best, board_of, film_of, matched
from core.comparison.presets import READY, later_seeds, next_seed, one_more, usual_pair
from core.kmeans.measures import SAME
from core.runs.recipe import BY_HAND
from core.runs.recipe_limits import LIMITS
from core.session.edits.new_run import identity_slots
from core.session.film import sought, stepped, ticked
from core.session.state import State

BASE = Recipe(n=80, k=4)
STARTS = ("random-points", "kmeans++", "farthest-first", "random-partition")


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    data = record(BASE).data
    return [record(BASE.but(start=start), data) for start in STARTS]


@pytest.fixture
def compared(runs: list[Run]) -> Compared:
    entries = matched(runs, identity_slots(runs[0]))
    return Compared(entries, film_of(entries, State(runs[0], entries[0].slots), 0))


# One film


def test_some_of_the_runs_are_filmed_from_the_choice_of_their_starts(runs):
    assert {run.first for run in runs} == {0, BASE.k - 1}


def test_all_boards_have_their_first_assignment_at_once(compared):
    for since, phase in ((0, Phase.SEED), (1, Phase.ASSIGN), (2, Phase.UPDATE)):
        film = sought(compared.film, compared.film.run.first + since)
        for board in replace(compared, film=film).boards:
            mark = board.run.marks[board.half_step]
            assert mark.phase is phase
            assert len(mark.centroids) == BASE.k


def test_the_film_is_as_long_as_the_longest_run_and_the_others_stay_at_their_ends(compared):
    lengths = [entry.length for entry in compared.entries]
    assert compared.film.run.last - compared.film.run.first == max(lengths)
    for since in range(max(lengths) + 1):
        film = sought(compared.film, compared.film.run.first + since)
        for entry, board in zip(compared.entries, replace(compared, film=film).boards, strict=True):
            assert board.run is entry.run
            assert board.half_step - board.run.first == min(since, entry.length)


def test_a_glide_is_one_for_all_that_have_not_ended(compared):
    film = stepped(sought(compared.film, compared.film.run.first + 1), 1)
    film = ticked(film, 0.1)
    assert 0.0 < film.progress < 1.0
    for board in replace(compared, film=film).boards:
        assert board.progress == film.progress
    longest = max(compared.entries, key=lambda entry: entry.length)
    shortest = min(compared.entries, key=lambda entry: entry.length)
    assert shortest.length < longest.length
    film = replace(film, half_step=longest.run.last)
    assert board_of(shortest, film).progress == 1.0
    assert board_of(longest, film).progress == film.progress


def test_a_film_that_plays_plays_on_with_other_boards_unless_they_have_ended(compared):
    playing = replace(compared.film, playing=True)
    assert film_of(compared.entries, playing, 2).playing
    assert not film_of(compared.entries, playing, np.inf).playing


# Colours


def test_the_first_board_keeps_its_colours_and_all_have_each_colour_once(runs):
    slots = (2, 0, 3, 1)
    entries = matched(runs, slots)
    assert entries[0].slots == slots
    for entry in entries:
        assert sorted(entry.slots) == [0, 1, 2, 3]


def test_the_same_centroids_in_another_order_have_the_same_colours():
    data = record(BASE).data
    places = tuple(map(tuple, record(BASE, data).starts.tolist()))
    by_hand = [
        record(BASE.but(start=BY_HAND, placed=order), data) for order in (places, places[::-1])
    ]
    one, other = matched(by_hand, (0, 1, 2, 3))
    assert other.slots == one.slots[::-1]


def test_boards_that_start_alike_keep_the_colours_of_their_starts():
    """Where only the policy differs, a cluster is known by its start, wherever it ends."""
    recipe = Recipe(n=60, k=30, start="random-box")
    data = record(recipe).data
    runs = [record(recipe.but(empty=empty), data) for empty in ("keep", "drop", "farthest")]
    slots = tuple(reversed(range(30)))
    assert [entry.slots for entry in matched(runs, slots)] == [slots] * 3


# The best


def test_the_crown_is_the_minimum(compared):
    ends = [entry.run.marks[-1].inertia for entry in compared.entries]
    best_boards = best(compared.entries)
    assert best_boards
    for place, end in enumerate(ends):
        assert (place in best_boards) == (end <= min(ends) * (1 + SAME))


def test_equals_are_all_crowned_and_only_at_the_end(runs):
    entries = matched([runs[0], runs[0]], (0, 1, 2, 3))
    begun = Compared(entries, film_of(entries, State(runs[0], (0, 1, 2, 3)), 0))
    assert begun.best_boards == frozenset()
    ended = replace(begun, film=film_of(entries, begun.film, np.inf))
    assert ended.best_boards == {0, 1}


def test_nobody_is_crowned_whom_the_true_clusters_beat():
    stuck = record(Recipe(data_seed=75, start_seed=2))
    assert stuck.marks[-1].inertia > 2 * stuck.data.true_inertia
    beside = record(stuck.recipe.but(start_seed=2, empty="keep"), stuck.data)
    state = State(stuck, tuple(range(5)))
    entries = matched([stuck, beside], state.slots)
    assert Compared(entries, film_of(entries, state, float("inf"))).best_boards == frozenset()
    fewer = record(stuck.recipe.but(k=4), stuck.data)
    entries = matched([fewer, fewer], tuple(range(4)))
    film = film_of(entries, State(fewer, tuple(range(4))), float("inf"))
    assert Compared(entries, film).best_boards == {0, 1}


def test_nobody_is_crowned_while_a_run_is_only_begun(runs):
    draft = record(BASE, runs[0].data, is_draft=True)
    assert best(matched([runs[0], draft], (0, 1, 2, 3))) == frozenset()


# What to compare


@pytest.mark.parametrize("start", [*SEEDERS, BY_HAND])
@pytest.mark.parametrize("name", READY)
def test_ready_sets_are_boards_on_the_same_points_that_differ_in_one_thing(name, start):
    placed = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)) if start == BY_HAND else ()
    recipes = READY[name](BASE.but(start=start, placed=placed))
    assert FEWEST <= len(recipes) <= MOST
    assert len(set(recipes)) == len(recipes)
    field = {"seeds": "start_seed", "starts": "start", "policies": "empty"}[name]
    assert len({getattr(recipe, field) for recipe in recipes}) == len(recipes)
    alike = {
        recipe.but(start="random-box", start_seed=0, empty="keep", placed=()) for recipe in recipes
    }
    assert len(alike) == 1


def test_the_usual_other_board_has_the_better_start_or_another_seed():
    assert usual_pair(BASE) == (BASE, BASE.but(start="kmeans++"))
    better = BASE.but(start="kmeans++")
    assert usual_pair(better) == (better, better.but(start_seed=BASE.start_seed + 1))


def test_one_more_board_has_a_seed_that_none_has():
    recipes = usual_pair(BASE)
    for _ in range(2):
        recipes = (*recipes, one_more(recipes))
        assert recipes[-1].start == "random-points"
        assert recipes[-1].start_seed not in {recipe.start_seed for recipe in recipes[:-1]}


def test_after_the_last_seed_comes_the_first():
    last = BASE.but(start_seed=LIMITS["start_seed"][1])
    assert next_seed(last, "start_seed").start_seed == 0
    assert one_more((last, BASE)).start_seed == 0


def test_later_seeds_go_on_where_the_others_end_and_leave_what_a_hand_has_placed():
    four = READY["seeds"](BASE.but(start_seed=4))
    assert [recipe.start_seed for recipe in later_seeds(four)] == [8, 9, 10, 11]
    ways = READY["starts"](BASE.but(start_seed=4))
    assert [recipe.start_seed for recipe in later_seeds(ways)] == [5] * len(SEEDERS)
    placed = BASE.but(start=BY_HAND, placed=((0.0, 0.0),) * 4)
    assert later_seeds((BASE, placed)) == (next_seed(BASE, "start_seed"), placed)
