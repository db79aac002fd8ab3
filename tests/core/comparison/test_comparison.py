"""The comparison: boards on the same points, each the run of its recipe, edits taken back."""

from collections.abc import Callable

import pytest
from numpy.testing import assert_array_equal

from core import Recipe, Run, record
from core.checks import TooManyClustersError
from core.comparison.compared import FEWEST, MOST
from core.comparison.comparison import Comparison
from core.comparison.presets import READY
from core.experiments.quick_restarts import quick_set
from core.progress import Progress
from core.runs.recipe import BY_HAND, same_data
from core.session.background import RefusedError, Work, outcome_of
from core.session.edits.centroid_edits import Stroke, added_centroid, moved_centroid
from core.session.session import Session
from core.session.state import State
from core.teaching.demonstrations import demonstrations

BASE = Recipe(n=80, k=4)
E1 = Recipe(
    shape=BY_HAND,
    added=((4.0, 9.0, -1), (1.0, 5.0, -1), (12.0, 1.0, -1), (9.0, 1.0, -1), (0.0, 1.0, -1)),
    k=3,
    start=BY_HAND,
    placed=((1.0, 5.0), (0.0, 1.0), (4.0, 9.0)),
)
"""Five points on which a cluster becomes empty at the second assignment."""


class Desk:
    """A background whose work is done when it is told to, one piece at a time."""

    def __init__(self) -> None:
        self.waiting: tuple[Work, Callable[[Run | Exception], None]] | None = None
        self.begun = 0

    def start(
        self, work: Work, done: Callable[[Run | Exception], None], *, after_current: bool
    ) -> None:
        self.waiting = (work, done)
        self.begun += 1

    def call_off(self) -> None:
        self.waiting = None

    def do(self) -> None:
        assert self.waiting is not None
        (work, done), self.waiting = self.waiting, None
        done(outcome_of(work, Progress()))


@pytest.fixture
def session() -> Session:
    return Session(BASE)


@pytest.fixture
def comparison(session: Session) -> Comparison:
    return Comparison(session.state)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> tuple[Comparison, Desk]:
    """A comparison whose every run takes long, with two boards that are there."""
    monkeypatch.setattr("core.runs.record.QUICK", 0)
    playback = Desk()
    comparison = Comparison(Session(BASE).state, playback)
    while playback.waiting is not None:
        playback.do()
    return comparison, playback


def recipes_of(comparison: Comparison) -> tuple[Recipe, ...]:
    return tuple(entry.recipe for entry in comparison.state.entries)


def since(comparison: Comparison) -> int:
    film = comparison.state.film
    return film.half_step - film.run.first


def assert_lawful(comparison: Comparison) -> None:
    """Each board is the run of its recipe, on the same points as all others."""
    entries = comparison.state.entries
    assert FEWEST <= len(entries) <= MOST
    for entry in entries:
        assert entry.run.data is entries[0].run.data
        assert same_data(entry.recipe, entries[0].recipe)
        expected = record(entry.recipe)
        assert len(expected) == len(entry.run)
        for mark, wanted in zip(entry.run.marks, expected.marks, strict=True):
            assert_array_equal(mark.centroids, wanted.centroids)
        assert sorted(entry.slots) == list(range(BASE.k if entry.recipe.k == BASE.k else 3))
    lengths = [entry.length for entry in entries]
    assert comparison.state.film.run.last - comparison.state.film.run.first == max(lengths)


def test_it_opens_with_the_run_at_hand_and_the_usual_other(session, comparison):
    assert recipes_of(comparison) == (BASE, BASE.but(start="kmeans++"))
    assert comparison.state.entries[0].run is session.state.run
    assert_lawful(comparison)


@pytest.mark.parametrize("half_step", [0, 1, 3, 10**6])
def test_it_opens_where_the_board_stands(half_step):
    state = Session(BASE, half_step).state
    comparison = Comparison(state)
    ended = state.half_step == state.run.last
    assert comparison.state.at_end if ended else since(comparison) == state.half_step
    assert not comparison.state.can_undo


def test_in_the_middle_of_a_choice_of_starts_it_opens_at_its_end():
    state = Session(BASE.but(start="kmeans++"), 1).state
    assert state.half_step < state.run.first
    assert since(Comparison(state)) == 0


EDITS: dict[str, Callable[[Comparison], object]] = {
    "add": lambda c: c.add(),
    "edit start": lambda c: c.edit(1, start="farthest-first"),
    "edit seed": lambda c: c.edit(0, start_seed=77),
    "edit policy": lambda c: c.edit(1, empty="drop"),
    "by hand": lambda c: c.edit(0, start=BY_HAND),
    "new_seed": lambda c: c.new_seed(1),
    "new_starts": lambda c: c.new_starts(),
    "new_points": lambda c: c.new_points(),
    **{name: lambda c, name=name: c.take_set(name) for name in READY},
}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_is_lawful_one_change_and_can_be_taken_back(comparison, name):
    before, heard = comparison.state, []
    comparison.watch(lambda old, new: heard.append(new))
    EDITS[name](comparison)
    assert len(heard) == 1
    assert_lawful(comparison)
    after = comparison.state
    assert after.can_undo
    assert recipes_of(comparison) != tuple(entry.recipe for entry in before.entries)
    comparison.undo()
    assert comparison.state.entries is before.entries
    assert not comparison.state.can_undo
    comparison.redo()
    assert comparison.state.entries is after.entries


def test_points_are_made_once_for_all_boards(session, comparison):
    comparison.take_set("seeds")
    comparison.new_starts()
    assert comparison.state.entries[3].run.data is session.state.run.data
    comparison.new_points()
    assert comparison.state.entries[0].run.data is not session.state.run.data


def test_there_are_two_to_five_boards(comparison):
    with pytest.raises(RefusedError):
        comparison.remove(0)
    for _ in range(3):
        comparison.add()
    before = comparison.state
    with pytest.raises(RefusedError):
        comparison.add()
    assert comparison.state is before
    comparison.remove(0)
    assert recipes_of(comparison) == tuple(entry.recipe for entry in before.entries[1:])
    assert comparison.state.entries[0].run is before.entries[1].run
    assert_lawful(comparison)


def test_another_number_of_clusters_is_refused(comparison):
    before = comparison.state
    with pytest.raises(RefusedError):
        comparison.edit(0, k=7)
    with pytest.raises(RefusedError):
        comparison.edit(0, start="nowhere")
    assert comparison.state is before


def test_an_edit_that_changes_nothing_is_none(comparison):
    before = comparison.state
    comparison.edit(0, start=BASE.start)
    assert comparison.state is before


def test_an_edit_keeps_the_place_and_a_set_begins_anew(comparison):
    comparison.step(2)
    comparison.new_seed(0)
    assert since(comparison) == 2
    comparison.seek_end()
    comparison.new_starts()
    assert comparison.state.at_end
    comparison.take_set("starts")
    assert since(comparison) == 0


def test_the_film_moves_all_boards(comparison):
    comparison.seek(0)
    for step in range(1, 4):
        comparison.step(1)
        for board in comparison.state.boards:
            assert board.half_step - board.run.first == min(step, board.run.last - board.run.first)
    comparison.step_iteration(-1)
    assert since(comparison) == 1
    comparison.toggle_play()
    assert all(board.playing for board in comparison.state.boards)
    comparison.tick(1e6)
    assert comparison.state.at_end
    assert comparison.state.best_boards
    comparison.change_speed(1)
    comparison.set_speed(0.5)
    comparison.pause()
    assert comparison.state.film.speed == 0.5


def test_policies_for_empty_clusters_side_by_side():
    comparison = Comparison(Session(E1).state)
    comparison.take_set("policies")
    ends = {e.recipe.empty: round(e.inertia, 2) for e in comparison.state.entries}
    assert (ends["keep"], ends["drop"], ends["farthest"]) == (13.0, 83.83, 13.0)
    assert len({entry.slots for entry in comparison.state.entries}) == 1
    comparison.seek_end()
    names = [comparison.state.entries[place].recipe.empty for place in comparison.state.best_boards]
    assert {"keep", "farthest"} <= set(names)
    assert "drop" not in names


# A hand


def stroke_on(comparison: Comparison, place: int, x: float = 0.3) -> Stroke:
    return moved_centroid(comparison.state.boards[place], 1, (x, -0.2))


def test_a_drag_starts_its_board_from_there_and_is_one_edit(comparison):
    comparison.seek(3)
    before = comparison.state
    for x in (0.1, 0.2, 0.3):
        stroke = stroke_on(comparison, 1, x)
        comparison.drag(1, stroke)
    assert since(comparison) == 1
    entry = comparison.state.entries[1]
    assert entry.recipe.start == BY_HAND
    assert entry.slots == stroke.slots
    assert_array_equal(entry.run.starts[1], (0.3, -0.2))
    assert comparison.state.entries[0].run is before.entries[0].run
    comparison.settle()
    assert_lawful(comparison)
    comparison.undo()
    assert comparison.state.entries is before.entries
    assert since(comparison) == 3


def test_a_drag_of_the_first_board_gives_its_colours_to_all(comparison):
    comparison.drag(0, stroke_on(comparison, 0))
    comparison.settle()
    assert_lawful(comparison)


def test_a_drag_that_adds_a_centroid_is_refused(comparison):
    with pytest.raises(RefusedError):
        comparison.drag(0, added_centroid(comparison.state.boards[0], (0.0, 0.0)))


def test_a_long_run_is_only_begun_until_the_hand_lets_go(large):
    comparison, playback = large
    before = comparison.state
    for x in (0.1, 0.3):
        comparison.drag(1, stroke_on(comparison, 1, x))
    assert comparison.state.entries[1].run.is_draft
    assert playback.waiting is None
    comparison.settle()
    assert comparison.state.wanted is not None
    playback.do()
    assert_lawful(comparison)
    comparison.undo()
    assert comparison.state.entries is before.entries


@pytest.mark.parametrize("leave", ["cancel", "undo"])
def test_a_drag_that_is_given_up_never_was(large, leave):
    comparison, playback = large
    before = comparison.state
    comparison.drag(1, stroke_on(comparison, 1))
    comparison.settle()
    getattr(comparison, leave)()
    assert playback.waiting is None
    assert comparison.state == before


# Long work


def test_long_runs_come_one_after_the_other_and_are_shown_together(large):
    comparison, playback = large
    before = comparison.state
    comparison.take_set("seeds")
    wanted = comparison.state.wanted
    assert wanted == comparison.state.chosen == READY["seeds"](BASE)
    for done in (1, 2, 3):
        assert comparison.state.entries is before.entries
        assert comparison.state.done == done
        playback.do()
    assert comparison.state.wanted is None
    assert recipes_of(comparison) == wanted
    assert_lawful(comparison)


def test_the_first_board_is_there_before_the_second(monkeypatch):
    monkeypatch.setattr("core.runs.record.QUICK", 0)
    playback = Desk()
    session = Session(BASE)
    comparison = Comparison(session.state, playback)
    assert [entry.run for entry in comparison.state.entries] == [session.state.run]
    comparison.step(1)
    playback.do()
    assert_lawful(comparison)


def test_other_points_come_for_all_boards_at_once(large):
    comparison, playback = large
    comparison.new_points()
    playback.do()
    assert comparison.state.wanted is not None
    playback.do()
    assert_lawful(comparison)
    assert playback.waiting is None


def test_a_newer_wish_takes_in_the_former(large):
    comparison, playback = large
    comparison.edit(0, start_seed=50)
    comparison.edit(1, start_seed=60)
    while playback.waiting is not None:
        playback.do()
    assert [recipe.start_seed for recipe in recipes_of(comparison)] == [50, 60]
    comparison.undo()
    assert [recipe.start_seed for recipe in recipes_of(comparison)] == [4, 4]


def test_cancelled_work_leaves_the_boards_as_they_were(large):
    comparison, playback = large
    before = comparison.state
    comparison.take_set("starts")
    comparison.cancel()
    assert comparison.state == before
    assert playback.waiting is None
    comparison.take_set("starts")
    comparison.undo()
    assert comparison.state == before


def test_going_back_to_what_is_there_calls_the_work_off(large):
    comparison, playback = large
    before = comparison.state
    comparison.edit(0, start_seed=50)
    comparison.edit(0, start_seed=BASE.start_seed)
    assert playback.waiting is None
    assert comparison.state == before


def test_what_is_refused_in_the_background_is_told(monkeypatch):
    monkeypatch.setattr("core.runs.record.QUICK", 0)
    playback, told = Desk(), []
    comparison = Comparison(Session(BASE).state, playback, told.append)
    playback.do()
    before = comparison.state
    comparison.add()
    _, done = playback.waiting
    done(TooManyClustersError(4, 3))
    assert [type(error) for error in told] == [RefusedError]
    assert isinstance(told[0].__cause__, TooManyClustersError)
    assert comparison.state == before


def test_a_fault_in_the_background_is_raised_and_leaves_the_boards(large):
    comparison, playback = large
    before = comparison.state
    comparison.add()
    _, done = playback.waiting
    with pytest.raises(MemoryError):
        done(MemoryError())
    assert comparison.state == before


def test_points_of_the_far_past_are_given_up(comparison, monkeypatch):
    run = comparison.state.entries[0].run
    monkeypatch.setattr(
        "core.session.history.REMEMBERED_BYTES", 3 * (run.data.nbytes + 4 * run.nbytes)
    )
    for _ in range(5):
        comparison.new_points()
        comparison.new_starts()
    undone = 0
    while comparison.state.can_undo:
        comparison.undo()
        undone += 1
    assert 3 <= undone < 10


# The way back


def assert_adopted(session: Session, board: State) -> None:
    assert session.state.run is board.run
    assert session.state.slots == board.slots
    assert session.state.half_step == board.half_step


def test_a_board_that_is_promoted_can_be_taken_back(session, comparison):
    session.seek(3)
    before = session.state
    comparison.seek_end()
    board = comparison.state.boards[1]
    session.adopt(board)
    assert_adopted(session, board)
    session.undo()
    assert session.state.run is before.run
    assert (session.state.half_step, session.state.slots) == (3, before.slots)
    session.redo()
    assert_adopted(session, board)


def test_the_board_that_is_there_already_only_moves(session, comparison):
    comparison.seek_end()
    session.adopt(comparison.state.boards[0])
    assert_adopted(session, comparison.state.boards[0])
    assert not session.state.can_undo


def test_no_board_is_the_best_where_restarts_have_found_a_better_one():
    # With fewer clusters than true ones the truth does not tell.
    recipe = demonstrations()["opening"].recipe.but(k=4, start_seed=0)
    session = Session(recipe)
    board = session.state
    comparison = Comparison(board)
    comparison.seek_end()
    assert comparison.state.best_boards
    better = quick_set(board.run.recipe, board.run.data)
    lowest = min(entry.inertia for entry in comparison.state.entries)
    assert better.improves_on(lowest)
    session.learn(better)
    comparison = Comparison(session.state)
    comparison.seek_end()
    assert comparison.state.best_boards == frozenset()
