"""The session: one state, one way in, edits that can be taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from numpy.testing import assert_array_equal

from core import DATASETS, EMPTY_POLICIES, SEEDERS, Recipe, Run, record
from core.runs.recipe_limits import LIMITS
from core.session.edits.new_run import resting_places
from core.session.history import REMEMBERED_EDITS
from core.session.pose import HALF_STEP_SECONDS
from core.session.session import Session
from core.session.state import SPEEDS, State

SMALL = Recipe(n=60, start_seed=0)
Change = tuple[State, State]


@pytest.fixture
def session() -> Session:
    return Session(SMALL)


@contextmanager
def draws_of(session: Session) -> Iterator[list[Change]]:
    """The changes that a watcher hears of."""
    heard: list[Change] = []

    def watcher(old: State, new: State) -> None:
        heard.append((old, new))

    session.watch(watcher)
    yield heard
    session.unwatch(watcher)


def test_a_session_opens_on_the_default_at_the_start():
    state = Session().state
    assert state.recipe == Recipe()
    assert (state.half_step, state.playing, state.position) == (0, False, 0.0)


def test_a_session_may_open_at_another_half_step():
    assert Session(SMALL, 3).state.half_step == 3
    last = Session(SMALL, 10**6).state
    assert last.half_step == last.run.last


# Watchers

ONE_CHANGE_EACH = {
    "step": lambda s: s.step(1),
    "step back": lambda s: s.step(-1),
    "step_iteration": lambda s: s.step_iteration(1),
    "seek": lambda s: s.seek(1.5),
    "seek_end": lambda s: s.seek_end(),
    "toggle_play": lambda s: s.toggle_play(),
    "change_speed": lambda s: s.change_speed(1),
    "set_speed": lambda s: s.set_speed(4.0),
    "show": lambda s: s.show(trails=False),
    "edit": lambda s: s.edit(k=4),
    "live edit": lambda s: s.edit(live=True, n=70),
    "new_seed": lambda s: s.new_seed("data_seed"),
    "load": lambda s: s.load(Recipe(shape="moons", n=50)),
}

NO_CHANGE = {
    "step": lambda s: s.step(0),
    "seek": lambda s: s.seek(2),
    "seek outside": lambda s: (s.seek_end(), s.seek(10**6)),
    "pause": lambda s: s.pause(),
    "tick": lambda s: s.tick(9.0),
    "set_speed": lambda s: s.set_speed(1.0),
    "show": lambda s: s.show(trails=True),
    "edit": lambda s: s.edit(k=5, n=60),
    "settle": lambda s: s.settle(),
    "undo": lambda s: s.undo(),
    "redo": lambda s: s.redo(),
}


@pytest.mark.parametrize("name", ONE_CHANGE_EACH)
def test_a_command_that_changes_something_is_heard_once(session, name):
    session.seek(2)
    before = session.state
    with draws_of(session) as heard:
        ONE_CHANGE_EACH[name](session)
    assert heard == [(before, session.state)]
    assert before != session.state


@pytest.mark.parametrize("name", NO_CHANGE)
def test_a_command_that_changes_nothing_is_not_heard(session, name):
    session.seek(2)
    with draws_of(session) as heard:
        NO_CHANGE[name](session)
    assert len(heard) == (name == "seek outside")  # the way to the end, and nothing more
    if not heard:
        assert session.state.half_step == 2


def test_seeking_twice_draws_once(session):
    with draws_of(session) as heard:
        session.seek(3.25)
        session.seek(3.25)
    assert len(heard) == 1


def test_every_watcher_hears_until_it_is_taken_away(session):
    with draws_of(session) as one:
        with draws_of(session) as other:
            session.step(1)
        session.step(1)
    session.step(1)
    assert (len(one), len(other)) == (2, 1)


def test_an_undo_is_one_change_and_so_is_a_redo(session):
    session.edit(k=3)
    with draws_of(session) as heard:
        session.undo()
        session.redo()
    assert [new.recipe.k for _, new in heard] == [5, 3]


# Edits


def test_another_start_keeps_the_data(session):
    data = session.state.run.data
    for choices in ({"start": "kmeans++"}, {"start_seed": 8}, {"empty": "drop"}):
        session.edit(**choices)
        assert session.state.run.data is data


def test_another_k_keeps_the_data_and_the_seeds(session):
    before = session.state
    session.edit(k=9)
    assert session.state.run.data is before.run.data
    assert session.state.recipe == before.recipe.but(k=9)
    assert len(session.state.slots) == 9


def test_other_data_keep_the_choices_of_the_clusters(session):
    session.edit(shape="rings")
    assert session.state.recipe == SMALL.but(shape="rings")


@pytest.mark.parametrize("field", ["data_seed", "start_seed"])
def test_a_new_seed_is_the_next_and_begins_again_at_the_end(session, field):
    before = getattr(session.state.recipe, field)
    session.new_seed(field)
    assert getattr(session.state.recipe, field) == before + 1
    session.edit(**{field: LIMITS[field][1]})
    session.new_seed(field)
    assert getattr(session.state.recipe, field) == 0


@pytest.mark.parametrize(
    ("choices", "at", "found"),
    [
        ({"k": 4}, "start", 0),
        ({"k": 4}, "middle", 3),
        ({"k": 4}, "end", "end"),
        ({"start_seed": 9}, "middle", 0),
        ({"start": "kmeans++"}, "middle", 0),
        ({"start_seed": 9}, "end", "end"),
    ],
)
def test_a_new_run_is_shown_where_the_old_one_was_but_new_starts_from_their_beginning(
    session, choices, at, found
):
    session.seek({"start": 0, "middle": 3, "end": session.state.run.last}[at])
    session.edit(**choices)
    state = session.state
    assert state.half_step == (state.run.last if found == "end" else found)
    assert state.progress == 1.0


@pytest.mark.parametrize(
    "choices",
    [
        {"k": -1},
        {"k": 201},
        {"k": 2.5},
        {"n": 3},
        {"shape": "blob"},
        {"empty": "ignore"},
        {"spread": 9.0},
        {"shape": "file"},
        {"shape": "file", "file": "no such file.csv"},
        {"clusters": 3},
    ],
)
@pytest.mark.parametrize("live", [False, True])
def test_a_refused_edit_leaves_everything_alone(session, choices, live):
    session.edit(k=4)
    session.seek(2)
    before = session.state
    with draws_of(session) as heard, pytest.raises((ValueError, TypeError, OSError)):
        session.edit(live=live, **choices)
    assert session.state is before
    assert heard == []
    session.undo()
    assert session.state.recipe == SMALL
    assert not session.state.can_undo


def test_a_refused_load_leaves_everything_alone(session):
    session.edit(k=4)
    session.undo()
    before = session.state
    with pytest.raises(ValueError, match="k: got 5 clusters for 3 distinct points"):
        session.load(Recipe(n=3, k=5))
    assert session.state is before
    assert session.state.can_redo


def test_looking_and_moving_are_no_edits(session):
    session.seek(2)
    session.step(1)
    session.toggle_play()
    session.tick(0.5)
    session.change_speed(1)
    session.show(links=True)
    assert not session.state.can_undo


def test_a_loaded_board_opens_where_it_says(session):
    session.toggle_play()
    session.load(Recipe(n=80), half_step=3)
    state = session.state
    assert (state.recipe, state.half_step, state.playing) == (Recipe(n=80), 3, False)
    session.undo()
    assert session.state.recipe == SMALL


# Undo and redo


def test_undo_and_redo_bring_back_the_very_run_and_the_position_in_it(session):
    session.seek(2)
    first = session.state
    session.edit(k=3)
    session.seek(1)
    second = session.state
    session.undo()
    assert (session.state.run, session.state.half_step) == (first.run, 2)
    assert session.state.slots == first.slots
    session.seek(3)
    session.redo()
    assert (session.state.run, session.state.half_step) == (second.run, 1)
    assert session.state.slots == second.slots
    session.undo()
    assert session.state.half_step == 3


def test_a_new_edit_ends_what_could_be_redone(session):
    session.edit(k=3)
    session.undo()
    session.edit(k=7)
    assert not session.state.can_redo
    session.redo()
    assert session.state.recipe.k == 7


def test_undo_leaves_the_look_and_the_speed(session):
    session.edit(k=3)
    session.show(links=True)
    session.change_speed(1)
    session.undo()
    assert session.state.look.links
    assert session.state.speed == 2.0


def test_undo_stops_playing(session):
    session.edit(k=3)
    session.toggle_play()
    session.undo()
    assert not session.state.playing


def test_the_memory_of_edits_has_an_end():
    session = Session(Recipe(shape="grid", n=9, k=1))
    for seed in range(REMEMBERED_EDITS + 20):
        session.edit(start_seed=seed)
    undone = 0
    while session.state.can_undo:
        session.undo()
        undone += 1
    assert undone == REMEMBERED_EDITS


# Live edits


def test_a_drag_of_a_slider_is_one_edit(session):
    for n in (61, 65, 70, 90):
        session.edit(live=True, n=n)
    session.settle()
    assert session.state.recipe.n == 90
    session.undo()
    assert session.state.recipe == SMALL
    assert not session.state.can_undo
    session.redo()
    assert session.state.recipe.n == 90


def test_two_drags_are_two_edits(session):
    for n in (61, 65):
        session.edit(live=True, n=n)
    session.settle()
    for n in (70, 80):
        session.edit(live=True, n=n)
    session.settle()
    session.undo()
    assert session.state.recipe.n == 65


def test_a_drag_back_to_where_it_began_is_no_edit(session):
    for n in (61, 65, 60):
        session.edit(live=True, n=n)
    session.settle()
    assert not session.state.can_undo


def test_an_edit_after_a_drag_is_an_edit_of_its_own(session):
    session.edit(live=True, n=70)
    session.edit(k=4)
    session.edit(live=True, n=80)
    session.settle()
    found = []
    while session.state.can_undo:
        session.undo()
        found.append((session.state.recipe.n, session.state.recipe.k))
    assert found == [(70, 4), (70, 5), (60, 5)]


def test_undo_ends_a_drag(session):
    session.edit(live=True, n=70)
    session.undo()
    assert session.state.recipe == SMALL
    session.edit(live=True, n=80)
    assert session.state.can_undo
    session.undo()
    assert session.state.recipe == SMALL


def test_loading_ends_a_drag(session):
    session.edit(live=True, n=70)
    session.load(Recipe(n=80))
    session.edit(live=True, n=90)
    session.undo()
    assert session.state.recipe.n == 80


# Colours


def test_colours_stay_with_places_when_the_start_changes():
    """The same five places are found again, so each keeps its colour."""
    session = Session(Recipe(spread=0.03, start="farthest-first", start_seed=0))
    before = coloured_places(session.state)
    for seed in range(1, 6):
        session.edit(start_seed=seed)
        now = coloured_places(session.state)
        assert np.abs(now - before).max() < 0.01


def coloured_places(state: State) -> np.ndarray:
    places = resting_places(state.run)
    return places[np.argsort(state.slots)]


def test_another_board_has_colours_of_its_own(session):
    session.edit(start_seed=3)
    session.edit(shape="uniform")
    assert session.state.slots == (0, 1, 2, 3, 4)


def test_a_dropped_centroid_rests_where_it_was_last():
    run = record(Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=2, empty="drop"))
    places = resting_places(run)
    assert len(run.marks[-1].centroids) < len(places) == 8
    assert_array_equal(places[list(run.marks[-1].numbers)], run.marks[-1].centroids)
    gone = set(range(8)) - set(run.marks[-1].numbers)
    for number in gone:
        last = [mark for mark in run.marks if number in mark.numbers][-1]
        assert_array_equal(places[number], last.centroids[last.numbers.index(number)])


# All commands in any order


@lru_cache(maxsize=500)
def fresh(recipe: Recipe) -> Run:
    return record(recipe)


CHOICES = {
    "shape": st.sampled_from([*DATASETS]),
    "n": st.integers(1, 40),
    "blobs": st.integers(1, 6),
    "spread": st.sampled_from([0.05, 0.10, 0.20]),
    "data_seed": st.integers(0, 3),
    "k": st.integers(1, 9),
    "start": st.sampled_from([*SEEDERS]),
    "start_seed": st.integers(0, 3),
    "empty": st.sampled_from([*EMPTY_POLICIES]),
}
ANY_CHOICE = st.sampled_from([*CHOICES]).flatmap(
    lambda name: st.builds(lambda value: {name: value}, CHOICES[name])
)
Memory = tuple[Run, int]


class Sessions(RuleBasedStateMachine):
    """A person at work, beside a plain list of what undo and redo should bring back."""

    @initialize(choice=ANY_CHOICE)
    def open(self, choice: dict[str, object]) -> None:
        recipe = Recipe(shape="smiley", n=30, k=1).but(**choice)
        self.session = Session(recipe)
        self.heard: list[Change] = []
        self.past: list[Memory] = []
        self.future: list[Memory] = []
        self.session.watch(lambda old, new: self.heard.append((old, new)))
        self.seen = self.session.state

    def memory(self) -> Memory:
        return self.session.state.run, self.session.state.half_step

    def edit(self, *, live: bool, **choices: object) -> bool:
        """Whether the edit was made; a refused one must ask for too many clusters."""
        before = self.session.state
        try:
            self.session.edit(live=live, **choices)
        except ValueError:
            assert self.session.state is before
            assert before.recipe.but(**choices).k > before.recipe.but(**choices).n
            return False
        return self.session.state is not before

    @rule(choice=ANY_CHOICE)
    def choose(self, choice: dict[str, object]) -> None:
        before = self.memory()
        if self.edit(live=False, **choice):
            self.past, self.future = [*self.past, before], []

    @rule(field=st.sampled_from(["n", "k", "blobs"]), data=st.data())
    def drag(self, field: str, data: st.DataObject) -> None:
        before, recipe = self.memory(), self.session.state.recipe
        made = False
        for value in data.draw(st.lists(CHOICES[field], min_size=1, max_size=4)):
            made |= self.edit(live=True, **{field: value})
            self.check_what_was_heard(at_most=1)
        self.session.settle()
        if made:
            self.future = []
        if self.session.state.recipe != recipe:
            self.past = [*self.past, before]

    @rule(field=st.sampled_from(["data_seed", "start_seed"]))
    def new_seed(self, field: str) -> None:
        self.past, self.future = [*self.past, self.memory()], []
        self.session.new_seed(field)

    @rule(choice=ANY_CHOICE, half_step=st.integers(0, 9))
    def load(self, choice: dict[str, object], half_step: int) -> None:
        self.past, self.future = [*self.past, self.memory()], []
        self.session.load(Recipe(shape="moons", n=25, k=1).but(**choice), half_step)

    @rule()
    def undo(self) -> None:
        assert self.session.state.can_undo == bool(self.past)
        if self.past:
            self.future.append(self.memory())
        self.session.undo()
        if self.past:
            assert self.memory() == self.past.pop()

    @rule()
    def redo(self) -> None:
        assert self.session.state.can_redo == bool(self.future)
        if self.future:
            self.past.append(self.memory())
        self.session.redo()
        if self.future:
            assert self.memory() == self.future.pop()

    @rule(by=st.sampled_from([-1, 1, 1, 2, -3]))
    def step(self, by: int) -> None:
        wanted = min(max(self.session.state.half_step + by, 0), self.session.state.run.last)
        self.session.step(by)
        assert self.session.state.half_step == wanted

    @rule(by=st.sampled_from([-1, 1]))
    def step_iteration(self, by: int) -> None:
        self.session.step_iteration(by)

    @rule(share=st.floats(0, 1))
    def seek(self, share: float) -> None:
        position = share * self.session.state.run.last
        self.session.seek(position)
        assert self.session.state.position == pytest.approx(position, abs=1e-9)

    @rule()
    def seek_end(self) -> None:
        self.session.seek_end()
        assert self.session.state.half_step == self.session.state.run.last

    @rule()
    def toggle_play(self) -> None:
        was = self.session.state.playing
        self.session.toggle_play()
        assert self.session.state.playing != was

    @rule()
    def pause(self) -> None:
        self.session.pause()
        assert not self.session.state.playing

    @rule(seconds=st.sampled_from([0.0, 0.016, 0.3, 1.0, 7.0]))
    def tick(self, seconds: float) -> None:
        before = self.session.state
        self.session.tick(seconds)
        if before.playing:
            ahead = before.position + seconds * before.speed / HALF_STEP_SECONDS
            wanted = min(ahead, before.run.last)
            assert self.session.state.position == pytest.approx(wanted, abs=1e-9)
        else:
            assert self.session.state.half_step == before.half_step

    @rule(by=st.sampled_from([-1, 1]))
    def change_speed(self, by: int) -> None:
        self.session.change_speed(by)
        assert self.session.state.speed in SPEEDS

    @rule(switch=st.sampled_from(["cells", "motion", "links"]), on=st.booleans())
    def show(self, switch: str, on: bool) -> None:
        self.session.show(**{switch: on})
        assert getattr(self.session.state.look, switch) == on

    def check_what_was_heard(self, at_most: int) -> None:
        assert len(self.heard) <= at_most
        for old, new in self.heard:
            assert old == self.seen
            assert new != old
            self.seen = new
        assert self.seen == self.session.state
        self.heard.clear()

    @invariant()
    def every_command_is_heard_at_most_once(self) -> None:
        self.check_what_was_heard(at_most=1)

    @invariant()
    def slots_are_a_permutation(self) -> None:
        state = self.session.state
        assert sorted(state.slots) == list(range(state.recipe.k))

    @invariant()
    def the_film_is_inside_the_run(self) -> None:
        state = self.session.state
        assert 0 <= state.half_step <= state.run.last
        assert 0.0 <= state.progress <= 1.0
        assert not (state.playing and state.position == state.run.last > 0)

    @invariant()
    def the_run_is_that_of_the_recipe(self) -> None:
        state = self.session.state
        run = fresh(state.recipe)
        assert_array_equal(state.run.points, run.points)
        assert state.run.last == run.last
        for one, other in zip(state.run[state.half_step], run[state.half_step], strict=True):
            assert_array_equal(one, other)


TestSessions = Sessions.TestCase
TestSessions.settings = settings(settings.default, max_examples=40, stateful_step_count=30)


# Demonstrations


def test_a_demonstration_is_known_until_another_board_is_opened() -> None:
    session = Session(Recipe(n=60))
    assert session.state.demonstration is None
    session.load(Recipe(n=70), demonstration="x")
    assert session.state.demonstration == "x"
    session.edit(k=3)
    session.seek_end()
    assert session.state.demonstration == "x"
    session.load(Recipe(n=80))
    assert session.state.demonstration is None
    known = []
    for command in [session.undo] * 3 + [session.redo] * 3:
        command()
        known.append(session.state.demonstration)
    assert known == ["x", "x", None, "x", "x", None]


def test_another_board_opens_where_the_film_begins() -> None:
    session = Session(Recipe(n=60))
    session.show(seeding=False)
    session.load(Recipe(n=60, start="kmeans++"))
    assert session.state.half_step == session.state.begin > 0
