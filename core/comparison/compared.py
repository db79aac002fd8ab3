"""The state of a comparison: its runs, shown at the same half-step."""

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

FEWEST, MOST = 2, 5
"""Least and greatest number of boards."""


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
        """Half-steps after the last starting centroid is chosen; the choice is not shown."""
        return self.run.last - self.run.first

    @property
    def inertia(self) -> float:
        """Inertia at the end of the run."""
        return self.run.marks[-1].inertia


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The state of a comparison."""

    entries: Entries
    film: State
    """The state of the longest run. Other runs are at the same half-step, or at their ends."""
    wanted: tuple[Recipe, ...] | None = None
    """The recipes of the boards that are being computed; None if none are."""
    done: int = 0
    """Number of these that have been computed."""
    can_undo: bool = False
    can_redo: bool = False

    @property
    def chosen(self) -> tuple[Recipe, ...]:
        """The recipes chosen last, whether computed or not."""
        return self.wanted or tuple(entry.recipe for entry in self.entries)

    @property
    def boards(self) -> tuple[State, ...]:
        """The state of each board."""
        return tuple(board_of(entry, self.film) for entry in self.entries)

    @property
    def since(self) -> float:
        """Position in half-steps after the last starting centroid is chosen."""
        return self.film.position - self.film.run.first

    @property
    def at_end(self) -> bool:
        """Whether every board is at its end."""
        return self.film.half_step == self.film.run.last

    @property
    def best_boards(self) -> frozenset[int]:
        """Places of the boards with the least inertia, when all are at their ends.

        Empty if restarts have found a better optimum, or the true clusters are one.
        """
        known, first = self.film.known, self.entries[0].run
        if not self.at_end or self.film.moving:
            return frozenset()
        is_about = known is not None and known.data is first.data and known.k == len(first.starts)
        lowest = min(entry.inertia for entry in self.entries)
        if known is not None and is_about and known.improves_on(lowest):
            return frozenset()
        if is_beaten_by_truth(first, lowest):
            return frozenset()
        return best(self.entries)


def is_beaten_by_truth(run: Run, inertia: float) -> bool:
    """Whether the true clusters, no more than K of them, have less than this ``inertia``."""
    centres, k = run.data.true_centres, len(run.starts)
    if centres is None or len(centres) > k:
        return False
    return inertia > run.data.true_inertia * (1.0 + SAME)


def board_of(entry: Entry, film: State) -> State:
    """Return the state of one board, whose run may be shorter than the film."""
    run, since = entry.run, film.half_step - film.run.first
    half_step = min(run.first + since, run.last)
    progress = film.progress if run.first + since <= run.last else 1.0
    return replace(film, run=run, slots=entry.slots, half_step=half_step, progress=progress)


def film_of(entries: Entries, former: State, since: float) -> State:
    """Return the film of ``entries`` at rest, ``since`` half-steps after its beginning.

    It keeps playing if ``former`` was playing.
    """
    longest = max(entries, key=lambda entry: entry.length)
    look = replace(former.look, seeding=False)
    film = replace(former, run=longest.run, slots=longest.slots, look=look, selected=None)
    there = sought(film, longest.run.first + since)
    return replace(there, playing=former.playing and there.half_step < longest.run.last)


def best(entries: Entries) -> frozenset[int]:
    """Places of the entries with the least final inertia; empty while one is a draft."""
    if any(entry.run.is_draft for entry in entries):
        return frozenset()
    lowest = min(entry.inertia for entry in entries)
    most = lowest * (1.0 + SAME)
    return frozenset(place for place, entry in enumerate(entries) if entry.inertia <= most)


def matched(runs: Sequence[Run], slots: Slots) -> Entries:
    """Return the runs as entries, with the slots of the others matched to those of the first.

    Runs with the same starts have the same slots.
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
