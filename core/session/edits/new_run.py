"""How a state takes in another run: where it is shown, and in which colours."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from core.analysis.matching import matched_slots
from core.runs.data import largest_k
from core.runs.recipe import Recipe, data_fields
from core.runs.run import Run
from core.session.state import State
from core.types import Points, Slots

Shown = Callable[[State, Run], State]
"""The state that has taken in a run that was asked for in it."""


def with_run(old: State, run: Run) -> State:
    """The state with another run, its colours carried over where the data are alike."""
    recipe = run.recipe
    return replace(
        old,
        run=run,
        slots=carried_slots(old, run) if is_alike(recipe, old.recipe) else identity_slots(run),
        half_step=place_in(run, old),
        progress=1.0,
        gliding=False,
    )


def with_run_at_end(old: State, run: Run) -> State:
    """As `with_run`, shown at its end: it was chosen for that."""
    return replace(with_run(old, run), half_step=run.last)


def is_alike(recipe: Recipe, former: Recipe) -> bool:
    """Whether the points are about the same: fewer or more of them, or some moved."""
    changing = {"n", "spread", "added", "moved", "erased"}
    return all(
        getattr(recipe, field) == getattr(former, field)
        for field in data_fields(recipe.shape)
        if field not in changing
    )


def finished(old: State, run: Run) -> State:
    """The state with the whole run in place of its draft."""
    return replace(old, run=run)


def fresh(half_step: int, demonstration: str | None, old: State, run: Run) -> State:
    """The state with another board in place of the old one."""
    begin = 0 if old.look.seeding else run.first
    return replace(
        old,
        run=run,
        slots=identity_slots(run),
        half_step=min(max(half_step, begin), run.last),
        demonstration=demonstration,
        progress=1.0,
        playing=False,
        gliding=False,
    )


def adopted(board: State, old: State, run: Run) -> State:
    """The state with a run from elsewhere, as it stands there."""
    return replace(
        old,
        run=run,
        slots=board.slots,
        half_step=board.half_step,
        progress=1.0,
        playing=False,
        gliding=False,
    )


def place_in(run: Run, old: State) -> int:
    """Where to show a run that follows ``old``: at its end if that was, else as far on.

    New starts are there to be watched: they are shown from their beginning.
    """
    if old.half_step == old.run.last:
        return run.last
    is_new = (run.recipe.start, run.recipe.start_seed) != (old.recipe.start, old.recipe.start_seed)
    begin = 0 if old.look.seeding else run.first
    # Counted from where all centroids are there: the film before may be shorter or longer.
    return begin if is_new else min(max(old.half_step - old.run.first + run.first, begin), run.last)


def within_reach(run: Run, field: str, value: Any) -> Any:
    """``value`` for ``field``, brought to where there are as many distinct points as clusters."""
    if field == "n":
        return max(value, run.recipe.k)
    if field == "k":
        return min(value, largest_k(run.data, value))
    return value


def identity_slots(run: Run) -> Slots:
    """The slots of a run without a past: each centroid its own."""
    return tuple(range(len(run.starts)))


def carried_slots(old: State, run: Run) -> Slots:
    """The slots of a run that follows another on like data: colours stay with places."""
    return matched_slots(resting_places(old.run), old.slots, resting_places(run))


def resting_places(run: Run) -> Points:
    """The last place of every starting centroid, dropped ones included, shape (K, 2)."""
    places = np.array(run.starts)
    for mark in run.marks[run.first + 1 :]:
        places[list(mark.numbers)] = mark.centroids
    return places
