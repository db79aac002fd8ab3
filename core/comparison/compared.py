"""Boards that are compared: one after another the runs, side by side the same half-step of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.analysis.matching import matched_slots
from core.kmeans.measures import SAME
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.edits.new_run import resting_places
from core.session.film import sought
from core.session.state import State
from core.types import Slots

FEWEST, MOST = 2, 4
"""Boards that a comparison has."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One of the boards that are compared."""

    run: Run
    slots: Slots
    """Colour and shown number of each starting centroid."""

    @property
    def recipe(self) -> Recipe:
        """The choices behind the run."""
        return self.run.recipe

    @property
    def length(self) -> int:
        """Half-steps from where all centroids are there: the choice of the starts is not shown."""
        return self.run.last - self.run.first

    @property
    def inertia(self) -> float:
        """What the run comes to in the end."""
        return self.run.marks[-1].inertia


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One moment of a comparison."""

    entries: Entries
    film: State
    """The longest of the runs: where it stands, all others stand, or at their ends."""
    wanted: tuple[Recipe, ...] | None = None
    """The boards that are being computed; None where none are."""
    done: int = 0
    """Of those that are wanted, so many are there."""
    can_undo: bool = False
    can_redo: bool = False

    @property
    def chosen(self) -> tuple[Recipe, ...]:
        """What a person has chosen last: it may be wanted only, and not there yet."""
        return self.wanted or tuple(entry.recipe for entry in self.entries)

    @property
    def boards(self) -> tuple[State, ...]:
        """What each board is in."""
        return tuple(board_of(entry, self.film) for entry in self.entries)

    @property
    def since(self) -> float:
        """Where the film stands, in half-steps from where all centroids are there."""
        return self.film.position - self.film.run.first

    @property
    def at_end(self) -> bool:
        """Whether every board is at its end."""
        return self.film.half_step == self.film.run.last

    @property
    def best_boards(self) -> frozenset[int]:
        """The places of the best boards, once every one is at its end.

        There are none where restarts have found a better optimum.
        """
        known, first = self.film.known, self.entries[0].run
        if not self.at_end or self.film.moving:
            return frozenset()
        is_about = known is not None and known.data is first.data and known.k == len(first.starts)
        lowest = min(entry.inertia for entry in self.entries)
        if known is not None and is_about and known.improves_on(lowest):
            return frozenset()
        return best(self.entries)


def board_of(entry: Entry, film: State) -> State:
    """The state of one board, whose run may have ended before the film has."""
    run, since = entry.run, film.half_step - film.run.first
    half_step = min(run.first + since, run.last)
    progress = film.progress if run.first + since <= run.last else 1.0
    return replace(film, run=run, slots=entry.slots, half_step=half_step, progress=progress)


def film_of(entries: Entries, former: State, since: float) -> State:
    """The film of all ``entries``, at rest ``since`` half-steps after its begin.

    It plays on if ``former`` did.
    """
    longest = max(entries, key=lambda entry: entry.length)
    look = replace(former.look, seeding=False)
    film = replace(former, run=longest.run, slots=longest.slots, look=look, selected=None)
    there = sought(film, longest.run.first + since)
    return replace(there, playing=former.playing and there.half_step < longest.run.last)


def best(entries: Entries) -> frozenset[int]:
    """The places of the entries with the lowest final inertia; of none while one is a draft."""
    if any(entry.run.is_draft for entry in entries):
        return frozenset()
    lowest = min(entry.inertia for entry in entries)
    most = lowest * (1.0 + SAME)
    return frozenset(place for place, entry in enumerate(entries) if entry.inertia <= most)


def matched(runs: Sequence[Run], slots: Slots) -> Entries:
    """The runs as entries: the first has ``slots``, and the others the colours of its places.

    Where they start from the same places, colours stay with those.
    """
    first = runs[0]
    there = resting_places(first)
    return tuple(
        Entry(run, slots)
        if np.array_equal(run.starts, first.starts)
        else Entry(run, matched_slots(there, slots, resting_places(run)))
        for run in runs
    )


# What to compare

Recipes = tuple[Recipe, ...]
