"""Long edits: worked out elsewhere, while the session goes on with the run at hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from numpy.testing import assert_array_equal

from core import Recipe, Run, record
from core.progress import SILENT
from core.session.background import RefusedError, Work
from core.session.edits.centroid_edits import moved_centroid
from core.session.session import Session

SMALL = Recipe(n=60, start_seed=0)
LONG = 5_000
"""Points whose runs are not worked out at once."""


class ByHand:
    """A background that works when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Work, Callable[[Run | Exception], None]]] = []

    def start(
        self, work: Work, done: Callable[[Run | Exception], None], *, after_current: bool
    ) -> None:
        if not after_current:
            self.waiting.clear()
        self.waiting.append((work, done))

    def call_off(self) -> None:
        self.waiting.clear()

    def finish(self) -> None:
        work, done = self.waiting.pop(0)
        try:
            outcome: Run | Exception = work(SILENT)
        except ValueError as error:
            outcome = error
        done(outcome)


@pytest.fixture
def background() -> ByHand:
    return ByHand()


@pytest.fixture
def refusals() -> list[RefusedError]:
    return []


@pytest.fixture
def session(background: ByHand, refusals: list[RefusedError]) -> Session:
    session = Session(SMALL, 3)
    session.work_in(background, refusals.append)
    return session


def test_a_short_edit_is_done_at_once(session, background):
    session.edit(n=200)
    assert session.state.recipe.n == 200
    assert session.state.wanted is None
    assert not background.waiting


def test_a_long_edit_leaves_the_board_as_it_is_until_its_run_is_there(session, background):
    before = session.state
    session.edit(n=LONG)
    assert session.state.wanted == session.state.chosen == SMALL.but(n=LONG)
    assert replace(session.state, wanted=None, can_undo=False) == before
    background.finish()
    assert session.state.wanted is None
    assert session.state.recipe == SMALL.but(n=LONG)


def test_a_long_edit_comes_to_what_a_plain_session_makes_of_it(session, background):
    plain = Session(SMALL, 3)
    for each in (session, plain):
        each.edit(n=LONG, shape="moons")
    background.finish()
    assert session.state.slots == plain.state.slots
    assert session.state.half_step == plain.state.half_step
    assert_array_equal(session.state.run.points, plain.state.run.points)


def test_the_film_goes_on_meanwhile_and_the_place_in_it_is_kept(session, background):
    session.edit(n=LONG)
    session.step(1)
    session.show(trails=False)
    assert session.state.half_step == 4
    background.finish()
    assert session.state.half_step == 4
    assert not session.state.look.trails


def test_the_next_edit_is_made_to_what_is_wanted(session, background):
    session.edit(n=LONG)
    session.edit(k=7)
    session.new_seed("start_seed")
    assert len(background.waiting) == 1
    background.finish()
    assert session.state.recipe == SMALL.but(n=LONG, k=7, start_seed=1)
    session.undo()
    assert session.state.recipe == SMALL


def test_a_short_edit_overtakes_a_long_one(session, background):
    session.edit(n=LONG)
    session.edit(n=50)
    assert session.state.recipe == SMALL.but(n=50)
    assert session.state.wanted is None
    assert not background.waiting


def test_cancelling_leaves_everything_as_it_was(session, background):
    before = session.state
    session.edit(n=LONG)
    session.cancel()
    assert session.state == before
    assert not background.waiting


def test_undo_gives_up_what_is_wanted_before_it_takes_back_an_edit(session):
    session.edit(k=3)
    session.edit(n=LONG)
    session.redo()
    session.undo()
    assert session.state.wanted is None
    assert session.state.recipe == SMALL.but(k=3)
    session.undo()
    assert session.state.recipe == SMALL


def test_a_live_gesture_shows_runs_on_its_way_and_is_one_edit(session, background):
    for n in (LONG, LONG + 1, LONG + 2):
        session.edit(live=True, n=n)
    background.finish()
    assert session.state.recipe.n == LONG
    assert session.state.wanted is not None
    session.settle()
    background.finish()
    background.finish()
    assert session.state.recipe.n == LONG + 2
    session.undo()
    assert session.state.recipe == SMALL
    assert not session.state.can_undo
    session.redo()
    assert session.state.recipe.n == LONG + 2


def test_the_next_gesture_is_another_edit(session, background):
    for n in (LONG, LONG + 100):
        session.edit(live=True, n=n)
        session.settle()
        background.finish()
    session.undo()
    assert session.state.recipe.n == LONG


def test_a_gesture_out_and_back_is_no_edit(session, background):
    before = session.state
    session.edit(live=True, n=LONG)
    session.edit(live=True, n=60)
    session.settle()
    assert session.state == before
    assert not background.waiting


def test_a_gesture_that_comes_back_after_it_was_seen_on_its_way_is_no_edit(session, background):
    session.edit(live=True, n=LONG)
    background.finish()
    session.edit(live=True, n=60)
    session.settle()
    assert session.state.recipe == SMALL
    assert not session.state.can_undo


def test_what_cannot_be_is_told_when_that_is_known(session, background, refusals):
    before = session.state
    session.load_from(SMALL, lambda progress: record(Recipe(n=2, k=5, spread=0.01)))
    assert session.state.wanted is not None
    background.finish()
    assert session.state == before
    assert "5 clusters for 2 distinct points" in str(refusals[0])


def test_a_fault_is_raised_and_nothing_is_wanted_any_more(session, background):
    before = session.state
    session.edit(n=LONG)
    _, done = background.waiting.pop()
    with pytest.raises(ZeroDivisionError):
        done(ZeroDivisionError("inside"))
    assert session.state == before


def test_another_board_is_told_of_once_it_is_there(session, background):
    told = []
    session.load(SMALL.but(n=LONG), 2, then=lambda asked, run: told.append((asked, run)))
    assert not told
    background.finish()
    assert told == [(SMALL.but(n=LONG), session.state.run)]
    assert session.state.half_step == 2


def bytes_of(run):
    return run.nbytes + run.data.nbytes


def test_points_of_long_ago_are_made_again_when_they_are_asked_for(
    session, background, monkeypatch
):
    first = session.state
    monkeypatch.setattr("core.session.history.REMEMBERED_BYTES", 1.5 * bytes_of(first.run))
    for seed in (1, 2, 3):
        session.edit(data_seed=seed)
    kept = [moment.run is not None for moment in session._history._done]
    assert kept == [False, False, True]
    session.undo()
    assert not background.waiting
    for _ in range(2):
        session.undo()
        background.finish()
    assert session.state.recipe == first.recipe
    assert session.state.half_step == first.half_step
    assert_array_equal(session.state.run.points, first.run.points)
    for seed in (1, 2, 3):
        session.redo()
        while background.waiting:
            background.finish()
        assert session.state.recipe.data_seed == seed


def test_taking_back_can_be_cancelled_and_taken_up_again(session, background, monkeypatch):
    monkeypatch.setattr("core.session.history.REMEMBERED_BYTES", 0)
    session.edit(data_seed=1)
    session.undo()
    assert session.state.wanted == SMALL
    session.cancel()
    assert session.state.recipe.data_seed == 1
    session.undo()
    background.finish()
    assert session.state.recipe == SMALL
    assert session.state.can_redo


def test_choices_made_while_another_board_comes_are_made_to_it(session, background):
    session.load(SMALL.but(n=LONG, shape="moons"), 2)
    session.edit(k=7)
    session.edit(live=True, start_seed=9)
    session.settle()
    assert session.state.wanted == SMALL.but(n=LONG, shape="moons", k=7, start_seed=9)
    while background.waiting:
        background.finish()
    assert session.state.recipe == SMALL.but(n=LONG, shape="moons", k=7, start_seed=9)
    assert session.state.wanted is None


def test_a_choice_that_the_board_to_come_cannot_take_is_told(session, background, refusals):
    session.load(SMALL.but(n=LONG))
    session.edit(columns=(3, 4), k=6, shape="file", file="/nowhere/at/all.csv")
    while background.waiting:
        background.finish()
    assert session.state.recipe == SMALL.but(n=LONG)
    assert len(refusals) == 1


def test_undo_holds_no_more_bytes_than_it_may(session, background, monkeypatch):
    most = 2.5 * bytes_of(session.state.run)
    monkeypatch.setattr("core.session.history.REMEMBERED_BYTES", most)
    for seed in range(1, 6):
        session.edit(data_seed=seed)
    for _ in range(4):
        session.undo()
        while background.waiting:
            background.finish()
        moments = [*session._history._done, *session._history._undone]
        runs = [entry.run for entry in moments if entry.run is not None]
        held = {id(part): part.nbytes for run in runs for part in (run, run.data)}
        held.pop(id(session.state.run.data), None)
        assert sum(held.values()) <= most


def test_long_runs_on_the_same_points_count_too(session, background, monkeypatch):
    most = 3.5 * session.state.run.nbytes
    monkeypatch.setattr("core.session.history.REMEMBERED_BYTES", most)
    for seed in range(1, 20):
        session.edit(start_seed=seed)
    kept = [entry.run for entry in session._history._done if entry.run is not None]
    assert 1 <= len(kept) < 19
    assert sum(run.nbytes for run in kept) <= most


def test_runs_of_the_past_hold_no_labels(session):
    for k in (3, 4, 6):
        session.state.run[1]
        session.edit(k=k)
    assert all(not moment.run._labels for moment in session._history._done)


def test_undo_in_the_midst_of_a_gesture_that_came_back_keeps_what_can_be_made_again():
    session = Session(SMALL)
    for k in (6, 7):
        session.edit(k=k)
    session.undo()
    session.edit(live=True, k=8)
    session.edit(live=True, k=6)
    session.undo()
    assert session.state.recipe.k == 5
    session.redo()
    assert session.state.recipe.k == 6
    session.redo()
    assert session.state.recipe.k == 7


def test_a_watcher_that_fails_does_not_leave_a_wish_without_an_end(session, background):
    def fails(old, new):
        raise ZeroDivisionError

    session.watch(fails)
    with pytest.raises(ZeroDivisionError):
        session.edit(n=LONG)
    session.unwatch(fails)
    background.finish()
    assert session.state.recipe.n == LONG
    assert session.state.wanted is None


@pytest.mark.parametrize("ask", ["edit", "load"])
def test_nothing_is_drawn_on_points_that_are_on_their_way_out(session, background, ask):
    state = session.state
    if ask == "edit":
        session.edit(n=LONG)
    else:
        session.load(SMALL.but(n=LONG))
    with pytest.raises(RefusedError, match="wait until the other points"):
        session.edit(live=True, erased=(3,))
    session.settle()
    background.finish()
    assert session.state.recipe == SMALL.but(n=LONG)
    session.undo()
    assert not background.waiting
    assert session.state.recipe == state.recipe


@pytest.mark.parametrize("give_up", [Session.cancel, Session.undo])
def test_drags_that_follow_each_other_too_quickly_to_be_finished_never_were(background, give_up):
    session = Session(SMALL.but(n=LONG), 1)
    session.work_in(background, lambda error: None)
    before = session.state
    for across in (0.1, 0.2, 0.3):
        session.drag(moved_centroid(session.state, 0, (across, 0.0)))
        session.settle()
        assert session.state.run.is_draft
    give_up(session)
    assert session.state == before
    assert not session.state.can_undo
