"""The one mutable cell: a session holds one frozen State, and every command makes a new one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from core import state as film
from core.checks import Points
from core.data import Data, largest_k, make_data, same_data
from core.files import Table
from core.matching import Slots, matched_slots
from core.recipe import FILE, LIMITS, Recipe
from core.run import Run, record
from core.state import State

Watcher = Callable[[State, State], None]

REMEMBERED_EDITS = 200


class RefusedError(ValueError):
    """A command that cannot be done. The state is as it was; ``__cause__`` is the reason."""


class Session:
    """A person's work with one board: commands in, States out to whoever watches.

    Edits can be undone and redone, each with its position in the run; moving along the film and
    switching what is shown are no edits. An edit that cannot be done raises `RefusedError`.
    """

    def __init__(self, recipe: Recipe | None = None, half_step: int = 0) -> None:
        run = record(recipe or Recipe())
        self._state = State(run, identity_slots(run), min(half_step, run.last))
        self._watchers: list[Watcher] = []
        self._past: list[State] = []
        self._future: list[State] = []
        self._future_before: list[State] = []
        self._in_gesture = False

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    def watch(self, watcher: Watcher) -> None:
        """Call ``watcher(old, new)`` after every change."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Call ``watcher`` no more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    # Edits

    def edit(self, *, live: bool = False, **choices: object) -> None:
        """Change fields of the recipe; a new run is recorded.

        ``live`` edits, as of a slider under way, are one edit together, up to `settle`.
        Raises RefusedError for a choice out of limits, or one that makes no run.
        """
        with _refusals():
            recipe = self._state.recipe.but(**choices)
            if recipe == self._state.recipe:
                return
            new = _with_recipe(self._state, recipe)
        if not self._in_gesture:
            self._future_before = self._future
        self._change_to(new, merge=live and self._in_gesture)
        self._in_gesture = live

    def settle(self) -> None:
        """End a live edit: what follows is an edit of its own."""
        if self._in_gesture and self._past and self._past[-1].recipe == self._state.recipe:
            # Back where it began: as if it had never been, for redo, too.
            self._past.pop()
            self._future = self._future_before
        self._in_gesture = False
        self._become(self._state)

    def new_seed(self, field: str) -> None:
        """Take the next seed for ``field``: "data_seed" or "start_seed"."""
        seed = getattr(self._state.recipe, field) + 1
        self.edit(live=False, **{field: seed if seed <= LIMITS[field][1] else 0})

    def load(self, recipe: Recipe, half_step: int = 0, table: Table | None = None) -> None:
        """Put another board in place of this one: a demonstration, or a file read to ``table``.

        Raises RefusedError where the recipe cannot be run; the former board stays.
        """
        with _refusals():
            run = record(recipe, make_data(recipe, table))
        self.settle()
        fresh = replace(
            self._state,
            run=run,
            slots=identity_slots(run),
            half_step=min(half_step, run.last),
            progress=1.0,
            playing=False,
            gliding=False,
        )
        self._change_to(fresh, merge=False)

    def undo(self) -> None:
        """Take back the last edit, and return to where it was made in the run."""
        self._exchange(self._past, self._future)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._exchange(self._future, self._past)

    # The film

    def step(self, by: int) -> None:
        """Go ``by`` half-steps forward, or back."""
        self._become(film.stepped(self._state, by))

    def step_iteration(self, by: int) -> None:
        """Go to the end of the next iteration, or of the one before."""
        self._become(film.iterated(self._state, by))

    def seek(self, position: float) -> None:
        """Go to ``position``, counted in half-steps; it may lie between two."""
        self._become(film.sought(self._state, position))

    def seek_end(self) -> None:
        """Go to the end of the run."""
        self.seek(self._state.run.last)

    def toggle_play(self) -> None:
        """Play, or pause."""
        self._become(film.toggled(self._state))

    def pause(self) -> None:
        """Stop playing."""
        self._become(film.paused(self._state))

    def tick(self, seconds: float) -> None:
        """Let ``seconds`` of real time go by."""
        self._become(film.ticked(self._state, seconds))

    def change_speed(self, by: int) -> None:
        """Play ``by`` places faster or slower."""
        self._become(film.changed_speed(self._state, by))

    def set_speed(self, speed: float) -> None:
        """Play at ``speed``; ValueError if it is none of SPEEDS."""
        self._become(film.at_speed(self._state, speed))

    def show(self, **switches: bool) -> None:
        """Change fields of the look."""
        self._become(replace(self._state, look=replace(self._state.look, **switches)))

    # The one way in

    def _become(self, new: State) -> None:
        old = self._state
        new = replace(new, can_undo=bool(self._past), can_redo=bool(self._future))
        if new == old:
            return
        self._state = new
        for watcher in self._watchers:
            watcher(old, new)

    def _change_to(self, new: State, *, merge: bool) -> None:
        if not merge:
            self._past = [*self._past, self._state][-REMEMBERED_EDITS:]
        self._future = []
        self._become(new)

    def _exchange(self, source: list[State], target: list[State]) -> None:
        self.settle()
        if not source:
            return
        target.append(self._state)
        there = source.pop()
        self._become(
            replace(
                self._state,
                run=there.run,
                slots=there.slots,
                half_step=there.half_step,
                progress=1.0,
                playing=False,
                gliding=False,
            )
        )


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell what a choice made impossible from what went wrong inside."""
    try:
        yield
    except ValueError as error:
        raise RefusedError(str(error)) from error


def _with_recipe(old: State, recipe: Recipe) -> State:
    """The state with the run of another recipe, its colours carried over where data are alike."""
    run = record(recipe, data_for(recipe, old.run))
    alike = recipe.but(n=old.recipe.n, spread=old.recipe.spread)
    return replace(
        old,
        run=run,
        slots=carried_slots(old, run) if same_data(alike, old.recipe) else identity_slots(run),
        half_step=_place_in(run, old),
        progress=1.0,
        gliding=False,
    )


def _place_in(run: Run, old: State) -> int:
    """Where to show a run that follows ``old``: at its end if that was, else as far on.

    New starts are there to be watched: they are shown from their beginning.
    """
    if old.half_step == old.run.last:
        return run.last
    is_new = (run.recipe.start, run.recipe.start_seed) != (old.recipe.start, old.recipe.start_seed)
    return 0 if is_new else min(old.half_step, run.last)


def data_for(recipe: Recipe, run: Run) -> Data:
    """The points of ``recipe``: those of ``run`` where they are the same, else made anew."""
    if same_data(recipe, run.recipe):
        return run.data
    same_file = recipe.shape == FILE and recipe.file == run.recipe.file
    return make_data(recipe, run.data.table if same_file else None)


def within_reach(run: Run, field: str, value: Any) -> Any:
    """``value`` for ``field``, brought to where there are as many distinct points as clusters."""
    if field == "n":
        return max(value, run.recipe.k)
    if field == "k":
        return min(value, largest_k(run.data, value))
    return value


def identity_slots(run: Run) -> Slots:
    """The slots of a run without a past: each centroid its own."""
    return tuple(range(len(run.marks[0].centroids)))


def carried_slots(old: State, run: Run) -> Slots:
    """The slots of a run that follows another on like data: colours stay with places."""
    return matched_slots(resting_places(old.run), old.slots, resting_places(run))


def resting_places(run: Run) -> Points:
    """The last place of every starting centroid, dropped ones included, shape (K, 2)."""
    places = np.array(run.marks[0].centroids)
    for mark in run.marks[1:]:
        places[list(mark.numbers)] = mark.centroids
    return places
