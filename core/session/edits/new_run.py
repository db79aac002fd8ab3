"""Position and colours of a new run in a state."""

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
"""Returns a state with a requested run."""


def with_run(old: State, run: Run) -> State:
    """Return the state with another run; colours are kept if the data are alike."""
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
    """As `with_run`, shown at its end."""
    return replace(with_run(old, run), half_step=run.last)


def is_alike(recipe: Recipe, former: Recipe) -> bool:
    """Whether the points differ at most in number, spread and edits by hand."""
    changing = {"n", "spread", "added", "moved", "erased"}
    return all(
        getattr(recipe, field) == getattr(former, field)
        for field in data_fields(recipe.shape)
        if field not in changing
    )


def finished(old: State, run: Run) -> State:
    """Return the state with the whole run in place of its draft."""
    return replace(old, run=run)


def fresh(half_step: int, demonstration: str | None, old: State, run: Run) -> State:
    """Return the state with another board."""
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
    """Return the state with the run and position of ``board``."""
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
    """Return the position of a run after ``old``: its end if that was shown, else the same.

    Runs with new starts, or with the first ones, are shown from the beginning.
    """
    if old.half_step == old.run.last and not old.run.is_waiting:
        return run.last
    is_new = (run.recipe.start, run.recipe.start_seed) != (old.recipe.start, old.recipe.start_seed)
    begin = 0 if old.look.seeding else run.first
    # Counted from the end of the seeding, whose film may differ in length.
    if is_new or old.run.is_waiting:
        return begin
    return min(max(old.half_step - old.run.first + run.first, begin), run.last)


def within_reach(run: Run, field: str, value: Any) -> Any:
    """Return ``value`` for ``field``, limited so that K distinct points remain."""
    if field == "n":
        return max(value, run.recipe.k)
    if field == "k":
        # Without points no K is within reach, which is said.
        return min(value, largest_k(run.data, value)) or value
    return value


def identity_slots(run: Run) -> Slots:
    """Return the slots 0 … K - 1."""
    return tuple(range(len(run.starts)))


def carried_slots(old: State, run: Run) -> Slots:
    """Return slots matched to those of a former run on like data."""
    return matched_slots(resting_places(old.run), old.slots, resting_places(run))


def resting_places(run: Run) -> Points:
    """Return the last place of every starting centroid, including dropped ones, (K, 2)."""
    places = np.array(run.starts)
    for mark in run.marks[run.first + 1 :]:
        places[list(mark.numbers)] = mark.centroids
    return places
