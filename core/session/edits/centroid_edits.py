"""Edits of centroids by hand, as choices of a recipe."""

from dataclasses import dataclass, replace
from typing import Any

from core.checks import LARGEST
from core.runs.recipe import BY_HAND
from core.runs.run import Mark, Run
from core.session.state import State
from core.types import Points, Slots

Place = tuple[float, float]

Choices = dict[str, Any]
"""Fields of a recipe, and what they are to be."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """What one move of a dragged centroid makes of a board."""

    choices: Choices
    slots: Slots
    """Colours and shown numbers of the centroids that it starts from."""
    gone: int | None = None
    """The row of the centroid that was taken away, if one was."""

    def shown(self, old: State, run: Run) -> State:
        """The state with the run that came of it, at its first assignment."""
        return replace(
            old,
            run=run,
            slots=self.slots,
            selected=self._followed(starting_row(old)),
            half_step=run.first + 1,
            progress=1.0,
            playing=False,
            gliding=False,
        )

    def _followed(self, row: int | None) -> int | None:
        """The number that the centroid in ``row`` has now: all are numbered again, row by row."""
        if row is None or self.gone is None or row < self.gone:
            return row
        return None if row == self.gone else row - 1


def moved_centroid(state: State, cluster: int, place: Place) -> Stroke:
    """Start from where the centroids are now, but for one of them, which is put at ``place``."""
    centroids = _centroids(state)
    centroids[cluster] = _kept(place)
    return _placed(centroids, _slots(state))


def added_centroid(state: State, place: Place) -> Stroke:
    """Start from where the centroids are now, and one more at ``place``."""
    slots = _slots(state)
    return _placed([*_centroids(state), _kept(place)], (*slots, len(slots)))


def removed_centroid(state: State, cluster: int) -> Stroke:
    """Start from where the centroids are now, without one of them.

    Raises ValueError where it is the only one.
    """
    centroids, slots = _centroids(state), _slots(state)
    if len(centroids) == 1:
        raise ValueError("k: got 0, wanted 1 or more")
    gone, highest = slots[cluster], len(slots) - 1
    # Only one of the others has to take another colour.
    left = tuple(gone if slot == highest else slot for slot in slots if slot != gone)
    return replace(_placed(centroids[:cluster] + centroids[cluster + 1 :], left), gone=cluster)


def _placed(centroids: list[Place], slots: Slots) -> Stroke:
    placed = tuple(centroids)
    return Stroke({"start": BY_HAND, "k": len(placed), "placed": placed}, slots)


def starting_mark(state: State) -> Mark:
    """Where the centroids are that a run from here would start with.

    While the choice of the starts is filmed, it is all that the choice came to.
    """
    return state.run.marks[max(state.half_step, state.run.first)]


def starting_row(state: State) -> int | None:
    """The row of the selected centroid at `starting_mark`, if it is there."""
    numbers = starting_mark(state).numbers
    return numbers.index(state.selected) if state.selected in numbers else None


def _centroids(state: State) -> list[Place]:
    return places_of(starting_mark(state).centroids)


def places_of(points: Points) -> list[Place]:
    """Points (n, 2) as places."""
    return [(float(x), float(y)) for x, y in points.tolist()]


def _slots(state: State) -> Slots:
    """Their colours and shown numbers, closed up."""
    return _closed_up(tuple(state.slots[number] for number in starting_mark(state).numbers))


def _kept(place: Place) -> Place:
    """A place within the numbers that can be squared."""
    x, y = (min(max(float(number), -LARGEST), LARGEST) for number in place)
    return x, y


def _closed_up(slots: Slots) -> Slots:
    """Slots 0 … K - 1 in the same order, where clusters were dropped and left gaps."""
    order = sorted(slots)
    return tuple(order.index(slot) for slot in slots)


# Points
